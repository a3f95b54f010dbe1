"""Arrivals: shown as they come, or when they are asked for."""

from __future__ import annotations

from typing import Protocol

from livetui.ui.acts.stage import Stage
from livetui.ui.listing import Listing


class Listed(Stage, Protocol):
    """The screen that lists entries."""

    def show_status(self) -> None:
        """Bring status line and sidebar up to date."""


class Arriving:
    """Shows the arrivals that wait, and says whether the next ones are followed."""

    def __init__(self, stage: Listed, listing: Listing, *, follow: bool) -> None:
        self._stage = stage
        self._listing = listing
        self.follow = follow
        """At the top, does the cursor go to arrivals."""

    def action_pending(self) -> None:
        """Show the arrivals that wait."""
        if not self._listing.pending:
            self._stage.tell("Nothing new waits")
        elif self._listing.scope.ranked_by_cache:
            self._stage.begin("list", self._read_pending, exclusive=True)
        else:
            self._listing.show_pending()
        self._stage.show_status()

    async def _read_pending(self) -> None:
        await self._listing.read_pending()
        self._stage.show_status()

    def action_follow(self) -> None:
        """Follow arrivals at the top, or hold still."""
        self.follow = not self.follow
        says = "Following: at the top, arrivals are selected as they come" if self.follow else "Holding still"
        self._stage.tell(says)
        self._stage.show_status()
