"""What was told as an alert, and what is held back; shared by all processes, so that one of them tells.

Everything here runs inside one transaction of the caller.
"""

# ruff: noqa: S608 - only placeholders are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from livetui.store.values import chunks, column, marks, stamped, time


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of the arrivals."""

    told: dict[str, tuple[int, ...]]
    """To be told now: numbers of the entries by topic, ascending, never none."""
    held: dict[str, datetime | None]
    """Topics that hold something back, with the time at which they told last."""


def came_first(raw: sqlite3.Connection, numbers: Sequence[int]) -> set[int]:
    """Those of the entries that the first poll of their feed brought."""
    found: set[int] = set()
    for part in chunks(numbers):
        wanted = marks(len(part))
        rows = raw.execute(
            "WITH first AS (SELECT feed, min(seen_at) AS at FROM entry"
            f" WHERE feed IN (SELECT feed FROM entry WHERE id IN ({wanted})) GROUP BY feed)"
            f" SELECT id FROM entry JOIN first USING (feed) WHERE id IN ({wanted}) AND seen_at = first.at",
            (*part, *part),
        )
        found.update(column(rows))
    return found


def note(
    raw: sqlite3.Connection,
    hits: Mapping[str, Sequence[int]],
    *,
    since: datetime,
    now: datetime,
    may_tell: Callable[[datetime | None], bool],
) -> Noted:
    """Note the arrivals of each topic, and give out what may be told; not what was read or hidden meanwhile."""
    noted = Noted({}, {})
    for topic, numbers in hits.items():
        raw.executemany(
            "INSERT OR IGNORE INTO alert (entry, topic, at) VALUES (?, ?, ?)",
            ((number, topic, stamped(now)) for number in numbers),
        )
        waiting = column(
            raw.execute(
                "SELECT entry FROM alert JOIN entry ON id = entry WHERE topic = ? AND told IS NULL AND at >= ?"
                " AND read = 0 AND hidden = 0 ORDER BY entry",
                (topic, stamped(since)),
            )
        )
        if not waiting:
            continue
        last = time(raw.execute("SELECT max(told) FROM alert WHERE topic = ?", (topic,)).fetchone()[0])
        if may_tell(last):
            raw.execute("UPDATE alert SET told = ? WHERE topic = ? AND told IS NULL", (stamped(now), topic))
            noted.told[topic] = tuple(waiting)
        else:
            noted.held[topic] = last
    return noted
