"""What the keys do to which entries are listed: filter, topics, one feed."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.worker import Worker

from livetui.config import Topic
from livetui.errors import FilterError
from livetui.model.feed import Feed
from livetui.model.filter import parse, unparse
from livetui.model.saying import Saying
from livetui.ui.listing import Scope
from livetui.ui.screens.revising import RevisingActions
from livetui.ui.widgets.filterbar import FilterBar
from livetui.ui.widgets.sidebar import Sidebar


class ChoosingActions(RevisingActions):
    """Filter, topics and feeds."""

    def load(self, scope: Scope, at: Saying | None = None) -> Worker[None]:
        """List other entries; the last call wins. Args: at: the quotation to go to, in an entry of the list."""
        raise NotImplementedError

    def action_filter(self) -> None:
        """Open the filter bar."""
        self.go_out()
        self.filter_bar.open(self.listing.scope.words)

    @on(FilterBar.Typed)
    def _typed(self, message: FilterBar.Typed) -> None:
        self.filter_by(message.text)

    @on(FilterBar.Closed)
    def _filter_closed(self, message: FilterBar.Closed) -> None:
        if self.filter_by(message.text, kept=True):
            self.filter_bar.display = False
            self.timeline.focus()

    def filter_by(self, text: str, *, kept: bool = False) -> bool:
        """Show what passes a filter; one that can't be understood leaves the list as it is and says why.

        Args: kept: the filter is done; what is listed stays, so a word half typed is kept with its ``*``.

        Returns: Could it be understood.
        """
        try:
            found = parse(text, typing=True)
        except FilterError as error:
            self.hints.complain(error.reason)
            return False
        self.hints.complain("")
        words = unparse(found) if kept else " ".join(text.split())
        scope = replace(self.listing.scope, words=words, filter=None if found.empty else found)
        if scope != self.listing.scope:
            self.load(scope)
        return True

    def action_topic(self, key: int) -> None:
        """Show the topic with a key; 0 shows everything."""
        topic = next((topic for topic in self.engine.config.topics if topic.key == key), None)
        if key and topic is None:
            self.tell(f"No topic has the key {key}; topics stand in config.toml")
        else:
            self._choose(topic)

    def action_step_topic(self, by: int) -> None:
        """Show the next topic or the one before."""
        choices = (None, *self.engine.config.topics)
        self._choose(choices[(choices.index(self.listing.scope.topic) + by) % len(choices)])

    def _choose(self, topic: Topic | None) -> None:
        self.load(Scope() if topic is None else replace(self.listing.scope, topic=topic, feed=None))

    @on(Sidebar.Chosen)
    def _chosen(self, message: Sidebar.Chosen) -> None:
        if message.feed is not None:
            self._show_feed(message.feed)
        else:
            self._choose((None, *self.engine.config.topics)[message.topic or 0])
        self.go_out()

    def action_only_feed(self) -> None:
        """Show only the feed of the entry, or every feed again."""
        selected = self.timeline.selected
        if self.listing.scope.feed is not None:
            self.load(replace(self.listing.scope, feed=None))
        elif selected is not None:
            feed = next((feed for feed in self.feeds if feed.number == selected.feed), None)
            if feed is not None:
                self._show_feed(feed)

    def _show_feed(self, feed: Feed) -> None:
        self.load(replace(self.listing.scope, topic=None, feed=feed))
