"""What polls write. Everything here runs inside one transaction of the caller."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from livetui.model.digest import content_digest, facts_digest
from livetui.model.entry import Entry, first_number
from livetui.model.media import media_of
from livetui.model.update import Decision, FeedState
from livetui.store import feeds, index, pages
from livetui.store.changes import Outcome, change_entry, enclosures, tell
from livetui.store.index import Indexed
from livetui.store.titles import shown_title
from livetui.store.values import chunks, column, marks, pack, plausible, stamped, time


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
    """`facts_digest` of all that is kept."""
    withdrawn: bool = False
    """It was gone from its feed; a `Change` without revision brings it back."""
    published: datetime | None = None
    """As kept."""
    guessed: bool = False
    """`published` is a guess."""


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
    """Numbers of the entries that gained a revision that is shown."""
    amended: tuple[int, ...] = ()
    """Numbers of the entries that were brought up to date without one, or came back after a withdrawal."""
    withdrawn: tuple[int, ...] = ()
    """Numbers of the entries that were marked as withdrawn."""

    @property
    def touched(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.new, *self.changed, *self.amended, *self.withdrawn)


def known(raw: sqlite3.Connection, feed: int, keys: Sequence[str]) -> dict[str, Known]:
    """Those of the ids that the feed already holds."""
    found = {}
    for part in chunks(keys):
        for number, key, withdrawn, digest, facts, published, guessed in raw.execute(
            "SELECT id, key, withdrawn_at IS NOT NULL, digest, facts, published, guessed"
            " FROM entry JOIN body USING (id)"
            f" WHERE feed = ? AND key IN ({marks(len(part))})",
            (feed, *part),
        ):
            found[key] = Known(number, key, digest, facts, bool(withdrawn), time(published), bool(guessed))
    return found


def newest(raw: sqlite3.Connection, feed: int) -> int | None:
    """The highest number of an entry of the feed, None if it has none."""
    (number,) = raw.execute("SELECT max(id) FROM entry WHERE feed = ?", (feed,)).fetchone()
    return None if number is None else int(number)


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
        done = [(change.number, change_entry(raw, poll.feed, change, poll.now)) for change in poll.decision.changed]
        gone = _withdraw(raw, poll.feed, poll.decision.withdrawn, poll.now)
        if poll.decision.shown is not None:
            pages.keep(raw, poll.feed, poll.decision.shown)
        if poll.decision.gap is not None:
            pages.keep_gap(raw, poll.decision.gap, poll.now)
        feeds.write_state(raw, poll.feed, poll.state)
        written.append(
            Written(
                tuple(sorted(fresh)),
                tuple(number for number, outcome in done if outcome is Outcome.REVISED),
                tuple(number for number, outcome in done if outcome is Outcome.AMENDED),
                tuple(gone),
            )
        )
    return written


def _withdraw(raw: sqlite3.Connection, feed: int, numbers: Sequence[int], now: datetime) -> list[int]:
    found: list[int] = []
    for part in chunks(numbers):
        gone = column(
            raw.execute(
                f"SELECT id FROM entry WHERE feed = ? AND withdrawn_at IS NULL AND id IN ({marks(len(part))})",
                (feed, *part),
            )
        )
        raw.execute(f"UPDATE entry SET withdrawn_at = ? WHERE id IN ({marks(len(gone))})", (stamped(now), *gone))
        for number in gone:
            tell(raw, number, "withdrawn", now)
        found += gone
    return found


def _insert(
    raw: sqlite3.Connection, feed: int, numbers: Numbers, second: int, entry: Entry, now: datetime
) -> int | None:
    """Keep a new entry; None when another process kept it meanwhile."""
    if raw.execute("SELECT 1 FROM entry WHERE feed = ? AND key = ?", (feed, entry.id)).fetchone() is not None:
        return None
    number = numbers.take(second)
    authors, tags = pack(entry.authors), pack(entry.tags)
    raw.execute(
        "INSERT INTO entry (id, feed, key, title, titled, published, lang, live, pinned, guessed, seen_at, media,"
        " url) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            feed,
            entry.id,
            shown_title(entry),
            bool(entry.title),
            plausible(entry.published, now),
            entry.lang,
            entry.live,
            entry.pinned,
            entry.guessed,
            stamped(now),
            media_of(entry),
            entry.url,
        ),
    )
    raw.execute(
        "INSERT INTO body (id, digest, facts, updated, stated_lang, kind, authors, tags, enclosures, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            content_digest(entry),
            facts_digest(entry),
            plausible(entry.updated, now),
            entry.lang,
            entry.body_kind,
            authors,
            tags,
            enclosures(entry),
            entry.body,
        ),
    )
    index.replace(raw, number, None, Indexed(entry.title or None, "", authors, tags, entry.url))
    tell(raw, number, "new", now)
    return number


def _second(entry: Entry, now: datetime) -> int:
    latest = int(now.timestamp())
    return latest if entry.published is None else max(0, min(int(entry.published.timestamp()), latest))
