"""Feeds that a web page names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from livetui.engine.decoding import decode
from livetui.engine.fields import line, link, web_base
from livetui.engine.hidden import without_hidden
from livetui.engine.webpage import FoundFeed

PAGE_LIMIT = 2 * 2**20
"""Bytes of a page that are looked at."""
FEED_LIMIT = 50
ELEMENT_LIMIT = 1000
"""``<link>`` and ``<base>`` elements that are looked at."""

_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "text/xml",
}
_ELEMENT = re.compile(r"<(?:link|base)\b(?=[\s/])(?:[^<>\"']++|\"[^\"]{0,4000}+\"|'[^']{0,4000}+')*>", re.IGNORECASE)


def autodiscover(html: bytes, url: str) -> tuple[FoundFeed, ...]:
    """The feeds that a page's ``<link rel=alternate>`` (or ``rel=feed``) names, http(s) only, each once.

    Args:
        html: the page.
        url: where it was found.
    """
    text, _ = decode(html[:PAGE_LIMIT], None)
    base = web_base(url)
    found: dict[str, FoundFeed] = {}
    for name, attributes in _elements(text):
        if name == "base":
            base = link(attributes.get("href"), base) or base
            continue
        rel = (attributes.get("rel") or "").lower().split()
        kind = (attributes.get("type") or "").lower().partition(";")[0].strip()
        if "stylesheet" in rel or not (("alternate" in rel and kind in _TYPES) or "feed" in rel):
            continue
        address = link(attributes.get("href"), base)
        if address is None or (kind == "application/json" and urlsplit(address).path.startswith("/wp-json/")):
            continue  # the latter is the interface that every WordPress page names, no feed
        found.setdefault(address, FoundFeed(address, line(attributes.get("title")) or "", line(kind) or ""))
        if len(found) >= FEED_LIMIT:
            break
    return tuple(found.values())


def _elements(text: str) -> Iterator[tuple[str, dict[str, str | None]]]:
    """The ``<link>`` and ``<base>`` elements: found by pattern and read one by one.

    A tree of the whole page would take minutes to search where 200 000 elements stand inside each other.
    """
    for number, match in enumerate(_ELEMENT.finditer(without_hidden(text))):
        if number >= ELEMENT_LIMIT:
            return
        name = match.group()[1:5].lower()
        element = LexborHTMLParser(match.group()).css_first(name)
        if element is not None:
            yield name, dict(element.attributes)
