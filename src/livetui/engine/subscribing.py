"""What the user does to the list of feeds: the engine's part that adds, edits and removes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from livetui.engine.adding import Adding
from livetui.engine.answers import Answers
from livetui.engine.enricher import Enricher
from livetui.engine.exchange.addresses import RefusedError, followable
from livetui.engine.followed import Followed
from livetui.engine.poller import Poller
from livetui.engine.runner import Runner
from livetui.engine.storethread import StoreThread
from livetui.engine.subscribe import Added, is_remote
from livetui.errors import FeedError, ParseError, RetrieveError, StoreError
from livetui.feedlist import Edit
from livetui.model.feed import Feed, Subscription
from livetui.model.update import Event, Update
from livetui.paths import Paths
from livetui.store import Store

if TYPE_CHECKING:  # what reads the lists of other readers is loaded when it is asked for
    from livetui.engine.exchange.importing import Import
    from livetui.engine.exchange.nearby import Nearby


class Subscribing(Answers):
    """Adds feeds, edits and removes them; what it works with is the engine's."""

    offline: bool
    _paths: Paths
    _writer: StoreThread
    _adding: Adding
    _followed: Followed
    _poller: Poller
    _enricher: Enricher
    _runner: Runner

    async def add(self, target: str | Subscription, *, check: bool = True) -> Added:
        """Follow a feed: look what the target is, poll it, write it into the list.

        Args:
            target: an address or a file, alone or with the user's wishes for it.
            check: False: only write it down.

        Raises:
            FeedError: it can't be had, or holds nothing to follow; it is not followed.
            ConfigError: the list can't be read or written.
        """
        wanted = Subscription(target) if isinstance(target, str) else target
        return self._added(await self._adding.add(wanted, check=check))

    async def follow_live(self, number: int) -> Added:
        """Follow the live page that an entry announces (`model.live.announces_live`) as a feed of its own.

        Raises: FeedError: the entry leads to no page that can be followed. ConfigError: the list can't be written.
        """
        entry = next(iter(await self.entries((number,))), None)
        if entry is None or entry.entry.url is None:
            raise FeedError("this entry", "leads to no page that could be followed")
        try:
            return self._added(await self._adding.add(Subscription(entry.entry.url), check=True, live=True))
        except ParseError as error:
            reason = f"can't be followed as a live page: {error.reason}"
            raise FeedError(entry.entry.url, reason) from error

    async def edit(self, feed: Subscription, place: int | None = None) -> Edit:
        """Let a feed of the list, known by its address, be followed as given; `undo_edit` undoes it.

        Args: place: where in the list it is to stand, from 1; None: where it stands.

        Raises: FeedError: it is not of the list. ConfigError: the list can't be read or written.
        """
        self._of_the_list(feed.url)
        done = await self._followed.edit(feed, place)
        self._runner.reload()
        return done

    async def edit_all(self, feeds: Sequence[Subscription]) -> Edit:
        """Let feeds of the list, known by their addresses, be followed as given, in one step. Raises: as `edit`."""
        for feed in feeds:
            self._of_the_list(feed.url)
        done = await self._followed.edit_all(feeds)
        self._runner.reload()
        return done

    async def readdress(self, url: str, new: str) -> str:
        """Let a feed of the list have another address; its entries stay. The other way round undoes it.

        Returns: the address as it is followed now.
        Raises: FeedError: it is none that can be followed, or is taken. ConfigError: the list can't be written.
        """
        self._of_the_list(url)
        try:
            address = followable(new)
        except RefusedError as error:
            raise FeedError(new, str(error)) from error
        await self._followed.readdress(url, address)
        self._runner.reload()
        return address

    async def undo_edit(self, done: Edit) -> None:
        """Let the feeds of an edit be followed as they were before it. Raises: ConfigError: as `edit`."""
        await self._followed.take_back(done)
        self._runner.reload()

    def _of_the_list(self, url: str) -> None:
        if self._followed.own:
            raise FeedError(url, "is followed for this run alone; `livetui add` puts it into the list of feeds")

    async def follow(self, wanted: Sequence[Subscription]) -> None:
        """Write feeds into the list unseen, and have them polled. Raises: ConfigError: it can't be read or written."""
        await self._followed.add(*wanted)
        self._runner.reload()

    async def nearby(self) -> tuple[Nearby, ...]:
        """What other readers have at their usual places that could be taken over."""

        def look() -> tuple[Nearby, ...]:
            from livetui.engine.exchange.nearby import nearby

            return nearby(self._paths, Path.home(), os.environ)

        return await asyncio.to_thread(look)

    async def take_over(self, wanted: Import) -> tuple[Path, ...]:
        """Write what an import brings, and follow it.

        Returns: the copies of the files as they were.
        Raises: ConfigError: the list or the settings can't be written.
        """
        from livetui.engine.exchange import importing

        copies = await asyncio.to_thread(importing.write, self._paths, wanted)
        await self._followed.sync()
        self._runner.reload()
        return copies

    async def remove(self, url: str) -> Edit:
        """Stop following a feed; its entries stay in the cache and come back if it is added again, or by `undo_edit`.

        Args: url: its address as it stands in the list (`named` finds it).
        Raises: FeedError: it is not followed. ConfigError: the list can't be read or written.
        """
        self._of_the_list(url)
        if (done := await self._followed.remove([url])) is None:
            raise FeedError(url, "is no longer among the feeds followed")
        self._runner.reload()
        return done

    def _tell(self, event: Event) -> None:
        raise NotImplementedError

    def _may_ask(self, url: str) -> bool:
        return not (self.offline and is_remote(url))

    def _added(self, added: Added) -> Added:
        """Let polling and enrichment know of a feed just added."""
        self._runner.reload()
        if added.update is not None:
            self._tell(added.update)
            self._enricher.wake()
        return added

    async def _first_poll(self, wanted: Subscription) -> tuple[Update, FeedError | StoreError | None]:
        if not self._may_ask(wanted.url):
            raise RetrieveError(wanted.url, "not retrieved: told to stay offline (--no-check adds it unseen)")
        feed = await self._writer.call(Store.ensure_feed, wanted, self._clock())
        return await self._poller.poll(replace(feed, every=wanted.every))

    async def _feed(self, number: int) -> Feed | None:
        return next(iter(await self._reader.call(Store.feeds, (number,))), None)
