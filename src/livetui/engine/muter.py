"""Brings the whole cache in line with the rules of what is muted, in small steps, when the rules are others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from livetui.config import Mute
from livetui.engine.leftout import LeftOut
from livetui.engine.storethread import StoreThread
from livetui.errors import StoreError, TooSlow
from livetui.model.filter import Filter
from livetui.model.update import Notice, Reloaded
from livetui.store import Store

log = logging.getLogger(__name__)

STEP = 200
"""Entries in one transaction: a mark waits for no more than that."""
RETRY = 5.0
"""Seconds to wait when the store can't be written."""


class Muter:
    """Sets the rules under which the store keeps entries."""

    def __init__(
        self,
        store: StoreThread,
        rules: Callable[[], Sequence[Mute]],
        now: Callable[[], datetime],
        tell: Callable[[Reloaded | Notice], None],
    ) -> None:
        """Args: store: the writing connection. rules: those of now. now: in the reader's zone.

        tell: hears when entries of the cache were hidden or shown, and of a rule that takes too long.
        """
        self._store = store
        self._rules = rules
        self._now = now
        self._tell = tell
        self._slow = LeftOut[Filter]("The rule of mute {} hides nothing more for now", tell)
        self._wake = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    async def begin(self) -> None:
        """Have entries kept under the rules of now from here on."""
        loop = asyncio.get_running_loop()

        def slow(rule: Filter, error: TooSlow) -> None:
            loop.call_soon_threadsafe(self._slow.add, rule, named[rule], error)

        rules = self._rules()
        named = {rule.filter: f"“{rule.text}”" + (f" ({rule.where})" if rule.where else "") for rule in rules}
        await self._store.call(Store.mute, [rule.filter for rule in rules], self._now(), slow)

    def wake(self) -> None:
        """Say that the rules are others."""
        self._wake.set()

    async def finish(self) -> None:
        """Look at what was kept under other rules; nothing is done where that was done before.

        Raises: StoreError: the store can't be read or written.
        """
        async with self._one_at_a_time:
            await self.begin()
            suspects = await self._store.call(Store.mute_suspects)
            if suspects is None:
                return
            done = 0
            for start in range(0, len(suspects), STEP):
                done += len(await self._store.call(Store.remute, suspects[start : start + STEP]))
            await self._store.call(Store.muted_all)
        if done:
            self._tell(Reloaded())

    async def run(self) -> None:
        """Do so whenever the rules are others, for ever; cancel to end. What is left is done by the next run."""
        while True:
            self._wake.clear()
            try:
                await self.finish()
            except StoreError as error:
                log.warning("muting waits: %s", error)
                await asyncio.sleep(RETRY)
                continue
            await self._wake.wait()
