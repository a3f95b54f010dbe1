"""Paragraphs, and the marked stretches in them, with what was done to stray marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MISSING_CLOSE = "missing close"
"""Repair: the same mark opened twice, so the first quotation ends with its sentence."""


CONTINUED = "continued"
"""Repair: a second opening mark right after a sentence goes on with what is open."""


MISSING_OPEN = "missing open"
"""Repair: a closing mark with nothing open, so the words began with the sentence."""


UNCLOSED = "unclosed"
"""Repair: nothing closed it, so it ends with the paragraph or before the words that say who speaks."""


STRAY_OPEN = "stray open"
"""Repair: the opening mark stood before mere punctuation, so the words begin after that."""


_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"


@dataclass(slots=True, eq=False)
class Stretch:
    """Marked words: an outer pair of marks and what stands between."""

    left: int
    """Offset of the opening mark; where the words begin if there is none."""
    start: int
    """Offset of the first word."""
    end: int
    """Offset after the last word."""
    right: int
    """Offset after the closing mark; after the last word if there is none."""
    mark: str
    """The opening mark; a dash for a turn of dialogue; "" if there is none."""
    repairs: list[str] = field(default_factory=list)
    """What was done to stray marks, by name."""
    closed: bool = True
    """Was a closing mark found?"""


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines that hold text; one that goes on in small letters after a long line belongs to it."""
    start = end = -1
    for m in _LINE.finditer(text):
        a, b = m.span()
        gap = text[end:a] if start >= 0 else ""
        if (
            start >= 0
            and end - start >= 50
            and gap in ("\n", "\r\n")
            and text[a].islower()
            and text[end - 1] not in ".!?…:؟。！？："
        ):
            end = b
            continue
        if start >= 0 and not text[start:end].isspace():
            yield start, end
        start, end = a, b
    if start >= 0 and not text[start:end].isspace():
        yield start, end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space and invisible characters at both ends, and a comma at the end."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE or text[end - 1] in ",،、，"):
        end -= 1
    return start, end
