"""How things stand by the cache, in one line: what ``livetui status`` prints. Starts with as little as it can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from livetui.cli.console import Session, put, put_records, say
from livetui.cli.records import line
from livetui.config import Config, Topic, load
from livetui.errors import TooSlow
from livetui.model.feed import Feed, FeedKind, FeedStatus
from livetui.store import Store
from livetui.text.patterns import Finder

NAME_WIDTH = 16
"""Cells of a topic's name."""
_BUSY = 1.0
"""Seconds to wait for the cache: a status bar asks again soon."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand by what is in the cache."""

    unread: int = 0
    topics: tuple[tuple[str, int], ...] = ()
    """Name and unread entries of each, in the user's order."""
    live: int = 0
    """Live pages followed whose coverage goes on."""
    feeds: int = 0
    failing: int = 0
    offline: bool = False
    """The last polls failed for want of a network."""


def report(session: Session, *, as_json: bool, width: int | None = None) -> None:
    """Print the line. Args: width: cells it may take. Raises: StoreError: the cache can't be read."""
    paths = session.paths
    found = Standing()
    if paths.database.exists():  # what only looks makes no files
        config = load(paths.config)
        now = datetime.now(UTC).astimezone(config.ui.zone_info)  # days are cut in the reader's zone
        with Store.open(paths.database, busy=_BUSY, backup=False, finder=Finder) as store:
            found = _standing(store, config, now)
    if as_json:
        topics = [{"name": name, "unread": unread} for name, unread in found.topics]
        put_records(
            [
                line(
                    {
                        "unread": found.unread,
                        "topics": topics,
                        "live": found.live,
                        "feeds": found.feeds,
                        "failing": found.failing,
                        "offline": found.offline,
                    }
                )
            ]
        )
    else:
        put([" ".join(_fitting(list(_words(found)), width))])


def _standing(store: Store, config: Config, now: datetime) -> Standing:
    feeds = store.feeds()
    return Standing(
        unread=sum(feed.unread for feed in feeds),
        topics=tuple(_counted(store, config.topics, now)),
        live=sum(_runs(feed, now) for feed in feeds),
        feeds=len(feeds),
        failing=sum(feed.status in (FeedStatus.ERROR, FeedStatus.GONE) for feed in feeds),
        offline=_offline(feeds),
    )


def _counted(store: Store, topics: Sequence[Topic], now: datetime) -> Iterator[tuple[str, int]]:
    """Name and unread entries of each topic, without one whose regular expression takes too long."""
    for topic in topics:
        try:
            yield topic.name, store.count(topic.filter, now=now, unread_only=True)
        except TooSlow as error:
            say(f"livetui: {topic.name}: {error}")


def _runs(feed: Feed, now: datetime) -> bool:
    return feed.kind is FeedKind.LIVE and feed.status is FeedStatus.OK and (feed.ends is None or feed.ends > now)


def _offline(feeds: Sequence[Feed]) -> bool:
    """As the engine judges while it runs: the last polls, of two feeds where there are two, found no network."""
    polled = [feed for feed in feeds if feed.last_poll is not None and feed.url.startswith(("http://", "https://"))]
    last = sorted(polled, key=lambda feed: feed.last_poll or datetime.min.replace(tzinfo=UTC))[-2:]
    if not last or not all(feed.error for feed in last):
        return False
    from livetui.engine.netfail import LOST

    return all(feed.error in LOST for feed in last)


def _words(found: Standing) -> Iterator[str]:
    """The parts of the line, what can be left out last."""
    yield f"● {found.unread:,}"
    if found.failing:
        yield f"✗ {found.failing}"
    if found.offline:
        yield "offline"
    if found.live:
        yield f"◉ {found.live}"
    for name, unread in found.topics:
        if unread:
            yield f"{_cut(name)} {unread:,}"


def _cut(name: str) -> str:
    if name.isascii() and len(name) <= NAME_WIDTH:
        return name
    from rich.cells import cell_len, set_cell_size

    from livetui.text.clean import clean_line

    name = clean_line(name)
    return name if cell_len(name) <= NAME_WIDTH else set_cell_size(name, NAME_WIDTH - 1).rstrip() + "…"


def _fitting(words: Sequence[str], width: int | None) -> Iterator[str]:
    """Those of the words that fit, with a sign where some do not."""
    if width is None:
        yield from words
        return
    from rich.cells import cell_len

    for place, word in enumerate(words):
        cells = cell_len(word) + (place > 0)
        behind = 2 if 0 < place < len(words) - 1 else 0
        if cells + behind > width:
            if width > (place > 0):
                yield "…"
            return
        width -= cells
        yield word
