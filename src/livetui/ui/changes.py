"""What changed between two revisions as paragraphs to draw: numbers first, then the headline, then the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from livetui.text.clean import clean_line
from livetui.text.diff import Comparison, Diff, Kind
from livetui.text.figures import NumberChange
from livetui.ui.page import Dye, Para

_GAP = Para("")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”»’)\]]*\s+|(?<=[。！？])|\n+")
_FOLDED_FROM = 3
"""Unchanged sentences from which they are folded away."""
_CONTEXT = 40
"""Characters of the sentence around a change that are enough to know where one is; with less the next one stays too."""
_LOOKS = {
    Kind.REMOVED: ("strike", "error", "tint-error", "[-", "-]"),
    Kind.ADDED: ("bold underline", "success", "tint-success", "{+", "+}"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind within a paragraph."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the two texts laid over each other, or a fold."""

    runs: tuple[Run, ...] = ()
    folded: int = 0
    """So many unchanged sentences are left out here."""


def numbers(found: Sequence[NumberChange]) -> tuple[Para, ...]:
    """Each changed number with what it counts."""
    paras = []
    for number in found:
        figure = f"{number.before} → {number.after}"
        text = clean_line(f"{figure}  {number.context}", 100)
        paras.append(Para(text, "read", (Dye(0, len(figure), "bold", "accent"),), "  ", "  "))
    return tuple(paras)


def unified(found: Comparison, *, plain: bool) -> tuple[Para, ...]:
    """One column: what is gone struck through, what came underlined. Args: plain: say it by brackets as well."""
    paras: list[Para] = [*numbers(found.numbers)]
    if found.title.changed:
        paras += [_GAP] * bool(paras)
        paras += [Para("─── Headline ───", "faint"), _GAP]
        paras += [_para(block, "bold strong", plain=plain) for block in title_blocks(found)]
    paras += [_GAP] * bool(paras)
    paras += [Para("─── Text ───", "faint"), _GAP] if found.text.changed else [Para("The text is unchanged.", "faint")]
    for place, block in enumerate(text_blocks(found) if found.text.changed else ()):
        paras += [_GAP] * bool(place)
        paras.append(_fold(block.folded) if block.folded else _para(block, "foreground", plain=plain))
    return tuple(paras)


def columns(found: Comparison, *, plain: bool) -> tuple[tuple[Para, Para], ...]:
    """Two columns, before and after, as rows of paragraphs that stand side by side."""
    rows: list[tuple[Para, Para]] = []
    if found.title.changed:
        rows += [_row(block, "bold strong", plain=plain) for block in title_blocks(found)]
        rows.append((_GAP, _GAP))
    if not found.text.changed:
        same = Para("The text is unchanged.", "faint")
        return (*rows, (same, same))
    for place, block in enumerate(_side_by_side(text_blocks(found))):
        rows += [(_GAP, _GAP)] * bool(place)
        fold = _fold(block.folded)
        rows.append((fold, fold) if block.folded else _row(block, "foreground", plain=plain))
    return tuple(rows)


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
                yield Run(Kind.EQUAL, " ")
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
                    line.append(Run(run.kind, words))
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


def _side_by_side(blocks: Sequence[Block]) -> Iterator[Block]:
    """A paragraph that is gone and one that came in its place share a row."""
    waiting: Block | None = None
    for block in blocks:
        kinds = {run.kind for run in block.runs if run.text.strip()}
        if waiting is not None:
            if kinds == {Kind.ADDED}:
                yield Block((*waiting.runs, *block.runs))
                waiting = None
                continue
            yield waiting
        waiting = block if kinds == {Kind.REMOVED} else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def _row(block: Block, look: str, *, plain: bool) -> tuple[Para, Para]:
    return (
        _para(block, look, plain=plain, without=Kind.ADDED),
        _para(block, look, plain=plain, without=Kind.REMOVED),
    )


def _para(block: Block, look: str, *, plain: bool, without: Kind | None = None) -> Para:
    text, dyes = "", list[Dye]()
    for run in block.runs:
        if run.kind is without or (run.text == " " and (not text or text.endswith(" "))):
            continue
        if run.kind is Kind.EQUAL:
            text += run.text
            continue
        attributes, colour, ground, opened, closed = _LOOKS[run.kind]
        words = f"{opened}{run.text}{closed}" if plain else run.text
        dyes.append(Dye(len(text), len(text) + len(words), attributes, colour, ground))
        text += words
    return Para(text.rstrip(), look, tuple(dyes))


def _fold(sentences: int) -> Para:
    return Para(f"… {sentences} sentences unchanged …", "italic faint")
