"""The screen of how the feeds fare."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes import NOW, FakeEngine, entries, feed
from livetui.model.feed import FeedStatus, Traffic, Why
from livetui.model.update import PollStatus, Update
from livetui.ui.health import span
from livetui.ui.screens.health import HealthScreen
from livetui.ui.screens.reader import ReaderScreen
from readerkit import Session, reading

POLLED = {"last_poll": NOW - timedelta(minutes=9), "next_poll": NOW + timedelta(minutes=4), "interval": 780}


def engine() -> FakeEngine:
    """A good feed, a failing one, one that has moved."""
    good = feed(1, "Example Wire", **POLLED, why=Why.QUIET, traffic=Traffic(12_300, 50_000, 9, 5), site="https://wire.example/",
                hub="https://hub.example/")  # fmt: skip
    bad = feed(
        2, "La Gazette", **POLLED, status=FeedStatus.ERROR, error="the server answers 503", failures=3, why=Why.BACKOFF
    )
    moved = feed(
        3,
        "Old Times",
        **POLLED,
        url="https://bob:LTSECRET@old.example/rss",
        why=Why.WISH,
        moved="https://new.example/rss",
        folder="Papers",
    )
    return FakeEngine(entries(5, of=good), feeds=[good, bad, moved])


def order(session: Session) -> list[str]:
    """The feeds as the table lists them."""
    assert isinstance(session.app.screen, HealthScreen)
    return [each.title for each in session.app.screen.table.feeds]


async def opened(session: Session) -> None:
    """Open the screen."""
    await session.until(lambda: bool(session.screen.feeds), "the feeds are counted")
    await session.press("e")
    await session.shows("LAST RESULT" if session.app.size.width >= 60 else "✗")


async def test_what_fails_stands_first_with_all_that_is_known_below() -> None:
    """A table of words and numbers; of the feed under the cursor, why it is polled when it is."""
    async with reading(engine()) as session:
        await opened(session)
        assert order(session) == ["La Gazette", "Old Times", "Example Wire"]
        assert "✗ 1 failing" in session.lines()[0]
        for words in ("the server answers 503", "later after each failure, 3 by now", "failed 3 times in a row"):
            assert words in session.text()
        await session.press("j")
        await session.shows("for good, says the server, to https://new.example/rss")
        assert "every 13m, as you set" in session.text()
        assert "https://***@old.example/rss" in session.text()
        assert "H takes that address" in session.text()
        await session.press("j")
        await session.shows("every 13m, later since it brought nothing")
        for words in (
            "9m ago",
            "in 4m",
            "about daily",
            "12.3 kB the last time",
            "5 of 9 answers",
            "hub.example",
            "WebSub",
        ):
            assert words in session.text(), words


async def test_a_feed_is_tried_again_and_keeps_its_line_when_it_is_well() -> None:
    """r polls it; what comes of it is shown at once, under the cursor."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("r")
        assert session.engine.poked == [["https://feed2.example/rss"]]
        bad = session.engine.followed[1]
        session.engine.followed[1] = replace(bad, status=FeedStatus.OK, error=None, failures=0, why=Why.CHANGED)
        session.engine.tell(Update(bad.url, 2, PollStatus.UPDATED))
        await session.shows("sooner since it brought something")
        assert order(session)[0] == "La Gazette"
        assert "none fails" in session.lines()[0]


async def test_typing_narrows_the_table() -> None:
    """Names, addresses, folders and words of an error; Esc brings all back, then leads back to the reader."""
    async with reading(engine()) as session:
        await opened(session)
        for words, left in (("503", "La Gazette"), ("papers", "Old Times"), ("feed1", "Example Wire")):
            await session.press("slash", *words)
            await session.until(lambda left=left: order(session) == [left], f"{left} is left")  # type: ignore[misc]
            await session.press("enter", "escape")
            await session.until(lambda: len(order(session)) == 3, "all are back")
        await session.press("escape")
        assert isinstance(session.app.screen, ReaderScreen)


async def test_enter_shows_the_entries_and_o_the_site() -> None:
    """From the table to what the feed brought."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("G", "o")
        await session.until(lambda: session.engine.opened == ["https://wire.example/"], "the site is opened")
        await session.press("enter")
        await session.until(lambda: session.screen.listing.scope.feed is not None, "the feed is shown alone")
        assert "Example Wire" in session.lines()[0]


async def test_feeds_are_managed_from_the_table() -> None:
    """Paused, and polled again by U; removed, and followed again."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("P")
        await session.shows("‖ 1 paused")
        await session.press("X")
        await session.until(lambda: len(order(session)) == 2, "it is gone")
        await session.press("U")
        await session.until(lambda: len(order(session)) == 3, "it is back")
        await session.press("U")
        await session.until(lambda: not any(each.paused for each in session.engine.followed), "it is polled")
        await session.press("a", *"new.example", "enter")
        await session.until(lambda: len(order(session)) == 4, "the new one is listed")


async def test_without_feeds_it_says_how_to_get_some() -> None:
    """An empty table is no riddle."""
    async with reading(FakeEngine()) as session:
        await session.press("e")
        await session.shows("No feed is followed; a adds one")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 15), (20, 5)])
async def test_it_fits(size: tuple[int, int]) -> None:
    """At every size the failing feed is seen, and moving about harms nothing."""
    async with reading(engine(), size) as session:
        await session.until(lambda: bool(session.screen.feeds), "the feeds are counted")
        await session.press("e")
        await session.shows("La Gaz")
        await session.press("j", "G", "g", "tab", "j", "tab", "ctrl+d", "slash", *"x", "escape", "q")
        assert isinstance(session.app.screen, ReaderScreen)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0s"), (59, "59s"), (60, "1m"), (3599, "59m"), (3600, "1h"), (172_799, "47h"), (172_800, "2d")],
)
def test_a_stretch_of_time(seconds: int, words: str) -> None:
    """In its largest unit."""
    assert span(timedelta(seconds=seconds)) == words
