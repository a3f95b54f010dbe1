"""What stands in a line of the timeline for an entry without a title."""

from __future__ import annotations

import re

from livetui.model.entry import BodyKind, Entry

_LONGEST = 120
"""Characters of the text that stand in for a missing title."""
_UNTITLED = "…"
"""Stands for an entry without title and text; a line of the timeline is never empty."""
_TAG = re.compile(r"<[^<>]{0,1000}>")


def shown_title(entry: Entry) -> str:
    """The title, else the first words of the body, else a sign."""
    if entry.title:
        return entry.title
    text = _TAG.sub(" ", entry.body[:4000]) if entry.body_kind is BodyKind.HTML else entry.body
    return first_words(text) or _UNTITLED


def first_words(text: str) -> str:
    """The beginning of a text on one line; empty if there is no word in it."""
    line = " ".join(text[: _LONGEST * 4].split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + "…"
