"""An entry made ready to be read: its words in blocks, with the quotations found in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from livetui.model.entry import CachedEntry, Revision
from livetui.model.quote import Part, Quote
from livetui.text.document import Document, Link

_WORDS_A_MINUTE = 230
_FEW_WORDS = 120
_LONGEST_WORD = 20
"""Characters a word has on the average at most."""


@dataclass(frozen=True, slots=True)
class Article:
    """What the detail pane shows of one entry."""

    entry: CachedEntry
    document: Document
    """The body in blocks; the offsets of quotes count in its text."""
    quotes: tuple[Quote, ...] = ()
    revisions: tuple[Revision, ...] = ()
    """Oldest first; the last one is what `document` shows."""

    @property
    def links(self) -> tuple[Link, ...]:
        """What the entry leads to: the links of its text, then the files attached to it."""
        links = self.document.links
        known = {link.url for link in links}
        files = [file for file in self.entry.entry.enclosures if file.url not in known]
        numbered = enumerate(files, len(links) + 1)
        return (*links, *(Link(number, file.url, file.type or "file") for number, file in numbered))

    @property
    def minutes(self) -> int:
        """How long reading the text takes, 0 for a few lines."""
        text = self.document.text
        words = text.count(" ") + text.count("\n")
        if words * _LONGEST_WORD < len(text):  # a script without blanks between words
            words = len(text) // 2
        return max(1, round(words / _WORDS_A_MINUTE)) if words >= _FEW_WORDS else 0


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one revision as a reader sees them."""

    index: int
    """0 for the text first seen, then 1, 2, …"""
    seen_at: datetime
    """From when on it was seen, UTC."""
    title: str | None
    text: str
    """Plain text without the title, as that of an entry."""
    trivial: bool
    """It says the same as the one before."""


def wording_of(revision: Revision, entry: CachedEntry) -> Wording:
    """Read the words of a revision of an entry."""
    from livetui.text.blocks import read_body

    document = read_body(revision.body, revision.body_kind, entry.entry.url or entry.feed_url)
    return Wording(revision.index, revision.seen_at, revision.title, document.text, revision.trivial)


def make_article(entry: CachedEntry, revisions: tuple[Revision, ...] = ()) -> Article:
    """Read the body of an entry. Its quotations come from the second stage, which works where it can be stopped."""
    # The parser comes with the first article that is opened, after the first paint.
    from livetui.text.blocks import read_body

    document = read_body(entry.entry.body, entry.entry.body_kind, entry.entry.url or entry.feed_url)
    # Until the second stage has seen these words, the offsets of quotations kept count in other ones.
    same = entry.text == document.text
    quotes = tuple(quote for quote in entry.quotes if same or quote.part is Part.TITLE)
    return Article(entry, document, quotes, revisions)
