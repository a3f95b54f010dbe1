"""From a path to a cache that can be used: refused, made, repaired, brought up to date, or only read."""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from livetui.errors import StoreError, StoreRefused
from livetui.store import index, rescue, salvage, schema
from livetui.store.claim import Claim
from livetui.store.connection import Connection, as_store_error, connect, is_damage, make_private, write_ahead

_LOG = logging.getLogger(__name__)
_MAGIC = b"SQLite format 3\x00"
_VERSION_AT = slice(60, 64)
_APPLICATION_AT = slice(68, 72)
"""Where the header keeps user_version and application_id (https://www.sqlite.org/fileformat2.html, 1.3)."""

_REPAIRED = ".repair"
"""Ending of the file that a repair fills; whole once the broken one has been set aside."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a cache is opened."""

    busy: float
    """Seconds to wait for another program."""
    cache_mib: int
    backup: bool


@dataclass(slots=True)
class Opened:
    """A cache at hand."""

    db: Connection
    path: Path | None
    """The file; None in memory."""
    read_only: bool = False
    notices: tuple[str, ...] = ()
    backup: bool = False
    """The daily copy is made when it is closed, if this connection wrote anything."""
    claim: Claim | None = field(default=None, repr=False)
    _rows: int = field(init=False)
    """Rows written in the course of the opening."""

    def __post_init__(self) -> None:
        self._rows = self.db.raw.total_changes

    def close(self) -> None:
        """Let go of it, with the daily copy when it is due."""
        try:
            if self.backup and self.path is not None and self.db.raw.total_changes > self._rows:
                self._finish(self.path)
            self.db.raw.close()
        finally:
            if self.claim is not None:
                self.claim.release()

    def _finish(self, path: Path) -> None:
        """What may fail without harm: the next close tries again."""
        now = datetime.now(UTC)
        try:
            self.db.raw.execute("PRAGMA optimize")
            if rescue.backup_due(path, now):
                rescue.back_up(self.db.raw, path, now)
        except (sqlite3.Error, OSError, StoreError) as error:
            _LOG.warning("no backup of %s was made: %s", path, error)


def open_memory(settings: Settings, *notices: str) -> Opened:
    """A cache that lives as long as the program."""
    raw = connect(None, busy=settings.busy, cache_mib=settings.cache_mib)
    _bring_up_to_date(raw, None)
    return Opened(Connection(raw, "the cache in memory"), None, notices=notices)


def open_file(path: Path, settings: Settings) -> Opened:
    """The cache at the path."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        writable = _may_write(path.parent) and (not path.exists() or _may_write(path))
        claim = Claim(beside(path, ".lock"), busy=settings.busy, subject=str(path)) if writable else None
    except OSError:
        claim = None
    if claim is None:
        return _open_read_only(path, settings)
    try:
        try:
            opened = _open_claimed(path, settings, claim)
            claim.share()
        except sqlite3.Error as error:
            raise as_store_error(error, str(path)) from error
        except OSError as error:
            raise StoreError(str(path), f"the cache could not be opened ({error.strerror or error})") from error
    except BaseException:
        claim.release()
        raise
    return opened


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def beside(path: Path, ending: str) -> Path:
    """A file that belongs to the cache."""
    return path.with_name(path.name + ending)


def _open_claimed(path: Path, settings: Settings, claim: Claim) -> Opened:
    marker = beside(path, ".damaged")
    notices: tuple[str, ...] = ()
    if claim.alone and not path.exists() and beside(path, _REPAIRED).exists():
        beside(path, _REPAIRED).replace(path)  # killed between the last two steps of a repair
    if claim.alone and _header_is_damaged(path):
        notices = (_repair(path, settings),)
    try:
        raw = _open_raw(path, settings, check=claim.alone and (marker.exists() or _stopped_unclean(path)))
    except (sqlite3.DatabaseError, _DamagedError) as error:
        if not claim.alone or (isinstance(error, sqlite3.Error) and not is_damage(error)):
            raise
        notices = (_repair(path, settings),)
        raw = _open_raw(path, settings, check=False)
    if claim.alone:
        marker.unlink(missing_ok=True)
    return Opened(Connection(raw, str(path), marker=marker), path, notices=notices, backup=settings.backup, claim=claim)


class _DamagedError(Exception):
    """quick_check found faults."""


def _open_raw(path: Path, settings: Settings, *, check: bool) -> sqlite3.Connection:
    if path.exists():
        with closing(connect(path, busy=settings.busy, cache_mib=settings.cache_mib, mode="ro")) as probe:
            _refuse_strangers(probe, path)
    make_private(path)
    raw = connect(path, busy=settings.busy, cache_mib=settings.cache_mib)
    try:
        if check:
            _refuse_damage(raw)
        write_ahead(raw)
        _bring_up_to_date(raw, path)
    except BaseException:
        raw.close()
        raise
    return raw


def _refuse_damage(raw: sqlite3.Connection) -> None:
    if rescue.problems(raw):
        raise _DamagedError


def _bring_up_to_date(raw: sqlite3.Connection, path: Path | None) -> None:
    if path is not None and 0 < schema.version_of(raw) < schema.VERSION:
        rescue.back_up(raw, path, datetime.now(UTC))
    schema.migrate(raw)
    if not index.is_current(raw):
        raw.execute("BEGIN IMMEDIATE")
        try:
            index.rebuild(raw)
            raw.execute("COMMIT")
        except BaseException:
            raw.execute("ROLLBACK")
            raise


def _refuse_strangers(raw: sqlite3.Connection, path: Path) -> None:
    if schema.is_foreign(raw):
        raise StoreRefused(str(path), "this is the database of another program; nothing was touched")
    if schema.version_of(raw) > schema.VERSION:
        raise StoreRefused(str(path), "written by a newer livetui; nothing was touched")


def _refuse_old(raw: sqlite3.Connection, path: Path) -> None:
    if schema.version_of(raw) < schema.VERSION:
        raise StoreError(str(path), "the cache has to be brought up to date, but can't be written")


def _header_is_damaged(path: Path) -> bool:
    """True when SQLite would not know the file for a database; a stranger's is refused first.

    Reading the file by ourselves is only safe while nobody has it open: closing it would drop SQLite's locks.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return False
    if not header:
        return False
    if len(header) < 100 or not header.startswith(_MAGIC):
        return True
    application = int.from_bytes(header[_APPLICATION_AT], "big")
    version = int.from_bytes(header[_VERSION_AT], "big")
    if application not in (0, schema.APPLICATION_ID):
        raise StoreRefused(str(path), "this is the database of another program; nothing was touched")
    if application == schema.APPLICATION_ID and version > schema.VERSION:
        raise StoreRefused(str(path), "written by a newer livetui; nothing was touched")
    return False


def _stopped_unclean(path: Path) -> bool:
    """The last one to close a cache leaves no log behind."""
    log = beside(path, "-wal")
    return log.exists() and log.stat().st_size > 0


def _repair(path: Path, settings: Settings) -> str:
    """Set a broken cache aside and let one take its place that holds its newest sound copy and all it still holds."""
    now = datetime.now(UTC)
    copies = [copy for copy in rescue.backups(path) if rescue.sound(copy)][:1]
    part = beside(path, _REPAIRED)
    for ending in ("", "-wal", "-shm", "-journal"):
        beside(part, ending).unlink(missing_ok=True)
    make_private(part)
    with closing(connect(part, busy=settings.busy, cache_mib=64)) as raw:
        schema.migrate(raw)
        saved = salvage.salvage(raw, [*copies, path])
    aside = rescue.set_aside(path, now)
    part.replace(path)
    source = f"its copy of {rescue.made_at(copies[0]):%Y-%m-%d %H:%M} UTC and " if copies else ""
    return (
        f"The cache was damaged and is set aside as {aside.name}. Saved from {source}what was readable: {saved} entries"
    )


def _open_read_only(path: Path, settings: Settings) -> Opened:
    """For a folder where nothing can be written."""
    if not path.exists():
        return open_memory(settings, f"Nothing can be written to {path.parent}: this run keeps its news in memory only")
    notice = f"Nothing can be written to {path.parent}: the cache can be read, nothing new is kept"
    last: sqlite3.Error | None = None
    # Without a shared memory file SQLite reads a cache in WAL mode only if told that nobody writes it.
    for immutable in (False, True):
        raw = None
        try:
            raw = connect(path, busy=settings.busy, cache_mib=settings.cache_mib, mode="ro", immutable=immutable)
            _refuse_strangers(raw, path)
            _refuse_old(raw, path)
            return Opened(Connection(raw, str(path)), path, read_only=True, notices=(notice,))
        except sqlite3.Error as error:
            last = error
            if raw is not None:
                raw.close()
        except StoreError:
            assert raw is not None
            raw.close()
            raise
    assert last is not None
    raise as_store_error(last, str(path)) from last
