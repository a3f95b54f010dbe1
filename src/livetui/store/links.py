"""Which wordings are the same words: kept as quotations come and go, so that a question is but a look-up.

A wording is what a quotation says, marks, case and space apart; all who quote it alike share its number, so a text that
a thousand entries carry costs one link and not a million. What the same words are says `livetui.model.wording`.
"""

# ruff: noqa: S608 - only placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from hashlib import blake2b

from livetui.model.wording import comparable, contained, runs, sample
from livetui.store.values import chunks, marks

COMMON = 32
"""Wordings that are kept for a run, and looked at for a new wording: what more than these have is a set phrase."""

_BITS = 47
"""Of a wording's number: six bytes in SQLite. Of a million wordings two share one in less than one cache of 200."""
FROM = "quote AS q CROSS JOIN entry AS e ON e.id = q.entry"
"""Quotations with their entries; CROSS JOIN keeps this order, the one in which they are listed."""
AT = "coalesce(e.published, e.seen_at)"
"""When the entry of a quotation was published, else first seen."""
AGE = "q.entry, q.speaker IS NULL, q.part = 'title', q.place"
"""The order of publication; within an entry those with a speaker first, then those of its text."""
Age = tuple[int, int, int, int]
"""The values of `AGE`."""


def wording(words: str) -> int | None:
    """The number of a padded text's wording; None if it has too few words for anybody else's to be the same."""
    if not comparable(words.split()):
        return None
    return int.from_bytes(blake2b(words.encode(), digest_size=6).digest()) >> (48 - _BITS)


def add(raw: sqlite3.Connection, words: str) -> None:
    """Link a padded text, before it is kept as a quotation, with all that are the same words."""
    number = wording(words)
    if number is None or _quoted(raw, number):
        return
    own = runs(words.split())
    keys = sample(own)
    if not keys:
        return
    found: Counter[int] = Counter()
    full: Counter[int] = Counter()
    for key, other in raw.execute(f"SELECT number, wording FROM run WHERE number IN ({marks(len(keys))})", (*keys,)):
        found[other] += 1
        full[key] += 1
    raw.executemany("INSERT OR IGNORE INTO run VALUES (?, ?)", [(key, number) for key in keys if full[key] < COMMON])
    del found[number]
    for other, _ in found.most_common(COMMON):
        row = raw.execute("SELECT words FROM quote WHERE wording = ? LIMIT 1", (other,)).fetchone()
        if row is not None and contained(own, runs(row[0].split())):
            raw.executemany("INSERT OR IGNORE INTO link VALUES (?, ?)", [(number, other), (other, number)])


def clear(raw: sqlite3.Connection) -> None:
    """Take out the runs of words that nobody quotes any more."""
    for (words,) in raw.execute("SELECT words FROM unquoted").fetchall():
        number = wording(words)
        if number is not None and not _quoted(raw, number):
            raw.executemany(
                "DELETE FROM run WHERE number = ? AND wording = ?",
                [(key, number) for key in sample(runs(words.split()))],
            )
    raw.execute("DELETE FROM unquoted")


def of(raw: sqlite3.Connection, wordings: set[int]) -> dict[int, set[int]]:
    """The wordings linked with these, by wording; those with none are left out."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for part in chunks(sorted(wordings)):
        for wording, other in raw.execute(
            f"SELECT wording, other FROM link WHERE wording IN ({marks(len(part))})", part
        ):
            found[wording].add(other)
    return found


def _quoted(raw: sqlite3.Connection, number: int) -> bool:
    return raw.execute("SELECT 1 FROM quote WHERE wording = ? LIMIT 1", (number,)).fetchone() is not None
