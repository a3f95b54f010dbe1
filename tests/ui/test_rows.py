"""Lines of the timeline: exact in width, honest in what they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from fakes import NOW, entry, headline, quote
from livetui.model.entry import Headline
from livetui.model.quote import Certainty
from livetui.ui.layout import Density
from livetui.ui.paint import cut, fit
from livetui.ui.rows import Look, row

BODY = "“We agreed”, said Vladimir Medinsky."
TALKS = headline(entry(NOW, "Talks end", BODY, quotes=[quote(BODY, "We agreed", "Vladimir Medinsky")]))
WORDS = st.text(st.sampled_from("ab é停🕊️👩‍🚀́ ж«»"), min_size=1, max_size=60)


def text(shown: Headline | None, part: int = 0, width: int = 60, density: Density = Density.COMFORTABLE) -> str:
    """A line as a person reads it."""
    return "".join(words for words, _ in row(TALKS.number, shown, part, Look(width, density, selected=False, zone=UTC)))


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS, WORDS, st.integers(18, 140), st.sampled_from(Density), st.booleans(), st.integers(0, 12))
def test_every_line_fills_its_width(
    title: str, source: str, speaker: str, width: int, density: Density, flag: bool, count: int
) -> None:
    """Whatever the words and marks, a line takes exactly the cells there are."""
    assert TALKS.lead is not None
    shown = replace(
        TALKS, title=title, source=source, lead=replace(TALKS.lead, speaker=speaker), read=flag, starred=flag,
        live=flag, withdrawn=flag, quotes=count, revisions=count,
    )  # fmt: skip
    for part in range(density.lines):
        assert cell_len(text(shown, part, width, density)) == width
        assert cell_len(text(None, part, width, density)) == width


def test_marks_say_what_colour_says() -> None:
    """Unread, starred, live, withdrawn, quotations and revisions each have a sign."""
    assert text(TALKS).split() == ["●", "14:37", "Talks", "end", "❝1"]
    rich = replace(TALKS, read=True, starred=True, live=True, withdrawn=True, revisions=2)
    assert text(rich).split() == ["14:37", "Talks", "end", "★", "◉", "⌫", "❝1", "✎2"]


def test_the_second_line_says_who_said_what() -> None:
    """Source, speaker and words; a likely speaker with a question mark, a long name by its last part."""
    assert text(TALKS, 1).split() == ["Example", "Wire", "Vladimir", "Medinsky", "“We", "agreed”"]
    assert TALKS.lead is not None
    unsure = replace(TALKS, lead=replace(TALKS.lead, certainty=Certainty.LIKELY))
    assert "Vladimir Medinsky? “We agreed”" in text(unsure, 1)
    assert " Medinsky “" in text(TALKS, 1, 44)
    assert "Vladimir" not in text(TALKS, 1, 44)


def test_a_quotation_of_nobody_known_is_shown_as_such() -> None:
    """An entry that quotes but does not say whom shows the words behind a dash; one that quotes nobody the source."""
    body = "It was called “a bad day”."
    unknown = headline(entry(NOW, "Talks", body, quotes=[quote(body, "a bad day")]))
    assert text(unknown, 1).split() == ["Example", "Wire", "—", "“a", "bad", "day”"]
    assert text(headline(entry(NOW, "Talks", "Nothing.")), 1).split() == ["Example", "Wire"]


def test_the_second_line_has_the_first_quotation_that_says_something() -> None:
    """One with a known speaker and four words goes before a scrap and before words of nobody."""
    body = "“No”, said Anna Berg. It was “a very long bad day”. “We have seen nothing of it”, said Carl Dahl."
    spoken = [
        quote(body, "No", "Anna Berg"),
        quote(body, "a very long bad day"),
        quote(body, "We have seen nothing of it", "Carl Dahl"),
    ]
    assert "Carl Dahl “We" in text(headline(entry(NOW, "Talks", body, quotes=spoken)), 1, 80)
    assert "Anna Berg “No”" in text(headline(entry(NOW, "Talks", body, quotes=spoken[:2])), 1, 80)


def test_who_said_it_comes_before_a_scrap_of_what_was_said() -> None:
    """Where there is no room for both, the speaker is named in full and the words are left out."""
    body = "“We agreed on safe roads”, said the emergency services."
    shown = headline(
        entry(NOW, "Talks", body, quotes=[quote(body, "We agreed on safe roads", "the emergency services")])
    )
    assert text(shown, 1, 48).strip() == "Example Wire  the emergency services"
    assert text(shown, 1, 60).strip().startswith("Example Wire  the emergency services “We agr")


def test_one_line_an_entry_has_a_source_column_where_it_fits() -> None:
    """Compact: time, source, title."""
    assert text(TALKS, 0, 80, Density.COMPACT).split() == ["●", "14:37", "Example", "Wire", "Talks", "end", "❝1"]
    assert "Example" not in text(TALKS, 0, 40, Density.COMPACT)


def test_words_are_fitted_in_cells() -> None:
    """Wide characters are never cut in half."""
    assert fit("停火谈判", 5) == "停火…"
    assert fit("停火谈判", 6) == "停火… "
    assert fit("ab", 4) == "ab  "
    assert cut("abcdef", 4) == "abc…"


def test_a_changed_number_pins_and_guesses_are_told_by_signs() -> None:
    """The number stands behind the mark of the revision while the title keeps its room; a guessed time has a sign."""
    changed = replace(TALKS, pinned=True, revisions=1, quotes=0, figure=("31", "33"), guessed=True)
    assert text(changed).split() == ["●≈14:37", "Talks", "end", "⚑", "✎1", "31", "→", "33"]
    assert "31" not in text(changed, width=32)
    assert "✎1" in text(changed, width=32)
    assert "→" not in text(replace(changed, figure=("1" * 12, "2" * 12)), width=100)
