"""What entries state of themselves by name: their tags and authors, for a filter being typed."""

# ruff: noqa: S608 - only conditions of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from livetui.model.words import fold
from livetui.store.feeds import Scope
from livetui.store.scopes import shown
from livetui.store.values import unpack

NEWEST = 2000
"""Entries that are looked at: what a feed stated long ago is seldom what is looked for, and this takes milliseconds."""


def names(raw: sqlite3.Connection, *, scope: Scope, limit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tags and authors of the newest entries shown, so many of both, each as it is mostly written, most often first."""
    where = shown(raw, scope)
    rows = raw.execute(
        "SELECT tags, authors FROM body WHERE id IN"
        f" (SELECT e.id FROM entry AS e WHERE {where.text} ORDER BY e.id DESC LIMIT {NEWEST})",
        where.values,
    ).fetchall()
    return _often((tags for tags, _ in rows), limit), _often((authors for _, authors in rows), limit)


def _often(packed: Iterable[str], limit: int) -> tuple[str, ...]:
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each, count in Counter(packed).items():
        for name in unpack(each):
            written[fold(name)][name] += count
    ordered = sorted(written.values(), key=lambda forms: -forms.total())
    return tuple(forms.most_common(1)[0][0] for forms in ordered[:limit])
