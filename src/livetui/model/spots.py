"""Where the words of a filter stand in a text: the same words that make an entry pass, found in the text as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from livetui.model.filter_tree import QUOTE_KEYS, And, Field, Filter, Node, Or, Pattern, Term
from livetui.model.quote import Span
from livetui.model.words import fold, phrases, tokens, word_places

_TITLE_KEYS = ("", "title", *QUOTE_KEYS)
_TEXT_KEYS = ("", "text", *QUOTE_KEYS)
_JOINS = re.compile("[\u1160-\u11ff\uff9e\uff9f]")
"""Besides combining characters: what may melt into the character before (Korean vowels, Japanese voice marks)."""


@dataclass(frozen=True, slots=True)
class Needle:
    """Words to look for, folded, side by side."""

    words: tuple[str, ...]
    prefix: bool = False
    """True: the last word may go on."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a filter looks for in the words that a reader sees; what it excludes is no part of it."""

    title: tuple[Needle, ...] = ()
    text: tuple[Needle, ...] = ()
    title_patterns: tuple[Pattern, ...] = ()
    """Regular expressions, for those who have the means to look them up (`text.patterns`)."""
    text_patterns: tuple[Pattern, ...] = ()

    @property
    def empty(self) -> bool:
        """True when it asks for no words."""
        return not (self.title or self.text or self.title_patterns or self.text_patterns)


def sought(f: Filter) -> Sought:
    """The words that make entries pass: of the title, of the text and its quotations."""
    fields = list(_wanted(f.root))
    return Sought(
        _needles(fields, _TITLE_KEYS),
        _needles(fields, _TEXT_KEYS),
        _patterns(fields, _TITLE_KEYS),
        _patterns(fields, _TEXT_KEYS),
    )


class Words:
    """A text with its words folded once, however many needles are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = tokens(text)
        self._known = frozenset(self._words)

    def spots(self, needles: Sequence[Needle]) -> list[Span]:
        """Where the needles stand, in order, from word border to word border; what touches or overlaps is one."""
        found = sorted(spot for needle in needles for spot in self._spots(needle))
        return joined(found)

    def _spots(self, needle: Needle) -> Iterator[Span]:
        first, count = needle.words[0], len(needle.words)
        if count > 1 or not needle.prefix:
            if not self._known.issuperset(needle.words[: count - needle.prefix]):
                return
        elif not any(word.startswith(first) for word in self._known):
            return
        for at in range(len(self._words) - count + 1):
            here = self._words[at : at + count]
            if here[:-1] == list(needle.words[:-1]) and (
                here[-1].startswith(needle.words[-1]) if needle.prefix else here[-1] == needle.words[-1]
            ):
                yield self._places[at][0], self._places[at + count - 1][1]

    @cached_property
    def _places(self) -> list[Span]:
        """Where each word stands in the text itself; only asked for where something was found."""
        text = self._text
        folded = fold(text)
        if text.isascii():
            return word_places(folded)
        for edges in (_characters(text), _chunks(text)):
            starts, ends = _folded_edges(text, edges, folded)
            if starts:
                return [(starts[first], ends[last - 1]) for first, last in word_places(folded)]
        return [(0, len(text))] * len(self._words)


def parts(text: str, wanted: str, folded: str | None = None) -> Iterator[Span]:
    """Where some letters stand in a text, within words too; case, accents and width make no difference.

    Args:
        wanted: As `fold` gives it; not empty.
        folded: The text as `fold` gives it, if that is known.
    """
    folded = fold(text) if folded is None else folded
    at = folded.find(wanted)
    if at < 0:
        return
    starts: Sequence[int] = range(len(text))
    ends: Sequence[int] = range(1, len(text) + 1)
    if not text.isascii():
        starts, ends = next(
            (found for edges in (_characters(text), _chunks(text)) if (found := _folded_edges(text, edges, folded))[0]),
            ([0] * len(folded), [len(text)] * len(folded)),
        )
    while at >= 0:
        yield starts[at], ends[at + len(wanted) - 1]
        at = folded.find(wanted, at + len(wanted))


def joined(spots: Iterable[Span]) -> list[Span]:
    """Sorted stretches, those that overlap or touch made one."""
    found: list[Span] = []
    for start, end in spots:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _wanted(node: Node) -> Iterator[Field]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    elif isinstance(node, Field):
        yield node


def _needles(fields: Iterable[Field], keys: Sequence[str]) -> tuple[Needle, ...]:
    terms = (term for field in fields if field.key in keys for term in field.terms if isinstance(term, Term))
    needles = (Needle(tuple(words.split(" ")), term.prefix) for term in terms for words in phrases(term.text))
    return tuple(dict.fromkeys(needles))


def _patterns(fields: Iterable[Field], keys: Sequence[str]) -> tuple[Pattern, ...]:
    terms = (term for field in fields if field.key in keys for term in field.terms if isinstance(term, Pattern))
    return tuple(dict.fromkeys(terms))


def _characters(text: str) -> list[int]:
    """Where each character as a person counts them begins: marks belong to the letter before."""
    return [0, *(at for at in range(1, len(text)) if not _melts(text[at]))]


def _chunks(text: str) -> list[int]:
    """Where each run of blanks or of others begins."""
    return [found.start() for found in re.finditer(r"\s+|\S+", text)]


def _folded_edges(text: str, edges: Sequence[int], folded: str) -> tuple[list[int], list[int]]:
    """For each character of the folded text where the piece it comes from begins and ends; empty if they don't fit."""
    starts: list[int] = []
    ends: list[int] = []
    pieces: list[str] = []
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        piece = _fold_piece(text[start:end])
        pieces.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return (starts, ends) if "".join(pieces) == folded else ([], [])


@lru_cache(2048)
def _melts(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or _JOINS.match(character) is not None


@lru_cache(8192)
def _fold_piece(piece: str) -> str:
    return fold(piece)
