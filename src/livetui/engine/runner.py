"""The scheduled polling of the reader: wakes when a feed is due, polls it, sleeps until the next one is."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from livetui.engine.schedule import OVERSLEPT, is_due, spread
from livetui.errors import LivetuiError
from livetui.model.feed import Feed

log = logging.getLogger(__name__)

LONGEST_SLEEP = 30.0
"""Seconds: the wall clock may be set, and another process may poll: both are looked at this often."""
TAKEOVER = 3.0
"""Seconds between two looks at whether this process may poll: the one that did may have ended."""
PAUSE = 60.0
"""Seconds until a poll is tried again whose outcome could not be kept, or that ended in a bug: it is still due."""


class Runner:
    """Polls what is due. A feed is never polled twice at once; after a long sleep each is polled once."""

    def __init__(
        self,
        load: Callable[[], Awaitable[Sequence[Feed]]],
        poll: Callable[[Feed], Awaitable[Feed | None]],
        may_poll: Callable[[], bool],
        clock: Callable[[], datetime],
    ) -> None:
        """Make one that waits for `run`.

        Args:
            load: reads the followed feeds.
            poll: polls one and gives it back as it stands after; None if it is gone.
            may_poll: whether this process polls on schedule.
            clock: the time, UTC.
        """
        self._load = load
        self._poll = poll
        self._may_poll = may_poll
        self._clock = clock
        self._feeds: dict[str, Feed] = {}
        self._loaded_at: float | None = None
        self._not_before: dict[str, datetime] = {}
        self._planned: datetime | None = None
        self._looked: datetime | None = None
        self._wake = asyncio.Event()
        self._asked: set[str] | None = set()
        """Addresses to poll whether due or not; None: all."""
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def poke(self, urls: Sequence[str] | None) -> None:
        """Poll these feeds (None: all) as soon as there is room, due or not."""
        if urls is None:
            self._asked = None
        elif self._asked is not None:
            self._asked.update(urls)
        self._wake.set()

    def reload(self) -> None:
        """Read the feeds again: the list has changed."""
        self._loaded_at = None
        self._wake.set()

    async def run(self) -> None:
        """Poll for ever; cancelling ends the polls under way."""
        try:
            while True:
                self._wake.clear()
                await self._refresh_feeds()
                self._begin()
                try:
                    async with asyncio.timeout(self._until_next()):
                        await self._wake.wait()
                except TimeoutError:
                    pass
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _refresh_feeds(self) -> None:
        if self._loaded_at is not None and time.monotonic() - self._loaded_at < LONGEST_SLEEP:
            return
        try:
            self._feeds = {feed.url: feed for feed in await self._load()}
        except LivetuiError as error:
            log.warning("the feeds can't be read just now: %s", error)
        self._loaded_at = time.monotonic()

    def _begin(self) -> None:
        now = self._clock()
        asked, self._asked = self._asked, set()
        scheduled = self._may_poll()
        if self._looked is not None and (now - self._looked).total_seconds() > OVERSLEPT:
            # The machine was asleep, or the clock was set: all that is due now would start at once.
            self._not_before |= spread([feed for feed in self._feeds.values() if is_due(feed, now)], now)
        self._looked = now
        for feed in self._feeds.values():
            if feed.url in self._tasks:
                continue
            due = is_due(feed, now) and self._not_before.get(feed.url, now) <= now
            # One that is paused is polled only where it is asked for by name.
            if (asked is None and not feed.paused) or feed.url in (asked or ()) or (due and scheduled):
                self._tasks[feed.url] = asyncio.create_task(self._one(feed), name=f"poll {feed.number}")

    async def _one(self, feed: Feed) -> None:
        after: Feed | None = None
        try:
            after = await self._poll(feed)
        except Exception:
            # A bug: the other feeds go on, and this one is tried again in a while.
            log.exception("polling %s", feed.url)
        finally:
            del self._tasks[feed.url]
        now = self._clock()
        if after is not None and feed.url in self._feeds:
            self._feeds[feed.url] = after
        if after is None or is_due(after, now):
            self._not_before[feed.url] = now + timedelta(seconds=PAUSE)
        else:
            self._not_before.pop(feed.url, None)
        if (again := self._next(after or feed)) is not None and (self._planned is None or again < self._planned):
            self._wake.set()

    def _next(self, feed: Feed) -> datetime | None:
        """When a feed is to be polled next by this process, None if not on schedule."""
        if feed.paused or (feed.next_poll is None and feed.url not in self._not_before):
            return None
        times = [when for when in (feed.next_poll, self._not_before.get(feed.url)) if when is not None]
        return max(times)

    def _until_next(self) -> float:
        if not self._may_poll():
            self._planned = None
            return TAKEOVER
        now = self._clock()
        times = [
            when
            for feed in self._feeds.values()
            if feed.url not in self._tasks and (when := self._next(feed)) is not None
        ]
        self._planned = min(times, default=None)
        if self._planned is None:
            return LONGEST_SLEEP
        return min(max((self._planned - now).total_seconds(), 0.05), LONGEST_SLEEP)
