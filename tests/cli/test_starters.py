"""``livetui starters``: feeds to begin with, offered and never added unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from commandline import command, livetui
from livetui import feedlist
from livetui.engine.exchange.addresses import followable
from livetui.engine.exchange.starters import chosen, languages, name_of, starters
from livetui.model.address import address_key
from livetui.text.clean import clean_line
from terminal import Terminal


def test_every_starter_is_well_formed() -> None:
    """An address that is followed as it stands, none twice, a clean title, a language that livetui knows."""
    every = starters()
    assert len({address_key(starter.url) for starter in every}) == len(every) >= 40
    for starter in every:
        assert followable(starter.url) == starter.url
        assert clean_line(starter.title) == starter.title != ""
    assert all(name_of(lang) for lang in languages())
    assert {"en", "fr", "de", "es", "it", "pt", "ru", "uk", "pl", "ar", "ja", "zh"} <= set(languages())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", []),
        ("all", [0, 1, 2, 3, 4]),
        ("1 3-5", [0, 2, 3, 4]),
        ("2,2, 1", [1, 0]),
        ("6", None),
        ("3-1", None),
        ("x", None),
    ],
)
def test_a_choice_is_numbers_and_spans(text: str, places: list[int] | None) -> None:
    """What can't be understood is refused, not guessed at."""
    if places is None:
        with pytest.raises(ValueError, match=text[:1]):
            chosen(text, 5)
    else:
        assert chosen(text, 5) == places


def test_into_a_pipe_they_are_only_listed(tmp_path: Path) -> None:
    """By language; an unknown one names those there are; --all adds, and a second time nothing."""
    home = tmp_path / "home"
    listed = livetui("starters", "fr-CA", home=home)
    assert listed.code == 0
    assert all(line.split()[1] == "fr" for line in listed.out.splitlines())
    assert not (home / "feeds.toml").exists()
    assert livetui("starters", "xx", home=home).code == 2
    assert livetui("starters", "--list", "--all", home=home).code == 2
    count = len(listed.out.splitlines())
    assert livetui("starters", "--all", "fr", home=home).out.endswith(f"{count} added\n")
    assert livetui("starters", "--all", "fr", home=home).out.endswith(f"0 added, {count} followed already\n")
    assert [feed.url for feed in feedlist.load(home / "feeds.toml").feeds] == [s.url for s in starters(("fr",))]


def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    """A slip is told and asked again; nothing chosen is nothing added; what is followed is marked."""
    home = tmp_path / "home"
    with Terminal(command("starters", "it", home=home)) as terminal:
        terminal.wait_for("Which?")
        terminal.type("9\r")
        terminal.wait_for("no number from 1 to")
        terminal.type("2\r")
        terminal.wait_for("1 added")
    assert [feed.url for feed in feedlist.load(home / "feeds.toml").feeds] == [starters(("it",))[1].url]
    with Terminal(command("starters", "it", home=home)) as terminal:
        terminal.wait_for(lambda screen: "  2 ● it" in screen and "Which?" in screen)
        terminal.type("\r")
        terminal.wait_for("0 added")
