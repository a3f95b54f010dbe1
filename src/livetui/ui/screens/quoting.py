"""What the keys do about who said what: the screen of quotations above the reader, and who stands in the sidebar."""

from __future__ import annotations

from datetime import timedelta

from textual import on, work
from textual.timer import Timer

from livetui.model.saying import Saying, SpeakerCount
from livetui.ui.lighting import Lighting
from livetui.ui.scope import Scope
from livetui.ui.screens.jumping import JumpingActions
from livetui.ui.screens.quotations import QuotationsScreen
from livetui.ui.widgets.sidebar import Sidebar

_LEISURE = 0.5
"""Seconds in which quotations found are gathered before the sidebar counts them: more haste would hold up reading."""
_LATELY = timedelta(hours=24)
"""Who was quoted since then stands in the sidebar."""
_SPEAKERS = 12
"""At most so many of them."""


class QuotingActions(JumpingActions):
    """Opens the screen of quotations, and keeps the speakers of the day counted."""

    lighting: Lighting
    quotations: QuotationsScreen | None = None
    """The screen of quotations while it is open."""
    _quoting: Timer | None = None

    def action_quotations(self) -> None:
        """Who said what across the cache."""
        self.show_quotations(None)

    @on(Sidebar.Asked)
    def _asked(self, message: Sidebar.Asked) -> None:
        self.go_out()
        self.show_quotations(message.speaker)

    def show_quotations(self, speaker: SpeakerCount | None) -> None:
        """Open the screen of quotations. Args: speaker: whose to begin with, None for everyone's."""
        self.quotations = QuotationsScreen(
            self.engine,
            self.now,
            self.zone,
            speaker=speaker,
            browse=self._browse_other,
            leave=self.action_quit,
            earlier=self.filter_bar.earlier,
            lighting=self.lighting.beside(),
        )
        self.app.push_screen(self.quotations, self._quotations_closed)

    def _quotations_closed(self, chosen: Saying | None) -> None:
        self.quotations = None
        if chosen is None:
            return
        if self.listing.reveal(chosen.number):
            self.read_quotation(chosen)
        else:
            self.load(Scope(sort=self.listing.scope.sort), chosen)

    def _browse_other(self, number: int, url: str) -> None:
        self.mark_read(number)
        self.open_link(url)

    def count_speakers_soon(self) -> None:
        """Count who was quoted of late, before long."""
        if self._quoting is None:
            self._quoting = self.set_timer(_LEISURE, self._count_speakers_now)

    def _count_speakers_now(self) -> None:
        self._quoting = None
        self.count_speakers()

    @work(group="speakers", exclusive=True, exit_on_error=False)
    async def count_speakers(self) -> None:
        """Name in the sidebar who was quoted of late."""
        self.sidebar.show_speakers(await self.engine.speakers(since=self.now() - _LATELY, limit=_SPEAKERS))
