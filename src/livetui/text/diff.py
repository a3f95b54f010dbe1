"""What changed between two texts: sentences aligned first, then the words within them, changed numbers apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from livetui.model.quote import Span
from livetui.text.chains import Run, alike, between, lengthen, same
from livetui.text.figures import NumberChange, changed_numbers
from livetui.text.units import Units, units, weight

_ALIKE = 0.5
"""Sentences that share less of their words are two, not one that was reworded."""
_SPLIT = 0.75
"""Sentences that share this much with others are these, parted elsewhere."""
_SPLIT_AT_MOST = 8
"""Sentences, before and after together, that are looked at so."""
_KEPT = 0.3
"""A reworded sentence of which less is left reads better as replaced."""
_SCRAP = 5
"""What weighs less than this between two changes ("of", a comma) was not left standing, it occurs in both."""
_LONG_CHANGE = 4
"""Words changed around a scrap from which it is taken for one."""
_ENDS_ALONE = frozenset("。！？")
_ENDS = frozenset(".!?…") | _ENDS_ALONE
_CLOSING = frozenset('")]}）」』')
_MAY_END = _ENDS | _CLOSING


class Kind(StrEnum):
    """What became of a stretch of words."""

    EQUAL = "equal"
    """It stands in both, but for white space, quote style and lines that tell a time."""
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both texts, or of one."""

    kind: Kind
    before: Span
    """Where it stands in the text before; empty for what was added."""
    after: Span
    """Where it stands in the text after; empty for what was removed."""


@dataclass(frozen=True, slots=True)
class Diff:
    """Two texts as pieces: those before, joined, are the text before, those after the text after."""

    pieces: tuple[Piece, ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    """Numbers that changed within a sentence that stayed, in the order of the text."""

    @property
    def changed(self) -> bool:
        """Is there a word that does not stand in both."""
        return any(piece.kind is not Kind.EQUAL for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an entry at one time."""

    title: str
    """Empty if it has none."""
    text: str
    """Plain text, a line for a block."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two wordings of an entry."""

    before: Wording
    after: Wording
    title: Diff
    text: Diff
    numbers: tuple[NumberChange, ...]
    """Those of the title first; a number that changed in both is named once."""

    @property
    def trivial(self) -> bool:
        """Does it say the same as before."""
        return not (self.title.changed or self.text.changed)


def compare(before: Wording, after: Wording) -> Comparison:
    """Compare two wordings of an entry."""
    title, text = diff(before.title, after.title), diff(before.text, after.text)
    numbers: dict[tuple[str, str], NumberChange] = {}
    for number in (*title.numbers, *text.numbers):
        numbers.setdefault((number.before, number.after), number)
    return Comparison(before, after, title, text, tuple(numbers.values()))


def diff(before: str, after: str) -> Diff:
    """Compare two texts; in nearly linear time, whatever they say.

    Exchanging the two texts gives the same pieces with removed and added exchanged.
    """
    old, new = units(before), units(after)
    turned = after < before  # one direction is worked out, the other is its mirror
    runs, numbers = _changes(new, old) if turned else _changes(old, new)
    if turned:
        runs = [(other, place, length) for place, other, length in runs]
        numbers = [number.mirrored() for number in numbers]
    return Diff(tuple(_pieces(old, new, runs)), tuple(numbers))


def _changes(old: Units, new: Units) -> tuple[list[Run], list[NumberChange]]:
    """Which units are the same, and the numbers that changed among the others."""
    if old.keys == new.keys:  # however they are parted into lines
        return [(0, 0, len(old.keys))] if old.keys else [], []
    runs, numbers = list[Run](), list[NumberChange]()
    for mine, yours, equal in _aligned(old, new):
        if equal:
            lengthen(runs, (mine.start, yours.start, len(mine)))
            continue
        words = _words(old.keys[mine.start : mine.stop], new.keys[yours.start : yours.stop])
        for place, other, length in words:
            lengthen(runs, (mine.start + place, yours.start + other, length))
        for gone, come in between(words, len(mine), len(yours)):
            if gone and come:
                numbers += changed_numbers(old, mine[gone.start : gone.stop], new, yours[come.start : come.stop])
    return runs, numbers


def _sentences(read: Units) -> list[range]:
    """Where sentences stand among the units."""
    keys, text = read.keys, read.text
    starts = set(read.breaks)
    for place in [place for place, key in enumerate(keys) if key in _MAY_END]:
        following = place + 1
        if following >= len(keys) or keys[following] in _CLOSING:
            continue
        while place and keys[place] in _CLOSING:
            place -= 1
        # "3.5" and "e.g." end nothing: a blank follows an end, save where no blanks part words.
        if keys[place] in _ENDS_ALONE or (keys[place] in _ENDS and text[read.starts[following] - 1].isspace()):
            starts.add(following)
    return [range(*span) for span in pairwise([*sorted(starts), len(keys)])] if keys else []


def _aligned(old: Units, new: Units) -> Iterator[tuple[range, range, bool]]:
    """Sentences that stand in both texts, as they were (True) or reworded (False), in order."""
    olds, news = _sentences(old), _sentences(new)
    old_keys = [tuple(old.keys[each.start : each.stop]) for each in olds]
    new_keys = [tuple(new.keys[each.start : each.stop]) for each in news]
    kept = same(old_keys, new_keys, lambda place: len(old_keys[place]))
    for (place, other, length), (gone, come) in zip(
        [*kept, (0, 0, 0)], between(kept, len(olds), len(news)), strict=True
    ):
        if gone and come:
            bags = [_bag(old_keys[each]) for each in gone], [_bag(new_keys[each]) for each in come]
            for mine, yours in _reworded(*bags):
                whole = olds[gone[mine.start]].start, olds[gone[mine.stop - 1]].stop
                other_whole = news[come[yours.start]].start, news[come[yours.stop - 1]].stop
                yield range(*whole), range(*other_whole), False
        for step in range(length):
            yield olds[place + step], news[other + step], True


def _reworded(old: list[frozenset[str]], new: list[frozenset[str]]) -> Iterator[tuple[range, range]]:
    """Which sentences became which; between those, several that became one, or others, of the same words."""
    pairs = [(*pair, 1) for pair in alike(old, new, _ALIKE)]
    for (place, other, length), (gone, come) in zip(
        [*pairs, (0, 0, 0)], between(pairs, len(old), len(new)), strict=True
    ):
        if gone and come and 2 < len(gone) + len(come) <= _SPLIT_AT_MOST:
            was, now = frozenset().union(*old[gone.start : gone.stop]), frozenset().union(*new[come.start : come.stop])
            if alike([was], [now], _SPLIT):
                yield gone, come
        if length:
            yield range(place, place + 1), range(other, other + 1)


def _bag(keys: Sequence[str]) -> frozenset[str]:
    """The words of a sentence; any number is like any other, for it is numbers that change most."""
    words = frozenset(["#" if key[0].isdecimal() else key for key in keys if key[0].isalnum()])
    return words or frozenset(keys)


def _words(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Which words of a sentence are which of the sentence it became."""
    runs = same(old, new, lambda place: weight(old[place]))
    gaps = [len(gone) + len(come) for gone, come in between(runs, len(old), len(new))]
    kept: list[Run] = []
    for run, before, after in zip(runs, gaps[:-1], gaps[1:], strict=True):
        place, _, length = run
        scrap = before and after and before + after >= _LONG_CHANGE and length <= _SCRAP
        if not scrap or sum(map(weight, old[place : place + length])) >= _SCRAP:
            kept.append(run)
    return kept if sum(length for _, _, length in kept) >= _KEPT * max(len(old), len(new)) else []


def _pieces(old: Units, new: Units, runs: Sequence[Run]) -> Iterator[Piece]:
    """The texts cut where words begin to differ; what stands between two words goes with the one before it."""
    here = there = 0
    starts = [*old.starts, len(old.text)]
    other_starts = [*new.starts, len(new.text)]
    kept = (*((range(p, p + n), range(o, o + n)) for p, o, n in runs), (range(0), range(0)))
    for (gone, come), (stays, still) in zip(between(runs, len(old.keys), len(new.keys)), kept, strict=True):
        steps = (Kind.REMOVED, gone.stop, None), (Kind.ADDED, None, come.stop), (Kind.EQUAL, stays.stop, still.stop)
        for (kind, end, other_end), words in zip(steps, (gone, come, stays), strict=True):
            if words:
                to = here if end is None else starts[end]
                other_to = there if other_end is None else other_starts[other_end]
                yield Piece(kind, (here, to), (there, other_to))
                here, there = to, other_to
    if here < len(old.text) or there < len(new.text):  # of a text without words
        yield Piece(Kind.EQUAL, (here, len(old.text)), (there, len(new.text)))
