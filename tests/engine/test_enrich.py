"""The second stage of one entry."""

from __future__ import annotations

from livetui.engine.crude import crude_enrichment
from livetui.engine.enrich import enrich_entry
from livetui.model.digest import source_digest
from livetui.model.entry import CachedEntry, Entry
from storekit import NOW, URL

FRENCH = "<p>Le ministre a déclaré que les négociations reprendront lundi dans la capitale, avec tous les partis.</p>"


def cached(stated: str | None, found: str | None) -> CachedEntry:
    """A French entry that states this language and in which an earlier stage found that one."""
    return CachedEntry(1, 1, URL, "Source", Entry("a", lang=stated, body=FRENCH), NOW, lang=found)


def test_a_language_is_guessed_anew_where_none_is_stated() -> None:
    """An earlier guess binds nobody; what a feed states is believed."""
    assert enrich_entry(cached(None, "nl")).lang == "fr"
    assert enrich_entry(cached("de", "de")).lang == "de"
    assert crude_enrichment(cached(None, "nl")).lang is None


def test_a_result_names_what_it_was_read_from() -> None:
    """So that the store can tell whether it still fits."""
    entry = cached(None, None)
    assert enrich_entry(entry).digest == crude_enrichment(entry).digest == source_digest(entry.entry)
