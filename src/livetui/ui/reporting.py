"""What status line, filter bar, sidebar and an empty list tell of what is listed."""

from __future__ import annotations

from livetui.model.feed import FeedStatus
from livetui.ui.acts.counting import Counting
from livetui.ui.acts.topics import Topics
from livetui.ui.listing import Listing
from livetui.ui.reading import Reading
from livetui.ui.widgets.bars import Status, StatusLine
from livetui.ui.widgets.filterbar import FilterBar
from livetui.ui.widgets.sidebar import Active, Sidebar
from livetui.ui.widgets.timeline import Timeline
from livetui.ui.widgets.welcome import Welcome


class Reporting:
    """Brings what tells of the list up to date with it."""

    def __init__(
        self,
        engine: Reading,
        timeline: Timeline,
        listing: Listing,
        counting: Counting,
        topics: Topics,
        status: StatusLine,
        filter_bar: FilterBar,
        sidebar: Sidebar,
        welcome: Welcome,
    ) -> None:
        self._engine = engine
        self._timeline = timeline
        self._listing = listing
        self._counting = counting
        self._topics = topics
        self._status = status
        self._filter_bar = filter_bar
        self._sidebar = sidebar
        self._welcome = welcome

    @property
    def empty(self) -> bool:
        """Is it known that nothing is listed."""
        return self._listing.loaded and not len(self._timeline.geometry)

    def report(self, *, follow: bool) -> None:
        """Tell how it is now. Args: follow: at the top, does the cursor go to arrivals."""
        scope, feeds, complete = self._listing.scope, self._counting.feeds, self._listing.complete
        total = sum(feed.entries for feed in feeds)
        shown = len(self._timeline.geometry)
        self._status.show(
            Status(
                self._engine.activity,
                scope.name,
                scope.words,
                shown,
                shown if scope.everything else max(total, shown),
                len(self._listing.pending),
                follow,
                self._counting.muted,
                not complete,
                scope.shape,
            )
        )
        self._filter_bar.count(f"{shown:,}{'' if complete else '+'} pass{'es' * (shown == 1)}")
        feed = scope.feed.number if scope.feed else None
        self._sidebar.show(self._topics.lines, feeds, Active(self._topics.place, feed, scope.folder))
        if self.empty:
            activity = self._engine.activity
            self._welcome.explain(
                feeds=max(len(feeds), activity.feeds),
                failing=activity.failing,
                filtered=not scope.everything,
                online=activity.online,
                waiting=all(feed.status is FeedStatus.NEW for feed in feeds),
            )
