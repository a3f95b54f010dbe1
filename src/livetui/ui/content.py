"""The one door by which words from outside enter a widget: cleaned, and never read as markup."""

from __future__ import annotations

from textual.content import Content

from livetui.text.clean import clean, clean_line


def plain(text: str, style: str = "") -> Content:
    """Words from a feed, a file or the network as `Content`: controls are gone, brackets are brackets."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def plain_line(text: str, limit: int | None = None) -> Content:
    """The same on one line, cut at `limit` characters."""
    return Content(clean_line(text, limit))
