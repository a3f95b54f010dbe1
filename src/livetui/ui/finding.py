"""Finding words in what is read: letters as typed, or a regular expression between strokes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from livetui.errors import TooSlow
from livetui.model.filter import Pattern
from livetui.model.pattern import fault
from livetui.model.spots import parts
from livetui.model.words import fold
from livetui.text.patterns import Finder
from livetui.ui.page import Para

MOST = 10_000
"""Places that are told."""
_PATTERN = re.compile(r"/(.+)/(i?)", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A stretch of a paragraph."""

    para: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, in the order of the text."""

    matches: tuple[Match, ...] = ()
    trouble: str = ""
    """Why nothing could be looked for, empty if it could."""

    def at_or_after(self, para: int, offset: int) -> int:
        """The place among the matches of the first one from there on; past the last one the first."""
        place = bisect_left(self.matches, Match(para, offset, 0))
        return place if place < len(self.matches) else 0


class Searchable(Protocol):
    """What words can be looked for in: paragraphs on the screen."""

    @property
    def paras(self) -> Sequence[Para]:
        """What is looked through; the paragraphs of matches are places in it."""

    @property
    def top(self) -> tuple[int, int]:
        """Paragraph and offset of the words at the top of the view."""

    def mark_found(self, matches: Sequence[Match]) -> None:
        """Let what was found stand out."""

    def show_match(self, match: Match | None, *, bring: bool = True) -> None:
        """Let one of what was found stand out among the others. Args: bring: into view."""

    def focus(self, scroll_visible: bool = True) -> object:
        """Let the keys go there."""


class Searched:
    """The paragraphs of a text, folded once for however many letters are typed."""

    def __init__(self, paras: Sequence[Para]) -> None:
        self._texts = [para.text for para in paras]
        self._folded: list[str] | None = None

    def find(self, typed: str) -> Found:
        """Look for what was typed; takes its time in a long text."""
        if expression := _PATTERN.fullmatch(typed.strip()):
            return self._find_pattern(Pattern(expression[1], any_case=bool(expression[2])))
        wanted = " ".join(fold(typed).split())
        if not wanted:
            return Found()
        if self._folded is None:
            self._folded = [fold(text) for text in self._texts]
        matches: list[Match] = []
        for number, folded in enumerate(self._folded):
            if wanted in folded:
                matches += (Match(number, *span) for span in parts(self._texts[number], wanted, folded))
                if len(matches) >= MOST:
                    break
        return Found(tuple(matches[:MOST]))

    def _find_pattern(self, pattern: Pattern) -> Found:
        if (wrong := fault(pattern.source)) is not None:
            return Found(trouble=wrong[1])
        finder = Finder()
        matches: list[Match] = []
        try:
            for number, text in enumerate(self._texts):
                if text:
                    matches += (Match(number, *span) for span in finder.places(pattern, text))
                if len(matches) >= MOST:
                    break
        except TooSlow as error:
            return Found(trouble=error.reason)
        return Found(tuple(matches[:MOST]))
