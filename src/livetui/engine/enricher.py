"""The second stage: full text, language and quotations of every entry, newest first, resumable by any process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from livetui.engine.pool import ParserPool
from livetui.engine.storethread import StoreThread
from livetui.errors import StoreError
from livetui.model.entry import Enrichment
from livetui.model.update import Enriched
from livetui.store import Scope, Store
from livetui.text.rules import RULES

log = logging.getLogger(__name__)

BATCH = 50
"""Entries given to one process at a time."""
RETRY = 5.0
"""Seconds to wait when the store is held by another program."""


class Enricher:
    """Enriches whatever the store says is waiting; what is left when the program ends is done by the next one."""

    def __init__(self, store: StoreThread, parser: ParserPool, tell: Callable[[Enriched], None]) -> None:
        """Args: store: the writing connection. parser: does the work in its processes. tell: hears of each batch."""
        self._store = store
        self._parser = parser
        self._tell = tell
        self._wake = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    def wake(self) -> None:
        """Say that entries may be waiting."""
        self._wake.set()

    async def run(self, scope: Callable[[], Scope]) -> None:
        """Enrich for ever; cancel to end. A batch under way is lost and done again later.

        Args: scope: tells the feeds followed just now.
        """
        while True:
            self._wake.clear()
            try:
                await self.finish(scope())
            except StoreError as error:
                log.warning("enrichment waits: %s", error)
                await asyncio.sleep(RETRY)
                continue
            await self._wake.wait()

    async def finish(self, scope: Scope = None) -> None:
        """Enrich until nothing waits.

        Raises: StoreError: the store can't be read or written.
        """
        async with self._one_at_a_time:
            below: int | None = None
            writing: asyncio.Task[None] | None = None
            try:
                while batch := await self._store.call(
                    Store.unenriched, RULES, BATCH * self._parser.workers, scope=scope, below=below
                ):
                    parts = [batch[start :: self._parser.workers] for start in range(self._parser.workers)]
                    results = await asyncio.gather(*(self._parser.enrich(part) for part in parts if part))
                    if writing is not None:
                        await writing
                    # While this is written the processes work on the next ones.
                    found = [result for part in results for result in part]
                    writing = asyncio.create_task(self._keep(found), name="keep enriched")
                    # An entry revised meanwhile is still waiting: the next call meets it again, not this loop.
                    below = batch[-1].number
            finally:
                if writing is not None:
                    await writing

    async def _keep(self, results: list[Enrichment]) -> None:
        if stored := await self._store.call(Store.write_enrichments, results, RULES):
            self._tell(Enriched(stored))
