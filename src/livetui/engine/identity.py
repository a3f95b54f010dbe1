"""By what an entry is known again: the id its feed states, else a digest of what does not change with an edit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from livetui.model.entry import Entry
from livetui.text.clean import LIMITS, clean_line

_LATEST = datetime.max.replace(tzinfo=UTC)
_EARLIEST = datetime.min.replace(tzinfo=UTC)

_Mark = tuple[str, ...]
"""Something that an entry may be known by: what it is made of, then the values."""


@dataclass(frozen=True, slots=True)
class Stated:
    """An entry with what its identity is made of."""

    entry: Entry
    """Its id is not yet settled."""
    id: str
    """As stated, cleaned; empty if the feed states none."""
    link: str
    """As stated, before it is resolved or refused; empty if none."""


def clean_id(stated: object) -> str:
    """A stated id, cleaned; one that is too long is replaced by its digest."""
    if not isinstance(stated, str):
        return ""
    cleaned = clean_line(stated)
    return cleaned if len(cleaned) <= LIMITS.ID else digest("id", cleaned)


def settle(entries: Sequence[Stated], *, atom: bool = False) -> tuple[Entry, ...]:
    """The entries under ids that are unique in the feed and the same at every poll, in the order given.

    Where several share the id that they state, the first keeps it and to each other one's is added what tells it
    apart: its link, else the title with it, or its time if it has neither. Those that nothing tells apart are one
    entry, and the first is kept.

    Without an id the link stands for it, so that an edited headline is an edit. Where two share the link the older
    keeps it, for it was alone before the other appeared; a link that three share is no entry's own. The others are
    known by link and title, then by time, then by body.

    Args:
        atom: entries of one id with different times of update are states of one entry, of which the newest counts
            (RFC 4287 §4.1.1).
    """
    known = _distinct(_newest(entries) if atom else entries)
    sharing: dict[_Mark, list[int]] = {}
    for position, (_, marks) in enumerate(known):
        for mark in marks:
            sharing.setdefault(mark, []).append(position)
    owner = {mark: _owner(mark, found, known) for mark, found in sharing.items()}
    settled: dict[str, Entry] = {}
    for position, (stated, marks) in enumerate(known):
        name = _name(stated, next(mark for mark in marks if owner[mark] == position))
        settled.setdefault(name, replace(stated.entry, id=name))
    return tuple(settled.values())


def digest(*parts: str) -> str:
    """A digest of texts in their order, hex."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _newest(entries: Sequence[Stated]) -> list[Stated]:
    """Of entries with one id that differ in their time of update the newest alone."""
    newest: dict[str, datetime] = {}
    for stated in entries:
        newest[stated.id] = max(newest.get(stated.id, _EARLIEST), stated.entry.updated or _EARLIEST)
    return [stated for stated in entries if not stated.id or (stated.entry.updated or _EARLIEST) == newest[stated.id]]


def _distinct(entries: Sequence[Stated]) -> list[tuple[Stated, list[_Mark]]]:
    """The entries with their marks, of those that nothing tells apart the first."""
    found: dict[_Mark, tuple[Stated, list[_Mark]]] = {}
    for stated in entries:
        marks = _marks(stated)
        found.setdefault(marks[-1], (stated, marks))
    return list(found.values())


def _marks(stated: Stated) -> list[_Mark]:
    """What an entry may be known by, the least first; the last one is unlike that of every other entry.

    The time tells entries that share an id apart only where there is nothing else: some servers state the time of the
    request with each entry.
    """
    link, title = stated.link, stated.entry.title or ""
    when = stated.entry.published.isoformat() if stated.entry.published else ""
    marks: list[_Mark] = []
    if stated.id:
        marks.append(("id", stated.id))
        if link:
            marks.append(("id, link", stated.id, link))
        return [*marks, ("id, title", stated.id, link, title) if link or title else ("id, time", stated.id, when)]
    if link:
        marks.append(("link", link))
    if link or title:
        marks.append(("title", link, title))
        marks.append(("time", link, title, when))
    return [*marks, ("body", link, title, when, stated.entry.body)]


def _owner(mark: _Mark, sharing: list[int], known: list[tuple[Stated, list[_Mark]]]) -> int | None:
    """Which of the entries that share a mark is known by it; of two without a time the later one is the older."""
    if len(sharing) == 1 or mark[0] == "id":
        return sharing[0]
    if mark[0] == "link" and len(sharing) == 2:
        return min(reversed(sharing), key=lambda position: known[position][0].entry.published or _LATEST)
    return None


def _name(stated: Stated, mark: _Mark) -> str:
    if mark[0] == "id":
        return stated.id
    return f"{stated.id[: LIMITS.ID - 40]}#{digest(*mark)[:32]}" if stated.id else digest(*mark)
