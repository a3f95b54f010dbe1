"""The tree of a page."""

from __future__ import annotations

import re
from codecs import utf_8_decode
from collections import Counter
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from livetui.engine.decoding import decode
from livetui.text.markup import parse_html

OPEN = 250
"""Elements of one name that are begun and not ended; fewer make no depth that takes long."""
RUN = 250
"""Tags in a row of which none ends an element; honest pages have fewer, but for the links in their heads."""
_NAMED = re.compile(
    rb"</?(?:[abius]|tt|em|big|code|font|nobr|small|strike|strong|div|span|section|article|ul|center)(?=[\s/>])"
)
"""Elements that nest, and those that are opened again in each one that follows while they are not ended."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?(?!utf-?8)[A-Za-z]", re.IGNORECASE)
HEAD_LIMIT = 200_000
"""Bytes of a head without its JSON-LD that are read."""
_TAG = 300
"""Bytes of the tag of a script before and after its type."""
_HEAD = 2000
_PIECE = 1 << 16


def page_source(body: bytes, content_type: str | None = None) -> bytes:
    """A page in UTF-8, whatever it came in."""
    return body if _is_utf8(body, content_type) else decode(body, content_type)[0].encode("utf-8", "replace")


def page_tree(source: bytes) -> LexborHTMLParser | None:
    """The tree of a page, or None if making it could take long (`livetui.text.markup.parse_html`).

    That check costs several times what the tree does. A page without many tags in a row and without many left open,
    which depth needs, is read without it; should a hostile one get through, its process is stopped in time.
    """
    tags = Counter(_NAMED.findall(source))
    if any(number - tags[b"</" + tag[1:]] > OPEN for tag, number in tags.items() if tag[1:2] != b"/"):
        return parse_html(source.decode("utf-8", "replace"))
    long = [piece for piece in source.split(b"</") if len(piece) > 3 * RUN]
    if all(piece.count(b"<") <= RUN for piece in long):
        return LexborHTMLParser(source)
    return parse_html(source.decode("utf-8", "replace"))


def jsonld_spans(source: bytes) -> list[tuple[int, int]]:
    """Where the texts of a page's JSON-LD stand, found without a tree; a block that never ends is left out."""
    spans, position = [], 0
    while (name := source.find(b"ld+json", position)) >= 0:
        tag = source.rfind(b"<script", max(position, name - _TAG), name)
        begin = source.find(b">", name, name + _TAG) + 1
        if tag < 0 or not begin or source.find(b">", tag, name) >= 0:
            position = name + 1
            continue
        position = source.find(b"</script", begin)
        if position < 0:
            break
        spans.append((begin, position))
    return spans


def head_tree(source: bytes, spans: Sequence[tuple[int, int]]) -> LexborHTMLParser | None:
    """The tree of a page's head without its JSON-LD, None if it has no head to be told from the rest."""
    pieces, position = [], 0
    for begin, end in (*spans, (len(source), len(source))):
        head = source.find(b"</head>", position, begin)
        if head >= 0:
            pieces.append(source[position:head])
            return page_tree(b"".join(pieces)[:HEAD_LIMIT])
        pieces.append(source[position:begin])
        position = end
    return None


def _is_utf8(body: bytes, content_type: str | None) -> bool:
    said = body[:_HEAD] + (content_type or "")[:200].encode("utf-8", "replace")
    if body[:1] in (b"\xef", b"\xff", b"\xfe", b"\0") or _CHARSET.search(said):
        return False
    if body.isascii():
        return True
    view, position = memoryview(body), 0
    try:
        while position < len(body):  # piece by piece: a text of the whole page would only be thrown away
            piece = view[position : position + _PIECE]
            position += utf_8_decode(piece, "strict", position + len(piece) == len(body))[1]
    except UnicodeDecodeError:
        return False
    return True
