"""The terminal application: themes, signals and the reader's screen on one engine."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from time import monotonic

from textual import events, on, work
from textual.screen import Screen
from textual.widgets import Input

from livetui.errors import StoreError
from livetui.ui.acts.first_run import SampleAsked
from livetui.ui.chords import KeyedApp
from livetui.ui.earlier import Earlier
from livetui.ui.keymap import keymap
from livetui.ui.reading import Reading
from livetui.ui.screens.colours import ThemeMenu
from livetui.ui.screens.reader import ReaderScreen
from livetui.ui.spelling import spell_for
from livetui.ui.state import Memory
from livetui.ui.themes import DARK, LIGHT, THEMES, stand_ins
from livetui.ui.times import reader_zone

log = logging.getLogger(__name__)

_MINUTE = 60.0
"""Seconds between two notes of what was seen, so that a program that is killed forgets little."""
_SETTLED = 1.0
"""Seconds after which what is made at the start has been made."""
_TURN = 0.001
"""Seconds that another thread may keep the interpreter to itself while the screen waits."""


def now_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)


class LivetuiApp(KeyedApp):
    """The reader on an engine that is open. The engine is started and closed by the caller."""

    TITLE = "livetui"
    CSS_PATH = "livetui.tcss"
    ENABLE_COMMAND_PALETTE = False
    """Ours is a dialog like others."""
    CLOSE_TIMEOUT = 1.0
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-broad")]  # noqa: RUF012 - Textual's own form
    VERTICAL_BREAKPOINTS = [(0, "-short"), (14, "-tall")]  # noqa: RUF012 - Textual's own form
    BINDINGS = []  # noqa: RUF012 - all keys stand in the table of commands

    def __init__(
        self,
        engine: Reading,
        *,
        now: Callable[[], datetime] = now_utc,
        zone: tzinfo | None = None,
        earlier: Path | None = None,
        state: Path | None = None,
        sample: bool = False,
        greeting: str = "",
    ) -> None:
        """Args: now: the time, aware. zone: the reader's time zone, None for the system's.

        earlier: the file of the filters of before, None to keep none. state: that of how the reader was left.

        sample: this is it. greeting: told at the start.
        """
        super().__init__(keymap(engine.config.keys))
        self._memory = Memory(state, engine.config.ui)
        self.sample_asked = False
        """Was livetui left for the sample."""
        self._is_sample = sample
        self._greeting = greeting
        self._earlier = Earlier(earlier)
        self._engine = engine
        self._now = now
        self._zone = reader_zone(engine.config.ui, zone)
        self._left = monotonic()
        for theme in THEMES:
            self.register_theme(theme)
        if not engine.config.ui.motion:
            self.animation_level = "none"
        wished = self._memory.settings.theme
        self.theme = wished if wished in self.available_themes else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables for themes that don't define them."""
        return stand_ins(self.current_theme)

    def get_default_screen(self) -> Screen[None]:
        """The reader."""
        return ReaderScreen(self._engine, self._now, self._zone, self._earlier, self._memory)

    async def on_event(self, event: events.Event) -> None:
        """Let keys through; now and then, while there are some, it is noted that what is there was seen."""
        if isinstance(event, events.Key) and monotonic() - self._left >= _MINUTE:
            self._left = monotonic()
            self._leave()
        await super().on_event(event)

    @work(group="leave", exit_on_error=False)
    async def _leave(self) -> None:
        try:
            await self._engine.leave()
        except StoreError as error:
            log.warning("noting what was seen: %s", error)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where nothing is to move, no cursor blinks."""
        if self.animation_level == "none" and isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    def on_load(self) -> None:
        """Before anything is drawn."""
        spell_for(sys.__stderr__)  # what Textual draws on

    def on_mount(self) -> None:
        """Leave the terminal as it was also when we are ended from outside, and draw it anew after a stop."""
        self.app_resume_signal.subscribe(self, self._resumed)
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
                    loop.add_signal_handler(number, self._ended_by, number)

    def on_ready(self) -> None:
        """Have the memory put in order, but not before the first entries are on the screen."""
        self.set_timer(_SETTLED, self._spare_collections)
        if self._greeting:
            self.notify(self._greeting, markup=False)

    def _spare_collections(self) -> None:
        """Spare key presses the long collections, since what was made at the start stays for good, and long waits.

        What is stored meanwhile runs in a thread of its own; each time the screen needs its turn back it waits as long
        as that thread may keep it.
        """
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 50, 1000)
        sys.setswitchinterval(_TURN)

    def action_next_theme(self) -> None:
        """Dark, light, or the one that the user wrote down."""
        names = [DARK.name, LIGHT.name]
        if (own := self._engine.config.ui.theme) in self.available_themes and own not in names:
            names.append(own)
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    def action_themes(self) -> None:
        """Show all themes."""
        ours = [theme.name for theme in THEMES]
        others = sorted(name for name in self.available_themes if name not in ours)
        self.push_screen(ThemeMenu([*ours, *others], self.theme))

    @on(SampleAsked)
    def _sample(self, message: SampleAsked) -> None:
        if self._is_sample:
            message.stage.tell("This is the sample")
        else:
            self.sample_asked = True
            message.stage.leave()

    def _resumed(self, _: object) -> None:
        # Textual takes the screen for drawn already, but the terminal's second screen comes back empty.
        self.refresh(layout=True)

    def _ended_by(self, number: int) -> None:
        self.exit(return_code=128 + number)
