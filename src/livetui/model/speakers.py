"""Whom a speaker's name stands for, across entries: "Podolyak" and "Mikhaïlo Podolyak" are one person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from livetui.model.words import fold, tokens

_PRONOUNS = """
he she they we i you it il elle ils elles on nous je er sie es wir ich man el ella ellos ellas nosotros usted lui lei
loro egli ele ela eles elas он она они оно вона вони воно він ona oni one hij zij ze han hon de hän hun o onlar ono
"""
"""A speaker of just such a word is somebody whom the entry did not name."""
_ARTICLES = "the a an der die das ein eine einer les un une l' los las gli uno una"
"""What begins with one of these is a description, also where nouns are capitalised ("Der Sprecher")."""
_PARTICLES = "von van der den de di da dos del al el bin ibn ben zu ter ten af av d' du le la y e"
"""Words in small letters that a name may have."""
_WORD = re.compile(r"[^\W\d_][^\s,;()]*")


_NOBODY = frozenset(map(fold, _PRONOUNS.split()))
_DESCRIBING = frozenset(_ARTICLES.split())
_INNER = frozenset(_PARTICLES.split())


def is_pronoun(name: str) -> bool:
    """True when the name is but a pronoun."""
    return fold(name.strip()) in _NOBODY


def surname(name: str | None) -> str | None:
    """The folded last word of a person's name; None for no name, a pronoun or a description ("the minister")."""
    if not name or is_pronoun(name):
        return None
    words = _WORD.findall(name.replace("’", "'"))
    if not words or words[-1].islower() or words[0].lower() in _DESCRIBING:
        return None
    if any(word.islower() and word not in _INNER for word in words):
        return None
    found = tokens(words[-1])
    return found[-1] if found else None


def differ(one: str | None, other: str | None) -> bool:
    """True when both are names of people, and not of the same person."""
    if not one or not other or surname(one) == surname(other) or None in (surname(one), surname(other)):
        return False
    # Where the family name stands first, the shorter form is the beginning of the longer one.
    first, second = f" {folded(one)} ", f" {folded(other)} "
    return first not in second and second not in first


def folded(name: str) -> str:
    """The name as names are compared: its folded words joined by blanks."""
    return " ".join(tokens(name))


def together(names: Iterable[str]) -> dict[str, str]:
    """What each `folded` name of people stands for: the full name that ends with it, if just one does, else itself.

    An initial stands for a first name ("v zelensky", "volodymyr zelensky"). With two people of a surname about, the
    surname alone is nobody's.
    """
    by_surname: defaultdict[str, list[list[str]]] = defaultdict(list)
    for name in set(names):
        words = name.split(" ")
        by_surname[words[-1]].append(words)
    found = {}
    for group in by_surname.values():
        full = [words for words in group if not any(_short_for(words, other) for other in group)]
        for words in group:
            longer = [other for other in full if _short_for(words, other)]
            found[" ".join(words)] = " ".join(longer[0] if len(longer) == 1 else words)
    return found


def _short_for(short: list[str], full: list[str]) -> bool:
    """True when the one is a shorter form of the other, with fewer words at its front or an initial there."""
    if len(short) > len(full) or short == full:
        return False
    end = full[-len(short) :]
    if short[1:] != end[1:]:
        return False
    return short[0] == end[0] or (len(short) > 1 and len(short[0]) == 1 and end[0].startswith(short[0]))
