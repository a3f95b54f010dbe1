"""The feeds that are spoken of, as conditions on entries: those in view, without what is hidden, and those named."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections.abc import Set
from functools import lru_cache

from livetui.model.filter import Field, Filter, Term, phrase_in, said_in
from livetui.model.pattern import Finds
from livetui.model.words import padded
from livetui.store import feeds
from livetui.store.feeds import Scope
from livetui.store.lookups import Lookups
from livetui.store.sql import Sql, both
from livetui.store.values import column, marks

_FEW = 20_000
"""Entries that may be not shown for the index alone to answer; more of them are told apart one by one."""


def shown(raw: sqlite3.Connection, scope: Scope, f: Filter | None = None) -> Sql:
    """The condition on `e` that holds for every entry that is shown: of a feed of the scope's, not hidden.

    Args: f: what is asked; when that speaks of hidden entries they are shown, too.
    """
    where = Sql("e.hidden = 0") if f is None or not f.asks_hidden else Sql("1")
    limited = _limits(raw, scope)
    return where if limited is None else both(where, limited)


def _limits(raw: sqlite3.Connection, scope: Scope) -> Sql | None:
    """The feeds of the scope as a condition, the shorter way round; None where all kept entries belong to it."""
    if scope is None:
        outside = column(raw.execute("SELECT number FROM feed WHERE followed = 0 AND entries > 0"))
    else:
        others = f"SELECT number FROM feed WHERE entries > 0 AND number NOT IN ({marks(len(scope))})"
        outside = column(raw.execute(others, scope))
    if not outside:
        return None
    if scope is not None and len(scope) <= len(outside):
        return Sql(f"e.feed IN ({marks(len(scope))})", scope)
    return Sql(f"e.feed NOT IN ({marks(len(outside))})", tuple(outside))


def kept_out(raw: sqlite3.Connection, scope: Scope, f: Filter, lookups: Lookups) -> Set[int] | None:
    """The entries that are not shown, where they are few: hidden, or of feeds outside the scope; None: too many."""
    return lookups.remembered(("out", scope, f.asks_hidden), lambda: _out(raw, scope, f))


def _out(raw: sqlite3.Connection, scope: Scope, f: Filter) -> Set[int] | None:
    limited = _limits(raw, scope)
    if limited is not None and not limited.text.startswith("e.feed NOT"):
        return None
    out: set[int] = set()
    for feed in limited.values if limited is not None else ():
        out.update(column(raw.execute("SELECT id FROM entry WHERE feed = ? LIMIT ?", (feed, _FEW + 1 - len(out)))))
        if len(out) > _FEW:
            return None
    if not f.asks_hidden:
        out.update(column(raw.execute("SELECT id FROM entry WHERE hidden <> 0 LIMIT ?", (_FEW + 1,))))
    return out if len(out) <= _FEW else None


def named(raw: sqlite3.Connection, field: Field, finds: Finds) -> tuple[int, ...]:
    """Numbers of the feeds that a field of theirs holds for; there are few feeds, so they are asked here and now."""
    found = []
    for number, feed in feeds.sources(raw).items():
        stated = {"source": feed.title, "feed": feed.url, "folder": feed.folder}[field.key]
        if any(
            phrase_in(term, _known(stated)) if isinstance(term, Term) else said_in(term, stated, finds)
            for term in field.terms
        ):
            found.append(number)
    return tuple(found)


@lru_cache(8192)
def _known(name: str | None) -> str:
    """The padded name of a feed; they hardly change."""
    return padded(name)
