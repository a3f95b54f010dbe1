"""The engine: everything that works without a screen, behind one name."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from livetui.config import Config
from livetui.engine.adding import Adding
from livetui.engine.alarms import Alarms
from livetui.engine.alerts import Pace
from livetui.engine.commit import Committer
from livetui.engine.enricher import Enricher
from livetui.engine.followed import Followed
from livetui.engine.marks import Marks
from livetui.engine.muter import Muter
from livetui.engine.opener import open_link
from livetui.engine.poller import Poller
from livetui.engine.pool import ParserPool
from livetui.engine.retrieve import Limits, Retriever
from livetui.engine.rules import Rules
from livetui.engine.ruling import Ruling
from livetui.engine.runner import Runner
from livetui.engine.schedule import is_due
from livetui.engine.storethread import StoreThread
from livetui.engine.subscribing import Subscribing
from livetui.engine.topics import TopicCounter
from livetui.errors import LivetuiError, StoreError
from livetui.filelock import FileLock
from livetui.model.feed import Feed, FeedStatus, Subscription
from livetui.model.update import Activity, Event, Following, Notice, PollStatus, Reloaded, Update
from livetui.paths import Paths
from livetui.store import Store

log = logging.getLogger(__name__)

WATCH = 1.0
"""Seconds between two looks at how the polling stands and whether another process wrote to the cache."""
PATIENCE = 3
"""Looks until entries that another process stored are enriched here, should that one not do it."""
PROCESSES = 2
"""Processes that parse and enrich."""


def now_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Engine(Subscribing, Ruling, Marks):
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
        super().__init__(StoreThread("store-read", only_reads=True), lambda: self._followed.scope, clock)
        self.config = config
        if config.ui.zone is not None:
            self.zone = config.ui.zone.info
        self.offline = offline
        self.notices: tuple[str, ...] = tuple(str(problem) for problem in config.problems)
        """What the user should be told at the start, a line each; what comes later is told as `Notice`."""
        self._paths = paths
        self._listeners: list[Callable[[Event], None]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._writer = StoreThread("store-write")
        self._lock = FileLock(paths.lock)
        limits = Limits(decoded=config.network.max_mib << 20, total=float(config.network.timeout))
        self._retriever = Retriever(limits=limits)
        self._parser = ParserPool(workers=PROCESSES)
        self._committer = Committer(self._writer, clock)
        self._poller = Poller(self._retriever, self._parser, self._committer, config.refresh, clock)
        self._enricher = Enricher(self._writer, self._parser, self._tell)
        self._followed = Followed(paths.feeds, self._writer, clock, self._tell, feeds)
        self._adding = Adding(self._followed, self._first_poll, self._feed)
        self._muter = Muter(self._writer, lambda: self._rules.mute, self._now, self._tell)
        self._rules = Rules(config, paths.config, self._tell, self._muter.wake)
        self._counter = TopicCounter(self, lambda: self._rules.topics, self._tell)
        self._alarms = Alarms(self, lambda: self._rules.topics, Pace.of(config.alerts), self._tell, clock)
        self._runner = Runner(self._current_feeds, self._poll_on_schedule, self._may_schedule, clock)
        self._last_activity: Activity | None = None

    async def __aenter__(self) -> Self:
        """Open the store. Raises: StoreRefused: the file is not ours or too new; StoreError: it can't be opened."""
        early: list[Event] = []
        self._listeners.append(early.append)
        try:
            self.notices += await self._writer.open(self._paths.database)
            await self._reader.open(self._paths.database)
            self.left_before = await self._reader.call(Store.was_left)
            await self._muter.begin()
            await self._followed.sync()
            await self._alarms.begin()
        except BaseException:
            await self._close()
            raise
        finally:
            self._listeners.remove(early.append)
        self.notices += tuple(event.text for event in early if isinstance(event, Notice))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End polls and enrichment, and close the store."""
        await self._close()

    # Polling

    @property
    def activity(self) -> Activity:
        """The state of the polling as last known."""
        return self._last_activity or Activity(not self.offline, not self.offline, 0, 0, 0, None)

    def listen(self, callback: Callable[[Event], None]) -> None:
        """Have `callback` called, on the loop's thread, with each event."""
        self._listeners.append(callback)

    def start(self, *, reading: bool = True) -> None:
        """Begin to poll on schedule and to enrich what waits, until the engine is closed.

        Args: reading: somebody looks at a screen: topics are counted and alerts told.
        """
        self._begin("polling", self._runner.run())
        self._begin("enrichment", self._enricher.run(lambda: self._followed.scope))
        self._begin("muting", self._muter.run())
        if reading:
            self._begin("counting", self._counter.run())
            self._begin("alerts", self._alarms.run())
        self._begin("watching", self._watch())

    def poke(self, urls: Sequence[str] | None = None) -> None:
        """Poll these feeds now (None: all), in the background; events tell what comes of it."""
        self._runner.poke(urls)

    async def refresh(
        self, urls: Sequence[str] | None = None, *, force: bool = False, listed: bool = False
    ) -> AsyncIterator[Update]:
        """Poll what is due and yield each outcome as it comes; returns when everything is stored and enriched.

        Args:
            urls: only these feeds; None: all followed ones.
            force: poll also what is not due. Validators are sent all the same.
            listed: return when everything is stored; enrichment is left to another run.
        """
        try:
            await self.finish_muting()
        except StoreError as error:
            log.warning("muting waits: %s", error)
        now = self._clock()
        wanted = [feed for feed in await self._current_feeds() if urls is None or feed.url in urls]
        due = [feed for feed in wanted if (force and not (feed.paused and urls is None)) or is_due(feed, now)]
        for feed in wanted:
            if feed not in due:
                yield _skipped(feed)
        tasks = [asyncio.create_task(self._poll(feed)) for feed in due]
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
        await self._enricher.finish(self._followed.scope)

    async def open_link(self, url: str) -> None:
        """Show an address in the browser. Raises: LivetuiError: refused, or no browser was found."""
        await asyncio.to_thread(open_link, url)

    # Inside

    async def _poll(self, feed: Feed) -> Update:
        if not self._may_ask(feed.url):
            return _skipped(feed)
        update, _ = await self._poller.poll(feed)
        self._tell(update)
        if update.new or update.changed or update.amended:
            self._enricher.wake()
        return update

    async def _poll_on_schedule(self, feed: Feed) -> Feed | None:
        await self._poll(feed)
        return await self._feed(feed.number)

    async def _current_feeds(self) -> tuple[Feed, ...]:
        """The feeds followed, after a look whether the user edited the list."""
        await self._followed.sync()
        return await self.feeds()

    def _may_schedule(self) -> bool:
        """Feeds named for this run are polled by this run; those of the list by one reader at a time."""
        return not self.offline and (self._followed.own or self._lock.take())

    async def _watch(self) -> None:
        """Tell how the polling stands, when another process wrote to the cache, and when the list of feeds changed."""
        # Only this connection of ours writes, and its own writes do not count: what changes was written by others.
        seen = await self._writer.call(Store.changes)
        patience = 0
        await self._tell_activity()
        while True:
            await asyncio.sleep(WATCH)
            try:
                await self._tell_activity()
                await self._followed.sync()
                await self._rules.look()
                now = await self._writer.call(Store.changes)
            except StoreError as error:
                log.warning("watching the cache: %s", error)
                continue
            if now != seen:
                seen = now
                patience = PATIENCE
                self._tell(Reloaded())
            elif patience:
                patience -= 1
                if not patience:
                    self._enricher.wake()

    def _tell(self, event: Event) -> None:
        if isinstance(event, Following):
            self._runner.reload()
        self._counter.hear(event)
        self._alarms.hear(event)
        for callback in self._listeners:
            callback(event)

    async def _tell_activity(self) -> None:
        feeds = await self.feeds()
        activity = Activity(
            online=not self.offline and self._poller.online,
            polls=self._may_schedule(),
            running=self._poller.running,
            feeds=len(feeds),
            failing=sum(feed.status in (FeedStatus.ERROR, FeedStatus.GONE) and not feed.paused for feed in feeds),
            next_poll=min((feed.next_poll for feed in feeds if feed.next_poll and not feed.paused), default=None),
        )
        if activity != self._last_activity:
            self._last_activity = activity
            self._tell(activity)

    def _begin(self, what: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=what)
        task.add_done_callback(self._ended)
        self._tasks.append(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A task that works for ever has ended: by us, or by a bug that must not pass in silence."""
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s ended", task.get_name(), exc_info=error)
            self._tell(Notice(f"{task.get_name()} has stopped ({error}); please restart livetui and report this"))

    async def _close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        steps: tuple[Callable[[], Awaitable[None]], ...] = (
            self._parser.aclose,
            self._committer.close,
            self._retriever.aclose,
            self._reader.close,
            self._writer.close,
        )
        for step in steps:
            try:
                await step()
            except LivetuiError as error:
                log.warning("closing: %s", error)
        self._lock.release()


def _skipped(feed: Feed) -> Update:
    return Update(feed.url, feed.number, PollStatus.SKIPPED)
