"""Where the words of a filter stand in a text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.model.filter import parse, tokens
from livetui.model.spots import Needle, Words, sought

LETTERS = (
    "ab ßÉe\u0301ﬁİıŁйи\u0306ЖΣς'’-_«»“” \u00a0停火麦ข้าวกがｶﾞ한ᄒ\u1161हिन्दीمُح\u0640שָׁ☂🙂👩\u200d🚀1½2x²\u00a8\ufe0f"
)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Grain deal; grain, GRAINS", "grain", ["Grain", "grain"]),
        ("The Grain deal; grain, GRAINS", "grain*", ["Grain", "grain", "GRAINS"]),
        ("a grain-deal, the deal on grain", '"grain deal"', ["grain-deal"]),
        ("Straße und STRASSE, strassen", "strasse", ["Straße", "STRASSE"]),
        ("L’État, un e\u0301tat", "etat", ["État", "e\u0301tat"]),
        ("Đà Nẵng", "nang", ["Nẵng"]),
        ("Мой дом, мои", "мой", ["Мой"]),
        ("俄乌停火谈判", "停火", ["停火"]),
        ("俄乌停火谈判", "停火 谈判", ["停火谈判"]),
        ("ข้าวสาลี", "ข้าว", ["ข้าว"]),
        ("قال مُحَمَّد اليوم", "محمد", ["مُحَمَّد"]),
        ("ﬁn ＡＢ", "fin ab", ["ﬁn", "ＡＢ"]),
        ("우크라이나 곡물", "곡물", ["곡물"]),
        ("grain or corn", "grain OR corn", ["grain", "corn"]),
        ("grain and corn", "grain -corn", ["grain"]),
        ("grain and corn", "-(grain corn)", []),
        ("Lagarde on rates", "said:lagarde quote:rates", ["Lagarde", "rates"]),
        ("a wire story", "source:wire tag:story is:unread", []),
        ("", "grain", []),
    ],
)
def test_words_are_found_as_they_stand(text: str, words: str, found: list[str]) -> None:
    """The words of the filter, whatever their case, accents and script; what is excluded is not looked for."""
    assert [text[start:end] for start, end in Words(text).spots(sought(parse(words)).text)] == found


def test_title_and_text_are_asked_for_their_own() -> None:
    """What is asked of the title alone is not found in the text."""
    wanted = sought(parse("title:grain text:corn deal"))
    assert [needle.words for needle in wanted.title] == [("grain",), ("deal",)]
    assert [needle.words for needle in wanted.text] == [("corn",), ("deal",)]
    assert sought(parse("is:unread")).empty


@given(st.text(LETTERS, max_size=40) | st.text(max_size=20))
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    """Each word is found where it stands, and no mark is torn from its letter."""
    words = Words(text)
    for word in tokens(text):
        spots = words.spots([Needle((word,))])
        assert spots
        for start, end in spots:
            assert 0 <= start < end <= len(text)
            assert word in tokens(text[start:end])


PLAIN = st.text("ab ßÉŁйЖΣς'-_«»停火麦한مחש☂1x", max_size=40)


@given(PLAIN, st.data())
def test_what_is_found_begins_and_ends_at_word_borders(text: str, data: st.DataObject) -> None:
    """Cutting the text there parts no word from another part of it."""
    words = tokens(text)
    if not words:
        return
    at = data.draw(st.integers(0, len(words) - 1))
    needle = Needle(tuple(words[at : at + data.draw(st.integers(1, 3))]), data.draw(st.booleans()))
    for start, end in Words(text).spots([needle]):
        assert tokens(text[:start]) + tokens(text[start:end]) + tokens(text[end:]) == words
        assert not text[end : end + 1] or not unicodedata.combining(text[end])
