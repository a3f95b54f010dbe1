"""An article as paragraphs to draw: title, facts, body with its quotations highlighted, and who said what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import TypeAlias

from livetui.engine.article import Article
from livetui.model.entry import CachedEntry, moment
from livetui.model.live import announces_live
from livetui.model.quote import Part, Quote
from livetui.model.saying import Carried
from livetui.text.clean import clean_line
from livetui.text.links import shown_host
from livetui.ui.body import MOST_LINKS, Body, body, quote_dyes, quoted, with_marks
from livetui.ui.carrying import carried_paras
from livetui.ui.highlights import UNLIT_ARTICLE, LitArticle
from livetui.ui.keymap import BUILT_IN, Keymap
from livetui.ui.page import Dye, Para, section, shifted
from livetui.ui.rows import GUESSED, LIVE, PINNED, REVISED, STARRED, WITHDRAWN, figure
from livetui.ui.said import speaker_para, words_para
from livetui.ui.times import when

_GAP = Para("")
CarriedBy: TypeAlias = Mapping[int, tuple[Carried, ...]]
"""Where else the words of each quote of an entry stand, by the place of the quote."""
NOT_CARRIED: CarriedBy = MappingProxyType({})
_SHORT = 48
"""Characters of a link's own words that the list of links shows before its address."""
_LONG = 160
"""Characters of an address there."""
_MOST_FILES = 20
_FILES = {"audio": "Audio", "video": "Video", "image": "Picture"}
_SIGNS = {"audio": "♪", "video": "▷", "image": "▣"}


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
    keymap: Keymap = BUILT_IN,
    changed: Sequence[Para] = (),
    text: Body | None = None,
) -> Leaf:
    """Lay an article out as paragraphs; `with_quotes` puts who said what below the text, with who else carries it.

    Args: keymap: the user's keys, to name some. changed: what the last revision changed, for the foot.
        text: the body with its quotes and highlights, if it is laid out already.
    """
    entry = article.entry
    opens = keymap.first("read.browser")
    title = clean_line(entry.entry.title or "")
    paras = [facts(entry, now, zone, minutes=article.minutes)]
    if title or not article.document.blocks:  # a text without a title begins by itself
        dyes = (*quote_dyes(title, 0, quoted(article.quotes, Part.TITLE)), *lit.title)
        paras.insert(0, Para(title or "(no title)", "bold strong", dyes))
    if announces_live(entry.entry):
        paras.append(
            Para(f"{LIVE} It announces a live page: {keymap.first('feeds.follow_live')} follows it.", "accent")
        )
    paras.append(_GAP)
    if entry.withdrawn:
        at = f", seen {when(entry.withdrawn_at, now, zone)}" if entry.withdrawn_at is not None else ""
        paras += [Para(f"{WITHDRAWN} Withdrawn by its source{at}; this is what it said.", "error"), _GAP]
    text, top = text or body(article.document, article.quotes, lit), len(paras)
    paras += text.paras
    if not article.document.blocks:
        paras.append(Para(f"The feed gives no text for this entry; {opens} opens its page.", "faint"))
    if article.document.cut:
        paras += [_GAP, Para(f"The text goes on; {opens} opens its page.", "faint")]
    paras += _attached(article)
    places = tuple(_place(quote, text, top) for quote in article.quotes)
    if with_quotes and article.quotes:
        paras += [_GAP, section("Who said what"), _GAP, *said(article, carried, lit, now, zone).paras]
    if changed:
        paras += [_GAP, *changed]
    paras += _links(article)
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
        marks = shifted(lit.quotes.get(number, ()), len(opened), len(words.text) - len(closed))
        paras += (speaker_para(quote), replace(words, dyes=(*words.dyes, *marks)))
        paras += carried_paras(quote, carried.get(number, ()), now, zone)
    return Leaf(tuple(paras), tuple(places))


def facts(entry: CachedEntry, now: datetime, zone: tzinfo | None, *, minutes: int = 0) -> Para:
    """The line under the title: source, when, author, revised when, language; what changed catches the eye.

    Args: minutes: that reading takes, 0 not to say so.
    """
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
    if minutes:
        parts.append(f"{minutes:,} min")
    if entry.entry.live:
        parts.append(f"{LIVE} live page")
    if entry.entry.pinned:
        parts.append(f"{PINNED} pinned")
    if entry.starred:
        parts.append(STARRED)
    return Para(" · ".join(parts), "faint", dyes)


def _place(quote: Quote, text: Body, top: int) -> tuple[int, int]:
    if quote.part is Part.TITLE:
        return 0, quote.start
    para, offset = text.place(quote.start)
    return para + top, offset


def _attached(article: Article) -> list[Para]:
    """The files that the feed attaches: what they are, how large, from where."""
    paras: list[Para] = []
    known = {link.url: link.number for link in article.links}
    for file in article.entry.entry.enclosures[:_MOST_FILES]:
        kind, _, form = clean_line(file.type or "", _SHORT).lower().partition("/")
        words = [_FILES.get(kind, "file") + (f" ({form})" if form else ""), played(file.duration), size(file.length)]
        words.append(shown_host(file.url))
        number = f"\u00a0[{known[file.url]}]" if file.url in known else ""
        text = " · ".join(word for word in words if word) + number
        dyes = (Dye(len(text) - len(number) + 1, len(text), "", "primary", link=file.url),) if number else ()
        paras.append(Para(text, "read", dyes, f"{_SIGNS.get(kind, '⎙')} ", "  "))
    return [_GAP, *paras] if paras else []


def played(seconds: int | None) -> str:
    """How long something plays: ``45 s``, ``38 min``, ``1 h 5 min``; empty if it is not known."""
    if seconds is None or seconds < 60:
        return f"{seconds} s" if seconds else ""
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


def size(length: int | None) -> str:
    """Bytes as people read them: ``12.3 MB``; empty if they are not known."""
    if not length or length < 0:
        return ""
    amount = float(length)
    for unit in ("B", "kB", "MB"):
        if amount < 999.5:
            return f"{amount:.3g} {unit}"
        amount /= 1000
    return f"{amount:,.3g} GB"


def _links(article: Article) -> list[Para]:
    links = article.links[:MOST_LINKS]
    if not links:
        return []
    paras = [_GAP, section("Links")]
    width = len(str(links[-1].number)) + 2
    for link in links:
        first = f"[{link.number}]".rjust(width) + " "
        words, address = clean_line(link.text, _SHORT), clean_line(link.url, _LONG)
        text = f"{words}  {address}" if words and words != address else address
        dyes = (Dye(0, len(text) - len(address), "", "read"), Dye(0, len(text), link=link.url))
        paras.append(Para(text, "faint", dyes, first, " " * len(first), "primary"))
    if len(article.links) > len(links):
        paras.append(Para(f"and {len(article.links) - len(links):,} more", "faint"))
    return paras


def _marks_of(source: str, quote: Quote) -> tuple[str, str]:
    start, _ = with_marks(source, quote.segments[0])
    _, end = with_marks(source, quote.segments[-1])
    opened, closed = source[start : quote.start], source[quote.end : end]
    return (opened or "“", closed or "”") if (opened or closed) else ("“", "”")
