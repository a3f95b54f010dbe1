# ruff: noqa: E501 - tables, a line for each case
"""What the first page of each kind of filter costs over 100,000 entries, beside the bare full-text query.

    python benchmarks/bench_filters.py [--entries 100000] [--dir DIR] [--only WORDS]

The yardstick is a table of titles and texts with SQLite's own full-text index over it, in a file of its own, asked for
the newest 200 rows with the same words in the same run. A filter that asks for no words is held against the
yardstick's common word. The cache is as it is in use: some entries are hidden, one feed with entries is no longer
followed. Beside the first page stands the count of all that pass, and the test of twelve arrivals. Below the table:
what `livetui status` and `livetui mark` take on that cache, and what the indexes that filters need cost an arrival.
DIR keeps home and yardstick for the next run (making both takes minutes); --only measures the kinds with these words.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from math import nan
from multiprocessing import Process
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bigcache import NOW, PAGE, keep, make_bare, make_home, rows, vocabulary

from livetui.errors import TooSlow
from livetui.model.filter import parse
from livetui.paths import Paths
from livetui.store import Store
from livetui.text.patterns import Finder

ARRIVALS = 5_000
FILTER_INDEXES = (
    "entry_shown", "entry_changed", "entry_changed_at", "entry_moved", "entry_withdrawn", "entry_live", "entry_pinned",
    "entry_hidden",
)  # fmt: skip
"""Indexes that only filters ask for."""


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


def table(bare: Path, cache: Path, words: list[str], only: str) -> None:
    """A line for each filter."""
    with closing(sqlite3.connect(bare)) as raw, Store.open(cache, backup=False, finder=Finder) as store:
        for name, size in (("cache_size", -65536), ("mmap_size", 1 << 30)):
            raw.execute(f"PRAGMA {name} = {size}")
        newest = f"ORDER BY rowid DESC LIMIT {PAGE}"
        question = f"SELECT rowid FROM fts WHERE fts MATCH ? {newest}"
        denied = f"SELECT rowid FROM doc WHERE rowid NOT IN (SELECT rowid FROM fts WHERE fts MATCH ?) {newest}"
        arrivals = store.numbers(None, now=NOW, limit=12)
        print(f"{'':36}{'ours':>9}{'bare':>9}{'ratio':>8}{'count':>9}{'twelve':>9}   found   (ms)")
        for kind, text, bare_text in asked(words):
            if only not in kind:
                continue
            f = parse(text)
            ours = ms(lambda f=f: store.numbers(f, now=NOW, limit=PAGE))  # type: ignore[misc]
            bare_question = denied if bare_text.startswith("-") else question
            given_words = (bare_text.removeprefix("-"),)
            theirs = ms(lambda q=bare_question, w=given_words: raw.execute(q, w).fetchall())  # type: ignore[misc]
            counted = ms(lambda f=f: store.count(f, now=NOW), 3)  # type: ignore[misc]
            tested = ms(lambda f=f: store.passing(f, arrivals, now=NOW), 3)  # type: ignore[misc]
            try:
                listed = len(store.numbers(f, now=NOW, limit=PAGE))
            except TooSlow:
                listed = -1
            late = "  <<<" if ours > 3 * theirs and ours > 1 else ""
            print(f"{kind[:35]:36}{ours:9.2f}{theirs:9.2f}{ours / theirs:8.2f}"
                  f"{counted:9.2f}{tested:9.2f}   {listed}{late}", flush=True)  # fmt: skip


def commands(home: Path, word: str) -> None:
    """What commands take as whole processes; `--version` is what any of them takes. The marks are taken back.

    The first one that may write pays for the daily copy of the cache, if that is due.
    """
    print()
    for given in (
        ["--version"],
        ["status"],
        ["mark", "read", "limit:1"],
        ["mark", "undo"],
        ["mark", "read", word],
        ["mark", "undo"],
        ["mark", "star", "is:unread"],
        ["mark", "undo"],
    ):
        start = perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "livetui", "--home", str(home), *given], capture_output=True, text=True, check=True
        )
        print(f"livetui {' '.join(given):30}{perf_counter() - start:7.2f} s   {done.stdout.strip()[:70]}", flush=True)


def arrivals(words: list[str], rounds: int = 3) -> None:
    """Processor time of new entries with and without what filters need, in turn."""
    spent: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(rounds):
        for name, times in spent.items():
            with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "cache.db", backup=False) as store:
                for index in FILTER_INDEXES if name == "without" else ():
                    store._db.raw.execute(f"DROP INDEX {index}")  # noqa: SLF001 - no user has such a cache
                start = process_time()
                keep(store, words, rows(ARRIVALS, words))
                times.append(process_time() - start)
    ratio = median(spent["with"]) / median(spent["without"])
    print(f"\n{ARRIVALS} arrivals: with the indexes of filters {median(spent['with']):.2f} s of processor time,"
          f" without {median(spent['without']):.2f} s, ratio {ratio:.3f}")  # fmt: skip


def main() -> None:
    """Make home and yardstick, unless they are there, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--dir", type=Path)
    parser.add_argument("--only", default="", metavar="WORDS")
    given = parser.parse_args()
    words = vocabulary(random.Random(1))
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.dir or Path(temporary)
        home, bare = folder / f"home-{given.entries}", folder / f"bare-{given.entries}.db"
        cache = Paths.of(home).database
        making = [
            Process(target=make, args=(path, given.entries, words))
            for path, there, make in ((home, cache, make_home), (bare, bare, make_bare))
            if not there.exists()
        ]
        start = perf_counter()
        for process in making:
            folder.mkdir(parents=True, exist_ok=True)
            process.start()
        for process in making:
            process.join()
        if making:
            print(f"made in {perf_counter() - start:.0f} s: {cache.stat().st_size / 2**20:.0f} MiB, the yardstick"
                  f" {bare.stat().st_size / 2**20:.0f} MiB")  # fmt: skip
        table(bare, cache, words, given.only)
        if not given.only:
            commands(home, words[150])
            arrivals(words)


if __name__ == "__main__":
    main()
