"""The tree of a page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from livetui.engine.decoding import decode
from livetui.text.markup import parse_html

OPEN = 250
"""Elements of one name that are begun and not ended; fewer make no depth that takes long."""
RUN = 250
"""Tags in a row of which none ends an element; honest pages have fewer, but for the links in their heads."""
_NAMES = (b"b>", b"i>", b"u>", b"div", b"span", b"section", b"article", b"font", b"strong", b"em", b"ul", b"center")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?(?!utf-?8)[A-Za-z]", re.IGNORECASE)
HEAD_LIMIT = 200_000
"""Bytes of a head without its JSON-LD that are read."""
_JSON_LD = re.compile(rb"<script\b[^>]{0,300}ld\+json[^>]{0,300}>", re.IGNORECASE)
_HEAD = 2000


def page_source(body: bytes, content_type: str | None = None) -> bytes:
    """A page in UTF-8, whatever it came in."""
    return body if _is_utf8(body, content_type) else decode(body, content_type)[0].encode("utf-8", "replace")


def page_tree(source: bytes) -> LexborHTMLParser | None:
    """The tree of a page, or None if making it could take long (`livetui.text.markup.parse_html`).

    That check costs several times what the tree does. A page without many tags in a row and without many left open,
    which depth needs, is read without it; should a hostile one get through, its process is stopped in time.
    """
    if any(source.count(b"<" + name) - source.count(b"</" + name) > OPEN for name in _NAMES):
        return parse_html(source.decode("utf-8", "replace"))
    long = [piece for piece in source.split(b"</") if len(piece) > 3 * RUN]
    if all(piece.count(b"<") <= RUN for piece in long):
        return LexborHTMLParser(source)
    return parse_html(source.decode("utf-8", "replace"))


def without_body(source: bytes) -> tuple[LexborHTMLParser, list[str]] | None:
    """The tree of a page's head and the texts of all its JSON-LD, None if it has no head to be told from the rest."""
    end = source.find(b"</head>")
    if end < 0:
        return None
    pieces, texts, position = [], [], 0
    for match in _JSON_LD.finditer(source):
        if match.start() < position:
            continue
        if position < end:
            pieces.append(source[position : min(match.start(), end)])
        position = source.find(b"</script", match.end())
        if position < 0:
            return None
        texts.append(source[match.end() : position].decode("utf-8", "replace"))
    if position < end:
        pieces.append(source[position:end])
    tree = page_tree(b"".join(pieces)[:HEAD_LIMIT])
    return (tree, texts) if tree is not None else None


def _is_utf8(body: bytes, content_type: str | None) -> bool:
    said = body[:_HEAD] + (content_type or "")[:200].encode("utf-8", "replace")
    if body[:1] in (b"\xef", b"\xff", b"\xfe", b"\0") or _CHARSET.search(said):
        return False
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
