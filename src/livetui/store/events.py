"""What polls brought, read in the order in which it was kept (the table `event`)."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from livetui.model.happening import Happening, What
from livetui.store.values import stamped, timed

NEVER = 2**63 - 1
"""Number behind which no event comes: for a reader who was never left nothing is new."""


def newest(raw: sqlite3.Connection) -> int:
    """Number of the last event, 0 before the first one."""
    return int(raw.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])


def last_before(raw: sqlite3.Connection, moment: datetime) -> int:
    """Number after which the events from that time on begin, in the order in which they were kept."""
    (first,) = raw.execute("SELECT min(seq) FROM event WHERE at >= ?", (stamped(moment),)).fetchone()
    return newest(raw) if first is None else int(first) - 1


def after(raw: sqlite3.Connection, seq: int, limit: int) -> tuple[Happening, ...]:
    """The events with higher numbers than that, lowest first, at most so many."""
    rows = raw.execute("SELECT seq, entry, what, at FROM event WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))
    return tuple(Happening(seq, entry, What(what), timed(at)) for seq, entry, what, at in rows)


def left(raw: sqlite3.Connection) -> int | None:
    """Number of the last event when the reader was last left; None if that was never."""
    row = raw.execute("SELECT value FROM meta WHERE name = 'left'").fetchone()
    return int(row[0]) if row is not None and row[0].isdecimal() and row[0].isascii() else None


def set_left(raw: sqlite3.Connection, seq: int) -> None:
    """Draw the line behind the event of that number."""
    raw.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('left', ?)", (str(seq),))


def leave(raw: sqlite3.Connection) -> None:
    """Draw the line behind the last event."""
    set_left(raw, newest(raw))
