"""Bytes to entries: RSS, RDF, Atom, CDF, JSON Feed and live pages.

Runs in the worker process (`livetui.engine.pool`) for whatever came from outside: a hostile feed may keep a parser busy
for minutes, and only a process can be stopped.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from livetui.engine.autodiscover import autodiscover
from livetui.engine.decoding import decode
from livetui.engine.identity import settle
from livetui.engine.jsonfeed import read_json
from livetui.engine.live.ladder import read_live
from livetui.engine.reader_version import READER
from livetui.engine.sniff import sniff
from livetui.engine.splitting import split_entries
from livetui.engine.textposts import live_text
from livetui.engine.times import EPOCH
from livetui.engine.webpage import FoundFeed, WebPage
from livetui.engine.xmlfeed import read_xml
from livetui.errors import ParseError
from livetui.model.entry import Entry
from livetui.model.feed import FeedKind, Split
from livetui.model.update import ParsedFeed
from livetui.text.clean import LIMITS

__all__ = ["ENTRY_LIMIT", "READER", "FoundFeed", "WebPage", "autodiscover", "parse_bytes", "sniff"]

ENTRY_LIMIT = 2000
"""Entries taken from one poll, the newest."""


def parse_bytes(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    now: datetime | None = None,
    modified: datetime | None = None,
    split: Split = Split.AUTO,
) -> ParsedFeed:
    """What the bytes of a feed or live page say, cleaned and bounded.

    Args:
        url: where they were found, for relative links and for errors.
        content_type: as the server states it; the content decides all the same.
        now: when they were retrieved, for clocks of a live page that states no date.
        modified: when they last changed, as the server says, for the same.
        split: whether entries that are lists of updates are taken apart into posts.

    Raises:
        WebPage: an HTML page, with the feeds it names.
        ParseError: no feed, or one of which nothing can be read.
    """
    kind = sniff(body, url, content_type)
    if not body.strip():
        raise ParseError(url, "empty")
    if kind == "html":
        return _live_page(body, url, content_type, now, modified)
    if kind == "binary":
        raise ParseError(url, "binary data, not a feed")
    if kind == "text":
        return _live_text(body, url, content_type, modified)
    reading = (read_json if kind == "json" else read_xml)(body, url, content_type)
    entries = settle(reading.entries, atom=reading.strategy.startswith("atom"))
    if split is not Split.NEVER:
        entries = split_entries(entries, split)
    notes = reading.notes
    if len(entries) > ENTRY_LIMIT:
        notes.append(f"{len(entries)} entries, of which the newest {ENTRY_LIMIT} are kept")
        entries = _newest(entries)
    if reading.cut:
        notes.append(f"the text of {reading.cut} of the entries was cut at {LIMITS.BODY} characters")
    return ParsedFeed(
        entries=entries,
        title=reading.title,
        site=reading.site,
        lang=reading.lang,
        strategy=reading.strategy,
        ttl=reading.ttl,
        notes=tuple(notes),
        deleted=reading.deleted,
        hub=reading.hub,
    )


def _live_page(
    body: bytes, url: str, content_type: str | None, now: datetime | None, modified: datetime | None
) -> ParsedFeed:
    live = read_live(body, url, content_type=content_type, now=now, modified=modified)
    if not live.entries:
        raise WebPage(url, autodiscover(body, url), live.why)
    notes, entries = list(live.notes), live.entries
    if len(entries) > ENTRY_LIMIT:
        notes.append(f"{len(entries)} posts, of which the newest {ENTRY_LIMIT} are kept")
        entries = _newest(entries)
    return ParsedFeed(
        entries=entries,
        title=live.title,
        site=live.site,
        lang=live.lang,
        kind=FeedKind.LIVE,
        strategy=live.strategy,
        notes=tuple(notes),
        ends=live.ends,
    )


def _live_text(body: bytes, url: str, content_type: str | None, modified: datetime | None) -> ParsedFeed:
    text, note = decode(body, content_type)
    posts = live_text(text, url, modified)
    if not posts:
        raise ParseError(url, "plain text, not a feed")
    entries = tuple(replace(post, body=post.body[: LIMITS.BODY], live=True) for post in posts[:ENTRY_LIMIT])
    return ParsedFeed(entries, kind=FeedKind.LIVE, strategy="text", notes=(note,) if note else ())


def _newest(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The newest, in the order of the feed; of those alike in time the ones that the feed names first."""

    def when(position: int) -> datetime:
        return entries[position].published or EPOCH

    kept = sorted(range(len(entries)), key=when, reverse=True)[:ENTRY_LIMIT]
    return tuple(entries[position] for position in sorted(kept))
