"""A tree of HTML into the blocks of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from livetui.text.clean import clean_line
from livetui.text.document import BlockKind, DocumentBuilder, Span, Style
from livetui.text.line import Line
from livetui.text.links import safe_url, shown_host
from livetui.text.rows import Tables

_STYLES = {
    **dict.fromkeys(("b", "strong"), Style.STRONG),
    **dict.fromkeys(("cite", "dfn", "em", "i", "var"), Style.EM),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Style.CODE),
    **dict.fromkeys(("del", "s", "strike"), Style.STRIKE),
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PREFORMATTED = frozenset(("listing", "plaintext", "pre", "xmp"))
_LISTS = frozenset(("dir", "menu", "ol", "ul"))
_ROWS = frozenset(("tbody", "tfoot", "thead"))
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li"),
        *("main", "nav", "p", "section", "summary", "table", "td", "th", "tr"),
        *_HEADINGS,
        *_PREFORMATTED,
        *_LISTS,
        *_ROWS,
    )
)
# Nothing to read in these, or nothing meant to be read beside the text.
_DROPPED = frozenset(
    (
        *("audio", "button", "canvas", "colgroup", "datalist", "embed", "frameset", "head", "iframe", "input", "meter"),
        *(
            "noembed",
            "noframes",
            "noscript",
            "object",
            "progress",
            "rp",
            "script",
            "select",
            "style",
            "svg",
            "template",
        ),
        *("textarea", "title", "video"),
    )
)
# These do not go together with cells that are one line each: the table is there for the layout.
_BREAKS_TABLE = frozenset(("blockquote", "dl", "hr", "table", *_HEADINGS, *_PREFORMATTED, *_LISTS))

_HIDING_WORDS = ("hidden", "HIDDEN", "none", "NONE")
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MAX_NUMBER = 999_999
_QUOTATION_MARKS = (("“", "”"), ("‘", "’"))


@dataclass(slots=True)
class _List:
    number: int | None
    """Of the next item; None in a list without numbers."""
    step: int = 1


class TreeReader:
    """Walks through a tree without recursion and hands its blocks to a builder.

    Words gather in one line of text until an element begins or ends that stands by itself; then they become a block, of
    a kind that the elements around them give.
    """

    def __init__(self, builder: DocumentBuilder, base: str | None = None, *, hiding: bool = True) -> None:
        """Start at the top of a document.

        Args:
            builder: Takes the blocks.
            base: What relative addresses are relative to.
            hiding: Whether to look for elements that are not to be shown (`may_hide`).
        """
        self._builder = builder
        self._base = base
        self._hiding = hiding
        self._urls: dict[str, str | None] = {}
        self._line = Line()
        self._around: list[str] = []
        self._lists: list[_List] = []
        self._tables = Tables(self._put, self._add)
        self._marker = ""
        self._captions = self._heading = self._quotes = self._pre = self._q = 0

    def read(self, root: LexborNode, *, dropped: frozenset[str] = _DROPPED) -> None:
        """Hand over all that is to be read below an element."""
        path: list[tuple[LexborNode, str]] = []
        node = root.first_child
        while True:
            if node is None:
                if not path:
                    break
                node, tag = path.pop()
                self._leave(tag)
                node = node.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._line.text(node.text_content or "")
            elif tag[:1] != "-" and tag not in dropped and not (self._hiding and _is_hidden(node)):
                self._enter(tag, node)
                child = node.first_child
                if child is not None:
                    path.append((node, tag))
                    node = child
                    continue
                self._leave(tag)
            node = node.next
        self._flush()

    # Elements

    def _enter(self, tag: str, node: LexborNode) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._enter_block(tag, node)
        elif (style := _STYLES.get(tag)) is not None:
            self._line.open(style)
        elif tag == "a":
            self._line.open(Style.LINK, self._url(node.attributes.get("href")))
        elif tag == "br":
            if not self._line.line_end():
                self._flush()
        elif tag == "img":
            attributes = node.attributes
            if words := clean_line(attributes.get("alt") or attributes.get("title") or ""):
                self._line.image(words, shown_host(self._url(attributes.get("src")) or ""))
        elif tag == "q":
            self._line.append(_QUOTATION_MARKS[self._q % 2][0])
            self._q += 1
        elif tag == "sup":
            self._line.raised += 1
        elif tag == "rt":
            self._line.append("(")

    def _leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._leave_block(tag)
        elif tag in _STYLES or tag == "a":
            self._line.close()
        elif tag == "q":
            self._q -= 1
            self._line.append(_QUOTATION_MARKS[self._q % 2][1])
        elif tag == "sup":
            self._line.raised -= 1
        elif tag == "rt":
            self._line.append(")")

    def _enter_block(self, tag: str, node: LexborNode) -> None:
        self._tables.enter(tag, breaks=tag in _BREAKS_TABLE)
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag == "li":
            self._marker = self._next_marker(node)
            self._around.append(tag)
        elif tag in _LISTS:
            self._lists.append(_list(node) if tag == "ol" else _List(None))
        elif tag == "blockquote":
            self._quotes += 1
            self._around.append(tag)
        elif tag in _PREFORMATTED:
            self._pre += 1
            self._line.preformatted = True
        elif tag == "table":
            self._tables.begin()
        elif tag == "figcaption":
            self._captions += 1
        elif tag == "hr":
            self._builder.rule()

    def _leave_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = 0
        elif tag == "li":
            self._marker = ""
            self._around.pop()
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes -= 1
            self._around.pop()
        elif tag in _PREFORMATTED:
            self._pre -= 1
            self._line.preformatted = self._pre > 0
        elif tag == "table":
            self._tables.end()
        elif tag == "figcaption":
            self._captions -= 1
        else:
            self._tables.leave(tag)

    def _next_marker(self, node: LexborNode) -> str:
        if not self._lists or self._lists[-1].number is None:
            return "•"
        items = self._lists[-1]
        number = _number(node.attributes.get("value"), items.number)
        items.number = number + items.step
        return f"{number}."

    # Blocks

    def _flush(self) -> None:
        """Make a block of what has gathered."""
        gathered = self._line.take()
        if gathered is None:
            return
        in_cell = self._tables.in_cell
        if not in_cell and gathered.only_images:
            for image in gathered.images:
                link = Span(0, len(image.words), Style.LINK, image.url)
                self._put(BlockKind.IMAGE, image.words, [link], 1, host=image.host)
            return
        gathered = gathered.stripped(lines=self._pre > 0)
        if not gathered.text:
            return
        if in_cell:
            self._tables.fill((gathered.text, gathered.spans))
        else:
            self._add(gathered.text, gathered.spans, gathered.parts)

    def _add(self, text: str, spans: list[Span], parts: int) -> None:
        if self._heading:
            self._put(BlockKind.HEADING, text, spans, parts, self._heading)
        elif self._pre:
            spans = [span for span in spans if span.style is not Style.CODE]
            self._put(BlockKind.CODE, text, spans, parts)
        elif self._captions:
            self._put(BlockKind.CAPTION, text, spans, parts)
        elif not self._around:
            self._put(BlockKind.PARAGRAPH, text, spans, parts)
        elif self._around[-1] == "li":
            self._put(BlockKind.ITEM, text, spans, parts, max(len(self._lists), 1))
        else:
            self._put(BlockKind.QUOTE, text, spans, parts, self._quotes)

    def _put(self, kind: BlockKind, text: str, spans: list[Span], parts: int, level: int = 0, host: str = "") -> None:
        self._builder.add(kind, text, spans, level=level, marker=self._marker, parts=parts, host=host)
        self._marker = ""

    def _url(self, href: str | None) -> str | None:
        if not href:
            return None
        if href not in self._urls:
            self._urls[href] = safe_url(href, self._base)
        return self._urls[href]


DROPPED_WITH_SCRIPTS = _DROPPED - {"noscript"}
"""What `TreeReader.read` drops where what is meant for readers without scripts is all there is."""


def may_hide(html: str) -> bool:
    """Whether any element of the source can be one that is not to be shown."""
    return any(word in html for word in _HIDING_WORDS)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_NOT_DISPLAYED.search(attributes.get("style") or ""))


def _list(node: LexborNode) -> _List:
    attributes = node.attributes
    return _List(_number(attributes.get("start"), 1), -1 if "reversed" in attributes else 1)


def _number(stated: str | None, otherwise: int | None) -> int:
    try:
        number = int((stated or "")[:8])
    except ValueError:
        return otherwise or 0
    return number if abs(number) <= _MAX_NUMBER else otherwise or 0
