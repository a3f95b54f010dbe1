"""Each command does in a process of its own what the other tests see it do in theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commandline import Result, livetui
from livetui.cli.main import COMMANDS

FEED = """<rss version="2.0"><channel><title>The Wire</title>
<item><guid>1</guid><title>Talks go on</title><pubDate>Fri, 04 Mar 2022 14:01:00 GMT</pubDate>
<description>“We agreed on a corridor,” said Anna Berg, an adviser.</description></item>
<item><guid>2</guid><title>Le pont</title><pubDate>Fri, 04 Mar 2022 14:02:00 GMT</pubDate>
<description>Le pont reste fermé ✗.</description></item></channel></rss>"""
CONFIG = '[[topics]]\nname = "Talks"\nfilter = "talks"\nalert = true\n'
RUNS: dict[str, tuple[int, tuple[str, ...]]] = {
    "add": (0, ("FEED", "--folder", "War")),
    "list": (0, ("--json",)),
    "search": (0, ("talks",)),
    "refresh": (0, ("--force", "--json")),
    "feeds": (0, ()),
    "quotes": (0, ("--json", "FEED")),
    "show": (0, ("FEED",)),
    "history": (1, ("42",)),
    "mark": (0, ("read", "--all")),
    "status": (0, ("--json",)),
    "edit": (0, ("FEED", "--title", "Wire")),
    "export": (0, ()),
    "import": (1, ("--dry-run", "none.opml")),
    "starters": (0, ("--list", "fr")),
    "keys": (0, ("--json",)),
    "config": (0, ("show",)),
    "alerts": (0, ("test", "Talks")),
    "doctor": (2, ("--nonsense",)),
    "wait": (4, ("--timeout", "1s", "nothing")),
    "remove": (1, ("https://unknown.example/",)),
}
"""In this order: what is said to each command, and its exit code."""
ELSEWHERE = {"tail": "test_tail.py: it goes on until it is ended", "demo": "e2e/test_demo.py: on a terminal"}


def test_every_command_is_run() -> None:
    """A new one needs a line above."""
    assert set(RUNS) | set(ELSEWHERE) == set(COMMANDS)


def everything(folder: Path, *, apart: bool) -> dict[str, Result]:
    """How all of them end, on a home of their own."""
    home, feed = folder / "home", folder / "wire.xml"
    home.mkdir(parents=True)
    (home / "config.toml").write_text(CONFIG)
    feed.write_text(FEED, "utf-8")
    return {
        name: livetui(name, *(str(feed) if word == "FEED" else word for word in words), home=home, apart=apart)
        for name, (_, words) in RUNS.items()
    }


def lasting(result: Result, folder: Path) -> Result:
    """A result without the folder and without numbers: times and keys of entries are others in each run."""
    out, err = (re.sub(r"\d+", "0", text.replace(str(folder), "")) for text in (result.out, result.err))
    return Result(result.code, out, err)


def test_a_process_does_the_same(tmp_path: Path) -> None:
    """Exit code, data and messages, of each command after those before it."""
    here, there = everything(tmp_path / "here", apart=False), everything(tmp_path / "there", apart=True)
    assert {name: result.code for name, result in there.items()} == {name: code for name, (code, _) in RUNS.items()}
    for name, result in there.items():
        assert lasting(result, tmp_path / "there") == lasting(here[name], tmp_path / "here"), name
        assert result.out or result.err or name == "wait"


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("list", "--help"), ("listt",), ("list", "agee:<2h")])
def test_what_click_says_is_the_same(words: tuple[str, ...], tmp_path: Path) -> None:
    """Help, version and slips."""
    assert livetui(*words, home=tmp_path, apart=True) == livetui(*words, home=tmp_path)
