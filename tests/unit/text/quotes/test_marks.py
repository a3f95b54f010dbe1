"""Quotation marks: pairs of each language, apostrophes and inches, and the repair of stray marks."""

from __future__ import annotations

import pytest

from livetui.text.quotes.loading import lang_tables
from livetui.text.quotes.marks import stretches
from livetui.text.quotes.stretch import paragraphs


def words(text: str, lang: str) -> list[str]:
    """The marked words of a text of one paragraph."""
    return [text[s.start : s.end] for s in stretches(text, 0, len(text), lang_tables(lang))]


def repairs(text: str, lang: str = "fr") -> list[tuple[str, list[str]]]:
    """The marked words with what was repaired."""
    found = stretches(text, 0, len(text), lang_tables(lang), lambda at: "dit" in text[at : at + 12])
    return [(text[s.start : s.end], s.repairs) for s in found]


@pytest.mark.parametrize(
    ("lang", "text", "want"),
    [
        ("fr", 'Un « mot\u00a0», l’« oasis », "deux" et “trois”.', ["mot", "oasis", "deux", "trois"]),
        ("en", '“One”, "two" and ‘three’.', ["One", "two", "three"]),
        ("de", '„Eins“, »zwei«, "drei" und „vier”.', ["Eins", "zwei", "drei", "vier"]),
        ("es", '«Uno», “dos” y "tres".', ["Uno", "dos", "tres"]),
        ("it", '«Uno», “due” e "tre".', ["Uno", "due", "tre"]),
        ("sv", "”Ett” och ”två”.", ["Ett", "två"]),
        ("ja", "「一」と『二』", ["一", "二"]),
        ("fr", "<<Un>> et ,,deux''", ["Un", "deux"]),
    ],
)
def test_pairs(lang: str, text: str, want: list[str]) -> None:
    """The language's own pairs, and any other known pair."""
    assert words(text, lang) == want


def test_nested_pairs_belong_to_the_outer_one() -> None:
    """Inner marks neither close the outer pair nor are listed."""
    assert words("« un « deux » trois “quatre” » fin", "fr") == ["un « deux » trois “quatre”"]
    assert words("“one ‘two’ three’s”", "en") == ["one ‘two’ three’s"]


def test_apostrophes_and_inches_are_no_marks() -> None:
    """Elisions, possessives, shortened years, feet and inches."""
    assert words("It's the workers' '90s screen, 27\" wide and 5' 10\" tall, isn't it?", "en") == []
    assert words("L’été d'hier, aujourd’hui l'\"oasis\" n’est plus", "fr") == ["oasis"]


def test_stray_marks_are_repaired_and_say_so() -> None:
    """Each fault of quotes people type: where the words begin and end, and the name of the repair."""
    assert repairs("Fin « . Le pont est fermé », dit Léa.") == [("Le pont est fermé", ["stray open"])]
    assert repairs("« Le pont est fermé. Puis il ajoute « La gare aussi »") == [
        ("Le pont est fermé.", ["missing close"]),
        ("La gare aussi", []),
    ]
    assert repairs("« Le pont est fermé. « La gare aussi »") == [("Le pont est fermé. « La gare aussi", ["continued"])]
    assert repairs("Il pleut. Le pont est fermé », dit Léa.") == [("Le pont est fermé", ["missing open"])]
    assert repairs("Il pleut » encore ici") == []
    assert repairs("Elle crie : « Le pont est fermé") == [("Le pont est fermé", ["unclosed"])]


def test_paragraphs_are_lines_but_wrapped_lines_are_joined() -> None:
    """Blank lines part; a line that goes on in small letters after a long one belongs to it."""
    wrapped = "A line that was cut at some seventy characters by an old mailer and\ngoes on here.\n\nNext"
    assert [wrapped[a:b][-8:] for a, b in paragraphs(wrapped)] == ["on here.", "Next"]
    assert [b - a for a, b in paragraphs("one\r\n\r\ntwo\x85three")] == [3, 3, 5]
