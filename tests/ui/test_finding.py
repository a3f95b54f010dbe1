"""Finding words in the text, and where one was in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes import NOW, FakeEngine, entry, feed
from livetui.ui.finding import Searched
from livetui.ui.page import Para
from readerkit import Session, reading

LONG = "".join(f"<p>Paragraph {number}. Le général a parlé, und die Straße war lang.</p>" for number in range(1, 60))


def engine() -> FakeEngine:
    """A long entry above a short one."""
    return FakeEngine(
        [entry(NOW, "Long", LONG), entry(NOW - timedelta(hours=1), "Short", "<p>A few words.</p>")], feeds=[feed()]
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("general", ["Général", "général"], id="accents and case"),
        pytest.param("STRASSE", ["Straße"], id="a letter that stands for two"),
        pytest.param("  a   dit ", ["a dit"], id="blanks"),
        pytest.param("停火", ["停火"], id="no blanks between words"),
        pytest.param("/[Gg]én.ral/", ["Général", "général"], id="a regular expression"),
        pytest.param("/STRASSE|DIT/i", ["dit"], id="of any case"),
        pytest.param("zzz", [], id="nothing"),
        pytest.param(" ", [], id="no words"),
    ],
)
def test_letters_are_found_as_people_mean_them(typed: str, expected: list[str]) -> None:
    """What is found is a stretch of the text as it is drawn."""
    texts = ["Le Général a dit", "", "général, Straße", "北京停火谈判"]
    found = Searched([Para(text) for text in texts]).find(typed)
    assert [texts[match.para][match.start : match.end] for match in found.matches] == expected
    assert not found.trouble


def test_what_can_not_be_looked_for_is_told() -> None:
    """A bad expression, and one that takes too long, are trouble and nothing worse."""
    assert "can't be read" in Searched([Para("x")]).find("/(/").trouble
    assert "too long" in Searched([Para("a" * 5_000 + "b")] * 3).find("/(a|aa)+$|(a+)+c/").trouble


async def open_and_find(session: Session, words: str) -> None:
    """Read the first entry and look for words."""
    await session.press("enter")
    await session.until(lambda: session.screen.focus_in_detail, "the text has the focus")
    await session.press("slash", *words)


async def test_words_are_found_while_they_are_typed_and_stepped_through() -> None:
    """n and N go from place to place, past the ends with a word; Esc closes the bar and keeps the place."""
    async with reading(engine()) as session:
        await open_and_find(session, "agraph 5")
        await session.shows("1 of 11")
        await session.press("enter", "n")
        await session.shows("2 of 11")
        await session.shows("Paragraph 50.")
        await session.press("N", "N")
        await session.shows("11 of 11 · from the end")
        await session.shows("Paragraph 59.")
        await session.press("n")
        await session.shows("1 of 11 · from the top")
        await session.press("escape")
        assert "1 of 11" not in session.text()
        assert session.screen.focus_in_detail
        await session.press("n")
        await session.until(lambda: session.cursor_title == "Short", "n goes to the next unread entry again")


async def test_words_that_are_not_there_are_told() -> None:
    """The text stays where it is."""
    async with reading(engine()) as session:
        await open_and_find(session, "zebra")
        await session.shows("not in this text")
        assert "Paragraph 1." in session.text()
        await session.press("escape", "h", "slash")
        await session.until(lambda: session.screen.filter_bar.display, "/ filters the timeline there")


async def test_a_revision_keeps_what_is_looked_for() -> None:
    """The places are those of the new wording and of what changed, the one shown stays."""
    fake = engine()
    async with reading(fake) as session:
        await open_and_find(session, "agraph 5")
        await session.press("enter", "n")
        await session.shows("2 of 11")
        number = max(fake.cached)
        stated = replace(fake.cached[number].entry, body=LONG + "<p>Paragraph 5 again.</p>")
        fake.revise(number, entry=stated)
        await session.shows("2 of 13")


async def test_the_place_in_a_text_is_kept_while_others_are_read() -> None:
    """Back at an entry the same words are at the top, and how far one has read stands at the foot."""
    async with reading(engine()) as session:
        await session.press("enter", "space", "space")
        await session.until(lambda: "%" in session.text(), "progress is shown")
        first = next(line for line in session.lines() if "Paragraph" in line)
        assert "Paragraph 1." not in first
        await session.press("h", "j")
        await session.shows("A few words.")
        assert "%" not in session.text()
        await session.press("k")
        words = first.rpartition("  Par")[2].split(".")[0]
        await session.until(lambda: any(words in line for line in session.lines()[:4]), "the same words are at the top")
        await session.press("l", "G")
        await session.shows("100 %")
