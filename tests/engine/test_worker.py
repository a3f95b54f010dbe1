"""The worker process: it reads and enriches, is killed when it must be, and takes nothing with it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import select
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from livetui.engine import pool as pool_module
from livetui.engine.crude import crude_enrichment
from livetui.engine.parse import WebPage, parse_bytes
from livetui.engine.pool import ParserPool
from livetui.errors import ParseError
from livetui.model.digest import source_digest
from livetui.model.entry import BodyKind, CachedEntry, Entry

FEED = (Path(__file__).parents[1] / "data" / "feeds" / "atom10.xml").read_bytes()
URL = "https://atom.example/feed"
ENDLESS = b"<rss><channel><item " + b"".join(b"a%d='' " % n for n in range(30_000)) + b"/></channel></rss>"
"""An element with so many attributes that feedparser is busy for many seconds."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are looked at by POSIX means")


HOLD = """
import livetui.engine.worker as module
whole = module.parse_bytes
def parse_bytes(body, **where):
    if body == b"hold":
        with open({gate!r}, "wb"):
            pass
        while True:
            pass
    return whole(body, **where)
module.parse_bytes = parse_bytes
"""
"""Makes the process tell by a named pipe that it has a certain job, which it then never ends."""


def meddle(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Has every process of a pool run some code before it begins."""
    (folder / "meddling.py").write_text(code)
    monkeypatch.setattr(
        pool_module, "_CODE", pool_module._CODE.replace("from livetui", "import meddling; from livetui")
    )
    monkeypatch.syspath_prepend(str(folder))


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A pipe whose reader is held up until the process is at work on the body ``hold``."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    meddle(monkeypatch, tmp_path, HOLD.format(gate=str(gate)))
    return gate


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    """A pool of one."""
    pool = ParserPool()
    yield pool
    await pool.aclose()


def pids(pool: ParserPool) -> list[int]:
    """The processes of a pool."""
    return [worker._process.pid for worker in pool._workers if worker._process is not None]


def alive(pid: int) -> bool:
    """Whether a process exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def cached(number: int, body: str, kind: BodyKind = BodyKind.HTML, title: str | None = None) -> CachedEntry:
    """An entry of the cache."""
    entry = Entry(id=str(number), title=title, body=body, body_kind=kind, lang="fr")
    return CachedEntry(number, 1, URL, "Source", entry, datetime(2022, 3, 4, tzinfo=UTC))


async def test_same_as_in_this_process(pool: ParserPool) -> None:
    """What the process reads is what reading here gives, value for value."""
    assert await pool.parse(FEED, url=URL, content_type=None) == parse_bytes(FEED, url=URL)


def test_program_stays_light() -> None:
    """The program itself loads no parser for the pool, and no HTTP library before something is asked for."""
    code = (
        "import sys, livetui.engine.pool, livetui.engine.retrieve, livetui.engine.reader_version; print(*sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "livetui.engine.pool" in out
    heavy = {"feedparser", "selectolax", "httpx", "livetui.engine.parse", "livetui.text.quotes", "textual"}
    assert not heavy & set(out)


async def test_errors_come_through(pool: ParserPool) -> None:
    """A page and its feeds, and a body that is no feed, are the errors they are here; the process goes on."""
    page = b"<html><link rel=alternate type=application/rss+xml title=News href=/rss></html>"
    with pytest.raises(WebPage) as caught:
        await pool.parse(page, url=URL, content_type="text/html")
    assert [(feed.url, feed.title) for feed in caught.value.feeds] == [("https://atom.example/rss", "News")]
    before = pids(pool)
    with pytest.raises(ParseError, match="plain text"):
        await pool.parse(b"words", url=URL, content_type=None)
    assert pids(pool) == before


async def test_endless_feed_is_cut_off() -> None:
    """A feed that takes too long ends in an error, its process is gone, and the next feed is read."""
    pool = ParserPool(timeout=0.5)
    await pool.parse(FEED, url=URL, content_type=None)
    (guilty,) = pids(pool)
    with pytest.raises(ParseError, match=r"longer than 0\.5 seconds"):
        await pool.parse(ENDLESS, url=URL, content_type=None)
    assert not alive(guilty)
    assert (await pool.parse(FEED, url=URL, content_type=None)).entries
    await pool.aclose()


async def test_killed_process_is_replaced(pool: ParserPool) -> None:
    """A process that was killed from outside, idle or at work, costs nobody a feed."""
    await pool.parse(FEED, url=URL, content_type=None)
    (pid,) = pids(pool)
    os.kill(pid, 9)
    assert (await pool.parse(FEED, url=URL, content_type=None)).entries
    assert pids(pool) != [pid]


async def test_cancelled_job_does_not_answer_the_next(gate: Path, pool: ParserPool) -> None:
    """After a job is cancelled the next one gets its own answer."""
    job = asyncio.create_task(pool.parse(b"hold", url=URL, content_type=None))
    await asyncio.to_thread(gate.read_bytes)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert len((await pool.parse(FEED, url=URL, content_type=None)).entries) == 2


async def test_close_ends_what_is_under_way(gate: Path, pool: ParserPool) -> None:
    """Closing kills the process at once; its job is cancelled, as later ones are, for no feed is to blame."""
    job = asyncio.create_task(pool.parse(b"hold", url=URL, content_type=None))
    await asyncio.to_thread(gate.read_bytes)
    (pid,) = pids(pool)
    await pool.aclose()
    for late in (job, pool.parse(FEED, url=URL, content_type=None), pool.enrich([cached(1, "text")])):
        with pytest.raises(asyncio.CancelledError):
            await late
    assert not alive(pid)
    assert pids(pool) == []


@pytest.mark.parametrize("how", ["closed", "cancelled"])
async def test_an_end_while_a_process_starts(pool: ParserPool, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """A process that was being started when the pool was closed, or its job given up, does not outlive that."""
    begin = asyncio.create_subprocess_exec
    started: list[asyncio.subprocess.Process] = []
    starts = asyncio.Event()

    async def begin_slowly(*command: str, **how: Any) -> asyncio.subprocess.Process:
        starts.set()
        await asyncio.sleep(0)
        started.append(await begin(*command, **how))
        return started[0]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", begin_slowly)
    job = asyncio.create_task(pool.parse(FEED, url=URL, content_type=None))
    await starts.wait()
    if how == "closed":
        await pool.aclose()
    else:
        job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert len(started) == 1
    assert not alive(started[0].pid)


@pytest.mark.parametrize("how", ["closed", "cancelled"])
def test_an_end_at_any_step_of_a_start_leaves_nothing_open(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pipes and process are put away when the program ends, however far the start has come."""
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)  # what was left open is told there

    async def run(steps: int) -> None:
        pool = ParserPool()
        job = asyncio.create_task(pool.parse(FEED, url=URL, content_type=None))
        for _ in range(steps):
            await asyncio.sleep(0)
        if how == "cancelled":
            job.cancel()
        await pool.aclose()

    for steps in range(12):
        asyncio.run(run(steps))
        gc.collect()
        assert not told, f"after {steps} steps"


async def test_process_that_can_not_be_started(pool: ParserPool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be had a feed is an error in one line, and entries wait; later both are read."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ParseError, match="can't be started"):
        await pool.parse(FEED, url=URL, content_type=None)
    entry = cached(1, "« Oui », a dit Anna Roche.")
    assert await pool.enrich([entry]) == []
    monkeypatch.undo()
    assert (await pool.parse(FEED, url=URL, content_type=None)).entries
    assert [quote.text for item in await pool.enrich([entry]) for quote in item.quotes] == ["Oui"]


async def test_limit_that_the_system_refuses(pool: ParserPool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where memory can't be limited beforehand feeds are read all the same."""
    meddle(
        monkeypatch,
        tmp_path,
        "import resource\n"
        "def refuse(kind, limits): raise ValueError('current limit exceeds maximum limit')\n"
        "resource.setrlimit = refuse\n",
    )
    assert (await pool.parse(FEED, url=URL, content_type=None)).entries


async def test_fat_process_is_replaced(pool: ParserPool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that holds much memory after its job makes room for a new one."""
    monkeypatch.setattr(pool_module, "RESIDENT_LIMIT", 1)
    assert (await pool.parse(FEED, url=URL, content_type=None)).entries
    assert pids(pool) == []


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for a process that is not its child")
async def test_process_ends_with_its_parent() -> None:
    """When the program dies, its reading process sees the end of its input and goes."""
    code = (
        "import asyncio, os, pathlib, sys\n"
        "from livetui.engine.pool import ParserPool\n"
        "async def main():\n"
        "    pool = ParserPool()\n"
        "    await pool.parse(b'<rss/>', url='x', content_type=None)\n"
        "    print(pool._workers[0]._process.pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE, env=environ
    )
    out, _ = await process.communicate()
    pid = int(out)
    with contextlib.suppress(ProcessLookupError):  # gone already
        ended, _, _ = select.select([os.pidfd_open(pid)], [], [], 10)
        assert ended


async def test_enrich_in_order(pool: ParserPool) -> None:
    """Entries come back in their order with text, language and quotations, and the digest they were read from."""
    entries = [cached(n, f"<p>Numéro {n}</p><p>« Oui », a dit Anna Roche.</p>") for n in range(120)]
    found = await pool.enrich(entries)
    assert [item.number for item in found] == list(range(120))
    assert found[7].text.splitlines()[0] == "Numéro 7"
    assert found[7].lang == "fr"
    assert found[7].digest == source_digest(entries[7].entry)
    assert [quote.text for quote in found[7].quotes] == ["Oui"]
    assert await pool.enrich([]) == []


async def test_guilty_entry_alone_suffers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One entry on which the work never ends gets its bare text; those beside it get all."""
    meddle(
        monkeypatch,
        tmp_path,
        "import livetui.engine.enrich as module\n"
        "whole = module.enrich_entry\n"
        "def enrich_entry(cached):\n"
        "    while 'endless' in cached.entry.body: pass\n"
        "    return whole(cached)\n"
        "module.enrich_entry = enrich_entry\n",
    )
    pool = ParserPool(timeout=0.5)
    found = await pool.enrich([cached(1, "<p>« Oui », a dit Anna.</p>"), cached(2, "<p>endless &amp; so</p>")])
    assert [(item.number, item.text) for item in found] == [(1, "« Oui », a dit Anna."), (2, "endless & so")]
    assert found[0].quotes
    assert not found[1].quotes
    await pool.aclose()


def test_crude_text() -> None:
    """The text of last resort has no tags, scripts or controls, and keeps its paragraphs."""
    entry = cached(1, "<p>A &lt; b</p><script>x()</script><style>p{}</style>\n\n<p>c\x1b[2Jd<br>e</p>")
    assert crude_enrichment(entry).text == "A < b\ncd\ne"
    assert crude_enrichment(cached(1, "a <b> c", BodyKind.TEXT)).text == "a <b> c"
