"""An entry made ready to be read: its words in blocks, with the quotations found in them."""

from __future__ import annotations

from dataclasses import dataclass

from livetui.model.entry import CachedEntry, Revision
from livetui.model.quote import Quote
from livetui.text.document import Document
from livetui.text.rules import RULES


@dataclass(frozen=True, slots=True)
class Article:
    """What the detail pane shows of one entry."""

    entry: CachedEntry
    document: Document
    """The body in blocks; the offsets of quotes count in its text."""
    quotes: tuple[Quote, ...] = ()
    revisions: tuple[Revision, ...] = ()
    """Oldest first; the last one is what `document` shows."""


def make_article(entry: CachedEntry, revisions: tuple[Revision, ...] = ()) -> Article:
    """Read the body of an entry; quotations that wait for the second stage, or for newer rules, are found at once."""
    # The parser and the tables come with the first article that is opened, after the first paint.
    from livetui.text.blocks import read_body

    document = read_body(entry.entry.body, entry.entry.body_kind, entry.entry.url or entry.feed_url)
    if entry.enriched == RULES and entry.text == document.text:
        return Article(entry, document, entry.quotes, revisions)
    from livetui.text.quotes import find_entry_quotes

    return Article(entry, document, find_entry_quotes(entry.entry.title, document.text, entry.entry.lang), revisions)
