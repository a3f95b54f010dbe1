"""Read, star, hide, undo, and passing entries on."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from fakes import NOW, FakeEngine, entries, entry, feed, quote
from readerkit import reading


def engine(count: int = 8) -> FakeEngine:
    """An engine with a few entries."""
    return FakeEngine(entries(count), feeds=[feed()])


async def test_read_and_star_show_at_once_and_are_undone() -> None:
    """m and s change the marks before the cache answers; U takes them back in turn."""
    async with reading(engine()) as session:
        await session.shows("● 14:37 Entry number 1 ")
        session.engine.gate = asyncio.Event()
        await session.press("m", "s")
        line = next(line for line in session.lines() if "14:37 Entry number 1 " in line)
        assert "●" not in line[25:68]
        assert "★" in line
        session.engine.gate.set()
        session.engine.gate = None
        number = session.screen.timeline.cursor
        assert number is not None
        await session.until(lambda: session.engine.cached[number].starred, "both are stored")
        assert session.engine.cached[number].read
        await session.press("U")
        await session.until(lambda: not session.engine.cached[number].starred, "the star is taken back")
        assert session.engine.cached[number].read
        await session.press("U")
        await session.until(lambda: not session.engine.cached[number].read, "it is unread again")
        await session.shows("● 14:37 Entry number 1 ")
        await session.press("U")
        await session.shows("Nothing to undo")


async def test_mark_shown_read_is_bounded_by_the_key_press() -> None:
    """What arrives after A stays unread; undo brings back exactly those that were unread."""
    async with reading(engine()) as session:
        await session.press("j", "m")
        await session.until(lambda: sum(each.read for each in session.engine.cached.values()) == 1, "one is read")
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Late"))
        await session.shows("1 new")
        await session.press("A")
        await session.shows("7 entries marked read")
        assert [each.entry.title for each in session.engine.cached.values() if not each.read] == ["Late"]
        await session.press("U")
        await session.shows("Undone: 7 entries")
        assert [each.entry.title for each in session.engine.cached.values() if each.read] == ["Entry number 2"]


async def test_hide_takes_the_line_away_and_undo_brings_it_back() -> None:
    """D goes on to the next entry."""
    async with reading(engine()) as session:
        await session.press("j", "j")
        await session.until(lambda: session.cursor_title == "Entry number 3", "the third is selected")
        await session.press("D")
        await session.until(lambda: session.cursor_title == "Entry number 4", "the next is selected")
        assert "Entry number 3 " not in session.text()
        row = session.cursor_row
        await session.press("U")
        await session.until(lambda: session.cursor_title == "Entry number 3", "it is selected again")
        assert session.cursor_row == row
        await session.press("D", "j")
        await session.until(lambda: session.cursor_title == "Entry number 5", "the reader has gone on")
        await session.press("U")
        await session.shows("Entry number 3 ")
        assert session.cursor_title == "Entry number 5"


async def test_keys_act_on_the_entry_under_the_cursor_not_on_the_one_read_before() -> None:
    """With one pane, u lists the links of the selected entry and } opens it at its first quotation."""
    body = '<p>See <a href="https://one.example/">one</a>.</p>'
    talks = "“We agreed”, said Anna Berg."
    many = [
        entry(NOW, "First", body),
        entry(NOW - timedelta(minutes=1), "Second", body.replace("one", "two")),
        entry(NOW - timedelta(minutes=2), "Third", talks, quotes=[quote(talks, "We agreed", "Anna Berg")]),
    ]
    async with reading(FakeEngine(many, feeds=[feed()]), (60, 20)) as session:
        await session.shows("First")
        await session.press("enter")
        await session.shows("one.example")
        await session.press("h", "j", "u")
        await session.shows("two.example")
        assert "one.example" not in session.text()
        await session.press("escape", "j", "}")
        await session.shows("said Anna Berg.")
        assert session.screen.detail.text.current == 0
        await session.press("q", "k", "}")
        await session.shows("No quotation in this entry")
        assert session.screen.focused is session.screen.timeline


async def test_a_mark_that_cannot_be_stored_is_taken_back_and_said() -> None:
    """When the cache refuses, the line shows the truth again and a message says why."""
    async with reading(engine()) as session:
        await session.shows("● 14:37 Entry number 1 ")
        session.errors_expected = True
        session.engine.failing = "the disk is full"
        await session.press("m")
        await session.shows("the disk is full")
        await session.shows("● 14:37 Entry number 1 ")


async def test_reading_marks_read_and_space_reads_on() -> None:
    """Enter focuses the text and marks the entry read; Space pages to its end, then goes to the next unread."""
    cached = entries(3)
    cached[0] = entry(NOW, "Entry number 1", "\n\n".join(f"Paragraph {place}." for place in range(60)))
    async with reading(FakeEngine(cached, feeds=[feed()])) as session:
        await session.shows("Paragraph 3.")
        await session.press("enter")
        assert session.screen.focus_in_detail
        await session.until(lambda: session.engine.cached[cached[0].number].read, "it is read")
        for _ in range(8):
            await session.press("space")
            if session.cursor_title != "Entry number 1":
                break
        await session.until(lambda: session.cursor_title == "Entry number 2", "Space goes on to the next unread")
        await session.shows("The text of entry 2.")
        await session.press("q")
        assert session.screen.focused is session.screen.timeline


async def test_quotations_are_stepped_through() -> None:
    """} brings each quotation into view; a citation holds the one stepped to."""
    body = "“First words”, said Anna Berg.\n" + "Filler.\n" * 60 + "“Last words”, said Carl Dahl."
    quotes = [quote(body, "First words", "Anna Berg"), quote(body, "Last words", "Carl Dahl")]
    cached = entry(NOW, "Talks", body, quotes=quotes, url="https://example.org/talks")
    async with reading(FakeEngine([cached], feeds=[feed()])) as session:
        await session.shows("❝ Carl Dahl")
        await session.press("right_curly_bracket", "right_curly_bracket")
        await session.until(
            lambda: any("“Last words”, said" in line for line in session.lines()), "the second is in view"
        )
        await session.press("Y")
        assert session.app.clipboard == (
            "Carl Dahl: “Last words” — “Talks”, Example Wire, 2022-03-04 14:37+00:00, https://example.org/talks"
        )
        await session.press("y")
        assert session.app.clipboard == (
            "“Last words” — Carl Dahl, Example Wire, 2022-03-04 14:37+00:00, https://example.org/talks"
        )
        await session.press("left_curly_bracket")
        await session.until(lambda: any("“First words”, said" in line for line in session.lines()), "back to the first")


async def test_open_copy_and_links() -> None:
    """o opens and marks read, y copies, u lists the links of the text."""
    cached = entry(
        NOW, "Talks", '<p>See <a href="https://example.org/x">[b]this[/b]</a>.</p>', url="https://example.org/a"
    )
    async with reading(FakeEngine([cached], feeds=[feed()])) as session:
        await session.shows("See [b]this[/b]\u00a0[1].")
        await session.press("y")
        assert session.app.clipboard == "https://example.org/a"
        await session.press("Y")
        assert session.app.clipboard == "“Talks”, Example Wire, 2022-03-04 14:37+00:00, https://example.org/a"
        await session.press("o")
        await session.until(lambda: session.engine.opened == ["https://example.org/a"], "the page is opened")
        assert session.engine.cached[cached.number].read
        await session.press("u")
        await session.shows("1 · [b]this[/b] · https://example.org/x")
        await session.press("enter")
        await session.until(lambda: session.engine.opened[1:] == ["https://example.org/x"], "the link is opened")


async def test_polls_are_asked_for() -> None:
    """r polls the feed of the entry, R all of them."""
    async with reading(engine()) as session:
        await session.until(lambda: bool(session.cursor_title) and bool(session.screen.feeds), "the list is loaded")
        await session.press("r", "R")
        assert session.engine.poked == [["https://feed1.example/rss"], None]


async def test_a_feed_is_added() -> None:
    """a asks for an address; what came of it is said, good or bad."""
    async with reading(FakeEngine()) as session:
        session.errors_expected = True
        await session.shows("Try the sample")
        await session.press("a", *"https://x.example/feed", "enter")
        await session.shows("Following https://x.example/feed: a feed")
        await session.press("a", *"bad", "enter")
        await session.shows("bad: is no feed")
        await session.press("a", "end", *"ger", "enter")
        await session.shows("badger: is no feed")
