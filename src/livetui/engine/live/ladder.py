"""The ladder: which of the ways of writing a live page a page goes, and whether it is one at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from livetui.engine import fields
from livetui.engine.live import embeds, gate, headings, keys, listed, merge, siblings
from livetui.engine.live.body import fill_body
from livetui.engine.live.clock import resolve
from livetui.engine.live.clocks import take_clocks
from livetui.engine.live.draft import Draft
from livetui.engine.live.jsonld import LinkedData, read_jsonld, script_texts
from livetui.engine.live.page import Page, read_page
from livetui.engine.live.tree import head_tree, jsonld_spans, page_source, page_tree
from livetui.model.entry import BodyKind, Entry
from livetui.text.clean import LIMITS

CLOSE = timedelta(hours=24)
"""Of a live page at least two posts are no further apart."""
MANY = 150
"""From so many posts on, JSON-LD that says all of each is not checked against the elements."""
GROUPS = 4
"""Groups of elements that are tried."""


_ANCHOR = re.compile(r"[\w.-]{0,200}", re.ASCII)
_PINNED = re.compile(rb"pinned")
_LETTER = re.compile(r"(?:^|>)[^<>]*?[^\W\d_]")


@dataclass(frozen=True, slots=True)
class LivePage:
    """A live page read, or why it is none."""

    entries: tuple[Entry, ...] = ()
    """Empty if it is no live page."""
    strategy: str = ""
    title: str | None = None
    site: str | None = None
    lang: str | None = None
    ends: datetime | None = None
    notes: tuple[str, ...] = ()
    why: str = ""
    """What was found where there is nothing to follow; empty for a page that is nothing special."""


def read_live(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    now: datetime | None = None,
    modified: datetime | None = None,
) -> LivePage:
    """The posts of a live page.

    Args:
        url: where it was found.
        content_type: as its server says.
        now: when it was retrieved.
        modified: as its server says (``Last-Modified``).
    """
    source = page_source(body, content_type)
    if (live := _read_stated(source, url, now, modified)) is not None:
        return live
    tree = page_tree(source)
    if tree is None:
        return LivePage()
    page = read_page(tree, url, now, modified)
    data = read_jsonld(script_texts(tree), page.zone)
    _adopt(page, data)
    strategy, posts, why = _climb(tree, page, data)
    if not posts:
        return LivePage(why=why or _why_none(tree, data, page))
    return _live_page(strategy, posts, page, data)


def _read_stated(source: bytes, url: str, now: datetime | None, modified: datetime | None) -> LivePage | None:
    """The posts of a page whose JSON-LD says all of so many that comparing it with the elements would take too long."""
    spans = jsonld_spans(source)
    if sum(source.count(b"datePublished", *span) for span in spans) < MANY or _pins(source, spans):
        return None
    head = head_tree(source, spans)
    if head is None:
        return None
    page = read_page(head, url, now, modified)
    whole = memoryview(source)
    data = read_jsonld([str(whole[begin:end], "utf-8", "replace") for begin, end in spans], page.zone)
    _adopt(page, data)
    posts = merge.join_postings(data.postings, page)
    if len(posts) < MANY or not merge.is_complete(posts):
        return None
    posts = _ready(posts, page)
    return _live_page("json-ld", posts, page, data) if _is_live(posts) else None


def _pins(source: bytes, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether anything outside of some spans is called pinned, which JSON-LD does not tell."""
    begins = (0, *(end for _, end in spans))
    ends = (*(begin for begin, _ in spans), len(source))
    return any(_PINNED.search(source, begin, end) for begin, end in zip(begins, ends, strict=True))


def _live_page(strategy: str, posts: Sequence[Draft], page: Page, data: LinkedData) -> LivePage:
    notes = [f"{data.broken} of the page's JSON-LD blocks can't be read"] if data.broken else []
    entries, cut = _entries(posts, page)
    if cut:
        notes.append(f"the text of {cut} of the posts was cut at {LIMITS.BODY} characters")
    return LivePage(entries, strategy, page.title, page.canonical or page.base, page.lang, page.ends, tuple(notes))


def _adopt(page: Page, data: LinkedData) -> None:
    """Facts of the page that its JSON-LD states."""
    for posting in data.postings:
        page.announced = True
        page.zone = page.zone or posting.zone
        page.published = page.published or posting.published
        page.modified = page.modified or posting.modified
        page.ends = page.ends or posting.ends
        if posting.headline:
            page.titles.add(posting.headline)
            page.title = page.title or posting.headline


def _climb(tree: LexborHTMLParser, page: Page, data: LinkedData) -> tuple[str, list[Draft], str]:
    """Strategy and posts of the first rung that holds; why none does."""
    posts = merge.join_postings(data.postings, page)
    why = ""
    if len(posts) > 1:
        posts = _ready(merge.check(posts, _shown(tree, page)), page)
        if _is_live(posts):
            return "json-ld", posts, ""
        why = "it states updates, but not two dated within a day of each other"
    for strategy, found in _marked(tree, page):
        ready = _ready(found, page)
        marked = strategy != "h-feed" or gate.may_be_live(ready, page, marked=True)
        if len(ready) > 1 and marked and _is_live(ready):
            return strategy, ready, ""
    for strategy, read in _told_apart(tree) if page.announced or page.hints else ():
        ready = _ready(read(page), page)
        if len(ready) > 1 and _is_live(ready) and gate.may_be_live(ready, page):
            return strategy, ready, ""
    return "", [], why


def _told_apart(tree: LexborHTMLParser) -> Iterator[tuple[str, Callable[[Page], list[Draft]]]]:
    """The ways of a page that marks no posts, but shows them apart; each is looked for only once it is tried."""
    for group in siblings.find_groups(tree)[:GROUPS]:
        yield "siblings", partial(siblings.read_group, group)
    yield "headings", lambda page: headings.read_headings(tree, page.zones()[0])
    for group in siblings.find_groups(tree, bare=True)[:1]:
        yield "siblings", partial(siblings.read_group, group)
    yield "text", lambda _: headings.read_text(tree)


def _marked(tree: LexborHTMLParser, page: Page) -> list[tuple[str, list[Draft]]]:
    found = [("microdata", listed.read_microdata(tree, page)), ("amp", listed.read_amp(tree, page))]
    return [*found, ("h-feed", listed.read_hfeed(tree, page))]


def _shown(tree: LexborHTMLParser, page: Page) -> Iterator[list[Draft]]:
    """The posts as the page's elements may show them, way by way."""
    for _, posts in _marked(tree, page):
        if len(posts) > 1:
            yield merge.distinct(posts)
    for group in siblings.find_groups(tree)[:GROUPS]:
        yield merge.distinct(siblings.read_group(group, page))


def _ready(posts: Sequence[Draft], page: Page) -> list[Draft]:
    """The posts with what they show read and told apart: texts, clocks taken off, times resolved; doubles gone."""
    for post in posts:
        if post.node is not None and not post.body:
            fill_body(post)
    kept = [post for post in posts if (post.title or _has_words(post.body)) and not _is_page(post, page)]
    take_clocks(kept)
    kept = merge.distinct(kept)
    merge.believe(kept, page)
    if 2 * sum(post.pinned for post in kept) > len(kept) > 2:
        for post in kept:
            post.pinned = False  # said of the page, not of its posts
    _mend_zone(kept, page)
    _date(kept, page)
    return merge.without_far(kept)


def _has_words(body: str) -> bool:
    return bool(body) and (_LETTER.search(body) is not None or "<img" in body or "<video" in body)


def _is_page(post: Draft, page: Page) -> bool:
    """Whether what looks like a post is the head of the page itself."""
    return post.title in page.titles and post.title is not None and not _has_words(post.body)


def _mend_zone(posts: Sequence[Draft], page: Page) -> None:
    """Undo a false Z: times that say UTC, show the same clock, and lie after the page's own last change."""
    last = page.modified or page.now
    if page.zone is None or last is None:
        return
    dated = [post for post in posts if post.published is not None and post.clock is not None]
    same = [post for post in dated if _minutes(post) == (post.clock.minutes if post.clock else -1)]
    ahead = max((post.published for post in same if post.published), default=last) - last
    offset = last.astimezone(page.zone).utcoffset() or timedelta(0)
    if len(same) > 1 and 2 * len(same) > len(posts) and timedelta(minutes=10) < ahead <= offset + timedelta(minutes=10):
        for post in same:
            if post.published is not None:
                post.published -= offset


def _minutes(post: Draft) -> int:
    return post.published.hour * 60 + post.published.minute if post.published is not None else -2


def _date(posts: Sequence[Draft], page: Page) -> None:
    """Give those that show only a clock a date, if the page gives one to start from."""
    waiting = [post for post in posts if post.published is None and post.clock is not None]
    if not waiting or page.reference is None:
        return
    running = [post for post in waiting if not post.pinned]
    for some in (running, [post for post in waiting if post.pinned]):
        moments = resolve([post.clock for post in some], page.reference, page.zones())
        for post, moment in zip(some, moments, strict=True):
            if moment is not None:
                post.published, post.guessed = moment, True


def _is_live(posts: Sequence[Draft]) -> bool:
    """Whether two posts lie within a day of each other, or show only a clock or how long ago they were written."""
    dates = sorted(post.published for post in posts if post.published)
    near = any(after - before <= CLOSE for before, after in pairwise(dates))
    return near or (len(dates) < 2 and sum(post.clock is not None or post.relative for post in posts) > 1)


def _why_none(tree: LexborHTMLParser, data: LinkedData, page: Page) -> str:
    vendor = embeds.script_vendor(tree)
    if vendor is not None and (page.announced or page.hints or data.postings):
        return f"its posts are brought by a script ({vendor}), so they can only be read in a browser: open it there"
    if data.postings:
        return (
            "it calls itself a live page, but holds no posts"
            " (it may not have begun, or a script brings them: open it in a browser)"
        )
    if page.announced:
        return "it looks like a live page, but no posts can be told in it: open it in a browser"
    return ""


def _address(stated: str | None, page: str | None, known: dict[str, str | None]) -> str | None:
    """The address of a post, else of its page. Args: known: what was found out of addresses without their ends."""
    if not stated:
        return page
    start, sign, anchor = stated.partition("#")
    if not _ANCHOR.fullmatch(anchor):
        return fields.link(stated, page) or page
    if start not in known:
        safe = fields.link(start, page) if start else page
        known[start] = safe and safe.partition("#")[0]
    return f"{known[start]}{sign}{anchor}" if known[start] else page


def _entries(posts: Sequence[Draft], page: Page) -> tuple[tuple[Entry, ...], int]:
    found, cut = [], 0
    known: dict[str, str | None] = {}
    authors: dict[tuple[str, ...], tuple[str, ...]] = {}
    own = page.canonical or page.base
    for post, key in zip(posts, keys.settle(posts), strict=True):
        if post.authors not in authors:
            authors[post.authors] = fields.distinct(post.authors, fields.MAX_AUTHORS)
        body, shortened = fields.body_text(post.body)
        cut += shortened
        kind = BodyKind.HTML if post.html else BodyKind.TEXT
        url, by = _address(post.url, own, known), authors[post.authors]
        at, edited, pinned, guessed = post.published, post.updated, post.pinned, post.guessed
        # By position, since names would make it half as slow again: tags and enclosures are empty, and it is live.
        found.append(Entry(key, url, post.title, at, edited, by, (), page.lang, body, kind, (), True, pinned, guessed))
    return tuple(found), cut
