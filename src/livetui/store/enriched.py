"""The second stage as the cache keeps it: which entries wait for it, and what it finds."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import cast

from livetui.model.digest import source_digest
from livetui.model.entry import BodyKind, CachedEntry, Enrichment, Entry
from livetui.model.quote import Quote
from livetui.model.speakers import surname
from livetui.model.words import padded, tokens
from livetui.store import feeds, index, links
from livetui.store.entries import entries
from livetui.store.feeds import Scope
from livetui.store.index import Indexed
from livetui.store.titles import first_words
from livetui.store.values import column, marks, pack

_INSERT = f"INSERT INTO quote VALUES ({marks(19)})"
_LOOKED_INTO = slice(13, 17)
"""Places of what filters look into in a row of quotations; its words are the last of it."""
_WORDS = 16
"""Place of the words in a row of quotations."""


def unenriched(
    raw: sqlite3.Connection, version: int, limit: int, scope: Scope, below: int | None
) -> tuple[CachedEntry, ...]:
    """The newest entries that the second stage has not read under these rules."""
    where, values = _scoped(raw, scope)
    if below is not None:
        where, values = f"{where} AND id < ?", (*values, below)
    numbers: list[int] = []
    for stage in _other_versions(raw, version):
        numbers += column(
            raw.execute(
                f"SELECT id FROM entry WHERE enriched = ?{where} ORDER BY id DESC LIMIT ?", (stage, *values, limit)
            )
        )
    return tuple(entries(raw, sorted(numbers, reverse=True)[:limit]))


def write(raw: sqlite3.Connection, items: Sequence[Enrichment], version: int) -> tuple[int, ...]:
    """Keep what the second stage found, save where what it read has changed since."""
    done = []
    for item in sorted(items, key=lambda item: item.number):
        row = raw.execute(
            "SELECT iif(titled, title, NULL), body, kind, stated_lang, text, authors, tags, url, title"
            " FROM entry JOIN body USING (id) WHERE id = ?",
            (item.number,),
        ).fetchone()
        if row is None:
            continue
        title, body, kind, stated_lang, old_text, authors, tags, url, shown = row
        if item.digest != source_digest(Entry("", title=title, body=body, body_kind=BodyKind(kind), lang=stated_lang)):
            continue
        old = Indexed(title, old_text, authors, tags, url, index.quotes(raw, item.number))
        if item.text != old_text:
            raw.execute("UPDATE body SET text = ? WHERE id = ?", (item.text, item.number))
        raw.execute(
            "UPDATE entry SET enriched = ?, quotes = ?, length = iif(?, ?, length), lang = ?, title = ? WHERE id = ?",
            (
                version,
                len(item.quotes),
                item.text != old_text,
                len(tokens(item.text)) if item.text != old_text else 0,
                stated_lang or item.lang,
                shown if title is not None else first_words(item.text) or shown,
                item.number,
            ),
        )
        rows = list(_quote_rows(item.number, item.quotes))
        _keep_quotes(raw, item.number, rows)
        quotes = tuple(cast("tuple[str, str, str, str]", row[_LOOKED_INTO]) for row in rows)
        index.replace(raw, item.number, old, old._replace(text=item.text, quotes=quotes))
        done.append(item.number)
    links.clear(raw)
    return tuple(done)


def _keep_quotes(raw: sqlite3.Connection, number: int, rows: list[tuple[object, ...]]) -> None:
    """Let these be the quotations of the entry; most often new rules find the old ones again."""
    old = raw.execute("SELECT * FROM quote WHERE entry = ? ORDER BY place", (number,)).fetchall()
    if old == rows:
        return
    if old:
        raw.execute("DELETE FROM quote WHERE entry = ?", (number,))
    for row in rows:
        links.add(raw, cast("str", row[_WORDS]))
        raw.execute(_INSERT, row)


def _other_versions(raw: sqlite3.Connection, version: int) -> list[int]:
    """The versions found in the cache but this one: a step in the index for each, however many entries there are."""
    found, last = [], -1
    step = "SELECT enriched FROM entry WHERE enriched > ? ORDER BY enriched LIMIT 1"
    while row := raw.execute(step, (last,)).fetchone():
        last = row[0]
        if last != version:
            found.append(last)
    return found


def _scoped(raw: sqlite3.Connection, scope: Scope) -> tuple[str, tuple[int, ...]]:
    limited = feeds.numbers_of(raw, scope)
    return ("", ()) if limited is None else (f" AND feed IN ({marks(len(limited))})", limited)


def _quote_rows(number: int, quotes: Sequence[Quote]) -> Iterator[tuple[object, ...]]:
    for place, quote in enumerate(quotes):
        start, end = quote.speaker_span or (None, None)
        words = padded(quote.text)
        yield (
            number,
            place,
            quote.part,
            pack(quote.segments),
            quote.text,
            quote.speaker,
            start,
            end,
            quote.role,
            quote.cue,
            quote.via,
            quote.certainty,
            pack(quote.repairs),
            padded(quote.speaker),
            padded(quote.role),
            padded(quote.via),
            words,
            surname(quote.speaker),
            links.wording(words),
        )
