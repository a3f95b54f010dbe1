"""A page: paragraphs with coloured stretches, wrapped to a width; nothing here draws."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rich.cells import cell_len

from livetui.ui.tabular import Columns, Grid, columns, name_before, names_width, padded
from livetui.ui.wrapping import steady, wrap

_SLICE = 40_000
"""Characters laid out before others have their turn."""
_LINE_COST = 20
"""Characters that a line counts for besides its own."""


@dataclass(frozen=True, slots=True)
class Dye:
    """A stretch of a paragraph that looks otherwise; later ones are laid over earlier ones."""

    start: int
    end: int
    attributes: str = ""
    """``bold``, ``italic underline``, …"""
    colour: str | None = None
    """A theme variable, None: as below."""
    ground: str | None = None
    quote: int | None = None
    """Place of the quote it belongs to, so that the one stepped to can stand out."""
    mark: bool = False
    """A highlight: over the name of a speaker, whose colour says who it is, its colour goes to the ground."""
    link: str | None = None
    """The address that the words lead to, as `livetui.text.links.safe_url` lets it through."""


@dataclass(frozen=True, slots=True)
class Para:
    """Words that wrap together."""

    text: str
    look: str = "foreground"
    """Attributes and theme variable of undyed words."""
    dyes: tuple[Dye, ...] = ()
    first: str = ""
    """Stands before the first line, cells wide as `rest`."""
    rest: str = ""
    """Stands before the other lines; with `kept` before what is left of a line that is too long."""
    margin: str = "faint"
    """Look of `first` and `rest`."""
    start: int | None = None
    """Offset of the words in the text of the article, None for words of ours."""
    kept: bool = False
    """The lines are the author's, as in a program or a poem: each has `first` before it."""
    ground: str | None = None
    """What its lines stand on over their whole width, None: on what the page stands on."""
    ruled: bool = False
    """The rest of the last line is a rule."""
    grid: Grid | None = None
    """Where the cells stand in the words of a table."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: a stretch of one paragraph."""

    para: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one look."""

    text: str
    look: str
    ground: str | None
    mark: bool = False
    """A highlight lies on them."""
    link: str | None = None
    """Where they lead to."""


class Page:
    """Paragraphs laid out at a width. `lay` gives way every so many lines, so a book never freezes the screen."""

    def __init__(self, paras: Sequence[Para] = (), width: int = 80) -> None:
        """Args: width: cells, prefixes included."""
        self.paras = tuple(paras)
        self.width = max(4, width)
        self.done = False
        """Is all of it laid out."""
        # Plain numbers: half a million lines as objects would make every garbage collection a pause.
        self._paras, self._starts, self._ends = array("l"), array("l"), array("l")
        self._tops = array("l")
        self._tables: dict[int, Columns | int] = {}
        """How each table stands: in columns, or as records with so many cells for the names of the columns."""

    def __len__(self) -> int:
        """Lines laid out so far."""
        return len(self._paras)

    def __getitem__(self, number: int) -> Line:
        """A line that is laid out."""
        return Line(self._paras[number], self._starts[number], self._ends[number])

    def lay(self) -> Iterator[int]:
        """Lay out; yields the number of lines so far, the last time when all is done."""
        work = 0
        for number, para in enumerate(self.paras):
            self._tops.append(len(self))
            room = max(2, self.width - len(self._before(para, begins=False)))
            for start, end in wrap(para.text, room) if para.grid is None else self._table(number, para.grid, room):
                self._paras.append(number)
                self._starts.append(start)
                self._ends.append(end)
                work += end - start + _LINE_COST
                if work > _SLICE:
                    work = 0
                    yield len(self)
        self.done = True
        yield len(self)

    def line_of(self, para: int, offset: int) -> int | None:
        """The line on which an offset of a paragraph stands, None while it is not laid out."""
        if para >= len(self._tops):
            return None
        top = self._tops[para]
        end = self._tops[para + 1] if para + 1 < len(self._tops) else len(self)
        return max(bisect_right(self._starts, offset, top, end) - 1, top) if end > top else None

    def stretches(self, line: Line, current: int | None = None, more: Sequence[Dye] = ()) -> Iterator[Stretch]:
        """What to draw of a line; the dyes of quote `current` have the stronger ground.

        Args: more: dyes laid over those of the paragraph.
        """
        para = self.paras[line.para]
        if para.grid is not None:
            yield from self._row(line, para, para.grid, more)
            return
        begins = line.start == 0 or (para.kept and para.text[line.start - 1] == "\n")
        prefix = self._before(para, begins=begins)
        if prefix:
            yield Stretch(prefix, para.margin, para.ground)
        used = cell_len(prefix)
        within = (line.start, line.end)
        for stretch in stretches(para.text, para.look, (*para.dyes, *more), within, current, para.ground):
            used += cell_len(stretch.text)
            yield stretch
        if para.ruled and line.end == len(para.text) and used < self.width - 1:
            yield Stretch(" " + "─" * (self.width - used - 1), para.margin, para.ground)
        elif para.ground is not None and used < self.width:
            yield Stretch(" " * (self.width - used), para.look, para.ground)

    def _before(self, para: Para, *, begins: bool) -> str:
        """What stands before a line; on the narrowest pages the words have half of it at least."""
        return (para.first if begins else para.rest)[-(self.width // 2) :]

    def _table(self, number: int, grid: Grid, room: int) -> Iterator[tuple[int, int]]:
        """Lay out a table: a line for each row, or a line for each cell."""
        text = self.paras[number].text
        if (laid := columns(text, grid, room)) is not None:
            self._tables[number] = laid
            for row in grid.rows:
                yield row[0][0], row[-1][1]
            return
        self._tables[number] = names = names_width(text, grid, room)
        first = True
        for row in grid.rows[grid.head :]:
            if not first:
                yield row[0][0], row[0][0]
            first = False
            for start, end in row:
                if start < end:
                    for begin, stop in wrap(text[start:end], max(2, room - names)):
                        yield start + begin, start + stop

    def _row(self, line: Line, para: Para, grid: Grid, more: Sequence[Dye]) -> Iterator[Stretch]:
        """What to draw of a line of a table."""
        laid, dyes = self._tables[line.para], (*para.dyes, *more)
        number = grid.row_at(line.start)
        if isinstance(laid, Columns):
            look = f"bold underline {para.look}" if grid.head and not number else para.look
            for before, cell, behind in padded(para.text, grid.rows[number], laid):
                if before:
                    yield Stretch(" " * before, look, None)
                yield from stretches(para.text, look, dyes, cell)
                yield Stretch(" " * behind, look, None)
        elif line.start < line.end:
            yield Stretch(name_before(para.text, grid, number, line.start, laid), para.margin, None)
            yield from stretches(para.text, para.look, dyes, (line.start, line.end))


def shifted(dyes: Iterable[Dye], by: int, end: int) -> Iterator[Dye]:
    """Dyes of words that stand so many characters on in a paragraph; what would reach beyond `end` is cut."""
    for dye in dyes:
        if dye.start + by < end:
            yield replace(dye, start=dye.start + by, end=min(dye.end + by, end))


def section(words: str) -> Para:
    """The heading of a part of ours: a rule with words in it."""
    return Para(words, "faint", (), "─── ", "    ", ruled=True)


def stretches(
    text: str,
    look: str,
    dyes: Sequence[Dye],
    within: tuple[int, int],
    current: int | None = None,
    under: str | None = None,
) -> Iterator[Stretch]:
    """A part of a text as stretches of one look each; the dyes of quote `current` have the stronger ground.

    Args: under: the ground of undyed words.
    """
    first, last = within
    dyes = [dye for dye in dyes if dye.start < last and dye.end > first]
    edges = {first, last}
    for dye in dyes:
        edges |= {max(dye.start, first), min(dye.end, last)}
    for start, end in pairwise(sorted(edges)):
        *attributes, colour = look.split()
        ground, mark, link = under, False, None
        for dye in dyes:
            if dye.start <= start and dye.end >= end:
                attributes += dye.attributes.split()
                mark |= dye.mark
                link = dye.link or link
                if dye.mark and dye.colour and colour.startswith("speaker-"):
                    ground = ground or f"tint-{dye.colour}"
                else:
                    colour = dye.colour or colour
                if dye.ground is not None:
                    now = dye.quote is not None and dye.quote == current
                    ground = dye.ground.replace("tint", "tintnow") if now else dye.ground
        if mark and "reverse" in attributes:
            ground = None  # a tint would be the colour of the letters, too pale in 16 colours
        words = steady(text[start:end].replace("\t", " "))
        yield Stretch(words, " ".join([*dict.fromkeys(attributes), colour]), ground, mark, link)
