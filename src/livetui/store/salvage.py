"""What a broken cache still holds, poured into a new one."""

# ruff: noqa: S608 - only names of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from livetui.model.digest import content_digest, facts_digest
from livetui.model.media import media_of
from livetui.store import entries, events, feeds, index, muting
from livetui.store.connection import connect
from livetui.store.values import chunks, column

_PROBES = 2000
"""How often one table is entered anew behind a damaged place; some 50 ms for a place that stays dark."""
_SAVED = {
    "feed": "number",
    "entry": "id",
    "body": "id",
    "revision": "id",
    "event": "seq",
    "gap": "number",
    "act": "number",
    "acted": "act",
    "alert": "entry",
}
"""The tables that can't be had again, with their key. Texts, quotations and the index are made anew from them."""
_MADE_ANEW = {
    "feed": ("entries", "unread"),
    "entry": ("enriched", "quotes", "length", "media"),
    "body": ("text",),
    "revision": ("id",),
    "gap": ("number",),
}
"""Columns that are not taken over: they follow from what is."""
_STEADY = {"feed": ("url",), "entry": ("feed", "key")}
"""Columns that never change: a row that has others than the copy is damaged, and the copy's stays."""
_UNREADABLE = (ValueError, TypeError, KeyError, OverflowError)
"""What the making of values from wrong columns raises."""


def salvage(raw: sqlite3.Connection, sources: Sequence[Path]) -> int:
    """Pour every readable row of these files into a new cache, the later file over the earlier one.

    The second stage is due again for all of it. Returns: how many entries were saved.
    """
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("BEGIN IMMEDIATE")
    for path in sources:
        _pour(raw, path, over=True)
    _mend(raw, _numbers(raw))
    # A row that says nothing any more had taken the place of the sound one of the copy.
    kept = set(_numbers(raw))
    for path in reversed(sources[:-1]):
        _pour(raw, path, over=False)
    _mend(raw, [number for number in _numbers(raw) if number not in kept])
    _count(raw)
    index.rebuild(raw)
    muting.forget(raw)
    raw.execute("COMMIT")
    raw.execute("PRAGMA foreign_keys = ON")
    return len(_numbers(raw))


def _numbers(raw: sqlite3.Connection) -> list[int]:
    return column(raw.execute("SELECT id FROM entry"))


def _mend(raw: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take out what makes no sense. Args: numbers: the entries to be read through."""
    raw.execute("DELETE FROM entry WHERE feed NOT IN (SELECT number FROM feed)")
    # Words that are lost leave an empty digest: the next poll brings them back without a revision (polls.py).
    raw.execute(
        "INSERT INTO body (id, digest, facts, kind, authors, tags, enclosures, body)"
        " SELECT id, '', '', 'html', '[]', '[]', '[]', '' FROM entry"
        " WHERE id NOT IN (SELECT id FROM body)"
    )
    _drop_unreadable(raw, numbers)
    raw.execute("DELETE FROM body WHERE id NOT IN (SELECT id FROM entry)")
    raw.execute("DELETE FROM revision WHERE entry NOT IN (SELECT id FROM entry)")
    raw.execute(
        "DELETE FROM gap WHERE feed NOT IN (SELECT number FROM feed)"
        " OR typeof(since) <> 'integer' OR typeof(until) <> 'integer'"
    )
    raw.execute(
        "DELETE FROM event WHERE entry NOT IN (SELECT id FROM entry) OR typeof(at) <> 'integer'"
        " OR what NOT IN ('new', 'changed', 'withdrawn', 'back')"
    )
    raw.execute(
        "DELETE FROM act WHERE flag NOT IN ('read', 'starred', 'hidden') OR value NOT IN (0, 1)"
        " OR typeof(at) <> 'integer'"
    )
    raw.execute("DELETE FROM acted WHERE act NOT IN (SELECT number FROM act) OR typeof(entry) <> 'integer'")
    raw.execute(
        "DELETE FROM alert WHERE entry NOT IN (SELECT id FROM entry) OR typeof(at) <> 'integer'"
        " OR typeof(told) NOT IN ('integer', 'null')"
    )


def _count(raw: sqlite3.Connection) -> None:
    """Set the figures that follow from the rows."""
    raw.execute(
        "UPDATE entry SET revisions = r.past FROM (SELECT entry, sum(1 - trivial) AS past FROM revision GROUP BY entry)"
        " AS r WHERE r.entry = entry.id AND r.past > revisions"
    )
    raw.execute(
        "UPDATE feed SET entries = (SELECT count(*) FROM entry WHERE feed = number),"
        " unread = (SELECT count(*) FROM entry WHERE feed = number AND read = 0 AND hidden = 0)"
    )
    # Of lost events the numbers are given anew; they too come after the reader was left.
    raw.execute(
        "UPDATE meta SET value = (SELECT coalesce(max(seq), 0) FROM event) WHERE name = 'left'"
        " AND CAST(value AS INTEGER) > (SELECT coalesce(max(seq), 0) FROM event)"
    )


def _pour(raw: sqlite3.Connection, path: Path, *, over: bool) -> None:
    """Take over what can be read of a file; what can't be read is passed over.

    Args: over: its rows take the place of those that are there.
    """
    for immutable in (False, True):  # as its last resort SQLite reads the file without the log beside it
        source = _opened(path, immutable=immutable)
        if source is None:
            continue
        with closing(source):
            for table, key in _SAVED.items():
                _pour_table(raw, source, table, key, over=over)
            if over:
                _pour_left(raw, source)
        return


def _pour_left(raw: sqlite3.Connection, source: sqlite3.Connection) -> None:
    """Take over when the reader was last left: else all that is kept would be new once, or never."""
    try:
        left = events.left(source)
    except sqlite3.DatabaseError:
        return
    if left is not None:
        events.set_left(raw, left)


def _opened(path: Path, *, immutable: bool) -> sqlite3.Connection | None:
    """The file, as far as SQLite can make out its tables."""
    try:
        source = connect(path, busy=1, cache_mib=8, mode="ro", immutable=immutable)
    except sqlite3.DatabaseError:
        return None
    source.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        source.close()
        return None
    return source


def _pour_table(raw: sqlite3.Connection, source: sqlite3.Connection, table: str, key: str, *, over: bool) -> None:
    ours = {row[1] for row in raw.execute(f"PRAGMA table_info({table})")} - set(_MADE_ANEW.get(table, ()))
    names = [row[1] for row in source.execute(f"PRAGMA table_info({table})") if row[1] in ours]
    if not names:
        return
    insert = f"INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    if not over:
        insert = f"INSERT OR IGNORE {insert}"
    elif table in _STEADY:
        new = ", ".join(f"{name} = excluded.{name}" for name in names)
        same = " AND ".join(f"{table}.{name} = excluded.{name}" for name in _STEADY[table])
        insert = f"INSERT {insert} ON CONFLICT ({key}) DO UPDATE SET {new} WHERE {same}"
    else:
        insert = f"INSERT OR REPLACE {insert}"
    for row in _readable(source, table, key, ", ".join(names)):
        try:
            raw.execute(insert, row)
        except sqlite3.IntegrityError:
            continue  # a row that lacks what it can't be without, or has what is another one's


def _readable(source: sqlite3.Connection, table: str, key: str, names: str) -> Iterator[tuple[Any, ...]]:
    """Every row that can be reached: from the front, from the back, then ever finer in between."""
    spans = deque([(0, 2**63 - 1)])
    rows = f"SELECT {key}, {names} FROM {table} NOT INDEXED WHERE {key} BETWEEN ? AND ? ORDER BY {key}"
    for _ in range(_PROBES):
        if not spans:
            return
        low, high = spans.popleft()
        for order in ("ASC", "DESC"):
            try:
                for edge, *row in source.execute(f"{rows} {order}", (low, high)):
                    yield tuple(row)
                    low, high = (edge + 1, high) if order == "ASC" else (low, edge - 1)
                break
            except sqlite3.DatabaseError:
                continue
        else:
            middle = (low + high) // 2
            spans.extend(span for span in ((low, middle), (middle + 1, high)) if span[0] <= span[1])


def _drop_unreadable(raw: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Damage can also leave rows that SQLite reads but that make no value; they would stop every later start."""
    for number in column(raw.execute("SELECT number FROM feed")):
        try:
            feeds.select(raw, (number,))
        except _UNREADABLE:
            raw.execute(
                "UPDATE feed SET kind = 'feed', status = 'new', last_poll = NULL, next_poll = NULL,"
                " split = 'auto', ends = NULL, last_change = NULL WHERE number = ?",
                (number,),
            )
    for part in chunks(numbers, 200):
        try:
            _mark_restated(raw, part)
        except _UNREADABLE:
            for number in part:
                try:
                    _mark_restated(raw, (number,))
                except _UNREADABLE:
                    raw.execute("DELETE FROM entry WHERE id = ?", (number,))


def _mark_restated(raw: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Forget digests that are no longer those of what is kept, so that the next poll brings it back.

    Times that were bent make other facts too; then the next poll writes the entry once for nothing.
    """
    found = list(entries.entries(raw, numbers))
    raw.executemany(
        "UPDATE entry SET media = ? WHERE id = ?", [(media_of(cached.entry), cached.number) for cached in found]
    )
    raw.executemany(
        "UPDATE body SET digest = '' WHERE id = ? AND digest <> ?",
        [(cached.number, content_digest(cached.entry)) for cached in found],
    )
    raw.executemany(
        "UPDATE body SET facts = '' WHERE id = ? AND facts <> ?",
        [(cached.number, facts_digest(cached.entry)) for cached in found],
    )
