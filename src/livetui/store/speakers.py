"""Speakers across the cache: under which names, and how often each is quoted."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from livetui.model.entry import first_number
from livetui.model.saying import SpeakerCount
from livetui.model.speakers import folded, is_pronoun, surname, together
from livetui.store import links
from livetui.store.feeds import Scope
from livetui.store.links import AGE, AT, FROM, Age
from livetui.store.scopes import shown
from livetui.store.sql import Sql
from livetui.store.values import chunks, marks, timed


def speakers(raw: sqlite3.Connection, *, scope: Scope, since: datetime | None, limit: int) -> tuple[SpeakerCount, ...]:
    """Who is quoted in entries from then on, most often first."""
    where = shown(raw, scope)
    low = 0 if since is None else first_number(max(0, int(since.timestamp())))
    by_person: defaultdict[tuple[bool, str], list[_Said]] = defaultdict(list)
    rows = [
        _Said(*row)
        for row in raw.execute(
            f"SELECT {AGE}, q.wording, iif(q.wording IS NULL, q.words, ''), q.surname, trim(q.said), q.speaker,"
            f" q.role, {AT} FROM {FROM} WHERE q.entry >= ? AND q.speaker IS NOT NULL AND {where.text}"
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
    linked = links.of(raw, {row.wording for row in rows if row.wording is not None})
    counts = [
        SpeakerCount(
            name=max((row.speaker for row in said), key=len),
            role=next((row.role for row in said if row.role), None),
            quotes=_count(said, linked),
            latest=timed(max(row.at for row in said)),
        )
        for said in by_person.values()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.quotes, -one.latest.timestamp(), one.name))[:limit])


def names(raw: sqlite3.Connection, limit: int) -> tuple[str, ...]:
    """Who is quoted in the whole cache, about so many, most often first, each under the longest form of the name.

    To be proposed while somebody types: the same words in several entries count each time, which is sooner done.
    """
    rows = raw.execute(
        "SELECT trim(g.said), g.surname,"
        " (SELECT speaker FROM quote WHERE surname IS g.surname AND said = g.said LIMIT 1)"
        " FROM (SELECT surname, said, count(*) AS often FROM quote GROUP BY surname, said) AS g"
        " WHERE g.said <> ' ' ORDER BY g.often DESC LIMIT ?",
        (limit,),
    ).fetchall()
    stands_for = together(said for said, last, _ in rows if last is not None)
    found: dict[str, str] = {}
    for said, last, speaker in rows:
        if last is not None:
            person = stands_for[said]
            found[person] = max(found.get(person, ""), speaker, key=len)
        elif not is_pronoun(speaker):
            found.setdefault(said, speaker)
    return tuple(found.values())


def said_by(raw: sqlite3.Connection, speaker: str) -> Sql:
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
    def age(self) -> Age:
        return self.entry, self.unattributed, self.in_title, self.place


def _count(said: Sequence[_Said], linked: dict[int, set[int]]) -> int:
    """How many there are, the same words counted once."""
    counted: set[int] = set()
    short: set[tuple[int, str]] = set()
    for row in sorted(said, key=lambda row: row.age):
        if row.wording is None:
            short.add((row.entry, row.words))
        elif row.wording not in counted and counted.isdisjoint(linked.get(row.wording, ())):
            counted.add(row.wording)
    return len(counted) + len(short)
