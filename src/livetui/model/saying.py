"""Quotations across the cache: where each stands, who else carries the same words, how often a speaker was quoted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from livetui.model.quote import Quote


@dataclass(frozen=True, slots=True)
class Carried:
    """The same words in another entry (5-word shingles, containment of at least 0.8)."""

    number: int
    """The number of that entry."""
    place: int
    """The place of the quote among those of that entry."""
    source: str
    """The title of the feed it stands in."""
    at: datetime
    """When that entry was published, else first seen; UTC."""
    speaker: str | None
    """Who said it, as that entry has it."""
    text: str
    """The words, as that entry has them."""
    other_words: bool = False
    """Does the wording differ, marks, case and space apart?"""
    other_speaker: bool = False
    """Do both name a speaker, and not the same?"""


@dataclass(frozen=True, slots=True)
class Saying:
    """A quotation as the cache holds it: the words, who said them, and where they stand."""

    number: int
    """The number of the entry."""
    place: int
    """The place of the quote among those of the entry."""
    quote: Quote
    feed_url: str
    source: str
    """The title of the feed."""
    title: str
    """The headline of the entry."""
    url: str | None
    """The address of the entry's page."""
    at: datetime
    """When the entry was published, else first seen; UTC."""
    also: tuple[Carried, ...] = ()
    """The same words in other entries, the oldest first."""


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker and how often the cache quotes them; names that stand for the same person are one."""

    name: str
    """The longest form of the name met."""
    role: str | None
    """The role given last."""
    quotes: int
    """Quotations, the same words in several entries counted once."""
    latest: datetime
    """When they were quoted last; UTC."""
