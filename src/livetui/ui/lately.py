"""Who was quoted of late, kept counted in the sidebar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from livetui.ui.acts.stage import Stage
from livetui.ui.reading import Reading
from livetui.ui.soon import Clock, Soon
from livetui.ui.widgets.sidebar import Sidebar

_LEISURE = 0.5
"""Seconds in which quotations found are gathered before the sidebar counts them: more haste would hold up reading."""
_LATELY = timedelta(hours=24)
"""Who was quoted since then stands in the sidebar."""
_SPEAKERS = 12
"""At most so many of them."""


class Timed(Stage, Clock, Protocol):
    """A screen on which time passes."""


class Lately:
    """Counts the speakers of the day."""

    def __init__(self, stage: Timed, engine: Reading, sidebar: Sidebar, now: Callable[[], datetime]) -> None:
        self._stage = stage
        self._engine = engine
        self._sidebar = sidebar
        self._now = now
        self.count_soon = Soon(stage, _LEISURE, self.count)
        """Count who was quoted of late, before long."""

    def count(self) -> None:
        """Name in the sidebar who was quoted of late."""
        self._stage.begin("speakers", self._count, exclusive=True)

    async def _count(self) -> None:
        self._sidebar.show_speakers(await self._engine.speakers(since=self._now() - _LATELY, limit=_SPEAKERS))
