"""The tree of a page."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from livetui.text.markup import parse_html

RUN = 250
"""Tags in a row of which none ends an element; honest pages have fewer, but for the links in their heads."""
OPEN = 200
"""Elements of one name that are begun and never ended."""
_NAMES = (b"div", b"span", b"a", b"b", b"i", b"em", b"strong", b"font", b"section", b"article")


def page_tree(text: str) -> LexborHTMLParser | None:
    """The tree of a page, or None if making it could take long (`livetui.text.markup.parse_html`).

    That check costs several times what the tree does. A page that shows none of the signs that cost needs (many tags in
    a row, many left open) is read without; should a hostile one get through, its process is stopped in time.
    """
    source = text.encode("utf-8", "replace")
    if not _leaves_open(source) and all(piece.count(b"<") <= RUN for piece in source.split(b"</")):
        return LexborHTMLParser(source)
    return parse_html(text)


def _leaves_open(source: bytes) -> bool:
    """Whether elements of a name are begun far more often than they are ended."""
    return any(
        source.count(b"<" + name + b">") + source.count(b"<" + name + b" ") - source.count(b"</" + name) > OPEN
        for name in _NAMES
    )
