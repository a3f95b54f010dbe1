"""The signs that may be quotation marks, and what those of one language tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from livetui.text.quotes.pairs import Pairs

CLOSERS = {
    "«": "»", "»": "«»", "‹": "›", "›": "‹", "“": "”\"“", "”": "”\"“", "„": "“”\"„", "‟": "”\"", '"': '"”“',
    "‘": "’'", "’": "’‘", "‚": "‘’'", "'": "'’", "「": "」", "『": "』", "〈": "〉", "《": "》",
    "<<": ">>", ",,": "''“”\"", "''": "''\"", "``": "''\"",
}  # fmt: skip


ONLY_OPENS = frozenset("‹„‟「『〈《‚‘") | {"<<", ",,", "``"}


ONLY_CLOSES = frozenset("」』〉》") | {">>"}


TITLES = frozenset("〈〉《》")
"""Marks of titles of works, not of speech, where the language does not list them among its pairs."""


SINGLE = frozenset("‘’‚'")


@cache
def finds_signs(openers: str) -> re.Pattern[str]:
    """Finds marks; of single ones, `openers` may open before a word. That each choice begins with its sign is fast."""
    signs = ["<<", ">>", "``", "''", r",,(?=\w)", *'«»“”„‟"‹›「」『』〈〉《》']
    signs += [rf"{c}(?<!\w{c})(?=\w)" for c in openers]
    return re.compile("|".join(signs + [rf"{c}(?<=[^\s‘’']{c})(?!\w)" for c in "‘’'"]))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Own:
    """What the pairs of a language tell about marks."""

    openers: frozenset[str]
    singles: frozenset[str]
    """Single marks that open."""
    titles: frozenset[str]
    """Marks of titles that are none of speech."""
    same: frozenset[str]
    """Marks that open and close alike."""


@cache
def own_signs(pairs: Pairs) -> Own:
    """What these pairs of marks tell."""
    openers = frozenset(p[0] for p in pairs)
    singles = frozenset("‘'") if openers & {"‘", "'"} else frozenset[str]()
    return Own(
        openers=openers,
        singles=singles | openers & {"’"},
        titles=TITLES - openers - {p[1] for p in pairs},
        same=frozenset(p[0] for p in pairs if p[0] == p[1]),
    )
