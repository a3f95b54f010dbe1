"""A store in a thread of its own, so that no disk is ever waited for on the event loop."""

from __future__ import annotations

import asyncio
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from livetui.store import Store
from livetui.text.patterns import Finder

P = ParamSpec("P")
R = TypeVar("R")


class StoreThread:
    """One connection to the store in one thread; calls are answered in order."""

    def __init__(self, name: str, *, only_reads: bool = False) -> None:
        """Args: name: of the thread, for debugging. only_reads: a question nobody waits for any more is broken off."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._store: Store | None = None
        self._only_reads = only_reads
        self._turn = threading.Lock()
        self._at_work: object = None

    async def open(self, path: Path, *, cache_mib: int = 8) -> tuple[str, ...]:
        """Open the store; gives back what the user should be told. Raises what `Store.open` raises."""
        loop = asyncio.get_running_loop()
        self._store = await loop.run_in_executor(
            self._pool, partial(Store.open, path, cache_mib=cache_mib, finder=Finder)
        )
        return self._store.notices

    async def call(self, work: Callable[Concatenate[Store, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run ``work(store, …)`` in the thread. Raises what it raises."""
        assert self._store is not None, "open() comes first"
        job = partial(work, self._store, *args, **kwargs)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._do, job)
        except asyncio.CancelledError:
            if self._only_reads:
                self._break_off(job)
            raise

    def _do(self, job: Callable[[], R]) -> R:
        with self._turn:
            self._at_work = job
        try:
            return job()
        except BaseException as error:
            # Cursors that its frames hold would keep an interruption in force for what is asked next.
            traceback.clear_frames(error.__traceback__)
            raise
        finally:
            with self._turn:  # from here on nothing breaks off what comes next instead
                self._at_work = None

    def _break_off(self, job: object) -> None:
        with self._turn:
            if self._at_work is job and self._store is not None:
                self._store.interrupt()

    async def close(self) -> None:
        """Finish the calls under way, close the connection and end the thread."""
        if self._store is not None:
            await asyncio.get_running_loop().run_in_executor(self._pool, self._store.close)
            self._store = None
        self._pool.shutdown(wait=False)
