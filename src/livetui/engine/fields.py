"""The fields of an entry out of what a feed states, whatever its format: cleaned, bounded, safe."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from livetui.engine.hidden import without_hidden
from livetui.model.entry import Enclosure
from livetui.text.clean import LIMITS, clean, clean_line
from livetui.text.links import safe_url

MAX_AUTHORS, MAX_TAGS, MAX_ENCLOSURES = 50, 100, 50
NAME_LIMIT = 300
"""Characters of a name, a tag or a media type."""

_TAG = re.compile(r"<!--.*?-->|<[/!?]?[A-Za-z][^<>]*>", re.DOTALL)
_INLINE = re.compile(
    r"</?(?:a|abbr|acronym|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|nobr|p|q|s|small|span|strike|"
    r"strong|sub|sup|time|tt|u|wbr)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|p|div|/p|/div|h[1-6]|li)\b[^<>]*>", re.IGNORECASE)
_PLAYS = re.compile(r"\s*(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,7})(?:\.\d*)?\s*", re.ASCII)
_LONGEST_PLAY = 10 * 86_400
"""Seconds; what is stated to play longer is a slip."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,5}")


def line(text: object, limit: int = NAME_LIMIT) -> str | None:
    """Text on one line, None if nothing readable is left."""
    return (clean_line(text, limit) or None) if isinstance(text, str) else None


def title_text(title: object, *, markup: bool, guess: bool = False) -> str | None:
    """A title as plain text on one line.

    Args:
        markup: it is HTML: tags go, entities are decoded.
        guess: the format does not say what it is (RSS): only tags that any page uses go, other ``<`` stay.
    """
    if not isinstance(title, str):
        return None
    title = title[: 20 * LIMITS.TITLE]
    if markup or guess:
        tags = _INLINE if guess else _TAG
        if "<" in title:
            title = tags.sub("", _BREAK.sub(" ", without_hidden(title)))
        if markup:
            title = html.unescape(title)
    return clean_line(title, LIMITS.TITLE) or None


def body_text(body: object) -> tuple[str, bool]:
    """A body cleaned, and whether it had to be cut."""
    if not isinstance(body, str):
        return "", False
    cut = len(body) > LIMITS.BODY
    return clean(body[: LIMITS.BODY]), cut


def language(tag: object) -> str | None:
    """A BCP 47 tag as stated, None for what can't be one."""
    if not isinstance(tag, str) or not _LANGUAGE.fullmatch(tag.strip()):
        return None
    return tag.strip().replace("_", "-")


def distinct(texts: Iterable[object], limit: int) -> tuple[str, ...]:
    """Names or tags: cleaned, each once, in their order."""
    found: dict[str, None] = {}
    for text in texts:
        if len(found) >= limit:
            break
        if cleaned := line(text):
            found.setdefault(cleaned)
    return tuple(found)


def link(stated: object, base: str | None) -> str | None:
    """An http(s) address that is safe to keep; a relative one is resolved against `base`."""
    if not isinstance(stated, str) or not stated.strip() or len(stated) > 4 * LIMITS.URL:
        return None
    return safe_url(stated.strip(), base)


def enclosure(url: object, type_: object, length: object, base: str | None, plays: object = None) -> Enclosure | None:
    """A file that goes with an entry, None without a safe address. Args: plays: for how long, as stated."""
    address = link(url, base)
    return Enclosure(address, line(type_), _bytes(length), duration(plays)) if address else None


def duration(stated: object) -> int | None:
    """Seconds of ``5025``, ``83:45`` or ``1:23:45`` (the iTunes podcast tags), or of a number (JSON Feed)."""
    if isinstance(stated, int | float) and not isinstance(stated, bool):
        return int(stated) if 1 <= stated <= _LONGEST_PLAY else None
    if not isinstance(stated, str) or not (found := _PLAYS.fullmatch(stated)):
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    played = hours * 3600 + minutes * 60 + seconds
    return played if 1 <= played <= _LONGEST_PLAY else None


def web_base(url: str | None) -> str | None:
    """The address to resolve links against: that of the feed if it is on the web."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _bytes(length: object) -> int | None:
    if isinstance(length, str) and length.strip().isascii() and length.strip().isdigit():
        length = int(length.strip()[:18])
    if isinstance(length, bool) or not isinstance(length, int | float):
        return None
    return int(length) if 0 < length < 10**15 else None
