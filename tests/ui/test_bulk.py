"""Marking many entries at once, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fakes import NOW, FakeEngine, entries, entry, feed
from readerkit import Session, reading

TITLES = ("Grain corridor opens", "Talks in Brest", "Corridor closed again", "Storm in the north", "Talks resume")


def engine() -> FakeEngine:
    """Five entries, the oldest of them read."""
    cached = [entry(NOW - timedelta(minutes=n), title, read=n == 4) for n, title in enumerate(TITLES)]
    return FakeEngine(cached, feeds=[feed()])


def titles(session: Session, flag: str, value: bool = True) -> list[str]:
    """Those of which a mark holds."""
    return sorted(str(e.entry.title) for e in session.engine.cached.values() if getattr(e, flag) is value)


@pytest.mark.parametrize(
    ("command", "toast", "flag", "before"),
    [
        ("Mark shown unread", "1 entry marked unread", "read", ["Talks resume"]),
        ("Star shown", "2 entries starred", "starred", []),
        ("Hide shown", "2 entries hidden", "hidden", []),
    ],
)
async def test_what_is_shown_is_marked_in_one_step(command: str, toast: str, flag: str, before: list[str]) -> None:
    """The palette marks what the filter lists, a toast says how many, U takes it back as one; the rest is let be."""
    async with reading(engine()) as session:
        await session.press("slash", *"talks", "enter")
        await session.shows("2 of 5")
        screen = session.screen
        screen.marks.action_mark_shown(command.split()[-1 if command.startswith("Mark") else 0].lower())
        await session.shows(toast)
        assert titles(session, flag) == ([] if flag == "read" else ["Talks in Brest", "Talks resume"])
        await session.press("U")
        await session.shows("Undone: ")
        await session.until(lambda: titles(session, flag) == before, "it is as before")
        await session.shows("2 of 5")


@pytest.mark.parametrize("key", ["enter", "A"])
async def test_more_than_is_seen_is_marked_after_a_question_alone(key: str) -> None:
    """A slip marks nothing: the question says how many and of what; what arrives meanwhile is left alone."""
    async with reading(FakeEngine(entries(60), feeds=[feed()])) as session:
        await session.shows("Entry number 1 ")
        await session.press("A")
        await session.shows("Mark all 60 entries read?")
        await session.shows("Everything: more than is seen here")
        await session.press("escape")
        assert titles(session, "read") == []
        await session.press("A")
        await session.shows("Mark all 60 entries read?")
        session.engine.arrive(entry(NOW + timedelta(minutes=1), "Storm"))
        await session.press(key)
        await session.shows("60 entries marked read · U undoes it")
        assert titles(session, "read", value=False) == ["Storm"]
        await session.press("U")
        await session.shows("Undone: 60 entries")
        assert titles(session, "read") == []


async def test_hiding_all_that_is_shown_and_taking_it_back_keeps_the_place() -> None:
    """The list is empty and says so; U brings the lines back with the cursor where it was."""
    async with reading(engine()) as session:
        await session.press("j", "j")
        session.screen.marks.action_mark_shown("hide")
        await session.shows("5 entries hidden")
        assert len(session.screen.timeline.geometry) == 0
        await session.press("U")
        await session.shows("Storm in the north")
        assert session.cursor_title == TITLES[2]


async def test_undo_in_another_list_adds_nothing_that_does_not_belong_there() -> None:
    """What was hidden among everything does not come into a filtered list."""
    async with reading(engine()) as session:
        session.screen.marks.action_mark_shown("hide")
        await session.shows("5 entries hidden")
        await session.press("slash", *"talks", "enter")
        await session.press("U")
        await session.shows("Undone: 5 entries hidden")
        await session.shows("Talks in Brest")
        assert "Storm in the north" not in session.text()


async def test_hidden_entries_are_drawn_as_such_and_brought_back_by_the_same_key() -> None:
    """is:hidden lists them with a sign; D takes it away and they stay in view until the filter changes."""
    async with reading(engine()) as session:
        await session.press("D")
        await session.until(lambda: titles(session, "hidden") == [TITLES[0]], "it is hidden")
        await session.press("slash", *"is:hidden", "enter")
        await session.shows("⊘")
        assert "Storm in the north" not in session.text()
        await session.press("D")
        await session.shows("1 entry shown again")
        assert titles(session, "hidden") == []
        assert "⊘" not in session.text()
        assert TITLES[0] in session.text()


async def test_the_dialog_says_how_many_before_it_does_it() -> None:
    """Deed and filter, the number while typing, Enter does it; what was counted is what is marked."""
    async with reading(engine()) as session:
        session.screen.marks.action_mark_filter()
        await session.shows("Mark 4 entries read?")
        await session.press(*"corridor")
        await session.shows("Mark 2 entries read?")
        await session.press("tab", "tab")
        await session.shows("Star 2 entries?")
        session.engine.put(entry(NOW + timedelta(minutes=1), "Corridor again"))
        await session.press("enter")
        await session.shows("2 entries starred · U undoes it")
        assert titles(session, "starred") == ["Corridor closed again", "Grain corridor opens"]
        await session.press("U")
        await session.until(lambda: titles(session, "starred") == [], "the stars are taken back")


async def test_the_dialog_does_nothing_by_a_slip() -> None:
    """A filter that can't be understood says why, none that passes says so, and Esc leaves all as it is."""
    async with reading(engine()) as session:
        session.screen.marks.action_mark_filter()
        await session.shows("Mark 4 entries read?")
        await session.press(*"agee:")
        await session.shows("did you mean age")
        await session.press("enter")
        await session.press(*["backspace"] * 5, *"nowhere")
        await session.shows("No entry to do that to.")
        await session.press("enter", "escape")
        await session.until(lambda: session.app.screen is session.screen, "the dialog is closed")
        assert titles(session, "read") == ["Talks resume"]


async def test_the_palette_offers_them() -> None:
    """A command without a key is found by its name."""
    async with reading(engine()) as session:
        await session.press("ctrl+p", *"mark", "space", *"by")
        await session.until(lambda: "Mark shown" not in session.text(), "the list of commands has followed")
        await session.shows("Mark by filter")
        await session.press("enter")
        await session.shows("Mark 4 entries read?")


async def test_what_is_muted_is_counted_in_the_status_line() -> None:
    """Entries that rules hide are not forgotten."""
    muting = engine()
    muting.muted_now = 12
    async with reading(muting) as session:
        await session.shows("12 muted")
        muting.muted_now = 13
        muting.arrive(entry(NOW + timedelta(minutes=1), "Late"))
        await session.shows("13 muted")
