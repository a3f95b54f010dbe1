"""Regular expressions of users: bounded in time, whatever they say and whatever they are held against."""

from __future__ import annotations

from time import process_time

import pytest

from livetui.errors import TooSlow
from livetui.model.filter import Pattern
from livetui.text.patterns import Finder

BAD = Pattern("(a|aa)+$")
WORDS = "a" * 4000 + "!"


def test_a_bad_expression_is_stopped_and_named() -> None:
    """One text can hold it for a moment only, and the message says which one it was."""
    start = process_time()
    with pytest.raises(TooSlow, match="takes too long") as caught:
        Finder()(BAD, WORDS)
    assert process_time() - start < 2
    assert caught.value.subject == "/(a|aa)+$/"


def test_all_texts_of_a_question_share_a_budget() -> None:
    """Many moments add up; another question begins anew."""
    finder = Finder(budget=0.02)

    def many() -> None:
        for _ in range(100_000):
            finder(Pattern("x.*y", any_case=True), "no such letters here " * 40)

    with pytest.raises(TooSlow):
        many()
    assert Finder()(Pattern("No", any_case=True), "no")


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [("^b$", "a\nb\nc", True), ("a.b", "a\nb", False), ("(?s)a.b", "a\nb", True), ("É", "e", False), ("é", "É", False),
     (r"\bwar\b", "warm", False), (r"\d+", "٣", True)],
)  # fmt: skip
def test_lines_have_ends_and_letters_are_as_they_are(source: str, text: str, found: bool) -> None:
    """Nothing is folded for a regular expression."""
    assert Finder()(Pattern(source), text) is found
