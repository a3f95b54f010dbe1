"""How the commands on feeds take what the user calls a feed, and addresses that are none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commandline import livetui

WIRE = "https://user:secret@wire.example/feed.xml"
LISTED = f"""
[[feeds]]
url = "{WIRE}"
title = "The Wire"

[[feeds]]
url = "https://desk.example/feed"
title = "Desk"

[[feeds]]
url = "https://desk.example/more"
title = "Desk"
"""
NONE = "http://[::1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with three feeds, two of one title."""
    (tmp_path / "feeds.toml").write_text(LISTED)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["the wire", WIRE, "https://wire.example/feed.xml", "HTTPS://WIRE.example:443/feed.xml"]
)
def test_a_feed_is_removed_by_any_of_its_names(home: Path, name: str) -> None:
    """By title, and by address however it is spelled, with or without its password; the password is not shown."""
    done = livetui("remove", name, home=home)
    assert done.code == 0, done.err
    assert "no longer followed" in done.out
    assert "secret" not in done.out + done.err
    assert "wire.example" not in (home / "feeds.toml").read_text()


def test_a_name_of_two_feeds_removes_none(home: Path) -> None:
    """What is meant is asked for."""
    done = livetui("remove", "Desk", home=home)
    assert (done.code, done.out) == (1, "")
    assert done.err == "livetui: Desk: names more than one feed; give its address\n"
    assert (home / "feeds.toml").read_text() == LISTED


@pytest.mark.parametrize("command", ["add", "remove", "refresh", "edit", "show"])
def test_a_mistyped_address_is_told_in_a_line(home: Path, command: str) -> None:
    """An IPv6 host that does not end is an error of the user's, never of the program's."""
    done = livetui(command, NONE, *(["--pause"] if command == "edit" else []), home=home)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"livetui: {NONE}: ")
    assert len(done.err.splitlines()) == 1


def test_a_feed_without_an_address_is_named_and_the_others_go_on(home: Path, tmp_path: Path) -> None:
    """One line of feeds.toml that is no address keeps nobody from polling the rest."""
    good = tmp_path / "good.xml"
    good.write_text("<rss><channel><title>Good</title><item><guid>1</guid><title>One</title></item></channel></rss>")
    (home / "feeds.toml").write_text(f'[[feeds]]\nurl = "{NONE}"\n\n[[feeds]]\nurl = "{good}"\n')
    done = livetui("refresh", home=home)
    assert done.code == 0, done.err
    assert "1 new" in done.out
    for command in (("config", "check"), ("doctor",)):
        told = livetui(*command, home=home)
        assert told.code == 1
        assert "feeds[1].url: no address" in told.out + told.err


@pytest.mark.parametrize("url", [NONE, "ftp://a.example/x", "near.xml", "https:///x", "HTTPS://desk.example:443/feed"])
def test_what_nobody_can_poll_is_named_in_the_list(home: Path, url: str) -> None:
    """Its place and what is wrong; the other feeds stay."""
    with (home / "feeds.toml").open("a") as file:
        file.write(f'\n[[feeds]]\nurl = "{url}"\n')
    done = livetui("config", "check", home=home)
    assert done.code == 1
    assert re.search(r"feeds\.toml:\d+: feeds\[4\]\.url: ", done.err)
    assert len(livetui("feeds", "--json", home=home).records) == 3


def test_an_empty_home_is_not_the_folder_at_hand(tmp_path: Path) -> None:
    """As a script names it whose variable is not set."""
    done = livetui("--home", "", "feeds", cwd=tmp_path)
    assert done.code == 2
    assert "--home" in done.err
    assert not list(tmp_path.iterdir())


def test_a_feed_is_followed_once_however_it_is_written(home: Path, tmp_path: Path) -> None:
    """A way round through the parent folder, or a place on the page, is no other feed; wishes are not dropped."""
    feed, below = tmp_path / "feed.xml", tmp_path / "below"
    below.mkdir()
    feed.write_text("<rss><channel><title>T</title><item><guid>1</guid><title>One</title></item></channel></rss>")
    assert livetui("add", "../feed.xml", home=home, cwd=below).code == 0
    again = livetui("add", feed, "--folder", "War", home=home)
    assert "followed already" in again.out
    assert f"livetui edit {feed}" in again.err
    assert (home / "feeds.toml").read_text().count('feed.xml"\n') == 2
    assert "followed already" in livetui("add", "--no-check", "https://desk.example/more#top", home=home).out


def test_a_theme_that_is_none_is_told(home: Path) -> None:
    """With the nearest, before the reader opens in another."""
    (home / "config.toml").write_text('[ui]\ntheme = "nrod"\n')
    done = livetui("config", "check", home=home)
    assert done.code == 1
    assert "ui.theme: there is no theme 'nrod'; did you mean nord?" in done.err
    (home / "config.toml").write_text('[ui]\ntheme = "nord"\n')
    assert livetui("config", "check", home=home).code == 0
