"""What the timeline lists, and the arrivals that wait to be shown."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from livetui.model.filter_tree import Sort
from livetui.ui.reading import Reading
from livetui.ui.scope import Scope, plain
from livetui.ui.widgets.timeline import Timeline

FIRST = 200
"""Entries listed before the rest is asked for."""
MORE = 1_000
"""Entries asked for then, where the cursor stands farther down; each time four times as many."""
REST = 0.2
"""Seconds after which the rest is asked for: the next letter of a filter may make it idle."""
PAGE = 20_000
"""Numbers asked for at a time then: few enough that taking them does not hold up a key."""
MOST = 200_000
"""Numbers listed at a time then."""


class _OvertakenError(Exception):
    """Something else is to be listed by now."""


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
        """Is it known what is listed."""
        self.begun = False
        """Is it listed as far as the reader's place, at least."""
        self.complete = True
        """Is all listed that passes; else the rest is being read."""
        self.broken_off = False
        """Was the reading of it ended before its time."""
        self._candidates: set[int] = set()
        self._moved: set[int] = set()
        """Entries listed that changed since, where changes make the order."""

    async def load(self, scope: Scope, at: int | None = None, arrived: Callable[[], object] | None = None) -> None:
        """List what passes; the reader's place holds if its entry passes too.

        Args: at: the entry to go to instead. arrived: called once the list reaches that far, before all is listed.
        """
        self.scope = scope
        # From here on what comes in is noted for this list; what waited for the last one is in it when it is read.
        self.pending.clear()
        self._moved.clear()
        self.loaded = self.begun = self.broken_off = False
        try:
            await self._read(scope, at, arrived)
        except _OvertakenError:
            pass
        except asyncio.CancelledError:
            self.broken_off = True
            raise
        finally:
            # Also after a failure: what comes in is shown beside whatever was read. A newer load has its own turn.
            self.loaded = self.scope is scope
            self.begun |= self.loaded

    async def _read(self, scope: Scope, at: int | None, arrived: Callable[[], object] | None) -> None:
        place = self._timeline.place
        cursor = at if at is not None else place[0] if place is not None else None
        first, below = await self._numbers(scope, FIRST)
        self.complete = below is None
        size = MORE
        while below is not None and not (first and _reaches(first, below, cursor, scope.order)):
            page, below = await self._numbers(scope, size, below)
            first += page
            size = min(size * 4, PAGE)
        self._timeline.show(first, scope.order, follows=self._may_follow())
        if at is not None:
            self._timeline.select(at)
        self.begun = True
        if arrived is not None:
            arrived()
        if below is not None:
            await self._read_rest(scope, below)
        self.complete = True

    async def _read_rest(self, scope: Scope, below: int | None) -> None:
        """List what stands below; each change of the list's length has the whole screen drawn, so there are few."""
        await asyncio.sleep(REST)
        rest = array("q")
        while below is not None:
            page, below = await self._numbers(scope, PAGE, below)
            rest.extend(page)
            # A page that is not full is a part of what takes long.
            if rest and (below is None or len(page) < PAGE or len(rest) >= MOST):
                self._timeline.extend(rest)
                rest = array("q")

    async def _numbers(self, scope: Scope, limit: int, below: int | None = None) -> tuple[list[int], int | None]:
        feed = scope.feed.number if scope.feed else None
        found = await self._engine.some_numbers(scope.wanted, before=below, limit=limit, feed=feed)
        if self.scope is not scope:
            raise _OvertakenError
        return found

    def arrived(self, numbers: Iterable[int]) -> None:
        """Note entries that came in or may pass now; `settle` looks at them."""
        self._candidates.update(numbers)

    def changed(self, numbers: Iterable[int]) -> None:
        """Note entries that changed: they may pass now, and stand elsewhere where changes make the order."""
        self._candidates.update(numbers)
        if self.scope.order is Sort.CHANGED:
            self._moved.update(numbers)

    async def look_for_arrivals(self) -> None:
        """Note the newest entries that are not listed yet: another program wrote them."""
        feed = self.scope.feed.number if self.scope.feed else None
        self.arrived(await self._engine.numbers(plain(self.scope.wanted), limit=FIRST, feed=feed))

    async def settle(self) -> int:
        """Show the noted entries that pass, or count them as pending; how many were put on the screen."""
        if not self.loaded:  # they stay noted until it is known what is listed
            return 0
        noted, self._candidates = self._candidates, set()
        listed = self._timeline.geometry
        noted = {n for n in noted if n in self._moved or listed.index_of(n) is None} - self.pending
        if not noted:
            return 0
        scope = self.scope
        feed = scope.feed.number if scope.feed else None
        passing = set(await self._engine.passing(scope.wanted, sorted(noted), feed=feed))
        if scope != self.scope or not self.loaded:
            self.arrived(noted)  # the list is being read anew: they are looked at again after it
            return 0
        passing = {number for number in passing if self._has_a_place(number)}
        if not passing:
            return 0
        empty = not len(self._timeline.geometry)
        if scope.order is Sort.OLDEST and not scope.ranked_by_cache:
            return self._put_at_the_end(passing)
        if empty or (self._timeline.at_top and self._may_follow()):
            if scope.ranked_by_cache:
                await self.load(scope)
            else:  # what waited while the top was read comes in, too
                self._timeline.insert(passing | self.pending)
                self.pending.clear()
            if self.scope is scope:
                self._timeline.follow(0)
            return len(passing)
        self.pending |= passing
        return 0

    def _has_a_place(self, number: int) -> bool:
        """Is there room in a list of so many at most; where the numbers tell, what belongs beyond the last has none."""
        wanted, listed = self.scope.wanted, self._timeline.geometry.ranked
        if wanted is None or wanted.limit is None or len(listed.numbers) < wanted.limit or not listed.by_number:
            return True
        return bool(listed.numbers) and listed.rank(number) < listed.rank(listed.numbers[-1])

    def _put_at_the_end(self, passing: set[int]) -> int:
        """With the oldest first, arrivals go below all others: that moves nothing. Only what belongs above waits."""
        timeline = self._timeline
        numbers = timeline.geometry.numbers
        newest = numbers[-1] if numbers else -1
        below = {number for number in passing if number > newest}
        follows = bool(numbers) and timeline.cursor == newest and self._may_follow()
        timeline.insert(below)
        if below and follows:
            timeline.follow(-1)
        self.pending |= passing - below
        return len(below)

    def show_pending(self) -> int:
        """Put the pending entries in and go to the first of them; how many there were.

        Where only the cache knows their places, `read_pending` does it.
        """
        waiting = set(self.pending)
        self._timeline.insert(waiting)
        self.pending.clear()
        self._go_to_first(waiting)
        return len(waiting)

    async def read_pending(self) -> None:
        """Read the list anew and go to the first of the pending entries."""
        waiting = set(self.pending)
        await self.load(self.scope)
        self._go_to_first(waiting)

    def _go_to_first(self, numbers: set[int]) -> None:
        places = {number: self._timeline.geometry.index_of(number) for number in numbers}
        listed = [(place, number) for number, place in places.items() if place is not None]
        if listed:
            self._timeline.select(min(listed)[1])

    def reveal(self, number: int) -> bool:
        """Go to an entry if it is listed, or waits to be; False if it is not."""
        if number in self.pending and not self.scope.ranked_by_cache:
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


def _reaches(numbers: Sequence[int], below: int, cursor: int | None, order: Sort) -> bool:
    """Do these, the first of a list, reach as far as an entry stands or would stand. Args: below: what they end at."""
    if cursor is None:
        return True
    match order:
        case Sort.NEWEST:
            return below <= cursor
        case Sort.OLDEST:
            return below >= cursor
        case _:
            return cursor in numbers
