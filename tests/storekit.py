"""What tests of the store share: a cache in a folder of the test, and polls in few words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from livetui.model.digest import source_digest
from livetui.model.entry import BodyKind, CachedEntry, Enclosure, Enrichment, Entry, Flag
from livetui.model.feed import Subscription
from livetui.model.quote import Certainty, Part, Quote
from livetui.model.update import Change, Decision, FeedState
from livetui.store import PollWrite, Store, Written, rescue

NOW = datetime(2022, 3, 4, 14, 30, 0, 250_000, tzinfo=UTC)
STATE = FeedState(last_poll=NOW, next_poll=None, interval=600, status="ok")
URL = "https://feeds.example.org/world.xml"
FULL = Entry(
    id="tag:example.org,2022:1",
    url="https://example.org/1",
    title="Grain corridor opens",
    published=NOW - timedelta(hours=1),
    updated=NOW - timedelta(minutes=5),
    authors=("Ann", "Bob"),
    tags=("Black Sea", "trade"),
    lang="fr",
    body="<p>Words</p>",
    body_kind=BodyKind.HTML,
    enclosures=(Enclosure("https://example.org/a.mp3", "audio/mpeg", 7), Enclosure("https://example.org/b")),
    live=True,
    pinned=True,
    guessed=True,
)
QUOTE = Quote(
    ((0, 4), (6, 9)), "Talk … end", Part.TEXT, "Ann Bell", (12, 20), "judge", "said", "RIA", Certainty.SURE, ("x",)
)


def follow(store: Store, *urls: str) -> tuple[int, ...]:
    """Follow these feeds (one by default); their numbers."""
    return tuple(feed.number for feed in store.sync_feeds([Subscription(url) for url in urls or (URL,)], NOW))


def poll(
    store: Store,
    *new: Entry,
    feed: int = 1,
    changed: Sequence[Change] = (),
    withdrawn: Sequence[int] = (),
    now: datetime = NOW,
    state: FeedState = STATE,
) -> Written:
    """Write one poll."""
    decision = Decision(tuple(new), tuple(changed), tuple(withdrawn))
    return store.write_polls([PollWrite(feed, decision, state, now)])[0]


def enrichment(cached: CachedEntry, text: str, *quotes: Quote, lang: str | None = None) -> Enrichment:
    """What the second stage would find in an entry as it stands."""
    return Enrichment(cached.number, source_digest(cached.entry), text, lang, quotes)


def the(store: Store, number: int) -> CachedEntry:
    """The entry, which has to exist."""
    cached = store.entry(number)
    assert cached is not None
    return cached


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the cache as another program reads it, to see that nothing was changed."""
    with closing(sqlite3.connect(path)) as raw:
        return {
            table: raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("feed", "entry", "event", "body", "revision", "quote", "words_data")
        }


def fill(path: Path, count: int = 400) -> None:
    """A cache of some pages with stars, reads and revisions, cleanly closed."""
    with Store.open(path, backup=False) as store:
        follow(store)
        body = "<p>" + "word " * 300 + "</p>"
        hours = (NOW - timedelta(hours=i) for i in range(count))
        entries = (Entry(f"k{i}", None, f"title {i}", hour, body=body) for i, hour in enumerate(hours))
        numbers = poll(store, *entries).new
        store.mark(numbers[::2], Flag.READ, value=True)
        store.mark(numbers[::50], Flag.STARRED, value=True)
        store.write_enrichments([enrichment(the(store, number), "read text") for number in numbers[:50]], 1)


def copy_away(path: Path) -> None:
    """The daily copy."""
    with Store.open(path, backup=False) as store, store._db.plain() as raw:
        rescue.back_up(raw, path, datetime.now(UTC))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another connection holds the file so that nobody else can read or write it."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")
