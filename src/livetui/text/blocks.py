"""Bodies as feeds send them, read into blocks of clean plain text."""

from __future__ import annotations

import re
from html import unescape

from livetui.model.entry import BodyKind
from livetui.text.clean import LIMITS, clean
from livetui.text.document import Block, BlockKind, Document, DocumentBuilder, Link, Mark, Style
from livetui.text.html import DROPPED_WITH_SCRIPTS, TreeReader, may_hide
from livetui.text.markup import flatten, parse_html

__all__ = ["Block", "BlockKind", "Document", "Link", "Mark", "Style", "read_body", "read_html", "read_text"]

MAX_PARAGRAPHS = 20_000
"""Of plain text; what comes after is one more, so that a flood of line ends costs no flood of blocks."""

# Begins and ends with a tag and has none: the feed escaped its HTML once more than its reader undoes.
_ESCAPED_TWICE = re.compile(r"\s*&lt;(?:!--|/?[a-z][a-z0-9]*[\s/&]).*&gt;\s*", re.IGNORECASE | re.DOTALL)


def read_body(body: str, kind: BodyKind, base: str | None = None) -> Document:
    """An entry's body, in whatever it is written."""
    return read_html(body, base) if kind is BodyKind.HTML else read_text(body)


def read_html(html: str, base: str | None = None) -> Document:
    """HTML, a fragment or a page, as blocks.

    Nothing is fetched and nothing run: scripts, styles, frames, forms and what is hidden leave no trace, pictures their
    words. Any string can be read, in time that its length bounds; what would cost the parser too much (see
    `livetui.text.markup`) is read as the plain text between its tags.

    Args:
        html: As a feed or page states it.
        base: The address that relative links are relative to; without one they are plain words.
    """
    source, cut = _shortened(html)
    if "<" not in source and _ESCAPED_TWICE.fullmatch(source):
        source = unescape(source)
    tree = parse_html(source)
    if tree is None or tree.body is None:
        return _paragraphs(flatten(source), cut=cut)
    builder = DocumentBuilder()
    TreeReader(builder, base, hiding=may_hide(source)).read(tree.body)
    document = builder.build(cut=cut)
    if not document.blocks and "<noscript" in source:
        builder = DocumentBuilder()
        TreeReader(builder, base).read(tree.body, dropped=DROPPED_WITH_SCRIPTS)
        document = builder.build(cut=cut)
    return document


def read_text(text: str) -> Document:
    """Plain text as blocks: every line with words in it is a paragraph."""
    source, cut = _shortened(text)
    return _paragraphs(source, cut=cut)


def _shortened(body: str) -> tuple[str, bool]:
    return (body, False) if len(body) <= LIMITS.BODY else (body[: LIMITS.BODY], True)


def _paragraphs(text: str, *, cut: bool) -> Document:
    lines = [line for line in map(str.strip, clean(text).split("\n")) if line]
    rest = "\n".join(lines[MAX_PARAGRAPHS:])
    builder = DocumentBuilder()
    for line in lines[:MAX_PARAGRAPHS]:
        builder.add(BlockKind.PARAGRAPH, line, parts=1)
    if rest:
        builder.add(BlockKind.PARAGRAPH, rest, parts=1)
    return builder.build(cut=cut)
