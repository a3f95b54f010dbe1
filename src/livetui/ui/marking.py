"""Marks on entries: shown at once, stored behind, and taken back in the order they were set."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from livetui.model.entry import Flag, Headline
from livetui.ui.listing import Listing
from livetui.ui.reading import Reading
from livetui.ui.undo import Act, UndoStack
from livetui.ui.widgets.timeline import Timeline


class Marking:
    """Sets and undoes marks; the timeline shows them before the store has them."""

    def __init__(self, engine: Reading, timeline: Timeline, listing: Listing, undo: UndoStack) -> None:
        self._engine = engine
        self._timeline = timeline
        self._listing = listing
        self._undo = undo
        self._order = asyncio.Lock()

    def show(self, numbers: Sequence[int], flag: Flag, value: bool, says: str) -> Act:
        """Show a mark at once and remember how to undo it; `store` makes it last."""
        act = Act(flag, value, tuple(numbers), says)
        self._undo.push(act)
        before = self._timeline.cursor
        self._draw(act.numbers, flag, value)
        if flag is Flag.HIDDEN and value and not self._shows_hidden:
            self._timeline.take_out(act.numbers)
        if self._timeline.cursor != before:
            act.left, act.landed = before, self._timeline.cursor
        return act

    async def store(self, act: Act) -> int:
        """Store an act shown; how many entries it changed."""
        async with self._order:
            try:
                changed = await self._engine.mark(act.numbers, act.flag, act.value)
            except Exception:
                self._undo.drop(act)
                await self._undraw(act)
                raise
            act.numbers = changed
            if not changed:
                self._undo.drop(act)
            elif act.flag is Flag.HIDDEN and not act.value:
                await self._put_in(act)
            return len(changed)

    async def take_back(self, act: Act) -> None:
        """Undo an act, after it has been stored."""
        async with self._order:
            self._draw(act.numbers, act.flag, not act.value)
            await self._engine.mark(act.numbers, act.flag, not act.value, back=True)
            await self._undraw(act)
        await self._listing.refresh_rows(act.numbers)

    async def settled(self) -> None:
        """Wait until every mark set so far is stored."""
        async with self._order:
            return

    @property
    def _shows_hidden(self) -> bool:
        """Does the list ask for hidden entries: then what is hidden stays in it until the filter changes."""
        return (wanted := self._listing.scope.wanted) is not None and wanted.asks_hidden

    async def _undraw(self, act: Act) -> None:
        """Show that an act does not hold."""
        self._draw(act.numbers, act.flag, not act.value)
        if act.flag is Flag.HIDDEN and act.value:
            await self._put_in(act)
        elif act.flag is Flag.HIDDEN and not self._shows_hidden:
            self._timeline.take_out(act.numbers)

    async def _put_in(self, act: Act) -> None:
        """List entries that are no longer hidden, as far as they belong to what is listed now."""
        scope = self._listing.scope
        feed = scope.feed.number if scope.feed is not None else None
        passing = await self._engine.passing(scope.wanted, act.numbers, feed=feed)
        if self._listing.scope is not scope or not passing:
            return
        if act.left in passing and act.landed == self._timeline.cursor:
            self._timeline.put_back(act.left)
        self._timeline.insert(passing)

    def _draw(self, numbers: Sequence[int], flag: Flag, value: bool) -> None:
        rows = self._timeline.rows
        held = numbers if len(numbers) < len(rows) else set(numbers).intersection(rows)
        self._timeline.amend({number: _flagged(rows[number], flag, value) for number in held if number in rows})


def _flagged(headline: Headline, flag: Flag, value: bool) -> Headline:
    match flag:
        case Flag.READ:
            return replace(headline, read=value)
        case Flag.STARRED:
            return replace(headline, starred=value)
        case _:
            return replace(headline, hidden=value)
