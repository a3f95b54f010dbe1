"""Copies of the cache, and what is done when it is found broken."""

# ruff: noqa: S608 - only names of ours are joined into statements, every value is bound

from __future__ import annotations

import os
import re
import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from livetui.errors import StoreError
from livetui.model.digest import content_digest, facts_digest
from livetui.model.media import media_of
from livetui.store import entries, feeds, index, muting, schema
from livetui.store.connection import PRIVATE, connect, is_damage, make_private
from livetui.store.values import chunks, column

_STAMP = "%Y%m%dT%H%M%SZ"
_KEPT = 2
"""Copies kept; the older one survives a fault that the newer one has copied."""
_DAILY = timedelta(hours=24)
_PROBES = 2000
"""How often one table is entered anew behind a damaged place; some 50 ms for a place that stays dark."""
_SAVED = {
    "feed": "number",
    "entry": "id",
    "body": "id",
    "revision": "id",
    "event": "seq",
    "gap": "number",
}
"""The tables that can't be had again, with their key. Texts, quotations and the index are made anew from them."""
_MADE_ANEW = {
    "feed": ("entries", "unread"),
    "entry": ("enriched", "quotes", "length", "media"),
    "body": ("text",),
    "revision": ("id",),
    "event": (),
    "gap": ("number",),
}
"""Columns that are not taken over: they follow from what is."""
_UNREADABLE = (ValueError, TypeError, KeyError, OverflowError)
"""What the making of values from wrong columns raises."""


def problems(raw: sqlite3.Connection) -> list[str]:
    """What is wrong with the file, one line each; empty when it is sound."""
    try:
        found = [str(row[0]) for row in raw.execute("PRAGMA quick_check(20)")]
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return [str(error)]
    return [] if found == ["ok"] else [line for lines in found for line in lines.splitlines()]


def copy(raw: sqlite3.Connection, dest: Path) -> None:
    """Copy the cache into one file that needs no other beside it: whole, sound, or not at all.

    Raises: StoreError: the cache is damaged, so the copy would be no help.
    """
    part = dest.with_name(f"{dest.name}.{os.getpid()}-{id(raw)}.part")
    try:
        make_private(part)
        with closing(sqlite3.connect(part, isolation_level=None)) as target:
            # Once it reads, nobody can lock it out: where it is locked out, backup() would try again for ever.
            raw.execute("BEGIN")
            try:
                raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
                raw.backup(target)
            finally:
                raw.execute("ROLLBACK")
            found = problems(target)
            if found:
                raise StoreError(str(dest), f"not written, the cache is damaged ({found[0]})")
            target.execute("PRAGMA journal_mode = DELETE")
        part.replace(dest)
    finally:
        part.unlink(missing_ok=True)


def backups(path: Path) -> list[Path]:
    """The copies kept beside the cache, newest first."""
    stamped = re.compile(re.escape(path.name) + r"\.backup-\d{8}T\d{6}Z")
    return sorted((file for file in path.parent.iterdir() if stamped.fullmatch(file.name)), reverse=True)


def back_up(raw: sqlite3.Connection, path: Path, now: datetime) -> Path:
    """Make a copy beside the cache and let go of the oldest ones."""
    dest = path.with_name(f"{path.name}.backup-{now:{_STAMP}}")
    copy(raw, dest)
    for old in backups(path)[_KEPT:]:
        old.unlink(missing_ok=True)
    return dest


def backup_due(path: Path, now: datetime) -> bool:
    """True when the newest copy is more than a day old, or from a day that has yet to come."""
    newest = backups(path)[:1]
    return not newest or not timedelta(0) <= now - made_at(newest[0]) < _DAILY


def made_at(backup: Path) -> datetime:
    """When a copy was made, by its name."""
    return datetime.strptime(backup.name.rpartition("-")[2], _STAMP).replace(tzinfo=UTC)


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a broken file, with what SQLite keeps beside it, so that nothing of it is lost."""
    aside = path.with_name(f"{path.name}.corrupt-{now:{_STAMP}}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.name}.corrupt-{now:{_STAMP}}-{count}")
    for ending in ("-wal", "-shm", ""):
        source = path.with_name(path.name + ending)
        if source.exists():
            with suppress(OSError):  # another user's file
                source.chmod(PRIVATE)
            source.replace(aside.with_name(aside.name + ending))
    return aside


def salvage(raw: sqlite3.Connection, sources: list[Path]) -> int:
    """Pour every readable row of these files into a new cache, the later file over the earlier one.

    The second stage is due again for all of it. Returns: how many entries were saved.
    """
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("BEGIN IMMEDIATE")
    for path in sources:
        _pour(raw, path)
    raw.execute("DELETE FROM entry WHERE feed NOT IN (SELECT number FROM feed)")
    # Words that are lost leave an empty digest: the next poll brings them back without a revision (polls.py).
    raw.execute(
        "INSERT INTO body (id, digest, facts, kind, authors, tags, enclosures, body)"
        " SELECT id, '', '', 'html', '[]', '[]', '[]', '' FROM entry"
        " WHERE id NOT IN (SELECT id FROM body)"
    )
    _drop_unreadable(raw)
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
        "UPDATE entry SET revisions = r.past FROM (SELECT entry, sum(1 - trivial) AS past FROM revision GROUP BY entry)"
        " AS r WHERE r.entry = entry.id AND r.past > revisions"
    )
    raw.execute(
        "UPDATE feed SET entries = (SELECT count(*) FROM entry WHERE feed = number),"
        " unread = (SELECT count(*) FROM entry WHERE feed = number AND read = 0 AND hidden = 0)"
    )
    index.rebuild(raw)
    muting.forget(raw)
    raw.execute("COMMIT")
    raw.execute("PRAGMA foreign_keys = ON")
    return int(raw.execute("SELECT count(*) FROM entry").fetchone()[0])


def sound(path: Path) -> bool:
    """True for a copy that is a cache of ours without a fault."""
    try:
        with closing(connect(path, busy=1, cache_mib=8, mode="ro")) as raw:
            return not schema.is_foreign(raw) and schema.version_of(raw) <= schema.VERSION and not problems(raw)
    except sqlite3.Error:
        return False


def _pour(raw: sqlite3.Connection, path: Path) -> None:
    """Take over what can be read of a file; what can't be read is passed over."""
    for immutable in (False, True):  # as its last resort SQLite reads the file without the log beside it
        source = _opened(path, immutable=immutable)
        if source is None:
            continue
        with closing(source):
            for table, key in _SAVED.items():
                _pour_table(raw, source, table, key)
        return


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


def _pour_table(raw: sqlite3.Connection, source: sqlite3.Connection, table: str, key: str) -> None:
    ours = {row[1] for row in raw.execute(f"PRAGMA table_info({table})")} - set(_MADE_ANEW[table])
    names = [row[1] for row in source.execute(f"PRAGMA table_info({table})") if row[1] in ours]
    if not names:
        return
    insert = f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    for row in _readable(source, table, key, ", ".join(names)):
        try:
            raw.execute(insert, row)
        except sqlite3.IntegrityError:
            continue  # a row that lacks what it can't be without


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


def _drop_unreadable(raw: sqlite3.Connection) -> None:
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
    for part in chunks(column(raw.execute("SELECT id FROM entry")), 200):
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
