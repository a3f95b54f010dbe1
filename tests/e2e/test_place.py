"""The reader's place in a real terminal: nothing that arrives, changes or is resized moves what is being read."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from commandline import livetui
from livetui.paths import Paths
from loopback import Loopback, Reply, Request
from terminal import Terminal

DAY = "Fri, 04 Mar 2022 {:02}:{:02}:00 GMT"


def item(number: int, title: str, minute: int) -> str:
    """An entry of the feed. Args: minute: of the day, when it was published."""
    text = "".join(f"&lt;p&gt;Sentence {line} of entry {number}.&lt;/p&gt;" for line in range(40))
    date = DAY.format(*divmod(minute, 60))
    about = f"<guid>{number}</guid><title>{title}</title><pubDate>{date}</pubDate>"
    return f"<item>{about}<description>{text}</description></item>"


def feed(items: list[str], etag: str) -> Reply:
    """The feed as it is."""
    words = f'<rss version="2.0"><channel><title>Wire</title>{"".join(items)}</channel></rss>'
    return Reply(words.encode(), etag=f'"{etag}"')


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server for the feed."""
    with Loopback() as server:
        yield server


def reader(home: Path, **size: int) -> Terminal:
    """The reader on the feeds of a home."""
    environ = {"BROWSER": "true", "LC_ALL": "C.UTF-8"}
    return Terminal([sys.executable, "-m", "livetui", "--home", str(home)], environ=environ, **size)


def selected(screen: str) -> str:
    """The headline under the cursor, empty if it is not on the screen."""
    found = re.search(r"▌(?!0)[^▌\n]{0,30}?(Entry \d+)", screen)
    return found[1] if found else ""


def text_lines(screen: str) -> list[str]:
    """What is on the screen of the text that is read."""
    return re.findall(r"Sentence \d+ of entry \d+", screen)


def settled(terminal: Terminal) -> str:
    """The screen once all keys typed are done with, all polls are over, and no message stands before it."""
    terminal.type("?")
    terminal.wait_for("Type to find a command")
    terminal.type("\x1b")
    in_the_way = ("Type to find", "polling", "Polling")
    terminal.wait_for(lambda screen: selected(screen) and not any(word in screen for word in in_the_way), "a list")
    terminal.settle(0.15)
    return terminal.text


def test_what_is_read_stays_whatever_comes(server: Loopback, tmp_path: Path) -> None:
    """Entry 40 is read half while 200 arrive, 20 change and the window is resized: the same line and the same words."""
    home = tmp_path / "home"
    old = {number: item(number, f"Entry {number}", 1000 - number) for number in range(1, 101)}
    url = server.route("/wire", feed([*old.values()], "1"))
    assert livetui("add", url, home=home).code == 0
    with reader(home) as terminal:
        terminal.wait_for("Entry 1 ")
        terminal.type("j" * 39)
        terminal.wait_for(lambda screen: selected(screen) == "Entry 40", "the cursor on the fortieth")
        terminal.wait_for("Sentence 0 of entry 40")
        terminal.type("\rjjjjjjjj")
        terminal.wait_for(lambda screen: "Sentence 0 " not in screen, "the text further down")
        before = settled(terminal)
        row = next(place for place, line in enumerate(before.split("\n")) if selected(line))

        for number in range(20, 40):
            old[number] = item(number, f"Entry {number} corrected", 1000 - number)
        new = [item(number, f"Entry {number}", 1100) for number in range(101, 301)]
        server.route("/wire", feed([*new, *old.values()], "2"))
        terminal.type("R")
        terminal.wait_for(lambda screen: "200 new" in screen and "corrected" in screen, "what came")
        after = settled(terminal)
        assert text_lines(after) == text_lines(before)
        assert selected(after.split("\n")[row]) == "Entry 40"

        terminal.resize(100, 24)
        terminal.wait_for(lambda screen: "TOPICS" not in screen and screen.startswith(" livetui"), "the smaller screen")
        terminal.settle(0.15)
        terminal.resize(120, 36)
        terminal.wait_for(lambda screen: "TOPICS" in screen and selected(screen), "the larger screen")
        again = settled(terminal)
        assert text_lines(again) == text_lines(before)
        assert selected(again.split("\n")[row]) == "Entry 40", again
        terminal.type("qq")
        assert terminal.wait_for_end() == 0

    with reader(home) as terminal:
        terminal.wait_for(lambda screen: selected(screen) == "Entry 40", "where it was left")


KEYS = [
    *"jjjjjkkknnppgGmsDUA.LFrRztTbSM0123]['w+-=eyYuvi\"<>()NFh", "\r", "\x1b", "\t", " ", "\x04", "\x15", "\x06",
    "\x02", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x0c", "/entry 1\r",
    "/is:unread\r", "/(\x1b", "'entry 2", "\x10\x1b", "?\x1b", "a\x1b", "\x1b2",
]  # fmt: skip
"""What is typed; nothing that leaves livetui, or lets a dialog do so."""


@pytest.mark.parametrize("seed", [1])
def test_five_hundred_keys_in_a_storm_of_polls(server: Loopback, tmp_path: Path, seed: int) -> None:
    """With new, changed and withdrawn entries at every poll no key breaks anything, and the place holds after them."""
    home, polls = tmp_path / "home", count(1)

    def answer(_: Request) -> Reply:
        poll = next(polls)
        arrived = [item(1000 + n, f"Entry {1000 + n}", 1100 + n % 300) for n in range(poll * 5)]
        return feed([*arrived, *(item(n, f"Entry {n} as of {poll}", 1000 - n) for n in range(1, 61))], str(poll))

    url = server.route("/wire", script=answer)
    assert livetui("add", "--no-check", url, home=home).code == 0
    chosen = random.Random(seed)
    with reader(home) as terminal:
        terminal.wait_for("Entry 1 ")
        for burst in range(50):
            terminal.type("".join(chosen.choice(KEYS) for _ in range(10)))
            size = chosen.choice([(120, 36), (80, 24), (60, 20), (132, 40)]) if burst % 10 == 5 else None
            if size is not None:
                terminal.resize(*size)
            terminal.type("\x1b" * 2 + "R")
        terminal.resize(120, 36)
        terminal.type("\x1b" * 6 + "0/zq")
        terminal.wait_for("zq", "all keys are done with", patience=90)
        terminal.type("\x1b" * 6 + "0Gkkk")
        terminal.wait_for(lambda screen: "zq" not in screen and selected(screen), "a list")
        held = settled(terminal)
        terminal.type("R")
        terminal.wait_for(lambda screen: screen.split("\n")[0] != held.split("\n")[0], "what came")
        assert selected(settled(terminal)) == selected(held)
        terminal.type("Q")
        assert terminal.wait_for_end() == 0
    log = Paths.of(home).log
    assert "Traceback" not in (log.read_text("utf-8") if log.exists() else "")
