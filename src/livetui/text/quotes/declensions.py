"""What the table of a language tells of its cases: endings, and the forms of the nouns it lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a listed noun."""

    word: str
    oblique: bool
    """Is it in a case that no subject has, in every noun listed that has this form?"""
    gender: str | None
    """The gender and number that it tells, as in [pronouns]."""


def declined(raw: dict[str, Any], key: str, fold: Callable[[str], str]) -> Iterator[Form]:
    """The folded forms of the nouns that the content of a language's file lists under a key; one may come twice."""
    rows = []
    for name, stems in raw.get(key, {}).items():
        declension = raw["declension"][name]
        subject, other = (fold(declension[part]).split() for part in ("subject", "other"))
        for stem in fold(stems).split():
            here, there = [e.replace("~", stem) for e in subject], [e.replace("~", stem) for e in other]
            rows.append((here, there, declension.get("gender")))
    subjects = {word for subject, _, _ in rows for word in subject}
    for subject, other, gender in rows:
        for n, word in enumerate(subject):
            yield Form(word, oblique=False, gender=gender if n == 0 else None)
        for word in other:
            if word not in subjects:
                yield Form(word, oblique=True, gender=None)


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
