"""The full-text index. It keeps no text of its own, so every change of it is made here and from what is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from livetui.model import words
from livetui.model.words import padded, padded_all
from livetui.store.values import unpack


class Indexed(NamedTuple):
    """What the index knows of one entry, as it is stored; the index row is a function of this alone."""

    title: str | None
    text: str
    authors: str
    """Packed, as its column is."""
    tags: str
    """Packed, as its column is."""

    def terms(self) -> tuple[str, str, str, str]:
        """The index row."""
        return (
            padded(self.title),
            padded(self.text),
            padded_all(unpack(self.authors)),
            padded_all(unpack(self.tags)),
        )


def replace(raw: sqlite3.Connection, number: int, old: Indexed | None, new: Indexed | None) -> None:
    """Bring one row in step. Args: old, new: what was and what will be stored; None: nothing."""
    if old == new:
        return
    if old is not None:
        raw.execute(
            "INSERT INTO words (words, rowid, title, text, authors, tags) VALUES ('delete', ?, ?, ?, ?, ?)",
            (number, *old.terms()),
        )
    if new is not None:
        raw.execute(
            "INSERT INTO words (rowid, title, text, authors, tags) VALUES (?, ?, ?, ?, ?)", (number, *new.terms())
        )


def is_current(raw: sqlite3.Connection) -> bool:
    """False when the index was made by other rules of what a word is."""
    row = raw.execute("SELECT value FROM meta WHERE name = 'words'").fetchone()
    return row is not None and row[0] == words.VERSION


def rebuild(raw: sqlite3.Connection) -> None:
    """Make the index anew from what is stored, inside the caller's transaction."""
    raw.execute("INSERT INTO words (words) VALUES ('delete-all')")
    raw.executemany("INSERT INTO words (rowid, title, text, authors, tags) VALUES (?, ?, ?, ?, ?)", _rows(raw))
    raw.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('words', ?)", (words.VERSION,))


def _rows(raw: sqlite3.Connection) -> Iterator[tuple[int, str, str, str, str]]:
    for number, *stored in raw.execute(
        "SELECT id, iif(titled, title, NULL), text, authors, tags FROM entry JOIN body USING (id) ORDER BY id"
    ):
        yield (number, *Indexed(*stored).terms())
