"""How the reader stands, kept while it runs; at the start it goes on from there."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from textual.app import App

from livetui.errors import FilterError
from livetui.model.filter import Filter
from livetui.ui.acts.filtering import ANYTHING
from livetui.ui.acts.stage import Stage
from livetui.ui.listing import Listing
from livetui.ui.reading import Reading
from livetui.ui.scope import Scope
from livetui.ui.state import MOST_SCROLLS, Kept, Memory, Place
from livetui.ui.topics import choices
from livetui.ui.widgets.detail import DetailPane
from livetui.ui.widgets.sidebar import Sidebar
from livetui.ui.widgets.timeline import Timeline


class Standing(Stage, Protocol):
    """The screen that stands somehow, and can be made to stand so again."""

    timeline: Timeline
    detail: DetailPane
    sidebar: Sidebar
    sidebar_wide: bool
    wider: int
    taller: int

    @property
    def follow(self) -> bool:
        """At the top, does the cursor go to arrivals."""

    @property
    def app(self) -> App[object]:
        """The application, for its theme."""

    def load(self, scope: Scope, at: Place | None = None) -> object:
        """List other entries. Args: at: the place in the list to go to."""


class Resuming:
    """Goes on where the reader was left."""

    def __init__(self, stage: Standing, engine: Reading, listing: Listing, memory: Memory) -> None:
        """Let the panes stand as they were left. Args: memory: how the reader was left."""
        self._stage = stage
        self._engine = engine
        self._listing = listing
        self._memory = memory
        self._resumed = False
        if (kept := memory.kept) is not None:
            stage.wider, stage.taller = kept.wider, kept.taller
            stage.detail.places.update(kept.scrolls)
            stage.sidebar.close_folders(kept.closed)

    def resume(self) -> None:
        """List what was listed, with the cursor where it was."""
        if self._memory.kept is None:
            self._resumed = True
            self._stage.load(Scope())
        else:
            self._stage.begin("resume", partial(self._go_on, self._memory.kept), exclusive=True)

    async def _go_on(self, kept: Kept) -> None:
        try:
            scope = await self._scope_kept(kept)
        finally:
            self._resumed = True
        self._stage.load(scope, kept.place)

    async def _scope_kept(self, kept: Kept) -> Scope:
        offered = choices(self._engine.topics, self._engine.left_before)
        topic = next((each for each in offered if each and each.name == kept.topic), None)
        feed = None
        if kept.feed is not None:
            feed = next((each for each in await self._engine.feeds() if each.url == kept.feed), None)
        words, found = self._filter_kept(kept.words)
        folder = kept.folder if topic is None else None
        return Scope(topic, words, found, feed, folder, kept.sort, kept.unread)

    def _filter_kept(self, words: str) -> tuple[str, Filter | None]:
        try:
            found = self._engine.understand(words, typing=True)
        except FilterError:  # it named a topic that is gone
            return "", None
        return ("", None) if found == ANYTHING else (words, found)

    @property
    def standing(self) -> Kept:
        """How the reader stands now."""
        stage, scope, timeline = self._stage, self._listing.scope, self._stage.timeline
        place, stood = None, timeline.place
        if stood is not None and not (stage.follow and timeline.at_top and stood[0] == timeline.cursor):
            place = Place(*stood)
        stage.detail.keep_place()
        return Kept(
            config=self._memory.config,
            theme=stage.app.theme,
            density=timeline.geometry.density.value,
            times="ago" if timeline.ago else "clock",
            sidebar=stage.sidebar_wide,
            follow=stage.follow,
            wider=stage.wider,
            taller=stage.taller,
            topic=scope.topic.name if scope.topic else None,
            words=scope.words,
            feed=scope.feed.url if scope.feed else None,
            folder=scope.folder,
            closed=stage.sidebar.closed_folders,
            sort=scope.sort,
            unread=scope.unread,
            place=place,
            scrolls=dict(list(stage.detail.places.items())[-MOST_SCROLLS:]),
        )

    async def keep(self) -> None:
        """Keep how the reader stands; not before it stands as it was left."""
        if self._resumed and self._listing.begun:
            await self._memory.keep(self.standing)
