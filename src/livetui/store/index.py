"""The full-text index. It keeps no text of its own, so every change of it is made here and from what is stored."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from livetui.model import words
from livetui.model.words import GAP, padded, padded_all
from livetui.store.values import unpack

_COLUMNS = "title, text, authors, tags, url, said, roles, via, quoted"
_INSERT = f"INSERT INTO words (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Indexed(NamedTuple):
    """What the index knows of one entry, as it is stored; the index row is a function of this alone."""

    title: str | None
    text: str
    authors: str
    """Packed, as its column is."""
    tags: str
    """Packed, as its column is."""
    url: str | None
    quotes: tuple[tuple[str, str, str, str], ...] = ()
    """Speaker, role, relaying agency and words of each quotation, padded as their columns are."""

    def terms(self) -> tuple[str, ...]:
        """The index row."""
        return (
            padded(self.title),
            padded(self.text),
            padded_all(unpack(self.authors)),
            padded_all(unpack(self.tags)),
            padded(self.url),
            *(_apart(texts) for texts in (zip(*self.quotes, strict=True) if self.quotes else ((),) * 4)),
        )


def _apart(texts: Iterable[str]) -> str:
    """Padded texts as one, of which no phrase reaches from one into the next."""
    return GAP.join(texts) or " "


def quotes(raw: sqlite3.Connection, number: int) -> tuple[tuple[str, str, str, str], ...]:
    """What the index knows of the quotations of an entry."""
    found = raw.execute("SELECT said, as_role, relayed, words FROM quote WHERE entry = ? ORDER BY place", (number,))
    return tuple(found.fetchall())


def replace(raw: sqlite3.Connection, number: int, old: Indexed | None, new: Indexed | None) -> None:
    """Bring one row in step. Args: old, new: what was and what will be stored; None: nothing."""
    if old == new:
        return
    if old is not None:
        raw.execute(
            f"INSERT INTO words (words, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, *old.terms()),
        )
    if new is not None:
        raw.execute(_INSERT, (number, *new.terms()))


def is_current(raw: sqlite3.Connection) -> bool:
    """False when the index was made by other rules of what a word is."""
    row = raw.execute("SELECT value FROM meta WHERE name = 'words'").fetchone()
    return row is not None and row[0] == words.VERSION


def rebuild(raw: sqlite3.Connection) -> None:
    """Make the index anew from what is stored, inside the caller's transaction."""
    raw.execute("INSERT INTO words (words) VALUES ('delete-all')")
    raw.executemany(_INSERT, _rows(raw))
    raw.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('words', ?)", (words.VERSION,))


def _rows(raw: sqlite3.Connection) -> Iterator[tuple[int | str, ...]]:
    for number, *stored in raw.execute(
        "SELECT id, iif(titled, title, NULL), text, authors, tags, url FROM entry JOIN body USING (id) ORDER BY id"
    ):
        yield (number, *Indexed(*stored)._replace(quotes=quotes(raw, number)).terms())
