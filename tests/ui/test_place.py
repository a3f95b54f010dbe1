"""The reader's place while other lists come and go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fakes import NOW, FakeEngine, entries, entry, feed
from livetui.config import Config, Topic
from livetui.model.filter import parse
from livetui.ui.listing import FIRST
from readerkit import Session, reading


def engine(count: int = 60) -> FakeEngine:
    """An engine with so many entries in one of two feeds, and a topic that nothing passes."""
    topics = (Topic("Nothing", parse("zzz"), "zzz", 1), Topic("Second", parse('title:"number 2"'), "…", 2))
    return FakeEngine(entries(count), feeds=[feed(), feed(2)], config=Config(topics=topics))


async def at(session: Session, number: int) -> None:
    """Wait until an entry is under the cursor."""
    await session.until(lambda: session.cursor_title == f"Entry number {number}", f"{number} is selected")


async def listed(session: Session, count: int) -> None:
    """Wait until so many are listed."""
    await session.until(
        lambda: session.screen.listing.loaded and len(session.screen.timeline.geometry) == count, f"{count} are listed"
    )


@pytest.mark.parametrize("size", [(120, 36), (40, 15)])
@pytest.mark.parametrize(
    ("there", "count", "back"),
    [
        (("slash", *"zzz"), 0, ("escape",)),
        (("slash", *"zzz", "enter"), 0, ("escape",)),
        (("slash", *'title:"number 2"'), 1, ("escape",)),
        (("slash", *'title:"number 2"', "enter"), 1, ("escape",)),
        (("1",), 0, ("0",)),
        (("2",), 1, ("0",)),
        (("2", "1", "2"), 1, ("0",)),
        (("m", "M"), 59, ("M",)),
    ],
    ids=["empty", "empty kept", "another", "another kept", "empty topic", "topic", "topics", "unread"],
)
async def test_a_list_without_the_entry_is_come_back_from(
    there: tuple[str, ...], count: int, back: tuple[str, ...], size: tuple[int, int]
) -> None:
    """Nobody moved the cursor but the list: the next one that has the entry has it selected, on its row."""
    async with reading(engine(), size) as session:
        await session.press(*["j"] * 11)
        await at(session, 12)
        row = session.cursor_row
        await session.press(*there)
        await listed(session, count)
        await session.press(*back)
        await listed(session, 60)
        await at(session, 12)
        assert session.cursor_row == row


async def test_the_place_is_found_far_down() -> None:
    """Also below what is listed at first."""
    async with reading(engine(FIRST + 100)) as session:
        await session.press("G", "slash", *"zzz")
        await listed(session, 0)
        await session.press("escape")
        await listed(session, FIRST + 100)
        await at(session, FIRST + 100)


@pytest.mark.parametrize("keys", [("j",), ("enter", "escape"), ("space",)], ids=" ".join)
async def test_what_is_gone_to_or_read_is_the_place(keys: tuple[str, ...]) -> None:
    """Whoever moves on, or reads what the filter found, stays with it when the filter is cleared."""
    async with reading(engine()) as session:
        await session.press(*["j"] * 11)
        await at(session, 12)
        await session.press("slash", *'title:"number 2" OR title:"number 3"', "enter")
        await listed(session, 2)
        await session.press("k", *keys)
        chosen = session.cursor_title
        await session.press("escape")
        await listed(session, 60)
        assert session.cursor_title == chosen


async def test_at_the_top_the_place_is_the_top() -> None:
    """What came while a filter without it was in force is followed all the same."""
    async with reading(engine()) as session:
        await at(session, 1)
        await session.press("slash", *'title:"number 2"', "enter")
        await listed(session, 1)
        session.engine.put(entry(NOW + timedelta(minutes=1), "Breaking"))
        await session.press("escape")
        await listed(session, 61)
        await session.until(lambda: session.cursor_title == "Breaking", "the newest is selected")


async def test_the_place_outlives_a_restart(tmp_path: Path) -> None:
    """Left under a filter that nothing passes, the reader is found there, and then where the filter was opened."""
    state, cache = tmp_path / "state.json", engine()
    async with reading(cache, state=state) as session:
        await session.press(*["j"] * 11, "slash", *"zzz", "enter")
        await listed(session, 0)
    async with reading(cache, state=state) as session:
        await listed(session, 0)
        await session.press("escape")
        await at(session, 12)
