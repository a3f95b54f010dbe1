"""What a text must have for a regular expression to be found in it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from livetui.model.filter import Pattern
from livetui.model.pattern import fault
from livetui.model.pattern_needs import needs, odd_letters
from livetui.text.patterns import Finder


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("harbour strike", ("harbour strike",)),
        ("^Breaking", ("Breaking",)),
        (r"\b\d+ (dead|killed|wounded)\b", ("dead", "killed", "wounded")),
        ("ceasefire|truce", ("ceasefire", "truce")),
        ("war|", ()),
        ("abc*d?", ("ab",)),
        ("abc+de", ("abc",)),
        ("abc??d", ("ab",)),
        ("x{2,3}yz", ("yz",)),
        ("ab{,3}cd", ("cd",)),
        ("(foo)?bar", ("bar",)),
        ("(?:foo){0,2}", ()),
        ("(a(b|cd)ef)gh", ("ef",)),
        ("foo(?!bar)", ("foo",)),
        ("(?<=talks )on", ("on",)),
        ("(?P<n>foo)-(?P=n)", ("foo",)),
        (r"a\.b\-c", ("a.b-c",)),
        ("[abc]def[^]x]gh", ("def",)),
        (r"\x41bc", ()),
        ("(?i)war", ()),
        ("a(?#x)*bcd", ()),
        (r"\p{Lu}kyiv\N{EM DASH}", ("kyiv",)),
    ],
)
def test_runs_that_are_needed(source: str, expected: tuple[str, ...]) -> None:
    """The longest run of plain characters that can't be missing, one for each alternative; in doubt none."""
    assert fault(source) is None
    assert needs(Pattern(source)) == expected


def test_where_capitals_make_no_difference() -> None:
    """Runs are in small letters and of ASCII alone; some letters beyond it stand for others."""
    assert needs(Pattern("Kyiv talks", any_case=True)) == ("kyiv talks",)
    assert needs(Pattern("Šiauliai", any_case=True)) == ("iauliai",)
    assert set(odd_letters(("kyiv talks",))) == set("\u212a\u017f\u0130\u0131")
    assert odd_letters(("war",)) == ""


pieces = st.sampled_from(
    ("a", "b", "k", "s", "é", ".", "(", ")", "(?:", "|", "*", "+", "?", "{2}", "{,1}", "[ab]", "[^a]",
     r"\b", r"\w", r"\.", "^", "(?=")
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(pieces, min_size=1, max_size=10).map("".join), st.text("abksKS\u212a\u017fé. ", max_size=12), st.booleans()
)
def test_no_text_that_has_it_is_passed_over(source: str, text: str, any_case: bool) -> None:
    """Whatever is found has one of the runs, as SQLite looks for them."""
    assume(fault(source) is None)
    pattern = Pattern(source, any_case=any_case)
    runs = needs(pattern)
    if runs and Finder()(pattern, text):
        small = text.translate({upper: upper + 32 for upper in range(65, 91)}) if any_case else text
        odd = odd_letters(runs) if any_case else ""
        assert any(run in small for run in runs) or any(letter in text for letter in odd)
