"""Regular expressions are let through only where `re` and what looks them up take them alike."""

from __future__ import annotations

import re
import warnings

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from livetui.errors import FilterError
from livetui.model import pattern
from livetui.model.filter import Pattern, parse, unparse
from livetui.text.patterns import Finder, compiled

_PARTS = (
    "a b { } {2} {1,2} {,3} {,} {e} {s<=1} [ ] ^ - \\ ( (? ) ? * + | . $ : [: :] [:alpha:] \\p{L} \\P{Han} \\p \\pL \\d"
    " \\w \\b \\Z \\z \\1 (?i) (?x) (?t) (?e) (?V1) (?P<n> (?P=n) (?: (?= (?<! (?> (?# # \\N{COLON} \\x41 \\0 && --"
    " || ~~ (?(1) (?i-s: \\K \\R \\X (?R) (?| (*FAIL) \\L<n> (?<n> é 9 e"
)
PARTS = _PARTS.split()
TEXTS = ("", "a", "ab", "aab", "{e}", "a{e}", ":alpha:", "[a:]", "é 9", "s<=1", "aa\nb", "]", "b}")


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=7).map("".join))
@settings(max_examples=400, deadline=None)
@example("a{e}")
@example("[[:alpha:]]")
@example("(?x)# [\n{e}")
def test_what_is_let_through_means_the_same_to_both(source: str) -> None:
    """It compiles, and finds what `re` finds."""
    if pattern.fault(source) is not None:
        return
    found = compiled(Pattern(source))
    if "\\p" in source or "\\P" in source:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = re.compile(source, re.MULTILINE)
    for text in TEXTS:
        theirs, ours = plain.search(text), found.search(text, timeout=1)
        assert (theirs and theirs.span()) == (ours and ours.span()), text


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("/{e}/", 1, "\\{"),
        ("/a{e}/", 2, "\\{"),
        ("title:/^{i}/", 8, "\\{"),
        ("/price|{s<=2}/", 7, "\\{"),
        ("/(?t)x/", 1, "only a, i, m, s and u"),
        ("/x[[:alpha:]]/", 3, "\\p{L}"),
        ("/\\p{Cyrilic}/", 1, "\\p{Cyrillic}"),
        ("/a\\pL/", 2, "\\p{L}"),
        ("/\\p{L}(/", 6, "can't be read"),
    ],
)
def test_what_is_not_is_refused_at_its_place(text: str, place: int, says: str) -> None:
    """The message points at the very character, and says how it is written instead."""
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert caught.value.position == place
    assert says in caught.value.problem


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("^\\p{Cyrillic}+$", "Киев", True),
        ("^\\p{Cyrillic}+$", "Kiev", False),
        ("[\\p{Han}x]{2}", "x小", True),
        ("\\P{L}", "été", False),
        ("a\\{e}", "a{e}", True),
        ("a{2}", "baab", True),
    ],
)
def test_properties_find_letters_and_scripts(source: str, text: str, found: bool) -> None:
    """For those who read other scripts than Latin."""
    assert unparse(parse(f"/{source}/")) == f"/{source}/"
    assert Finder()(Pattern(source), text) is found


def test_every_property_is_known_to_what_looks_it_up() -> None:
    """None of the names is ours alone."""
    for name in pattern.PROPERTIES:
        regex.compile(f"\\p{{{name}}}")
