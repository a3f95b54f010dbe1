"""How long keys take in the reader while polls of a large live page, each with hundreds of edits, are stored.

    python benchmarks/bench_follow.py [--posts 5000] [--edits 500] [--polls 4]

A server on this machine gives the page of `bench_live.py`, whose newest posts are edited at each request. The reader is
open on it; `j` and `k` are pressed without pause, first with nothing going on, then from before a poll is asked for
until all it brought is stored and enriched. A key's time runs from its bytes to the first byte of a repaint.
"""

from __future__ import annotations

import argparse
import http.server
import os
import re
import select
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from bench_live import make_page
from bench_reader import Program

from livetui import feedlist
from livetui.model.feed import Subscription
from livetui.paths import Paths

_COUNT = re.compile(rb"\b(\d+) people")
NARROW = 0.012
"""Seconds without output after which the next key is pressed."""


class Page:
    """The page as it is at each request."""

    def __init__(self, posts: int, edits: int) -> None:
        self._whole, _ = make_page(posts)
        self._posts, self._edits = posts, edits
        self.asked = 0

    def next(self) -> bytes:
        """The page with other words in its newest posts, in its data and its elements."""
        self.asked += 1
        if self.asked == 1:
            return self._whole
        return _COUNT.sub(self._edited, self._whole)

    def _edited(self, match: re.Match[bytes]) -> bytes:
        number = int(match[1])
        return b"%d people" % (number + self.asked) if number >= self._posts - self._edits else match[0]


def serve(port: int, posts: int, edits: int, ready: Event) -> None:
    """Answer for ever."""
    page = Page(posts, edits)
    following: list[bytes] = [page.next()]

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """The page made beforehand; the next one is made afterwards."""
            body = following.pop()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            following.append(page.next())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    ready.set()
    server.serve_forever()


class Reader(Program):
    """The reader, whose keys are timed to the first byte of what comes."""

    def press(self, keys: bytes) -> float:
        """Milliseconds until the first byte after a key."""
        sent = time.monotonic()
        os.write(self._fd, keys)
        first = None
        wait = 2.0
        while select.select([self._fd], [], [], wait)[0]:
            os.read(self._fd, 1 << 16)
            first = first or time.monotonic()
            wait = NARROW
        return ((first or time.monotonic()) - sent) * 1000


def press_until(reader: Reader, over: threading.Event, least: float) -> list[float]:
    """Times of keys pressed until something is over, but for so many seconds at least."""
    times: list[float] = []
    end = time.monotonic() + least
    while time.monotonic() < end or not over.is_set():
        times.append(reader.press(b"j" if len(times) % 20 < 10 else b"k"))
    return times


def waiting(database: Path) -> tuple[int, int]:
    """Revisions kept, and entries that are still to be enriched."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as raw:
        ((revisions, due),) = raw.execute(
            "SELECT (SELECT count(*) FROM revision), (SELECT count(*) FROM entry WHERE enriched = 0)"
        )
    return revisions, due


def report(name: str, times: list[float]) -> None:
    """One line."""
    times = sorted(times)
    slow = sum(value > 50 for value in times)
    print(
        f"{name:18} p50 {statistics.median(times):6.1f} ms  p99 {times[int(len(times) * 0.99) - 1]:6.1f} ms"
        f"  longest {times[-1]:6.1f} ms  over 50 ms: {slow} of {len(times)}"
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=5000)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--polls", type=int, default=4)
    parser.add_argument("--port", type=int, default=8791)
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="livetui-bench-"))
    context = get_context("fork")
    ready = context.Event()
    server = context.Process(target=serve, args=(options.port, options.posts, options.edits, ready), daemon=True)
    server.start()
    ready.wait(30)
    paths = Paths.of(home)
    feedlist.add(paths.feeds, [Subscription(f"http://127.0.0.1:{options.port}/live/storm", every=86400)])
    try:
        reader = Reader([sys.executable, "-m", "livetui", "--home", str(home)])
        reader.until(b"Report")
        while waiting(paths.database)[1]:
            reader.settle(0.3)
        reader.settle(1.0)
        never = threading.Event()
        never.set()
        report("nothing going on", press_until(reader, never, 5))
        busy: list[float] = []
        for poll in range(options.polls):
            over = threading.Event()
            wanted = (poll + 1) * options.edits
            threading.Thread(target=_watch, args=(paths.database, wanted, over), daemon=True).start()
            begun = time.monotonic()
            reader.press(b"R")
            times = press_until(reader, over, 1)
            busy += times
            report(f"poll {poll + 1} ({time.monotonic() - begun:.1f} s)", times)
        report("all polls", busy)
        reader.end()
    finally:
        server.terminate()
        shutil.rmtree(home, ignore_errors=True)


def _watch(database: Path, revisions: int, over: threading.Event) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found, due = waiting(database)
        if found >= revisions and not due:
            break
        time.sleep(0.1)
    over.set()


if __name__ == "__main__":
    main()
