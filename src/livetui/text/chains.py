"""Aligning two sequences: the heaviest chain of pairs that keeps the order of both, in nearly linear time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeAlias

Pair: TypeAlias = tuple[int, int]
"""Places in the one and in the other sequence."""

Run: TypeAlias = tuple[int, int, int]
"""Where items that are the same begin in the one and in the other sequence, and how many follow each other."""

_TRIED = 4
"""Bags compared with one, those that share the most rare words with it."""
MOST_EACH = 8
"""What occurs more often than this in one of two sequences is no hint where they belong together."""


def chain(pairs: Iterable[tuple[int, int, int]]) -> list[Pair]:
    """Of weighted pairs those that keep the order of both sequences and weigh most together, ascending.

    Args: pairs: places and weight (above 0), by rising first and falling second place.
    """
    tails: list[int] = []  # second places, ascending, at which a chain may end
    sums: list[int] = []  # what the best chain that ends there weighs, ascending with them
    links: list[tuple[int, int, int]] = []  # (first, second, place of the link before)
    ends: list[int] = []
    for first, second, weight in pairs:
        place = bisect_left(tails, second)
        total = weight + (sums[place - 1] if place else 0)
        if place < len(tails) and tails[place] == second and sums[place] >= total:
            continue
        links.append((first, second, ends[place - 1] if place else -1))
        stop = place
        while stop < len(tails) and sums[stop] <= total:
            stop += 1
        tails[place:stop] = [second]
        sums[place:stop] = [total]
        ends[place:stop] = [len(links) - 1]
    found: list[Pair] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        first, second, at = links[at]
        found.append((first, second))
    found.reverse()
    return found


def common_ends(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[int, int]:
    """How many items two sequences share at their beginning, and of the rest at their end."""
    least = min(len(before), len(after))
    head = 0
    while head < least and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < least - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def same(before: Sequence[Hashable], after: Sequence[Hashable], weight: Callable[[int], int]) -> list[Run]:
    """Which items of the one are which of the other, ascending; what occurs too often to tell is left out.

    Args: weight: tells of a place in `before` what it weighs, above 0.
    """
    head, tail = common_ends(before, after)
    runs = [(0, 0, head)] if head else []
    old_end, new_end = len(before) - tail, len(after) - tail
    if head < old_end and head < new_end:
        places: defaultdict[Hashable, list[int]] = defaultdict(list)
        for place in range(new_end - 1, head - 1, -1):
            places[after[place]].append(place)
        often = Counter(before[head:old_end])
        middle = chain(
            (place, other, weight(place))
            for place in range(head, old_end)
            if len(others := places.get(before[place], ())) <= MOST_EACH and often[before[place]] <= MOST_EACH
            for other in others
        )
        for place, other in middle:
            lengthen(runs, (place, other, 1))
    if tail:
        lengthen(runs, (old_end, new_end, tail))
    return runs


def lengthen(runs: list[Run], run: Run) -> None:
    """Add a run behind others: to the last one where it goes on without a break."""
    if runs:
        place, other, length = runs[-1]
        if (place + length, other + length) == run[:2]:
            runs[-1] = (place, other, length + run[2])
            return
    runs.append(run)


def between(runs: Sequence[Run], before: int, after: int) -> Iterator[tuple[range, range]]:
    """What lies before, between and behind runs. Args: before: length of the one sequence. after: of the other."""
    place = other = 0
    for start, other_start, length in (*runs, (before, after, 0)):
        yield range(place, start), range(other, other_start)
        place, other = start + length, other_start + length


def alike(before: Sequence[frozenset[str]], after: Sequence[frozenset[str]], least: float) -> list[Pair]:
    """Which bags of words of the one became which of the other: those that share `least` of their words, ascending."""
    if len(before) == len(after) and all(_shared(*both) >= least for both in zip(before, after, strict=True)):
        return [(place, place) for place in range(len(before))]
    having: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(after):
        for word in words:
            having[word].append(place)
    hints = {word: places for word, places in having.items() if len(places) <= MOST_EACH}
    pairs: list[tuple[int, int, int]] = []
    for place, words in enumerate(before):
        votes = Counter(other for word in words for other in hints.get(word, ()))
        half = max(votes.values(), default=0) / 2
        likely = [other for other, count in votes.items() if count >= half]
        likeliest = sorted(likely, key=lambda other: (-votes[other], other))[:_TRIED]
        pairs += (
            (place, other, 1 + int(100 * shared * shared * len(words)))
            for other in sorted(likeliest, reverse=True)
            if (shared := _shared(words, after[other])) >= least
        )
    return chain(pairs)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """What part of their words two bags share (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other))
