"""The terminal application: themes, signals and the reader's screen on one engine."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, tzinfo

from textual.screen import Screen

from livetui.ui.palette import CommandProvider
from livetui.ui.reading import Reading
from livetui.ui.screens.reader import ReaderScreen
from livetui.ui.themes import DARK, LIGHT, THEMES, stand_ins
from livetui.ui.typeahead import TypeaheadApp


def now_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)


class LivetuiApp(TypeaheadApp):
    """The reader on an engine that is open. The engine is started and closed by the caller."""

    TITLE = "livetui"
    CSS_PATH = "livetui.tcss"
    COMMANDS = {CommandProvider}  # noqa: RUF012 - Textual's own form
    COMMAND_PALETTE_BINDING = "ctrl+p"
    CLOSE_TIMEOUT = 1.0
    BINDINGS = []  # noqa: RUF012 - all keys stand in the table of commands

    def __init__(self, engine: Reading, *, now: Callable[[], datetime] = now_utc, zone: tzinfo | None = None) -> None:
        """Args: now: the time, aware. zone: the reader's time zone, None for the system's."""
        super().__init__()
        self._engine = engine
        self._now = now
        self._zone = zone
        for theme in THEMES:
            self.register_theme(theme)
        wished = engine.config.ui.theme
        self.theme = wished if wished in self.available_themes else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables for themes that don't define them."""
        return stand_ins(self.current_theme)

    def get_default_screen(self) -> Screen[None]:
        """The reader."""
        return ReaderScreen(self._engine, self._now, self._zone)

    def on_mount(self) -> None:
        """Leave the terminal as it was also when we are ended from outside, and tell by what."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
                    loop.add_signal_handler(number, self._ended_by, number)

    def on_ready(self) -> None:
        """Spare key presses the long collections: what was made at the start stays for good."""
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 50, 1000)

    def action_next_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def _ended_by(self, number: int) -> None:
        self.exit(return_code=128 + number)
