"""An article as paragraphs to draw: title, facts, body with its quotations highlighted, and who said what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import TypeAlias

from livetui.engine.article import Article
from livetui.model.entry import CachedEntry, moment
from livetui.model.live import announces_live
from livetui.model.quote import Certainty, Part, Quote, Span
from livetui.model.saying import Carried
from livetui.text.blocks import Block, BlockKind, Mark, Style
from livetui.text.clean import clean_line
from livetui.ui.carrying import carried_paras
from livetui.ui.highlights import UNLIT_ARTICLE, LitArticle
from livetui.ui.page import Dye, Para
from livetui.ui.rows import GUESSED, LIVE, PINNED, REVISED, STARRED, WITHDRAWN, figure
from livetui.ui.said import speaker_para, words_para
from livetui.ui.speakers import hue
from livetui.ui.times import when

_MARKS = frozenset("«»“”„‟‘’‚‹›\"'「」『』")
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
CarriedBy: TypeAlias = Mapping[int, tuple[Carried, ...]]
"""Where else the words of each quote of an entry stand, by the place of the quote."""
NOT_CARRIED: CarriedBy = MappingProxyType({})
_MOST_LINKS = 200
_SHORT = 48
"""Characters of a link's own words that the list of links shows before its address."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The paragraphs of an article and where each quote stands in them."""

    paras: tuple[Para, ...]
    places: tuple[tuple[int, int], ...]
    """Paragraph and offset of the first word of each quote of the article, in its order."""


def leaf(
    article: Article,
    now: datetime,
    zone: tzinfo | None,
    *,
    with_quotes: bool,
    carried: CarriedBy = NOT_CARRIED,
    lit: LitArticle = UNLIT_ARTICLE,
) -> Leaf:
    """Lay an article out as paragraphs; `with_quotes` puts who said what below the text, with who else carries it."""
    entry = article.entry
    title = clean_line(entry.entry.title or "") or "(no title)"
    paras = [
        Para(title, "bold strong", (*_quote_dyes(title, 0, _quoted(article.quotes, Part.TITLE)), *lit.title)),
        facts(entry, now, zone),
    ]
    if announces_live(entry.entry):
        paras.append(Para(f"{LIVE} It announces a live page: + follows it.", "accent"))
    paras.append(_GAP)
    if entry.withdrawn:
        paras += [Para(f"{WITHDRAWN} Withdrawn by its source; this is what it said.", "error"), _GAP]
    starts: list[tuple[int, int]] = []
    before: Block | None = None
    for block, quoted in _by_block(article.document.blocks, _quoted(article.quotes, Part.TEXT)):
        if before is not None and not (block.kind is before.kind and block.kind in _TIGHT):
            paras.append(_GAP)
        starts.append((block.start, len(paras)))
        paras.append(_body_para(block, quoted, lit.blocks.get(block.start, ())))
        before = block
    if not article.document.blocks:
        paras.append(Para("The feed gives no text for this entry; o opens its page.", "faint"))
    paras += _links(article)
    places = tuple(_place(quote, starts) for quote in article.quotes)
    if with_quotes and article.quotes:
        paras += [_GAP, Para("─── Who said what ───", "faint"), _GAP, *said(article, carried, lit, now, zone).paras]
    return Leaf(tuple(paras), places)


def said(article: Article, carried: CarriedBy, lit: LitArticle, now: datetime, zone: tzinfo | None) -> Leaf:
    """Who said what: speaker, words and who else carries them for each quote; the places are those of the speakers."""
    paras: list[Para] = []
    places: list[tuple[int, int]] = []
    title = article.entry.entry.title or ""
    for number, quote in enumerate(article.quotes):
        if paras:
            paras.append(_GAP)
        places.append((len(paras), 0))
        opened, closed = _marks_of(title if quote.part is Part.TITLE else article.document.text, quote)
        words = words_para(f"{opened}{clean_line(quote.text)}{closed}", quote, number)
        shift = len(opened)
        marks = (replace(dye, start=dye.start + shift, end=dye.end + shift) for dye in lit.quotes.get(number, ()))
        paras += (speaker_para(quote), replace(words, dyes=(*words.dyes, *marks)))
        paras += carried_paras(quote, carried.get(number, ()), now, zone)
    return Leaf(tuple(paras), tuple(places))


def facts(entry: CachedEntry, now: datetime, zone: tzinfo | None) -> Para:
    """The line under the title: source, when, author, revised when, language; what changed catches the eye."""
    guessed = GUESSED if entry.entry.guessed or entry.entry.published is None else ""
    parts = [clean_line(entry.source, 60), f"{guessed}{when(moment(entry.number), now, zone)}"]
    if entry.entry.authors:
        parts.append(clean_line(", ".join(entry.entry.authors), 80))
    dyes: tuple[Dye, ...] = ()
    if entry.revisions:
        at = f" {when(entry.changed_at, now, zone)}" if entry.changed_at else ""
        start = len(" · ".join(parts)) + 3
        changed = " " + figure(entry.figure).replace(" ", "\u00a0") if entry.figure else ""
        parts.append(f"revised{at} {REVISED}{entry.revisions}{changed}")
        dyes = (Dye(start, start + len(parts[-1]), "", "accent"),)
    if entry.lang:
        parts.append(clean_line(entry.lang, 20))
    if entry.entry.live:
        parts.append(f"{LIVE} live page")
    if entry.entry.pinned:
        parts.append(f"{PINNED} pinned")
    if entry.starred:
        parts.append(STARRED)
    return Para(" · ".join(parts), "faint", dyes)


def with_marks(text: str, segment: Span) -> Span:
    """A quoted stretch with the quotation marks that stand around it."""
    start, end = (min(offset, len(text)) for offset in segment)
    left = start - 1
    while left >= 0 and text[left] in _BLANKS:
        left -= 1
    right = end
    while right < len(text) and text[right] in _BLANKS:
        right += 1
    if text[right : right + 1] in _STOPS and text[right + 1 : right + 2] in _MARKS:
        right += 1  # “a war,” as American English sets it
    return (
        left if left >= 0 and text[left] in _MARKS else start,
        right + 1 if right < len(text) and text[right] in _MARKS else end,
    )


_TIGHT = (BlockKind.ITEM, BlockKind.TABLE, BlockKind.CODE)
"""Kinds that follow their like without an empty line."""


def _body_para(block: Block, quoted: Sequence[_Quoted], lit: tuple[Dye, ...]) -> Para:
    dyes = lit
    if block.marks or quoted:
        dyes = (*_mark_dyes(block.marks), *_quote_dyes(block.text, block.start, quoted), *lit)
    depth = "  " * max(0, block.level - 1)
    match block.kind:
        case BlockKind.HEADING:
            return Para(block.text, "bold strong", dyes, start=block.start)
        case BlockKind.ITEM:
            first = f"{depth}{block.marker or '•'} "
            return Para(block.text, "foreground", dyes, first, " " * len(first), start=block.start)
        case BlockKind.QUOTE:
            return Para(block.text, "read", dyes, f"{depth}│ ", f"{depth}│ ", start=block.start)
        case BlockKind.CODE:
            return Para(block.text, "secondary", dyes, "  ", "  ", start=block.start)
        case BlockKind.TABLE:
            return Para(block.text, "read", dyes, start=block.start)
        case BlockKind.IMAGE:
            return Para(block.text, "italic read", dyes, "▣ ", "  ", start=block.start)
        case BlockKind.RULE:
            return Para("─" * 12, "faint", start=block.start)
        case _:
            return Para(block.text, "foreground", dyes, start=block.start)


def _mark_dyes(marks: Sequence[Mark]) -> Iterator[Dye]:
    for mark in marks:
        attributes, colour = _STYLES[mark.style]
        yield Dye(mark.start, mark.end, attributes, colour)


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A segment of a quotation, or the mention of its speaker, as it stands in title or text."""

    start: int
    end: int
    dye: Dye
    """How it looks; its own offsets mean nothing."""
    marked: bool
    """May quotation marks stand around it."""


def _quoted(quotes: Sequence[Quote], part: Part) -> list[_Quoted]:
    """What the quotations of a part highlight, in the order of the text."""
    found: list[_Quoted] = []
    for number, quote in enumerate(quotes):
        if quote.part is not part:
            continue
        shade = hue(quote.speaker)
        unsure = quote.certainty is not Certainty.SURE
        ground = "tint" if shade is None else f"tint-{shade}"
        words = Dye(0, 0, "italic" if unsure else "", None, ground, number)
        found += [_Quoted(start, end, words, marked=True) for start, end in quote.segments]
        if quote.speaker_span is not None and shade is not None:
            name = Dye(0, 0, "bold italic" if unsure else "bold", f"speaker-{shade}")
            found.append(_Quoted(*quote.speaker_span, name, marked=False))
    return sorted(found, key=lambda each: (each.start, each.end))


def _by_block(blocks: Sequence[Block], quoted: Sequence[_Quoted]) -> Iterator[tuple[Block, list[_Quoted]]]:
    """Each block with what is highlighted in it, in one walk over both."""
    place, active = 0, list[_Quoted]()
    for block in blocks:
        end = block.start + len(block.text)
        while place < len(quoted) and quoted[place].start < end:
            active.append(quoted[place])
            place += 1
        active = [each for each in active if each.end > block.start]
        yield block, active


def _quote_dyes(text: str, start: int, quoted: Iterable[_Quoted]) -> Iterator[Dye]:
    for each in quoted:
        inside = (max(0, each.start - start), min(len(text), each.end - start))
        first, last = with_marks(text, inside) if each.marked else inside
        yield replace(each.dye, start=first, end=last)


def _place(quote: Quote, starts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if quote.part is Part.TITLE:
        return 0, quote.start
    place = bisect_right(starts, quote.start, key=lambda each: each[0]) - 1
    if place < 0:
        return 0, 0
    start, para = starts[place]
    return para, quote.start - start


def _links(article: Article) -> list[Para]:
    links = article.document.links[:_MOST_LINKS]
    if not links:
        return []
    paras = [_GAP, Para("─── Links ───", "faint")]
    width = len(str(links[-1].number))
    for link in links:
        first = f"{link.number:>{width}} "
        words = clean_line(link.text, _SHORT)
        address = clean_line(link.url)
        text = f"{words}  {address}" if words and words != address else address
        paras.append(
            Para(text, "faint", (Dye(0, len(text) - len(address), "", "read"),), first, " " * len(first), "primary")
        )
    return paras


def _marks_of(source: str, quote: Quote) -> tuple[str, str]:
    start, _ = with_marks(source, quote.segments[0])
    _, end = with_marks(source, quote.segments[-1])
    opened, closed = source[start : quote.start], source[quote.end : end]
    return (opened or "“", closed or "”") if (opened or closed) else ("“", "”")
