# ruff: noqa: E501 - tables, a line for each case
"""What the first page of each kind of filter costs over 100,000 entries, beside the bare full-text query.

    python benchmarks/bench_filters.py [--entries 100000] [--dir DIR]

The words follow Zipf's law over a made-up vocabulary with accents and Cyrillic. The yardstick is a table of titles and
texts with SQLite's own full-text index over it, in a file of its own, asked for the newest 200 rows with the same words
in the same run. A filter that asks for no words is held against the yardstick's common word. The cache is as it is in
use: some entries are hidden, one feed with entries is no longer followed. Beside the first page stands the count of all
that pass, as the filter bar shows it, and the test of twelve arrivals. DIR keeps both files for the next run.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from math import nan
from pathlib import Path
from statistics import median
from time import perf_counter

from livetui.errors import TooSlow
from livetui.model.digest import source_digest
from livetui.model.entry import CachedEntry, Enclosure, Enrichment, Entry, Flag
from livetui.model.feed import Subscription
from livetui.model.filter import parse
from livetui.model.quote import Quote
from livetui.model.update import Decision, FeedState
from livetui.store import PollWrite, Store
from livetui.text.patterns import Finder

NOW = datetime(2026, 9, 21, 12, tzinfo=UTC)
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


def fill(path: Path, count: int, words: list[str]) -> None:
    """Make the cache."""
    state = FeedState(NOW, None, 600, "ok")
    with Store.open(path, backup=False, cache_mib=64) as store:
        subs = [
            Subscription(f"https://news{n}.example.org/rss.xml", f"News {words[n]}", f"Folder {n % 20}")
            for n in range(FEEDS)
        ]
        numbers = [feed.number for feed in store.sync_feeds(subs, NOW)]
        coming = rows(count, words)
        while block := list(islice(coming, BATCH)):
            arrived: dict[int, list[Entry]] = {}
            for row in reversed(block):
                arrived.setdefault(row[0] % FEEDS, []).append(entry(*row))
            store.write_polls(
                [PollWrite(numbers[feed], Decision(tuple(new)), state, NOW) for feed, new in arrived.items()]
            )
            store.write_enrichments([found(cached) for cached in store.unenriched(1, BATCH)], 1)
        every = store.numbers(None, now=NOW)
        store.mark([number for place, number in enumerate(every) if place % 10 and place > PAGE], Flag.READ, value=True)
        store.mark(every[::501], Flag.STARRED, value=True)
        store.mark(every[7::300], Flag.HIDDEN, value=True)
        store.sync_feeds(subs[:-1], NOW)  # a feed that is no longer followed keeps its entries


def fill_bare(path: Path, count: int, words: list[str]) -> None:
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


def ms(work: Callable[[], object], times: int = 9) -> float:
    """Median milliseconds of the work, after a first run that warms the caches."""
    spans = []
    for _ in range(times + 1):
        start = perf_counter()
        try:
            work()
        except TooSlow:  # what the user is told, too
            return nan
        spans.append((perf_counter() - start) * 1000)
    return median(spans[1:])


def asked(words: list[str]) -> Iterator[tuple[str, str, str]]:
    """Kind of filter, the filter, and the bare question it is held against."""
    top, common, medium, rare = words[1], words[150], words[1050], words[30_050]
    yield "very common word", top, f'"{top}"'
    yield "common word", common, f'"{common}"'
    yield "medium word", medium, f'"{medium}"'
    yield "rare word", rare, f'"{rare}"'
    yield "two words", f"{top} {medium}", f'"{top}" AND "{medium}"'
    yield "two common words", f"{top} {common}", f'"{top}" AND "{common}"'
    yield "phrase", f'"{words[1]} {words[2]}"', f'"{words[1]} {words[2]}"'
    for length in (1, 2, 3, 4, 5):
        for rank in (1, 700, 20_000):
            start = next(word for word in words[rank:] if len(word) > length)[:length]
            yield f"{length} letters, rank {rank}", f"{start}*", f'"{start}"*'
    yield "word and 2 letters", f"{medium} {top[:2]}*", f'"{medium}" AND "{top[:2]}"*'
    yield "negated, common", f"-{common}", f'-"{common}"'
    yield "negated, very common", f"-{top}", f'-"{top}"'
    yield "word without another", f"{common} -{top}", f'"{common}" NOT "{top}"'
    yield "either", f"{common} OR {medium}", f'"{common}" OR "{medium}"'
    yield "either, one in a key", f"{common} OR author:author7", f'"{common}"'
    yield "either, one negated", f"{medium} OR -{common}", f'"{medium}" OR "{common}"'
    yield "title:", f"title:{common}", f'title : "{common}"'
    yield "text:", f"text:{common}", f'text : "{common}"'
    yield "any of two", f"title:{common},{medium}", f'title : "{common}" OR title : "{medium}"'
    for wanted in ("author:author7", "tag:part3", f"source:{common}", "feed:news77", "folder:7", "url:news77", "lang:fr",
                   "id:tag:example.org,2026:5000", "said:bell7", f"said:bell7 quote:{top}", f"quote:{common}", "-said:bell7",
                   "is:unread", "is:starred", "is:new", "is:changed", "has:quote", "has:image", "has:audio", "has:error",
                   "age:<30d", "age:1d..30d", "seen:<1h", "changed:<1h", "date:2026-06", "date:2024-06-01", "words:>100",
                   "words:>400", "quotes:>0", f"{common} is:unread age:<90d", f"{top} lang:fr said:bell7",
                   f"/{common}/i", f"title:/^{common}/", f"/{rare}/", f"{medium} /{common}/", "sort:oldest",
                   f"{common} sort:oldest", "sort:changed", f"{common} sort:changed", "limit:50"):  # fmt: skip
        yield wanted, wanted, f'"{common}"'


def main() -> None:
    """Make both files, unless they are there, and print a line for each filter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--dir", type=Path)
    given = parser.parse_args()
    words = vocabulary(random.Random(1))
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.dir or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        cache, bare = folder / f"cache-{given.entries}.db", folder / f"bare-{given.entries}.db"
        for path, make in ((cache, fill), (bare, fill_bare)):
            if not path.exists():
                start = perf_counter()
                make(path, given.entries, words)
                print(f"{path.name}: {perf_counter() - start:.0f} s, {path.stat().st_size / 2**20:.0f} MiB")
        with closing(sqlite3.connect(bare)) as raw, Store.open(cache, backup=False, finder=Finder) as store:
            for name, size in (("cache_size", -65536), ("mmap_size", 1 << 30)):
                raw.execute(f"PRAGMA {name} = {size}")
            newest = f"ORDER BY rowid DESC LIMIT {PAGE}"
            question = f"SELECT rowid FROM fts WHERE fts MATCH ? {newest}"
            denied = f"SELECT rowid FROM doc WHERE rowid NOT IN (SELECT rowid FROM fts WHERE fts MATCH ?) {newest}"
            arrivals = store.numbers(None, now=NOW, limit=12)
            print(f"{'':36}{'ours':>9}{'bare':>9}{'ratio':>8}{'count':>9}{'twelve':>9}   found   (ms)")
            for kind, text, bare_text in asked(words):
                f = parse(text)
                ours = ms(lambda f=f: store.numbers(f, now=NOW, limit=PAGE))  # type: ignore[misc]
                bare_question = denied if bare_text.startswith("-") else question
                given_words = (bare_text.removeprefix("-"),)
                theirs = ms(lambda q=bare_question, w=given_words: raw.execute(q, w).fetchall())  # type: ignore[misc]
                counted = ms(lambda f=f: store.count(f, now=NOW), 3)  # type: ignore[misc]
                tested = ms(lambda f=f: store.passing(f, arrivals, now=NOW), 3)  # type: ignore[misc]
                listed = len(store.numbers(f, now=NOW, limit=PAGE))
                late = "  <<<" if ours > 3 * theirs and ours > 1 else ""
                print(f"{kind[:35]:36}{ours:9.2f}{theirs:9.2f}{ours / theirs:8.2f}"
                      f"{counted:9.2f}{tested:9.2f}   {listed}{late}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
