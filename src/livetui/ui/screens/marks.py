"""Marks that the keys set on the entry under the cursor, or on all entries shown."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from livetui.model.deed import Deed, deed, entries
from livetui.model.entry import Flag, Headline
from livetui.ui.listing import Listing
from livetui.ui.marking import Marking
from livetui.ui.screens.bulk import BulkDialog, Chosen, Sure
from livetui.ui.screens.panes import PanesScreen
from livetui.ui.undo import Act, UndoStack


class MarkingActions(PanesScreen):
    """Marking one entry or many, and taking marks back."""

    listing: Listing
    marking: Marking
    undo_stack: UndoStack
    """What can be taken back: marks, and changes to the list of feeds."""

    def count_soon(self) -> None:
        """Count what is unread before long."""
        raise NotImplementedError

    def show_status(self) -> None:
        """Bring status line and sidebar up to date."""
        raise NotImplementedError

    def action_toggle_read(self) -> None:
        """Mark the entry read, or unread again."""
        if (headline := self.timeline.selected) is not None:
            what = deed("unread" if headline.read else "read")
            self._mark((headline.number,), what.flag, what.value, what.says, told=True)

    def action_toggle_star(self) -> None:
        """Star the entry, or take the star away."""
        if (headline := self.timeline.selected) is not None:
            what = deed("unstar" if headline.starred else "star")
            self._mark((headline.number,), what.flag, what.value, what.says, told=True)

    def action_mark_shown(self, name: str = "read") -> None:
        """Do something to every entry shown; arrivals after this moment are left alone. Where not all are seen, ask."""
        what, numbers = deed(name), tuple(self.timeline.geometry.numbers)
        if self.timeline.geometry.height <= self.timeline.size.height:
            self._mark_shown(what, numbers)
            return

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._mark_shown(what, numbers)

        scope = self.listing.scope
        listed = f"{scope.name} · {scope.words}" if scope.words else scope.name
        self.app.push_screen(Sure(what, len(numbers), listed), answered)

    def _mark_shown(self, what: Deed, numbers: Sequence[int]) -> None:
        self._mark(numbers, what.flag, what.value, what.says, told=True)
        self.show_status()

    def action_mark_filter(self) -> None:
        """Ask what to do to every entry that passes a filter."""
        self.app.push_screen(
            BulkDialog(self.listing.scope.words, self.engine.understand, self.engine.numbers), self._bulk_chosen
        )

    def _bulk_chosen(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self._mark(chosen.numbers, chosen.deed.flag, chosen.deed.value, chosen.deed.says, told=True)
            self.show_status()

    def action_hide(self) -> None:
        """Take the entry out of the timeline; among hidden ones bring it back."""
        if (number := self.timeline.cursor) is not None:
            headline = self.timeline.selected
            hides = headline is None or not headline.hidden
            self._mark((number,), Flag.HIDDEN, hides, "hidden" if hides else "shown again", told=True)
            self.show_status()

    def mark_read(self, number: int) -> None:
        """Mark an entry read that need not be listed."""
        self._mark((number,), Flag.READ, True, "read")

    def mark_headline(self, headline: Headline | None) -> None:
        """Mark an entry read that is being read; nothing if it is read already."""
        if headline is not None and not headline.read:
            self._mark((headline.number,), Flag.READ, True, "read")

    def _mark(self, numbers: Sequence[int], flag: Flag, value: bool, says: str, *, told: bool = False) -> None:
        if numbers:
            self._store(self.marking.show(numbers, flag, value, says), told)

    @work(group="mark", exit_on_error=False)
    async def _store(self, act: Act, told: bool) -> None:
        changed = await self.marking.store(act)
        if told:
            self.tell(
                f"{entries(changed)} {act.says} · {self.key('mark.undo')} undoes it"
                if changed
                else f"None that was not {act.says} yet"
            )
            self.show_status()
        self.count_soon()

    def take_back_marks(self, act: Act) -> None:
        """Undo a mark on entries."""
        self._take_back(act)

    @work(group="mark", exit_on_error=False)
    async def _take_back(self, act: Act) -> None:
        await self.marking.take_back(act)
        self.tell(f"Undone: {entries(len(act.numbers))} {act.says}")
        self.count_soon()
        self.show_status()
