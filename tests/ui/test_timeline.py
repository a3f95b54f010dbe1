"""The live timeline: the reader's place, arrivals, movement, loading."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from fakes import NOW, FakeEngine, entries, entry, feed, quote
from livetui.engine.article import Article
from livetui.model.entry import Headline
from livetui.model.update import Following, Gap, Notice, Reloaded
from livetui.ui.layout import Density
from livetui.ui.listing import FIRST
from readerkit import Session, reading


def engine(count: int = 100) -> FakeEngine:
    """An engine with so many entries in one feed."""
    return FakeEngine(entries(count), feeds=[feed()])


async def go_to(session: Session, place: int) -> None:
    """Move the cursor to an entry by keys."""
    await session.press(*["j"] * (place - 1))
    await session.until(lambda: session.cursor_title == f"Entry number {place}", f"entry {place} is under the cursor")


async def test_arrivals_do_not_move_the_reader() -> None:
    """While entry 40 is read, fifty arrivals change neither the line under the cursor nor its row, and are counted."""
    async with reading(engine()) as session:
        await go_to(session, 40)
        row, lines = session.cursor_row, session.lines()[2:30]
        fresh = [entry(NOW + timedelta(seconds=place), f"New {place}") for place in range(1, 51)]
        session.engine.arrive(*fresh)
        await session.shows("50 new")
        assert session.cursor_title == "Entry number 40"
        assert session.cursor_row == row
        assert [line[25:65] for line in session.lines()[2:30]] == [line[25:65] for line in lines]
        await session.press("full_stop")
        await session.until(lambda: session.cursor_title == "New 50", "the newest arrival is selected")
        assert "new" not in session.lines()[0].split("next")[1]


async def test_at_the_top_arrivals_are_followed() -> None:
    """With follow on and the cursor on the newest, the newest arrival is selected as it comes."""
    async with reading(engine()) as session:
        await session.shows("Entry number 1 ")
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Breaking"))
        await session.until(lambda: session.cursor_title == "Breaking", "the arrival is selected")
        await session.until(lambda: session.lines()[3][25:].split()[:3] == ["▌●", "14:38", "Breaking"], "it is on top")


async def test_with_follow_off_or_in_the_text_arrivals_wait() -> None:
    """Held still, or while the text has the focus, even the top does not move."""
    async with reading(engine()) as session:
        await session.shows("Entry number 1 ")
        await session.press("L")
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Breaking"))
        await session.shows("1 new")
        assert session.cursor_title == "Entry number 1"
        await session.press("L", "g")
        await session.until(lambda: session.cursor_title == "Breaking", "g shows what waits")
        await session.press("enter")
        session.engine.arrive(entry(NOW + timedelta(minutes=2), "Later"))
        await session.shows("1 new")
        assert session.cursor_title == "Breaking"
        await session.press("h")
        session.engine.arrive(entry(NOW + timedelta(minutes=3), "Latest"))
        await session.until(lambda: session.cursor_title == "Latest", "it is followed again")
        assert "new" not in session.lines()[0].split("next")[1]
        await session.press("j")
        assert session.cursor_title == "Later"


async def test_what_another_program_wrote_is_shown_without_moving() -> None:
    """When the cache was changed from outside, new entries are counted and changed lines drawn again."""
    async with reading(engine()) as session:
        await go_to(session, 3)
        fresh = entry(NOW + timedelta(minutes=1), "From elsewhere")
        session.engine.put(fresh)
        number = session.screen.timeline.cursor
        assert number is not None
        session.engine.put(replace(session.engine.cached[number], starred=True))
        session.engine.tell(Reloaded())
        await session.shows("1 new")
        assert session.cursor_title == "Entry number 3"
        await session.shows("★")


async def test_a_revision_redraws_its_line_and_the_text_in_place() -> None:
    """A changed title appears with its mark; nothing else moves and the text stays scrolled."""
    many = entries(30)
    long_text = "\n\n".join(f"Paragraph {place}." for place in range(80))
    many[4] = entry(NOW - timedelta(seconds=1200), "Entry number 5", long_text)
    async with reading(FakeEngine(many, feeds=[feed()])) as session:
        await go_to(session, 5)
        await session.shows("Paragraph 3.")
        await session.press("enter", "pagedown")
        top = session.screen.detail.text.top
        assert top > (0, 0)
        stated = replace(many[4].entry, title="Entry five, corrected")
        session.engine.revise(many[4].number, entry=stated)
        await session.until(
            lambda: "Entry five, corrected" in session.text() and "✎1" in session.text(), "it is redrawn"
        )
        assert session.screen.detail.text.top == top
        assert session.screen.timeline.index == 4


async def test_quotations_found_later_appear() -> None:
    """When the second stage finds quotations in what is being read, line and text show them in place."""
    body = "“We agreed”, said Anna Berg."
    first = entry(NOW, "Talks end", body)
    async with reading(FakeEngine([first, *entries(5, newest=NOW - timedelta(hours=1))], feeds=[feed()])) as session:
        await session.shows("said Anna Berg.")
        assert "Who said what" not in session.text()
        session.engine.enrich(first.number, [quote(body, "We agreed", "Anna Berg", role="envoy")])
        await session.shows("Who said what")
        await session.shows("❝ Anna Berg  envoy")
        await session.shows("❝1")


async def test_a_megabyte_is_read_to_its_end() -> None:
    """A huge text opens at its first lines and can be read to the last."""
    long_text = "\n\n".join(f"Paragraph {place} of a very long text." for place in range(20_000)) + "\n\nThe very end."
    async with reading(FakeEngine([entry(NOW, "Long", long_text)], feeds=[feed()])) as session:
        await session.shows("Paragraph 3 of")
        await session.until(lambda: session.screen.detail.text.page.done, "all of it is laid out")
        await session.press("enter", "G")
        await session.shows("The very end.")


async def test_density_and_size_keep_the_entry_and_its_row() -> None:
    """One line an entry or two, wide or narrow: the selected entry stays selected, and on its row where it can."""
    async with reading(engine()) as session:
        await go_to(session, 40)
        row = session.cursor_row
        await session.press("z")
        assert session.screen.timeline.geometry.density is Density.COMPACT
        assert (session.cursor_title, session.cursor_row) == ("Entry number 40", row)
        await session.pilot.resize_terminal(60, 20)
        await session.until(lambda: session.screen.timeline.size.width > 55, "the narrow screen is laid out")
        assert session.cursor_title == "Entry number 40"
        assert 0 <= session.cursor_row < session.screen.timeline.size.height


async def test_an_arrival_while_the_list_is_read_is_not_lost() -> None:
    """What comes in while the timeline is read anew, slowly, is shown or counted when that is done."""
    async with reading(engine(FIRST + 100)) as session:
        await session.press("G")
        await session.until(lambda: session.cursor_title == f"Entry number {FIRST + 100}", "the oldest is selected")
        session.engine.gate = asyncio.Event()
        session.engine.tell(Following())
        await session.pilot.pause()
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Breaking"))
        await session.pilot.pause()
        session.engine.gate.set()
        session.engine.gate = None
        await session.until(
            lambda: len(session.screen.timeline.geometry) + len(session.screen.listing.pending) == FIRST + 101,
            "the arrival is listed or waits",
        )
        assert session.cursor_title == f"Entry number {FIRST + 100}"


async def test_what_is_wrong_later_is_told() -> None:
    """A slip in a file of the user while the reader runs is said, not only written to a log."""
    async with reading(engine()) as session:
        session.errors_expected = True
        session.engine.tell(Notice("feeds.toml: is no valid TOML"))
        await session.shows("is no valid TOML")


async def test_a_resize_there_and_back_changes_nothing() -> None:
    """However often the window is made small and large again, the line under the cursor and the text come back."""
    many = entries(60)
    many[29] = entry(many[29].entry.published or NOW, "Entry number 30", "\n\n".join(["Some words to wrap. " * 40] * 9))
    async with reading(FakeEngine(many, feeds=[feed()])) as session:
        await go_to(session, 30)
        await session.shows("Some words to wrap.")
        await session.press("enter", "pagedown", "j")
        await session.until(lambda: session.screen.detail.text.page.done, "it is laid out")
        before = [line[25:] for line in session.lines()[1:]]
        for size in [(90, 22), (101, 30), (60, 12), (120, 36)] * 3:
            await session.pilot.resize_terminal(*size)
            await session.pilot.pause()
            assert session.cursor_title == "Entry number 30"
        await session.until(lambda: [line[25:] for line in session.lines()[1:]] == before, "it looks as before")


async def test_a_text_that_grows_above_the_reader_stays_put() -> None:
    """A live report gains paragraphs at its top: the words being read stay where they are."""
    many = entries(3)
    paragraphs = [f"Paragraph {place}." for place in range(80)]
    many[0] = entry(NOW, "Live", "\n\n".join(paragraphs))
    async with reading(FakeEngine(many, feeds=[feed()])) as session:
        await session.shows("Paragraph 3.")
        await session.press("enter", "pagedown")
        before = [line[72:] for line in session.lines()[1:-2]]
        assert "Paragraph 20." in "".join(before)
        grown = entry(NOW, "Live", "\n\n".join(["New one.", "New two.", *paragraphs]))
        session.engine.revise(many[0].number, entry=grown.entry, text=grown.text)
        await session.shows("✎1")
        assert [line[72:].rstrip(" ▁▂▃▄▅▆▇█") for line in session.lines()[1:-2]] == [
            line.rstrip(" ▁▂▃▄▅▆▇█") for line in before
        ]


async def test_the_ends_and_pages() -> None:
    """G and g go to the ends; a page down and up again comes back."""
    async with reading(engine()) as session:
        await session.press("G")
        await session.until(lambda: session.cursor_title == "Entry number 100", "G goes to the oldest")
        await session.press("g")
        await session.until(lambda: session.cursor_title == "Entry number 1", "g goes to the newest")
        await session.press("pagedown")
        down = session.screen.timeline.index
        assert down >= 14
        await session.press("pageup")
        assert session.screen.timeline.index == 0


async def test_a_long_list_is_read_in_two_steps() -> None:
    """The first entries are shown at once, the rest follows, and the end can be reached."""
    count = FIRST + 300
    async with reading(engine(count)) as session:
        await session.until(lambda: len(session.screen.timeline.geometry) == count, "the rest is listed")
        await session.press("G")
        await session.until(lambda: session.cursor_title == f"Entry number {count}", "the end is loaded")
        assert sum(len(asked) for asked in session.engine.asked) < count


async def test_a_slow_cache_never_holds_up_a_key() -> None:
    """While nothing comes from the cache the cursor moves all the same, over lines that say so."""
    async with reading(engine()) as session:
        await session.shows("Entry number 1 ")
        session.engine.gate = asyncio.Event()
        session.screen.timeline.rows.clear()
        await session.press("G", "k", "k")
        assert session.screen.timeline.index == 97
        assert "…" in session.text()
        session.engine.gate.set()
        await session.shows("Entry number 98")


async def test_unread_is_found_beyond_what_is_loaded() -> None:
    """n goes to the next unread entry wherever it stands, p back to the one above."""
    many = [replace(each, read=place not in (0, 350)) for place, each in enumerate(entries(400))]
    async with reading(FakeEngine(many, feeds=[feed()])) as session:
        await session.shows("Entry number 1 ")
        await session.press("n")
        await session.until(lambda: session.cursor_title == "Entry number 351", "n finds it")
        await session.press("p")
        await session.until(lambda: session.cursor_title == "Entry number 1", "p comes back")
        await session.press("p")
        await session.shows("No unread entry above")


async def test_click_selects() -> None:
    """A click puts the cursor on the entry under it."""
    async with reading(engine()) as session:
        await session.shows("Entry number 3 ")
        await session.pilot.click("#timeline", offset=(12, 5))
        assert session.cursor_title == "Entry number 3"


async def test_what_may_have_been_missed_is_said_where_it_was() -> None:
    """A line below the first entry after the gap; nothing under the cursor moves for it."""
    story = FakeEngine(entries(30, of=feed()), feeds=[feed()])
    async with reading(story) as session:
        await session.press("j", "j", "j", "j", "j", "j", "j", "j")
        title, place = session.cursor_title, session.cursor_row
        newer, older = story.cached[sorted(story.cached)[-3]], story.cached[sorted(story.cached)[-4]]
        assert newer.entry.published is not None
        assert older.entry.published is not None
        story.missed = (Gap(1, older.entry.published, newer.entry.published),)
        story.arrive(entry(NOW - timedelta(days=3), "Old", "Old."))
        await session.shows("may have missed some of")
        assert (session.cursor_title, session.cursor_row) == (title, place)
        lines = session.lines()
        at = next(number for number, line in enumerate(lines) if "may have missed" in line)
        assert any("Entry number 3 " in line for line in lines[at - 2 : at])
        assert "Entry number 4 " in lines[at + 1]


class Crossing(FakeEngine):
    """The headline of what changed comes once the newest is being read, and its text once that headline is there."""

    begun: asyncio.Event
    """Is something being read."""
    ready: asyncio.Event
    """May it come to an end."""

    async def article(self, number: int) -> Article | None:
        """An entry to read."""
        self.begun.set()
        await self.ready.wait()
        return await super().article(number)

    async def headlines(self, numbers: Sequence[int]) -> dict[int, Headline]:
        """The lines of the timeline."""
        await self.begun.wait()
        return await super().headlines(numbers)


async def test_the_text_is_that_of_the_cursor_when_the_entry_before_changed_with_the_arrival() -> None:
    """One poll brings a newer entry and changes the one on top: the newest is selected, and its text shown."""
    cache = Crossing(entries(3), feeds=[feed()])
    cache.begun, cache.ready = asyncio.Event(), asyncio.Event()
    cache.ready.set()
    async with reading(cache) as session:
        await session.shows("The text of entry 1.")
        top = session.screen.timeline.cursor
        assert top is not None
        cache.begun.clear()
        cache.ready.clear()
        cache.arrive(entry(NOW + timedelta(minutes=1), "Breaking", "The words of the newest."))
        cache.revise(top, changed_at=NOW)
        await session.shows("✎1")
        assert session.cursor_title == "Breaking"
        cache.ready.set()
        await session.shows("The words of the newest.")
