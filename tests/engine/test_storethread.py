"""A thread that reads: what nobody waits for any more makes room for the next question."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from livetui.engine.storethread import StoreThread
from livetui.errors import StoreError
from livetui.store import Store

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(begun()) FROM n"


async def test_a_question_overtaken_is_broken_off(tmp_path: Path) -> None:
    """A search without end is given up with its task, and the questions after it are answered."""
    thread = StoreThread("test", only_reads=True)
    await thread.open(tmp_path / "livetui.db")
    begun = threading.Event()

    def search(store: Store) -> int:
        with store._db.reading() as raw:
            raw.create_function("begun", 0, begun.set)
            return int(raw.execute(ENDLESS).fetchone()[0])

    task = asyncio.create_task(thread.call(search))
    await asyncio.to_thread(begun.wait)
    waiting = asyncio.create_task(thread.call(Store.check))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await waiting == []
    await thread.close()


async def test_what_was_broken_off_amid_rows_spoils_no_later_question(tmp_path: Path) -> None:
    """Rows not read to their end keep SQLite's interruption in force: they go with the question, whatever held them."""
    thread = StoreThread("test", only_reads=True)
    await thread.open(tmp_path / "cache.db")

    def broken_off(store: Store) -> None:
        with store._db.reading() as raw:
            rows = raw.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
            next(rows)
            store.interrupt()
            raw.execute("SELECT count(*) FROM entry").fetchone()

    with pytest.raises(StoreError, match="interrupted"):
        await thread.call(broken_off)
    assert await thread.call(Store.count, None, now=datetime.now(UTC)) == 0
    await thread.close()
