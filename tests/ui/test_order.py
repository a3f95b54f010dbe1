"""Other orders of the timeline, and lists of so many at most: the reader's place holds in each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from fakes import NOW, FakeEngine, entries, entry, feed
from livetui.model.filter import And, Filter
from livetui.model.filter_tree import Sort
from livetui.ui.listing import FIRST
from readerkit import Session, reading


def engine(count: int = 100) -> FakeEngine:
    """An engine with so many entries in one feed."""
    return FakeEngine(entries(count), feeds=[feed()])


async def ask(session: Session, sort: Sort, limit: int | None = None) -> None:
    """List everything in an order."""
    session.screen.scoping.follow_filter(f"sort:{sort}", Filter(And(()), sort, limit))
    await session.until(
        lambda: session.screen.listing.loaded and session.screen.listing.scope.order is sort, "it is listed"
    )


def titles(session: Session) -> Sequence[str | None]:
    """What the timeline lists, from its top."""
    return [session.engine.cached[number].entry.title for number in session.screen.timeline.geometry.numbers]


@pytest.mark.parametrize("count", [60, FIRST + 50])
async def test_the_oldest_first(count: int) -> None:
    """The entry under the cursor stays, days rise, arrivals come in at the end and move nothing."""
    async with reading(engine(count)) as session:
        await session.press("j", "j")
        await session.until(lambda: session.cursor_title == "Entry number 3", "the third is selected")
        await ask(session, Sort.OLDEST)
        assert session.cursor_title == "Entry number 3"
        await session.press("g")
        await session.until(lambda: session.cursor_title == f"Entry number {count}", "the oldest is on top")
        row = session.cursor_row
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Breaking"))
        await session.until(lambda: len(session.screen.timeline.geometry) == count + 1, "it came")
        assert (session.cursor_title, session.cursor_row) == (f"Entry number {count}", row)
        assert titles(session)[-2:] == ["Entry number 1", "Breaking"]
        await session.press("G")
        await session.until(lambda: session.cursor_title == "Breaking", "the newest is at the end")
        session.engine.arrive(entry(NOW + timedelta(minutes=2), "Later"))
        await session.until(lambda: session.cursor_title == "Later", "at the end, arrivals are followed")
        session.engine.arrive(entry(NOW - timedelta(days=30), "Long ago"))
        await session.shows("1 new")
        assert session.cursor_title == "Later"
        await session.press("full_stop")
        await session.until(lambda: titles(session)[0] == "Long ago", "what belongs above waited")


async def test_the_last_changed_first() -> None:
    """What changes is counted, and goes to the top when it is asked for; the reader's place holds until then."""
    async with reading(engine(60)) as session:
        await ask(session, Sort.CHANGED)
        await session.shows("Last changed first")
        await session.press("j", "j")
        await session.until(lambda: session.cursor_title == "Entry number 3", "the third is selected")
        row = session.cursor_row
        number = session.screen.timeline.geometry.numbers[40]
        session.engine.revise(number, changed_at=NOW + timedelta(minutes=1))
        await session.shows("1 new")
        assert (session.cursor_title, session.cursor_row) == ("Entry number 3", row)
        await session.press("full_stop")
        await session.until(lambda: session.cursor_title == "Entry number 41", "it is on top")
        assert titles(session)[:2] == ["Entry number 41", "Entry number 1"]
        await session.press("D")
        await session.until(lambda: session.cursor_title == "Entry number 1", "hidden, it gives way to the next")
        await session.press("U")
        await session.until(lambda: session.cursor_title == "Entry number 41", "undone, it is back")


async def test_so_many_at_most() -> None:
    """A list of ten stays one of ten: an arrival takes the place of the last; one beyond the last is no news."""
    async with reading(engine(60)) as session:
        await ask(session, Sort.NEWEST, 10)
        await session.shows("10 of 60")
        session.engine.arrive(entry(NOW - timedelta(days=9), "Old"))
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Breaking"))
        await session.until(lambda: session.cursor_title == "Breaking", "at the top it is followed")
        assert titles(session) == ["Breaking", *(f"Entry number {place}" for place in range(1, 10))]
        await session.press("j")
        session.engine.arrive(entry(NOW + timedelta(minutes=2), "Later"))
        await session.shows("1 new")
        assert session.cursor_title == "Entry number 1"
        await session.press("full_stop")
        await session.until(lambda: session.cursor_title == "Later", "it is shown")
        assert len(titles(session)) == 10
