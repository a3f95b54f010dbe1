"""Quotations across the cache: newest first with the same words once, and who else carries them."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from livetui.model.filter import Filter
from livetui.model.saying import Carried, Saying
from livetui.model.speakers import differ
from livetui.store import feeds, links, search
from livetui.store.conditions import Asked
from livetui.store.entries import QUOTE, quote_of
from livetui.store.feeds import Known, Scope
from livetui.store.links import AGE, AT, FROM, Age
from livetui.store.scopes import shown
from livetui.store.speakers import said_by
from livetui.store.sql import Sql, both
from livetui.store.values import chunks, marks, timed

ALSO = 200
"""Other entries named for one quotation at most, the oldest ones."""
_STEP = 256
"""Quotations looked at in one go."""
_REACH = 5000
"""Wordings followed from link to link at most: a family of that size is no news but a form with a changing number."""
_COLUMNS = ", ".join(f"q.{name}" for name in QUOTE.split(", "))


def sayings(
    raw: sqlite3.Connection,
    f: Filter | None,
    *,
    scope: Scope,
    asked: Asked,
    speaker: str | None,
    before: tuple[int, int] | None,
    limit: int | None,
    once: bool,
) -> tuple[Saying, ...]:
    """Quotations that pass, newest first; `once`: the same words once, as the oldest one that passes."""
    where = search.quoted(raw, f, scope=scope, asked=asked)
    if speaker is not None:
        where = both(where, said_by(raw, speaker))
    found = list(islice(_Passing(raw, where).after(before, once=once), limit))
    named = feeds.sources(raw)
    carriers = _Carriers(raw, scope, named)
    listed = []
    for part in chunks(found, _STEP):
        also = carriers.of([(row[1], row[0][0]) for row in part]) if once else {}
        for quote_row, wording, place, feed, title, url, at in part:
            quote = quote_of(quote_row)
            others = also.get((wording, quote_row[0]), [])
            listed.append(
                Saying(
                    number=quote_row[0],
                    place=place,
                    quote=quote,
                    feed_url=named[feed][1],
                    source=named[feed][0],
                    title=title or "",
                    url=url,
                    at=timed(at),
                    also=_carried(others, wording, quote.speaker),
                )
            )
    return tuple(listed)


def carried(raw: sqlite3.Connection, number: int, *, scope: Scope) -> dict[int, tuple[Carried, ...]]:
    """The same words in other entries shown, by the place of the entry's quotation."""
    rows = raw.execute("SELECT place, wording, speaker FROM quote WHERE entry = ? ORDER BY place", (number,)).fetchall()
    also = _Carriers(raw, scope, feeds.sources(raw)).of([(wording, number) for _, wording, _ in rows])
    return {
        place: _carried(also[wording, number], wording, speaker)
        for place, wording, speaker in rows
        if also.get((wording, number))
    }


class _Passing:
    """The quotations that pass, and of those with the same words the oldest."""

    def __init__(self, raw: sqlite3.Connection, where: Sql) -> None:
        self._raw = raw
        self._where = where
        self._oldest: dict[int, Age | None] = {}
        """By wording; None where none passes."""
        self._links: dict[int, set[int]] = {}
        self._listed: dict[int, bool] = {}

    def after(self, before: tuple[int, int] | None, *, once: bool) -> Iterator[tuple[Any, ...]]:
        """Those to list, newest first: row of the quotation, wording, place, then what `Saying` needs of its entry."""
        where, values = self._where.text, self._where.values
        if before is not None:
            where += " AND q.entry <= ? AND (q.entry < ? OR q.place > ?)"
            values = (*values, before[0], *before)
        cursor = self._raw.execute(
            f"SELECT {AGE}, {_COLUMNS}, q.words, q.wording, e.feed, iif(e.titled, e.title, NULL), e.url, {AT}"
            f" FROM {FROM} WHERE {where} ORDER BY q.entry DESC, q.place",
            values,
        )
        while rows := cursor.fetchmany(_STEP):
            if not once:
                yield from ((row[4:-6], row[-5], row[3], *row[-4:]) for row in rows)
                continue
            wordings = {row[-5] for row in rows} - {None}
            self._learn(wordings)
            short = self._short([row[0] for row in rows if row[-5] is None])
            for row in rows:
                age, quote_row = row[:4], row[4:-6]
                words, wording, *rest = row[-6:]
                if wording is None:
                    first = short[row[0], words] == age
                else:
                    first = self._listed[wording] and self._oldest[wording] == age
                if first:
                    yield (quote_row, wording, row[3], *rest)

    def _short(self, numbers: Sequence[int]) -> dict[tuple[int, str], Age]:
        """Quotations too short for a wording of their own are the same only within an entry."""
        found: dict[tuple[int, str], Age] = {}
        for part in chunks(sorted(set(numbers))):
            for *age, words in self._raw.execute(
                f"SELECT {AGE}, q.words FROM {FROM} WHERE q.entry IN ({marks(len(part))}) AND q.wording IS NULL"
                f" AND {self._where.text} ORDER BY {AGE}",
                (*part, *self._where.values),
            ):
                found.setdefault((age[0], words), tuple(age))
        return found

    def _learn(self, wordings: set[int]) -> None:
        """Decide of these wordings, and of all that are linked to them, which are listed."""
        fresh = wordings - self._listed.keys()
        family: set[int] = set()
        while fresh and len(family) < _REACH:
            family |= fresh
            found = links.of(self._raw, fresh)
            self._links.update(found)
            fresh = set().union(*found.values()) - family - self._listed.keys() if found else set()
        for part in chunks(sorted(family)):
            for wording, *age in self._raw.execute(
                f"SELECT q.wording, {AGE} FROM {FROM} WHERE q.wording IN ({marks(len(part))})"
                f" AND {self._where.text} ORDER BY {AGE}",
                (*part, *self._where.values),
            ):
                self._oldest.setdefault(wording, tuple(age))
        for wording in sorted(family, key=lambda one: self._oldest.setdefault(one, None) or ()):
            self._listed[wording] = self._oldest[wording] is not None and not any(
                self._listed.get(other, False) for other in self._links.get(wording, ())
            )


class _Carriers:
    """Finds the entries that carry the same words."""

    def __init__(self, raw: sqlite3.Connection, scope: Scope, named: dict[int, Known]) -> None:
        self._raw = raw
        self._named = named
        self._where = shown(raw, scope)

    def of(self, asked: Sequence[tuple[int | None, int]]) -> dict[tuple[int | None, int], list[tuple[int, Carried]]]:
        """For each wording and the entry it stands in: the others, the oldest first, each with its own wording."""
        linked = links.of(self._raw, {wording for wording, _ in asked if wording is not None})
        wanted = linked.keys() | set().union(*linked.values()) if linked else set()
        wanted |= {wording for wording, _ in asked if wording is not None}
        standing: defaultdict[int, list[tuple[Age, Carried]]] = defaultdict(list)
        for part in chunks(sorted(wanted)):
            for entry, *age, wording, speaker, text, feed, at in self._raw.execute(
                f"SELECT {AGE}, q.wording, q.speaker, q.text, e.feed, {AT} FROM {FROM}"
                f" WHERE q.wording IN ({marks(len(part))}) AND {self._where.text}",
                (*part, *self._where.values),
            ):
                there = Carried(entry, age[-1], self._named[feed][0], timed(at), speaker, text)
                standing[wording].append(((entry, *age), there))
        found: dict[tuple[int | None, int], list[tuple[int, Carried]]] = {}
        for wording, number in asked:
            if wording is None:
                continue
            same = sorted(
                (
                    (age, other, there)
                    for other in (wording, *linked.get(wording, ()))
                    for age, there in standing.get(other, ())
                    if there.number != number
                ),
                key=lambda one: one[0],
            )
            once: dict[int, tuple[int, Carried]] = {}
            for _, other, there in same:
                once.setdefault(there.number, (other, there))
            found[wording, number] = list(once.values())[:ALSO]
        return found


def _carried(others: Iterable[tuple[int, Carried]], wording: int | None, speaker: str | None) -> tuple[Carried, ...]:
    """The others as seen from a quotation of that wording and speaker."""
    return tuple(
        Carried(
            there.number,
            there.place,
            there.source,
            there.at,
            there.speaker,
            there.text,
            other_words=other != wording,
            other_speaker=differ(there.speaker, speaker),
        )
        for other, there in others
    )
