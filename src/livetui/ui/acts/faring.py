"""How the feeds fare: the screen of it above the reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Protocol

from livetui.model.feed import Feed
from livetui.model.update import Event
from livetui.ui.acts.marks import Marks
from livetui.ui.acts.stage import Stage
from livetui.ui.reading import Reading
from livetui.ui.screens.health import HealthScreen
from livetui.ui.undo import UndoStack


class Feeding(Stage, Protocol):
    """The screen that lists entries of feeds."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """As last counted."""

    def feeds_changed(self) -> None:
        """Show the list of feeds as it is now."""

    def show_feed(self, feed: Feed) -> None:
        """List the entries of one feed, and focus the timeline."""

    def action_quit(self) -> None:
        """Leave livetui."""


class Faring:
    """Opens the screen of how the feeds fare, and lists the entries of the one chosen there."""

    def __init__(
        self,
        stage: Feeding,
        engine: Reading,
        marks: Marks,
        undo: UndoStack,
        open_link: Callable[[str], None],
        now: Callable[[], datetime],
        zone: tzinfo | None,
    ) -> None:
        """Args: undo: what can be taken back. open_link: shows an address in the browser."""
        self._stage = stage
        self._engine = engine
        self._marks = marks
        self._undo = undo
        self._open_link = open_link
        self._now = now
        self._zone = zone
        self.screen: HealthScreen | None = None
        """The screen of how the feeds fare while it is open."""

    def action_health(self) -> None:
        """How the feeds fare."""
        self.screen = HealthScreen(
            self._engine,
            self._now,
            self._zone,
            feeds=self._stage.feeds,
            undo=self._undo,
            marks=self._marks,
            open_link=self._open_link,
            leave=self._stage.action_quit,
        )
        self._stage.ask(self.screen, self._closed)

    def hear(self, event: Event) -> None:
        """Tell the screen what the engine tells, if it is open."""
        if self.screen is not None:
            self.screen.hear(event)

    def _closed(self, chosen: Feed | None) -> None:
        self.screen = None
        self._stage.feeds_changed()
        if chosen is not None:
            self._stage.show_feed(chosen)
