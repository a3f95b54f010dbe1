"""A known entry that is stated otherwise now. Everything here runs inside one transaction of the caller."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from enum import Enum, auto

from livetui.model.digest import content_digest, facts_digest
from livetui.model.entry import Entry
from livetui.model.media import media_of
from livetui.model.update import Change
from livetui.store import index
from livetui.store.index import Indexed
from livetui.store.titles import first_words, shown_title
from livetui.store.values import column, pack, plausible, stamped

KEPT = 100
"""Revisions kept of one entry beside today's words; the first one always is."""


def tell(raw: sqlite3.Connection, number: int, what: str, now: datetime) -> None:
    """Note what happened to an entry, for whoever reads on from the last event it saw."""
    raw.execute("INSERT INTO event (entry, what, at) VALUES (?, ?, ?)", (number, what, stamped(now)))


def enclosures(entry: Entry) -> str:
    """The files of an entry as they are kept."""
    return pack([[file.url, file.type, file.length, file.duration] for file in entry.enclosures])


class Outcome(Enum):
    """What became of a change."""

    NOTHING = auto()
    """The entry is gone, or was like this already."""
    REVISED = auto()
    """It gained a revision that is shown."""
    AMENDED = auto()
    """Brought up to date, or back, without a revision that is shown."""


def change_entry(raw: sqlite3.Connection, feed: int, change: Change, now: datetime) -> Outcome:
    """Bring a known entry up to date; what it was by then decides, not what the poll had read before.

    Its number, place and marks (read, starred, hidden) stay. Old text and quotes stay in `text` until the second
    stage has read the new words, so that what is on screen, in the index and in the quotes is of one piece.
    """
    number, entry = change.number, change.entry
    row = raw.execute(
        "SELECT digest, facts, withdrawn_at, kind, body, iif(titled, title, NULL), coalesce(reworded_at, seen_at),"
        " text, authors, tags, url, lang, stated_lang FROM entry JOIN body USING (id) WHERE id = ? AND feed = ?",
        (number, feed),
    ).fetchone()
    if row is None:
        return Outcome.NOTHING
    digest, facts, withdrawn, kind, body, title, since, text, old_authors, old_tags, url, lang, stated_lang = row
    new_digest, new_facts = content_digest(entry), facts_digest(entry)
    if (new_digest, new_facts, withdrawn) == (digest, facts, None):
        return Outcome.NOTHING
    reworded = new_digest != digest
    gained = reworded and digest != ""  # nothing is known of the words that a repair could not save
    shown = gained and change.trivial_after != digest
    if gained:
        raw.execute(
            "INSERT INTO revision (entry, place, seen_at, title, kind, body, trivial)"
            " SELECT ?, coalesce(max(place) + 1, 0), ?, ?, ?, ?, ? FROM revision WHERE entry = ?",
            (number, since, title, kind, body, not shown, number),
        )
        _thin_out(raw, number)
    if shown:
        tell(raw, number, "changed", now)
    if withdrawn is not None:
        tell(raw, number, "back", now)
    authors, tags = pack(entry.authors), pack(entry.tags)
    raw.execute(
        "UPDATE body SET digest = ?, facts = ?, updated = ?, stated_lang = ?, reworded_at = iif(?, ?, reworded_at),"
        " kind = ?, authors = ?, tags = ?, enclosures = ?, body = ? WHERE id = ?",
        (
            new_digest,
            new_facts,
            plausible(entry.updated, now),
            entry.lang,
            gained,
            stamped(now),
            entry.body_kind,
            authors,
            tags,
            enclosures(entry),
            entry.body,
            number,
        ),
    )
    figure = change.figure or (None, None)
    found_lang = lang if stated_lang is None else None
    reread = reworded or (entry.body, entry.body_kind, entry.lang) != (body, kind, stated_lang)
    raw.execute(
        "UPDATE entry SET title = ?, titled = ?, published = ?, lang = ?, live = ?, pinned = ?, guessed = ?,"
        " withdrawn_at = NULL, media = ?, url = ?, revisions = revisions + ?, changed_at = iif(?, ?, changed_at),"
        " figure_before = iif(?, ?, figure_before), figure_after = iif(?, ?, figure_after),"
        " enriched = iif(?, 0, enriched) WHERE id = ?",
        (
            entry.title or first_words(text if not reworded else "") or shown_title(entry),
            bool(entry.title),
            plausible(entry.published, now),
            entry.lang or found_lang,
            entry.live,
            entry.pinned,
            entry.guessed,
            media_of(entry),
            entry.url,
            shown,
            shown,
            stamped(now),
            shown,
            figure[0],
            shown,
            figure[1],
            reread,
            number,
        ),
    )
    quotes = index.quotes(raw, number)
    old = Indexed(title, text, old_authors, old_tags, url, quotes)
    if (entry.title or None) != title:  # the old title is not kept, so quotations have nowhere to stand in it
        raw.execute("DELETE FROM quote WHERE entry = ? AND part = 'title'", (number,))
        left = column(raw.execute("SELECT place FROM quote WHERE entry = ? ORDER BY place", (number,)))
        raw.executemany(
            "UPDATE quote SET place = ? WHERE entry = ? AND place = ?",
            [(place, number, old) for place, old in enumerate(left) if place != old],
        )
        raw.execute("UPDATE entry SET quotes = ? WHERE id = ?", (len(left), number))
        quotes = index.quotes(raw, number)
    index.replace(raw, number, old, Indexed(entry.title or None, text, authors, tags, entry.url, quotes))
    return Outcome.REVISED if shown else Outcome.AMENDED


def _thin_out(raw: sqlite3.Connection, number: int) -> None:
    """Let go of revisions beyond those that are kept: the oldest but the first, those after which little changed first.

    The edit that then leads over the gap is trivial where both of its halves were.
    """
    (count,) = raw.execute("SELECT count(*) FROM revision WHERE entry = ?", (number,)).fetchone()
    if count <= KEPT:
        return
    place, trivial = raw.execute(
        "SELECT place, trivial FROM revision WHERE entry = ? AND place > (SELECT min(place) FROM revision"
        " WHERE entry = ?) ORDER BY trivial DESC, place LIMIT 1",
        (number, number),
    ).fetchone()
    raw.execute("DELETE FROM revision WHERE entry = ? AND place = ?", (number, place))
    raw.execute(
        "UPDATE revision SET trivial = min(trivial, ?) WHERE entry = ? AND place ="
        " (SELECT max(place) FROM revision WHERE entry = ? AND place < ?)",
        (trivial, number, number, place),
    )
