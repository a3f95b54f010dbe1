"""What words tell of a mark that has lost its partner: whether somebody is said to speak, and since where."""

from __future__ import annotations

from livetui.text.quotes.cues import AUX, BEFORE, FINITE, Tables
from livetui.text.quotes.repairs import words_from


class Hints:
    """The words of one text, as the reading of its marks asks for them."""

    def __init__(self, text: str, tables: Tables) -> None:
        """Args: the text, and the tables of its language."""
        self.text, self.tables = text, tables

    def cue_follows(self, at: int) -> bool:
        """Whether words that report stand right after an offset."""
        words = self.tables.words
        for n, m in enumerate(self.tables.token.finditer(self.text, at, min(len(self.text), at + 80))):
            if n > 3 or m.group() in ".!?:;":
                return False
            bits = words.get(m.group().casefold(), 0)
            if bits & (FINITE | BEFORE) or (bits & AUX and n <= 2):
                return True
        return False

    def words_from(self, low: int, high: int) -> int | None:
        """Where words that somebody says begin in the part of a sentence before a lone closing mark."""
        return words_from(self.text, self.tables, low, high)
