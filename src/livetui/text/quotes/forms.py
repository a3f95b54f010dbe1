"""What a word is that the tables do not list as it stands: with an ending, a prefix, or as part of a compound."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Forms:
    """How the words of a language are written and inflected."""

    suffix_marks: str = ""
    """Signs that part a name from its ending (tr. "Kaya'nın", fi. "EU:n"): the ending is no part of the name."""
    endings: tuple[str, ...] = ()
    """Endings of nouns, the longest first: a listed noun is known with each (tr. "bakan" + "ı")."""
    compounds: bool = False
    """Is a compound what its last part is (fi. "ulkoministeri")?"""
    prefixes: tuple[tuple[str, int], ...] = ()
    """Small words written together with the next, the longest first, with the bits they add (ar. "و", "لل")."""
    article: str = ""
    """An article written together with its noun (ar. "ال")."""
    caseless: bool = False
    """Has the script no capitals? Then any word that is not listed may be part of a name."""
    unspaced: bool = False
    """Are words written without blanks (ja, zh)?"""
    keeps: int = 0
    """The bits that a listed word keeps with an ending or in a compound: those of nouns."""
    inflected: bool = False
    """May a word be known by a prefix, an ending or the last part of a compound?"""

    def bits(self, low: str, words: dict[str, int]) -> int:
        """The bits of a folded word that is not listed; 0 if nothing of it is."""
        for prefix, more in self.prefixes:
            if low.startswith(prefix) and (bits := words.get(low[len(prefix) :], 0)):
                if more or (self.article and prefix.endswith(self.article)):
                    bits &= self.keeps  # neither an article nor a preposition stands before a verb
                if bits:
                    return bits | more
        if not self.endings and not self.compounds and not self.suffix_marks:
            return 0
        stem = low[: self.stem(low)]
        if bits := words.get(stem, 0) & self.keeps:
            return bits
        for ending in ("", *self.endings):
            if len(stem) > len(ending) + 2 and stem.endswith(ending):
                noun = stem[: len(stem) - len(ending)]
                if bits := words.get(noun, 0) & self.keeps:
                    return bits
                if self.compounds:
                    for k in range(2, len(noun) - 3):
                        if bits := words.get(noun[k:], 0) & self.keeps:
                            return bits
        return 0

    def common(self, low: str) -> bool:
        """Whether a word that is not listed can be no name: it has the article, or is hiragana alone."""
        if self.article:
            return low.startswith(self.article)
        return self.unspaced and all("\u3041" <= sign <= "\u309f" for sign in low)

    def stem(self, word: str) -> int:
        """The length of a word without an ending behind one of the `suffix_marks`."""
        ends = [k for mark in self.suffix_marks if (k := word.find(mark)) > 0]
        return min(ends, default=len(word))


def token_pattern(elisions: str, inverted: str, suffix_marks: str) -> re.Pattern[str]:
    """Finds words and the punctuation that matters; elided forms and inverted pronouns ("l'", "-t-il") stand alone.

    Args:
        elisions: heads cut off at an apostrophe, parted by blanks.
        inverted: pronouns joined to a verb by a hyphen, parted by blanks.
        suffix_marks: signs between a name and its ending.
    """
    pronouns = "|".join(inverted.split())
    guard = rf"(?!(?i:(?:t-)?(?:{pronouns}))\b)" if pronouns else ""
    heads = "|".join(sorted(elisions.split(), key=len, reverse=True))
    elided = rf"\b(?i:{heads})['’](?=\w|\s?$)|" if heads else ""
    joint = rf"-(?i:(?:t-)?(?=(?:{pronouns})\b))|" if pronouns else ""
    # What is read ends where a mark begins: an elided form may stand right before it ("d'« urgence »").
    # A letter may carry its accent as a mark behind it, as texts from macOS do, and vowels as marks in Arabic.
    letters = r"[^\W_]++(?:[\u0300-\u036f\u064b-\u065f\u0670]++[^\W_]*+)*+"
    # a full stop whose blank is missing ends a sentence: "sagte Ana.Als er", but "ndr.de", "z.B.", "U.S.", "Ph.D."
    small, large = "[a-zß-öø-ÿа-яёіїє]", "[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄ]"
    opens = rf"(?<={small}{small}\.){large}{small}"
    parted = r"|:(?=[^\W\d_])" if ":" in suffix_marks else ""
    tied = rf"(?:-{guard}|['’&]|\.(?!{opens}){parted})"
    plain = r"[A-Za-z]++(?=[ ,\n])|"  # most words are, and are found faster so
    return re.compile(rf"{plain}{elided}{letters}(?:{tied}{letters})*|{joint}[^\w\s]")
