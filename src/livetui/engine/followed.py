"""Which feeds this run follows: the user's list, watched for edits, or those named for the run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from livetui import feedlist
from livetui.engine.storethread import StoreThread
from livetui.errors import ConfigError
from livetui.feedlist import Edit
from livetui.model.feed import Subscription
from livetui.model.update import Event, Following, Notice
from livetui.store import Scope, Store
from livetui.userfile import stamp

_UNREAD = object()
"""Stands for the list of feeds before it was first looked at."""


class Followed:
    """Keeps the store in line with the list of feeds."""

    def __init__(
        self,
        path: Path,
        store: StoreThread,
        clock: Callable[[], datetime],
        tell: Callable[[Event], None],
        own: Sequence[Subscription] | None,
    ) -> None:
        """Args: path: the user's list. tell: hears of its changes and faults. own: the feeds named for this run."""
        self._path = path
        self._store = store
        self._clock = clock
        self._tell = tell
        self.own = own is not None
        """Whether the feeds were named for this run."""
        self._subscriptions = tuple(own or ())
        self._stamp: object = _UNREAD
        self.scope: Scope = None
        """Numbers of the feeds named for this run, None: those of the list."""

    async def sync(self) -> None:
        """Bring the store in line with the feeds of this run or, if the file has changed, with the user's list.

        Raises: StoreError: it could not be done now; the next call tries again.
        """
        if self.own:
            if self.scope is None:
                numbers = [
                    (await self._store.call(Store.ensure_feed, feed, self._clock())).number
                    for feed in self._subscriptions
                ]
                self.scope = tuple(numbers)
            return
        now = await asyncio.to_thread(stamp, self._path)
        # Missing at the start, the list is empty; missing later, an editor is about to put it back.
        if now == self._stamp or (now is None and self._stamp is not _UNREAD):
            return
        first = self._stamp is _UNREAD
        try:
            listed = await asyncio.to_thread(feedlist.load, self._path)
        except ConfigError as error:
            # The feeds known from before go on; an empty list would look as if all were gone.
            self._stamp = now
            self._tell(Notice(str(error)))
            return
        await self._store.call(Store.sync_feeds, listed.feeds, self._clock())
        self._stamp = now
        for problem in listed.problems:
            self._tell(Notice(str(problem)))
        if not first:
            self._tell(Following())

    async def add(self, *wanted: Subscription) -> None:
        """Write feeds into the list and follow them. Raises: ConfigError: the list can't be read or written."""
        await asyncio.to_thread(feedlist.add, self._path, wanted)
        await self.sync()

    async def edit(self, feed: Subscription, place: int | None) -> Edit:
        """Let a feed of the list be as given, and stand there. Raises: ConfigError: as `add`, or it is not in it."""
        done = await asyncio.to_thread(feedlist.edit, self._path, feed, place)
        await self.sync()
        return done

    async def edit_all(self, feeds: Sequence[Subscription]) -> Edit:
        """Let feeds of the list be as given, in one step. Raises: ConfigError: as `edit`."""
        done = await asyncio.to_thread(feedlist.edit_all, self._path, feeds)
        await self.sync()
        return done

    async def readdress(self, url: str, new: str) -> None:
        """Let a feed of the list have another address, with its entries.

        Raises: FeedError: that one is taken. ConfigError: as `edit`; then all is as it was.
        """
        await self._store.call(Store.readdress, url, new)
        try:
            await asyncio.to_thread(feedlist.readdress, self._path, url, new)
        except ConfigError:
            await self._store.call(Store.readdress, new, url)
            raise
        await self.sync()

    async def remove(self, urls: Sequence[str]) -> Edit | None:
        """Take feeds out of the list; None if none stood in it. Raises: ConfigError: as `add`."""
        done = await asyncio.to_thread(feedlist.remove, self._path, urls)
        await self.sync()
        return done

    async def take_back(self, done: Edit) -> None:
        """Undo an edit of the list. Raises: ConfigError: as `add`."""
        await asyncio.to_thread(feedlist.take_back, self._path, done)
        await self.sync()

    def listed(self) -> list[str]:
        """The addresses in the list. Raises: ConfigError: it can't be read."""
        return [feed.url for feed in feedlist.load(self._path).feeds]
