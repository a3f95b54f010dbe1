"""Copies of the cache, and what is done when it is found broken."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def problems(raw: sqlite3.Connection) -> list[str]:
    """What is wrong with the file; empty when it is sound."""
    found = [str(row[0]) for row in raw.execute("PRAGMA quick_check(20)")]
    return [] if found == ["ok"] else found


def copy(raw: sqlite3.Connection, dest: Path) -> None:
    """Copy the cache into one file that needs no other beside it, whole or not at all."""
    part = dest.with_name(dest.name + ".part")
    part.unlink(missing_ok=True)
    target = sqlite3.connect(part, isolation_level=None)
    try:
        raw.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        target.close()
        part.unlink(missing_ok=True)
        raise
    target.close()
    part.replace(dest)
