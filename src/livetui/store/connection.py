"""One connection to the cache: how it is opened, its transactions, and SQLite's errors in our words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from livetui.errors import StoreError, StoreFull, StoreLocked

_FULL = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
"""A file size limit or quota comes as an I/O error of the write, not as SQLITE_FULL."""

PAGE = 8192
"""Bytes of a page. Two articles of usual length fit: with SQLite's 4096 a cache is a quarter larger and slower to fill
(benchmarks/bench_store.py)."""

PRIVATE = 0o600
"""Mode of every file with news in it: what somebody follows, reads and stars is nobody else's business."""

DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Primary codes that say the file itself is broken; both come as DatabaseError, not OperationalError."""


def error_code(error: sqlite3.Error) -> int:
    """The extended result code, 0 when the error is of Python's side of the binding."""
    return int(getattr(error, "sqlite_errorcode", None) or 0)


def is_damage(error: sqlite3.Error) -> bool:
    """True when the error means that the file is not a sound database."""
    return error_code(error) & 0xFF in DAMAGED


def as_store_error(error: sqlite3.Error, subject: str) -> StoreError:
    """The error of ours that a caller can act on."""
    code = error_code(error)
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return StoreLocked(subject, "another program holds the cache; nothing was changed, try again")
    if code in _FULL or primary == sqlite3.SQLITE_FULL:
        return StoreFull(subject, "the disk or a quota is full; what was kept before is intact")
    if primary in DAMAGED:
        return StoreError(subject, f"the cache is damaged ({error}); restart livetui to have it repaired")
    if primary == sqlite3.SQLITE_READONLY:
        return StoreError(subject, "the cache can only be read here")
    return StoreError(subject, f"the cache could not be read or written ({error})")


class Connection:
    """A SQLite connection whose every use ends in a value or one of our errors."""

    def __init__(self, raw: sqlite3.Connection, subject: str, *, marker: Path | None = None) -> None:
        """Args: subject: the file as the user knows it. marker: file to leave behind when damage is met."""
        self.raw = raw
        """The connection itself, for this package only."""
        self.subject = subject
        self._marker = marker

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the cache for as many questions as needed."""
        with self._mapped():
            self._end_view()  # of a question that was broken off, see below
            self.raw.execute("BEGIN")
            try:
                yield self.raw
            finally:
                self._end_view()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, kept whole or not at all; the right to write is taken at its start."""
        with self._mapped():
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                yield self.raw
                self.raw.execute("COMMIT")
            except BaseException:
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")
                raise

    def _end_view(self) -> None:
        """Let go of the view that is open, if one is.

        While a cursor of a question broken off still stands on a row, SQLite breaks this off, too
        (https://sqlite.org/c3ref/interrupt.html): the view is then ended when the next one begins.
        """
        try:
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if error_code(error) & 0xFF != sqlite3.SQLITE_INTERRUPT:
                raise

    @contextmanager
    def plain(self) -> Iterator[sqlite3.Connection]:
        """For statements that want no transaction around them."""
        with self._mapped():
            yield self.raw

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if is_damage(error) and self._marker is not None:
                with suppress(OSError):  # without it the next opening still finds what SQLite can't open at all
                    self._marker.touch()
            raise as_store_error(error, self.subject) from error


def connect(
    path: Path | None, *, busy: float, cache_mib: int, mode: str = "rwc", immutable: bool = False
) -> sqlite3.Connection:
    """Open the file (None: a cache in memory) with our settings.

    Args: busy: seconds to wait for a lock. mode: as in SQLite's URI ("rwc", "rw", "ro"). immutable: read a file in
    WAL mode where no shared memory file can be made; only right when nobody writes it.
    """
    if path is None:
        target = ":memory:"
    else:
        target = f"{path.resolve().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    raw = sqlite3.connect(target, timeout=busy, isolation_level=None, check_same_thread=False, uri=True)
    try:
        raw.execute(f"PRAGMA page_size = {PAGE}")  # of a file yet to be made; an old one keeps its own
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute(f"PRAGMA cache_size = -{cache_mib * 1024}")
    except sqlite3.Error:
        raw.close()
        raise
    return raw


def make_private(path: Path) -> None:
    """Make an empty file for a database, if there is none; SQLite takes an empty file for a new database.

    The files that SQLite puts beside it get its mode. A database that is there is never opened here: closing it would
    drop the locks that this process holds by other connections (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE))


def write_ahead(raw: sqlite3.Connection) -> None:
    """Let readers and one writer work side by side; a power cut may cost the last polls, never the soundness."""
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = NORMAL")
    raw.execute("PRAGMA journal_size_limit = 16777216")
