"""The timeline: what is listed comes, goes and is moved through without the reader losing the place."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo

from livetui.model.filter_tree import Sort
from livetui.ui.layout import Density, Geometry, Missed
from livetui.ui.widgets.timelineview import TimelineView

_FAR = 500
"""Entries below the cursor among which one is looked for that stays listed."""


class Timeline(TimelineView, inherit_bindings=False):
    """Entries in their order. The reader's place is the entry under the cursor; nothing that arrives moves it."""

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

    # what it shows

    def show(self, numbers: Iterable[int], order: Sort = Sort.NEWEST) -> None:
        """Show other entries; the selected one stays, on its screen row, if it is among them.

        Args: numbers: in that order.
        """
        row_on_screen = self.cursor_row
        before = self.geometry
        self.geometry = Geometry(numbers, before.density, self._zone, order)
        if self._missed:
            self.geometry.set_missed(self._missed)
        self._resized()
        self._land(self._successor(before), row_on_screen)

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
        self.cursor = number
        self._into_view()

    def land(self, number: int, row: int) -> None:
        """Put the cursor on an entry, or where it would stand, on that row of the view."""
        lowest = max(0, self.size.height - self.geometry.density.lines) if self.size.height else row
        self._land(number, min(row, lowest))

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
            self.cursor = self.geometry.numbers[min(max(index, 0), len(self.geometry) - 1)]
            self._into_view()

    def _successor(self, before: Geometry) -> int | None:
        """The entry under the cursor, or the nearest one below it that is still listed, if its number tells nothing."""
        if self.cursor is None or self.geometry.ranked.by_number or self.geometry.index_of(self.cursor) is not None:
            return self.cursor
        below = before.numbers[before.nearest(self.cursor) :][:_FAR]
        return next((number for number in below if self.geometry.index_of(number) is not None), self.cursor)
