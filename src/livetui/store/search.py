"""Filters answered by SQLite: which entries pass, in which order, and how many."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import islice
from operator import neg

from livetui.model.entry import SEQUENCE_BITS
from livetui.model.filter import Filter, Sort, matches
from livetui.store import beginnings, feeds
from livetui.store.conditions import Asked, Compiler, dear, stretch
from livetui.store.entries import entries
from livetui.store.feeds import Scope
from livetui.store.questions import parts_of, split
from livetui.store.scopes import kept_out, shown
from livetui.store.sql import Sql, both, joined
from livetui.store.values import chunks, column, marks
from livetui.store.vocabulary import spelled_out

_WINDOW = 400
"""Entries looked through first for a page, when each look gathers words or quotations."""
_PART = 3_000
"""Entries whose texts are read, at most, between two looks whether it was enough."""
_CHANGED = f"coalesce(e.changed_at, (e.id >> {SEQUENCE_BITS}) * 1000000)"
"""When an entry changed last, else its moment on the timeline."""


def numbers(
    raw: sqlite3.Connection,
    f: Filter | None,
    *,
    scope: Scope,
    asked: Asked,
    before: int | None = None,
    limit: int | None = None,
) -> list[int]:
    """Numbers of the entries that pass, in the order of the filter; `before`: those behind this one in that order."""
    if f is not None and f.limit is not None:
        unlimited = replace(f, limit=None)
        first = numbers(raw, unlimited, scope=scope, asked=asked, limit=f.limit)
        if before is not None:
            listed = set(first)
            rest = numbers(raw, unlimited, scope=scope, asked=asked, before=before, limit=f.limit)
            first = [number for number in rest if number in listed]
        return first if limit is None else first[:limit]
    f = None if f is None else spelled_out(raw, f, asked)
    sort = Sort.NEWEST if f is None else f.sort
    if f is not None and sort is Sort.NEWEST and limit is not None:
        more = partial(numbers, raw, scope=scope, asked=asked)

        def candidates(wider: Filter, below: int | None, size: int) -> list[int]:
            return more(wider, before=below, limit=size)

        begun = beginnings.newest(raw, f, candidates, asked, before, limit)
        if begun is not None:
            return begun
        if before is not None and not f.depends_on_time and beginnings.has_beginnings(f):
            # The index would gather the same for each page.
            key = ("every", f, scope)
            every = asked.lookups.last_remembered(key, lambda: array("q", more(f)))
            start = bisect_left(every, -before + 1, key=neg)
            return every[start : start + limit].tolist()
        if _gathers(raw, f, asked):
            return _by_windows(raw, f, scope, asked, before, limit)[0]
    if f is not None and sort is not Sort.CHANGED:
        leading, others = split(parts_of(f))
        if leading is not None and not others and (out := kept_out(raw, scope, f, asked.lookups)) is not None:
            return _alone(raw, leading, out, sort, before, limit)
    source, where = _query(raw, f, scope, asked)
    if f is not None and sort is Sort.CHANGED and limit is not None and source.text.startswith("words"):
        # By an index in this order until the page is full; "+" keeps SQLite from taking all that pass and sorting them.
        leading, left = split(parts_of(f))
        passing = Sql("+e.id IN (SELECT rowid FROM words WHERE words MATCH ?)", (leading,))
        where = joined(" AND ", [shown(raw, scope, f), passing, Compiler(raw, asked).left(left)])
        source = Sql("entry AS e")
    return _listed(raw, source, where, sort, before, limit)


def _alone(
    raw: sqlite3.Connection, leading: str, out: Set[int], sort: Sort, before: int | None, limit: int | None
) -> list[int]:
    """What the index finds without a look at the entries. Args: out: those that are not shown."""
    order, side = ("ASC", ">") if sort is Sort.OLDEST else ("DESC", "<")
    where = Sql("words MATCH ?", (leading,))
    if before is not None:
        where = both(where, Sql(f"rowid {side} ?", (before,)))
    rows = raw.execute(f"SELECT rowid FROM words WHERE {where.text} ORDER BY rowid {order}", where.values)
    return list(islice((number for (number,) in rows if number not in out), limit))


def _listed(
    raw: sqlite3.Connection, source: Sql, where: Sql, sort: Sort, before: int | None, limit: int | None
) -> list[int]:
    key = "words.rowid" if source.text.startswith("words") else "e.id"
    if before is not None:
        where = both(where, _behind(sort, before, key))
    order = {Sort.NEWEST: f"{key} DESC", Sort.OLDEST: key, Sort.CHANGED: f"{_CHANGED} DESC, {key} DESC"}[sort]
    return column(
        raw.execute(
            f"SELECT {key} FROM {source.text} WHERE {where.text} ORDER BY {order} LIMIT ?",
            (*where.values, -1 if limit is None else limit),
        )
    )


def _gathers(raw: sqlite3.Connection, f: Filter, asked: Asked) -> bool:
    """True where the words or quotations of all entries would be gathered for the sake of a page.

    Not where a beginning of a word is among them: of that the index gathers everything in any case.
    """
    if f.empty or beginnings.has_beginnings(f):
        return False
    compiler = Compiler(raw, asked)
    compiler.left(split(parts_of(f))[1])
    return compiler.gathers


def some_numbers(
    raw: sqlite3.Connection,
    f: Filter | None,
    *,
    scope: Scope,
    asked: Asked,
    before: int | None,
    limit: int,
    enough: Callable[[], bool],
) -> tuple[list[int], int | None]:
    """The same as `numbers`, but of a question that reads texts only as many as were found until it was enough.

    Returns: they, and the number behind which the rest is to be asked for; None: there is no more.
    """
    if f is not None and f.sort is Sort.NEWEST and f.limit is None and dear(f.root):
        spelled = spelled_out(raw, f, asked)
        if not beginnings.has_beginnings(spelled):  # of those the index would gather everything for each window
            return _by_windows(raw, spelled, scope, asked, before, limit, enough)
    found = numbers(raw, f, scope=scope, asked=asked, before=before, limit=limit)
    return found, found[-1] if len(found) == limit else None


def _by_windows(
    raw: sqlite3.Connection,
    f: Filter,
    scope: Scope,
    asked: Asked,
    before: int | None,
    limit: int,
    enough: Callable[[], bool] | None = None,
) -> tuple[list[int], int | None]:
    """The newest entries first, then more and more of the older ones, until the page is full, or it was enough.

    Returns: those found, and the number behind which none was looked at.
    """
    found: list[int] = []
    top, size = before if before is not None else 2**63 - 1, _WINDOW
    while True:
        edge = raw.execute(
            "SELECT id FROM entry WHERE id < ? ORDER BY id DESC LIMIT 1 OFFSET ?", (top, size)
        ).fetchone()
        low = edge[0] if edge is not None else 0
        source, where = _query(raw, f, scope, asked, within=(low, top))
        found += _listed(raw, source, where, Sort.NEWEST, None, limit - len(found))
        if len(found) == limit:
            return found, found[-1]
        if edge is None:
            return found, None
        if enough is not None and enough():
            return found, low
        top, size = low, size * 8 if enough is None else _PART


def _behind(sort: Sort, before: int, key: str) -> Sql:
    """The condition that an entry comes behind this one in the order."""
    if sort is Sort.CHANGED:
        moment = f"(SELECT {_CHANGED} FROM entry AS e WHERE e.id = ?)"
        gone = (before >> SEQUENCE_BITS) * 1_000_000
        return Sql(f"(({_CHANGED}, e.id) < (coalesce({moment}, ?), ?))", (before, gone, before))
    return Sql(f"{key} > ?" if sort is Sort.OLDEST else f"{key} < ?", (before,))


def passing(
    raw: sqlite3.Connection, f: Filter | None, numbers: Sequence[int], *, scope: Scope, asked: Asked
) -> list[int]:
    """Those of the entries that pass, newest first, whatever order and number the filter asks for.

    For a beginning of a word the index gathers all words that begin so, at each look-up: a few milliseconds an entry
    (benchmarks/bench_store.py). Then it is cheaper to read the entries.
    """
    where = shown(raw, scope, f)
    in_memory = f is not None and beginnings.has_beginnings(f)
    if f is not None and not in_memory:
        where = both(where, Compiler(raw, asked, each=True).condition(f.root))
    found: list[int] = []
    for part in chunks(sorted(set(numbers), reverse=True)):
        some = column(
            raw.execute(
                f"SELECT e.id FROM entry AS e WHERE e.id IN ({marks(len(part))}) AND {where.text}",
                (*part, *where.values),
            )
        )
        if f is not None and in_memory:
            read = entries(raw, some, baseline=asked.baseline)
            some = [cached.number for cached in read if matches(f, cached, asked.now, asked.lookups.found)]
        found += some
    return sorted(found, reverse=True)


def count(raw: sqlite3.Connection, f: Filter | None, *, scope: Scope, asked: Asked, unread_only: bool = False) -> int:
    """How many entries pass, whatever number the filter asks for."""
    if unread_only and (f is None or f.empty):
        chosen = feeds.select(raw, scope)
        return sum(feed.unread for feed in chosen)
    f = None if f is None else spelled_out(raw, f, asked)
    if f is not None and not unread_only:
        leading, rest = split(parts_of(f))
        if leading is not None and not rest and (out := kept_out(raw, scope, f, asked.lookups)) is not None:
            every = "SELECT count(*) FROM words WHERE words MATCH ?"
            if not out:
                return int(raw.execute(every, (leading,)).fetchone()[0])
            seen = f"{every} AND rowid NOT IN (SELECT value FROM json_each(?))"
            return int(raw.execute(seen, (leading, json.dumps(list(out)))).fetchone()[0])
    source, where = _query(raw, f, scope, asked)
    if unread_only:
        where = both(where, Sql("e.read = 0 AND e.hidden = 0"))
    # In the order of pages, so that the same indexes are taken.
    key = "words.rowid" if source.text.startswith("words") else "e.id"
    passing = f"SELECT 1 FROM {source.text} WHERE {where.text} ORDER BY {key} DESC LIMIT -1"
    return int(raw.execute(f"SELECT count(*) FROM ({passing})", where.values).fetchone()[0])


def quoted(raw: sqlite3.Connection, f: Filter | None, *, scope: Scope, asked: Asked) -> Sql:
    """The filter as a condition on `q`, a quotation of the entry `e`: what it asks of quotations it asks of `q`."""
    where = shown(raw, scope, f)
    return where if f is None or f.empty else both(where, Compiler(raw, asked, very="q").condition(f.root))


def _query(
    raw: sqlite3.Connection,
    f: Filter | None,
    scope: Scope,
    asked: Asked,
    *,
    within: tuple[int, int] | None = None,
) -> tuple[Sql, Sql]:
    """The tables to read and the condition. Words that must be there lead: the index gives them newest first.

    Args: within: only entries from this number up to below that one.
    """
    where = shown(raw, scope, f)
    if f is None or f.empty:
        return Sql("entry AS e"), where
    leading, rest = split(parts_of(f))
    if rest:
        where = both(where, Compiler(raw, asked, within=within).left(rest))
    if leading is None:
        return Sql("entry AS e"), where if within is None else both(Sql("e.id >= ? AND e.id < ?", within), where)
    near = [Sql("words MATCH ?", (leading,)), *(stretch("words.rowid", part, asked.now) for part in rest)]
    if within is not None:
        near.append(Sql("words.rowid >= ? AND words.rowid < ?", within))
    # CROSS JOIN keeps this order: the index first, then each entry by its key.
    return Sql("words CROSS JOIN entry AS e ON e.id = words.rowid"), joined(" AND ", [*near, where])
