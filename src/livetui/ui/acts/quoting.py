"""Who said what: the screen of quotations above the reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Protocol

from livetui.model.saying import Saying, SpeakerCount
from livetui.model.update import Event
from livetui.ui.acts.stage import Stage
from livetui.ui.earlier import Earlier
from livetui.ui.lighting import Lighting
from livetui.ui.listing import Listing
from livetui.ui.reading import Reading
from livetui.ui.scope import Scope
from livetui.ui.screens.quotations import QuotationsScreen


class Quoted(Stage, Protocol):
    """The screen on which a quotation is read where it stands."""

    def load(self, scope: Scope, at: Saying) -> object:
        """List other entries and go to a quotation."""

    def read_quotation(self, saying: Saying) -> object:
        """Open the entry under the cursor at one of its quotations."""

    def action_quit(self) -> None:
        """Leave livetui."""


class Quoting:
    """Opens the screen of quotations, and goes to the one that is chosen there."""

    def __init__(
        self,
        stage: Quoted,
        engine: Reading,
        listing: Listing,
        lighting: Lighting,
        earlier: Earlier,
        browse: Callable[[int, str], None],
        now: Callable[[], datetime],
        zone: tzinfo | None,
    ) -> None:
        """Args: earlier: filters of before. browse: opens the page of an entry that need not be listed."""
        self._stage = stage
        self._engine = engine
        self._listing = listing
        self._lighting = lighting
        self._earlier = earlier
        self._browse = browse
        self._now = now
        self._zone = zone
        self.screen: QuotationsScreen | None = None
        """The screen of quotations while it is open."""

    def action_quotations(self) -> None:
        """Who said what across the cache."""
        self.open(None)

    def open(self, speaker: SpeakerCount | None) -> None:
        """Open the screen of quotations. Args: speaker: whose to begin with, None for everyone's."""
        self.screen = QuotationsScreen(
            self._engine,
            self._now,
            self._zone,
            speaker=speaker,
            browse=self._browse,
            leave=self._stage.action_quit,
            earlier=self._earlier,
            lighting=self._lighting.beside(),
        )
        self._stage.ask(self.screen, self._closed)

    def hear(self, event: Event) -> None:
        """Tell the screen what the engine tells, if it is open."""
        if self.screen is not None:
            self.screen.hear(event)

    def _closed(self, chosen: Saying | None) -> None:
        self.screen = None
        if chosen is None:
            return
        if self._listing.reveal(chosen.number):
            self._stage.read_quotation(chosen)
        else:
            self._stage.load(Scope(sort=self._listing.scope.sort), chosen)
