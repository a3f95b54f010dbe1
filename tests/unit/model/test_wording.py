"""The same words in two places, and whom a name stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.model.speakers import differ, surname, together
from livetui.model.wording import same_words
from livetui.model.words import tokens

LONG = "We will rebuild every bridge on this river before the winter comes and nobody will pay for it"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LONG, LONG.upper() + " !", True),
        (LONG, "rebuild every bridge on this river", True),
        (LONG, "every bridge on this", False),
        (LONG, LONG.replace("for it", "for that"), True),
        (LONG, LONG.replace("winter", "summer").replace("every", "each"), False),
        ("every bridge on this", "Every bridge, on this…", True),
        ("very happy indeed", "very happy indeed", False),
        ("bridge on this river before", "we build a bridge on this river before winter", False),
        ("道は明日また開く予定だった", "その道は明日また開く予定だったと市長は言った", True),
        ("もちろん", "もちろん", False),
        ("", "", False),
    ],
)
def test_same_words(one: str, other: str, same: bool) -> None:
    """A part counts from six words, a whole from four; signs without spaces count half a word."""
    assert same_words(tokens(one), tokens(other)) is same
    assert same_words(tokens(other), tokens(one)) is same


words = st.lists(st.sampled_from("abcdefgh"), max_size=14)


@given(words, words)
def test_it_holds_both_ways(one: list[str], other: list[str]) -> None:
    """Containment is the same from either side, and a part of six words or more is contained."""
    assert same_words(one, other) == same_words(other, one)
    if len(one) >= 6:
        assert same_words(one, other + one) or len(set(one)) < 6
        assert same_words(one, one)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Podolyak", "podolyak"),
        ("Mikhaïlo Podolyak", "podolyak"),
        ("Ursula von der Leyen", "leyen"),
        ("von der Leyen", "leyen"),
        ("Jean d’Ormesson", "ormesson"),
        ("Bashar al-Assad", "assad"),
        ("the minister", None),
        ("Der Sprecher", None),
        ("le porte-parole du Kremlin", None),
        ("Elle", None),
        ("", None),
        (None, None),
    ],
)
def test_surname(name: str | None, expected: str | None) -> None:
    """The last word of a name; a description or a pronoun has none."""
    assert surname(name) == expected


def test_whom_a_short_form_stands_for() -> None:
    """The one full name that ends with it; an initial stands for a first name; of two nobody is guessed."""
    assert together(["podolyak", "mikhailo podolyak", "m podolyak"]) == dict.fromkeys(
        ["podolyak", "mikhailo podolyak", "m podolyak"], "mikhailo podolyak"
    )
    assert together(["bell", "ann bell", "jo bell", "a bell"]) == {
        "bell": "bell", "ann bell": "ann bell", "jo bell": "jo bell", "a bell": "ann bell",
    }  # fmt: skip


def test_who_differs() -> None:
    """Two people with names; a form of the same name, a description or nobody is no finding."""
    assert differ("Ann Bell", "Lena Marsh")
    for other in ("Bell", "A. Bell", "the mayor", "she", None):
        assert not differ("Ann Bell", other)
    assert not differ("Xi", "Xi Jinping")
