"""What polls leave of a live page for the next one, and where a feed was not seen for too long."""

# ruff: noqa: S608 - only placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from livetui.model.shown import Post, Shown
from livetui.model.update import Gap
from livetui.store.feeds import Scope
from livetui.store.values import marks, pack, stamped, timed, unpack


def keep(raw: sqlite3.Connection, feed: int, shown: Shown) -> None:
    """Replace what is kept of a page."""
    posts = pack([[post.key, 1] if post.missed else post.key for post in shown.posts])
    raw.execute(
        "INSERT INTO page (feed, posts, found, refusals, refused) VALUES (?, ?, ?, ?, ?) ON CONFLICT (feed) DO UPDATE"
        " SET posts = excluded.posts, found = excluded.found, refusals = excluded.refusals, refused = excluded.refused",
        (feed, posts, shown.found, shown.refusals, pack(shown.refused)),
    )


def shown(raw: sqlite3.Connection, feed: int) -> Shown | None:
    """What is kept of a page, None if nothing is."""
    row = raw.execute("SELECT posts, found, refusals, refused FROM page WHERE feed = ?", (feed,)).fetchone()
    if row is None:
        return None
    posts, found, refusals, refused = row
    kept = tuple(Post(post) if isinstance(post, str) else Post(post[0], missed=True) for post in json.loads(posts))
    return Shown(kept, found, refusals, unpack(refused))


def keep_gap(raw: sqlite3.Connection, gap: Gap, now: datetime) -> None:
    """Keep that a feed may have published more than it showed us."""
    raw.execute(
        "INSERT INTO gap (feed, since, until, at) VALUES (?, ?, ?, ?)",
        (gap.feed, stamped(gap.since), stamped(gap.until), stamped(now)),
    )


def gaps(raw: sqlite3.Connection, numbers: Scope) -> tuple[Gap, ...]:
    """The gaps of these feeds (None: of all), newest first."""
    where = "1" if numbers is None else f"feed IN ({marks(len(numbers))})"
    rows = raw.execute(
        f"SELECT feed, since, until FROM gap WHERE {where} ORDER BY until DESC, number DESC", numbers or ()
    )
    return tuple(Gap(feed, timed(since), timed(until)) for feed, since, until in rows)
