"""Short beginnings of words: the index gathers every word that begins so, which takes longer than reading the newest.

A page of the newest entries is mostly full after a few hundred of them (benchmarks/bench_filters.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from math import log

from livetui.model.filter import And, Field, Filter, Node, Term, matches, tokens
from livetui.model.filter_tree import leaves
from livetui.store.conditions import Asked
from livetui.store.entries import entries

SHORT = 4
"""A beginning with fewer letters is short."""
STEP = 20
"""Entries read at a time."""
_READING = 0.25
"""Milliseconds that the reading of an entry takes."""
_GATHERING = 0.0003
"""Milliseconds that the index takes for each word of any entry that begins so."""


def newest(
    raw: sqlite3.Connection,
    f: Filter,
    candidates: Callable[[Filter, int | None], list[int]],
    asked: Asked,
    before: int | None,
    limit: int,
) -> list[int] | None:
    """The newest entries that pass, by reading; None where the index has to be asked.

    Args: candidates: the next `STEP` entries below a number that pass another filter.
    """
    parts = f.root.parts if isinstance(f.root, And) else (f.root,)
    rest = tuple(part for part in parts if not _short(part))
    if len(rest) == len(parts):
        return None
    # What is left asks less, but must not let hidden entries pass or keep them back otherwise than the whole does.
    wider = Filter(And(rest))
    if wider.asks_hidden != f.asks_hidden or any(_short(leaf) for leaf in leaves(wider.root)):
        return None
    (cached_in_all,) = raw.execute("SELECT coalesce(sum(entries), 0) FROM feed").fetchone()
    found: list[int] = []
    read, below = 0, before
    while True:
        step = candidates(wider, below)
        cached = entries(raw, step, baseline=asked.baseline)
        found += [each.number for each in cached if matches(f, each, asked.now, asked.lookups.found)]
        read += len(step)
        if len(found) >= limit or len(step) < STEP:
            return found[:limit]
        # How many of those read pass says how many more have to be read, and how many words the index would gather.
        left = (limit - len(found)) * (read / len(found)) if found else cached_in_all
        gathered = cached_in_all * -log(1 - min(len(found) / read, 1 - 1 / (2 * read)))
        if left * _READING > gathered * _GATHERING:
            return None
        below = step[-1]


def _short(node: Node) -> bool:
    return (
        isinstance(node, Field)
        and node.key in ("", "title", "text", "author", "tag")
        and any(isinstance(term, Term) and term.prefix and len(tokens(term.text)[-1]) < SHORT for term in node.terms)
    )
