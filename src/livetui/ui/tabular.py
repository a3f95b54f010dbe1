"""Tables on the screen: columns side by side where they fit, else a record for each row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from livetui.model.quote import Span
from livetui.text.rows import BETWEEN
from livetui.ui.paint import fit
from livetui.ui.wrapping import steady

_AIR = 2
"""Cells between columns."""
_NUMBER = re.compile(r"[-+−–]?[\d\s.,:%€$£¥'’()\u2009\u202f\xa0]*\d[\d\s.,:%€$£¥'’()\u2009\u202f\xa0]*|[-–—]?")
_MOST_COLUMNS = 40
_LONGEST_NAME = 32
"""Cells for the names of columns beside their values."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells of a table stand in its text."""

    rows: tuple[tuple[Span, ...], ...]
    head: bool = False
    """Are the cells of the first row the names of the columns."""

    def row_at(self, offset: int) -> int:
        """The row in which an offset stands."""
        return max(0, bisect_right(self.rows, offset, key=lambda row: row[0][0]) - 1)


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table stands that fits its page."""

    widths: tuple[int, ...]
    right: tuple[bool, ...]
    """Which of them hold figures, set to the right."""


def grid_of(text: str, *, head: bool) -> Grid | None:
    """The cells of a table with a line for each row; None if it has too many columns to be shown as one."""
    rows: list[tuple[Span, ...]] = []
    start = 0
    for line in text.split("\n"):
        cells: list[Span] = []
        at = start
        for cell in line.split(BETWEEN):
            cells.append((at, at + len(cell)))
            at += len(cell) + len(BETWEEN)
        if len(cells) > _MOST_COLUMNS:
            return None
        rows.append(tuple(cells))
        start += len(line) + 1
    return Grid(tuple(rows), head and len(rows) > 1)


def columns(text: str, grid: Grid, room: int) -> Columns | None:
    """The columns of a table, None if they don't fit. Args: room: cells."""
    count = max(len(row) for row in grid.rows)
    widths, figures = [0] * count, [True] * count
    for number, row in enumerate(grid.rows):
        for column, (start, end) in enumerate(row):
            words = text[start:end]
            widths[column] = max(widths[column], cell_len(steady(words)))
            if figures[column] and not (grid.head and not number) and not _NUMBER.fullmatch(words):
                figures[column] = False
        if sum(widths) + _AIR * (count - 1) > room:
            return None
    return Columns(tuple(widths), tuple(figures))


def padded(text: str, row: tuple[Span, ...], laid: Columns) -> Iterator[tuple[int, Span, int]]:
    """Each cell of a row with the blanks before and behind it."""
    last = len(laid.widths) - 1
    for column, (start, end) in enumerate(row):
        lack = max(0, laid.widths[column] - cell_len(steady(text[start:end])))
        before = lack if laid.right[column] else 0
        yield before, (start, end), lack - before + (_AIR if column < last else 0)


def names_width(text: str, grid: Grid, room: int) -> int:
    """Cells before the values of a record, for the name of the column and the air behind it."""
    if not grid.head:
        return _AIR
    names, *records = ([cell_len(steady(text[start:end])) for start, end in row] for row in grid.rows)
    left_by_values = room - _AIR - max(map(max, records))
    return min(max(names), max(4, room // 3, left_by_values), _LONGEST_NAME) + _AIR


def name_before(text: str, grid: Grid, number: int, start: int, width: int) -> str:
    """What stands before a line of a record: the name of the column where the value begins.

    Args: number: of the row. start: of the line in the text. width: as `names_width` gives it.
    """
    row = grid.rows[number]
    column = next((place for place, cell in enumerate(row) if cell[0] == start), None)
    if not grid.head:
        return "▪ " if column == next((place for place, cell in enumerate(row) if cell[0] < cell[1]), None) else "  "
    if column is None or column >= len(grid.rows[0]):
        return " " * width
    return fit(text[slice(*grid.rows[0][column])], width - _AIR) + " " * _AIR
