"""From a path to a cache that can be used."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from livetui.errors import StoreError, StoreRefused
from livetui.store import index, schema
from livetui.store.connection import Connection, as_store_error, connect, write_ahead


@dataclass(slots=True)
class Opened:
    """A cache at hand."""

    db: Connection
    path: Path | None
    read_only: bool
    notices: tuple[str, ...]
    backup: bool

    def close(self) -> None:
        """Let go of it."""
        self.db.raw.close()


def open_file(path: Path | None, subject: Path, *, busy: float, cache_mib: int, backup: bool) -> Opened:
    """Open, make or bring up to date the cache at the path; None: in memory."""
    raw = None
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        raw = connect(path, busy=busy, cache_mib=cache_mib)
        if schema.is_foreign(raw):
            raise StoreRefused(str(subject), "this is the database of another program; nothing was touched")
        if schema.version_of(raw) > schema.VERSION:
            raise StoreRefused(str(subject), "written by a newer livetui; nothing was touched")
        write_ahead(raw)
        schema.migrate(raw)
        if not index.is_current(raw):
            raw.execute("BEGIN IMMEDIATE")
            index.rebuild(raw)
            raw.execute("COMMIT")
    except sqlite3.Error as error:
        if raw is not None:
            raw.close()
        raise as_store_error(error, str(subject)) from error
    except StoreError:
        if raw is not None:
            raw.close()
        raise
    return Opened(Connection(raw, str(subject)), path, False, (), backup)
