"""How many are unread and muted, and what is missing: counted before long after each change."""

from __future__ import annotations

from typing import Protocol

from livetui.model.feed import Feed
from livetui.ui.acts.stage import Stage
from livetui.ui.layout import Missed
from livetui.ui.listing import Listing
from livetui.ui.reading import Reading
from livetui.ui.soon import Clock, Soon
from livetui.ui.widgets.timeline import Timeline

_LEISURE = 0.3
"""Seconds in which what asks for a count is gathered."""


class Telling(Stage, Clock, Protocol):
    """The screen that tells what was counted."""

    def show_status(self) -> None:
        """Bring status line and sidebar up to date."""


class Counting:
    """Counts the feeds with what is unread in them, and what is muted."""

    def __init__(self, stage: Telling, engine: Reading, timeline: Timeline, listing: Listing) -> None:
        self._stage = stage
        self._engine = engine
        self._timeline = timeline
        self._listing = listing
        self.feeds: tuple[Feed, ...] = ()
        """As last counted."""
        self.muted = 0
        """Entries that the user's rules hide, as last counted."""
        self.soon = Soon(stage, _LEISURE, self.count)
        """Count before long."""

    def count(self) -> None:
        """Count what is muted, and what is unread in feeds."""
        self._stage.begin("count", self._count, exclusive=True)

    async def _count(self) -> None:
        self.feeds = await self._engine.feeds()
        self.muted = await self._engine.muted()
        self._stage.show_status()
        alone, named = self._listing.scope.feed, {feed.number: feed.title for feed in self.feeds}
        self._timeline.show_missed(
            Missed(named.get(gap.feed, ""), gap.since, gap.until)
            for gap in await self._engine.gaps()
            if alone is None or alone.number == gap.feed
        )
