"""The pane of the text: how it shares its room with who said what, and which keys it tells of."""

from __future__ import annotations

import pytest

from fakes import NOW, FakeEngine, entries, entry, feed, quote
from readerkit import Session, reading


def engine(paragraphs: int, said: int = 9) -> FakeEngine:
    """One entry of so many paragraphs, with so many quotations in its first one."""
    spoken = " ".join(f"“We agreed on item {n}”, said Speaker{n}." for n in range(said))
    text = "\n\n".join([spoken, *(f"Paragraph {n}." for n in range(paragraphs))])
    quotes = [quote(text, f"We agreed on item {n}", f"Speaker{n}") for n in range(said)]
    return FakeEngine([entry(NOW, "Talks end", text, quotes=quotes)], feeds=[feed()])


def pane(session: Session) -> str:
    """The words in the pane of the text, beside sidebar and timeline."""
    return "\n".join(line[70:] for line in session.lines())


async def test_who_said_what_takes_the_room_that_the_text_leaves() -> None:
    """All of it is seen below a short text, in other sizes of the terminal, too; a long text keeps two thirds."""
    async with reading(engine(0), (120, 60)) as session:
        await session.until(lambda: "Speaker8" in pane(session).split("Who said what")[-1], "it is all seen")
        await session.pilot.resize_terminal(140, 48)
        await session.until(
            lambda: len(session.lines()) == 48 and "Speaker8" in pane(session).split("Who said what")[-1], "still so"
        )
    async with reading(engine(80), (120, 60)) as session:
        await session.until(lambda: "Paragraph 9." in pane(session), "the text is shown")
        assert "Speaker8" not in pane(session).split("Who said what")[1]
        line = next(place for place, line in enumerate(session.lines()) if "Who said what" in line)
        assert line > 60 * 3 // 5


@pytest.mark.parametrize("size", [(60, 20), (40, 15), (24, 8)])
async def test_the_way_out_is_told_where_one_pane_is_seen(size: tuple[int, int]) -> None:
    """Of the text, and of the filter that is typed."""
    async with reading(engine(3), size) as session:
        await session.until(lambda: session.cursor_title == "Talks end", "it is listed")
        await session.press("enter")
        await session.until(lambda: "h back" in session.lines()[-1], "the way out is told")
        await session.press("h", "slash")
        await session.until(lambda: "Esc clear" in session.lines()[-1], "that of the filter, too")


@pytest.mark.parametrize("size", [(120, 36), (40, 15), (20, 5)])
async def test_the_newcomer_is_told_of_help(size: tuple[int, int]) -> None:
    """At every size; and nothing is called live where no feed is followed."""
    async with reading(FakeEngine(), size) as session:
        await session.until(lambda: "? help" in session.lines()[-1], "help is told of")
        assert "live" not in session.lines()[0].replace("livetui", "")


async def test_the_text_beside_the_list_is_that_of_the_cursor_when_there_is_room_again() -> None:
    """Nothing was read yet in the one pane, or another entry was."""
    async with reading(FakeEngine(entries(9), feeds=[feed()]), (60, 20)) as session:
        await session.press("j", "j")
        await session.until(lambda: session.cursor_title == "Entry number 3", "it is selected")
        await session.pilot.resize_terminal(120, 36)
        await session.shows("The text of entry 3.")
        await session.pilot.resize_terminal(60, 20)
        await session.press("enter", "h", "j")
        await session.until(lambda: session.cursor_title == "Entry number 4", "the next is selected")
        await session.pilot.resize_terminal(120, 36)
        await session.shows("The text of entry 4.")
