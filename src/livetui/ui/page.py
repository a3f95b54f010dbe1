"""A page: paragraphs with coloured stretches, wrapped to a width; nothing here draws."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import get_character_cell_size

_WIDE = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\n\t]"
)
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
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
    """Stands before the other lines."""
    margin: str = "faint"
    """Look of `first` and `rest`."""
    start: int | None = None
    """Offset of the words in the text of the article, None for words of ours."""


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
            room = max(2, self.width - len(para.rest))
            for start, end in wrap(para.text, room):
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

    def stretches(self, line: Line, current: int | None = None) -> Iterator[Stretch]:
        """What to draw of a line; the dyes of quote `current` have the stronger ground."""
        para = self.paras[line.para]
        prefix = para.first if line.start == 0 else para.rest
        if prefix:
            yield Stretch(prefix, para.margin, None)
        yield from stretches(para.text, para.look, para.dyes, (line.start, line.end), current)


def stretches(
    text: str, look: str, dyes: Sequence[Dye], within: tuple[int, int], current: int | None = None
) -> Iterator[Stretch]:
    """A part of a text as stretches of one look each; the dyes of quote `current` have the stronger ground."""
    first, last = within
    dyes = [dye for dye in dyes if dye.start < last and dye.end > first]
    edges = {first, last}
    for dye in dyes:
        edges |= {max(dye.start, first), min(dye.end, last)}
    for start, end in pairwise(sorted(edges)):
        *attributes, colour = look.split()
        ground, mark = None, False
        for dye in dyes:
            if dye.start <= start and dye.end >= end:
                attributes += dye.attributes.split()
                mark |= dye.mark
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
        yield Stretch(words, " ".join([*dict.fromkeys(attributes), colour]), ground, mark)


def steady(text: str) -> str:
    """Without the sign that asks for a coloured emoji: terminals disagree on the cells it takes (Unicode TR 51)."""
    return text.replace(_EMOJI_STYLE, "")


def wrap(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Break text into stretches of at most `width` cells, at blanks where there are any; no-break spaces hold.

    Wide and combining characters are measured; East Asian text breaks between characters.
    """
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start <= width and not _WIDE.search(text, start, end):
            yield start, end
        elif _WIDE.search(text, start, end):
            yield from _wrap_measured(text, start, end, width)
        else:
            yield from _wrap_narrow(text, start, end, width)
        start = end + 1


def _wrap_narrow(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    while end - start > width:
        blank = _last_blank(text, start + 1, start + width + 1)
        if blank < 0:
            yield start, start + width
            start += width
            continue
        yield start, blank
        start = blank + 1
    if start < end:
        yield start, end


def _last_blank(text: str, start: int, end: int) -> int:
    """The last blank at which a line may break, -1 if there is none."""
    blank = text.rfind(" ", start, end)
    while blank >= 0 and not _may_break(text, blank):
        blank = text.rfind(" ", start, blank)
    return blank


def _may_break(text: str, blank: int) -> bool:
    """French sets blanks inside guillemets and before double marks; a line never begins or ends with those."""
    return text[blank - 1 : blank] not in ("«", "‹") and text[blank + 1 : blank + 2] not in (
        "»",
        "›",
        ":",
        ";",
        "!",
        "?",
    )


def _wrap_measured(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    cells, chance, place = 0, -1, start
    while place < end:
        character = text[place]
        size = 1 if character == _EMOJI_STYLE else get_character_cell_size(character)
        if character == " " and _may_break(text, place):
            chance = place
        elif size == 2 and place > start and text[place - 1] != _JOINER:
            chance = max(chance, place)
        if cells + size > width and place > start:
            if chance > start:
                stop = chance
            else:
                stop = place
                while stop > start + 1 and (get_character_cell_size(text[stop]) == 0 or text[stop - 1] == _JOINER):
                    stop -= 1
            yield start, stop
            start = place = stop + 1 if text[stop] == " " else stop
            cells, chance = 0, -1
            continue
        cells += size
        place += 1
    if start < end:
        yield start, end
