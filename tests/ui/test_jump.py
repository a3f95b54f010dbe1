"""Going to a headline by its words, other orders by a key, and only what is unread."""

from __future__ import annotations

from datetime import timedelta

from fakes import NOW, FakeEngine, entries, entry, feed
from readerkit import Session, reading


def engine(count: int = 60) -> FakeEngine:
    """An engine with so many entries in one feed."""
    return FakeEngine(entries(count), feeds=[feed()])


async def at(session: Session, title: str) -> None:
    """Wait until an entry is under the cursor."""
    await session.until(lambda: session.cursor_title == title, f"{title} is selected")


async def test_a_headline_is_gone_to_by_typing() -> None:
    """The nearest below that holds the words is selected, the key again goes on, and the list stays as it is."""
    async with reading(engine()) as session:
        await session.press("j", "j", "apostrophe", *"number 1")
        await at(session, "Entry number 10")
        await session.shows("2 of 11")
        await session.press("0")
        await session.shows("1 of 1")
        await session.press("backspace", "apostrophe")
        await at(session, "Entry number 11")
        await session.press("down", "down", "up")
        await at(session, "Entry number 12")
        assert len(session.screen.timeline.geometry) == 60
        await session.press("enter", "j")
        await at(session, "Entry number 13")
        assert "words of a headline" not in session.text()


async def test_escape_goes_back_to_where_the_jump_began() -> None:
    """Also after words that no headline holds; past the last one comes the first."""
    async with reading(engine()) as session:
        await session.press(*["j"] * 30)
        await at(session, "Entry number 31")
        row = session.cursor_row
        await session.press("apostrophe", *"number 9")
        await at(session, "Entry number 9")
        await session.press(*"xyz")
        await session.shows("in no headline listed")
        await at(session, "Entry number 31")
        await session.press("escape")
        assert (session.cursor_title, session.cursor_row) == ("Entry number 31", row)
        assert session.screen.focused is session.screen.timeline


async def test_a_jump_stays_within_the_filter_and_the_order() -> None:
    """Only what is listed is gone to, in its order."""
    async with reading(engine()) as session:
        await session.press("slash", *"number -11", "enter", "S", "g")
        await at(session, "Entry number 60")
        await session.press("apostrophe", *"1")
        await at(session, "Entry number 19")
        await session.press("apostrophe", *["apostrophe"] * 7)
        await at(session, "Entry number 10")


async def test_orders_by_a_key() -> None:
    """S goes through the orders with the cursor on its entry; 0 keeps the order, a filter that says one wins."""
    async with reading(engine()) as session:
        await session.press("j", "j", "S")
        await session.shows("· oldest first")
        assert session.cursor_title == "Entry number 3"
        await session.press("0")
        await session.shows("· oldest first")
        await session.press("S")
        await session.shows("· last changed first")
        await session.press("slash", *"sort:oldest", "enter")
        await session.shows("· oldest first")
        await session.press("S", "S")
        await session.until(lambda: "first" not in session.lines()[0], "the newest first")


async def test_only_what_is_unread() -> None:
    """M leaves out what is read; what is read then stays until something else is listed; arrivals come."""
    async with reading(engine(10)) as session:
        await session.press("m", "j", "m", "j", "M")
        await session.until(lambda: len(session.screen.timeline.geometry) == 8, "two are left out")
        assert "· unread" in session.lines()[0]
        assert session.cursor_title == "Entry number 3"
        await session.press("m", "j", "m")
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Breaking"))
        await session.shows("1 new")
        assert len(session.screen.timeline.geometry) == 8
        await session.press("full_stop")
        await at(session, "Breaking")
        await session.press("M")
        await session.until(lambda: len(session.screen.timeline.geometry) == 11, "all are back")
        await session.press("A", "M")
        await session.shows("Nothing matches")
        await session.press("M")
        await session.shows("Breaking")
