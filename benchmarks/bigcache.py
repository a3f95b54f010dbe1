"""A large cache for measuring filters, and the yardstick: the same words in SQLite's own full-text index.

The words follow Zipf's law over a made-up vocabulary with accents and Cyrillic; they are always the same.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

from livetui import feedlist
from livetui.model.digest import source_digest
from livetui.model.entry import CachedEntry, Enclosure, Enrichment, Entry, Flag
from livetui.model.feed import Subscription
from livetui.model.quote import Quote
from livetui.model.update import Decision, FeedState
from livetui.paths import Paths
from livetui.store import PollWrite, Store
from livetui.text.quotes import RULES

NOW = datetime(2026, 9, 21, 12, tzinfo=UTC)
"""When the newest entry came."""
FEEDS = 500
PAGE = 200
TEXT = 220
"""Words of each text."""
BATCH = 2000
PARTS = ("ka", "ne", "ti", "ro", "mé", "lu", "so", "ver", "çon", "dre", "pa", "gü", "min", "ost", "al", "ré", "un",
         "ché", "bo", "ти", "на", "ко")  # fmt: skip


def vocabulary(chance: random.Random, size: int = 60_000) -> list[str]:
    """Words of one to four syllables, in random order."""
    words = sorted({"".join(chance.choices(PARTS, k=chance.randint(1, 4))) for _ in range(size * 3)})
    chance.shuffle(words)
    return words[:size]


def rows(count: int, words: list[str]) -> Iterator[tuple[int, str, str, datetime]]:
    """Number, title, text and time of so many entries, the oldest first."""
    chance = random.Random(1)
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))
    step = timedelta(days=3 * 365) / count
    for number in range(count):
        title = " ".join(chance.choices(words, cum_weights=weights, k=9))
        text = " ".join(chance.choices(words, cum_weights=weights, k=TEXT))
        yield number, title, text, NOW - step * (count - number)


def entry(number: int, title: str, text: str, at: datetime) -> Entry:
    """An entry; one in ten has a picture, one in fifty a sound file."""
    sound = (Enclosure(f"https://media.example.org/{number}.mp3", "audio/mpeg"),) if number % 50 == 0 else ()
    return Entry(
        f"tag:example.org,2026:{number}", f"https://news{number % FEEDS}.example.org/a/{number}.html", title, at,
        authors=(f"Ann Author{number % 97}",), tags=("news", f"part{number % 12}"), enclosures=sound,
        body=text + ("<img src='x'>" if number % 10 == 0 else ""), lang=("en", "fr", "uk")[number % 3],
    )  # fmt: skip


def found(cached: CachedEntry) -> Enrichment:
    """What the second stage finds: the text, and a quotation in every other entry."""
    number = int(cached.entry.id.rpartition(":")[2])
    text = cached.entry.body.partition("<")[0]
    words = " ".join(text.split()[10:30])
    quotes = (Quote(((0, 20),), words, speaker=f"Ann Bell{number % 400}", speaker_span=(0, 8)),) if number % 2 else ()
    return Enrichment(cached.number, source_digest(cached.entry), text, cached.entry.lang, quotes)


def subscriptions(words: list[str]) -> list[Subscription]:
    """All feeds, in twenty folders."""
    return [
        Subscription(f"https://news{n}.example.org/rss.xml", f"News {words[n]}", f"Folder {n % 20}")
        for n in range(FEEDS)
    ]


def keep(store: Store, words: list[str], coming: Iterator[tuple[int, str, str, datetime]]) -> None:
    """Store entries as polls and the second stage do."""
    numbers = [feed.number for feed in store.sync_feeds(subscriptions(words), NOW)]
    state = FeedState(NOW, None, 600, "ok")
    while block := list(islice(coming, BATCH)):
        arrived: dict[int, list[Entry]] = {}
        for row in reversed(block):
            arrived.setdefault(row[0] % FEEDS, []).append(entry(*row))
        store.write_polls([PollWrite(numbers[feed], Decision(tuple(new)), state, NOW) for feed, new in arrived.items()])
        store.write_enrichments([found(cached) for cached in store.unenriched(RULES, BATCH)], RULES)


def make_home(home: Path, count: int, words: list[str]) -> None:
    """Make a home with a cache as it is in use: much is read, little starred or hidden, a feed no longer followed."""
    paths = Paths.of(home)
    followed = subscriptions(words)[:-1]
    feedlist.add(paths.feeds, followed)
    with Store.open(paths.database, backup=False, cache_mib=64) as store:
        keep(store, words, rows(count, words))
        every = store.numbers(None, now=NOW)
        store.mark([number for place, number in enumerate(every) if place % 10 and place > PAGE], Flag.READ, value=True)
        store.mark(every[3::2_000], Flag.STARRED, value=True)  # few, so that a page of them looks to the end
        store.mark(every[7::300], Flag.HIDDEN, value=True)
        store.sync_feeds(followed, NOW)  # a feed that is no longer followed keeps its entries


def make_bare(path: Path, count: int, words: list[str]) -> None:
    """Make the yardstick."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = NORMAL")
        raw.execute("CREATE TABLE doc (id INTEGER PRIMARY KEY, title, text)")
        fold = "tokenize = 'unicode61 remove_diacritics 2'"
        raw.execute(f"CREATE VIRTUAL TABLE fts USING fts5 (title, text, content = 'doc', content_rowid = 'id', {fold})")
        coming = rows(count, words)
        while block := [(number + 1, title, text) for number, title, text, _ in islice(coming, BATCH)]:
            raw.execute("BEGIN")
            raw.executemany("INSERT INTO doc VALUES (?, ?, ?)", block)
            raw.executemany("INSERT INTO fts (rowid, title, text) VALUES (?, ?, ?)", block)
            raw.execute("COMMIT")
