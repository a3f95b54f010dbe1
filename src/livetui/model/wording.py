"""The same words in two places: what counts as one quotation carried by several entries.

Words are compared as a search compares them, so marks, case, accents and space make no difference. Two quotations are
the same words when they are equal word for word, or when the runs of five words of the shorter one stand, at least
four in five of them, in the longer one. A short quotation says too little to be told by a part of it: under six words
only an equal one counts, and under four words ("very happy") none does, since two people may well say the same.

Likely pairs are found by a sample of their runs, so that what a cache has to remember stays small: of every two runs
side by side the one with the smaller number. Wherever six words are shared, a sampled run is.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

RUN = 5
"""Words in a run."""
FEWEST = 4
"""Words without which nothing is compared."""
FEWEST_IN_PART = 6
"""Words without which a quotation is only compared as a whole."""
CONTAINED = 0.8
"""Share of the shorter one's runs that must stand in the longer one."""
SAMPLED = 400
"""Runs in a sample at most; of a speech those with the smallest numbers, which any copy of it shares."""

_UNSPACED = "\u0e00"
"""From here on a word of one letter is a sign of a script without spaces, of which two make about a word."""


def comparable(words: Sequence[str]) -> bool:
    """True when there are words enough to say that somebody else carries the same."""
    return _amount(words) >= FEWEST


def runs(words: Sequence[str]) -> list[str]:
    """The runs of five words side by side; none if there are too few words to compare by parts."""
    if _amount(words) < FEWEST_IN_PART:
        return []
    return [" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]


def sample(found: Sequence[str]) -> frozenset[int]:
    """The numbers, of 32 bits and the same in every process, of the runs by which a text is found."""
    numbers = [crc32(run.encode("utf-8", "surrogatepass")) for run in found]
    chosen = frozenset(map(min, numbers, numbers[1:])) or frozenset(numbers)
    return chosen if len(chosen) <= SAMPLED else frozenset(sorted(chosen)[:SAMPLED])


def contained(one: Sequence[str], other: Sequence[str]) -> bool:
    """True when most of the runs of the text with fewer stand in the other."""
    first, second = frozenset(one), frozenset(other)
    fewer = min(len(first), len(second))
    return bool(fewer) and len(first & second) >= CONTAINED * fewer


def same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """True when two quotations, given as tokens, are the same words.

    The whole rule in one place: the cache answers it through its index of runs, and is tested to agree with this.
    """
    if list(one) == list(other):
        return comparable(one)
    first, second = runs(one), runs(other)
    return not sample(first).isdisjoint(sample(second)) and contained(first, second)


def _amount(words: Sequence[str]) -> float:
    if len(words) >= 2 * FEWEST_IN_PART:  # enough in any script
        return len(words)
    return sum(0.5 if len(word) == 1 and word >= _UNSPACED else 1 for word in words)
