"""What counts as the same word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.model.words import GAP, fold, padded, padded_all, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’État, c'est", ["l", "etat", "c", "est"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("e\u0301te\u0301 été", ["ete", "ete"]),
        ("Łódź Đà Nẵng Ø İzmir ılık", ["lodz", "da", "nang", "o", "izmir", "ilik"]),
        ("Ελλάδα ὈΔΥΣΣΕΎΣ", ["ελλαδα", "οδυσσευσ"]),
        ("Зелёный мой мои", ["зеленый", "мой", "мои"]),
        ("ﬁn ＡＢ x²", ["fin", "ab", "x2"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("مُحَمَّد محمد", ["محمد", "محمد"]),
        ("שָׁלוֹם שלום", ["שלום", "שלום"]),
        ("우크라이나 곡물", ["우크라이나", "곡물"]),
        ("北京abc 14:32", ["北", "京", "abc", "14", "32"]),
        ("foo_bar+baz ++ —", ["foo", "bar", "baz"]),
        ("☂🙂", ["☂", "🙂"]),
        ("", []),
    ],
)
def test_words_are_folded_and_parted(text: str, expected: list[str]) -> None:
    """Case, accents, points and width make no difference; letters that differ in kind do."""
    assert tokens(text) == expected


def test_voiced_kana_stay_apart() -> None:
    """A mark that makes another letter is no accent."""
    assert tokens("がか") == [unicodedata.normalize("NFC", "が"), "か"]


@given(st.text())
def test_the_index_reads_tokens_back_as_they_are(text: str) -> None:
    """A token is lower case letters and digits or beyond ASCII, so the index's plain tokenizer keeps each whole."""
    assert all(
        not letter.isascii() or letter in "0123456789abcdefghijklmnopqrstuvwxyz" for t in tokens(text) for letter in t
    )
    assert padded(text).split() == tokens(text)
    assert GAP not in padded(text)


@given(st.text())
def test_composed_or_not_makes_no_difference(text: str) -> None:
    """The same text in another normal form has the same words."""
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(unicodedata.normalize("NFC", text))


def test_values_of_a_list_stay_apart() -> None:
    """No phrase reaches from one tag into the next."""
    assert padded("black sea") in padded_all(("black sea", "trade"))
    assert padded("sea trade") not in padded_all(("black sea", "trade"))
    assert fold("É") == "e"
