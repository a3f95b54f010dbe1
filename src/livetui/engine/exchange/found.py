"""What a file of another reader holds, before anything is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from livetui.config import Duration
from livetui.errors import LivetuiError
from livetui.model.feed import Subscription

MOST_FEEDS = 5000
"""Feeds that one import may bring."""
LARGEST = 10 << 20
"""Bytes that a file to import may have."""


class Form(StrEnum):
    """The kinds of file that can be imported."""

    OPML = "opml"
    NEWSBOAT = "newsboat"
    """Newsboat's `urls`, or any list with an address on each line."""
    NEWSBOAT_CONFIG = "newsboat-config"
    NEWSRAFT = "newsraft"
    SFEED = "sfeed"
    TOML = "toml"
    """Our own `feeds.toml`."""


class ListError(LivetuiError):
    """A file can't be imported at all."""


@dataclass(frozen=True, slots=True)
class Left:
    """One thing in a file that is not taken over."""

    line: int | None
    """Where it stands, from 1; None if lines mean nothing there."""
    text: str
    """What stands there, as the user may see it: no passwords."""
    reason: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A rule, or a key, for `config.toml`."""

    table: str
    """The list of tables it belongs to: "topics", "highlights" or "mute"; or "keys.also" or "keys.unbind"."""
    values: tuple[tuple[str, str], ...]
    """Keys and values of its table; a command and one more key for it, or "unbind" and the key."""
    line: int
    """Where it stood, from 1."""
    text: str
    """As it was written there."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds that can be taken over, and what can't."""

    form: Form
    feeds: tuple[Subscription, ...] = ()
    wishes: tuple[Wish, ...] = ()
    every: Duration | None = None
    """Time between two polls that the file sets for all feeds."""
    left: tuple[Left, ...] = ()
