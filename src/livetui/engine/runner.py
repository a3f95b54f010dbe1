"""The scheduled polling of the reader: wakes when a feed is due, polls it, sleeps until the next one is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from livetui.engine.schedule import is_due
from livetui.model.feed import Feed

log = logging.getLogger(__name__)

LONGEST_SLEEP = 30.0
"""Seconds: the wall clock is looked at this often, since it may be set and the machine may have slept."""


class Runner:
    """Polls what is due. A feed is never polled twice at once; after a long sleep each is polled once."""

    def __init__(
        self,
        feeds: Callable[[], Awaitable[Sequence[Feed]]],
        poll: Callable[[Feed], Awaitable[object]],
        may_poll: Callable[[], bool],
        clock: Callable[[], datetime],
    ) -> None:
        """Args: feeds: reads the followed feeds. poll: polls one. may_poll: whether this process polls on schedule."""
        self._feeds = feeds
        self._poll = poll
        self._may_poll = may_poll
        self._clock = clock
        self._wake = asyncio.Event()
        self._asked: set[str] = set()
        self._tasks: dict[str, asyncio.Task[object]] = {}

    def poke(self, urls: Sequence[str]) -> None:
        """Poll these feeds as soon as there is room, due or not."""
        self._asked.update(urls)
        self._wake.set()

    def wake(self) -> None:
        """Look at the list of feeds again."""
        self._wake.set()

    async def run(self) -> None:
        """Poll for ever; cancelling ends the polls under way."""
        try:
            while True:
                self._wake.clear()
                await self._round()
                try:
                    async with asyncio.timeout(self._until_next(await self._feeds())):
                        await self._wake.wait()
                except TimeoutError:
                    pass
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _round(self) -> None:
        now = self._clock()
        asked, self._asked = self._asked, set()
        scheduled = self._may_poll()
        for feed in await self._feeds():
            if feed.url not in self._tasks and (feed.url in asked or (scheduled and is_due(feed, now))):
                task: asyncio.Task[object] = asyncio.create_task(self._one(feed), name=f"poll {feed.number}")
                self._tasks[feed.url] = task

    async def _one(self, feed: Feed) -> None:
        try:
            await self._poll(feed)
        except Exception:
            # A bug: the other feeds go on, and this one is tried again on its next turn.
            log.exception("polling %s", feed.url)
        finally:
            del self._tasks[feed.url]
            self._wake.set()

    def _until_next(self, feeds: Sequence[Feed]) -> float:
        now = self._clock()
        times = [feed.next_poll for feed in feeds if feed.next_poll and feed.url not in self._tasks]
        soonest = min(times, default=None)
        if soonest is None or not self._may_poll():
            return LONGEST_SLEEP
        return min(max((soonest - now).total_seconds(), 0.05), LONGEST_SLEEP)
