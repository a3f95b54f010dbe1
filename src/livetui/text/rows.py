"""Tables of HTML: those that hold a table become a block with a line for each row, those for the layout are undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from livetui.text.document import BlockKind, Span

Cell: TypeAlias = tuple[str, list[Span]]
"""Words on one line, and what is marked in them."""
BETWEEN = " | "
"""Parts the cells of a row."""


@dataclass(slots=True)
class _Table:
    rows: list[list[Cell]] = field(default_factory=list)
    cells: list[Cell] | None = None
    """Of the row that is being read."""
    cell: Cell | None = None
    in_cell: bool = False
    names: bool = True
    """The cells of the row that is being read are all names of columns."""
    head: bool = False
    """Those of the first row are."""
    layout: bool = False
    """True: its cells are read as if there were no table."""


class Tables:
    """The tables that are open while a tree is read, one within the other."""

    def __init__(
        self,
        put: Callable[[BlockKind, str, list[Span], int, int], None],
        add: Callable[[str, list[Span], int], None],
    ) -> None:
        """Args: put: takes a table as a block: kind, text, marks, parts, level. add: takes words as a paragraph."""
        self._put = put
        self._add = add
        self._open: list[_Table] = []

    @property
    def in_cell(self) -> bool:
        """Do words belong to a cell."""
        return bool(self._open) and self._open[-1].in_cell

    def begin(self) -> None:
        """A table begins."""
        self._open.append(_Table())

    def end(self) -> None:
        """The last table that began ends."""
        table = self._open.pop()
        self._put_rows(table.rows, head=table.head)

    def enter(self, tag: str, *, breaks: bool) -> None:
        """An element begins. Args: breaks: it does not go together with cells that are one line each."""
        if not self._open or (table := self._open[-1]).layout:
            return
        if breaks:
            self._give_up(table)
        elif tag == "tr":
            table.cells, table.names = [], True
        elif tag in ("td", "th"):
            table.in_cell, table.cell = True, None
            table.names = table.names and tag == "th"

    def leave(self, tag: str) -> None:
        """An element ends."""
        if not self._open or (table := self._open[-1]).layout:
            return
        if tag in ("td", "th"):
            if table.cells is not None:
                table.cells.append(table.cell or ("", []))
            table.in_cell, table.cell = False, None
        elif tag == "tr":
            if table.cells and any(text for text, _ in table.cells):
                table.head = table.head or (table.names and not table.rows)
                table.rows.append(table.cells)
            table.cells = None

    def fill(self, line: Cell) -> None:
        """Words of the cell that is open."""
        table = self._open[-1]
        if table.cell is None:
            table.cell = line
            return
        # A second paragraph in a cell: no row of one line can hold it.
        self._give_up(table)
        self._add(*line, 2)

    def _give_up(self, table: _Table) -> None:
        """Read the rest of a table, and the row that was begun, as if there were no table."""
        table.layout = True
        begun = [*(table.cells or ()), *([table.cell] if table.cell else ())]
        table.cells, table.cell, table.in_cell = None, None, False
        self._put_rows(table.rows, head=table.head)
        self._put_cells(begun)

    def _put_rows(self, rows: list[list[Cell]], *, head: bool) -> None:
        if all(sum(bool(text) for text, _ in row) < 2 for row in rows):
            self._put_cells([cell for row in rows for cell in row])
            return
        lines: list[str] = []
        marks: list[Span] = []
        offset = 0
        for row in rows:
            while not row[-1][0]:
                row.pop()
            lines.append(BETWEEN.join([text for text, _ in row]).replace("\n", " "))
            at = offset
            for text, spans in row:
                marks += [span.moved(at) for span in spans]
                at += len(text) + len(BETWEEN)
            offset += len(lines[-1]) + 1
        self._put(BlockKind.TABLE, "\n".join(lines), marks, 2, int(head))

    def _put_cells(self, cells: list[Cell]) -> None:
        for text, spans in cells:
            if text:
                self._add(text, spans, 2)
