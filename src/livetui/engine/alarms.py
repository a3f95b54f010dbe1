"""Watches for arrivals in topics that tell, whoever polls, and tells of them at the pace the user set."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from livetui.config import Topic
from livetui.engine.alerts import Pace, is_news, made_to_pass
from livetui.engine.article import wording_of
from livetui.engine.leftout import LeftOut
from livetui.errors import StoreError, TooSlow
from livetui.model.alert import Alert
from livetui.model.entry import CachedEntry, Headline, Revision
from livetui.model.feed import Feed
from livetui.model.filter import Filter
from livetui.model.happening import Happening, What
from livetui.model.update import Alerted, Enriched, Event, Reloaded, TopicsChanged, Update
from livetui.store.alerts import Noted

log = logging.getLogger(__name__)

GATHER = 0.5
"""Seconds in which arrivals are gathered: what several feeds bring at once is one batch."""
RETRY = 5.0
"""Seconds to wait when the store can't be read or written."""
_PAGE = 500
"""Happenings read at a time."""


class Cache(Protocol):
    """What is asked of the cache."""

    async def feeds(self) -> tuple[Feed, ...]:
        """The feeds followed."""

    async def newest_event(self) -> int:
        """Number of the last thing that a poll brought."""

    async def events(self, after: int, limit: int) -> tuple[Happening, ...]:
        """What polls brought after that one, in order."""

    async def entries(self, numbers: Sequence[int]) -> list[CachedEntry]:
        """These entries whole."""

    async def headlines(self, numbers: Sequence[int]) -> dict[int, Headline]:
        """Their lines."""

    async def passing(self, wanted: Filter | None, numbers: Sequence[int]) -> list[int]:
        """Those that pass."""

    async def before_change(self, numbers: Sequence[int]) -> dict[int, Revision]:
        """The words of those that changed, until their last change that is shown."""

    async def came_first(self, numbers: Sequence[int]) -> set[int]:
        """Those of the entries that the first poll of their feed brought."""

    async def note_alerts(
        self, hits: Mapping[str, Sequence[int]], since: datetime, may_tell: Callable[[datetime | None], bool]
    ) -> Noted:
        """Keep what is told (`Store.note_alerts`)."""


class Alarms:
    """Decides for each arrival once, as soon as what its topic asks for is known of it."""

    def __init__(
        self,
        cache: Cache,
        topics: Callable[[], Sequence[Topic]],
        pace: Pace,
        tell: Callable[[Event], None],
        clock: Callable[[], datetime],
    ) -> None:
        """Args: topics: those of now. tell: hears each alert. clock: the time, UTC."""
        self._cache = cache
        self._topics = topics
        self._pace = pace
        self._tell = tell
        self._clock = clock
        self._started = clock()
        self._after: int | None = None
        """The last happening that was looked at."""
        self._polled: dict[int, datetime | None] = {}
        """When each feed was last polled, as of the look before."""
        self._waiting: dict[int, What] = {}
        """Arrivals whose text is not read yet."""
        self._slow = LeftOut[Topic]("{} no longer tells what arrives", tell)
        self._wake = asyncio.Event()

    def hear(self, event: Event) -> None:
        """Note that there may be something to look at."""
        if isinstance(event, Update | Enriched | Reloaded | TopicsChanged):
            self._wake.set()

    async def begin(self) -> None:
        """Take what is there by now for known."""
        self._after = await self._cache.newest_event()

    async def run(self) -> None:
        """Watch for ever; cancel to end."""
        while True:
            self._wake.clear()
            try:
                due = await self.look()
            except StoreError as error:
                log.warning("alerts: %s", error)
                await asyncio.sleep(RETRY)
                continue
            pause = None if due is None else max((due - self._clock()).total_seconds(), 0.0)
            try:
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            except TimeoutError:
                continue
            await asyncio.sleep(GATHER)

    async def look(self) -> datetime | None:
        """Tell what is to be told by now. Returns: when something that is held back may be told, None: nothing is.

        Raises: StoreError: the cache can't be read or written; what was missed is looked at the next time.
        """
        now = self._clock()
        polled = {feed.number: feed.last_poll for feed in await self._cache.feeds()}
        topics = [topic for topic in self._topics() if topic.alert and topic not in self._slow]
        if not topics:
            self._after, self._polled, self._waiting = await self._cache.newest_event(), polled, {}
            return None
        after, fresh = await self._arrivals(now)
        waiting = {**fresh, **self._waiting}
        entries = {entry.number: entry for entry in await self._cache.entries(list(waiting))}
        read = [number for number, entry in entries.items() if entry.enriched]
        hits: dict[str, list[int]] = {}
        for topic in topics:
            ready = read if topic.filter.needs_text else [number for number in fresh if number in entries]
            try:
                passing = await self._cache.passing(topic.filter, ready)
                changed = [(entries[n], now) for n in passing if waiting[n] is What.CHANGED]
                news = await made_news(self._cache, topic.filter, changed)
                hits[topic.name] = [n for n in passing if waiting[n] is What.NEW or n in news]
            except TooSlow as error:
                self._slow.add(topic, topic.name, error)
        noted = await self._cache.note_alerts(hits, self._started, lambda last: self._pace.earliest(last, now) <= now)
        self._after, self._polled = after, polled
        self._waiting = {n: what for n, what in waiting.items() if n in entries and not entries[n].enriched}
        await self._tell_all(noted)
        return min((self._pace.earliest(last, now) for last in noted.held.values()), default=None)

    async def _arrivals(self, now: datetime) -> tuple[int, dict[int, What]]:
        """What came since the last look and is news, with the number of the last happening."""
        assert self._after is not None, "begin() comes first"
        after, found = self._after, dict[int, What]()
        while page := await self._cache.events(after, _PAGE):
            after = page[-1].seq
            for happening in page:
                if happening.what in (What.NEW, What.CHANGED):
                    found.setdefault(happening.number, happening.what)
        new = [number for number, what in found.items() if what is What.NEW]
        first = await self._cache.came_first(new)
        for entry in await self._cache.entries(new):
            last = self._polled.get(entry.feed)
            regular = last is not None and last >= self._started
            if not is_news(entry, now, regular=regular, first=entry.number in first):
                del found[entry.number]
        return after, found

    async def _tell_all(self, noted: Noted) -> None:
        lines = await self._cache.headlines([numbers[-1] for numbers in noted.told.values()])
        for topic, numbers in noted.told.items():
            if (line := lines.get(numbers[-1])) is not None:
                self._tell(Alerted(Alert(topic, line.title, line.source, numbers, line.url)))


async def made_news(cache: Cache, wanted: Filter, changed: Sequence[tuple[CachedEntry, datetime]]) -> set[int]:
    """The entries of which the last change makes news: they did not pass before it.

    Args: changed: entries that pass, each with the time at which that was found.
    """
    if not changed:
        return set()
    before = await cache.before_change([entry.number for entry, _ in changed])
    pairs = [(entry, before[entry.number], at) for entry, at in changed if entry.number in before]

    def look() -> set[int]:
        return {entry.number for entry, was, at in pairs if made_to_pass(wanted, entry, wording_of(was, entry), at)}

    return await asyncio.to_thread(look)
