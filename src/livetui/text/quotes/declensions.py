"""What the table of a language tells of its cases: endings, and the forms of the nouns it lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cases:
    """How the nouns of a language with cases and no articles end; all are endings of small letters."""

    adjectives: tuple[str, ...]
    """Of an adjective in the nominative."""
    genitives: tuple[str, ...]
    """Of a noun in the genitive, singular or plural."""
    oblique: tuple[str, ...]
    """That neither a subject nor a genitive has; adverbs may share them."""
    datives: tuple[str, ...]
    """Of a name in the dative: the one spoken to."""
    plurals: tuple[str, ...]
    """Of a verb in the third person plural, of which nobody need be the subject ("в полиции сообщили")."""
    within: frozenset[str]
    """Prepositions before the body that speaks there."""
    past: tuple[tuple[str, str], ...]
    """Of a verb in the past tense, with the gender and number that they tell, longest first."""


def declined(
    raw: dict[str, Any], key: str, fold: Callable[[str], str]
) -> tuple[list[tuple[str, str | None]], list[str]]:
    """The folded forms of the nouns that the content of a language's file lists under a key; one may come twice.

    Returns: those that a subject may have, with the gender and number that they tell, as in [pronouns], if any; and
        those in a case that no subject has, in every noun listed that has this form.
    """
    subjects: list[tuple[str, str | None]] = []
    others: list[str] = []
    for name, stems in raw.get(key, {}).items():
        declension = raw["declension"][name]
        gender = declension.get("gender")  # which the first of the forms tells
        ends = [(end, None if n else gender) for n, end in enumerate(fold(declension["subject"]).split())]
        other = fold(declension["other"]).split()
        for stem in fold(stems).split():
            subjects += [(end.replace("~", stem), letters) for end, letters in ends]
            others += [end.replace("~", stem) for end in other]
    known = dict(subjects)
    return subjects, [word for word in others if word not in known]


def read_cases(raw: dict[str, Any]) -> Cases:
    """The endings under [cases] of a language's file."""
    past = [(ending, letters) for letters, endings in raw.get("past", {}).items() for ending in endings.split()]
    return Cases(
        adjectives=tuple(raw["adjectives"].split()),
        genitives=tuple(raw["genitives"].split()),
        oblique=tuple(raw["oblique"].split()),
        datives=tuple(raw["datives"].split()),
        plurals=tuple(raw["plurals"].split()),
        within=frozenset(raw["within"].split()),
        past=tuple(sorted(past, key=lambda x: -len(x[0]))),
    )
