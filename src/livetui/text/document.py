"""What is left of a body: blocks of plain text with marks over it, and the links in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from livetui.text.clean import LIMITS, clean, clean_line


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    CAPTION = "caption"
    RULE = "rule"


class Style(StrEnum):
    """What a mark says of the words under it."""

    STRONG = "strong"
    EM = "em"
    CODE = "code"
    LINK = "link"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True)
class Mark:
    """A style over a span of a block's text. Marks may overlap."""

    start: int
    """In characters of the block's text."""
    end: int
    style: Style
    link: int | None = None
    """Number of the link, for LINK only."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that the words of a document lead to."""

    number: int
    """From 1, in order of appearance; one number for one address."""
    url: str
    """As `livetui.text.links.safe_url` lets it through."""
    text: str
    """The words first linked to it, on one line."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or what stands in the place of one."""

    kind: BlockKind
    text: str
    """Clean; empty for RULE alone. A table has a line for each row; an image's is what it shows, in words."""
    start: int
    """Offset of the text in `Document.text`."""
    level: int = 0
    """Of HEADING 1 to 6; of ITEM and QUOTE the depth, from 1; of TABLE 1 if its first row names the columns; else 0."""
    marker: str = ""
    """What stands before a list item ("•", "3."); "" for its second and later blocks."""
    marks: tuple[Mark, ...] = ()
    """In order of their starts."""
    host: str = ""
    """Where a picture comes from, as people read it; "" where that is not known."""


@dataclass(frozen=True, slots=True)
class Document:
    """A body read: for every block ``text[block.start:block.start + len(block.text)] == block.text``."""

    blocks: tuple[Block, ...] = ()
    text: str = ""
    """The texts of the blocks, joined by line ends."""
    links: tuple[Link, ...] = ()
    cut: bool = False
    """True: the body was longer than `LIMITS.BODY` and is read up to there."""


@dataclass(slots=True)
class Span:
    """A mark to be: characters that do not count from the start of a block yet, an address that has no number yet."""

    start: int
    end: int
    style: Style
    url: str | None = None

    def moved(self, by: int) -> Span:
        """The same, counted from elsewhere."""
        return Span(self.start + by, self.end + by, self.style, self.url)


class DocumentBuilder:
    """Puts a document together from its blocks, in order: counts offsets and numbers links."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._offset = 0
        self._links: dict[str, Link] = {}

    def add(
        self,
        kind: BlockKind,
        text: str,
        spans: Iterable[Span] = (),
        *,
        level: int = 0,
        marker: str = "",
        parts: int = 2,
        host: str = "",
    ) -> None:
        """Add a block; spans outside the text are cut to it, or left out.

        Args:
            kind: What it is.
            text: Put together from clean parts.
            spans: What is to be marked.
            level: As in `Block`.
            marker: As in `Block`.
            parts: How many parts it was put together from: what is clean for itself need not be clean side by side.
            host: As in `Block`.
        """
        if parts > 1:
            text = clean(text)
        marks = tuple(self._marks(text, spans)) if spans else ()
        self._blocks.append(Block(kind, text, self._offset, level, marker, marks, host))
        self._offset += len(text) + 1

    def rule(self) -> None:
        """Add a line across, where it parts something."""
        if self._blocks and self._blocks[-1].kind is not BlockKind.RULE:
            self.add(BlockKind.RULE, "", parts=1)

    def build(self, *, cut: bool = False) -> Document:
        """The document."""
        if self._blocks and self._blocks[-1].kind is BlockKind.RULE:
            self._blocks.pop()
        text = "\n".join([block.text for block in self._blocks])
        return Document(tuple(self._blocks), text, tuple(self._links.values()), cut)

    def _marks(self, text: str, spans: Iterable[Span]) -> Iterable[Mark]:
        for span in sorted(spans, key=lambda span: span.start):
            start, end = max(span.start, 0), min(span.end, len(text))
            if start >= end:
                continue
            if span.style is not Style.LINK:
                yield Mark(start, end, span.style)
            elif span.url and (words := clean_line(text[start:end], LIMITS.TITLE)):
                link = self._links.get(span.url)
                if link is None:
                    link = self._links[span.url] = Link(len(self._links) + 1, span.url, words)
                yield Mark(start, end, Style.LINK, link.number)
