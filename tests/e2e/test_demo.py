"""The demo in a real terminal, as a new user meets it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal import Terminal

MODES = [b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?2004h"]
"""Alternate screen, mouse reports, bracketed paste: what must be unset again."""


SOON = """
import sys
from dataclasses import replace
from livetui.__main__ import main
from livetui.cli import demo_script
demo_script.REVISION = replace(demo_script.REVISION, at=8)
sys.argv = ["livetui", "demo"]
main()
"""
"""The demo with its revision brought forward, so that no test has to wait for it."""


def livetui(*arguments: str, columns: int = 120, rows: int = 36) -> Terminal:
    """livetui on a pty."""
    return Terminal([sys.executable, "-m", "livetui", *arguments], columns=columns, rows=rows)


@pytest.fixture
def demo() -> Iterator[Terminal]:
    """The demo with its timeline on the screen."""
    with livetui("demo") as terminal:
        terminal.wait_for(lambda screen: "Talks" in screen and screen.count(":") > 12, "a full timeline")
        yield terminal


def restored(raw: bytes) -> bool:
    """Whether every mode that was set is unset."""
    return all(raw.rfind(mode) < raw.rfind(mode[:-1] + b"l") for mode in MODES if mode in raw)


def test_it_opens_on_a_full_timeline_and_leaves_the_terminal_as_it_was(demo: Terminal) -> None:
    """Headlines, topics and text are there at once; q leaves."""
    demo.wait_for("Who said what")
    demo.type("q")
    assert demo.wait_for_end() == 0
    assert restored(demo.raw)


def test_filtering_as_one_types(demo: Terminal) -> None:
    """Words narrow the timeline, Esc brings everything back."""
    before = demo.text
    demo.type("/")
    demo.type("corrid")
    demo.wait_for(lambda screen: "corrid" in screen and screen.count(":") < before.count(":"), "fewer entries")
    demo.type("\x1b")
    demo.wait_for(lambda screen: screen.count(":") >= before.count(":") - 2, "everything again")


def test_typing_faster_than_the_screen_follows(demo: Terminal) -> None:
    """Keys of one burst take effect one by one: what follows / is a filter, what follows a is an address."""
    demo.type("/corridors\rahttp://127.0.0.1:9/jqQ.xml")
    screen = demo.wait_for("http://127.0.0.1:9/jqQ.xml")
    assert "Follow a feed" in screen
    assert "corridors" in screen


def test_a_small_window_shows_one_pane_after_the_other(demo: Terminal) -> None:
    """Shrunk to a phone's size the list stays; Enter reads, h goes back."""
    demo.resize(40, 15)
    demo.wait_for(lambda screen: "Who said what" not in screen and screen.count(":") > 3, "the list alone")
    demo.type("\r")
    demo.wait_for(lambda screen: "·" in screen, "the text")
    demo.type("h")
    demo.wait_for(lambda screen: screen.count(":") > 3, "the list again")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_the_terminal_as_it_was(demo: Terminal, number: signal.Signals) -> None:
    """Ended from outside, the shell gets its screen and mouse back, and the exit code tells the signal."""
    os.kill(demo.pid, number)
    code = demo.wait_for_end()
    assert restored(demo.raw)
    assert code in (128 + number, -number)


def test_a_signal_is_told_by_the_exit_code_of_the_reader(tmp_path: Path) -> None:
    """The plain reader, not only the demo, ends with 128 and the number of the signal."""
    with livetui("--home", str(tmp_path / "home")) as terminal:
        terminal.wait_for("Try the sample")
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.wait_for_end() == 128 + signal.SIGTERM


def test_without_a_terminal_the_timeline_is_printed(tmp_path: Path) -> None:
    """On a dumb terminal there are lines and no escape sequences."""
    sample = Path(__file__).parents[2] / "sample_feed.xml"
    with Terminal(
        [sys.executable, "-m", "livetui", "--home", str(tmp_path / "home"), str(sample)], environ={"TERM": "dumb"}
    ) as terminal:
        assert terminal.wait_for_end() == 0
        assert b"\x1b" not in terminal.raw
        assert terminal.raw.count(b"\n") >= 14


def test_who_said_what_across_the_sample(demo: Terminal) -> None:
    """The screen of quotations: other words of the same are told, a name finds, Enter reads there, Esc comes back."""
    said_today = ("❝ a defence", "❝ Tobias", "❝ Marta")  # by then all that is there from the start has been read
    demo.wait_for(lambda screen: all(name in screen for name in said_today), "who was quoted today")
    demo.type('"')
    screen = demo.wait_for("≠ another wording in Eastern Desk")
    assert "wider war" in screen
    assert "a defence official  via AP" in screen
    demo.type("/renner\r")
    demo.wait_for(lambda screen: "Tobias Renner" in screen and "defence official  via" not in screen, "his words alone")
    demo.type("\r")
    demo.wait_for(lambda screen: "What was agreed" in screen and "── Who said what" in screen, "the entry")
    demo.type('"')
    demo.wait_for("SPEAKERS")
    demo.type("\x1b")
    demo.wait_for(lambda screen: "TOPICS" in screen and "What was agreed" in screen, "where one was")


def test_what_changed_in_the_toll_that_rises() -> None:
    """The revised entry tells its number on its line; v shows the words, Esc comes back."""
    with Terminal([sys.executable, "-c", SOON]) as demo:
        demo.wait_for(lambda screen: "Talks" in screen and screen.count(":") > 12, "a full timeline")
        demo.type("/bilan monte\r")
        demo.wait_for(lambda screen: screen.count("31 → 33") >= 1, "the number on the line")
        demo.type("v")
        demo.wait_for("change 1 of 1")
        demo.wait_for(lambda screen: "31 → 33" in screen and "désormais de 31 33 morts" in screen, "the words")
        demo.type("\x1b")
        demo.wait_for("TOPICS")


def test_the_sample_is_one_key_from_the_first_run_and_leads_back_to_it(tmp_path: Path) -> None:
    """Enter on the welcome opens it, q comes back, and nothing of it is left in the user's home."""
    with livetui("--home", str(tmp_path)) as terminal:
        terminal.wait_for("▸ Try the sample")
        terminal.type("\r")
        terminal.wait_for("q leads back")
        terminal.wait_for("Le Quotidien")
        terminal.type("q")
        terminal.wait_for("▸ Try the sample")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert not (tmp_path / "feeds.toml").exists()
