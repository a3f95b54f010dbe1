"""Two wordings laid over each other, paragraph by paragraph, long unchanged stretches folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from livetui.text.diff import Comparison, Diff, Kind

BRACKETS = {Kind.REMOVED: ("[-", "-]"), Kind.ADDED: ("{+", "+}")}
"""What stands around words that are gone or came, where colours can't tell."""
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”»’)\]]*\s+|(?<=[。！？])|\n+")
_FOLDED_FROM = 3
"""Unchanged sentences from which they are folded away."""
_CONTEXT = 40
"""Characters of the sentence around a change that are enough to know where one is; with less the next one stays too."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind within a paragraph."""

    kind: Kind
    text: str
    blank_of: Kind | None = None
    """Of the blank between words gone and words that came: REMOVED: it stood in the text before; EQUAL: it stands in
    neither and only parts the two on one line. None: any other run."""

    def stands_without(self, left_out: Kind) -> bool:
        """Does it belong to the one wording that is left when the runs of a kind are left out."""
        if self.blank_of is not None:
            return left_out is Kind.ADDED and self.blank_of is Kind.REMOVED
        return self.kind is not left_out


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the two texts laid over each other, or a fold."""

    runs: tuple[Run, ...] = ()
    folded: int = 0
    """So many unchanged sentences are left out here."""


def title_blocks(found: Comparison) -> list[Block]:
    """The headline, both wordings laid over each other."""
    return _blocks(_runs(found.title, found.before.title, found.after.title))


def text_blocks(found: Comparison) -> list[Block]:
    """The text, both wordings laid over each other, long unchanged stretches folded."""
    return _blocks(_runs(found.text, found.before.text, found.after.text), fold=True)


def _runs(found: Diff, before: str, after: str) -> Iterator[Run]:
    """The pieces as words to be read one after the other, with blanks where they meet."""
    pieces = found.pieces
    for place, piece in enumerate(pieces):
        following = pieces[place + 1].kind if place + 1 < len(pieces) else None
        old, new = before[slice(*piece.before)], after[slice(*piece.after)]
        match piece.kind:
            case Kind.EQUAL if following is Kind.REMOVED:
                yield Run(Kind.EQUAL, new.rstrip() + old[len(old.rstrip()) :])
            case Kind.EQUAL:
                yield Run(Kind.EQUAL, new)
            case Kind.REMOVED if following is Kind.ADDED and "\n" not in old.rstrip():
                yield Run(Kind.REMOVED, old.rstrip())
                yield Run(Kind.EQUAL, " ", Kind.REMOVED if old[-1:].isspace() else Kind.EQUAL)
            case Kind.REMOVED:
                yield from _dressed(Kind.REMOVED, old)
            case Kind.ADDED:
                yield from _dressed(Kind.ADDED, new)


def _dressed(kind: Kind, text: str) -> Iterator[Run]:
    """Changed words; the blank behind them is nobody's."""
    words = text.rstrip()
    yield Run(kind, words)
    yield Run(Kind.EQUAL, text[len(words) :])


def _blocks(runs: Iterator[Run], *, fold: bool = False) -> list[Block]:
    """Paragraphs, where a line ends."""
    found: list[Block] = []
    line: list[Run] = []

    def end() -> None:
        if any(run.text.strip() for run in line):
            found.append(Block(tuple(line)))
        line.clear()

    every = [run for run in runs if run.text]
    changes = [place for place, run in enumerate(every) if run.kind is not Kind.EQUAL]
    for place, run in enumerate(every):
        parts: list[str | int] = [run.text]
        if fold and run.kind is Kind.EQUAL and changes:
            parts = _folded(run.text, first=place < changes[0], last=place > changes[-1])
        for part in parts:
            if isinstance(part, int):
                end()
                found.append(Block((), part))
                continue
            for number, words in enumerate(part.split("\n")):
                if number:
                    end()
                if words:
                    line.append(Run(run.kind, words, run.blank_of))
    end()
    return found


def _folded(text: str, *, first: bool, last: bool) -> list[str | int]:
    """Unchanged words: what stands beside a change, and between that how many sentences are left out."""
    edges = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    edges = sorted(set(edges))
    head, tail = 0, len(edges) - 1
    if not first:
        head = min(1, tail)
        while head < tail and edges[head] < _CONTEXT:
            head += 1
    if not last:
        tail = max(head, tail - 1)
        while tail > head and len(text) - edges[tail] < _CONTEXT:
            tail -= 1
    if tail - head < _FOLDED_FROM:
        return [text]
    return [text[: edges[head]].rstrip(), tail - head, text[edges[tail] :]]
