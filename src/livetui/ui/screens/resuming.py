"""How the reader stands, kept while it runs; at the start it goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual import work

from livetui.errors import FilterError
from livetui.model.filter import Filter
from livetui.ui.reading import Reading
from livetui.ui.scope import Scope
from livetui.ui.screens.filtering import ANYTHING
from livetui.ui.screens.hearing import HearingActions
from livetui.ui.state import MOST_SCROLLS, Kept, Memory, Place
from livetui.ui.topics import choices

_EVERY = 3.0
"""Seconds between two looks at how the reader stands: a program that is killed forgets no more than that."""


class ResumingActions(HearingActions):
    """Goes on where the reader was left."""

    follow: bool
    """At the top, does the cursor go to arrivals."""

    def __init__(self, engine: Reading, now: Callable[[], datetime], zone: tzinfo | None, memory: Memory) -> None:
        super().__init__(engine, now, zone, memory.settings)
        self.memory = memory
        """How the reader was left."""
        self._resumed = False
        if (kept := memory.kept) is not None:
            self.wider, self.taller = kept.wider, kept.taller
            self.detail.places.update(kept.scrolls)
            self.sidebar.close_folders(kept.closed)

    def on_mount(self) -> None:
        """From now on keep how the reader stands."""
        self.set_interval(_EVERY, self._keep_standing)

    def resume(self) -> None:
        """List what was listed, with the cursor where it was."""
        if self.memory.kept is None:
            self._resumed = True
            self.load(Scope())
        else:
            self._go_on(self.memory.kept)

    @work(group="resume", exclusive=True, exit_on_error=False)
    async def _go_on(self, kept: Kept) -> None:
        try:
            scope = await self._scope_kept(kept)
        finally:
            self._resumed = True
        self.load(scope, kept.place)

    async def _scope_kept(self, kept: Kept) -> Scope:
        topic = next(
            (each for each in choices(self.engine.topics, self.engine.left_before) if each and each.name == kept.topic),
            None,
        )
        feed = None
        if kept.feed is not None:
            feed = next((each for each in await self.engine.feeds() if each.url == kept.feed), None)
        words, found = self._filter_kept(kept.words)
        folder = kept.folder if topic is None else None
        return Scope(topic, words, found, feed, folder, kept.sort, kept.unread)

    def _filter_kept(self, words: str) -> tuple[str, Filter | None]:
        try:
            found = self.engine.understand(words, typing=True)
        except FilterError:  # it named a topic that is gone
            return "", None
        return ("", None) if found == ANYTHING else (words, found)

    @property
    def standing(self) -> Kept:
        """How the reader stands now."""
        scope, timeline = self.listing.scope, self.timeline
        place = None
        if timeline.cursor is not None and not (timeline.at_top and self.follow):
            place = Place(timeline.cursor, timeline.cursor_row or 0)
        self.detail.keep_place()
        return Kept(
            config=self.memory.config,
            theme=self.app.theme,
            density=timeline.geometry.density.value,
            times="ago" if timeline.ago else "clock",
            sidebar=self.sidebar_wide,
            follow=self.follow,
            wider=self.wider,
            taller=self.taller,
            topic=scope.topic.name if scope.topic else None,
            words=scope.words,
            feed=scope.feed.url if scope.feed else None,
            folder=scope.folder,
            closed=self.sidebar.closed_folders,
            sort=scope.sort,
            unread=scope.unread,
            place=place,
            scrolls=dict(list(self.detail.places.items())[-MOST_SCROLLS:]),
        )

    @work(group="keep", exit_on_error=False)
    async def _keep_standing(self) -> None:
        await self.keep()

    async def keep(self) -> None:
        """Keep how the reader stands; not before it stands as it was left."""
        if self._resumed and self.listing.loaded:
            await self.memory.keep(self.standing)
