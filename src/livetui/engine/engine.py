"""The engine: everything that works without a screen, behind one name."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from livetui import feedlist
from livetui.config import Config
from livetui.engine.article import Article, make_article
from livetui.engine.commit import Committer
from livetui.engine.enricher import Enricher
from livetui.engine.opener import open_link
from livetui.engine.poller import Poller
from livetui.engine.pollinglock import PollingLock
from livetui.engine.pool import ParserPool
from livetui.engine.retrieve import Limits, Retriever
from livetui.engine.runner import Runner
from livetui.engine.schedule import is_due
from livetui.engine.storethread import StoreThread
from livetui.engine.subscribe import Added, address_of
from livetui.engine.webpage import WebPage
from livetui.errors import ConfigError, FeedError, StoreError
from livetui.model.entry import CachedEntry, Flag, Headline
from livetui.model.feed import Feed, FeedStatus, Subscription
from livetui.model.filter import Filter
from livetui.model.update import Activity, Event, PollStatus, Reloaded, Update
from livetui.paths import Paths
from livetui.store import Scope, Store

log = logging.getLogger(__name__)

WATCH = 1.0
"""Seconds between two looks at how the polling stands and whether another process wrote to the cache."""

_UNREAD = object()
"""Stands for the list of feeds before it was first looked at."""


def now_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Engine:
    """Feeds, cache, polling and enrichment of one run of the program; an asynchronous context manager."""

    def __init__(
        self,
        config: Config,
        paths: Paths,
        *,
        offline: bool = False,
        feeds: Sequence[Subscription] | None = None,
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        """Args: offline: never use the network. feeds: follow just these for this run. clock: the time, UTC."""
        self.config = config
        self.paths = paths
        self.offline = offline
        self.notices: tuple[str, ...] = tuple(str(problem) for problem in config.problems)
        """What the user should be told at the start, a line each."""
        self._clock = clock
        self._own_feeds = tuple(feeds) if feeds is not None else None
        self._scope: Scope = None
        self._listed: tuple[Subscription, ...] | None = None
        self._list_stamp: object = _UNREAD
        self._listeners: list[Callable[[Event], None]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._writer = StoreThread("store-write")
        self._reader = StoreThread("store-read")
        self._lock = PollingLock(paths.lock)
        self._retriever = Retriever(
            limits=Limits(decoded=config.network.max_mib << 20, total=float(config.network.timeout))
        )
        self._parser = ParserPool(workers=2)
        self._committer = Committer(self._writer, clock)
        self._poller = Poller(self._retriever, self._parser, self._committer, config.refresh, clock)
        self._enricher = Enricher(self._writer, self._parser, self._tell)
        self._runner = Runner(self._current_feeds, self._poll, self._polls_on_schedule, clock)
        self._last_activity: Activity | None = None

    async def __aenter__(self) -> Self:
        """Open the store. Raises: StoreRefused: the file is not ours or too new; StoreError: it can't be opened."""
        try:
            self.notices += await self._writer.open(self.paths.database)
            await self._reader.open(self.paths.database)
            await self._sync()
        except BaseException:
            await self._close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End polls and enrichment, and close the store."""
        await self._close()

    # Reading: answered by a connection of its own, so that it never waits for a write.

    async def feeds(self) -> tuple[Feed, ...]:
        """The feeds followed, in the order of the user's list."""
        return await self._reader.call(Store.feeds, self._scope)

    async def numbers(
        self, wanted: Filter | None, *, before: int | None = None, limit: int | None = None, feed: int | None = None
    ) -> list[int]:
        """Numbers of the entries that pass, newest first.

        Args: before: only those that stand below this number. feed: only those of this feed.
        """
        scope = self._scope if feed is None else (feed,)
        return list(
            await self._reader.call(Store.numbers, wanted, scope=scope, now=self._clock(), before=before, limit=limit)
        )

    async def count(self, wanted: Filter | None, *, unread: bool = False) -> int:
        """How many entries pass; unread: of those, the unread ones."""
        return await self._reader.call(Store.count, wanted, scope=self._scope, now=self._clock(), unread_only=unread)

    async def headlines(self, numbers: Sequence[int]) -> dict[int, Headline]:
        """The timeline's lines of these entries; those that are gone are left out."""
        return await self._reader.call(Store.headlines, numbers)

    async def article(self, number: int) -> Article | None:
        """An entry made ready to be read, None if it is gone."""
        return await self._reader.call(_article, number)

    async def entries(self, numbers: Sequence[int]) -> list[CachedEntry]:
        """These entries whole, in the order given."""
        return await self._reader.call(lambda store: list(store.entries(numbers)))

    async def check(self) -> list[str]:
        """What is wrong with the store, a line each; empty if it is sound."""
        return await self._reader.call(Store.check)

    # State

    async def mark(self, numbers: Sequence[int], flag: Flag, value: bool) -> tuple[int, ...]:
        """Set a flag; gives back the entries on which it was not so before."""
        return await self._writer.call(Store.mark, numbers, flag, value)

    # Polling

    @property
    def activity(self) -> Activity:
        """The state of the polling as last known."""
        return self._last_activity or Activity(not self.offline, not self.offline, 0, 0, 0, None)

    def listen(self, callback: Callable[[Event], None]) -> None:
        """Have `callback` called, on the loop's thread, with each event."""
        self._listeners.append(callback)

    def start(self) -> None:
        """Begin to poll on schedule and to enrich what waits, until the engine is closed."""
        if not self.offline:
            self._lock.take()
        for name, work in (
            ("runner", self._runner.run()),
            ("enricher", self._enricher.run(lambda: self._scope)),
            ("watch", self._watch()),
        ):
            self._tasks.append(asyncio.create_task(work, name=name))

    def poke(self, urls: Sequence[str] | None = None) -> None:
        """Poll these feeds now (None: all), in the background; events tell what comes of it."""
        self._runner.poke(urls if urls is not None else [feed.url for feed in self._listed or self._own_feeds or ()])

    async def refresh(
        self, urls: Sequence[str] | None = None, *, force: bool = False, listed: bool = False
    ) -> AsyncIterator[Update]:
        """Poll what is due and yield each outcome as it comes; returns when everything is stored and enriched.

        Args:
            urls: only these feeds; None: all followed ones.
            force: poll also what is not due. Validators are sent all the same.
            listed: return when everything is stored; enrichment is left to another run.
        """
        now = self._clock()
        tasks: list[asyncio.Task[Update]] = []
        for feed in await self._current_feeds():
            if urls is not None and feed.url not in urls:
                continue
            if not force and not is_due(feed, now):
                yield Update(feed.url, feed.number, PollStatus.SKIPPED)
            else:
                tasks.append(asyncio.create_task(self._poll(feed)))
        try:
            for next_done in asyncio.as_completed(tasks):
                yield await next_done
            if not listed:
                await self.finish_enrichment()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def finish_enrichment(self) -> None:
        """Enrich everything that waits among the feeds followed."""
        await self._enricher.finish(self._scope)

    # The list of feeds

    async def add(self, target: str | Subscription, *, check: bool = True) -> Added:
        """Follow a feed: look what the target is, poll it, write it into the list.

        Args:
            target: an address or a file, alone or with the user's wishes for it.
            check: False: only write it down.

        Raises:
            FeedError: it can't be had, or holds nothing to follow; nothing was written.
            ConfigError: the list can't be read or written.
        """
        wanted = Subscription(target) if isinstance(target, str) else target
        wanted = replace(wanted, url=await asyncio.to_thread(address_of, wanted.url, Path.cwd()))
        feedlist.load(self.paths.feeds)  # a list that can't be edited is found out before anything is polled
        if not check:
            await self._follow(wanted)
            return Added(wanted, "written down, not looked at")
        update, failure = await self._first_poll(wanted)
        if isinstance(failure, WebPage) and len(failure.feeds) == 1:
            found = failure.feeds[0]
            wanted = replace(wanted, url=found.url)
            update, failure = await self._first_poll(wanted)
            what = "the feed that this page names"
        else:
            what = "a feed"
        if failure is not None:
            raise failure
        await self._follow(wanted)
        self._enricher.wake()
        return Added(wanted, what, update)

    async def remove(self, target: str) -> Subscription:
        """Stop following a feed; its entries stay in the cache and come back if it is added again.

        Raises: FeedError: it is not followed. ConfigError: the list can't be read or written.
        """
        known = [feed.url for feed in feedlist.load(self.paths.feeds).feeds]
        url = target if target in known else await asyncio.to_thread(address_of, target, Path.cwd())
        if not (gone := await asyncio.to_thread(feedlist.remove, self.paths.feeds, [url])):
            raise FeedError(target, "is not among the feeds followed; `livetui feeds` lists them")
        await self._sync()
        return gone[0]

    async def open_link(self, url: str) -> None:
        """Show an address in the browser. Raises: LivetuiError: refused, or no browser was found."""
        await asyncio.to_thread(open_link, url)

    # Inside

    async def _follow(self, wanted: Subscription) -> None:
        await asyncio.to_thread(feedlist.add, self.paths.feeds, [wanted])
        await self._sync()
        self._runner.wake()

    async def _first_poll(self, wanted: Subscription) -> tuple[Update, FeedError | StoreError | None]:
        feed = await self._writer.call(Store.ensure_feed, wanted, self._clock())
        update, failure = await self._poller.poll(replace(feed, every=wanted.every))
        if failure is None:
            self._tell(update)
        return update, failure

    async def _poll(self, feed: Feed) -> Update:
        if self.offline and feed.url.startswith(("http://", "https://")):
            return Update(feed.url, feed.number, PollStatus.SKIPPED)
        update, _ = await self._poller.poll(feed)
        self._tell(update)
        if update.new or update.changed:
            self._enricher.wake()
        return update

    async def _current_feeds(self) -> tuple[Feed, ...]:
        """The feeds followed, after a look whether the user edited the list."""
        await self._sync()
        return await self.feeds()

    async def _sync(self) -> None:
        """Bring the store in line with the feeds of this run or, if the file changed, with the user's list."""
        if self._own_feeds is not None:
            if self._scope is None:
                self._scope = tuple(
                    [
                        (await self._writer.call(Store.ensure_feed, feed, self._clock())).number
                        for feed in self._own_feeds
                    ]
                )
            return
        stamp = await asyncio.to_thread(_stamp, self.paths.feeds)
        # Missing at the start, the list is empty; missing later, an editor is about to put it back.
        if stamp == self._list_stamp or (stamp is None and self._list_stamp is not _UNREAD):
            return
        self._list_stamp = stamp
        try:
            listed = await asyncio.to_thread(feedlist.load, self.paths.feeds)
        except ConfigError as error:
            # The feeds known from before go on; an empty list would look as if all were gone.
            self.notices += (str(error),)
            return
        self.notices += tuple(str(problem) for problem in listed.problems)
        self._listed = listed.feeds
        await self._writer.call(Store.sync_feeds, listed.feeds, self._clock())

    def _polls_on_schedule(self) -> bool:
        return self._lock.take()

    async def _watch(self) -> None:
        """Tell how the polling stands, and when another process wrote to the cache that this one does not poll for."""
        seen = await self._reader.call(Store.changes)
        while True:
            await self._tell_activity()
            await asyncio.sleep(WATCH)
            now = await self._reader.call(Store.changes)
            if now != seen and not self._lock.held:
                self._tell(Reloaded())
            seen = now

    def _tell(self, event: Event) -> None:
        for callback in self._listeners:
            callback(event)

    async def _tell_activity(self) -> None:
        feeds = await self.feeds()
        activity = Activity(
            online=not self.offline and self._poller.online,
            polls=not self.offline and self._lock.held,
            running=self._poller.running,
            feeds=len(feeds),
            failing=sum(feed.status in (FeedStatus.ERROR, FeedStatus.GONE) for feed in feeds),
            next_poll=min((feed.next_poll for feed in feeds if feed.next_poll), default=None),
        )
        if activity != self._last_activity:
            self._last_activity = activity
            self._tell(activity)

    async def _close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        await self._parser.aclose()
        await self._committer.close()
        await self._retriever.aclose()
        await self._reader.close()
        await self._writer.close()
        self._lock.release()


def _article(store: Store, number: int) -> Article | None:
    entry = store.entry(number)
    return None if entry is None else make_article(entry, store.revisions(number))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
