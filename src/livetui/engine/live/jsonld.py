"""Posts that a page states as JSON-LD (``LiveBlogPosting``), read past the faults that templates leave in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from livetui.engine.live.clock import has_zone, offset_of, stated
from livetui.engine.live.draft import Draft
from livetui.engine.live.keys import address_keys, plain
from livetui.text.clean import LIMITS, clean_line

DEPTH = 40
"""Objects inside each other that are looked through."""
NODES = 200_000
BLOCKS = 200

# A string or comment that never ends reaches to the end, or each sign in it would be tried as the start of another.
_STRING = r'("(?:[^"\\]|\\.?)*(?:"|\Z))'
_COMMENT = re.compile(_STRING + r"|//[^\n]*|/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_COMMA = re.compile(_STRING + r"|,(?=\s*(?:[}\]]|\Z))", re.DOTALL)
_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|)')
_MARKUP = re.compile(r"<(?:/?(?:p|br|div|a|em|strong|b|i|ul|li|blockquote|figure|h[1-6]|span|img)\b|/)", re.IGNORECASE)
_AS_WRITTEN = frozenset(
    (
        *(
            "@type",
            "@id",
            "@context",
            "headline",
            "name",
            "alternativeHeadline",
            "articleBody",
            "text",
            "description",
            "url",
        ),
        *(
            "mainEntityOfPage",
            "datePublished",
            "dateModified",
            "dateCreated",
            "uploadDate",
            "startDate",
            "author",
            "image",
        ),
        *("identifier", "publisher", "video", "keywords", "inLanguage", "isAccessibleForFree", "creator"),
    )
)
"""Names of fields as they should be spelled; an update with any other is spelled anew."""
_SPELLING = {name.lower(): name for name in _AS_WRITTEN}
_TAG = re.compile(r"<[^<>]{1,2000}>")


@dataclass(slots=True)
class Posting:
    """One ``LiveBlogPosting``."""

    id: str | None = None
    url: str | None = None
    headline: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    ends: datetime | None = None
    zone: tzinfo | None = None
    posts: list[Draft] = field(default_factory=list)


@dataclass(slots=True)
class LinkedData:
    """What all the blocks of a page say."""

    postings: list[Posting] = field(default_factory=list)
    broken: int = 0
    """Blocks that can't be read at all."""


def script_texts(tree: LexborHTMLParser) -> list[str]:
    """The texts of a page's JSON-LD blocks."""
    return [
        node.text()
        for node in tree.css("script[type]")[: 10 * BLOCKS]
        if (node.attributes.get("type") or "").strip().lower().startswith("application/ld+json")
    ]


def read_jsonld(texts: Sequence[str], zone: tzinfo | None) -> LinkedData:
    """Every live posting in the JSON-LD blocks of a page. One that can't be read costs no other."""
    found = LinkedData()
    things: dict[str, dict[str, Any]] = {}
    live: list[dict[str, Any]] = []
    for text in texts[:BLOCKS]:
        if not text.strip():
            continue
        values = load(text)
        if values is None:
            found.broken += 1
            continue
        for thing in _objects(values):
            name = thing.get("@id")
            if isinstance(name, str) and len(thing) > len(things.get(name, ())):
                things[name] = thing
            if _is(thing, "liveblogposting") or "liveBlogUpdate" in thing or "liveblogupdate" in thing:
                live.append(thing)
    found.postings = [_posting(thing, things, zone) for thing in live[:50]]
    return found


def load(text: str) -> Any:
    """JSON, if need be without what it does not allow (comments, last commas, odd escapes); None if that fails too."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    if "&quot;" in text and '"' not in text:
        text = unescape(text)
    text = _COMMENT.sub(lambda match: match[1] or " ", text)
    text = _COMMA.sub(lambda match: match[1] or " ", text.strip().rstrip("; \t\r\n"))
    text = _ESCAPE.sub(lambda match: match[0] if match[1] else "", text).strip()
    decoder, values, position = json.JSONDecoder(strict=False), [], 0
    try:
        while position < len(text):  # several values one after the other
            value, position = decoder.raw_decode(text, position)
            values.append(value)
            while position < len(text) and text[position] in " \t\r\n;,":
                position += 1
    except (ValueError, RecursionError):
        return values or None
    return values


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a value, in the order of the page; updates of a posting are left to it."""
    waiting, seen = [(value, 0)], 0
    while waiting and seen < NODES:
        value, depth = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
            inner = [part for name, part in value.items() if name not in ("liveBlogUpdate", "liveblogupdate")]
        elif isinstance(value, list):
            inner = value
        else:
            continue
        if depth < DEPTH:
            waiting += [(part, depth + 1) for part in reversed(inner) if isinstance(part, dict | list)]


def _is(thing: dict[str, Any], kind: str) -> bool:
    stated_kinds = thing.get("@type") or thing.get("type")
    kinds = stated_kinds if isinstance(stated_kinds, list) else [stated_kinds]
    return any(isinstance(name, str) and re.split(r"[/:#]", name.lower())[-1].startswith(kind) for name in kinds)


def _posting(thing: dict[str, Any], things: dict[str, dict[str, Any]], zone: tzinfo | None) -> Posting:
    dates = {name.lower(): value for name, value in thing.items()}
    zone = offset_of(dates.get("datepublished")) or offset_of(dates.get("coveragestarttime")) or zone
    return Posting(
        id=_word(thing.get("@id")),
        url=_word(thing.get("url")) or _word(thing.get("mainEntityOfPage")),
        headline=line(dates.get("headline")) or line(dates.get("name")),
        published=stated(_first(dates.get("datepublished")), zone)
        or stated(_first(dates.get("coveragestarttime")), zone),
        modified=stated(_first(dates.get("datemodified")), zone),
        ends=stated(_first(dates.get("coverageendtime")), zone),
        zone=zone,
        posts=[
            post
            for one in _updates(dates.get("liveblogupdate") or dates.get("blogpost"), things)
            if (post := _post(one, zone)) is not None
        ],
    )


def _updates(value: Any, things: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    waiting, depth = [value], 0
    while waiting and depth < NODES:
        value = waiting.pop()
        depth += 1
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            if not value.get("headline"):
                inner = value.get("@list") or value.get("@graph") or value.get("itemListElement") or value.get("item")
                if isinstance(inner, list | dict):
                    waiting.append(inner)
                    continue
            if len(value) <= 2 and isinstance(name := value.get("@id"), str):
                value = things.get(name, value)  # a bare reference stands for the object of that name elsewhere
            yield value


def _post(own: dict[str, Any], zone: tzinfo | None) -> Draft | None:
    if not own.keys() <= _AS_WRITTEN:
        own = {_SPELLING.get(name.lower(), name): part for name, part in own.items()}
    body = own.get("articleBody")
    if not isinstance(body, str) or not body:
        body = next((text for name in ("articleBody", "text", "description") if (text := _text(own.get(name)))), "")
    html = "<" in body and bool(_MARKUP.search(body))
    if not html and "&" in body:
        body = unescape(body)
        html = "<" in body and bool(_MARKUP.search(body))
    url = _word(own.get("url")) or _word(own.get("mainEntityOfPage")) or _word(own.get("@id"))
    published, updated = own.get("datePublished"), own.get("dateModified")
    if not isinstance(published, str) or not isinstance(updated, str):
        published, updated = _first(published), _first(updated)
        if published is None:
            published = _first(own.get("dateCreated")) or _first(own.get("uploadDate")) or _first(own.get("startDate"))
        elif isinstance(several := own.get("datePublished"), list):
            published = next((date for date in several if has_zone(date)), published)
    at = stated(published, zone)
    edited = at if updated == published else stated(updated, zone)
    return Draft(
        title=line(own.get("headline")) or line(own.get("name")) or line(own.get("alternativeHeadline")),
        body=body.strip(),
        html=html,
        published=at or edited,
        updated=edited,
        keys=_keys(own, url),
        url=url if url and not url.startswith("urn:") else None,
        authors=_names(own.get("author")),
    )


def _keys(own: dict[str, Any], url: str | None) -> list[str]:
    """What it states to be known by, the address of the post first."""
    keys = address_keys(url)
    if "@id" in own and (name := _word(own["@id"])) is not None:
        if "://" not in name:
            keys.append(plain(name))
        elif name != url:
            keys += address_keys(name)
    if "identifier" in own and (identifier := _word(own["identifier"])) and "://" not in identifier:
        keys.append(plain(identifier))
    return list(dict.fromkeys(keys)) if len(keys) > 1 else keys


def line(value: Any) -> str | None:
    """A headline: one line without markup and entities, None if nothing is left."""
    text = value if isinstance(value, str) else _text(value)
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if text.isascii() and text.isprintable() and "  " not in text and len(text) <= LIMITS.TITLE:
        return text.strip() or None
    return clean_line(text, LIMITS.TITLE) or None


def _text(value: Any) -> str:
    value = _first(value)
    if isinstance(value, dict):
        value = next(
            (value[name] for name in ("@value", "text", "html", "name") if isinstance(value.get(name), str)), ""
        )
    return value if isinstance(value, str) else ""


def _first(value: Any) -> Any:
    while isinstance(value, list):
        value = value[0] if value else None
    return value


def _word(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value.strip() or None if value else None
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or value.get("value")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 1 << 64 else None
    return value.strip() or None if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict) and isinstance(name := value.get("name"), str):
        return (name,)
    people = value if isinstance(value, list) else [value]
    found = (person.get("name") if isinstance(person, dict) else person for person in people[:20])
    return tuple(name for name in found if isinstance(name, str) and name.strip())
