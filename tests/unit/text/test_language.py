"""The light guess at a language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.text.language import guess

SAMPLES = {
    "fr": "Le pont est fermé depuis hier soir et les habitants de la vallée ne peuvent pas rentrer chez eux.",
    "en": "The bridge has been closed since last night and the people of the valley cannot go home.",
    "de": "Die Brücke ist seit gestern Abend gesperrt, und die Bewohner des Tals können nicht nach Hause.",
    "es": "El puente está cerrado desde anoche y los vecinos del valle no pueden volver a sus casas.",
    "it": "Il ponte è chiuso da ieri sera e gli abitanti della valle non possono tornare a casa.",
    "pt": "A ponte está fechada desde ontem à noite e os moradores do vale não podem voltar para casa.",
    "nl": "De brug is sinds gisteravond afgesloten en de bewoners van het dal kunnen niet naar huis.",
    "pl": "Most jest zamknięty od wczoraj i mieszkańcy doliny nie mogą wrócić do domu, bo się boją.",
    "ru": "Мост закрыт со вчерашнего вечера, и жители долины не могут вернуться домой.",
    "uk": "Міст закритий з учорашнього вечора, і мешканці долини не можуть повернутися додому.",
    "zh": "大桥从昨晚起关闭，山谷里的居民无法回家。",
    "ja": "橋は昨夜から閉鎖されており、谷の住民は帰宅できない。",
    "ar": "الجسر مغلق منذ مساء أمس ولا يستطيع سكان الوادي العودة إلى منازلهم.",
}


@pytest.mark.parametrize(("lang", "text"), SAMPLES.items())
def test_a_sentence_is_enough(lang: str, text: str) -> None:
    """One plain sentence tells the language, by its script or its small words."""
    assert guess(text) == lang


@pytest.mark.parametrize("text", ["", "…", "12:30 — 45 %", "Tchernihiv Odessa Brest", "OK", "a"])
def test_unsure_is_none(text: str) -> None:
    """Names, numbers and single words are no language."""
    assert guess(text) is None


@given(st.text(max_size=200))
def test_any_text_has_a_guess_or_none(text: str) -> None:
    """Nothing raises; an answer is a primary subtag."""
    found = guess(text)
    assert found is None or (found.islower() and len(found) == 2)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("« Nous irons demain », a déclaré Emmanuel Macron.", "fr"),
        ("«Iremos mañana», dijo Pedro Sánchez.", "es"),
        ("«Andremo domani», ha detto Mario Draghi.", "it"),
        ("John Smith said “hello my friend”.", "en"),
        ("„Wir gehen jetzt nach Hause“, sagte Angela Merkel.", "de"),
    ],
)
def test_a_reporting_word_tells_the_language_of_one_sentence(text: str, lang: str) -> None:
    """A quotation alone is enough to find out in which language its speaker is looked for."""
    assert guess(text) == lang


def test_single_letters_tell_nothing() -> None:
    """A list or a formula is in no language."""
    assert guess("a b c s v z k o u") is None
