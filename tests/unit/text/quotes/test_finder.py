"""Quotations, their speakers, roles, cues and agencies, and that no text whatever breaks the finder."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livetui.model.quote import JOINER, Certainty, Part, Quote
from livetui.text.quotes import MOST, RULES, find_entry_quotes, find_quotes, has_tables, lang_tables
from quotekit import CASES, Case

ROWS = [pytest.param(case, id=f"{lang}: {case.label}") for lang, cases in CASES.items() for case in cases]
NEWS = [case.text for cases in CASES.values() for case in cases]


@pytest.mark.parametrize("case", ROWS)
def test_a_careful_reader_finds_the_same(case: Case) -> None:
    """Every pattern of every language: the words, who said them, and the words that say so."""
    quotes = find_quotes(case.text, case.lang)
    assert case.found(quotes) == list(case.quotes)


def test_offsets_count_in_the_text_as_given() -> None:
    """A byte order mark, carriage returns and control characters count as they stand."""
    text = "\ufeffLe port\r\n\r\n\x07« Rien ne bouge ici », a dit\tLéa Morin.\r\n"
    (quote,) = find_quotes(text, "fr")
    assert text[slice(*quote.segments[0])] == "Rien ne bouge ici"
    assert quote.speaker_span is not None
    assert text[slice(*quote.speaker_span)] == "Léa Morin"


@pytest.mark.parametrize(
    ("lang", "title", "text", "speaker"),
    [
        ("fr", None, "La ministre Odette Roux a vu le port. « Il rouvrira », a-t-elle dit.", "Odette Roux"),
        ("fr", None, "Le préfet Marc Roux a vu le port avec Odette Galland. « Il rouvrira », a-t-elle dit.", "elle"),
        ("fr", None, "Le pont a été fermé. « Il rouvrira », a-t-il dit.", "il"),
        ("fr", "Odette Roux promet un port neuf", "Le port est clos. « Il rouvrira », dit-elle.", "Odette Roux"),
        ("en", None, "“We left,” said Carl Boothe. Ann Lee, from Hull, stayed. “I had to,” she said.", "Ann Lee"),
        ("en", None, "“We left,” said Carl Boothe. The harbour closed at noon. “I had to,” he said.", "Carl Boothe"),
        ("en", None, "Ann Lee runs the port.\n\nIt closed.\n\nNobody came.\n\n“I was alone,” she said.", "she"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_the_person_a_reader_would_think_of(
    lang: str, title: str | None, text: str, speaker: str
) -> None:
    """The latest who spoke or whom one of two sentences before is about, else the headline's; never a mere guess."""
    quote = find_entry_quotes(title, text, lang)[-1]
    assert quote.speaker == speaker
    assert quote.certainty is Certainty.LIKELY


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "role"),
    [
        ("fr", "« C’est fini pour ce soir », a dit le directeur du port, Jean Roux.", "Jean Roux", "directeur du port"),
        ("fr", "« C’est fini pour ce soir », a dit Jean Roux, directeur du port.", "Jean Roux", "directeur du port"),
        (
            "fr",
            "« C’est fini pour ce soir », a dit un responsable du port.",
            "un responsable du port",
            "responsable du port",
        ),
        ("fr", "« C’est fini pour ce soir », a indiqué la préfecture.", "la préfecture", None),
        ("en", "“It is over for tonight,” said spokeswoman Ann Lee.", "Ann Lee", "spokeswoman"),
        ("en", "“It is over for tonight,” said Ann Lee, head of the port.", "Ann Lee", "head of the port"),
        ("de", "„Für heute ist Schluss“, sagte die Sprecherin Anna Lehr.", "Anna Lehr", "Sprecherin"),
        ("es", "“Se acabó por esta noche”, dijo la portavoz Ana Lara.", "Ana Lara", "portavoz"),
        ("it", "“Per stasera è finita”, ha detto la portavoce Anna Lari.", "Anna Lari", "portavoce"),
    ],
)
def test_name_and_role_are_kept_apart(lang: str, text: str, speaker: str, role: str | None) -> None:
    """The role never swallows the name, whichever of the two comes first."""
    (quote,) = find_quotes(text, lang)
    assert (quote.speaker, quote.role) == (speaker, role)


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "via"),
    [
        ("fr", "« Le gué est impraticable », a déclaré à l’AFP Léa Morin.", "Léa Morin", "AFP"),
        ("fr", "« Le gué est impraticable », a dit Léa Morin, citée par l’agence Belga.", "Léa Morin", "Belga"),
        ("en", "“The ford cannot be crossed,” Lea Moran told Reuters.", "Lea Moran", "Reuters"),
        ("de", "„Die Furt ist gesperrt“, sagte Lea Mohr gegenüber der dpa.", "Lea Mohr", "dpa"),
        ("de", "„Die Furt ist gesperrt“, sagte ein Helfer des Pentagon der Agentur AP.",
         "ein Helfer des Pentagon", "AP"),
        ("de", "„Die Furt ist gesperrt“, sagte Minister Leo Mohr der Nachrichtenagentur dpa.", "Leo Mohr", "dpa"),
        ("de", "„Die Furt ist gesperrt“, sagte ein Sprecher der Deutschen Presse-Agentur am Freitag.",
         "ein Sprecher", "Deutschen Presse-Agentur"),
        ("de", "„Die Furt ist gesperrt“, sagte der Chef der Agentur, Leo Mohr.", "Leo Mohr", None),
        ("de", "„Die Furt ist gesperrt“, teilte die Agentur AP mit.", "AP", None),
        ("es", "“El vado está cortado”, dijo Lea Mora a EFE.", "Lea Mora", "EFE"),
        ("it", "“Il guado è chiuso”, ha detto Lea Mori all’ANSA.", "Lea Mori", "ANSA"),
        ("en", "PORT ELLERY (AP) — “The ford cannot be crossed,” said Lea Moran.", "Lea Moran", "AP"),
        ("en", "“The ford cannot be crossed,” Lea Moran told neighbours.", "Lea Moran", None),
    ],
)  # fmt: skip
def test_the_agency_that_relays_is_no_speaker(lang: str, text: str, speaker: str, via: str | None) -> None:
    """An agency spoken to, citing, or in the dateline is the via; anybody else spoken to is not."""
    (quote,) = find_quotes(text, lang)
    assert (quote.speaker, quote.via) == (speaker, via)


def test_certainty_says_how_the_speaker_was_found() -> None:
    """A cue is sure; a pronoun, a repair or a speaker carried over is likely; nothing is unknown."""
    text = (
        "« Le lac monte encore », a dit Léa Morin. « Il faudra dormir ailleurs cette nuit. » Le vent tourne.\n"
        "« Nous restons ici jusqu’au bout », a-t-elle ajouté.\n"
        "« On ne part pas sans les bêtes. »"
    )
    found = [(q.speaker, q.certainty) for q in find_entry_quotes(None, text, "fr")]
    assert found == [
        ("Léa Morin", Certainty.SURE),
        ("Léa Morin", Certainty.LIKELY),
        ("Léa Morin", Certainty.LIKELY),
        (None, Certainty.UNKNOWN),
    ]


def test_a_name_that_merely_stands_near_is_not_taken() -> None:
    """Without words that report, a name beside the marks is nobody's speaker."""
    (quote,) = find_quotes(
        "Marc Tessier traverse le pont. « La crue arrive par le nord ! » Claire Dautun ferme les volets.", "fr"
    )
    assert (quote.speaker, quote.speaker_span, quote.certainty) == (None, None, Certainty.UNKNOWN)


def test_pronouns_are_not_resolved_across_posts() -> None:
    """In a text of several posts, "he" never stands for somebody of another post."""
    text = (
        "08:10\nThe ferry master, Tom Hale, said the quay was closed to everyone but the crews.\n"
        "08:25\n“We will open again at noon if the wind drops,” he said.\n"
    )
    (quote,) = find_quotes(text, "en")
    assert quote.speaker == "he"


def test_words_over_paragraphs_are_one_quotation() -> None:
    """A paragraph that opens with a mark while one is open goes on with it; the last one closes."""
    text = "Ann Lee said: “The river rose at noon.\n\n“By night it was in the church.”\n\nShe left."
    (quote,) = find_entry_quotes(None, text, "en")
    assert quote.text == f"The river rose at noon.{JOINER}By night it was in the church."
    assert quote.speaker == "Ann Lee"


def test_a_turn_of_dialogue_after_a_dash() -> None:
    """In French a dash opens a turn, if words in it say who speaks; a list item does not."""
    text = "— Le bac ne passe plus, dit Odile, il faut attendre.\n— Le prix du pain monte.\n"
    found = find_entry_quotes(None, text, "fr")
    assert (found[0].text, found[0].speaker) == (f"Le bac ne passe plus{JOINER}il faut attendre.", "Odile")
    assert find_entry_quotes(None, "– Trafic coupé entre Lormont et Valserre\n– Gare fermée\n", "fr") == ()


def test_the_title_is_a_headline() -> None:
    """Quotations of the title come first and say so; their offsets count in the title."""
    title, text = "„Wir zahlen sofort“: Brandt", "Die Ministerin Karla Brandt sagte: „Das Geld ist da.“"
    first, second = find_entry_quotes(title, text, "de")
    assert (first.part, first.speaker, title[slice(*first.segments[0])]) == (Part.TITLE, "Brandt", "Wir zahlen sofort")
    assert (second.part, second.speaker) == (Part.TEXT, "Karla Brandt")


def test_languages_without_tables_still_have_marks() -> None:
    """The generic table knows every pair of marks; nobody is named."""
    assert has_tables("fr-CA")
    assert not has_tables("nb")
    (quote,) = find_quotes("«Vi venter på regnet i natt», sa hun.", "nb")
    assert (quote.text, quote.speaker) == ("Vi venter på regnet i natt", None)
    assert lang_tables("nb").words == {}


def test_the_language_is_guessed() -> None:
    """Without a language, the text's own words tell which tables to use."""
    (quote,) = find_quotes(
        "„Wir haben alles versucht“, sagte der Sprecher der Stadt, aber das Wasser ist nicht gefallen."
    )
    assert quote.speaker == "der Sprecher der Stadt"
    assert RULES >= 1


def sound(text: str, quotes: tuple[Quote, ...]) -> None:
    """What holds for every quotation of every text."""
    for q in quotes:
        assert q.segments
        at = 0
        for a, b in q.segments:
            assert at <= a < b <= len(text)
            at = b
        assert q.text == JOINER.join(text[a:b] for a, b in q.segments)
        assert (q.speaker is None) == (q.speaker_span is None) == (q.certainty is Certainty.UNKNOWN)
        if q.speaker_span:
            assert 0 <= q.speaker_span[0] < q.speaker_span[1] <= len(text)


LANGUAGES = st.sampled_from(["fr", "en", "de", "es", "it", "sv", None])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(alphabet=st.sampled_from("aB é.,:;!?…«»“”„\"'’‘—-()\r\n\t0\ufeff\x00 said dit il"), max_size=200), LANGUAGES
)
def test_any_text_is_read(text: str, lang: str | None) -> None:
    """No run of marks and letters raises, and spans stay sound."""
    sound(text, find_quotes(text, lang))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(NEWS), min_size=1, max_size=4), st.data(), LANGUAGES)
def test_mutated_news_is_read(parts: list[str], data: st.DataObject, lang: str | None) -> None:
    """News with marks dropped, doubled, swapped or cut anywhere raises nothing."""
    text = "\n".join(parts)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        put = data.draw(st.sampled_from(["", "«", "»", "“", "”", '"', "'", "\n", ", dit-il, ", " said ", ". ", "\x1b"]))
        text = text[:at] + put + text[at + data.draw(st.integers(0, 3)) :]
    sound(text, find_quotes(text, lang))


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "« ",
        "« a. ",
        "«“‘’”»",
        '"a b c d" said ',
        "« x » selon d’après ",
        "— a, dit-il, b\n",
        "of the man ",
        "a ",
        "a",
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_hostile_texts_take_time_in_proportion(unit: str, lang: str) -> None:
    """Eight times as much hostile text takes about eight times as long, not sixty-four."""

    def seconds(count: int) -> float:
        text = "“a b c d,” said " + unit * count
        began = time.process_time()
        find_quotes(text, lang)
        return time.process_time() - began

    count = 600 if len(unit) > 1 else 4_000
    # Between 8 (in proportion) and 64 (its square); a busy machine gets five tries to show the first.
    assert any(seconds(8 * count) < 32 * seconds(count) + 0.1 for _ in range(5))


@pytest.mark.parametrize("mark", ["« a b c d » ", "“a\n"])
def test_text_made_of_marks_is_read_in_part(mark: str) -> None:
    """A text of nothing but marks gives no more than a text may have; what stands at its head is found all the same."""
    found = find_entry_quotes(None, "« Le gué est fermé », a dit Léa Morin.\n" + mark * (MOST + 2000), "fr")
    assert found[0].speaker == "Léa Morin"
    assert sum(len(quote.segments) for quote in found) <= MOST + 1


@pytest.mark.parametrize(
    ("text", "lang", "speaker"),
    [
        ("“We will go now to town,” said Zoë Smith.", "en", "Zoë Smith"),
        ("« Nous irons demain matin », a déclaré Élise Lefèvre.", "fr", "Élise Lefèvre"),
    ],
)
def test_accents_written_as_marks_of_their_own(text: str, lang: str, speaker: str) -> None:
    """A text in the decomposed form, as some systems write it, says the same: name and offsets are whole."""
    apart = unicodedata.normalize("NFD", text)
    (quote,) = find_quotes(apart, lang)
    assert quote.speaker_span is not None
    assert unicodedata.normalize("NFC", apart[slice(*quote.speaker_span)]) == speaker
