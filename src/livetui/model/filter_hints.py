"""What may not be meant as it is written, though it can be understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PHRASE = re.compile(r'"(?:[^"\\]|\\.)*(?:"|$)|(?<![^\s(|-])/(?:[^/\\]|\\.)*/', re.DOTALL)
_OPERATORS = re.compile(r"(?<=[\s)])(or|and|not)(?=[\s(])")
_MARKS = re.compile(r"[“„«‘]\s*[^\s“”„«»‘’]+\s[^“”„«»‘’]*[”“»’]")
"""Marks around several words, as keyboards and texts set them."""
_SAID = {
    "or": "“or” is a word here: write OR for either",
    "and": "“and” is a word here: words side by side must all be found",
    "not": "“not” is a word here: write -word for not this word",
}


@dataclass(frozen=True, slots=True)
class Hint:
    """A word to the user about a filter that is understood."""

    position: int
    """Offset in the text."""
    text: str
    """One line."""


def hints(text: str) -> tuple[Hint, ...]:
    """Where a filter that is understood may mean something else than its author thinks, in order."""
    bare = _PHRASE.sub(lambda found: "x" * len(found[0]), text)
    found = [Hint(each.start(), _SAID[each[1]]) for each in _OPERATORS.finditer(bare)]
    found += [
        Hint(each.start(), f'“ ” and « » mean nothing here: for words in this order write "{each[0][1:-1].strip()}"')
        for each in _MARKS.finditer(bare)
    ]
    return tuple(sorted(found, key=lambda hint: hint.position))
