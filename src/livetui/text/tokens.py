"""The words of a paragraph with what each can be; a marked stretch is one token.

Everything that `mentions` and `attribution` decide is decided on these bits, so no pattern knows a language.
"""

from __future__ import annotations

from collections.abc import Sequence

from livetui.text.cues import (
    ADV,
    AUX,
    BEFORE,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    PREP,
    PRON,
    STOP,
    THAT,
    TITLE,
    VERB,
    Tables,
    fold,
)
from livetui.text.marks import Stretch

PUNCT = 1 << 32
QUOTE = 1 << 33
CAP = 1 << 34
NUMBER = 1 << 35
JOINT = 1 << 36
"""The hyphen before an inverted pronoun."""
END = 1 << 37
"""A sentence ends after this token."""
WORD = 1 << 38
BREAK = PUNCT | QUOTE
_SMALL = DET | CHAIN | PREP | PRON | STOP | ADV | AUX | CLITIC | CONJ | BEFORE | THAT | TITLE | VERB


class Tokens:
    """The tokens of one paragraph, in parallel lists."""

    def __init__(self, text: str, start: int, end: int, stretches: Sequence[Stretch], tables: Tables) -> None:
        """Args: text and the paragraph's span in it; the marked stretches there; the tables of its language."""
        self.text = text
        self.tables = tables
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.bits: list[int] = []
        self.lows: list[str] = []
        self.quotes: list[int] = []
        """For each stretch, the number of its token."""
        self.low: list[int] = []
        """For each token, the first of its sentence."""
        self.high: list[int] = []
        """For each token, the one after the last of its sentence."""
        at = start
        for s in stretches:
            self._read(at, s.left)
            self.quotes.append(len(self.bits))
            self._add(s.left, s.right, "", QUOTE)
            at = s.right
        self._read(at, end)
        self._phrases()
        self._sentences()
        self.size = len(self.bits)

    def _add(self, start: int, end: int, low: str, bits: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.lows.append(low)
        self.bits.append(bits)

    def _read(self, start: int, end: int) -> None:
        text, words, short = self.text, self.tables.words, self.tables.abbreviations
        for m in self.tables.token.finditer(text, start, end):
            a, b = m.span()
            first = text[a]
            if first.isalnum():
                low = fold(text[a:b])
                bits = words.get(low, 0) | WORD
                if first.isupper():
                    bits |= CAP
                elif first.isdigit():
                    bits |= NUMBER
                self._add(a, b, low, bits)
                continue
            low = text[a:b]
            if low == "." and self.bits and self.ends[-1] == a and self.bits[-1] & WORD:
                last = self.lows[-1]
                if last in short or (len(last) == 1 and self.bits[-1] & CAP) or ("." in last and last[-2:-1] == "."):
                    self.ends[-1] = b  # an abbreviation keeps its full stop
                    continue
            joint = low[0] in "-‐" and bool(self.bits) and self.ends[-1] == a and text[b : b + 1].isalpha()
            self._add(a, b, low, PUNCT | JOINT if joint else PUNCT)

    def _phrases(self) -> None:
        """Words that make up a phrase of the tables become one token."""
        phrases, lows = self.tables.phrases, self.lows
        if phrases.keys().isdisjoint(lows):
            return
        kept: list[int] = []
        ends: list[int] = []
        places = [0] * (len(lows) + 1)
        i = 0
        while i < len(lows):
            n = 1
            for words, bits in phrases.get(lows[i], ()):
                if tuple(lows[i : i + len(words)]) == words:
                    n = len(words)
                    self.bits[i] = bits | WORD | self.bits[i] & CAP
                    lows[i] = " ".join(words)
                    break
            places[i] = len(kept)
            kept.append(i)
            ends.append(self.ends[i + n - 1])
            i += n
        self.starts = [self.starts[k] for k in kept]
        self.bits = [self.bits[k] for k in kept]
        self.lows = [lows[k] for k in kept]
        self.ends = ends
        self.quotes = [places[q] for q in self.quotes]

    def _sentences(self) -> None:
        text, n = self.text, len(self.bits)
        self.low, self.high = [0] * n, [0] * n
        for i in range(n):
            bits = self.bits[i]
            if bits & PUNCT:
                if self.lows[i] not in ".!?…;":
                    continue
            elif not (bits & QUOTE and _last_letter(text, self.starts[i], self.ends[i]) in ".!?…"):
                continue
            if i + 1 == n or self.lows[i] == ";" or self._opens(i + 1, bool(bits & QUOTE)):
                self.bits[i] |= END
        low = 0
        for i in range(n):
            self.low[i] = low
            if self.bits[i] & END or i == n - 1:
                self.high[low : i + 1] = [i + 1] * (i + 1 - low)
                low = i + 1

    def _opens(self, i: int, quoted: bool) -> bool:
        """Whether token i may open a sentence; after `quoted` words a dash or bracket does not."""
        if self.bits[i] & (CAP | QUOTE | NUMBER):
            return True
        return not quoted and bool(self.bits[i] & PUNCT) and self.lows[i] in "—–(["

    def name(self, i: int) -> bool:
        """Whether this word could be part of a name: a capital, and nothing the tables know as a small word."""
        return bool(self.bits[i] & CAP) and not self.bits[i] & _SMALL


def _last_letter(text: str, start: int, end: int) -> str:
    """The last character of the words in a marked stretch."""
    for k in range(end - 1, max(start, end - 5), -1):
        if not text[k].isspace() and text[k] not in "\"'»”“’‘‹›«":
            return text[k]
    return ""
