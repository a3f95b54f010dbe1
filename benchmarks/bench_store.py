"""What the cache costs: arrival, second stage, lists and filters, beside a bare sqlite3 loop over the same rows.

    python benchmarks/bench_store.py [ENTRIES]

Times depend on the machine, so each comes with its ratio to the bare loop of the same run: one table with the same
indexed columns, one full-text table, no digests, no revisions, no counts.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from livetui.model.digest import source_digest
from livetui.model.entry import CachedEntry, Enrichment, Entry, Flag
from livetui.model.feed import Subscription
from livetui.model.filter import parse
from livetui.model.quote import Quote
from livetui.model.update import Decision, FeedState
from livetui.store import PollWrite, Store

NOW = datetime(2022, 3, 4, 12, tzinfo=UTC)
FEEDS = 100
BATCH = 1000
VOCABULARY = [f"w{number:x}" for number in range(20_000)]
CHANCE = random.Random(20220304)


def prose(count: int) -> str:
    """Words with the long tail of real prose."""
    return " ".join(VOCABULARY[min(int(CHANCE.paretovariate(0.6)) - 1, len(VOCABULARY) - 1)] for _ in range(count))


def speech() -> str:
    """Twenty words as people say them: every other one from a few, so that some runs of words come up again."""
    return " ".join(CHANCE.choice(VOCABULARY[:60] if CHANCE.random() < 0.5 else VOCABULARY[:4000]) for _ in range(20))


def said(words: str) -> Quote:
    """A quotation of one of four hundred people."""
    return Quote(((0, 20),), words, speaker=f"Ann Bell{CHANCE.randrange(400)}", speaker_span=(30, 38))


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def repeated(work: Callable[[], object], times: int = 15) -> float:
    """Median seconds of one run of the work, after a first one that warms the caches."""
    work()
    return median(timed(work) for _ in range(times))


def report(name: str, ours: float, bare: float | None = None, *, per: int = 0) -> None:
    """One line: the time, or that of each of `per` entries, and the ratio to the bare loop."""
    value = f"{ours / per * 1e6:9.1f} µs each" if per else f"{ours * 1e3:9.2f} ms     "
    ratio = "" if not bare else f"   {ours / bare:6.2f} x bare sqlite3"
    print(f"{name:<34}{value}{ratio}")


def bare_arrival(raw: sqlite3.Connection, batches: Sequence[Sequence[Entry]]) -> None:
    """The same rows with nothing around them."""
    number = 0
    for batch in batches:
        raw.execute("BEGIN IMMEDIATE")
        for entry in batch:
            number += 1
            raw.execute("INSERT INTO entry VALUES (?, ?, ?, ?, 0, ?)", (number, 1, entry.id, entry.title, entry.body))
            raw.execute("INSERT INTO words (rowid, title) VALUES (?, ?)", (number, entry.title))
        raw.execute("COMMIT")


def bare_text(raw: sqlite3.Connection, texts: Sequence[str]) -> None:
    """The texts into a full-text table, as the second stage does."""
    for start in range(0, len(texts), BATCH):
        raw.execute("BEGIN IMMEDIATE")
        for number, text in enumerate(texts[start : start + BATCH], start + 1):
            raw.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (number, text))
        raw.execute("COMMIT")


def bare(path: Path) -> sqlite3.Connection:
    """The yardstick's own file."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = NORMAL")
    raw.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, feed, key, title, read, body, UNIQUE (feed, key))")
    raw.execute("CREATE INDEX unread ON entry (id) WHERE read = 0")
    fold = "tokenize = 'unicode61 remove_diacritics 2'"
    raw.execute(f"CREATE VIRTUAL TABLE words USING fts5 (title, content = '', {fold})")
    raw.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', {fold})")
    return raw


def main() -> None:
    """Fill a cache and print a line for each thing it is asked."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    texts = [prose(400) for _ in range(count)]
    made = [
        Entry(
            f"https://example.org/{i}", f"https://example.org/{i}", prose(9), NOW - timedelta(seconds=37 * i), body=text
        )
        for i, text in enumerate(texts)
    ]
    wire = [speech() for _ in range(count // 4)]
    batches = [made[start : start + BATCH] for start in range(0, count, BATCH)]
    state = FeedState(NOW, None, 600, "ok")
    with tempfile.TemporaryDirectory() as folder, closing(bare(Path(folder) / "bare.db")) as raw:
        with Store.open(Path(folder) / "livetui.db", backup=False) as store:
            feeds = store.sync_feeds([Subscription(f"https://example.org/{i}.xml") for i in range(FEEDS)], NOW)

            def arrive() -> None:
                for place, batch in enumerate(batches):
                    share = max(1, len(batch) // 20)
                    store.write_polls(
                        [
                            PollWrite(
                                feeds[(place * 20 + i) % FEEDS].number,
                                Decision(tuple(batch[at : at + share])),
                                state,
                                NOW,
                            )
                            for i, at in enumerate(range(0, len(batch), share))
                        ]
                    )

            print(f"{count} entries of {sum(map(len, texts)) // count} characters in {FEEDS} feeds")
            report("arrival, titles findable", timed(arrive), timed(lambda: bare_arrival(raw, batches)), per=count)

            def found(cached: CachedEntry) -> Enrichment:
                quotes = tuple(said(CHANCE.choice(wire) if CHANCE.random() < 0.3 else speech()) for _ in range(2))
                return Enrichment(cached.number, source_digest(cached.entry), cached.entry.body, "en", quotes)

            spent = 0.0
            while waiting := store.unenriched(1, BATCH):
                items = [found(cached) for cached in waiting]
                start = perf_counter()
                store.write_enrichments(items, 1)
                spent += perf_counter() - start
            report("second stage, text findable", spent, timed(lambda: bare_text(raw, texts)), per=count)
            report("a poll that finds nothing new", repeated(lambda: store.known(1, [e.id for e in made[:50]])))

            every = "SELECT id FROM entry ORDER BY id DESC"
            report(
                "all numbers",
                repeated(lambda: store.numbers(None, now=NOW)),
                repeated(lambda: raw.execute(every).fetchall()),
            )
            page = store.numbers(None, now=NOW, limit=200)
            lines = f"SELECT * FROM ({every} LIMIT 200) JOIN entry USING (id)"
            report(
                "a page of 200 headlines",
                repeated(lambda: store.headlines(page)),
                repeated(lambda: raw.execute(lines).fetchall()),
            )
            report("unread count", repeated(lambda: store.count(None, now=NOW, unread_only=True)))
            for text in (
                "w3",
                "w3 w5",
                "w1f4",
                "w1f*",
                "title:w3",
                '"w1 w2"',
                "w3 is:unread age:<1d",
                "said:bell quote:w1",
                "-w3",
            ):
                ask = partial(store.numbers, parse(text), now=NOW)
                report(f"filter {text}", repeated(ask))
                report("    its newest 200", repeated(partial(ask, limit=200)))
                report("    a dozen arrivals", repeated(partial(store.passing, parse(text), page[:12], now=NOW)))
            day = NOW - timedelta(hours=24)
            report("200 quotations, the same words once", repeated(lambda: store.sayings(now=NOW, limit=200)))
            report("    of one speaker", repeated(lambda: store.sayings(now=NOW, speaker="Bell7", limit=200)))
            report("    said:bell7", repeated(lambda: store.sayings(parse("said:bell7"), now=NOW, limit=200)))
            report("speakers of 24 hours", repeated(lambda: store.speakers(since=day)))
            report("speakers of all times", repeated(store.speakers, 3))
            report("who else carries an entry's words", repeated(lambda: store.carried(page[0])))
            report("one entry", repeated(lambda: store.entry(page[100])))
            report("mark 200 read", timed(lambda: store.mark(page, Flag.READ, value=True)))
        size = (Path(folder) / "livetui.db").stat().st_size
        print(f"{size / count:.0f} bytes an entry on disk, {size / 2**20:.0f} MiB in all")


if __name__ == "__main__":
    main()
