"""The text of an article as paragraphs to draw: headings, lists, tables, pictures, and what is quoted in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from livetui.model.quote import Certainty, Part, Quote, Span
from livetui.text.document import Block, BlockKind, Document, Mark, Style
from livetui.ui.highlights import LitArticle
from livetui.ui.page import Dye, Para
from livetui.ui.speakers import hue
from livetui.ui.tabular import grid_of

MOST_LINKS = 200
"""Links of an entry that are numbered and listed."""
_QUOTATION_MARKS = frozenset("«»“”„‟‘’‚‹›\"'「」『』")
_GAP = Para("")
_STOPS = frozenset(",.!?…")
_BLANKS = frozenset(" \u00a0\u202f\u2009")
_STYLES = {
    Style.STRONG: ("bold", None),
    Style.EM: ("italic", None),
    Style.CODE: ("", "secondary"),
    Style.LINK: ("underline", "primary"),
    Style.STRIKE: ("strike", None),
}
_TIGHT = (BlockKind.ITEM, BlockKind.TABLE, BlockKind.CODE)
"""Kinds that follow their like without an empty line."""
_BULLETS = "•◦–"
_DEEPEST = 5
"""Levels of lists and quotations that are set further in than the one before."""
_TAB = 4


@dataclass(frozen=True, slots=True)
class Quoted:
    """A segment of a quotation, or the mention of its speaker, as it stands in title or text."""

    start: int
    end: int
    dye: Dye
    """How it looks; its own offsets mean nothing."""
    marked: bool
    """May quotation marks stand around it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a block as they are drawn: with what was put into them."""

    text: str
    places: tuple[int, ...] = ()
    """Offsets in the block before which something was put."""
    sums: tuple[int, ...] = ()
    """Characters put in up to each of them."""

    def at(self, offset: int, *, end: bool = False) -> int:
        """Where a character of the block stands now. Args: end: it is where a stretch ends."""
        before = bisect_left(self.places, offset) if end else bisect_right(self.places, offset)
        return offset + (self.sums[before - 1] if before else 0)


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs of a text, and where its characters stand in them."""

    paras: tuple[Para, ...]
    starts: tuple[tuple[int, int, Shown | None], ...]
    """For each block its offset in the text, its paragraph, and its words if something was put into them."""

    def place(self, offset: int) -> tuple[int, int]:
        """Paragraph and offset of a character of the text."""
        found = bisect_right(self.starts, offset, key=lambda each: each[0]) - 1
        if found < 0:
            return 0, 0
        start, para, shown = self.starts[found]
        return para, shown.at(offset - start) if shown is not None else offset - start


def body(document: Document, quotes: Sequence[Quote], lit: LitArticle) -> Body:
    """Lay a text out. Args: lit: what stands out in it besides its quotations."""
    urls = {link.number: link.url for link in document.links[:MOST_LINKS]}
    paras: list[Para] = []
    starts: list[tuple[int, int, Shown | None]] = []
    before: Block | None = None
    margins: dict[int, str] = {}
    for block, here in _by_block(document.blocks, quoted(quotes, Part.TEXT)):
        if before is not None:
            paras += _gap(before, block)
        shown = _shown(block, urls)
        starts.append((block.start, len(paras), shown))
        paras.append(_para(block, shown, here, lit.blocks.get(block.start, ()), urls, margins))
        before = block
    return Body(tuple(paras), tuple(starts))


def quoted(quotes: Sequence[Quote], part: Part) -> list[Quoted]:
    """What the quotations of a part highlight, in the order of the text."""
    found: list[Quoted] = []
    for number, quote in enumerate(quotes):
        if quote.part is not part:
            continue
        shade = hue(quote.speaker)
        unsure = quote.certainty is not Certainty.SURE
        ground = "tint" if shade is None else f"tint-{shade}"
        words = Dye(0, 0, "italic" if unsure else "", None, ground, number)
        found += [Quoted(start, end, words, marked=True) for start, end in quote.segments]
        if quote.speaker_span is not None and shade is not None:
            name = Dye(0, 0, "bold italic" if unsure else "bold", f"speaker-{shade}")
            found.append(Quoted(*quote.speaker_span, name, marked=False))
    return sorted(found, key=lambda each: (each.start, each.end))


def quote_dyes(text: str, start: int, found: Iterable[Quoted]) -> Iterator[Dye]:
    """The dyes of quotations in a stretch of the text. Args: start: where it begins."""
    for each in found:
        inside = (max(0, each.start - start), min(len(text), each.end - start))
        first, last = with_marks(text, inside) if each.marked else inside
        yield replace(each.dye, start=first, end=last)


def with_marks(text: str, segment: Span) -> Span:
    """A quoted stretch with the quotation marks that stand around it."""
    start, end = (min(offset, len(text)) for offset in segment)
    left = start - 1
    while left >= 0 and text[left] in _BLANKS:
        left -= 1
    right = end
    while right < len(text) and text[right] in _BLANKS:
        right += 1
    if text[right : right + 1] in _STOPS and text[right + 1 : right + 2] in _QUOTATION_MARKS:
        right += 1  # “a war,” as American English sets it
    return (
        left if left >= 0 and text[left] in _QUOTATION_MARKS else start,
        right + 1 if right < len(text) and text[right] in _QUOTATION_MARKS else end,
    )


def _gap(before: Block, block: Block) -> list[Para]:
    """What parts two blocks: mostly an empty line."""
    if before.kind is BlockKind.HEADING or (before.kind is block.kind and block.kind in _TIGHT):
        return []
    if before.kind is BlockKind.IMAGE and block.kind is BlockKind.CAPTION:
        return []
    if before.kind is block.kind is BlockKind.QUOTE and before.level == block.level:
        return [Para("", first=_bars(block))]
    return [_GAP]


def _bars(block: Block) -> str:
    return "│ " * min(max(1, block.level), _DEEPEST)


def _para(
    block: Block,
    shown: Shown | None,
    here: Sequence[Quoted],
    lit: tuple[Dye, ...],
    urls: Mapping[int, str],
    margins: dict[int, str],
) -> Para:
    text, dyes = block.text, lit
    if block.marks or here:
        dyes = (*_mark_dyes(block.marks, urls), *quote_dyes(block.text, block.start, here), *lit)
    if shown is not None:
        text = shown.text
        dyes = tuple(replace(dye, start=shown.at(dye.start), end=shown.at(dye.end, end=True)) for dye in dyes)
        dyes += tuple(_number_dyes(block, shown, urls))
    match block.kind:
        case BlockKind.HEADING:
            look = "bold strong" if block.level < 3 else "bold read" if block.level < 5 else "bold italic read"
            return Para(text, look, dyes, start=block.start)
        case BlockKind.ITEM:
            first = _item(block, margins)
            return Para(text, "foreground", dyes, first, " " * len(first), start=block.start)
        case BlockKind.QUOTE:
            return Para(text, "read", dyes, _bars(block), _bars(block), start=block.start)
        case BlockKind.CODE:
            return Para(text, "secondary", dyes, "  ", "↪ ", start=block.start, kept=True, ground="surface")
        case BlockKind.TABLE:
            return Para(text, "foreground", dyes, start=block.start, grid=grid_of(text, head=block.level > 0))
        case BlockKind.IMAGE:
            if block.host:
                dyes = (*dyes, Dye(len(text), len(text) + 3 + len(block.host), "", "faint"))
                text += f" — {block.host}"
            return Para(text, "italic read", dyes, "▣ ", "  ", start=block.start)
        case BlockKind.CAPTION:
            return Para(text, "read", dyes, "  ", "  ", start=block.start)
        case BlockKind.RULE:
            return Para("─" * 12, "faint", start=block.start)
        case _:
            return Para(text, "foreground", dyes, start=block.start)


def _item(block: Block, margins: dict[int, str]) -> str:
    """What stands before an item; `margins` keeps it by level, for the further paragraphs of the item."""
    level = max(1, block.level)
    if not block.marker:
        return " " * len(margins.get(level, "  "))
    margin = "" if level == 1 else " " * min(len(margins.get(level - 1, "  ")), 3 * _DEEPEST)
    marker = _BULLETS[(level - 1) % len(_BULLETS)] if block.marker == "•" else block.marker.rjust(3)
    margins[level] = f"{margin}{marker} "
    return margins[level]


def _shown(block: Block, urls: Mapping[int, str]) -> Shown | None:
    """The words of a block with the numbers of its links, or with blanks for its tabs; None if it has neither."""
    if block.kind is BlockKind.CODE and "\t" in block.text:
        return _put_in(block.text, _tabs(block.text))
    if not block.marks:
        return None
    put = [(_link_end(block.text, mark), _number(mark.link)) for mark in block.marks if mark.link in urls]
    return _put_in(block.text, sorted(put)) if put else None


def _number(link: int | None) -> str:
    return f"\u00a0[{link}]"


def _link_end(text: str, mark: Mark) -> int:
    return mark.start + len(text[mark.start : mark.end].rstrip())


def _tabs(text: str) -> Iterator[tuple[int, str]]:
    """The blanks that stand behind a tab, which is drawn as one blank itself."""
    column = 0
    for place, character in enumerate(text):
        if character == "\t":
            blanks = _TAB - 1 - column % _TAB
            yield place + 1, " " * blanks
            column += blanks
        column = 0 if character == "\n" else column + 1


def _put_in(text: str, put: Iterable[tuple[int, str]]) -> Shown:
    parts: list[str] = []
    places: list[int] = []
    sums: list[int] = []
    last = total = 0
    for place, words in put:
        parts += [text[last:place], words]
        last = place
        total += len(words)
        places.append(place)
        sums.append(total)
    return Shown("".join([*parts, text[last:]]), tuple(places), tuple(sums))


def _mark_dyes(marks: Sequence[Mark], urls: Mapping[int, str]) -> Iterator[Dye]:
    for mark in marks:
        attributes, colour = _STYLES[mark.style]
        link = urls.get(mark.link) if mark.link is not None else None
        yield Dye(mark.start, mark.end, attributes, colour, link=link)


def _number_dyes(block: Block, shown: Shown, urls: Mapping[int, str]) -> Iterator[Dye]:
    for mark in block.marks:
        if mark.link is not None and mark.link in urls:
            end = shown.at(_link_end(block.text, mark))
            yield Dye(end - len(_number(mark.link)) + 1, end, "", "primary", link=urls[mark.link])


def _by_block(blocks: Sequence[Block], found: Sequence[Quoted]) -> Iterator[tuple[Block, list[Quoted]]]:
    """Each block with what is highlighted in it, in one walk over both."""
    place, active = 0, list[Quoted]()
    for block in blocks:
        end = block.start + len(block.text)
        while place < len(found) and found[place].start < end:
            active.append(found[place])
            place += 1
        active = [each for each in active if each.end > block.start]
        yield block, active
