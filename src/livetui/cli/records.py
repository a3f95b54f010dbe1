"""The JSON of the commands: one object a line, stable keys, nothing in it that a terminal would obey."""

from __future__ import annotations

import re
from json import JSONEncoder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a run over plain texts starts without them
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from livetui.engine.article import Wording
    from livetui.model.alert import Alert
    from livetui.model.entry import CachedEntry
    from livetui.model.feed import Feed
    from livetui.model.quote import Quote, Span
    from livetui.model.update import Update
    from livetui.text.diff import Comparison

_encode = JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode

_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
"""Line separators, C1 controls, bidi and invisible characters, lone surrogates: written as \\uXXXX, so that no value is
changed and nothing of it acts on a terminal. `json` itself escapes C0."""


def line(record: Mapping[str, Any]) -> str:
    """One record as one line of NDJSON, without the line end."""
    text = _encode(record)
    if text.isascii() and "\x7f" not in text:
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def timestamp(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC to the second, None for None."""
    from datetime import UTC

    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shown(text: str) -> str:
    """An address, or words with addresses in them, without the passwords."""
    if "@" not in text:
        return text
    from livetui.text.links import without_passwords  # its tables are not needed where nothing is to be hidden

    return without_passwords(text)


def quote_record(quote: Quote, origin: Mapping[str, Any], shift: int = 0) -> dict[str, Any]:
    """A quotation.

    Args:
        origin: `file`, or `feed` and `entry`: where it stands.
        shift: added to all offsets (a part of a file counts from the start of the file).
    """
    mention: tuple[int | None, int | None] = _shifted(quote.speaker_span, shift) if quote.speaker_span else (None, None)
    return {
        **origin,
        "part": quote.part.value,
        "start": quote.start + shift,
        "end": quote.end + shift,
        "segments": [list(_shifted(segment, shift)) for segment in quote.segments],
        "text": quote.text,
        "speaker": quote.speaker,
        "speaker_start": mention[0],
        "speaker_end": mention[1],
        "role": quote.role,
        "cue": quote.cue,
        "via": quote.via,
        "certainty": quote.certainty.value,
    }


def entry_record(entry: CachedEntry, target: str | None = None) -> dict[str, Any]:
    """An entry; with `target` (of ``show``), what only the cache knows is null."""
    stated, cached = entry.entry, target is None
    feed = shown(entry.feed_url if target is None else target)
    origin: dict[str, Any] = {"feed": feed, "entry": entry.number} if cached else {"file": feed}
    return {
        "feed": feed,
        "id": stated.id,
        "entry": entry.number if cached else None,
        "url": stated.url,
        "title": stated.title,
        "published": timestamp(stated.published),
        "updated": timestamp(stated.updated),
        "seen_at": timestamp(entry.seen_at) if cached else None,
        "authors": list(stated.authors),
        "tags": list(stated.tags),
        "lang": entry.lang,
        "text": entry.text,
        "read": entry.read if cached else None,
        "starred": entry.starred if cached else None,
        "live": stated.live,
        "pinned": stated.pinned,
        "withdrawn": entry.withdrawn if cached else None,
        "revisions": entry.revisions if cached else None,
        "quotes": [quote_record(quote, origin) for quote in entry.quotes],
    }


def revision_record(entry: CachedEntry, revision: Wording, found: Comparison | None) -> dict[str, Any]:
    """A revision of an entry, as ``history --json`` prints it.

    Args: found: what changed since the one before; None: it is the first.
    """
    return {
        "feed": shown(entry.feed_url),
        "id": entry.entry.id,
        "entry": entry.number,
        "revision": revision.index,
        "seen_at": timestamp(revision.seen_at),
        "title": revision.title,
        "text": revision.text,
        "trivial": revision.trivial,
        "numbers": [
            {"before": number.before, "after": number.after, "context": number.context or None}
            for number in (found.numbers if found else ())
        ],
        "changes": list(_changes(found)) if found else [],
    }


def _changes(found: Comparison) -> Iterator[dict[str, Any]]:
    """Words that went, with their place in the wording before, and words that came, with theirs in this one."""
    parts = (
        ("title", found.title, found.before.title, found.after.title),
        ("text", found.text, found.before.text, found.after.text),
    )
    for part, words, before, after in parts:
        for piece in words.pieces:
            if piece.kind == "equal":
                continue
            text, (start, end) = (before, piece.before) if piece.kind == "removed" else (after, piece.after)
            end = start + len(text[start:end].rstrip())
            yield {"part": part, "kind": piece.kind.value, "start": start, "end": end, "text": text[start:end]}


def feed_record(feed: Feed) -> dict[str, Any]:
    """A feed, as ``feeds --json`` prints it."""
    said = feed.error or feed.remark
    return {
        "url": shown(feed.url),
        "title": feed.title,
        "folder": feed.folder,
        "kind": feed.kind.value,
        "strategy": feed.strategy,
        "entries": feed.entries,
        "unread": feed.unread,
        "last_poll": timestamp(feed.last_poll),
        "next_poll": timestamp(feed.next_poll),
        "interval": feed.interval,
        "status": feed.status.value,
        "error": None if said is None else shown(said),
    }


def poll_record(update: Update) -> dict[str, Any]:
    """The outcome of a poll, as ``refresh --json`` prints it."""
    return {
        "feed": shown(update.feed),
        "status": update.status.value,
        "new": len(update.new),
        "changed": len(update.changed),
        "withdrawn": len(update.withdrawn),
        "error": None if update.error is None else shown(update.error),
        "ms": update.ms,
    }


def alert_record(at: datetime, alert: Alert) -> dict[str, Any]:
    """An alert, as ``alerts test --json`` prints it. Args: at: when it would have been told."""
    return {
        "topic": alert.topic,
        "at": timestamp(at),
        "title": alert.title,
        "source": alert.source,
        "url": alert.url,
        "count": alert.count,
        "entries": list(alert.numbers),
    }


def _shifted(span: Span, shift: int) -> Span:
    return span[0] + shift, span[1] + shift
