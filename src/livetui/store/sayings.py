"""Quotations across the cache: newest first with the same words once, by speaker, and who else carries them."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from livetui.model.entry import first_number
from livetui.model.filter import Filter
from livetui.model.saying import Carried, Saying, SpeakerCount
from livetui.model.speakers import differ, folded, is_pronoun, surname, together
from livetui.store import feeds, search
from livetui.store.entries import QUOTE, quote_of
from livetui.store.feeds import Scope
from livetui.store.search import Sql
from livetui.store.values import chunks, marks, timed

T = TypeVar("T")

ALSO = 200
"""Other entries named for one quotation at most, the oldest ones."""
_STEP = 256
"""Quotations looked at in one go."""
_REACH = 5000
"""Wordings followed from link to link at most: a family of that size is no news but a form with a changing number."""
_COLUMNS = ", ".join(f"q.{name}" for name in QUOTE.split(", "))
_FROM = "quote AS q CROSS JOIN entry AS e ON e.id = q.entry"
_AT = "coalesce(e.published, e.seen_at)"
_AGE = "q.entry, q.speaker IS NULL, q.part = 'title', q.place"
"""The order of publication; within an entry those with a speaker first, then those of its text."""

_Age = tuple[int, int, int, int]


def sayings(
    raw: sqlite3.Connection,
    f: Filter | None,
    *,
    scope: Scope,
    now: datetime,
    speaker: str | None,
    before: tuple[int, int] | None,
    limit: int | None,
    once: bool,
) -> tuple[Saying, ...]:
    """Quotations that pass, newest first; `once`: the same words once, as the oldest one that passes."""
    where = search.quoted(raw, f, scope=scope, now=now)
    if speaker is not None:
        where = search.both(where, _said_by(raw, speaker))
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


def speakers(raw: sqlite3.Connection, *, scope: Scope, since: datetime | None, limit: int) -> tuple[SpeakerCount, ...]:
    """Who is quoted in entries from then on, most often first."""
    where = search.shown(raw, scope)
    low = 0 if since is None else first_number(max(0, int(since.timestamp())))
    by_person: defaultdict[tuple[bool, str], list[_Said]] = defaultdict(list)
    rows = [
        _Said(*row)
        for row in raw.execute(
            f"SELECT {_AGE}, q.wording, iif(q.wording IS NULL, q.words, ''), q.surname, trim(q.said), q.speaker,"
            f" q.role, {_AT} FROM {_FROM} WHERE q.entry >= ? AND q.speaker IS NOT NULL AND {where.text}"
            " ORDER BY q.entry DESC, q.place",
            (low, *where.values),
        )
    ]
    stands_for = _names(raw, {row.surname for row in rows if row.surname is not None})
    for row in rows:
        if row.surname is not None:
            by_person[True, stands_for[row.said]].append(row)
        elif not is_pronoun(row.speaker):
            by_person[False, row.said].append(row)
    links = _links(raw, {row.wording for row in rows if row.wording is not None})
    counts = [
        SpeakerCount(
            name=max((row.speaker for row in said), key=len),
            role=next((row.role for row in said if row.role), None),
            quotes=_count(said, links),
            latest=timed(max(row.at for row in said)),
        )
        for said in by_person.values()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.quotes, -one.latest.timestamp(), one.name))[:limit])


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation with a speaker, as it is counted."""

    entry: int
    unattributed: int
    in_title: int
    place: int
    wording: int | None
    words: str
    """Only those of a quotation too short to have a number."""
    surname: str | None
    said: str
    speaker: str
    role: str | None
    at: int

    @property
    def age(self) -> _Age:
        return self.entry, self.unattributed, self.in_title, self.place


def _count(said: Sequence[_Said], links: dict[int, set[int]]) -> int:
    """How many there are, the same words counted once."""
    counted: set[int] = set()
    short: set[tuple[int, str]] = set()
    for row in sorted(said, key=lambda row: row.age):
        if row.wording is None:
            short.add((row.entry, row.words))
        elif row.wording not in counted and counted.isdisjoint(links.get(row.wording, ())):
            counted.add(row.wording)
    return len(counted) + len(short)


class _Passing:
    """The quotations that pass, and of those with the same words the oldest."""

    def __init__(self, raw: sqlite3.Connection, where: Sql) -> None:
        self._raw = raw
        self._where = where
        self._oldest: dict[int, _Age | None] = {}
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
            f"SELECT {_AGE}, {_COLUMNS}, q.words, q.wording, e.feed, iif(e.titled, e.title, NULL), e.url, {_AT}"
            f" FROM {_FROM} WHERE {where} ORDER BY q.entry DESC, q.place",
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

    def _short(self, numbers: Sequence[int]) -> dict[tuple[int, str], _Age]:
        """Quotations too short for a wording of their own are the same only within an entry."""
        found: dict[tuple[int, str], _Age] = {}
        for part in chunks(sorted(set(numbers))):
            for *age, words in self._raw.execute(
                f"SELECT {_AGE}, q.words FROM {_FROM} WHERE q.entry IN ({marks(len(part))}) AND q.wording IS NULL"
                f" AND {self._where.text} ORDER BY {_AGE}",
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
            found = _links(self._raw, fresh)
            self._links.update(found)
            fresh = set().union(*found.values()) - family - self._listed.keys() if found else set()
        for part in chunks(sorted(family)):
            for wording, *age in self._raw.execute(
                f"SELECT q.wording, {_AGE} FROM {_FROM} WHERE q.wording IN ({marks(len(part))})"
                f" AND {self._where.text} ORDER BY {_AGE}",
                (*part, *self._where.values),
            ):
                self._oldest.setdefault(wording, tuple(age))
        for wording in sorted(family, key=lambda one: self._oldest.setdefault(one, None) or ()):
            self._listed[wording] = self._oldest[wording] is not None and not any(
                self._listed.get(other, False) for other in self._links.get(wording, ())
            )


class _Carriers:
    """Finds the entries that carry the same words."""

    def __init__(self, raw: sqlite3.Connection, scope: Scope, named: dict[int, tuple[str, str]]) -> None:
        self._raw = raw
        self._named = named
        self._where = search.shown(raw, scope)

    def of(self, asked: Sequence[tuple[int | None, int]]) -> dict[tuple[int | None, int], list[tuple[int, Carried]]]:
        """For each wording and the entry it stands in: the others, the oldest first, each with its own wording."""
        links = _links(self._raw, {wording for wording, _ in asked if wording is not None})
        wanted = links.keys() | set().union(*links.values()) if links else set()
        wanted |= {wording for wording, _ in asked if wording is not None}
        standing: defaultdict[int, list[tuple[_Age, Carried]]] = defaultdict(list)
        for part in chunks(sorted(wanted)):
            for entry, *age, wording, speaker, text, feed, at in self._raw.execute(
                f"SELECT {_AGE}, q.wording, q.speaker, q.text, e.feed, {_AT} FROM {_FROM}"
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
                    for other in (wording, *links.get(wording, ()))
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


def _links(raw: sqlite3.Connection, wordings: set[int]) -> dict[int, set[int]]:
    """The wordings that are the same words as these, by wording; those without are left out."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for part in chunks(sorted(wordings)):
        for wording, other in raw.execute(
            f"SELECT wording, other FROM link WHERE wording IN ({marks(len(part))})", part
        ):
            found[wording].add(other)
    return found


def _said_by(raw: sqlite3.Connection, speaker: str) -> Sql:
    """The condition on `q` that this person said it, under any form of the name."""
    last = surname(speaker)
    if last is None:
        return Sql("(q.surname IS NULL AND q.said = ?)", (f" {folded(speaker)} ",))
    stands_for = _names(raw, {last}, folded(speaker))
    person = stands_for[folded(speaker)]
    forms = [f" {name} " for name, full in stands_for.items() if full == person]
    return Sql(f"(q.surname = ? AND q.said IN ({marks(len(forms))}))", (last, *forms))


def _names(raw: sqlite3.Connection, surnames: set[str], *more: str) -> dict[str, str]:
    """What every name in the cache with one of these surnames stands for, and what some more names do."""
    names = list(more)
    for part in chunks(sorted(surnames)):
        names += [
            name
            for (name,) in raw.execute(
                f"SELECT DISTINCT trim(said) FROM quote WHERE surname IN ({marks(len(part))})", part
            )
        ]
    return together(names)
