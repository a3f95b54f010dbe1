"""The timeline: what is listed comes, goes and is moved through without the reader losing the place."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo

from textual import events

from livetui.model.filter_tree import Sort
from livetui.ui.layout import Density, Geometry, Missed, Row
from livetui.ui.widgets.timelineview import TimelineView

_FAR = 500
"""Entries below the cursor among which one is looked for that stays listed."""


class Timeline(TimelineView, inherit_bindings=False):
    """Entries in their order. The reader's place is the entry under the cursor; nothing that arrives moves it.

    A list without that entry (a filter, a topic, only what is unread) puts the cursor on what is nearest, or nowhere if
    it is empty. The place stays what it was, with its row, and the next list that has the entry puts the cursor back:
    so a filter that is cleared leaves the reader where it was opened. When the reader moves the cursor, or reads what
    it was put on, that becomes the place. At the top, where arrivals are followed, the place is the top.
    """

    def __init__(
        self,
        *,
        density: Density,
        now: Callable[[], datetime],
        zone: tzinfo | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Args: now: the time, aware. zone: the reader's, None for the system's."""
        super().__init__(density=density, now=now, zone=zone, id=id)
        self._missed: tuple[Missed, ...] = ()
        self._left: tuple[int, int] | None = None
        """Entry and row that are the reader's place although the entry is not listed."""
        self._top = False
        """Is the top the reader's place, whatever is listed."""

    # the place

    @property
    def place(self) -> tuple[int, int] | None:
        """Entry and row that are the reader's place; None: the list was empty from the beginning."""
        if self._left is not None:
            return self._left
        return None if self.cursor is None else (self.cursor, self.row_meant or 0)

    def stay(self) -> None:
        """The reader has taken to the entry under the cursor: that is the place now."""
        self._left, self._top = None, False

    def _stand(self, number: int, row: int, before: Geometry, *, in_view: bool) -> None:
        listed = self.geometry.index_of(number) is not None
        self._left = None if listed else (number, row)
        lowest = self._lowest if in_view and self.size.height else row
        self._land(number if listed else self._successor(number, before), min(row, lowest))
        if row > lowest:
            self._row_kept = (self.cursor, self.scroll_offset.y, row)

    @property
    def _lowest(self) -> int:
        return max(0, self.size.height - self.geometry.density.lines)

    # what it shows

    def show(self, numbers: Iterable[int], order: Sort = Sort.NEWEST, *, follows: bool = False) -> None:
        """Show other entries; the reader's place holds, on its screen row, if it is among them.

        Args: numbers: in that order. follows: does the reader follow what arrives at the top.
        """
        place, before = self.place, self.geometry
        in_view = self._left is not None or (self.cursor_row or 0) <= self._lowest
        on_top = follows and self.at_top and self._left is None and order is before.ranked.order is Sort.NEWEST
        self.geometry = Geometry(numbers, before.density, self._zone, order)
        if self._missed:
            self.geometry.set_missed(self._missed)
        self._resized()
        # Who comes from a list that begins further down chose what is on top of it: that is no wish for the newest.
        first, was = self.geometry.numbers[:1], before.numbers[:1]
        self._top = on_top and (self._top or first <= was)
        if place is None or (self._top and first != was):
            self._left = None
            self._land(None, None)
        else:
            self._stand(*place, before, in_view=in_view)

    def insert(self, numbers: Iterable[int]) -> None:
        """Put entries in their places without moving the reader's."""
        row_on_screen = self.cursor_row
        if self.geometry.add(numbers):
            self._resized()
            self._land(self.cursor, row_on_screen)

    def put_back(self, number: int) -> None:
        """Put an entry that was taken out in its place, under the cursor, on the row where the cursor stands."""
        row_on_screen = self.cursor_row
        self.geometry.add((number,), at=self.index)
        self._resized()
        self._land(number, row_on_screen)

    def extend(self, numbers: Iterable[int]) -> None:
        """Put entries below all that are shown; should some belong between them, those go to their places."""
        page, shown = array("q", numbers), self.geometry.ranked
        if page and shown.numbers and shown.by_number and shown.rank(page[0]) <= shown.rank(shown.numbers[-1]):
            self.insert(page)
            return
        self.geometry.extend(page)
        self._resized()
        self._want()

    def take_out(self, numbers: Iterable[int]) -> None:
        """Take entries out; the cursor goes to the one below if its own goes."""
        row_on_screen = self.cursor_row
        gone = set(numbers)
        below = (each for each in self.geometry.numbers[self.index :] if each not in gone)
        above = (each for each in reversed(self.geometry.numbers[: self.index]) if each not in gone)
        heir = self.cursor if self.cursor not in gone else next(below, next(above, None))
        self.geometry.take_out(gone)
        self._resized()
        self._land(heir, row_on_screen)

    def show_missed(self, missed: Iterable[Missed]) -> None:
        """Say where feeds may have published more than they showed; the selected entry keeps its screen row."""
        found = tuple(missed)
        if found != self._missed:
            self._missed = found
            row_on_screen = self.cursor_row
            self.geometry.set_missed(found)
            self._resized()
            self._land(self.cursor, row_on_screen)

    # moving

    def select(self, number: int) -> None:
        """Put the cursor on an entry that is shown and bring it into view."""
        if self.geometry.index_of(number) is None:
            return
        self.stay()
        self.cursor = number
        self._into_view()

    def land(self, number: int, row: int) -> None:
        """Put the cursor on an entry, or where it would stand, on that row of the view: that is the place."""
        self._stand(number, row, self.geometry, in_view=True)

    def follow(self, index: int) -> None:
        """Put the cursor on an arrival, by its place in the list, without a key of the reader's."""
        if len(self.geometry):
            self.cursor = self.geometry.numbers[index]
            self._into_view()

    def move(self, by: int) -> None:
        """Move the cursor by so many entries."""
        if len(self.geometry):
            self._go(self.index + by)

    def page(self, part: float) -> None:
        """Move by a part of the page: 1 is one page down, -0.5 half a page up."""
        if not len(self.geometry):
            return
        height = max(1, self.size.height)
        lines = int(height * part)
        line = self.geometry.line_of(self.index)
        target = self.geometry.index_at(line + lines)
        self._scroll(self.scroll_offset.y + lines)
        self._go(target if target != self.index else self.index + (1 if part > 0 else -1))

    def to_top(self) -> None:
        """Go to the first entry."""
        self._go(0)

    def to_end(self) -> None:
        """Go to the last entry."""
        self._go(len(self.geometry) - 1)

    def _go(self, index: int) -> None:
        if len(self.geometry):
            self.stay()
            self.cursor = self.geometry.numbers[min(max(index, 0), len(self.geometry) - 1)]
            self._into_view()

    def on_click(self, event: events.Click) -> None:
        """Select what is clicked; twice opens it."""
        place = self.geometry.at(self.scroll_offset.y + event.y)
        if isinstance(place, Row):
            self.stay()
            self.cursor = self.geometry.numbers[place.index]
            if event.chain == 2:
                self.post_message(self.Opened())

    def _successor(self, number: int, before: Geometry) -> int:
        """An entry, or the nearest one below it that is still listed, if its number tells nothing."""
        if self.geometry.ranked.by_number or self.geometry.index_of(number) is not None:
            return number
        below = before.numbers[before.nearest(number) :][:_FAR]
        return next((each for each in below if self.geometry.index_of(each) is not None), number)
