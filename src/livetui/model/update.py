"""The outcome of a poll, and what the engine tells of its work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from livetui.model.alert import Alert
from livetui.model.entry import Entry
from livetui.model.feed import FeedKind, Validators, Why
from livetui.model.shown import Shown


class PollStatus(StrEnum):
    """How one poll ended."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What the bytes of a feed say."""

    entries: tuple[Entry, ...]
    """In the order of the feed, ids unique."""
    title: str | None = None
    site: str | None = None
    lang: str | None = None
    kind: FeedKind = FeedKind.FEED
    strategy: str = ""
    """Format found: "rss20", "atom10", "rss10", "cdf", "json", "text", …"""
    ttl: int | None = None
    """Seconds that the feed asks to be left alone (``ttl``, ``sy:updatePeriod``), None if it says nothing."""
    notes: tuple[str, ...] = ()
    """What was wrong but could be read all the same; one clean line each (a cut feed, a wrong encoding, …)."""
    ends: datetime | None = None
    """When the coverage of a live page ends, as it states; UTC."""
    deleted: tuple[str, ...] = ()
    """Ids of entries that the feed says are deleted (RFC 6721)."""
    hub: str | None = None
    """Address of the hub that announces its news (WebSub)."""


@dataclass(frozen=True, slots=True)
class Change:
    """An entry already known whose words or facts are stated otherwise now."""

    number: int
    """The store's number of the entry."""
    entry: Entry
    revision: bool
    """True: its words changed, it gains a revision; False: only facts (tags, dates, markup) are brought up to date."""
    trivial_after: str | None = None
    """`content_digest` of the words from which the edit is trivial (`text.trivial`); None: it is not."""
    figure: tuple[str, str] | None = None
    """The number that changed, as it was and as it is; None: none did."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time of which a feed may have published more than it showed us."""

    feed: int
    """Number of the feed."""
    since: datetime
    """Time of the newest entry that was known."""
    until: datetime
    """Time of the oldest entry that was found then."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a good answer of a server leaves with its feed besides what it said."""

    received: int
    """Bytes of the body on the wire."""
    spared: bool
    """It only said that nothing has changed."""
    moved: str | None
    """Where the address has moved for good."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a poll leaves with its feed, whether it went well or not."""

    last_poll: datetime
    next_poll: datetime | None
    interval: int | None
    status: str
    """A `FeedStatus`."""
    error: str | None = None
    """Why the poll failed, one clean line; None if it did not."""
    failures: int = 0
    validators: Validators | None = None
    """None: keep the ones that are stored."""
    title: str | None = None
    """As stated; None: keep."""
    site: str | None = None
    lang: str | None = None
    kind: FeedKind | None = None
    strategy: str | None = None
    remark: str | None = None
    """What could not be read of it, one clean line. Replaces the one that is stored, also with None."""
    reader: str | None = None
    """Strategy and version of the rules that read it; None: keep."""
    ends: datetime | None = None
    """When the coverage of a live page ends; None: keep."""
    last_change: datetime | None = None
    """When a poll last brought something; None: keep."""
    increment: str | None = None
    """Address that tells whether a live page has new posts; None: keep."""
    since_whole: int = 0
    """Polls in a row that asked only that address."""
    why: Why | None = None
    """What decided `next_poll`."""
    answered: Answered | None = None
    """None: no answer, or not of the feed itself; what is stored stays."""
    hub: str | None = None
    """Address of its hub, empty: it names none; None: keep."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one poll writes, decided without touching anything."""

    new: tuple[Entry, ...] = ()
    """In the order of the feed."""
    changed: tuple[Change, ...] = ()
    withdrawn: tuple[int, ...] = ()
    """Numbers of entries to mark as withdrawn."""
    shown: Shown | None = None
    """What is kept of a live page for the next poll; None: keep what is there."""
    gap: Gap | None = None
    refused: str | None = None
    """Why the page is not believed, in words for the user: nothing of it is written. None: it is."""


@dataclass(frozen=True, slots=True)
class Update:
    """The outcome of one poll."""

    feed: str
    """Address of the feed as added."""
    number: int
    """The store's number of the feed."""
    status: PollStatus
    new: tuple[int, ...] = ()
    """Numbers of the entries that arrived."""
    changed: tuple[int, ...] = ()
    """Numbers of the entries that gained a revision."""
    withdrawn: tuple[int, ...] = ()
    error: str | None = None
    """Why it failed, one clean line; None if it did not."""
    ms: int = 0
    """Milliseconds from the start of the poll to its end."""
    amended: tuple[int, ...] = ()
    """Numbers of the entries brought up to date without a revision that is shown, or back after a withdrawal."""
    gap: Gap | None = None
    """What the feed may have published since the last poll without our seeing it."""


@dataclass(frozen=True, slots=True)
class Enriched:
    """Entries whose second stage has been stored."""

    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """The state of the polling, for a status line."""

    online: bool
    """False when told to stay offline, or when every recent poll failed for want of a network."""
    polls: bool
    """False when another livetui on the same cache does the polling, or when told to stay offline."""
    running: int
    """Polls under way."""
    feeds: int
    """Feeds followed."""
    failing: int
    """Of them, those whose last poll failed."""
    next_poll: datetime | None
    """When the next feed is due, UTC."""


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The cache changed at large, by another livetui or a rule of what is muted: what is shown is to be read again."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should be told while the program runs."""

    text: str
    """One line."""


@dataclass(frozen=True, slots=True)
class Following:
    """The list of feeds changed: some are followed that were not, or the other way round."""


@dataclass(frozen=True, slots=True)
class TopicsChanged:
    """The topics are others now, or have other filters."""


@dataclass(frozen=True, slots=True)
class HighlightsChanged:
    """Other words are to be drawn otherwise."""


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """How many entries topics hold; told whenever a number changed."""

    unread: Mapping[str, int]
    """Entries of each topic that are neither read nor hidden, by its name."""
    new: int
    """Entries that came, changed or were withdrawn since the reader was last left (``is:new``), hidden ones aside."""


@dataclass(frozen=True, slots=True)
class Alerted:
    """A topic that asks for it has arrivals; told once, by one process of those on the same cache."""

    alert: Alert


Event = (
    Update
    | Enriched
    | Activity
    | Reloaded
    | Notice
    | Following
    | TopicsChanged
    | HighlightsChanged
    | TopicCounts
    | Alerted
)
"""What the engine tells a listener, in the order it happens."""
