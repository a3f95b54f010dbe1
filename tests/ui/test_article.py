"""An article as it is drawn: title, facts, highlighted quotations, who said what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

from fakes import NOW, article, entry, quote
from livetui.model.quote import Certainty, Part, Quote
from livetui.model.saying import Carried
from livetui.ui.article import NOT_CARRIED, facts, leaf, said
from livetui.ui.body import with_marks
from livetui.ui.carrying import carried_paras
from livetui.ui.highlights import UNLIT_ARTICLE
from livetui.ui.page import Para
from livetui.ui.speakers import hue
from livetui.ui.times import when

BODY = "<p>Premier alinéa.</p><p>Moscou : « une avancée », dit Medinsky, « une trêve ».</p>"
TEXT = "Premier alinéa.\nMoscou : « une avancée », dit Medinsky, « une trêve »."


def interrupted() -> Quote:
    """A quotation in two segments."""
    first, second = TEXT.index("une avancée"), TEXT.index("une trêve")
    at = TEXT.index("Medinsky")
    return Quote(
        ((first, first + 11), (second, second + 9)),
        "une avancée … une trêve",
        speaker="Medinsky",
        speaker_span=(at, at + 8),
        role="négociateur",
        via="TASS",
        certainty=Certainty.SURE,
    )


def coloured(paras: tuple[Para, ...]) -> list[tuple[str, str | None, str]]:
    """Every stretch that stands out: its words, ground or colour, attributes."""
    return [
        (para.text[dye.start : dye.end], dye.ground or dye.colour, dye.attributes)
        for para in paras
        for dye in para.dyes
    ]


def test_quotations_are_highlighted_with_their_marks() -> None:
    """Each segment has the speaker's ground from mark to mark, and the speaker's name the same colour."""
    shown = leaf(article(entry(NOW, "Titre", BODY, quotes=[interrupted()])), NOW, UTC, with_quotes=False)
    shade = hue("Medinsky")
    assert coloured(shown.paras) == [
        ("« une avancée »", f"tint-{shade}", ""),
        ("Medinsky", f"speaker-{shade}", "bold"),
        ("« une trêve »", f"tint-{shade}", ""),
    ]
    para, offset = shown.places[0]
    assert shown.paras[para].text[offset:].startswith("une avancée")


def test_a_quotation_in_the_title_is_highlighted_there() -> None:
    """Offsets of the part "title" count in the title."""
    title = "Kiev : « des couloirs »"
    found = quote(title, "des couloirs", "Kiev", part=Part.TITLE)
    shown = leaf(article(entry(NOW, title, "Texte.", quotes=[found])), NOW, UTC, with_quotes=False)
    assert ("« des couloirs »", f"tint-{hue('Kiev')}", "") in coloured(shown.paras[:1])
    assert not coloured(shown.paras[1:])


def test_who_said_what_names_speaker_role_and_agency() -> None:
    """One line for the speaker, one for the words with the marks of the text."""
    lines = [
        para.first + para.text
        for para in said(
            article(entry(NOW, "Titre", BODY, quotes=[interrupted()])), NOT_CARRIED, UNLIT_ARTICLE, NOW, UTC
        ).paras
    ]
    assert lines == ["❝ Medinsky  négociateur · via TASS", "  « une avancée … une trêve »"]


def test_doubt_is_drawn_as_doubt() -> None:
    """A likely speaker has a question mark and italics; an unknown one is a dash without a colour."""
    body = "Medinsky would not say. It was “over”, and “done”."
    likely = quote(body, "over", "Medinsky", certainty=Certainty.LIKELY)
    unknown = quote(body, "done")
    paras = said(article(entry(NOW, "T", body, quotes=[likely, unknown])), NOT_CARRIED, UNLIT_ARTICLE, NOW, UTC).paras
    assert paras[0].text.startswith("Medinsky?")
    assert "italic" in paras[0].dyes[0].attributes
    assert paras[3].text == "—"
    assert paras[4].dyes[0].ground == "tint"


def test_one_speaker_has_one_colour_however_named() -> None:
    """Full name, family name, accents and case lead to the same colour."""
    assert hue("Mikhaïlo Podolyak") == hue("PODOLYAK") == hue("Mikhailo Podolyak")
    assert hue(None) is None


def test_marks_around_a_segment_belong_to_it() -> None:
    """Marks are found across the blanks that French sets inside them, and nothing else is taken in."""
    text = "dit-il, «\u00a0oui\u00a0», et non"
    assert text[slice(*with_marks(text, (10, 13)))] == "«\u00a0oui\u00a0»"
    assert with_marks("he said yes", (8, 11)) == (8, 11)
    american = "“a war,” he said"
    assert american[slice(*with_marks(american, (1, 6)))] == "“a war,”"


def test_quotations_of_other_words_do_no_harm() -> None:
    """Offsets beyond the text, as after a repair of the cache, are drawn as far as they go."""
    late = Quote(((40, 60), (70, 90)), "words", speaker="Berg", speaker_span=(95, 99), certainty=Certainty.SURE)
    shown = leaf(article(entry(NOW, "T", "Short text.", quotes=[late])), NOW, UTC, with_quotes=True)
    assert any(para.text.startswith("Berg") for para in shown.paras)


def test_a_role_that_names_the_speaker_is_not_said_twice() -> None:
    """Somebody known by the role alone has one name in who said what."""
    body = "“The room is ready”, said a Belarusian diplomat."
    spoken = quote(body, "The room is ready", "a Belarusian diplomat", role="Belarusian diplomat", via="RIA")
    first, *_ = said(article(entry(NOW, "T", body, quotes=[spoken])), NOT_CARRIED, UNLIT_ARTICLE, NOW, UTC).paras
    assert first.text == "a Belarusian diplomat  via RIA"


def test_the_facts_stand_in_one_line() -> None:
    """Source, local time, authors, when it was revised, language."""
    cached = entry(NOW - timedelta(minutes=9), "T", revisions=2, changed_at=NOW, lang="fr", starred=True)
    line = facts(cached, NOW, UTC)
    assert line.text == "Example Wire · 14:28 · revised 14:37 ✎2 · fr · ★"
    assert [line.text[dye.start : dye.end] for dye in line.dyes] == ["revised 14:37 ✎2"]
    assert when(NOW - timedelta(days=1), NOW, UTC) == "3 Mar 14:37"
    assert when(NOW - timedelta(days=400), NOW, UTC) == "28 Jan 2021 14:37"


def test_links_are_listed_and_pictures_are_captions() -> None:
    """Addresses of links stand below the text; a picture is its description."""
    body = '<p>See <a href="https://example.org/x">the report</a>.</p><p><img src="x.png" alt="A bridge"></p>'
    text = "\n".join(
        para.first + para.text for para in leaf(article(entry(NOW, "T", body)), NOW, UTC, with_quotes=False).paras
    )
    assert "[1] the report  https://example.org/x" in text
    assert "▣ A bridge" in text


def test_another_wording_shows_what_differs() -> None:
    """Words that only the other one has stand out in it; where it merely lacks some, those are named."""
    body = "“We agreed on a safe way out of the town”, said Berg."
    spoken = quote(body, "We agreed on a safe way out of the town", "Berg")
    longer = Carried(
        7, 0, "Der Bote", NOW, "Berg", "We agreed on a safe and quick way out of the town", other_words=True
    )
    (found,) = carried_paras(spoken, [longer], NOW, UTC)
    assert found.first + found.text == (
        "  ≠ another wording in Der Bote 14:37: “We agreed on a safe and quick way out of the town”"
    )
    assert [found.text[dye.start : dye.end] for dye in found.dyes] == ["another wording", "and quick"]
    shorter = replace(longer, text="We agreed on a way out of the town")
    (found,) = carried_paras(spoken, [shorter], NOW, UTC)
    assert found.text.endswith("“We agreed on a way out of the town”, without “safe”")
    assert [found.text[dye.start : dye.end] for dye in found.dyes] == ["another wording", "safe"]


def test_a_piece_of_the_same_words_is_no_finding() -> None:
    """Who has less of a quotation, or more, is listed with the others, and which of them it is."""
    body = "“We agreed on a safe way out of the town”, said Berg."
    spoken = quote(body, "We agreed on a safe way out of the town", "Berg")
    same = Carried(6, 0, "Example Wire", NOW, None, spoken.text)
    piece = Carried(7, 0, "Der Bote", NOW, "Berg", "a safe way out of the town", other_words=True)
    (line,) = carried_paras(spoken, [same, piece], NOW, UTC)
    assert line.text == "also in Example Wire 14:37, Der Bote 14:37 (shorter)"


def test_many_who_carry_the_words_are_counted() -> None:
    """A few are named, the rest is a number; a source is named once for the same minute."""
    body = "“We agreed on a safe way”, said Berg."
    spoken = quote(body, "We agreed on a safe way", "Berg")
    all_of_them = [Carried(n, 0, f"Source {n // 2}", NOW, "Berg", spoken.text) for n in range(14)]
    (line,) = carried_paras(spoken, all_of_them, NOW, UTC)
    assert line.text == "also in Source 0 14:37, Source 1 14:37, Source 2 14:37, Source 3 14:37 and 3 more"
    others = [replace(each, speaker="Dahl", other_speaker=True) for each in all_of_them]
    *_, last = carried_paras(spoken, others, NOW, UTC)
    assert last.text == "and 11 more that differ"


def test_a_withdrawn_post_without_title_begins_with_its_text_and_says_since_when() -> None:
    """No line says that there is no title where the text stands."""
    gone = replace(entry(NOW, "", BODY), withdrawn=True, withdrawn_at=NOW - timedelta(minutes=5))
    gone = replace(gone, entry=replace(gone.entry, title=None))
    words = [para.text for para in leaf(article(gone), NOW, UTC, with_quotes=False).paras]
    assert not any("no title" in each for each in words)
    assert any(f"seen {when(NOW - timedelta(minutes=5), NOW, UTC)};" in each for each in words)
