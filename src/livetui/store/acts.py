"""Bulk acts: a mark set on every entry that passes a filter, and how that is taken back.

Everything here runs inside one transaction of the caller.
"""

from __future__ import annotations

import sqlite3

from livetui.model.act import Act
from livetui.model.entry import Flag
from livetui.model.filter import Filter
from livetui.store import search
from livetui.store.conditions import Asked
from livetui.store.entries import mark
from livetui.store.feeds import Scope
from livetui.store.values import column, stamped, timed

KEPT = 20
"""Acts that can be taken back, the newest first."""


def mark_passing(
    raw: sqlite3.Connection, f: Filter | None, flag: Flag, value: bool, *, scope: Scope, asked: Asked
) -> Act:
    """Set the mark where the filter passes, and remember where it was not so before."""
    changed = mark(raw, search.numbers(raw, f, scope=scope, asked=asked), flag, value)
    if changed:
        row = (flag.value, value, stamped(asked.now))
        act = raw.execute("INSERT INTO act (flag, value, at) VALUES (?, ?, ?)", row).lastrowid
        raw.executemany("INSERT INTO acted (act, entry) VALUES (?, ?)", ((act, number) for number in changed))
        raw.execute(
            "DELETE FROM act WHERE number NOT IN (SELECT number FROM act ORDER BY number DESC LIMIT ?)", (KEPT,)
        )
    return Act(flag, value, asked.now, changed)


def take_back(raw: sqlite3.Connection) -> Act | None:
    """Undo the newest act, where the mark is still as it left it; rules of `mute` then decide as before."""
    row = raw.execute("SELECT number, flag, value, at FROM act ORDER BY number DESC LIMIT 1").fetchone()
    if row is None:
        return None
    act, flag, value, at = row[0], Flag(row[1]), bool(row[2]), timed(row[3])
    numbers = column(raw.execute("SELECT entry FROM acted WHERE act = ? ORDER BY entry", (act,)))
    changed = mark(raw, numbers, flag, not value, back=True)
    raw.execute("DELETE FROM act WHERE number = ?", (act,))
    return Act(flag, value, at, changed)
