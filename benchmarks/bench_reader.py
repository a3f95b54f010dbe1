"""Start and key latency of the reader on 20,000 cached entries, beside a bare program that repaints its screen.

    python benchmarks/bench_reader.py [ENTRIES] [--bar] [--home DIR] [--starts N]

A key's time runs from its bytes to the last byte of the repaint. The bare program writes forty lines at each key with
the standard library alone: the ratio to it is what the machine's own noise leaves of a figure. ``--bar`` measures the
filter bar instead: the echo of each letter, and the list that follows when the typing pauses, counted from the end of
that pause. ``--home`` takes a home that ``homes.py`` has made, for more than one run.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import shutil
import signal
import sqlite3
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from homes import make_home

from livetui.paths import Paths

QUIET = 0.03
"""Seconds without output that end a repaint."""
PAUSE = 0.12
"""Seconds that the filter bar waits for another letter."""
BURST = 0.45
"""Seconds after a letter in which its list is looked for."""
TYPED = ("harbour strike", "said:weiss vote", "is:unread -rain", "coast OR island", "source:7 storm")
SHOWN = b"Example Sou"
"""Of the title of a feed, as soon as entries are shown."""
BARE = """
import os, sys, termios, tty
tty.setraw(0)
number = 0
while True:
    lines = [f"line {n:06}  Example Source  " + "words " * 12 for n in range(number, number + 40)]
    os.write(1, ("\\x1b[H" + "\\r\\n".join(lines)).encode())
    if os.read(0, 1) == b"Q":
        break
    number += 1
"""


class Program:
    """A program on a pty, whose repaints are timed."""

    def __init__(self, argv: Sequence[str]) -> None:
        self.began = time.monotonic()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(argv[0], list(argv))

    def until(self, words: bytes) -> float:
        """Seconds from the start until these bytes have come."""
        seen = b""
        while words not in seen:
            if not select.select([self._fd], [], [], 30)[0]:
                raise SystemExit(f"never painted {words!r}")
            seen += os.read(self._fd, 1 << 16)
        return time.monotonic() - self.began

    def settle(self, seconds: float) -> None:
        """Read until nothing has come for so long."""
        while select.select([self._fd], [], [], seconds)[0]:
            os.read(self._fd, 1 << 16)

    def key(self, keys: bytes) -> float:
        """Seconds until the last byte of the repaint that a key brings."""
        sent = last = time.monotonic()
        os.write(self._fd, keys)
        wait = 1.0
        while select.select([self._fd], [], [], wait)[0]:
            os.read(self._fd, 1 << 16)
            last, wait = time.monotonic(), QUIET
        return last - sent

    def typed(self, key: bytes) -> tuple[float, float]:
        """Seconds until the echo of a letter is painted, and from the end of the pause until the list is."""
        sent = time.monotonic()
        os.write(self._fd, key)
        times: list[float] = []
        while select.select([self._fd], [], [], max(0.0, sent + BURST - time.monotonic()))[0]:
            os.read(self._fd, 1 << 16)
            times.append(time.monotonic() - sent)
        echo = _burst_end([at for at in times if at < PAUSE])
        follows = _burst_end([at for at in times if at >= PAUSE])
        return echo, max(0.0, follows - PAUSE)

    def end(self) -> None:
        """Kill it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)


def measure(
    argv: Sequence[str], words: bytes, keys: dict[str, tuple[bytes, int]], starts: int
) -> dict[str, list[float]]:
    """Milliseconds of the first paint, and of each named key pressed so often."""
    found: dict[str, list[float]] = {"first paint": []}
    for _ in range(starts):
        program = Program(argv)
        found["first paint"].append(program.until(words) * 1000)
        program.settle(0.5)
        for name, (key, times) in keys.items():
            found.setdefault(name, []).extend(program.key(key) * 1000 for _ in range(times))
        program.end()
    return found


def _burst_end(times: Sequence[float]) -> float:
    """The end of the first run of outputs with no gap between them."""
    end = 0.0
    for at in times:
        if end and at - end > QUIET:
            break
        end = at
    return end


def measure_bar(argv: Sequence[str], starts: int) -> dict[str, list[float]]:
    """Milliseconds of each letter typed into the filter bar: its echo, and the list after the pause."""
    found: dict[str, list[float]] = {"echo": [], "list": []}
    for _ in range(starts):
        program = Program(argv)
        program.until(SHOWN)
        program.settle(1.0)
        for typed in TYPED:
            program.key(b"/")
            program.settle(0.2)
            for letter in typed.encode():
                echo, follows = program.typed(bytes([letter]))
                found["echo"].append(echo * 1000)
                found["list"].append(follows * 1000)
            program.key(b"\x1b")
            program.settle(1.0)
        program.end()
    return found


def report(found: dict[str, list[float]], floor: dict[str, list[float]]) -> None:
    """One line a figure: median, 99th percentile, ratio of the medians."""
    for name, times in found.items():
        times.sort()
        bare = statistics.median(floor.get(name, floor["down"]))
        middle, worst = statistics.median(times), times[int(len(times) * 0.99) - 1]
        ratio = f"{middle / bare:5.1f} x bare ({bare:.1f} ms)"
        print(f"{name:12} p50 {middle:7.1f} ms  p99 {worst:7.1f} ms  {ratio}  n={len(times)}")


def main() -> None:
    """Measure both programs in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", nargs="?", type=int, default=20_000)
    parser.add_argument("--home", type=Path, help="an existing home, instead of one made for the run")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--bar", action="store_true")
    given = parser.parse_args()
    made = Path(tempfile.mkdtemp(prefix="livetui-bench-"))
    home = given.home or made
    try:
        if given.home is None:
            make_home(home, given.entries)
        with closing(sqlite3.connect(Paths.of(home).database)) as raw:
            (entries,) = raw.execute("SELECT count(*) FROM entry").fetchone()
        keys = {"down": (b"j", 60), "up": (b"k", 40), "page": (b"\x1b[6~", 20)}
        reader = [sys.executable, "-m", "livetui", "--home", str(home), "--offline"]
        floor = measure([sys.executable, "-c", BARE], b"Example Source", {"down": (b"j", 60)}, given.starts)
        print(f"reader on {entries} entries, 120x40, {given.starts} starts", flush=True)
        report(measure_bar(reader, given.starts) if given.bar else measure(reader, SHOWN, keys, given.starts), floor)
    finally:
        shutil.rmtree(made, ignore_errors=True)


if __name__ == "__main__":
    main()
