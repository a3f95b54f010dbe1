"""The second stage of an entry: its plain text, its language, its quotations."""

from __future__ import annotations

from livetui.model.digest import source_digest
from livetui.model.entry import CachedEntry, Enrichment
from livetui.text.blocks import read_body
from livetui.text.language import guess
from livetui.text.quotes import find_entry_quotes


def enrich_entry(cached: CachedEntry) -> Enrichment:
    """What is found in an entry. A language that its feed states is believed, else it is guessed from the text."""
    entry = cached.entry
    text = read_body(entry.body, entry.body_kind, entry.url or cached.feed_url).text
    lang = entry.lang or guess(f"{entry.title or ''}\n{text}")
    quotes = find_entry_quotes(entry.title, text, lang)
    return Enrichment(cached.number, source_digest(entry), text, lang, tuple(quotes))
