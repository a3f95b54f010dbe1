"""Entries as they are read, and the marks a reader sets on them."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby
from operator import itemgetter
from typing import Any

from livetui.model.entry import BodyKind, CachedEntry, Enclosure, Entry, Flag, Headline, Revision
from livetui.model.quote import Certainty, Part, Quote, lead
from livetui.store import feeds
from livetui.store.events import NEVER
from livetui.store.feeds import Known
from livetui.store.values import chunks, column, marks, time, timed, unpack

QUOTE = "entry, part, segments, text, speaker, speaker_start, speaker_end, role, cue, via, certainty, repairs"
"""Columns of a quotation; the first one is its entry."""
_HEADLINE = (
    "id, feed, title, published, read, starred, hidden, live, pinned, withdrawn_at, revisions, quotes, url, guessed,"
    " figure_before, figure_after, EXISTS (SELECT 1 FROM alert WHERE alert.entry = entry.id)"
)
_ENTRY = (
    "id, feed, key, iif(titled, title, NULL), published, lang, read, starred, hidden, live, pinned, withdrawn_at,"
    " revisions, enriched, url, seen_at, changed_at, updated, kind, authors, tags, enclosures, text, stated_lang,"
    " guessed, figure_before, figure_after, body"
)


def headlines(raw: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Headline]:
    """The lines of those of the numbers that exist."""
    named = feeds.sources(raw)
    found = {}
    for part in chunks(numbers):
        wanted = marks(len(part))
        # Without aggregation: rows come in the order of the key, so those of an entry side by side.
        rows = raw.execute(f"SELECT {QUOTE} FROM quote WHERE entry IN ({wanted}) ORDER BY entry, place", part)
        leads = {entry: lead(map(quote_of, quotes)) for entry, quotes in groupby(rows, key=itemgetter(0))}
        for row in raw.execute(f"SELECT {_HEADLINE} FROM entry WHERE id IN ({wanted})", part):
            (number, feed, title, published, read, starred, hidden, live, pinned, withdrawn, *rest) = row
            revisions, quotes, url, guessed, was, now, alert = rest
            found[number] = Headline(
                number=number,
                feed=feed,
                source=named[feed][0],
                title=title,
                published=time(published),
                read=bool(read),
                starred=bool(starred),
                hidden=bool(hidden),
                live=bool(live),
                pinned=bool(pinned),
                withdrawn=withdrawn is not None,
                revisions=revisions,
                quotes=quotes,
                lead=leads.get(number),
                url=url,
                figure=None if was is None else (was, now),
                guessed=bool(guessed) or published is None,
                alert=bool(alert),
            )
    return found


def entries(raw: sqlite3.Connection, numbers: Sequence[int], *, baseline: int = NEVER) -> Iterator[CachedEntry]:
    """The entries in the order of the numbers, without those that do not exist.

    Args: baseline: number of the last event that is not new.
    """
    named = feeds.sources(raw)
    followed = {feed.url for feed in named.values() if feed.followed}
    for part in chunks(numbers, 200):
        wanted = marks(len(part))
        quotes: defaultdict[int, list[Quote]] = defaultdict(list)
        for row in raw.execute(f"SELECT {QUOTE} FROM quote WHERE entry IN ({wanted}) ORDER BY entry, place", part):
            quotes[row[0]].append(quote_of(row))
        rows = raw.execute(f"SELECT {_ENTRY} FROM entry JOIN body USING (id) WHERE id IN ({wanted})", part)
        news = f"SELECT DISTINCT entry FROM event WHERE entry IN ({wanted}) AND seq > ?"
        new = frozenset(column(raw.execute(news, (*part, baseline))))
        found = {row[0]: _entry(row, named, followed, new, quotes.get(row[0], ())) for row in rows}
        yield from (found[number] for number in part if number in found)


def revisions(raw: sqlite3.Connection, number: int) -> tuple[Revision, ...]:
    """The words of an entry from the first seen to those of today; empty if there is no such entry."""
    now = raw.execute(
        "SELECT (SELECT coalesce(max(place) + 1, 0) FROM revision WHERE entry = entry.id),"
        " coalesce(reworded_at, seen_at), iif(titled, title, NULL), body, kind, 0"
        " FROM entry JOIN body USING (id) WHERE id = ?",
        (number,),
    ).fetchone()
    if now is None:
        return ()
    past = raw.execute(
        "SELECT place, seen_at, title, body, kind, trivial FROM revision WHERE entry = ? ORDER BY place", (number,)
    )
    found: list[Revision] = []
    alike = False
    for place, seen, title, body, kind, ended_so in (*past, now):
        found.append(Revision(place, timed(seen), title, body, BodyKind(kind), trivial=alike))
        alike = bool(ended_so)
    return tuple(found)


def before_change(raw: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Revision]:
    """The words of entries until their last change that is shown; entries that never changed so are left out."""
    found: dict[int, Revision] = {}
    for part in chunks(numbers):
        rows = raw.execute(  # beside max() SQLite takes the other columns from the row that has it
            "SELECT entry, max(place), seen_at, title, body, kind FROM revision"
            f" WHERE entry IN ({marks(len(part))}) AND trivial = 0 GROUP BY entry",
            part,
        )
        for number, place, seen, title, body, kind in rows:
            found[number] = Revision(place, timed(seen), title, body, BodyKind(kind))
    return found


def mark(
    raw: sqlite3.Connection, numbers: Iterable[int], flag: Flag, value: bool, *, back: bool = False
) -> tuple[int, ...]:
    """Set a mark; the numbers of the entries that did not have it so before.

    Args: back: the opposite was set last and is taken back; what a rule had hidden or may hide is as before.
    """
    name = flag.value  # one of three words of ours, never text from outside
    changed: list[int] = []
    unread: defaultdict[int, int] = defaultdict(int)
    other = f"({name} <> 0) <> ?"  # what is hidden by a rule is hidden already
    setting = f"{name} = ?"
    if flag is Flag.HIDDEN and back:
        known = f"(before_hand % 3 <> 0) = {int(value)}"
        setting = (
            f"hidden = iif({known}, before_hand % 3, ?), unmuted = iif({known}, before_hand / 3, {int(not value)})"
        )
    elif flag is Flag.HIDDEN:  # rules no longer decide
        setting += f", before_hand = hidden + 3 * unmuted, unmuted = {int(not value)}"
    for part in chunks(sorted(set(numbers))):
        wanted = marks(len(part))
        rows = raw.execute(
            f"SELECT id, feed, read = 0 AND hidden = 0 FROM entry WHERE id IN ({wanted}) AND {other}",
            (*part, value),
        ).fetchall()
        raw.execute(f"UPDATE entry SET {setting} WHERE id IN ({wanted}) AND {name} <> ?", (value, *part, value))
        changed += [number for number, _, _ in rows]
        if flag is not Flag.STARRED:
            after = dict(
                raw.execute(f"SELECT id, read = 0 AND hidden = 0 FROM entry WHERE id IN ({wanted})", part).fetchall()
            )
            for number, feed, before in rows:
                unread[feed] += after[number] - before
    for feed, difference in unread.items():
        feeds.count(raw, feed, unread=difference)
    return tuple(changed)


def _entry(
    row: tuple[Any, ...], named: dict[int, Known], followed: Set[str], new: Set[int], quotes: Sequence[Quote]
) -> CachedEntry:
    number, feed, key, title, published, lang, read, starred, hidden, live, pinned, withdrawn, *rest = row
    revisions, enriched, url, seen, changed, updated, kind, authors, tags, enclosures, *more = rest
    text, stated_lang, guessed, was, now, body = more
    its = named[feed]
    return CachedEntry(
        number=number,
        feed=feed,
        feed_url=its.url,
        source=its.title,
        entry=Entry(
            id=key,
            url=url,
            title=title,
            published=time(published),
            updated=time(updated),
            authors=unpack(authors),
            tags=unpack(tags),
            lang=stated_lang,
            body=body,
            body_kind=BodyKind(kind),
            enclosures=() if enclosures == "[]" else tuple(Enclosure(*file) for file in json.loads(enclosures)),
            live=bool(live),
            pinned=bool(pinned),
            guessed=bool(guessed),
        ),
        seen_at=timed(seen),
        changed_at=time(changed),
        read=bool(read),
        starred=bool(starred),
        hidden=bool(hidden),
        withdrawn=withdrawn is not None,
        withdrawn_at=time(withdrawn),
        revisions=revisions,
        figure=None if was is None else (was, now),
        enriched=enriched,
        text=text,
        quotes=tuple(quotes),
        lang=lang,
        folder=its.folder,
        feed_failed=its.failed,
        followed=url in followed,
        new=number in new,
    )


def quote_of(row: Sequence[Any]) -> Quote:
    """The quotation of a row of the columns `QUOTE`."""
    _, part, segments, text, speaker, start, end, role, cue, via, certainty, repairs = row
    return Quote(
        segments=tuple((first, last) for first, last in json.loads(segments)),
        text=text,
        part=Part(part),
        speaker=speaker,
        speaker_span=None if start is None else (start, end),
        role=role,
        cue=cue,
        via=via,
        certainty=Certainty(certainty),
        repairs=unpack(repairs),
    )
