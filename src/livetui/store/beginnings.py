"""Short beginnings of words: the index gathers every word that begins so, which takes longer than reading the newest.

A page of the newest entries is mostly full after a few hundred of them (benchmarks/bench_filters.py).
"""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from math import log
from time import perf_counter

from livetui.model.filter import And, Field, Filter, Node, Pattern, Term, tokens
from livetui.model.filter_tree import TEXT_KEYS, leaves
from livetui.store.conditions import TITLE, Asked
from livetui.store.lookups import Lookups
from livetui.store.sql import Sql, joined
from livetui.store.values import chunks, column, marks

_KEYS = ("", *TEXT_KEYS)
"""Keys of fields whose words are asked of the index, however short their beginnings are."""
_READ = {
    "": ((TITLE, ""), ("b.text", "")),
    "title": ((TITLE, ""),),
    "text": (("b.text", ""),),
    "author": (("b.authors", "_any"),),
    "tag": (("b.tags", "_any"),),
}
"""Where words are looked for that are not asked of the index, and the form of the function that does so."""
SHORT = 4
"""A beginning with fewer letters is short."""
_FIRST, _STEP = 8, 100
"""Entries read at a time: at first, and then."""
_GATHERING = 0.0003
"""Milliseconds that the index takes for each word of any entry that begins so."""


def has_beginnings(f: Filter) -> bool:
    """True where the index is asked for a beginning: however few entries are asked, it gathers all that begins so."""
    fields = (leaf for leaf in leaves(f.root) if isinstance(leaf, Field) and leaf.key in _KEYS)
    return any(isinstance(term, Term) and term.prefix for field in fields for term in field.terms)


def newest(
    raw: sqlite3.Connection,
    f: Filter,
    candidates: Callable[[Filter, int | None, int], list[int]],
    asked: Asked,
    before: int | None,
    limit: int,
) -> list[int] | None:
    """The newest entries that pass, by reading; None where the index has to be asked.

    Args: candidates: those that pass another filter, below a number and so many.
    """
    parts = f.root.parts if isinstance(f.root, And) else (f.root,)
    short = tuple(part for part in parts if isinstance(part, Field) and _is_short(part))
    if not short:
        return None
    # What is left asks less, but must not let hidden entries pass or keep them back otherwise than the whole does.
    wider = Filter(And(tuple(part for part in parts if part not in short)))
    if wider.asks_hidden != f.asks_hidden or any(_is_short(leaf) for leaf in leaves(wider.root)):
        return None
    (cached_in_all,) = raw.execute("SELECT coalesce(sum(entries), 0) FROM feed").fetchone()
    where = joined(" AND ", [_standing(field, asked.lookups) for field in short])
    found: list[int] = []
    read, below, start = 0, before, perf_counter()
    size = _FIRST
    while True:
        step = candidates(wider, below, size)
        found += _passing(raw, step, where)
        read += len(step)
        if len(found) >= limit or len(step) < size:
            return found[:limit]
        # How many of those read pass says how many more have to be read, and how many words the index would gather.
        left = (limit - len(found)) * (read / len(found)) if found else cached_in_all
        gathered = cached_in_all * -log(1 - min(len(found) / read, 1 - 1 / (2 * read)))
        each = (perf_counter() - start) * 1000 / read
        if left * each > gathered * _GATHERING:
            return None
        below, size = step[-1], _STEP


def _standing(field: Field, lookups: Lookups) -> Sql:
    """The condition that words of the field stand in the entry `e` with the body `b`, by reading them."""
    asked = [lookups.number(term) for term in field.terms]
    return joined(
        " OR ",
        [
            Sql(f"{'finds' if isinstance(term, Pattern) else 'stands'}{form}(?, {part})", (number,))
            for number, term in zip(asked, field.terms, strict=True)
            for part, form in _READ[field.key]
        ],
    )


def _passing(raw: sqlite3.Connection, numbers: Sequence[int], where: Sql) -> list[int]:
    """Those of the entries for which it holds, newest first."""
    found: list[int] = []
    for part in chunks(numbers):
        found += column(
            raw.execute(
                f"SELECT e.id FROM entry AS e JOIN body AS b ON b.id = e.id"
                f" WHERE e.id IN ({marks(len(part))}) AND {where.text} ORDER BY e.id DESC",
                (*part, *where.values),
            )
        )
    return found


def _is_short(node: Node) -> bool:
    return (
        isinstance(node, Field)
        and node.key in _KEYS
        and any(isinstance(term, Term) and term.prefix and len(tokens(term.text)[-1]) < SHORT for term in node.terms)
    )
