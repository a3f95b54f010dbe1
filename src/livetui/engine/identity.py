"""By what an entry is known again: the id its feed states, else a digest of what does not change with an edit."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from livetui.model.entry import Entry
from livetui.text.clean import LIMITS, clean_line


@dataclass(frozen=True, slots=True)
class Stated:
    """An entry with what its identity is made of."""

    entry: Entry
    """Its id is not yet settled."""
    id: str
    """As stated, cleaned; empty if the feed states none."""
    link: str
    """As stated, before it is resolved or refused; empty if none."""


def clean_id(stated: object) -> str:
    """A stated id, cleaned; one that is too long is replaced by its digest."""
    if not isinstance(stated, str):
        return ""
    cleaned = clean_line(stated)
    return cleaned if len(cleaned) <= LIMITS.ID else digest("id", cleaned)


def settle(entries: Sequence[Stated]) -> tuple[Entry, ...]:
    """The entries under ids that are unique in the feed and the same at every poll, in the order given.

    Without an id the link stands for it; where several entries share the link, the title with it; then the time, then
    the body. So an edited headline is an edit as long as the link is its own. One id on several different entries is
    told apart by link and title, whichever of them comes first; where those are equal too it is one entry, and the
    first is kept.
    """
    known = list(zip(_ids(entries), entries, strict=True))
    faces: dict[str, set[tuple[str, str]]] = {}
    for id_, stated in known:
        faces.setdefault(id_, set()).add(_face(stated))
    settled: dict[str, Entry] = {}
    for id_, stated in known:
        name = id_ if len(faces[id_]) == 1 else f"{id_[: LIMITS.ID - 40]}#{digest('face', *_face(stated))[:32]}"
        settled.setdefault(name, replace(stated.entry, id=name))
    return tuple(settled.values())


def digest(*parts: str) -> str:
    """A digest of texts in their order, hex."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _face(stated: Stated) -> tuple[str, str]:
    return stated.link, stated.entry.title or ""


def _ids(entries: Sequence[Stated]) -> list[str]:
    """The stated id of each entry, else a digest of no more of it than tells it from the others."""
    marks = [_marks(stated) for stated in entries]
    shared = Counter(mark for stated, own in zip(entries, marks, strict=True) if not stated.id for mark in own)
    return [
        stated.id or digest(*next((mark for mark in own if shared[mark] == 1), own[-1]))
        for stated, own in zip(entries, marks, strict=True)
    ]


def _marks(stated: Stated) -> list[tuple[str, ...]]:
    """What an entry without an id may be known by, the least first."""
    link, title = _face(stated)
    when = stated.entry.published.isoformat() if stated.entry.published else ""
    marks: list[tuple[str, ...]] = [("link", link)] if link else []
    if link or title:
        marks.append(("title", link, title))
        marks.append(("time", link, title, when))
    return [*marks, ("body", link, title, when, stated.entry.body)]
