"""Digests that tell whether an entry is stated otherwise than before, without keeping two texts to compare."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from livetui.model.entry import BodyKind, Entry

_BYTES = 16
"""Two alike by chance are out of the question within one feed, and 32 hex digits are cheap to keep by the million."""

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)(?=[\s/>]).*?(?:</\1[^<>]*>|\Z)", re.DOTALL | re.IGNORECASE
)
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong"
    "|sub|sup|time|tt|u|var|wbr"
)
_REST = r"""(?:[^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+)*|[^<>]*+)(?:>|\Z)"""
"""A tag from its name on. No part of it goes beyond the next "<", so all attempts together read a text but twice.

Not a possessive group: Python 3.11.2 keeps what its last try had consumed, so ids would change with the next Python.
"""
_WITHIN_WORDS = re.compile(rf"</?(?i:{_INLINE})(?=[\s/>]){_REST}")
_BETWEEN_WORDS = re.compile(rf"<[/!?a-zA-Z]{_REST}")


def content_digest(entry: Entry) -> str:
    """Hex digest of the words of an entry, those of its title and of its body; a new one makes a revision.

    Markup is left out: pages that count their views by an image give it another address at each poll.
    """
    return _digest((entry.title or None, words_of(entry)))


def facts_digest(entry: Entry) -> str:
    """Hex digest of all that a feed states of an entry, down to the markup of its body.

    A new one is brought up to date, without a revision where `content_digest` is the old one.
    """
    fields: list[str | None] = [entry.title or None, entry.body, entry.body_kind]
    fields += [entry.url, _time(entry.published), _time(entry.updated), entry.lang]
    for group in (entry.authors, entry.tags):
        fields.append(str(len(group)))
        fields.extend(group)
    for enclosure in entry.enclosures:
        fields.append(enclosure.url)
        fields.append(enclosure.type)
        fields.append(None if enclosure.length is None else str(enclosure.length))
        if enclosure.duration is not None:
            fields.append(f"plays={enclosure.duration}")
    fields.append(f"live={entry.live} pinned={entry.pinned}" + (" guessed" if entry.guessed else ""))
    return _digest(fields)


def source_digest(entry: Entry) -> str:
    """Hex digest of what the second stage reads: title, body with its markup, language stated.

    Unlike `facts_digest` it is the same for the entry as stated and as the cache gives it back, whose times are bent.
    """
    return _digest((entry.title or None, entry.body, entry.body_kind, entry.lang))


def words_of(entry: Entry) -> str:
    """The words of the body with one blank between them: a quick reading, in which only sameness counts.

    Elements that stand inside a line do not part words, all others do. Linear in the length, whatever the body says.
    """
    return " ".join(_bare(entry, " ").split())


def lines_of(entry: Entry) -> str:
    """The same words with a line end where an element parts them."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in _bare(entry, "\n").split("\n"))))


def _bare(entry: Entry, between: str) -> str:
    """The body without markup, `between` where an element stood that parts words."""
    text = entry.body
    if entry.body_kind is BodyKind.HTML:
        if between == "\n":
            text = text.replace("\n", " ")  # a line end of HTML parts words, not lines
        if "<" in text:
            text = _BETWEEN_WORDS.sub(between, _WITHIN_WORDS.sub("", _HIDDEN.sub("", text)))
        if "&" in text:
            text = html.unescape(text)
    return text


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
