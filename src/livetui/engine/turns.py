"""Who may ask now: so many polls at a time, so many to one host, fewer to one that is overloaded."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from livetui.config import Refresh
from livetui.model.feed import Feed, FeedKind


@dataclass(slots=True)
class _Host:
    """One server's share."""

    slots: asyncio.Semaphore
    alone: asyncio.Lock
    """Held by a live page, and by every poll while the server asks to be left alone."""
    overloaded: bool = False


class Turns:
    """Polls wait here for their turn."""

    def __init__(self, settings: Refresh) -> None:
        """Args: settings: how many polls at a time, and how many of them to one host."""
        self._slots = asyncio.Semaphore(settings.jobs)
        self._hosts: dict[str, _Host] = defaultdict(lambda: _Host(asyncio.Semaphore(settings.per_host), asyncio.Lock()))
        self.running = 0
        """Polls under way, those that wait for their turn not counted."""

    @property
    def hosts(self) -> int:
        """Servers asked so far; files have none."""
        return sum(map(bool, self._hosts))

    @asynccontextmanager
    async def turn(self, feed: Feed) -> AsyncIterator[None]:
        """Wait until the feed may be polled, and hold its place meanwhile."""
        host = self._hosts[host_of(feed.url)]
        async with AsyncExitStack() as held:
            # The host's turn comes first: feeds of one slow host must not hold the slots of all others.
            if feed.kind is FeedKind.LIVE or host.overloaded:
                await held.enter_async_context(host.alone)
            await held.enter_async_context(host.slots)
            await held.enter_async_context(self._slots)
            self.running += 1
            try:
                yield
            finally:
                self.running -= 1

    def overloaded(self, url: str, *, now: bool) -> None:
        """Remember whether the server of an address has just asked to be left alone (429, 503): one at a time then."""
        self._hosts[host_of(url)].overloaded = now


def host_of(url: str) -> str:
    """The host that is asked, empty for a file."""
    return urlsplit(url).netloc.lower()
