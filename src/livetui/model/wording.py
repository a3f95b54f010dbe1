"""The same words in two places: what counts as one quotation carried by several entries.

Words are compared as a search compares them, so marks, case, accents and space make no difference. Two quotations are
the same words when they are equal word for word, or when the runs of five words of the shorter one stand, at least
four in five of them, in the longer one. A short quotation says too little to be told by a part of it: under five words
only an equal one counts, and under four words ("very happy") none does, since two people may well say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

RUN = 5
"""Words in a run; a quotation with fewer is only compared as a whole."""
FEWEST = 4
"""Words without which nothing is compared."""
CONTAINED = 0.8
"""Share of the shorter one's runs that must stand in the longer one."""

_UNSPACED = "\u0e00"
"""From here on a word of one letter is a sign of a script without spaces, of which two make about a word."""


def comparable(words: Sequence[str]) -> bool:
    """True when there are words enough to say that somebody else carries the same."""
    return _amount(words) >= FEWEST


def runs(words: Sequence[str]) -> frozenset[str]:
    """The runs of five words side by side; empty if there are too few words to compare by parts."""
    if _amount(words) < RUN:
        return frozenset()
    return frozenset(" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def run_number(run: str) -> int:
    """A number of 32 bits for a run, the same in every process; two runs may share one."""
    return crc32(run.encode("utf-8", "surrogatepass"))


def contained(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the runs of the one with fewer that the other has too; 0 if one has none."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0


def same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """True when two quotations, given as tokens, are the same words."""
    if list(one) == list(other):
        return comparable(one)
    return contained(runs(one), runs(other)) >= CONTAINED


def _amount(words: Sequence[str]) -> float:
    if len(words) >= 2 * RUN:  # enough in any script
        return len(words)
    return sum(0.5 if len(word) == 1 and word >= _UNSPACED else 1 for word in words)
