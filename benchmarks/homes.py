"""Make a home folder with a cache of N entries, for measuring: ``python benchmarks/homes.py DIR 20000``.

The entries are made up, always the same, spread over thirty feeds and as many days, with quotations in one of three.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from livetui import feedlist
from livetui.model.digest import source_digest
from livetui.model.entry import BodyKind, Enrichment, Entry
from livetui.model.feed import FeedStatus, Subscription
from livetui.model.update import Decision, FeedState
from livetui.paths import Paths
from livetui.store import PollWrite, Store
from livetui.text.quotes import RULES, find_entry_quotes

FEEDS = 30
WORDS = [
    "talks",
    "corridor",
    "harbour",
    "minister",
    "says",
    "toll",
    "rises",
    "after",
    "new",
    "vote",
    "court",
    "budget",
    "river",
    "rain",
    "energy",
    "bank",
    "strike",
    "report",
    "city",
    "summit",
    "border",
    "trade",
    "storm",
    "school",
    "police",
    "inquiry",
    "railway",
    "coast",
    "island",
    "forecast",
    "parliament",
    "evidence",
]
SPEAKERS = ("Maria Weiss", "Jean Morel", "Ann Lee", "Oleg Sow", "Ada Martin")


def make_home(folder: Path, count: int) -> None:
    """Fill a new home with `count` entries, enriched, the newest a minute old."""
    paths = Paths.of(folder)
    now = datetime.now(UTC)
    subscriptions = [Subscription(f"http://127.0.0.1:9/feed{n}.xml", f"Example Source {n}") for n in range(FEEDS)]
    feedlist.add(paths.feeds, subscriptions)
    state = FeedState(now, now + timedelta(days=1), 86400, FeedStatus.OK)
    with Store.open(paths.database, cache_mib=64) as store:
        for feed in store.sync_feeds(subscriptions, now):
            entries = tuple(_entries(feed.number, count // FEEDS + (feed.number <= count % FEEDS), now))
            store.write_polls([PollWrite(feed.number, Decision(new=entries), state, now)])
        while waiting := store.unenriched(RULES, 1000):
            store.write_enrichments(
                [
                    Enrichment(
                        cached.number,
                        source_digest(cached.entry),
                        cached.entry.body,
                        "en",
                        find_entry_quotes(cached.entry.title, cached.entry.body, "en"),
                    )
                    for cached in waiting
                ],
                RULES,
            )


def _entries(feed: int, count: int, now: datetime) -> Iterator[Entry]:
    rng = random.Random(feed)
    for number in range(count):
        words = " ".join(rng.choices(WORDS, k=rng.randint(80, 300)))
        said = f" “{' '.join(rng.choices(WORDS, k=9))},” said {rng.choice(SPEAKERS)}." if rng.random() < 0.33 else ""
        yield Entry(
            f"{feed}/{number}",
            url=f"http://127.0.0.1:9/{feed}/{number}",
            title=" ".join(rng.choices(WORDS, k=rng.randint(5, 12))).capitalize(),
            published=now - timedelta(minutes=1 + rng.random() * 30 * 24 * 60),
            lang="en",
            body=words.capitalize() + "." + said,
            body_kind=BodyKind.TEXT,
        )


if __name__ == "__main__":
    make_home(Path(sys.argv[1]), int(sys.argv[2]))
