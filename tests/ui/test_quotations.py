"""The screen of quotations: who said what across the cache, and the way back to where one was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.events import Paste

from fakes import NOW, FakeEngine, entry, quote
from livetui.model.update import Enriched
from readerkit import reading
from saidkit import BEDS, BOTE, CORRIDOR, WIRE, chosen, engine, opened, story

LEAN = "“We agreed on no safe corridor for everybody”, said Carl Dahl."


@pytest.mark.parametrize("key", ['"', "i"])
async def test_it_lists_who_said_what(key: str) -> None:
    """Speaker, role, agency, doubt, words, source and time, newest first; at the left who was quoted how often."""
    async with reading(engine()) as session:
        await opened(session, key)
        await session.shows("SPEAKERS")
        text = session.text()
        shown = [
            "Anna Berg?  adviser · via AP",
            "“We agreed on a safe corridor out of the town for everybody”",
            "Example Wire · 14:37 · Talks end",
            "Jana Kowal  nurse",
            "Der Bote · 13:37 · Beds wanted",
            "❝ —",
            "“They were”",
        ]
        places = [text.index(words) for words in shown]
        assert places == sorted(places)
        assert "4 quotations" in session.lines()[0]
        lines = [line[:29].split() for line in session.lines()[2:6]]
        assert lines == [
            ["SPEAKERS"],
            ["▌Everyone", "4"],
            ["❝", "Anna", "Berg", "2"],
            ["❝", "Jana", "Kowal", "1"],
        ]


async def test_what_others_make_of_the_same_words_is_told_in_words() -> None:
    """The same words stand once, with who else carries them; another wording and another speaker are named."""
    same = entry(NOW + timedelta(minutes=5), "Same", CORRIDOR, of=BOTE, quotes=story()[0].quotes)
    text = CORRIDOR.replace("Anna Berg", "Carl Dahl").replace("everybody", "most")
    words = "We agreed on a safe corridor out of the town for most"
    other = entry(NOW + timedelta(minutes=9), "Other", text, of=BOTE, quotes=[quote(text, words, "Carl Dahl")])
    async with reading(engine(same, other)) as session:
        await session.press("G")
        await opened(session)
        await session.shows("also in Der Bote 14:42")
        await session.shows("≠ another speaker in Der Bote 14:46: Carl Dahl, “We agreed")
        assert session.text().count("“We agreed on a safe corridor out of the town for everybody”") == 1


async def test_the_cursor_moves_by_quotations() -> None:
    """Down and up, by pages, to the ends; } and { step too."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("j")
        assert chosen(session) == "We need more beds here"
        await session.press("down", "k")
        assert chosen(session) == "We need more beds here"
        await session.press("G")
        assert chosen(session) == "They were"
        await session.press("g")
        assert chosen(session).startswith("We agreed")
        await session.press("}", "}", "{")
        assert chosen(session) == "We need more beds here"
        await session.press("pagedown")
        assert chosen(session) == "They were"
        await session.press("pageup")
        assert chosen(session).startswith("We agreed")


async def test_one_speaker_is_chosen_and_all_again() -> None:
    """] and [ step through the speakers, Tab goes to their list, 0 and Esc bring everyone back."""
    async with reading(engine()) as session:
        await opened(session)
        await session.until(lambda: len(session.quotations.speakers.speakers) == 2, "the speakers are listed")
        await session.press("]")
        await session.until(lambda: "2 quotations" in session.lines()[0], "Anna Berg alone")
        assert "Jana Kowal  nurse" not in session.text()
        await session.press("]")
        await session.until(lambda: "1 quotation " in session.lines()[0], "Jana Kowal alone")
        await session.press("[")
        await session.until(lambda: "2 quotations" in session.lines()[0], "Anna Berg again")
        await session.press("0")
        await session.until(lambda: "4 quotations" in session.lines()[0], "everyone")
        await session.press("tab", "j", "j")
        await session.until(lambda: "Jana Kowal  1 quotation " in session.lines()[0], "Jana Kowal by her place")
        await session.press("enter")
        assert session.quotations.focused is session.quotations.sayings
        await session.press("escape")
        await session.until(lambda: "4 quotations" in session.lines()[0], "everyone again")


@pytest.mark.parametrize(
    ("typed", "count"), [("ber", 2), ("nurse", 1), ("corridor", 1), ("berg tired", 1), ("source:bote -tired", 2)]
)
async def test_it_is_filtered_as_one_types(typed: str, count: int) -> None:
    """Names, roles and words said; fields of the filter language hold too. Esc brings everything back."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("/", *typed)
        await session.until(lambda: f" {count} quotation" in session.lines()[0], f"{count} are left")
        await session.press("enter")
        await session.until(lambda: not session.quotations.filter_bar.display, "the filter is kept")
        assert f" {count} quotation" in session.lines()[0]
        await session.press("escape")
        await session.until(lambda: "4 quotations" in session.lines()[0], "everything again")


async def test_the_speakers_follow_the_filter() -> None:
    """While a name is typed, the list at the left narrows with it."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("/", *"kow")
        await session.until(lambda: len(session.quotations.speakers.speakers) == 1, "one speaker is left")
        assert session.quotations.speakers.speakers[0].name == "Jana Kowal"


async def test_keys_in_a_hurry_are_not_commands() -> None:
    """What is typed behind " and / is a filter, even before the screen is drawn."""
    async with reading(engine()) as session:
        await session.pilot.press('"', "/", *"jqQ0", "enter")
        await session.until(lambda: "jqQ0" in session.lines()[0], "the words are the filter")
        await session.shows("Nothing matches; Esc shows all again")


async def test_a_filter_that_cannot_be_understood_is_explained() -> None:
    """The list stays as it is, and the line above says why and where."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("/")
        session.app.post_message(Paste("age:x"))  # letter by letter a slow machine would list what “age” finds
        await session.shows("age: wants a number")
        assert session.lines()[-3].index("▼") == session.lines()[-2].index("x")
        assert "4 quotations" in session.lines()[0]


async def test_enter_reads_the_entry_at_the_quotation() -> None:
    """The selection goes to the entry, the text to the quotation, which stands out; the entry is read."""
    body = BEDS + "\n" + "Filler.\n" * 60 + "“The last word of all”, said Carl Dahl."
    long = entry(NOW - timedelta(minutes=1), "Long", body, of=WIRE, quotes=[
        quote(body, "We need more beds here", "Jana Kowal"), quote(body, "The last word of all", "Carl Dahl")
    ])  # fmt: skip
    async with reading(engine(long)) as session:
        await opened(session)
        await session.press("/", *"last word", "enter")
        await session.until(lambda: chosen(session) == "The last word of all", "it is found")
        await session.press("enter")
        await session.until(lambda: session.cursor_title == "Long", "the entry is selected")
        await session.until(
            lambda: any("“The last word of all”, said" in line for line in session.lines()), "the words are in view"
        )
        assert session.screen.detail.text.current == 1
        assert session.screen.focus_in_detail
        await session.until(lambda: session.engine.cached[long.number].read, "the entry is read")


async def test_enter_reads_an_entry_that_the_timeline_leaves_out() -> None:
    """When a filter hides the entry, everything is listed again, and the cursor stands on it."""
    async with reading(engine()) as session:
        await session.press("/", *"number", "enter")
        await session.until(lambda: len(session.screen.timeline.geometry) == 40, "the filter is in force")
        await opened(session)
        await session.press("j", "enter")
        await session.until(lambda: session.cursor_title == "Beds wanted", "the entry is selected")
        await session.until(lambda: session.screen.detail.text.current == 0, "the quotation stands out")
        assert len(session.screen.timeline.geometry) == 42


@pytest.mark.parametrize("key", ["escape", "q", '"'])
async def test_leaving_comes_back_to_where_one_was(key: str) -> None:
    """Selection, scroll, filter and what waits are as before, though entries came in meanwhile."""
    async with reading(engine()) as session:
        before = session.cursor_title, session.cursor_row, session.screen.listing.scope
        await opened(session)
        await session.press("j", "j")
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Just in", "News.", of=WIRE))
        await session.until(lambda: len(session.screen.listing.pending) == 1, "the arrival waits")
        await session.press(key)
        await session.until(lambda: session.app.screen is session.screen, "the reader is back")
        await session.shows("↑ 1 new")
        assert (session.cursor_title, session.cursor_row, session.screen.listing.scope) == before


async def test_new_quotations_wait_until_they_are_asked_for() -> None:
    """They are counted, nothing moves; . lists them."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("j")
        shown = session.lines()[2:-1]
        late = entry(NOW + timedelta(minutes=1), "Late", LEAN, of=WIRE, quotes=[quote(LEAN, LEAN[1:45], "Carl Dahl")])
        session.engine.arrive(late)
        session.engine.tell(Enriched((late.number,)))
        await session.until(lambda: "↑ 1 new" in session.lines()[0], "one is told to be new")
        assert session.lines()[2:-1] == shown
        assert chosen(session) == "We need more beds here"
        await session.press(".")
        await session.until(lambda: "↑" not in session.lines()[0] and "5 quot" in session.lines()[0], "it is listed")


async def test_somebody_else_who_carries_the_words_is_news_too() -> None:
    """A quotation that is listed and that another source repeats counts as new; . shows where."""
    async with reading(engine()) as session:
        await opened(session)
        late = entry(NOW + timedelta(minutes=1), "Late", CORRIDOR, of=BOTE, quotes=story()[0].quotes)
        session.engine.arrive(late)
        session.engine.tell(Enriched((late.number,)))
        await session.until(lambda: "↑ 1 new" in session.lines()[0], "it is told")
        await session.press(".")
        await session.shows("also in Der Bote 14:38")
        assert "4 quotations" in session.lines()[0]


async def test_the_first_quotations_appear_by_themselves() -> None:
    """Opened before anything was found, the screen fills as soon as something is."""
    bare = [replace(each, quotes=()) for each in story()]
    async with reading(FakeEngine(bare, feeds=[WIRE, BOTE])) as session:
        await opened(session)
        await session.shows("No quotation yet")
        session.engine.enrich(bare[1].number, story()[1].quotes)
        await session.shows("We need more beds here")


async def test_copy_and_open() -> None:
    """y and Y copy the quotation, o opens its entry's page and marks the entry read."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("y")
        assert session.app.clipboard == (
            "“We agreed on a safe corridor out of the town for everybody” — Anna Berg (likely), Example Wire,"
            " 2022-03-04 14:37+00:00, https://wire.example/talks"
        )
        await session.press("j", "Y")
        assert session.app.clipboard == (
            "Jana Kowal, nurse: “We need more beds here” — “Beds wanted”, Der Bote,"
            " 2022-03-04 13:37+00:00, https://bote.example/beds"
        )
        await session.press("o")
        await session.until(lambda: session.engine.opened == ["https://bote.example/beds"], "the page is opened")
        assert session.engine.cached[story()[1].number].read


@pytest.mark.parametrize("size", [(60, 20), (40, 15), (20, 5)])
async def test_a_narrow_terminal_shows_one_pane(size: tuple[int, int]) -> None:
    """The quotations; on Tab or h the speakers; Enter goes back to the quotations of the one chosen."""
    async with reading(engine(), size) as session:
        await opened(session)
        assert "SPEAKERS" not in session.text()
        await session.press("h")
        await session.shows("Everyone")
        assert "corridor" not in session.text()
        await session.press("j", "j", "enter")
        await session.until(lambda: chosen(session) == "We need more beds here", "hers are listed")
        await session.shows("“We need")
        await session.press("tab")
        await session.shows("Kowal")
        await session.press("tab", "q")
        await session.until(lambda: session.app.screen is session.screen, "the reader is back")


async def test_a_low_terminal_keeps_the_quotations_wide() -> None:
    """In few lines the speakers take no more room than in many, and a filter can be typed."""
    async with reading(engine(), (100, 9)) as session:
        await opened(session)
        assert session.quotations.speakers.size.width < 30
        assert "Anna Berg?  adviser · via AP" in session.lines()[1]
        await session.pilot.resize_terminal(20, 5)
        await session.press("/", *"kow")
        await session.until(lambda: chosen(session) == "We need more beds here", "the filter is in force")
        await session.shows("kow")


async def test_a_tall_quotation_is_read_through_before_the_next() -> None:
    """In a few lines, j scrolls through the words before it goes on, and k back."""
    async with reading(engine(), (24, 6)) as session:
        await opened(session)
        seen = ""
        for _ in range(12):
            if not chosen(session).startswith("We agreed"):
                break
            seen += session.text()
            await session.press("j")
        assert all(word in seen for word in ("agreed", "corridor", "everybody", "Wire"))
        assert chosen(session) == "We need more beds here"


async def test_every_size_is_drawn() -> None:
    """A storm of sizes leaves the cursor where it was."""
    async with reading(engine()) as session:
        await opened(session)
        await session.press("j", "j")
        for width, height in ((1, 1), (300, 100), (20, 5), (69, 6), (70, 18), (19, 40), (100, 5), (120, 36)):
            await session.pilot.resize_terminal(width, height)
            await session.pilot.pause()
        await session.shows("“very tired”")
        assert chosen(session) == "very tired"
