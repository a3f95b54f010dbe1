"""Each speaker has one steady colour, the same in every entry and every run."""

from __future__ import annotations

from zlib import crc32

from livetui.model.words import fold

HUES = 6
"""Colours for speakers that every theme of ours defines: ``speaker-0`` to ``speaker-5``."""


def hue(speaker: str | None) -> int | None:
    """The number of a speaker's colour, None for an unknown one.

    The last word of the name decides, so that ``Mikhaïlo Podolyak`` and ``Podolyak`` look the same.
    """
    words = fold(speaker or "").split()
    return crc32(words[-1].encode()) % HUES if words else None
