"""Digests that tell whether an entry is stated otherwise than before, without keeping two texts to compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from livetui.model.entry import Entry

_BYTES = 16
"""Two alike by chance are out of the question within one feed, and 32 hex digits are cheap to keep by the million."""


def content_digest(entry: Entry) -> str:
    """Hex digest of the words of an entry: title, body and what the body is written in. A new one makes a revision."""
    return _digest((entry.title or None, entry.body, entry.body_kind))


def facts_digest(entry: Entry) -> str:
    """Hex digest of all else that a feed states of an entry; a new one is brought up to date without a revision."""
    fields: list[str | None] = [entry.url, _time(entry.published), _time(entry.updated), entry.lang]
    for group in (entry.authors, entry.tags):
        fields.append(str(len(group)))
        fields.extend(group)
    for enclosure in entry.enclosures:
        fields.append(enclosure.url)
        fields.append(enclosure.type)
        fields.append(None if enclosure.length is None else str(enclosure.length))
    fields.append(f"live={entry.live} pinned={entry.pinned}")
    return _digest(fields)


def _digest(fields: Iterable[str | None]) -> str:
    """Each field goes in with its length, so that no two lists of fields can spell the same bytes."""
    state = blake2b(digest_size=_BYTES)
    for field in fields:
        if field is None:
            state.update(b"-;")
        else:
            data = field.encode("utf-8", "surrogatepass")
            state.update(b"%d:" % len(data))
            state.update(data)
    return state.hexdigest()


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
