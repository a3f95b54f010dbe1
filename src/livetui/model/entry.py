"""Entries: as a feed states them, as a line of the timeline, as the cache keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from livetui.model.quote import Quote

SEQUENCE_BITS = 20
"""An entry's number is its second in time shifted by so many bits, plus a running number (docs/performance.md)."""


class BodyKind(StrEnum):
    """What `Entry.body` is written in."""

    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that a feed attaches to an entry (audio, image, …)."""

    url: str
    type: str | None = None
    """Media type as stated."""
    length: int | None = None
    """Bytes as stated."""
    duration: int | None = None
    """Seconds that it plays, as stated."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One published thing as its feed states it: cleaned of controls, times in UTC, HTML not yet read."""

    id: str
    """As the feed states it, else a digest of what tells it from the others, its link first; unique in its feed."""
    url: str | None = None
    """An http(s) address, None if there is none that is safe to keep."""
    title: str | None = None
    """Plain text on one line, None if none."""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str | None = None
    """BCP 47 tag as stated for the entry, else for its feed."""
    body: str = ""
    """Full content before summary, in `body_kind`."""
    body_kind: BodyKind = BodyKind.HTML
    enclosures: tuple[Enclosure, ...] = ()
    live: bool = False
    """A post of a live page."""
    pinned: bool = False
    guessed: bool = False
    """`published` is made of a clock and the date of the page, which shows no more."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What one line of the timeline shows of a cached entry."""

    number: int
    """The store's own number; follows time (`moment`)."""
    feed: int
    """Number of its feed."""
    source: str
    """Title of its feed."""
    title: str
    """The title, else the first words of the text; never empty."""
    published: datetime | None
    read: bool
    starred: bool
    hidden: bool = False
    live: bool = False
    pinned: bool = False
    withdrawn: bool = False
    revisions: int = 0
    """How often it changed since it was first seen, trivial edits left out."""
    quotes: int = 0
    """Quotations found in it."""
    lead: Quote | None = None
    """The quotation for the second line of the comfortable density (`model.quote.lead`)."""
    url: str | None = None
    figure: tuple[str, str] | None = None
    """The number that its last revision changed, as it was and as it is; None: it changed none."""
    guessed: bool = False
    """Where it stands is a guess: its time is made of a clock alone, or is that of our first sight of it."""
    alert: bool = False
    """A topic told of it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The words of an entry as they stood from one moment on."""

    index: int
    """0 for the text first seen, then 1, 2, …"""
    seen_at: datetime
    title: str | None
    body: str
    body_kind: BodyKind
    trivial: bool = False
    """It differs from the one before in white space, quote style or clock lines only: not shown as a change."""


@dataclass(frozen=True, slots=True)
class CachedEntry:
    """An entry as the cache keeps it, with what only the cache knows."""

    number: int
    """The store's own number."""
    feed: int
    """Number of its feed."""
    feed_url: str
    """Address of its feed as added."""
    source: str
    """Title of its feed."""
    entry: Entry
    """As last stated."""
    seen_at: datetime
    """Our first sight of it."""
    changed_at: datetime | None = None
    """When its last revision was seen, trivial edits left out."""
    read: bool = False
    starred: bool = False
    hidden: bool = False
    withdrawn: bool = False
    withdrawn_at: datetime | None = None
    """When it was found to be withdrawn; None: it is not."""
    revisions: int = 0
    """How often it changed since it was first seen, trivial edits left out."""
    figure: tuple[str, str] | None = None
    """The number that its last revision changed, as it was and as it is; None: it changed none."""
    enriched: int = 0
    """Version of the rules that read `text` and `quotes` from it; 0: not yet."""
    text: str = ""
    """Plain text without the title; offsets of quotes count in it."""
    quotes: tuple[Quote, ...] = ()
    lang: str | None = None
    """BCP 47 tag as stated, else as the enrichment found it; None while neither is known."""
    folder: str | None = None
    """The folder of its feed."""
    feed_failed: bool = False
    """The last poll of its feed failed."""
    followed: bool = False
    """The page that it leads to is followed itself."""
    new: bool = False
    """It came, changed or was withdrawn since the reader was last left."""


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What the second stage finds in an entry."""

    number: int
    """The entry's number in the store."""
    digest: str
    """`source_digest` of the entry the work was done on: a result for a body that has changed since is dropped."""
    text: str
    lang: str | None
    quotes: tuple[Quote, ...] = ()


def moment(number: int) -> datetime:
    """The time by which an entry stands on the timeline: published, at most first seen (UTC)."""
    return datetime.fromtimestamp(number >> SEQUENCE_BITS, UTC)


def first_number(second: int) -> int:
    """The lowest number an entry of that second (POSIX time) can have."""
    return second << SEQUENCE_BITS


class Flag(StrEnum):
    """What a reader can set on an entry."""

    READ = "read"
    STARRED = "starred"
    HIDDEN = "hidden"
