"""Copies of the cache, and what is done when it is found broken."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from livetui.errors import StoreError
from livetui.store import schema
from livetui.store.connection import PRIVATE, connect, is_damage, make_private

_STAMP = "%Y%m%dT%H%M%SZ"
_KEPT = 2
"""Copies kept; the older one survives a fault that the newer one has copied."""
_DAILY = timedelta(hours=24)


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


def sound(path: Path) -> bool:
    """True for a copy that is a cache of ours without a fault."""
    try:
        with closing(connect(path, busy=1, cache_mib=8, mode="ro")) as raw:
            return not schema.is_foreign(raw) and schema.version_of(raw) <= schema.VERSION and not problems(raw)
    except sqlite3.Error:
        return False
