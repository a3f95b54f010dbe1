"""How many unread entries each topic holds, kept by what happens to entries and not by asking every filter again."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from livetui.config import Topic
from livetui.engine.leftout import LeftOut
from livetui.errors import StoreError, TooSlow
from livetui.model.entry import Flag
from livetui.model.filter import And, Filter, Has, Is, Not
from livetui.model.filter_tree import leaves
from livetui.model.update import Enriched, Event, Following, Notice, Reloaded, TopicCounts, TopicsChanged, Update

log = logging.getLogger(__name__)

PAGE = 20_000
"""Numbers asked for at a time when all are counted: other questions get their turn in between."""
STEP = 4_000
"""Numbers taken in without a pause."""
PART = 500
"""Entries asked about at a time."""
MANY = 5_000
"""Changed entries beyond which it is cheaper to count all anew."""
GATHER = 0.1
"""Seconds in which what happens is gathered into one question."""
QUIET = 1.5
"""Seconds without a write of another process after which all is counted anew…"""
PATIENCE = 10.0
"""… and seconds after which it is counted all the same."""
MINUTE = 60.0
"""Seconds between two counts of the topics whose entries come and go by the clock."""
RETRY = 5.0
"""Seconds to wait when the store can't be read."""


class Cache(Protocol):
    """What is asked of the cache."""

    async def numbers(self, wanted: Filter | None, *, before: int | None = None, limit: int | None = None) -> list[int]:
        """Numbers of the entries that pass, newest first."""

    async def passing_each(self, wanted: Sequence[Filter], numbers: Sequence[int]) -> list[set[int]]:
        """Those of these entries that pass, for each of the filters."""


class TopicCounter:
    """Knows of every unread entry which topics it is in; an entry that something happens to is asked about again."""

    def __init__(
        self,
        cache: Cache,
        topics: Callable[[], Sequence[Topic]],
        tell: Callable[[TopicCounts | Notice], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args: topics: those of now. tell: hears the counts when they have changed, and of what can't be counted.

        monotonic: seconds.
        """
        self._cache = cache
        self._topics = topics
        self._tell = tell
        self._monotonic = monotonic
        self._counted: tuple[Topic, ...] = ()
        """The topics that the bits of `_masks` stand for."""
        self._masks: dict[int, int] = {}
        """For each entry that is in any of them: a bit for each topic, and one for those that are new."""
        self._totals: list[int] = []
        self._dirty: set[int] = set()
        self._anew = True
        """All are to be counted anew."""
        self._late = False
        """Those that go by the clock are."""
        self._others: tuple[float, float] | None = None
        """When another process was first and last seen writing, since the last count."""
        self._clocked = 0.0
        self._told: TopicCounts | None = None
        self._slow = LeftOut[Topic]("{} is no longer counted", tell)
        self._wake = asyncio.Event()
        self._order = asyncio.Lock()

    def hear(self, event: Event) -> None:
        """Note what an event says has happened to entries."""
        match event:
            case Update():
                self._touch((*event.new, *event.changed, *event.amended, *event.withdrawn))
            case Enriched():
                self._touch(event.entries)
            case Reloaded():
                now = self._monotonic()
                self._others = (self._others[0] if self._others else now, now)
                self._wake.set()
            case TopicsChanged() | Following():
                self._anew = True
                self._wake.set()
            case _:
                pass

    def marked(self, numbers: Iterable[int], flag: Flag, value: bool) -> None:
        """Note that a mark was set on these entries."""
        if flag is not Flag.STARRED and value and not self._order.locked() and not self._anew:
            # What is read or hidden is in no topic's count, whatever it asks; but what is read is as new as before.
            left = 1 << len(self._counted) if flag is Flag.READ else 0
            for number in numbers:
                self._put(number, self._masks.get(number, 0) & left)
            self._wake.set()
        else:
            self._touch(numbers)

    async def counts(self) -> TopicCounts:
        """The counts as they are now. Raises: StoreError: the cache can't be read."""
        async with self._order:
            while True:
                topics = tuple(self._topics())
                if self._anew or topics != self._counted or len(self._dirty) > MANY:
                    await self._count(topics, range(len(topics) + 1))
                elif self._late:
                    await self._count(topics, [place for place, topic in enumerate(topics) if _by_the_clock(topic)])
                elif self._dirty:
                    await self._look_at(self._dirty)
                else:
                    break
            *totals, new = self._totals
            counted = zip(self._counted, totals, strict=True)
            return TopicCounts({topic.name: total for topic, total in counted if topic not in self._slow}, new)

    async def run(self) -> None:
        """Count for ever, telling what changes; cancel to end."""
        while True:
            try:
                await self._tell_changes()
            except StoreError as error:
                log.warning("counting topics: %s", error)
                self._anew = True
                await asyncio.sleep(RETRY)
                continue
            try:
                async with asyncio.timeout(self._until_next()):
                    await self._wake.wait()
            except TimeoutError:
                pass
            await asyncio.sleep(GATHER)
            self._wake.clear()
            self._look_at_clock()

    async def _tell_changes(self) -> None:
        counts = await self.counts()
        if counts != self._told:
            self._told = counts
            self._tell(counts)

    def _until_next(self) -> float | None:
        now = self._monotonic()
        times = []
        if self._others is not None:
            first, last = self._others
            times.append(min(last + QUIET, first + PATIENCE) - now)
        if any(map(_by_the_clock, self._counted)):
            times.append(self._clocked + MINUTE - now)
        return max(min(times), 0.0) if times else None

    def _look_at_clock(self) -> None:
        """Have all counted anew where it is time to."""
        now = self._monotonic()
        if self._others is not None and (now >= self._others[1] + QUIET or now >= self._others[0] + PATIENCE):
            self._anew = True
        elif now >= self._clocked + MINUTE:
            self._late = any(map(_by_the_clock, self._counted))

    def _touch(self, numbers: Iterable[int]) -> None:
        self._dirty.update(numbers)
        self._wake.set()

    async def _count(self, topics: tuple[Topic, ...], places: Sequence[int]) -> None:
        """Ask for all entries of the topics at these places (behind the last: the new ones); others stay as counted."""
        dirty, self._dirty = self._dirty, set()
        whole = len(places) > len(topics)
        filters = _filters(topics)
        self._anew = self._late = False
        self._clocked = self._monotonic()
        if whole:
            self._others = None
        totals = [0] * len(filters) if whole else list(self._totals)
        found: dict[int, int] = {}
        try:
            if not whole:
                await _add(found, self._masks.items(), ~sum(1 << place for place in places))
            for place in places:
                numbers = await self._numbers(topics[place] if place < len(topics) else None, filters[place])
                totals[place] = len(numbers)
                await _add(found, ((number, 1 << place) for number in numbers))
        except BaseException:
            self._anew = True
            self._dirty |= dirty
            raise
        if not whole:
            self._dirty |= dirty
        self._counted, self._masks, self._totals = topics, found, totals

    async def _numbers(self, topic: Topic | None, wanted: Filter) -> list[int]:
        """The entries of a topic, None: the new ones; none of a topic that is left out."""
        found: list[int] = []
        page, before = [0] * PAGE, None
        try:
            while len(page) == PAGE and topic not in self._slow:
                page = await self._cache.numbers(wanted, before=before, limit=PAGE)
                found += page
                before = page[-1] if page else None
        except TooSlow as error:
            if topic is None:
                raise
            self._slow.add(topic, topic.name, error)
            return []
        return found

    async def _passing(self, part: Sequence[int]) -> list[set[int]]:
        """Those of the entries that are in each of the topics, and that are new; in none that is left out."""
        filters = _filters(self._counted)
        asked = [place for place, topic in enumerate(self._counted) if topic not in self._slow] + [len(self._counted)]
        found = [set[int]() for _ in filters]
        try:
            each = await self._cache.passing_each([filters[place] for place in asked], part)
        except TooSlow:  # one of them: now they are asked one by one
            each = [await self._passing_one(place, filters[place], part) for place in asked]
        for place, passing in zip(asked, each, strict=True):
            found[place] = passing
        return found

    async def _passing_one(self, place: int, wanted: Filter, part: Sequence[int]) -> set[int]:
        try:
            return (await self._cache.passing_each([wanted], part))[0]
        except TooSlow as error:
            topic = self._counted[place]
            self._slow.add(topic, topic.name, error)
            return set()

    async def _look_at(self, numbers: Iterable[int]) -> None:
        """Ask of these entries, and of no others, which topics they are in."""
        part = sorted(numbers)[:PART]
        self._dirty.difference_update(part)
        try:
            found = await self._passing(part)
        except BaseException:
            self._dirty.update(part)
            raise
        for number in part:
            self._put(number, sum(1 << place for place, passing in enumerate(found) if number in passing))

    def _put(self, number: int, mask: int) -> None:
        before = self._masks.get(number, 0)
        for place in range(len(self._totals)):
            self._totals[place] += (mask >> place & 1) - (before >> place & 1)
        if mask:
            self._masks[number] = mask
        else:
            self._masks.pop(number, None)


async def _add(masks: dict[int, int], more: Iterable[tuple[int, int]], which: int = -1) -> None:
    """Set bits, in steps so short that a key pressed meanwhile waits for none. Args: which: bits to take over."""
    every = list(more)
    for start in range(0, len(every), STEP):
        for number, mask in every[start : start + STEP]:
            if mask & which:
                masks[number] = masks.get(number, 0) | mask & which
        await asyncio.sleep(0)


def _filters(topics: Sequence[Topic]) -> list[Filter]:
    """What the bits of an entry say: it is an unread one of the topic; the last one: it is new."""
    return [*(_unread(topic.filter) for topic in topics), Filter(Is("new"))]


def _unread(f: Filter) -> Filter:
    """Those that pass and are neither read nor hidden, also where the filter speaks of hidden ones itself."""
    shown = (Not(Is("hidden")),) if f.asks_hidden else ()
    return Filter(And((And((f.root,)), Is("unread"), *shown)))


def _by_the_clock(topic: Topic) -> bool:
    """Do entries come and go without anything happening to them."""
    return topic.filter.depends_on_time or any(
        leaf in (Has("error"), Is("followed")) for leaf in leaves(topic.filter.root)
    )
