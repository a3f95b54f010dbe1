"""What polls and the second stage write. Everything here runs inside one transaction of the caller."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from livetui.model.digest import content_digest, facts_digest
from livetui.model.entry import BodyKind, Enrichment, Entry, first_number
from livetui.model.quote import Quote
from livetui.model.update import Change, Decision, FeedState
from livetui.model.words import padded
from livetui.store import feeds, index
from livetui.store.index import Indexed
from livetui.store.values import chunks, marks, pack, plausible, stamped

_HEADLINE = 120
"""Characters of the text that stand in for a missing title."""
_UNTITLED = "…"
"""Stands for an entry without title and text; a line of the timeline is never empty."""
_TAG = re.compile(r"<[^<>]{0,1000}>")


@dataclass(frozen=True, slots=True)
class Known:
    """What a poll has to know of an entry to decide whether it is stated otherwise now."""

    number: int
    """The store's number."""
    key: str
    """The entry's id in its feed."""
    digest: str
    """`content_digest` of the words kept."""
    facts: str
    """`facts_digest` of the rest."""
    withdrawn: bool = False
    """It was gone from its feed; a `Change` without revision brings it back."""


@dataclass(frozen=True, slots=True)
class PollWrite:
    """What one poll leaves, for writing many in one transaction."""

    feed: int
    decision: Decision
    state: FeedState
    now: datetime
    """When the poll ended: first sight of what is new in it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a poll really changed."""

    new: tuple[int, ...] = ()
    """Numbers of the entries that were not there before, ascending."""
    changed: tuple[int, ...] = ()
    """Numbers of the entries that gained a revision."""


def known(raw: sqlite3.Connection, feed: int, keys: Sequence[str]) -> dict[str, Known]:
    """Those of the ids that the feed already holds."""
    found = {}
    for part in chunks(keys):
        for number, key, withdrawn, digest, facts in raw.execute(
            "SELECT id, key, withdrawn, digest, facts FROM entry JOIN body USING (id)"
            f" WHERE feed = ? AND key IN ({marks(len(part))})",
            (feed, *part),
        ):
            found[key] = Known(number, key, digest, facts, bool(withdrawn))
    return found


class Numbers:
    """Gives out the numbers of new entries: second in time, then the next free place within that second."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._next: dict[int, int] = {}

    def take(self, second: int) -> int:
        """A free number of that second, or of the nearest one before (at the very start: after) with room."""
        step = -1
        while True:
            number = self._next.get(second) or self._free(second)
            if number < first_number(second + 1):
                self._next[second] = number + 1
                return number
            if second == 0:
                step = 1
            second += step

    def _free(self, second: int) -> int:
        (last,) = self._raw.execute(
            "SELECT max(id) FROM entry WHERE id >= ? AND id < ?", (first_number(second), first_number(second + 1))
        ).fetchone()
        return first_number(second) if last is None else int(last) + 1


def write(raw: sqlite3.Connection, polls: Sequence[PollWrite]) -> list[Written]:
    """Keep what polls decided: all new entries in the order of time, then feed by feed the changes and its state."""
    arrivals: list[tuple[int, int, Entry]] = []  # (second, poll, entry)
    for place, poll in enumerate(polls):
        # A feed lists its newest first: reversed, those without a time of their own are numbered in the order of time.
        arrivals.extend((_second(entry, poll.now), place, entry) for entry in reversed(poll.decision.new))
    arrivals.sort(key=lambda arrival: arrival[0])
    numbers = Numbers(raw)
    new: list[list[int]] = [[] for _ in polls]
    for second, place, entry in arrivals:
        number = _insert(raw, polls[place].feed, numbers, second, entry, polls[place].now)
        if number is not None:
            new[place].append(number)
    written = []
    for poll, fresh in zip(polls, new, strict=True):
        feeds.count(raw, poll.feed, entries=len(fresh), unread=len(fresh))
        changed = [change.number for change in poll.decision.changed if _change(raw, poll.feed, change, poll.now)]
        for part in chunks(poll.decision.withdrawn):
            raw.execute(
                f"UPDATE entry SET withdrawn = 1 WHERE feed = ? AND id IN ({marks(len(part))})", (poll.feed, *part)
            )
        feeds.write_state(raw, poll.feed, poll.state)
        written.append(Written(tuple(sorted(fresh)), tuple(changed)))
    return written


def enrich(raw: sqlite3.Connection, items: Sequence[Enrichment], version: int) -> tuple[int, ...]:
    """Keep what the second stage found, save where the words have changed since it read them."""
    done = []
    for item in sorted(items, key=lambda item: item.number):
        row = raw.execute(
            "SELECT digest, iif(titled, title, NULL), text, authors, tags, stated_lang, title"
            " FROM entry JOIN body USING (id) WHERE id = ?",
            (item.number,),
        ).fetchone()
        if row is None or row[0] not in (item.digest, ""):  # "": saved from a damaged file (rescue.py)
            continue
        _, title, old_text, authors, tags, stated_lang, shown = row
        old = Indexed(title, old_text, authors, tags)
        index.replace(raw, item.number, old, old._replace(text=item.text))
        if item.text != old_text:
            raw.execute("UPDATE body SET text = ? WHERE id = ?", (item.text, item.number))
        raw.execute(
            "UPDATE entry SET enriched = ?, quotes = ?, lang = ?, title = ? WHERE id = ?",
            (
                version,
                len(item.quotes),
                stated_lang or item.lang,
                shown if title is not None else _first_words(item.text) or shown,
                item.number,
            ),
        )
        raw.execute("DELETE FROM quote WHERE entry = ?", (item.number,))
        raw.executemany(f"INSERT INTO quote VALUES ({marks(17)})", _quote_rows(item.number, item.quotes))
        done.append(item.number)
    return tuple(done)


def _insert(
    raw: sqlite3.Connection, feed: int, numbers: Numbers, second: int, entry: Entry, now: datetime
) -> int | None:
    """Keep a new entry; None when another process kept it meanwhile."""
    if raw.execute("SELECT 1 FROM entry WHERE feed = ? AND key = ?", (feed, entry.id)).fetchone() is not None:
        return None
    number = numbers.take(second)
    authors, tags = pack(entry.authors), pack(entry.tags)
    raw.execute(
        "INSERT INTO entry (id, feed, key, title, titled, published, lang, live, pinned, url)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            feed,
            entry.id,
            _shown_title(entry),
            bool(entry.title),
            plausible(entry.published, now),
            entry.lang,
            entry.live,
            entry.pinned,
            entry.url,
        ),
    )
    raw.execute(
        "INSERT INTO body (id, digest, facts, seen_at, updated, stated_lang, kind, authors, tags, enclosures, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            content_digest(entry),
            facts_digest(entry),
            stamped(now),
            plausible(entry.updated, now),
            entry.lang,
            entry.body_kind,
            authors,
            tags,
            _enclosures(entry),
            entry.body,
        ),
    )
    index.replace(raw, number, None, Indexed(entry.title or None, "", authors, tags))
    return number


def _change(raw: sqlite3.Connection, feed: int, change: Change, now: datetime) -> bool:
    """Bring a known entry up to date; True when it gained a revision.

    Its number, place and marks (read, starred, hidden) stay. Old text and quotes stay in `text` until the second
    stage has read the new words, so that what is on screen, in the index and in the quotes is of one piece.
    """
    number, entry = change.number, change.entry
    row = raw.execute(
        "SELECT digest, kind, body, iif(titled, title, NULL), coalesce(changed_at, seen_at), revisions, text, authors,"
        " tags, lang, stated_lang FROM entry JOIN body USING (id) WHERE id = ? AND feed = ?",
        (number, feed),
    ).fetchone()
    if row is None:
        return False
    digest, kind, body, title, since, revisions, text, old_authors, old_tags, lang, stated_lang = row
    new_digest = content_digest(entry)
    reworded = new_digest != digest
    gained: bool = reworded and digest != ""  # nothing is known of the words that a repair could not save
    if gained:
        raw.execute(
            "INSERT INTO revision (entry, place, seen_at, title, kind, body) VALUES (?, ?, ?, ?, ?, ?)",
            (number, revisions, since, title, kind, body),
        )
    authors, tags = pack(entry.authors), pack(entry.tags)
    raw.execute(
        "UPDATE body SET digest = ?, facts = ?, changed_at = iif(?, ?, changed_at), updated = ?, stated_lang = ?,"
        " kind = ?, authors = ?, tags = ?, enclosures = ?, body = ? WHERE id = ?",
        (
            new_digest,
            facts_digest(entry),
            gained,
            stamped(now),
            plausible(entry.updated, now),
            entry.lang,
            entry.body_kind,
            authors,
            tags,
            _enclosures(entry),
            entry.body,
            number,
        ),
    )
    found_lang = lang if stated_lang is None else None
    raw.execute(
        "UPDATE entry SET title = ?, titled = ?, published = ?, lang = ?, live = ?, pinned = ?, withdrawn = 0, url = ?,"
        " revisions = revisions + ?, enriched = iif(?, 0, enriched) WHERE id = ?",
        (
            entry.title or _first_words(text if not reworded else "") or _shown_title(entry),
            bool(entry.title),
            plausible(entry.published, now),
            entry.lang or found_lang,
            entry.live,
            entry.pinned,
            entry.url,
            gained,
            reworded or entry.lang != stated_lang,
            number,
        ),
    )
    if (entry.title or None) != title:  # the old title is not kept, so quotations have nowhere to stand in it
        raw.execute("DELETE FROM quote WHERE entry = ? AND part = 'title'", (number,))
        raw.execute("UPDATE entry SET quotes = (SELECT count(*) FROM quote WHERE entry = ?1) WHERE id = ?1", (number,))
    old = Indexed(title, text, old_authors, old_tags)
    index.replace(raw, number, old, Indexed(entry.title or None, text, authors, tags))
    return gained


def _second(entry: Entry, now: datetime) -> int:
    latest = int(now.timestamp())
    return latest if entry.published is None else max(0, min(int(entry.published.timestamp()), latest))


def _shown_title(entry: Entry) -> str:
    if entry.title:
        return entry.title
    text = _TAG.sub(" ", entry.body[:4000]) if entry.body_kind is BodyKind.HTML else entry.body
    return _first_words(text) or _UNTITLED


def _first_words(text: str) -> str:
    line = " ".join(text[: _HEADLINE * 4].split())
    return line if len(line) <= _HEADLINE else line[:_HEADLINE].rsplit(" ", 1)[0] + "…"


def _enclosures(entry: Entry) -> str:
    return pack([[file.url, file.type, file.length] for file in entry.enclosures])


def _quote_rows(number: int, quotes: Sequence[Quote]) -> Iterator[tuple[object, ...]]:
    for place, quote in enumerate(quotes):
        start, end = quote.speaker_span or (None, None)
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
            padded(quote.text),
        )
