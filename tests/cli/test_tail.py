"""``livetui tail`` and ``livetui wait``: each arrival, revision and withdrawal once, whoever polls."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from commandline import command, livetui
from livekit import live_page, post
from loopback import Loopback, Reply

ITEM = "<item><guid>{n}</guid><title>{title}</title><description>{body}</description></item>"
FIRST = [post(n) for n in range(6, 0, -1)]
SECOND = [post(7), post(6), post(5, "Observers count 33 trucks, after 31 in the morning."), post(4), *FIRST[4:]]
"""One new post, the fifth reworded, the third taken back."""
STORY = [
    *[("new", f"Stage {n} of the talks") for n in range(1, 7)],
    ("new", "Stage 7 of the talks"),
    ("changed", "Stage 5 of the talks"),
    ("withdrawn", "Stage 3 of the talks"),
]


def write_feed(path: Path, *items: tuple[str, str]) -> Path:
    """An RSS file of these titles and bodies, the newest first."""
    written = "".join(ITEM.format(n=n, title=title, body=body) for n, (title, body) in enumerate(items, 1))
    path.write_text(f'<rss version="2.0"><channel><title>The Wire</title>{written}</channel></rss>')
    return path


@contextmanager
def running(*arguments: str, home: Path) -> Iterator[subprocess.Popen[str]]:
    """A command that goes on, killed at the end of the block."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command(*arguments, home=home), stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str], count: int) -> list[dict[str, Any]]:
    """The next so many lines of NDJSON, as they come."""
    assert process.stdout is not None
    assert process.stderr is not None
    lines = [process.stdout.readline() for _ in range(count)]
    assert all(lines), process.stderr.read()
    return [json.loads(line) for line in lines]


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code and what was still written, once it ends by itself."""
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose feeds are polled every second."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "config.toml").write_text('[refresh]\nevery = "1s"\nfloor = "1s"\n')
    return home


@pytest.fixture
def wire(home: Path, tmp_path: Path) -> Path:
    """A feed of one entry that is followed, and polled only when told so."""
    (home / "config.toml").unlink()
    path = write_feed(tmp_path / "wire.xml", ("Old news", "Nothing."))
    assert livetui("add", path, home=home).code == 0
    return path


def test_a_story_is_told_in_order_once_and_again_from_any_place(home: Path) -> None:
    """Polling by itself: arrivals, a revision, a withdrawal; afterwards --since and --after read the same again."""
    with Loopback() as server:
        pages = [Reply(live_page(version), headers=(("Content-Type", "text/html"),)) for version in (FIRST, SECOND)]
        url = server.route("/live/talks", *pages)
        assert livetui("add", "--no-check", url, "--every", "1s", home=home).code == 0
        with running("tail", "--json", home=home) as process:
            records = told(process, len(STORY))
            process.send_signal(signal.SIGTERM)
            assert ended(process) == (128 + signal.SIGTERM, "", "")
    assert [(record["event"], record["title"]) for record in records] == STORY
    assert [record["seq"] for record in records] == sorted({record["seq"] for record in records})
    assert list(records[0])[-3:] == ["quotes", "event", "seq"]
    changed = next(record for record in records if record["event"] == "changed")
    assert "33 trucks" in changed["text"]
    for words, expected in ((["--since", "1h"], records), (["--after", str(records[6]["seq"])], records[7:])):
        with running("--offline", "tail", "--json", *words, home=home) as process:
            assert [record["seq"] for record in told(process, len(expected))] == [one["seq"] for one in expected]


def test_nothing_is_lost_or_told_twice_over_kills(home: Path) -> None:
    """kill -9 after each few lines, going on after the last seq seen: together everything, once."""
    with Loopback() as server:
        pages = [Reply(live_page(version), headers=(("Content-Type", "text/html"),)) for version in (FIRST, SECOND)]
        url = server.route("/live/talks", *pages)
        assert livetui("add", "--no-check", url, "--every", "1s", home=home).code == 0
        seen: list[dict[str, Any]] = []
        while len(seen) < len(STORY):
            last = str(seen[-1]["seq"]) if seen else "0"
            with running("tail", "--json", "--after", last, home=home) as process:
                seen += told(process, min(3, len(STORY) - len(seen)))
    assert [(record["event"], record["title"]) for record in seen] == STORY


def test_what_another_process_stores_is_followed_once_its_text_is_read(home: Path, wire: Path) -> None:
    """A filter on text waits for it, though the one that polled left that to others."""
    items = [("Old news", "Nothing."), ("The corridor holds", "Words.")]
    with (
        running("--offline", "tail", "--json", "--since", "1h", "corridor", home=home) as filtered,
        running("--offline", "tail", "--since", "1h", home=home) as plain,
    ):
        write_feed(wire, *items)
        assert livetui("refresh", "--force", home=home).code == 0
        (first,) = told(filtered, 1)
        write_feed(wire, *items, ("Sport", "None of it."), ("A statement", "“The corridor stays,” said Ann Lee."))
        assert livetui("refresh", "--force", "--listed", home=home).code == 0
        (second,) = told(filtered, 1)
        assert (first["title"], second["title"]) == ("The corridor holds", "A statement")
        assert second["quotes"][0]["speaker"] == "Ann Lee"
        assert plain.stdout is not None
        lines = [plain.stdout.readline() for _ in range(4)]
        assert [line[0] for line in lines] == ["+"] * 4
        assert [title in line for line, (title, _) in zip(lines, items, strict=False)] == [True, True]
        plain.send_signal(signal.SIGINT)
        assert ended(plain) == (130, "", "\n")


def test_a_closed_pipe_ends_it_though_nothing_comes(home: Path, wire: Path) -> None:
    """``livetui tail | head -1`` does not wait for the next entry to find out, and leaves no complaint."""
    with running("--offline", "tail", "--since", "1h", home=home) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "Old news" in process.stdout.readline()
        process.stdout.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == ""


def test_a_reader_that_stops_does_not_stop_the_polling(home: Path, tmp_path: Path) -> None:
    """The pipe is full and nobody reads: feeds are polled all the same, and it can still be ended."""
    with Loopback() as server:
        body = "Words without end. " * 8000
        url = server.route(
            "/feed", Reply(write_feed(tmp_path / "f.xml", ("Long", body), ("Longer", body)).read_bytes())
        )
        assert livetui("add", "--no-check", url, "--every", "1s", home=home).code == 0
        with running("tail", "--json", home=home) as process:
            assert process.stdout is not None
            os.read(process.stdout.fileno(), 1)
            so_far = len(server.requests)
            while len(server.requests) < so_far + 2:
                assert process.poll() is None
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 128 + signal.SIGTERM


def test_wait_ends_with_the_first_match_or_in_time(home: Path, wire: Path) -> None:
    """0 and the entry; 4 when none came; what was there before is none."""
    assert livetui("--offline", "wait", "--timeout", "1s", "old", home=home).code == 4
    with running("--offline", "wait", "corridor", "--timeout", "60s", "--json", home=home) as process:
        versions = 0
        while process.poll() is None:  # it may begin to wait after the first of them
            versions += 1
            write_feed(wire, ("Old news", "Nothing."), *[(f"The corridor {n}", "Words.") for n in range(versions)])
            livetui("refresh", "--force", home=home)
        code, out, err = ended(process)
    assert (code, err) == (0, "")
    (record,) = [json.loads(line) for line in out.splitlines()]
    assert (record["event"], record["title"][:12]) == ("new", "The corridor")


@pytest.mark.parametrize("name", ["tail", "wait"])
def test_a_slip_in_the_filter_is_told_before_anything_runs(name: str, tmp_path: Path) -> None:
    """Exit code 2, the place, and no cache made."""
    slip = livetui(name, "agee:<2h", home=tmp_path / "home")
    assert (slip.code, slip.out) == (2, "")
    assert "did you mean age" in slip.err
    assert not (tmp_path / "home" / "livetui.db").exists()
