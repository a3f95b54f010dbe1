"""The words of a paragraph with what each can be; a marked stretch is one token.

Everything that `mentions` and `attribution` decide is decided on these bits, so no pattern knows a language.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from livetui.text.quotes.cues import (
    ADV,
    AUX,
    BEFORE,
    BODY,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    ENDING,
    INFINITIVE,
    OBLIQUE,
    PARTICIPLE,
    PREP,
    PRON,
    ROLE,
    STOP,
    THAT,
    TITLE,
    VERB,
    Tables,
    fold,
)
from livetui.text.quotes.stretch import Stretch

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
_SIGNS = str.maketrans("،؛؟，、：；。！？．（）", ",;?,,:;.!?.()")
"""Punctuation of other scripts, as the patterns know it."""
_SHORT = 5
"""A word of no more letters may be a name even with an ending of two."""
_NO_NAME = ADV | AUX | CONJ | STOP | VERB
_LAST = 6
"""The last part of a compound has no fewer letters: a shorter one may end a name as well (Darmstadt)."""
_ENDS = frozenset(".!?…؟。！？")
_SMALL = DET | CHAIN | PREP | PRON | STOP | ADV | AUX | CLITIC | CONJ | BEFORE | THAT | TITLE | VERB

MET = 20_000
"""So many forms are kept per language with what they are; forms come again and again, in every text."""


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
        self._participles: list[int] | None = None
        self._infinitives: list[int] | None = None

    def _add(self, start: int, end: int, low: str, bits: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.lows.append(low)
        self.bits.append(bits)

    def _read(self, start: int, end: int) -> None:
        text, short, forms = self.text, self.tables.abbreviations, self.tables.met
        starts, ends, lows, kinds = self.starts, self.ends, self.lows, self.bits
        for m in self.tables.token.finditer(text, start, end):
            if known := forms.get(m[0]) or self._form(m[0]):
                low, bits, size = known
                a = m.start()
                starts.append(a)
                ends.append(a + size)
                lows.append(low)
                kinds.append(bits)
                continue
            a, b = m.span()
            low = m[0]
            if low == "." and kinds and ends[-1] == a and kinds[-1] & WORD:
                last = lows[-1]
                initial = len(last) == 1 and bool(kinds[-1] & CAP)
                initials = initial or ("." in last and last[-2:-1] == ".")
                ordinal = self._ordinal(starts[-1], a)
                if last in short or initials or ordinal or text[b : b + 1] == ",":
                    ends[-1] = b  # an abbreviation keeps its full stop
                    if initial and not kinds[-1] & TITLE:
                        kinds[-1] = WORD | CAP  # "В. Путин" begins with no preposition
                    continue
            joint = low[0] in "-‐" and bool(kinds) and ends[-1] == a and text[b : b + 1].isalpha()
            self._add(a, b, low, PUNCT | JOINT if joint else PUNCT)

    def _ordinal(self, start: int, end: int) -> bool:
        """Whether a full stop after these characters makes an ordinal ("am 4. Mai"), where nouns have capitals."""
        word = self.text[start:end]
        return self.tables.nouns_capitalised and ((word.isdigit() and end - start < 3) or not word.strip("IVX"))

    def _form(self, word: str) -> tuple[str, int, int] | None:
        """What a word or sign is, kept for when it comes again; None for a sign that depends on what is beside it."""
        if not word[0].isalnum():
            if word[0] in ".-‐":
                return None
            return self._keep(word, (word.translate(_SIGNS), PUNCT, len(word)))
        tables = self.tables
        forms = tables.forms
        low = word.lower() if word.isascii() else fold(word)
        bits = tables.words.get(low, 0) or (forms.bits(low, tables.words) if forms.inflected else 0)
        bits = bits | WORD if bits else self._unlisted(word, low)
        if word[0].isupper():
            bits |= CAP
        elif word[0].isdigit():
            tail = word.rpartition("-")[2]
            if not tail[:1].isalpha():
                bits |= NUMBER
            elif tail[0].isupper() and tables.nouns_capitalised:
                bits |= CAP | ROLE  # "die 68-Jährige"
        elif forms.caseless and bits == WORD and not forms.common(low):
            bits |= CAP  # nothing tells a name, so whatever is no common word may be one
        return self._keep(word, (low, bits, forms.stem(word) if forms.suffix_marks else len(word)))

    def _compound(self, low: str) -> int:
        """What a noun is that its last part tells: SPD-Landtagsfraktion, Wochenzeitung."""
        words, (_, hyphen, last) = self.tables.words, low.rpartition("-")
        if hyphen and (bits := words.get(last, 0) & (ROLE | BODY)):
            return bits
        if last[-ENDING:] not in self.tables.noun_endings:
            return 0
        return next((BODY for k in range(2, len(last) - _LAST + 1) if words.get(last[k:], 0) & BODY), 0)

    def _unlisted(self, word: str, low: str) -> int:
        """What a word is that the tables do not list: by what it is joined to, or by how it ends."""
        tables, bits = self.tables, WORD
        if tables.cases and "-" in low:  # экс-министр, вице-спикер
            bits |= tables.words.get(low.rsplit("-", 1)[1], 0) & (ROLE | BODY | OBLIQUE)
        if tables.nouns_capitalised and word[0].isupper():
            bits |= self._compound(low)
        if bits != WORD:
            return bits
        ending = tables.adverb_ending
        if ending and low.endswith(ending) and len(low) > len(ending) + 2:
            return WORD | ADV
        return WORD | VERB if low.endswith(tables.verb_endings) and word == low else WORD

    def _keep(self, word: str, known: tuple[str, int, int]) -> tuple[str, int, int]:
        met = self.tables.met
        if len(met) >= MET:
            met.clear()
        met[word] = known
        return known

    def _phrases(self) -> None:
        """Words that make up a phrase of the tables become one token."""
        phrases, lows = self.tables.phrases, self.lows
        if phrases.keys().isdisjoint(lows):
            return
        gone: set[int] = set()
        after = 0
        for i in [i for i, low in enumerate(lows[:-1]) if low in phrases and lows[i + 1] in phrases[low]]:
            if i < after:
                continue
            for words, bits in phrases[lows[i]].get(lows[i + 1], ()):
                if tuple(lows[i : i + len(words)]) == words:
                    after = i + len(words)
                    self.bits[i] = bits | WORD | self.bits[i] & CAP
                    self.ends[i] = self.ends[after - 1]
                    gone.update(range(i + 1, after))
                    lows[i] = " ".join(words)
                    break
        if not gone:
            return
        kept = [i for i in range(len(lows)) if i not in gone]
        self.starts = [self.starts[k] for k in kept]
        self.ends = [self.ends[k] for k in kept]
        self.bits = [self.bits[k] for k in kept]
        self.lows = [lows[k] for k in kept]
        self.quotes = [bisect_left(kept, q) for q in self.quotes]

    def _sentences(self) -> None:
        text, n, places = self.text, len(self.bits), self.tables.places
        ends = []
        for i in [i for i, bits in enumerate(self.bits) if bits & BREAK]:
            bits = self.bits[i]
            if bits & PUNCT:
                if self.lows[i] not in ".!?…;":
                    continue
            elif _last_letter(text, self.starts[i], self.ends[i]) not in _ENDS:
                continue
            if i + 1 == n or self.lows[i] == ";" or self._opens(i + 1, bool(bits & QUOTE)):
                self.bits[i] |= END
                ends.append(i + 1)
        for low, high in pairwise([0, *ends, n]):
            self.low += [low] * (high - low)
            if places and low < n and self.bits[low] == WORD | CAP and self.lows[low][_SHORT - 2 :].endswith(places):
                self.bits[low] = WORD | ADV
            self.high += [high] * (high - low)
        if self.tables.nouns_capitalised:
            self._nouns()

    def _nouns(self) -> None:
        """Where nouns have capitals, a small word with one inside a sentence is a name: "sagte Kurz", "Simone Weil"."""
        bits = self.bits
        for i in [i for i, b in enumerate(bits) if b & CAP and b & _NO_NAME and not b & ~(_NO_NAME | WORD | CAP)]:
            inside = i > self.low[i] and (bits[i - 1] & WORD or self.lows[i - 1] == ",")
            if inside and " " not in self.lows[i]:
                bits[i] = WORD | CAP

    def _opens(self, i: int, quoted: bool) -> bool:
        """Whether token i may open a sentence; after `quoted` words a dash or bracket does not."""
        if self.bits[i] & (CAP | QUOTE | NUMBER):
            return True
        if self.tables.forms.caseless and self.bits[i] & WORD:
            return not quoted
        return not quoted and bool(self.bits[i] & PUNCT) and self.lows[i] in "—–(["

    def next_participle(self, i: int) -> int:
        """The first token from i on that may be the participle of a reporting verb; the number of tokens if none is."""
        if self._participles is None:
            self._participles = [k for k, bits in enumerate(self.bits) if bits & PARTICIPLE]
        k = bisect_left(self._participles, i)
        return self._participles[k] if k < len(self._participles) else self.size

    def next_infinitive(self, i: int) -> int:
        """The first token from i on that is the infinitive of a reporting verb; the number of tokens if none is."""
        if self._infinitives is None:
            self._infinitives = [k for k, bits in enumerate(self.bits) if bits & INFINITIVE]
        k = bisect_left(self._infinitives, i)
        return self._infinitives[k] if k < len(self._infinitives) else self.size

    def name(self, i: int) -> bool:
        """Whether this word could be part of a name: a capital, and nothing the tables know as a small word."""
        small = self.bits[i] & _SMALL
        if small == VERB and (self.tables.drops or self.tables.nouns_capitalised) and i > self.low[i]:
            return bool(self.bits[i] & CAP)  # "diz Mora": verbs have capitals only where sentences begin
        return bool(self.bits[i] & CAP) and not small


def _last_letter(text: str, start: int, end: int) -> str:
    """The last character of the words in a marked stretch."""
    for k in range(end - 1, max(start, end - 5), -1):
        if not text[k].isspace() and text[k] not in "\"'»”“’‘‹›«」』":
            return text[k]
    return ""
