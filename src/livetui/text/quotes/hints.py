"""What words tell of a mark that has lost its partner: whether somebody is said to speak, and since where."""

from __future__ import annotations

from livetui.text.quotes.cues import AUX, BEFORE, DET, FINITE, GERUND, PARTICIPLE, SIMILE, THAT, Tables

_REACH = 600
"""So many characters of a sentence are looked at for where words begin that only a closing mark ends."""
_BEHIND = 5
"""A comma or "that" fewer than this many words behind a verb opens what it reports."""


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
        """Where words that somebody says begin in the part of a sentence before a lone closing mark.

        After its last colon, else after the first verb that reports with a comma or "that" right behind it, else after
        the last verb that reports.
        """
        words, begin, strength, behind, before = self.tables.words, None, 0, _BEHIND, 0
        for m in self.tables.token.finditer(self.text, low, min(high, low + _REACH)):
            bits = words.get(m.group().casefold(), 0)
            behind += 1
            if m.group() == ":":
                begin, strength = m.span()[1], 3
            elif (
                behind < _BEHIND
                and strength < 2
                and ((m.group() == "," and not self.tables.incise) or bits & (THAT | SIMILE))
            ):
                begin, strength = m.span()[1], 2
            elif bits & (FINITE | PARTICIPLE | GERUND) and not (before & DET or bits & DET):
                behind = 0
                if strength < 2:
                    begin, strength = m.span()[1], 1
            before = bits
        return begin if strength > 1 or not self.tables.incise else None
