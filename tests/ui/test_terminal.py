"""On a real terminal: keys as it sends them, leaving by key and by signal."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes import FakeEngine, entries, feed
from readerkit import reading
from terminal import Terminal

TESTS = Path(__file__).parent.parent
PROGRAM = f"""
import asyncio, sys
sys.path.insert(0, {str(TESTS)!r})
from fakes import FakeEngine, entries, feed
from livetui.ui.app import LivetuiApp
app = LivetuiApp(FakeEngine(entries(50), feeds=[feed()]))
asyncio.run(app.run_async())
sys.exit(app.return_code)
"""
RESTORED = (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?1006l", b"\x1b[?2004l", b"\x1b[?25h")
"""Alternate screen, mouse reports, bracketed paste and hidden cursor, each taken back."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(number: signal.Signals) -> None:
    """Ended from outside, the modes are taken back and the exit code is 128 + n."""
    with Terminal([sys.executable, "-c", PROGRAM]) as terminal:
        terminal.wait_for("Entry number 3")
        os.kill(terminal.pid, number)
        assert terminal.wait_for_end() == 128 + number
        assert all(mode in terminal.raw for mode in RESTORED)


def test_q_leaves_the_text_then_livetui() -> None:
    """q in the text goes back to the list, q in the list quits with exit code 0."""
    with Terminal([sys.executable, "-c", PROGRAM]) as terminal:
        terminal.wait_for("The text of entry 1.")
        terminal.type("\r")
        terminal.wait_for("read on")
        terminal.type("q")
        terminal.wait_for("next unread")
        terminal.type("q")
        assert terminal.wait_for_end() == 0


def test_stopped_and_continued_the_screen_is_whole() -> None:
    """^Z gives the terminal back; when the shell continues livetui, every line is drawn again."""
    with Terminal([sys.executable, "-c", PROGRAM]) as terminal:
        terminal.wait_for("The text of entry 1.")
        terminal.type("\x1a")
        wait_until(lambda: process_state(terminal) == "T", terminal)
        assert all(mode in terminal.raw for mode in RESTORED)
        seen = len(terminal.raw)
        os.kill(terminal.pid, signal.SIGCONT)
        wait_until(lambda: b"The text of entry 1." in terminal.raw[seen:], terminal)
        wait_until(lambda: b"Entry number 9" in terminal.raw[seen:], terminal)
        terminal.type("q")
        assert terminal.wait_for_end() == 0


def process_state(terminal: Terminal) -> str:
    """``T`` when it is stopped."""
    return Path(f"/proc/{terminal.pid}/stat").read_text().rpartition(")")[2].split()[0]


def wait_until(condition: Callable[[], bool], terminal: Terminal) -> None:
    """Read what the program sends until something holds."""
    terminal.wait_for(lambda _: condition(), "what is waited for")


def test_alt_and_a_digit_is_a_topic_key() -> None:
    """Alt+9 as a terminal sends it, Escape first, does what 9 does."""
    with Terminal([sys.executable, "-c", PROGRAM]) as terminal:
        terminal.wait_for("Entry number 3")
        terminal.type("\x1b9")
        terminal.wait_for("No topic has the key 9")
        terminal.type("Q")
        assert terminal.wait_for_end() == 0


async def test_a_mark_set_before_leaving_is_kept() -> None:
    """Marks under way are stored before the app ends, however quickly q follows."""
    async with reading(FakeEngine(entries(50), feeds=[feed()])) as session:
        await session.shows("Entry number 1 ")
        session.engine.gate = asyncio.Event()
        await session.press("s", "q")
        assert not session.app._exit
        session.engine.gate.set()
        await session.until(lambda: session.app._exit, "the app ends")
        assert [each.entry.title for each in session.engine.cached.values() if each.starred] == ["Entry number 1"]


async def test_a_slow_cache_does_not_hold_up_quitting_for_long() -> None:
    """While the cache answers nothing at all, Q ends the app all the same."""
    async with reading(FakeEngine(entries(50), feeds=[feed()])) as session:
        await session.shows("Entry number 3 ")
        session.engine.gate = asyncio.Event()
        await session.press("G", "m", "n", "Q")
        await session.until(lambda: session.app._exit, "the app ends")
