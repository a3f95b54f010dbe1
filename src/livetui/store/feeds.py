"""Feeds: what the user follows, and the state that polls leave with each."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from livetui.model.entry import first_number
from livetui.model.feed import Feed, FeedKind, FeedStatus, Split, Subscription, Traffic, Validators, Why
from livetui.model.update import FeedState
from livetui.store.values import marks, stamp, stamped, time

Scope = tuple[int, ...] | None
"""Numbers of the feeds that a question is about; None: all that are followed."""

_RATED = timedelta(days=28)
"""How far back entries are counted for the rate of a feed."""
_DAY = 86_400
"""Seconds."""

_COLUMNS = (
    "number, url, own_title, stated_title, folder, every, followed, kind, strategy, lang, site, entries, unread,"
    " last_poll, next_poll, interval, status, error, failures, etag, last_modified, digest, remark, reader,"
    " split, ends, last_change, increment, since_whole, paused,"
    " why, received, received_total, answers, spared, moved, hub"
)


def sync(raw: sqlite3.Connection, subs: Sequence[Subscription], now: datetime) -> None:
    """Make the followed feeds exactly these, in this order."""
    raw.execute("UPDATE feed SET followed = 0, position = NULL WHERE followed = 1")
    for position, sub in enumerate(subs):
        raw.execute(
            "INSERT INTO feed (url, own_title, folder, every, split, paused, followed, position, added)"
            " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET own_title = excluded.own_title, folder = excluded.folder,"
            " every = excluded.every, reader = iif(split = excluded.split, reader, NULL), split = excluded.split,"
            " paused = excluded.paused, followed = 1, position = excluded.position",
            (sub.url, sub.title, sub.folder, sub.every, sub.split, sub.paused, position, stamped(now)),
        )


def in_step(raw: sqlite3.Connection, subs: Sequence[Subscription]) -> bool:
    """True when the followed feeds are exactly these already."""
    wanted = {
        sub.url: (sub.title, sub.folder, sub.every, sub.split, sub.paused, position)
        for position, sub in enumerate(subs)
    }
    rows = raw.execute("SELECT url, own_title, folder, every, split, paused, position FROM feed WHERE followed = 1")
    return wanted == {url: tuple(rest) for url, *rest in rows}


def ensure(raw: sqlite3.Connection, sub: Subscription, now: datetime) -> None:
    """Let a feed exist; one that is new is not followed, one that is known stays as it is."""
    raw.execute(
        "INSERT INTO feed (url, own_title, folder, every, split, followed, added) VALUES (?, ?, ?, ?, ?, 0, ?)"
        " ON CONFLICT (url) DO NOTHING",
        (sub.url, sub.title, sub.folder, sub.every, sub.split, stamped(now)),
    )


def readdress(raw: sqlite3.Connection, url: str, new: str) -> str:
    """Let a feed have another address, with its entries; it is due at once, as one that was never asked.

    Returns: why that can't be, empty where it is done.
    """
    there = raw.execute("SELECT followed, entries FROM feed WHERE url = ?", (new,)).fetchone()
    if there is not None and there[0]:
        return "is followed already"
    if there is not None and there[1]:
        return "was followed before, and its entries are kept; remove this feed and add that one instead"
    raw.execute("DELETE FROM feed WHERE url = ?", (new,))
    raw.execute(
        "UPDATE feed SET url = ?, next_poll = NULL, status = 'new', error = NULL, remark = NULL, failures = 0,"
        " etag = NULL, last_modified = NULL, digest = NULL, reader = NULL, increment = NULL, since_whole = 0,"
        " why = NULL, moved = NULL, hub = NULL WHERE url = ?",
        (new, url),
    )
    return ""


def select(raw: sqlite3.Connection, scope: Scope = None) -> tuple[Feed, ...]:
    """The feeds of the scope in the user's order, the unfollowed ones last."""
    if scope is None:
        rows = raw.execute(f"SELECT {_COLUMNS} FROM feed WHERE followed = 1 ORDER BY position, number")
    else:
        rows = raw.execute(
            f"SELECT {_COLUMNS} FROM feed WHERE number IN ({marks(len(scope))})"
            " ORDER BY position IS NULL, position, number",
            scope,
        )
    return tuple(_feed(row) for row in rows)


def find(raw: sqlite3.Connection, url: str) -> Feed | None:
    """The feed of that address as added, followed or not."""
    row = raw.execute(f"SELECT {_COLUMNS} FROM feed WHERE url = ?", (url,)).fetchone()
    return None if row is None else _feed(row)


class Known(NamedTuple):
    """What an entry tells of its feed."""

    title: str
    url: str
    folder: str | None
    failed: bool
    """Its last poll failed."""
    followed: bool


def sources(raw: sqlite3.Connection) -> dict[int, Known]:
    """Every feed by its number."""
    rows = raw.execute(
        "SELECT number, coalesce(own_title, stated_title), url, folder, error IS NOT NULL, followed FROM feed"
    )
    return {
        number: Known(title or name_of(url), url, folder, bool(failed), bool(followed))
        for number, title, url, folder, failed, followed in rows
    }


def numbers_of(raw: sqlite3.Connection, scope: Scope) -> tuple[int, ...] | None:
    """The feeds that a question is limited to; None when every kept entry belongs to it."""
    if scope is not None:
        return scope
    if raw.execute("SELECT 1 FROM feed WHERE followed = 0 AND entries > 0 LIMIT 1").fetchone() is None:
        return None
    return tuple(number for (number,) in raw.execute("SELECT number FROM feed WHERE followed = 1"))


def rates(raw: sqlite3.Connection, feeds: Sequence[int], now: datetime) -> dict[int, float]:
    """Entries a day of each feed over the last `_RATED`, or over the time it has entries of; none of it: 0."""
    until, since = first_number(int(now.timestamp()) + 1), first_number(int((now - _RATED).timestamp()))
    found = {}
    for feed in feeds:
        count, oldest = raw.execute(
            "SELECT (SELECT count(*) FROM entry WHERE feed = ?1 AND id >= ?2 AND id < ?3),"
            " (SELECT min(id) FROM entry WHERE feed = ?1)",
            (feed, since, until),
        ).fetchone()
        seconds = (until - max(since, oldest or since)) / first_number(1)
        found[feed] = count * _DAY / max(seconds, _DAY)
    return found


def write_state(raw: sqlite3.Connection, feed: int, state: FeedState) -> None:
    """Keep what a poll leaves with its feed; None keeps what is there where `FeedState` says so."""
    raw.execute(
        "UPDATE feed SET last_poll = ?, next_poll = ?, interval = ?, status = ?, error = ?, remark = ?,"
        " failures = ?, reader = coalesce(?, reader),"
        " stated_title = coalesce(?, stated_title), site = coalesce(?, site), lang = coalesce(?, lang),"
        " kind = coalesce(?, kind), strategy = coalesce(?, strategy), ends = coalesce(?, ends),"
        " last_change = coalesce(?, last_change), increment = coalesce(?, increment), since_whole = ?,"
        " why = ?, hub = nullif(coalesce(?, hub), '')"
        " WHERE number = ?",
        (
            stamped(state.last_poll),
            stamp(state.next_poll),
            state.interval,
            state.status,
            state.error,
            state.remark,
            state.failures,
            state.reader,
            state.title or None,
            state.site,
            state.lang,
            state.kind,
            state.strategy,
            stamp(state.ends),
            stamp(state.last_change),
            state.increment,
            state.since_whole,
            state.why,
            state.hub,
            feed,
        ),
    )
    if state.answered is not None:
        raw.execute(
            "UPDATE feed SET received = iif(?1, received, ?2), received_total = received_total + ?2,"
            " answers = answers + 1, spared = spared + ?1, moved = ?3 WHERE number = ?4",
            (state.answered.spared, state.answered.received, state.answered.moved, feed),
        )
    if state.validators is not None:
        raw.execute(
            "UPDATE feed SET etag = ?, last_modified = ?, digest = ? WHERE number = ?",
            (state.validators.etag, state.validators.last_modified, state.validators.digest, feed),
        )


def count(raw: sqlite3.Connection, feed: int, *, entries: int = 0, unread: int = 0) -> None:
    """Let the kept numbers of a feed follow what was just written."""
    if entries or unread:
        raw.execute(
            "UPDATE feed SET entries = entries + ?, unread = unread + ? WHERE number = ?", (entries, unread, feed)
        )


def name_of(url: str) -> str:
    """What to call a feed that states no title: its host, else its file; never empty."""
    try:
        parts = urlsplit(url)
        host, path = parts.hostname, parts.path
    except ValueError:  # a host that is no IPv6 address in brackets
        return url
    if host and parts.scheme in ("http", "https"):
        return host.removeprefix("www.") or url
    return unquote(PurePosixPath(path).name) or url


def _feed(row: tuple[Any, ...]) -> Feed:
    (number, url, own, stated, folder, every, followed, kind, strategy, lang, site, entries, unread, *poll) = row
    last, due, interval, status, error, failures, etag, modified, digest, *read = poll
    remark, reader, split, ends, last_change, increment, since_whole, paused, *health = read
    why, received, total, answers, spared, moved, hub = health
    return Feed(
        number=number,
        url=url,
        title=own or stated or name_of(url),
        own_title=own,
        folder=folder,
        every=every,
        followed=bool(followed),
        kind=FeedKind(kind),
        strategy=strategy,
        lang=lang,
        site=site,
        entries=entries,
        unread=unread,
        last_poll=time(last),
        next_poll=time(due),
        interval=interval,
        status=FeedStatus(status),
        error=error,
        failures=failures,
        validators=Validators(etag, modified, digest),
        remark=remark,
        reader=reader,
        split=Split(split),
        ends=time(ends),
        last_change=time(last_change),
        increment=increment,
        since_whole=since_whole,
        paused=bool(paused),
        why=Why(why) if why else None,
        traffic=Traffic(received, total, answers, spared),
        moved=moved,
        hub=hub,
    )
