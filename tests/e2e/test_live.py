"""A live page followed over its versions by commands, over real HTTP."""

from __future__ import annotations

import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from commandline import command, livetui
from livekit import LivePost, live_page, post
from livetui.paths import Paths
from loopback import Loopback, Reply, Request

FIRST = [post(n) for n in range(6, 0, -1)]
SECOND = [
    post(8),
    post(7),
    post(6),
    post(5, "Observers count 33 trucks at the bridge, after 31 in the morning."),
    post(4),
    *FIRST[4:],
]
"""Two new posts, the fifth reworded, the third taken back."""
THIRD = [post(11), post(10), post(9), post(8), post(7, title="Stage 7 of the talks is over"), post(6)]
"""Three new ones and a new headline; cut to the newest six, the fifth gone from sight with the others."""


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server for the page."""
    with Loopback() as server:
        yield server


def serve(server: Loopback, version: list[LivePost], etag: str) -> str:
    """The page as it is from now on."""
    return server.route("/live/talks", Reply(live_page(version), etag=etag, headers=(("Content-Type", "text/html"),)))


def poll(home: Path) -> dict[str, Any]:
    """A poll of everything: what it brought."""
    (record,) = livetui("refresh", "--force", "--listed", "--json", home=home).records
    return {key: record[key] for key in ("status", "new", "changed", "withdrawn")}


def titles(home: Path, *words: str) -> list[str]:
    """What the timeline shows for a filter."""
    return [entry["title"] for entry in livetui("list", *words, "--json", home=home).records]


def said(status: str, new: int = 0, changed: int = 0, withdrawn: int = 0) -> dict[str, Any]:
    """The outcome of a poll."""
    return {"status": status, "new": new, "changed": changed, "withdrawn": withdrawn}


def test_a_live_page_is_followed_over_its_versions(server: Loopback, tmp_path: Path) -> None:
    """Each arrival, change and withdrawal comes once, at its poll; what is cut stays; history tells what changed."""
    home = tmp_path / "home"
    added = livetui("add", serve(server, FIRST, '"1"'), home=home)
    assert "a live page" in added.out, added.out + added.err
    assert "6 new entries" in added.out
    assert poll(home) == said("unchanged")

    serve(server, SECOND, '"2"')
    assert poll(home) == said("updated", new=2, changed=1)
    assert titles(home, "is:withdrawn") == []
    assert poll(home) == said("updated", withdrawn=1)
    assert titles(home, "is:withdrawn") == ["Stage 3 of the talks"]
    assert titles(home, "is:changed") == ["Stage 5 of the talks"]

    serve(server, THIRD, '"3"')
    assert poll(home) == said("updated", new=3, changed=1)
    assert poll(home) == said("unchanged")
    assert titles(home) == [f"Stage {n} of the talks{' is over' if n == 7 else ''}" for n in range(11, 0, -1)]
    assert titles(home, "is:withdrawn") == ["Stage 3 of the talks"]
    assert titles(home, "is:changed") == ["Stage 7 of the talks is over", "Stage 5 of the talks"]

    (changed,) = livetui("list", "is:changed", "33", "--json", home=home).records
    assert (changed["revisions"], changed["live"], changed["withdrawn"]) == (1, True, False)
    revisions = livetui("history", str(changed["entry"]), "--json", home=home).records
    assert [revision["revision"] for revision in revisions] == [0, 1]
    assert "33 trucks" in revisions[1]["text"]
    printed = livetui("history", str(changed["entry"]), home=home).out
    assert "{+Observers count 33 trucks" in printed
    assert {change["kind"] for change in revisions[1]["changes"]} == {"removed", "added"}
    (gone,) = livetui("list", "is:withdrawn", "--json", home=home).records
    assert "withdrawn by its source · 2" in livetui("history", str(gone["entry"]), home=home).out.splitlines()[-1]
    (feed,) = livetui("feeds", "--json", home=home).records
    assert (feed["kind"], feed["status"], feed["entries"]) == ("live", "ok", 11)
    assert feed["strategy"]

    serve(server, [*SECOND[:5], post(3), *SECOND[5:]], '"4"')
    assert poll(home)["changed"] == 1
    assert titles(home, "is:withdrawn") == []


def test_half_a_page_is_an_error_and_nothing_is_lost(server: Loopback, tmp_path: Path) -> None:
    """It is told, with what was found; the entries stay as they are, and the whole page is good again."""
    home = tmp_path / "home"
    assert livetui("add", serve(server, SECOND, '"1"'), home=home).code == 0
    serve(server, SECOND[:2], '"2"')
    done = livetui("refresh", "--force", "--json", home=home)
    assert done.code == 1
    assert "shows 2 posts where there were 7" in done.err
    assert livetui("feeds", "--json", home=home).records[0]["status"] == "error"
    serve(server, SECOND, '"1"')
    assert poll(home) == said("unchanged")
    assert len(titles(home)) == 7
    assert titles(home, "is:withdrawn") == []


def events(home: Path) -> Counter[tuple[str, str]]:
    """What the cache says has happened, by headline of the entry, and how often."""
    with closing(sqlite3.connect(f"file:{Paths.of(home).database}?mode=ro", uri=True)) as raw:
        return Counter(raw.execute("SELECT title, what FROM event JOIN entry ON entry.id = event.entry").fetchall())


def killed_poll(home: Path, server: Loopback, moment: str, version: bytes, etag: str) -> None:
    """A refresh that ends by kill -9: when it has asked, when the cache is being written, or when it has told."""
    asked = Event()

    def answer(_: Request) -> Reply:
        asked.set()
        return Reply(version, etag=etag)

    server.route("/live/talks", script=answer)
    log = Paths.of(home).database.with_name(Paths.of(home).database.name + "-wal")
    words = command("refresh", "--force", "--json", home=home)
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        assert asked.wait(30)
        written = size(log)
        if moment == "told":
            assert process.stdout.readline()
        while moment == "writing" and process.poll() is None and size(log) == written:
            pass
        process.kill()


def size(path: Path) -> int:
    """Bytes of a file, -1 if there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def test_nothing_is_lost_or_told_twice_over_kills(server: Loopback, tmp_path: Path) -> None:
    """Three versions, each polled twice, before each poll one that is killed: all that happened is told once."""
    home = tmp_path / "home"
    assert livetui("add", "--no-check", server.url("/live/talks"), home=home).code == 0
    turns = cycle(("asked", "writing", "told"))
    for number, version in enumerate((FIRST, SECOND, THIRD), 1):
        for _ in range(2):
            killed_poll(home, server, next(turns), live_page(version), f'"{number}"')
            poll(home)
    titles = {n: f"Stage {n} of the talks{' is over' if n == 7 else ''}" for n in range(1, 12)}
    assert events(home) == Counter(
        [(title, "new") for title in titles.values()]
        + [(titles[5], "changed"), (titles[7], "changed"), (titles[3], "withdrawn")]
    )
    listed = livetui("list", "--json", home=home).records
    assert [entry["title"] for entry in listed] == [titles[n] for n in range(11, 0, -1)]
    assert [entry["title"] for entry in listed if entry["withdrawn"]] == [titles[3]]
    assert {entry["title"]: entry["revisions"] for entry in listed if entry["revisions"]} == {
        titles[7]: 1,
        titles[5]: 1,
    }


def test_add_tells_what_an_address_is(server: Loopback, tmp_path: Path) -> None:
    """A feed, a live page, a site that names one or several feeds, or nothing; the last two are told apart."""
    home = tmp_path / "home"
    rss = b'<rss version="2.0"><channel><title>W</title><item><guid>1</guid><title>T</title></item></channel></rss>'
    feed = server.route("/feed", Reply(rss))
    other = server.route("/other", Reply(rss))
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'.format
    page = "<!doctype html><html><head>{}</head><body><p>Words.</p></body></html>".format
    one = server.route("/one", Reply(page(link("News", feed) + link("News » Comments", other)).encode()))
    many = server.route("/many", Reply(page(link("News", feed) + link("Sport", other)).encode()))
    none = server.route("/none", Reply(page("").encode()))
    assert "/live/talks: a live page (" in livetui("add", serve(server, FIRST, '"1"'), home=home).out
    assert livetui("add", one, home=home).out == f"{feed}: the feed that {one} names, 1 new entries\n"
    choose = livetui("add", many, home=home)
    assert choose.code == 1
    assert f"livetui add {feed} # News" in choose.err
    assert f"livetui add {other} # Sport" in choose.err
    nothing = livetui("add", none, home=home)
    assert nothing.code == 1
    assert "names no feeds and shows no live posts" in nothing.err
    assert len(livetui("feeds", "--json", home=home).records) == 2


def test_history_of_no_entry_is_an_error(tmp_path: Path) -> None:
    """With the number asked for, and where numbers are to be had."""
    done = livetui("history", "42", home=tmp_path)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("livetui: 42: no entry of that number")
    assert livetui("history", "talks", home=tmp_path).code == 2
