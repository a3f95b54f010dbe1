"""The screen of changes: what changed in an entry, revision by revision, and the way back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from fakes import NOW, FakeEngine, entries, entry, feed
from livetui.model.entry import CachedEntry
from livetui.text.diff import Wording, compare
from livetui.ui.changes import columns, unified
from livetui.ui.screens.revisions import RevisionsScreen
from livetui.ui.times import apart
from readerkit import Session, reading

WIRE = feed()
CALM = " ".join(f"Calm sentence number {number} stays." for number in "abcdefgh")
FIRST = f"31 people died in Harwick. {CALM} The mayor spoke at noon."
SECOND = f"33 people died in Harwick. {CALM} The mayor spoke at noon."
THIRD = f"33 people died in Harwick. {CALM} The mayor and the bishop spoke at noon."


def told(body: str, title: str) -> CachedEntry:
    """The entry in one of its wordings."""
    return entry(NOW - timedelta(hours=1), title, body, of=WIRE)


def revised() -> FakeEngine:
    """An entry that changed twice, the newest of the list."""
    story = told(FIRST, "Toll in Harwick: 31 dead")
    engine = FakeEngine([story, *entries(20, of=WIRE, newest=NOW - timedelta(hours=2))], feeds=[WIRE])
    for at, later in ((40, told(SECOND, "Toll in Harwick: 33 dead")), (20, told(THIRD, "Toll in Harwick: 33 dead"))):
        engine.revise(
            story.number, entry=later.entry, text=later.text, changed_at=NOW - timedelta(minutes=at),
            figure=("31", "33") if at == 40 else None,
        )  # fmt: skip
    return engine


async def opened(session: Session) -> RevisionsScreen:
    """Open the changes of the entry under the cursor."""
    await session.press("v")
    await session.until(lambda: isinstance(session.app.screen, RevisionsScreen), "the changes are open")
    await session.shows("Calm" if "Calm" in session.text() else "→")
    screen = session.app.screen
    assert isinstance(screen, RevisionsScreen)
    return screen


@pytest.mark.parametrize("size", [(200, 50), (120, 36), (80, 24), (40, 15)])
async def test_the_newest_change_first_then_older_and_newer(size: tuple[int, int]) -> None:
    """v shows what came last; < and > step; numbers lead; what did not change is folded."""
    async with reading(revised(), size) as session:
        await session.shows("Toll in Harwick")
        screen = await opened(session)
        await session.shows("change 2 of 2")
        await session.shows("bishop")
        await session.press("<")
        await session.shows("31 → 33")
        assert "change 1 of 2" in session.text()
        assert "sentences unchanged" in session.text() or size[1] < 20
        await session.press("<")
        await session.shows("oldest change kept")
        await session.press(">")
        await session.shows("change 2 of 2")
        assert screen.place == 1


@pytest.mark.parametrize(("size", "places"), [((100, 30), 2), ((200, 30), 3)])
async def test_words_are_found_in_a_change(size: tuple[int, int], places: int) -> None:
    """As in the text: typed, stepped through with n and N, in both columns; Esc closes the line, then the screen."""
    async with reading(revised(), size) as session:
        await opened(session)
        await session.shows("bishop")
        await session.press("n")
        await session.shows("/ finds words here; n and N")
        await session.press("slash", *"the")
        await session.shows(f"1 of {places}")
        await session.press("enter", "n")
        await session.shows(f"2 of {places}")
        assert "next place" in session.lines()[-1]
        await session.press("N", "N")
        await session.shows(f"{places} of {places} · from the end")
        await session.pilot.resize_terminal(300 - size[0], 30)
        await session.shows(f"of {5 - places}")
        await session.press("<")
        await session.shows("change 1 of 2")
        await session.shows("not in this text")
        await session.press("q")
        assert "not in this text" not in session.text()
        assert isinstance(session.app.screen, RevisionsScreen)
        await session.press("escape")
        await session.until(lambda: session.app.screen is session.screen, "the reader is back")


@pytest.mark.parametrize("key", ["escape", "q", "v", "h"])
async def test_closing_leaves_the_reader_where_it_was(key: str) -> None:
    """The entry under the cursor and the scroll of its text are the same afterwards."""
    async with reading(revised(), (120, 16)) as session:
        await session.press("enter")
        await session.until(lambda: session.screen.focus_in_detail, "the text has the focus")
        await session.press("j", "j")
        before = (session.screen.timeline.cursor, session.screen.detail.text.scroll_offset.y)
        await opened(session)
        await session.press(key)
        await session.until(lambda: session.app.screen is session.screen, "the reader is back")
        assert (session.screen.timeline.cursor, session.screen.detail.text.scroll_offset.y) == before
        assert session.screen.focus_in_detail


async def test_an_entry_that_never_changed_says_so() -> None:
    """v opens nothing then."""
    async with reading(FakeEngine(entries(3, of=WIRE), feeds=[WIRE])) as session:
        await session.press("v")
        await session.shows("Nothing changed in this entry since")
        assert session.app.screen is session.screen


async def test_a_change_that_comes_in_waits_to_be_stepped_to() -> None:
    """What is being read stays; the count tells, > goes there."""
    engine = revised()
    async with reading(engine) as session:
        screen = await opened(session)
        await session.shows("bishop")
        number = screen.number
        later = told(THIRD.replace("33 people", "35 people"), "Toll in Harwick: 35 dead")
        engine.revise(number, entry=later.entry, text=later.text, changed_at=NOW)
        await session.shows("change 2 of 3")
        assert "bishop" in session.text()
        await session.press(">")
        await session.shows("33 → 35")


async def test_no_key_waits_for_the_cache() -> None:
    """While nothing that reads comes back, the reader goes on; the changes open when they are there."""
    engine = revised()
    async with reading(engine) as session:
        gate = asyncio.Event()
        engine.gate = gate
        await session.press("v", "j", "k")
        assert session.app.screen is session.screen
        gate.set()
        engine.gate = None
        await session.until(lambda: isinstance(session.app.screen, RevisionsScreen), "the changes are open")


async def test_a_changed_number_stands_on_the_line_and_in_the_text() -> None:
    """31 → 33 is seen without opening anything."""
    story = replace(told(SECOND, "Toll in Harwick: 33 dead"), revisions=1, changed_at=NOW, figure=("31", "33"))
    async with reading(FakeEngine([story], feeds=[WIRE])) as session:
        await session.shows("31\u00a0→\u00a033")
        assert any("Toll in Harwick" in line and "✎1 31 → 33" in line for line in session.lines())


def test_without_colours_brackets_say_it() -> None:
    """Words gone and words that came are told apart by signs alone."""
    found = compare(Wording("Toll: 31", FIRST), Wording("Toll: 33", SECOND))
    words = "\n".join(para.text for para in unified(found, plain=True))
    assert "[-31-] {+33+} people died in Harwick." in words
    assert "Toll: [-31-] {+33+}" in words
    assert words.index("31 → 33") < words.index("Headline") < words.index("Text")
    assert "Calm sentence number d" not in words
    looks = {dye.attributes for para in unified(found, plain=False) for dye in para.dyes}
    assert looks == {"bold", "strike", "bold underline"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("One stays.\nGone for good here.", "One stays.\nCome new and fresh."),
        ("It cost €3.4bn.\nHe left.", "It cost €4.1bn.\nHe left."),
        ("At least 31 people died, they say.", "At least 33 boys died, they say."),
    ],
)
def test_side_by_side_each_column_is_one_wording(before: str, after: str) -> None:
    """The left column has what was, the right one what is, to the letter."""
    found = compare(Wording("", before), Wording("", after))
    left, right = (
        "|".join(para.text for para in side if para.text) for side in zip(*columns(found, plain=False), strict=True)
    )
    assert left == before.replace("\n", "|")
    assert right == after.replace("\n", "|")


async def test_the_live_page_that_an_entry_announces_is_followed() -> None:
    """+ follows it and says what was found, or why not."""
    found = entry(NOW, "Live: Talks", "Follow us.", of=WIRE, url="https://wire.example/live/talks")
    lost = entry(NOW - timedelta(hours=1), "Live: Vote", "Follow us.", of=WIRE, url="https://bad.example/live")
    plain = entry(NOW - timedelta(hours=2), "Vote", "Counted.", of=WIRE)
    engine = FakeEngine([found, lost, plain], feeds=[WIRE])
    async with reading(engine) as session:
        await session.shows("announces a live page: + follows it")
        assert "follow live page" in session.text()
        await session.press("+")
        await session.shows("Following https://wire.example/live")
        assert engine.followed[-1].title == "https://wire.example/live/talks"
        session.errors_expected = True
        await session.press("j", "+")
        await session.shows("is no feed")
        await session.press("j")
        await session.shows("Counted.")
        assert "live page" not in session.lines()[-1]
        assert "announces a live page" not in session.text()


def test_moments_of_one_minute_are_told_apart_by_their_seconds() -> None:
    """Before and after are not the same time."""
    assert apart(NOW - timedelta(minutes=5), NOW, NOW, UTC) == ("14:32", "14:37")
    assert apart(NOW, NOW + timedelta(seconds=20), NOW, UTC) == ("14:37:00", "14:37:20")


@pytest.mark.parametrize("changes", [1, 2])
async def test_the_foot_names_only_keys_that_do_something(changes: int) -> None:
    """v on an entry that changed; the steps where there is more than one change."""
    story = told(FIRST, "Toll in Harwick: 31 dead")
    engine = FakeEngine([story, *entries(3, of=WIRE, newest=NOW - timedelta(hours=2))], feeds=[WIRE])
    for at, body in ((40, SECOND), (20, THIRD))[:changes]:
        later = told(body, "Toll in Harwick: 33 dead")
        engine.revise(story.number, entry=later.entry, text=later.text, changed_at=NOW - timedelta(minutes=at))
    async with reading(engine) as session:
        await session.until(lambda: "what changed" in session.lines()[-1], "v is named")
        await opened(session)
        assert ("older" in session.lines()[-1]) is (changes > 1)
        await session.press("v", "j")
        await session.until(lambda: "what changed" not in session.lines()[-1], "v is not named")


async def test_what_the_last_revision_changed_stands_below_the_text() -> None:
    """Numbers first, then the words around the change; the key for changes shows all of it."""
    old = entry(NOW, "Toll", "<p>At least 31 people died in Chernihiv.</p><p>Nothing else is known.</p>")
    fake = FakeEngine([old], feeds=[feed()])
    async with reading(fake) as session:
        await session.shows("At least 31")
        assert "What changed" not in session.text()
        new = entry(NOW, "Toll", "<p>At least 33 people died in Chernihiv.</p><p>Nothing else is known.</p>")
        fake.revise(old.number, entry=new.entry, text=new.text, changed_at=NOW)
        await session.shows("─── What changed at")
        await session.shows("31 → 33")
        await session.shows("[-31-] {+33+} people died")
