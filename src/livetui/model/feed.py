"""Feeds: what the user asks to follow, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedKind(StrEnum):
    """What an address turned out to be."""

    FEED = "feed"
    LIVE = "live"


class FeedStatus(StrEnum):
    """How the last poll of a feed ended."""

    NEW = "new"
    """Never polled."""
    OK = "ok"
    ERROR = "error"
    GONE = "gone"
    """The server said 410: not polled again until the user asks."""


class Why(StrEnum):
    """What decided when a feed is polled next."""

    WISH = "wish"
    """The user's own interval."""
    CHANGED = "changed"
    """It brought something: sooner than last time."""
    QUIET = "quiet"
    """It brought nothing: later than last time."""
    ASKED = "asked"
    """The feed or its server asks not to be polled more often."""
    LIVE = "live"
    OVER = "over"
    """A live page whose coverage has ended, or has been silent for long."""
    BACKOFF = "backoff"
    """Failures in a row."""
    RETRY_AFTER = "retry-after"
    """The server named the time itself."""
    OFFLINE = "offline"
    GONE = "gone"


class Split(StrEnum):
    """Whether an entry whose body is a list of headed updates is taken apart into posts."""

    AUTO = "auto"
    """Only an entry that announces a live page."""
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed as the user's `feeds.toml` names it."""

    url: str
    """The address as added: http(s) URL or absolute path of a local file. The feed's name in all JSON."""
    title: str | None = None
    """The user's own title; None: as the feed states it."""
    folder: str | None = None
    """The folder it is shown in; None: at the top."""
    every: int | None = None
    """Seconds between polls wished by the user; None: the schedule decides."""
    split: Split = Split.AUTO
    """Whether entries that are lists of updates are taken apart into posts."""
    paused: bool = False
    """Not polled until the user goes on with it; its entries stay."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again with, kept byte for byte (RFC 9110 §8.8)."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    """SHA-256 of the last body, hex: an answer of the same bytes is no change."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the answers of a feed's server cost so far."""

    last: int | None = None
    """Bytes of the last body on the wire; None before the first."""
    total: int = 0
    """Bytes of all bodies on the wire."""
    answers: int = 0
    """Good answers."""
    spared: int = 0
    """Those of them that only said that nothing has changed (304)."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed as the store keeps it: the subscription and what the polls brought."""

    number: int
    """The store's own number."""
    url: str
    """The address as added."""
    title: str
    """The user's title, else the stated one, else the host or file name; never empty."""
    own_title: str | None = None
    """The user's own title."""
    folder: str | None = None
    every: int | None = None
    """Seconds between polls wished by the user."""
    followed: bool = True
    """False: no longer (or only for this run) subscribed; kept for its entries."""
    kind: FeedKind = FeedKind.FEED
    strategy: str | None = None
    """How its entries are found ("rss20", "atom10", "json", …), None before the first good poll."""
    lang: str | None = None
    """BCP 47 tag as the feed states it."""
    site: str | None = None
    """Address of the site the feed belongs to."""
    entries: int = 0
    """Entries kept (hidden ones included)."""
    unread: int = 0
    """Entries neither read nor hidden."""
    last_poll: datetime | None = None
    """When the last poll ended, whatever it brought; UTC."""
    next_poll: datetime | None = None
    """When it is due; UTC; None: at once, or never if GONE."""
    interval: int | None = None
    """Seconds between polls as last decided."""
    status: FeedStatus = FeedStatus.NEW
    error: str | None = None
    """Why the last poll failed, one clean line; None if it did not."""
    failures: int = 0
    """Failed polls in a row."""
    validators: Validators = Validators()
    remark: str | None = None
    """What the last good poll could not read ("read in part: …"), one clean line; None if it read all."""
    reader: str | None = None
    """Strategy and version of the rules that read it last; with other rules the same bytes may say something else."""
    split: Split = Split.AUTO
    """Whether entries that are lists of updates are taken apart into posts."""
    ends: datetime | None = None
    """When the coverage of a live page ends, as it states; UTC."""
    last_change: datetime | None = None
    """When a poll last brought something; UTC."""
    increment: str | None = None
    """Address that tells whether a live page has new posts; empty: asked once, and of no use; None: none known."""
    since_whole: int = 0
    """Polls in a row that asked `increment` alone, not the whole page."""
    paused: bool = False
    """Not polled on schedule until the user goes on with it."""
    why: Why | None = None
    """What decided `next_poll`; None before the first poll."""
    traffic: Traffic = Traffic()
    moved: str | None = None
    """Where the server says the address has moved for good; None: nowhere."""
    hub: str | None = None
    """Address of the hub that would announce its news (WebSub), as the feed names it."""

    @property
    def subscription(self) -> Subscription:
        """How the user's list names it."""
        return Subscription(self.url, self.own_title, self.folder, self.every, self.split, self.paused)
