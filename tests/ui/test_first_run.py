"""The first run: the ways to begin, each at the end of a key, and nothing done unasked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes import FakeEngine, entries, feed
from livetui import feedlist
from livetui.engine.exchange.nearby import nearby
from livetui.engine.exchange.starters import for_locale
from livetui.paths import Paths
from livetui.ui.screens.feeds import AddFeed
from livetui.ui.screens.starters import Starters, TakeOver
from readerkit import reading

URLS = 'https://a.example/f war "~The Wire"\nhttps://b.example/f\n"exec:touch X"\n"query:New:unread = \\"yes\\""\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, in which newsboat was used."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".newsboat").mkdir()
    (tmp_path / ".newsboat" / "urls").write_text(URLS)
    return tmp_path


async def test_the_welcome_says_how_to_begin_and_no_key_is_lost_on_it() -> None:
    """With no feeds there are ways to begin, the first one chosen; keys for entries do no harm."""
    async with reading(FakeEngine()) as session:
        await session.shows("Welcome to livetui")
        text = session.text()
        assert "▸ Try the sample" in text
        assert "livetui import FILE" in text
        assert "Enter begin" in session.lines()[-1]
        await session.press("m", "A", "n", "o", "s", "F", "r", "v", "ctrl+d", "G", "g")
        await session.shows("▸ Try the sample")
        await session.press("j", "j", "enter")
        assert isinstance(session.app.screen, AddFeed)
        assert session.engine.followed == []


@pytest.mark.parametrize("size", [(200, 50), (80, 24), (60, 20), (40, 15), (20, 5)])
async def test_the_way_under_the_cursor_is_in_view_at_every_size(size: tuple[int, int]) -> None:
    """Down to the last way and back up; where there is one pane too."""
    async with reading(FakeEngine(), size) as session:
        await session.shows("▸ Try the sample")
        await session.press("down", "down")
        await session.shows("▸ Add a feed")
        await session.press("up", "up")
        await session.shows("▸ Try the sample")


async def test_the_sample_is_one_key_away() -> None:
    """Enter leaves for it."""
    async with reading(FakeEngine()) as session:
        await session.shows("▸ Try the sample")
        await session.press("enter")
        await session.until(lambda: session.app.sample_asked and not session.app.is_running, "the reader is left")


async def test_starters_are_chosen_with_space_and_followed_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's language stands first; what is followed shows at the side, and the welcome gives way."""
    monkeypatch.setenv("LC_ALL", "uk_UA.UTF-8")
    first, second = for_locale(os.environ)[:2]
    assert (first.lang, second.lang) == ("uk", "uk")
    async with reading(FakeEngine()) as session:
        await session.press("down", "enter")
        await session.until(lambda: isinstance(session.app.screen, Starters), "starters are offered")
        await session.press("space", "space")
        await session.shows("Enter follows 2 feeds")
        assert f"[x] {first.title}" in session.text()
        await session.press("enter")
        await session.until(lambda: len(session.engine.followed) == 2, "both are followed")
        assert [each.url for each in session.engine.followed] == [first.url, second.url]
        await session.shows("Getting the first entries")
        await session.press("escape")


async def test_what_newsboat_has_is_offered_and_taken_over_only_when_asked(home: Path) -> None:
    """Esc leaves everything as it was; Enter follows the feeds; commands are listed and nothing else."""
    engine = FakeEngine()
    engine.others = nearby(Paths.of(home / "livetui"), home, {})
    async with reading(engine) as session:
        await session.shows("Take over the feeds of newsboat")
        await session.shows("2 feeds would be added, 1 topic, 1 thing not taken over")
        await session.press("G", "enter")
        assert isinstance(session.app.screen, TakeOver)
        await session.shows("+ https://a.example/f (The Wire, in war)")
        await session.shows("commands are not run")
        await session.press("escape")
        assert engine.followed == []
        await session.press("enter", "enter")
        await session.until(lambda: len(engine.followed) == 2, "both are followed")


async def test_where_feeds_are_followed_nothing_is_looked_for() -> None:
    """The palette's command says so when there is nothing to take over; a filter without matches is no first run."""
    async with reading(FakeEngine(entries(3), feeds=[feed()])) as session:
        await session.screen.run_action("import")
        await session.shows("Nothing new of another reader")
        await session.press("slash", *"xyzzy", "enter")
        await session.shows("Nothing matches")
        await session.press("j", "enter")
        assert session.app.is_running


def test_lists_are_found_at_their_usual_places_and_damaged_ones_passed_over(home: Path) -> None:
    """newsboat, newsraft, OPML by its name; once they are followed there is nothing to offer."""
    paths = Paths.of(home / "livetui")
    opml = '<opml version="2.0"><body><outline text="C" xmlUrl="https://c.example/f"/></body></opml>'
    (home / "Downloads").mkdir()
    (home / "Downloads" / "feeds.opml").write_text(opml)
    (home / "broken.opml").write_text("<opml")
    settings = home / "settings"
    (settings / "newsraft").mkdir(parents=True)
    (settings / "newsraft" / "feeds").write_text("https://d.example/f\n")
    found = nearby(paths, home, {"XDG_CONFIG_HOME": str(settings)})
    assert [each.reader for each in found] == ["newsboat", "newsraft", "feeds.opml"]
    assert not paths.feeds.exists()
    feedlist.append(paths.feeds, [each for one in found for each in one.wanted.planned.new])
    assert nearby(paths, home, {"XDG_CONFIG_HOME": str(settings)}) == ()
