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
    "sv": "Bron har varit stängd sedan i går kväll och de som bor i dalen kan inte ta sig hem.",
    "da": "Broen har været lukket siden i går aftes, og beboerne i dalen kan ikke komme hjem.",
    "no": "Broen har vært stengt siden i går kveld, og folk i dalen kommer seg ikke hjem etter jobb.",
    "cs": "Most je zavřený od včerejšího večera a obyvatelé údolí se nemohou vrátit domů.",
    "sk": "Most je zatvorený od včerajšieho večera a obyvatelia doliny sa nemôžu vrátiť domov.",
    "fi": "Silta on ollut suljettuna eilisillasta lähtien, eivätkä laakson asukkaat pääse kotiin.",
    "tr": "Köprü dün akşamdan beri kapalı ve vadide yaşayanlar evlerine dönemiyor.",
    "ro": "Podul este închis de aseară și locuitorii din vale nu se pot întoarce acasă.",
    "hu": "A híd tegnap este óta zárva van, és a völgy lakói nem tudnak hazamenni.",
    "be": "Мост зачынены з учарашняга вечара, і жыхары даліны не могуць вярнуцца дадому, бо ўсё заліло.",
    "bg": "Мостът е затворен от снощи и жителите на долината не могат да се приберат у дома, а пътят е под вода.",
    "sr": "Мост је затворен од синоћ и становници долине не могу да се врате кући, а пут је под водом.",
    "el": "Η γέφυρα είναι κλειστή από χθες το βράδυ και οι κάτοικοι της κοιλάδας δεν μπορούν να γυρίσουν σπίτι.",
    "he": "הגשר סגור מאתמול בערב ותושבי העמק אינם יכולים לחזור לבתיהם.",
    "fa": "پل از دیشب بسته است و ساکنان دره نمی‌توانند به خانه‌های خود برگردند.",
    "ko": "다리는 어젯밤부터 폐쇄되어 계곡 주민들이 집에 돌아가지 못하고 있다.",
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


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Le pont de Vercel fermé jusqu’à lundi après la crue", "fr"),
        ("Water stops at the old mill, but the road is still closed", "en"),
        ("Brücke bei Halden nach dem Hochwasser weiter gesperrt", "de"),
        ("El puente sigue cerrado tras la crecida del río", "es"),
        ("Il ponte resta chiuso dopo la piena del fiume", "it"),
        ("Ponte continua fechada após a cheia e moradores não voltam", "pt"),
        ("Brug blijft dicht na hoog water, bewoners niet naar huis", "nl"),
        ("Most pozostaje zamknięty po powodzi, mówi burmistrz", "pl"),
        ("Bron fortfarande stängd efter översvämningen", "sv"),
        ("Most zůstává po povodni uzavřený, lidé se nemohou vrátit", "cs"),
        ("Silta pysyy suljettuna tulvan jälkeen, sanoo kunta", "fi"),
        ("Köprü selden sonra kapalı kalmaya devam ediyor", "tr"),
        ("Мост остаётся закрытым после паводка", "ru"),
        ("Міст залишається закритим після повені", "uk"),
        ("«Вода буде тут до ранку», сказав староста села", "uk"),
        ("«Вода стоит тут до утра», сказал староста села", "ru"),
    ],
)
def test_a_headline_is_mostly_enough(text: str, lang: str) -> None:
    """A few words, an ending or a letter tell; nothing is taken for another language."""
    assert guess(text) == lang


def test_foreign_words_do_not_turn_a_text() -> None:
    """A quoted sentence in another script or language leaves the text in its own."""
    assert guess("Der Sprecher sagte auf dem Platz: «Мы не уйдём», und die Leute sind nicht gegangen.") == "de"
    assert (
        guess("Il l’a dit en anglais : “we are not afraid of the water”, et les gens sont restés dans la rue.") == "fr"
    )
    assert (
        guess("Министр сказал, что город не сдастся: «Київ стоїть» — так и написали на стене, мы это видели.") == "ru"
    )


def test_single_letters_tell_nothing() -> None:
    """A list or a formula is in no language."""
    assert guess("a b c s v z k o u") is None
