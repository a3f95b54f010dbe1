"""Quoted words and who said them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
"""Start (inclusive) and end (exclusive) in Unicode characters."""

JOINER = " … "
"""Stands between the segments of an interrupted quotation in `Quote.text`."""


class Certainty(StrEnum):
    """How sure an attribution is."""

    SURE = "sure"
    """A rank 1 cue or an adjunct ties the words to the speaker."""
    LIKELY = "likely"
    """A repair, a pronoun or a carried-over speaker stands between."""
    UNKNOWN = "unknown"
    """No speaker is given; `Quote.speaker` is None."""


class Part(StrEnum):
    """The part of an entry whose characters the offsets of a quote count."""

    TEXT = "text"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: spans of a plain text, with speaker, role, cue and agency where they were found."""

    segments: tuple[Span, ...]
    """The quoted words, in order and disjoint, without marks and inner space; more than one when interrupted."""
    text: str
    """The segments joined by " … "."""
    part: Part = Part.TEXT
    """Which part of the entry the offsets count in."""
    speaker: str | None = None
    """The name the mention stands for when known (a pronoun's person), else the mention; None if unknown."""
    speaker_span: Span | None = None
    """Where the mention stands; None if and only if the speaker is."""
    role: str | None = None
    """The speaker's role apart from the name ("conseiller de Zelensky")."""
    cue: str | None = None
    """The words that say so ("a déclaré"); None in the headline form ``Kiev : « … »``."""
    via: str | None = None
    """The agency or outlet that relays the words ("Ria Novosti")."""
    certainty: Certainty = Certainty.UNKNOWN
    """How sure the attribution is."""
    repairs: tuple[str, ...] = ()
    """The repairs made to stray or missing marks, by name; empty for clean text."""

    @property
    def start(self) -> int:
        """Offset of the first quoted character."""
        return self.segments[0][0]

    @property
    def end(self) -> int:
        """Offset after the last quoted character."""
        return self.segments[-1][1]


_TELLING = 4
"""Words from which a quotation says something by itself."""


def lead(quotes: Iterable[Quote]) -> Quote | None:
    """The quotation that stands for an entry in one line: the first of some words by a known speaker, else the first.

    None if there are none.
    """
    from livetui.model.words import tokens  # its tables take as long to make ready as a short run over texts takes

    first = None
    for quote in quotes:
        if quote.speaker is not None and len(tokens(quote.text)) >= _TELLING:
            return quote
        first = first or quote
    return first
