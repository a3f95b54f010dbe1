"""What the timeline lists: topic, filter and feed, and the arrivals that wait to be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from livetui.config import Topic
from livetui.model.feed import Feed
from livetui.model.filter import And, Filter
from livetui.ui.reading import Reading
from livetui.ui.widgets.timeline import Timeline

FIRST = 500
"""Entries listed before the rest is asked for."""
PAGE = 20_000
"""Numbers asked for at a time after that: few enough that taking them does not hold up a key."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which entries are listed."""

    topic: Topic | None = None
    """None: all of them."""
    words: str = ""
    """The filter in force, as typed."""
    filter: Filter | None = None
    """What the words mean."""
    feed: Feed | None = None
    """Only this feed, None for all."""

    @property
    def wanted(self) -> Filter | None:
        """Topic and filter in one."""
        topic = self.topic.filter if self.topic else None
        return _both(topic, self.filter) if topic and self.filter else topic or self.filter

    @property
    def name(self) -> str:
        """What the status line calls it."""
        names = [self.topic.name if self.topic else "", self.feed.title if self.feed else ""]
        return " · ".join(name for name in names if name) or "Everything"

    @property
    def everything(self) -> bool:
        """Is nothing left out."""
        return self.wanted is None and self.feed is None


class Listing:
    """Keeps the timeline's list in line with the store, without ever moving the reader's place."""

    def __init__(self, engine: Reading, timeline: Timeline, may_follow: Callable[[], bool]) -> None:
        """Args: may_follow: may the cursor go to arrivals just now."""
        self._engine = engine
        self._timeline = timeline
        self._may_follow = may_follow
        self.scope = Scope()
        """What is listed, or being loaded."""
        self.pending: set[int] = set()
        """Arrivals that pass and are not shown."""
        self.loaded = False
        """Has the list been read at least once."""
        self._candidates: set[int] = set()

    async def load(self, scope: Scope, at: int | None = None, arrived: Callable[[], object] | None = None) -> None:
        """List what passes; the entry under the cursor stays there if it passes too.

        Args: at: the entry to go to instead. arrived: called once the list reaches that far, before all is listed.
        """
        self.scope = scope
        # From here on what comes in is noted for this list; what waited for the last one is in it when it is read.
        self.pending.clear()
        self.loaded = False
        try:
            await self._read(scope, at, arrived)
        finally:
            # Also after a failure: what comes in is shown beside whatever was read. A newer load has its own turn.
            self.loaded = self.scope is scope

    async def _read(self, scope: Scope, at: int | None, arrived: Callable[[], object] | None) -> None:
        cursor = self._timeline.cursor if at is None else at
        wanted, feed = scope.wanted, scope.feed.number if scope.feed else None
        page = await self._engine.numbers(wanted, limit=FIRST, feed=feed)
        first = list(page)
        full = len(page) == FIRST
        while full and cursor is not None and cursor < first[-1]:
            page = await self._engine.numbers(wanted, before=first[-1], limit=PAGE, feed=feed)
            first += page
            full = len(page) == PAGE
        self._timeline.show(first)
        if at is not None:
            self._timeline.select(at)
        if arrived is not None:
            arrived()
        while full:
            page = await self._engine.numbers(wanted, before=page[-1], limit=PAGE, feed=feed)
            self._timeline.extend(page)
            full = len(page) == PAGE

    def arrived(self, numbers: Iterable[int]) -> None:
        """Note entries that came in or may pass now; `settle` looks at them."""
        self._candidates.update(numbers)

    async def look_for_arrivals(self) -> None:
        """Note the newest entries that are not listed yet: another program wrote them."""
        feed = self.scope.feed.number if self.scope.feed else None
        self.arrived(await self._engine.numbers(self.scope.wanted, limit=FIRST, feed=feed))

    async def settle(self) -> int:
        """Show the noted entries that pass, or count them as pending; how many were put on the screen."""
        if not self.loaded:  # they stay noted until it is known what is listed
            return 0
        noted, self._candidates = self._candidates, set()
        noted = {number for number in noted if self._timeline.geometry.index_of(number) is None} - self.pending
        if not noted:
            return 0
        scope = self.scope
        feed = scope.feed.number if scope.feed else None
        passing = set(await self._engine.passing(scope.wanted, sorted(noted), feed=feed))
        if scope != self.scope or not self.loaded:
            self.arrived(noted)  # the list is being read anew: they are looked at again after it
            return 0
        if not passing:
            return 0
        empty = not len(self._timeline.geometry)
        if empty or (self._timeline.at_top and self._may_follow()):
            self._timeline.insert(passing)
            self._timeline.to_top()
            return len(passing)
        self.pending |= passing
        return 0

    def show_pending(self) -> int:
        """Put the pending entries in and go to the newest of them; how many there were."""
        shown = len(self.pending)
        if shown:
            newest = max(self.pending)
            self._timeline.insert(self.pending)
            self.pending.clear()
            self._timeline.select(newest)
        return shown

    def reveal(self, number: int) -> bool:
        """Go to an entry if it is listed, or waits to be; False if it is not."""
        if number in self.pending:
            self._timeline.insert(self.pending)
            self.pending.clear()
        if self._timeline.geometry.index_of(number) is None:
            return False
        self._timeline.select(number)
        return True

    async def refresh_rows(self, numbers: Iterable[int]) -> None:
        """Read the headlines of these entries again, where they are on the screen; what was muted since leaves it."""
        known = [number for number in numbers if number in self._timeline.rows]
        if not known:
            return
        found = await self._engine.headlines(known)
        self._timeline.amend(found)
        hidden = [line.number for line in found.values() if line.hidden and line.number != self._timeline.cursor]
        if hidden and not (self.scope.wanted and self.scope.wanted.asks_hidden):
            self._timeline.take_out(hidden)

    async def unread_from(self, number: int, by: int) -> int | None:
        """The nearest unread entry listed below (by = 1) or above an entry, None if there is none."""
        numbers = self._timeline.geometry.numbers
        at = self._timeline.geometry.nearest(number)
        step = 128
        if by > 0:
            windows = ((start, min(start + step, len(numbers))) for start in range(at + 1, len(numbers), step))
        else:
            windows = ((max(0, end - step), end) for end in range(at, 0, -step))
        for start, end in windows:
            window = numbers[start:end][::by]
            rows = {n: self._timeline.rows[n] for n in window if n in self._timeline.rows}
            if missing := [n for n in window if n not in rows]:
                rows |= await self._engine.headlines(missing)
            for candidate in window:
                if candidate in rows and not rows[candidate].read:
                    return candidate
        return None

    def without_words(self) -> Scope:
        """The scope with the filter cleared."""
        return replace(self.scope, words="", filter=None)


def _both(one: Filter, other: Filter) -> Filter:
    """Both hold, each by itself: what they ask of quotations may hold for different ones."""
    return Filter(And((And((one.root,)), And((other.root,)))))
