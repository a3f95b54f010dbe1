"""The sample feed, read by livetui's own parts: it shows every kind of thing that the demo is to show."""

from __future__ import annotations

from itertools import pairwise

import pytest

from livetui.cli.demo_script import sample_feed
from livetui.engine.parse import parse_bytes
from livetui.model.entry import Entry
from livetui.model.quote import Certainty, Part, Quote
from livetui.model.wording import same_words
from livetui.model.words import tokens
from livetui.text.blocks import BlockKind, Style, read_body
from livetui.text.quotes import find_entry_quotes

ENTRIES = parse_bytes(
    sample_feed(), url="https://desk.example.org/feed.xml", content_type="application/rss+xml"
).entries

QUOTES = [
    # the entry, the first words of the quotation, who said them, who relayed them
    ("lq-20220304-troisieme-rencontre", "La salle reste", "un diplomate biélorusse", None),
    ("ew-48213", "We have forty", "Claire Vasseur", None),
    ("ew-48213", "Every hour", "Claire Vasseur", None),
    ("ed-fr-9077", "On remplit", "Oksana Tarnova", None),
    ("ed-fr-9077", "aucun bateau", "le commandement du port", None),
    ("db-2022-3-4-17", "Wir schicken", "Jana Kowal", None),
    ("db-2022-3-4-17", "Aber wir", "Jana Kowal", None),
    ("ew-48209", "We are still", "a spokesman for the rescuers", "Kyiv Independent"),
    ("lq-20220304-kiev-podolyak", "Ce que nous", "Kiev", None),
    ("lq-20220304-kiev-podolyak", "n’ont pas donné", "Mykhaïlo Podolyak", "RIA Novosti"),
    ("lq-20220304-kiev-podolyak", "Pour l’heure", "Mykhaïlo Podolyak|le conseiller", None),
    ("https://frontiere.example.org/reportages/cave", "Ici, on compte", "Andriy", None),
    ("https://frontiere.example.org/reportages/cave", "nos équipes", "les services d’urgence", "Kyiv Independent"),
    ("ed-en-9071", "We have agreed", "Vladimir Medinsky", None),
    ("lq-20220304-tchernihiv-bilan", "Nos équipes", "les services d’urgence", "Kyiv Independent"),
    ("ed-en-9068", "to keep a mistake", "a defence official", "AP"),
    ("ew-48190", "to keep a mistake", "a defence official", "AP"),
    ("lq-20220304-medinsky", "Nous savons", "Vladimir Medinsky", None),
    ("db-2022-3-4-11", "Es geht darum", "ein Mitarbeiter des Pentagon", "AP"),
    ("https://frontiere.example.org/reportages/neuvieme-nuit", "Les gens", "Marta Zielna", None),
    ("lq-20220304-mobilisation", "Personne", "une députée de l’opposition", None),
    ("ed-en-9064", "A corridor", "Tobias Renner", None),
    ("ed-fr-9058", "Je ne cesserai", "Vladimir Poutine", None),
    ("lq-20220303-accord-couloirs", "Nous nous reverrons", "un membre de la délégation ukrainienne", None),
    ("ew-48087", "Nobody insures", "a grain trader", None),
]


def by_id(entry_id: str) -> Entry:
    """The entry of that id."""
    return next(entry for entry in ENTRIES if entry.id == entry_id)


def quotes_of(entry: Entry) -> tuple[Quote, ...]:
    """The quotations of an entry, as the second stage finds them."""
    document = read_body(entry.body, entry.body_kind, entry.url)
    return find_entry_quotes(entry.title, document.text, entry.lang)


def test_entries_come_newest_first_with_all_their_facts() -> None:
    """Twenty-five dated entries in three languages, each with title, link, author and tag."""
    dates = [entry.published for entry in ENTRIES]

    assert len(ENTRIES) == 25
    assert all(later is not None and earlier is not None and later > earlier for later, earlier in pairwise(dates))
    assert all(entry.title and entry.url and entry.authors and entry.tags for entry in ENTRIES)
    assert {entry.lang for entry in ENTRIES} == {"fr", "en", "de"}


def test_every_address_is_reserved_for_examples() -> None:
    """No link of the sample leads to somebody's real site (RFC 2606)."""
    links = [link.url for entry in ENTRIES for link in read_body(entry.body, entry.body_kind, entry.url).links]
    links += [entry.url or "" for entry in ENTRIES]
    links += [enclosure.url for entry in ENTRIES for enclosure in entry.enclosures]

    assert all(link.split("/")[2].endswith(".example.org") for link in links)


def test_bodies_show_what_the_detail_pane_can_draw() -> None:
    """Headings, paragraphs, both kinds of list, a quoted block, a picture's text, bold, italics and links occur."""
    blocks = [b for entry in ENTRIES for b in read_body(entry.body, entry.body_kind, entry.url).blocks]
    styles = {mark.style for block in blocks for mark in block.marks}

    assert {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.IMAGE} <= {
        block.kind for block in blocks
    }
    assert {"•", "1."} <= {block.marker for block in blocks}
    assert {Style.STRONG, Style.EM, Style.LINK} <= styles


@pytest.mark.parametrize("start", [0, 8], ids=["the file", "the demo at its start"])
def test_the_first_five_entries_hold_quotations(start: int) -> None:
    """Whoever opens the sample or the demo sees quotations with their speakers at once."""
    for entry in ENTRIES[start : start + 5]:
        assert any(quote.speaker for quote in quotes_of(entry)), entry.id


@pytest.mark.parametrize(("entry_id", "words", "speaker", "via"), QUOTES)
def test_each_quotation_has_its_speaker(entry_id: str, words: str, speaker: str, via: str | None) -> None:
    """Every quotation of the sample is found and attributed as a careful reader would."""
    found = [quote for quote in quotes_of(by_id(entry_id)) if quote.text.startswith(words)]

    assert [quote.speaker for quote in found] in [[name] for name in speaker.split("|")]
    assert found[0].via == via
    assert found[0].certainty != Certainty.UNKNOWN


@pytest.mark.parametrize(
    ("first", "second", "words", "equal"),
    [
        ("ew-48190", "ed-en-9068", "to keep a mistake", False),
        ("lq-20220304-tchernihiv-bilan", "https://frontiere.example.org/reportages/cave", "os équipes", True),
    ],
)
def test_words_of_an_agency_are_carried_by_two_sources(first: str, second: str, words: str, equal: bool) -> None:
    """One quotation stands in two outlets in the same words, another one not quite: both are to be linked."""
    one, other = (
        next(tokens(quote.text) for quote in quotes_of(by_id(entry_id)) if words in quote.text)
        for entry_id in (first, second)
    )
    assert same_words(one, other)
    assert (one == other) is equal


def test_a_stray_mark_is_repaired() -> None:
    """The opening mark before a mere full stop is recorded as a repair, and the full stop is not quoted."""
    repaired = [quote for quote in quotes_of(by_id("lq-20220304-kiev-podolyak")) if quote.repairs]

    assert [quote.text for quote in repaired] == [
        "Pour l’heure, nous n’avons de solution que pour les couloirs humanitaires, et pour rien d’autre"
    ]


def test_an_incise_is_cut_out() -> None:
    """The words « a-t-il dit » inside the marks are no part of the quotation."""
    (quote,) = quotes_of(by_id("lq-20220304-medinsky"))

    assert len(quote.segments) == 2
    assert "a-t-il dit" not in quote.text
    assert quote.text.endswith("une vraie avancée.") or quote.text.endswith("une vraie avancée")


def test_a_headline_quotes_too() -> None:
    """A headline of the form « Kiev : … » is a quotation in the title, without a cue."""
    (quote,) = [q for q in quotes_of(by_id("lq-20220304-kiev-podolyak")) if q.part is Part.TITLE]

    assert quote.text == "Ce que nous attendions de Moscou n’est pas venu"
    assert (quote.speaker, quote.cue) == ("Kiev", None)
