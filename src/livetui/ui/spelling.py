"""Signs for a terminal that can't show ours: each takes the same cells, so that columns hold."""

from __future__ import annotations

import codecs
import unicodedata
from io import TextIOWrapper
from typing import TextIO

from rich.cells import cell_len, get_character_cell_size

_HANDLER = "livetui-spelling"
_PAIRS = """●* ○o ★+ ❝" ✎~ ◉@ ⌫x ✗x ▌| ─- ━- │| •- ▣# ↑^ ↓v ←< →> …. ·. “" ”" „" ‟" «" »" ‘' ’' ‚' ‹< ›> –- —- −- ×x
œo æa øo łl ßs ŒO ÆA ØO ŁL ⚑p ≈~ ┄- ⊘h ↪> ◦o ♪~ ▷> ⎙# ▪*"""
_SIGNS = {pair[0]: pair[1] for pair in _PAIRS.split()} | dict.fromkeys("\u00a0\u2009\u202f▁▂▃▄▅▆▇█▔", " ")


def spelled(text: str) -> str:
    """Text in ASCII, as many cells wide: our signs by others, letters without their accents, else question marks."""
    found = "".join(map(_spelled, text))
    width = cell_len(text)  # of a family of emoji, less than its members need
    return found if len(found) == width else found[:width].ljust(width, "?")


def spell_for(stream: TextIO | None) -> None:
    """Have what the encoding of a terminal lacks spelled with what it has."""
    if isinstance(stream, TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
        codecs.register_error(_HANDLER, _spell)
        stream.reconfigure(errors=_HANDLER)


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return spelled(error.object[error.start : error.end]), error.end


def _spelled(character: str) -> str:
    if (sign := _SIGNS.get(character)) is not None:
        return sign
    width = get_character_cell_size(character)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", character) if letter.isascii())
    return plain if len(plain) == width else "?" * width
