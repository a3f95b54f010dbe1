"""Marks on the entry under the cursor, on all entries shown, or on all that pass a filter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from livetui.model.deed import Deed, deed, entries
from livetui.model.entry import Flag, Headline
from livetui.ui.acts.stage import Stage
from livetui.ui.listing import Listing
from livetui.ui.marking import Marking
from livetui.ui.reading import Reading
from livetui.ui.screens.bulk import BulkDialog, Chosen, Sure
from livetui.ui.undo import Act
from livetui.ui.widgets.timeline import Timeline


class Counted(Stage, Protocol):
    """The screen that tells how many are unread."""

    def count_soon(self) -> None:
        """Count what is unread before long."""

    def show_status(self) -> None:
        """Bring status line and sidebar up to date."""


class Marks:
    """Marks one entry or many, and takes marks back."""

    def __init__(self, stage: Counted, engine: Reading, timeline: Timeline, listing: Listing, marking: Marking) -> None:
        self._stage = stage
        self._engine = engine
        self._timeline = timeline
        self._listing = listing
        self._marking = marking

    def action_toggle_read(self) -> None:
        """Mark the entry read, or unread again."""
        if (headline := self._timeline.selected) is not None:
            what = deed("unread" if headline.read else "read")
            self._mark((headline.number,), what.flag, what.value, what.says, told=True)

    def action_toggle_star(self) -> None:
        """Star the entry, or take the star away."""
        if (headline := self._timeline.selected) is not None:
            what = deed("unstar" if headline.starred else "star")
            self._mark((headline.number,), what.flag, what.value, what.says, told=True)

    def action_mark_shown(self, name: str = "read") -> None:
        """Do something to every entry shown; arrivals after this moment are left alone. Where not all are seen, ask."""
        what, numbers = deed(name), tuple(self._timeline.geometry.numbers)
        if self._timeline.geometry.height <= self._timeline.size.height:
            self._mark_shown(what, numbers)
            return

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._mark_shown(what, numbers)

        scope = self._listing.scope
        listed = f"{scope.name} · {scope.words}" if scope.words else scope.name
        self._stage.ask(Sure(what, len(numbers), listed), answered)

    def _mark_shown(self, what: Deed, numbers: Sequence[int]) -> None:
        self._mark(numbers, what.flag, what.value, what.says, told=True)
        self._stage.show_status()

    def action_mark_filter(self) -> None:
        """Ask what to do to every entry that passes a filter."""
        self._stage.ask(
            BulkDialog(self._listing.scope.words, self._engine.understand, self._engine.numbers), self._bulk_chosen
        )

    def _bulk_chosen(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self._mark(chosen.numbers, chosen.deed.flag, chosen.deed.value, chosen.deed.says, told=True)
            self._stage.show_status()

    def action_hide(self) -> None:
        """Take the entry out of the timeline; among hidden ones bring it back."""
        if (number := self._timeline.cursor) is not None:
            headline = self._timeline.selected
            hides = headline is None or not headline.hidden
            self._mark((number,), Flag.HIDDEN, hides, "hidden" if hides else "shown again", told=True)
            self._stage.show_status()

    def mark_read(self, number: int) -> None:
        """Mark an entry read that need not be listed."""
        self._mark((number,), Flag.READ, True, "read")

    def mark_headline(self, headline: Headline | None) -> None:
        """Mark an entry read that is being read; nothing if it is read already."""
        if headline is not None and not headline.read:
            self._mark((headline.number,), Flag.READ, True, "read")

    def _mark(self, numbers: Sequence[int], flag: Flag, value: bool, says: str, *, told: bool = False) -> None:
        if numbers:
            act = self._marking.show(numbers, flag, value, says)
            self._stage.begin("mark", partial(self._store, act, told))

    async def _store(self, act: Act, told: bool) -> None:
        changed = await self._marking.store(act)
        if told:
            self._stage.tell(
                f"{entries(changed)} {act.says} · {self._stage.key('mark.undo')} undoes it"
                if changed
                else f"None that was not {act.says} yet"
            )
            self._stage.show_status()
        self._stage.count_soon()

    def take_back(self, act: Act) -> None:
        """Undo a mark on entries."""
        self._stage.begin("mark", partial(self._take_back, act))

    async def _take_back(self, act: Act) -> None:
        await self._marking.take_back(act)
        self._stage.tell(f"Undone: {entries(len(act.numbers))} {act.says}")
        self._stage.count_soon()
        self._stage.show_status()
