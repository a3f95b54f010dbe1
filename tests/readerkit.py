"""The reader on a fake engine, and waiting for what a person would see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from time import monotonic

import pytest
from textual import events
from textual.pilot import Pilot

from fakes import NOW, FakeEngine
from livetui.ui.app import LivetuiApp
from livetui.ui.screens.quotations import QuotationsScreen
from livetui.ui.screens.reader import ReaderScreen
from settling import settling

PATIENCE = 15.0
"""Seconds to wait for something to appear; passing tests never wait that long."""


@dataclass
class Session:
    """A running reader."""

    app: LivetuiApp
    pilot: Pilot[None]
    engine: FakeEngine
    errors_expected: bool = False
    """Set where a message of something that failed is part of the test."""

    @property
    def screen(self) -> ReaderScreen:
        """The reader's screen, whatever stands above it."""
        found = next(screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen))
        assert isinstance(found, ReaderScreen)
        return found

    @property
    def quotations(self) -> QuotationsScreen:
        """The screen of quotations, which is open."""
        found = self.app.screen
        assert isinstance(found, QuotationsScreen)
        return found

    async def press(self, *keys: str) -> None:
        """Press keys and let them be handled."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def burst(self, *keys: str) -> None:
        """Type keys so fast that all of them are there before the first is looked at."""
        marks = {"space": " ", "slash": "/"}
        for key in keys:
            self.app.post_message(events.Key(key, marks.get(key, key if len(key) == 1 else None)))
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something holds; fail by its name if it does not come to."""
        end = monotonic() + PATIENCE
        pause = 0.001
        while monotonic() < end:
            await self.pilot.pause()
            if condition():
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, 0.02)
        pytest.fail(f"waited in vain until {what}\n{self.text()}")

    async def shows(self, words: str) -> None:
        """Wait until words are on the screen."""
        await self.until(lambda: words in self.text(), f"{words!r} is shown")

    def lines(self) -> list[str]:
        """The screen as a person reads it, line by line."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips(self.app.size)
        assert len(strips) == height
        return ["".join(segment.text for segment in strip).ljust(width) for strip in strips]

    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines())

    @property
    def cursor_title(self) -> str:
        """Title of the entry under the cursor, empty while it is loaded."""
        selected = self.screen.timeline.selected
        return selected.title if selected else ""

    @property
    def cursor_row(self) -> int:
        """Row of the timeline's view on which the cursor stands."""
        timeline = self.screen.timeline
        return timeline.geometry.line_of(timeline.index) - timeline.scroll_offset.y


@asynccontextmanager
async def reading(
    engine: FakeEngine, size: tuple[int, int] = (120, 36), *, earlier: Path | None = None, state: Path | None = None
) -> AsyncIterator[Session]:
    """Run the reader on an engine. Args: earlier: the file of the filters of before. state: that of how it was left."""
    app = LivetuiApp(engine, now=lambda: NOW, zone=UTC, earlier=earlier, state=state)
    async with settling(), app.run_test(size=size, notifications=True) as pilot:
        session = Session(app, pilot, engine)
        await session.until(lambda: session.screen.listing.loaded, "the list is loaded")
        await pilot.pause()
        yield session
        errors = [notice.message for notice in app._notifications if notice.severity == "error"]
        assert session.errors_expected or not errors, errors
