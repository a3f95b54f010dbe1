"""A thread that reads: what nobody waits for any more makes room for the next question."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from livetui.engine.storethread import StoreThread
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
