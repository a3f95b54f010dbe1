"""A text as what can change in it: words, numbers and signs, however they are dressed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from livetui.model.quote import Span
from livetui.text.trivial import is_clock, without_stamp

_SIGNS = (
    r"!-/:-@\[-^`{-~¡-©«-´¶-¹»-¿\u2010-\u206f\u20a0-\u20cf\u2212\u3001-\u3004\u3008-\u3020\u3030"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_ALONE = (
    r"\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec4\u1000-\u102a\u1780-\u17b3"
    r"\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Signs of scripts that part no words by blanks."""
_ABOVE = (
    r"\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebd\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
    r"\u3099\u309a"
)
"""What stands above, below or after such a sign and belongs to it."""
_LETTER = rf"[^\s\d{_SIGNS}{_ALONE}]"
_INNER = rf"[^\s{_SIGNS}{_ALONE}]*+"
# No possessive group whose words may end half-way: Python 3.11.2 keeps what such a try had consumed.
_UNIT = re.compile(
    rf"(?:[{_ALONE}][{_ABOVE}]*+|{_LETTER}{_INNER}(?:['\-]{_LETTER}{_INNER})*)"
    r"|(?:\d{1,2}(?::[0-5]\d(?::[0-5]\d)?|[hH][0-5]\d)(?!\d))"
    r"|(?:\d{1,3}(?:[.,٬' ]\d{3})+(?!\d|[.,٬' ]\d{3})(?:[.,٫]\d++)?|\d++(?:[.,٫]\d++)*)"
    r"|(?:\.\.\.|''|``|\S)"
)
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("’‘‚‛ʼ´`＇", "'"),
        **dict.fromkeys("«»“”„‟‹›「」『』＂", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
    }
)
"""One character for one, so that places stay what they are."""
_SAME_SIGNS = {"'": '"', "''": '"', "...": "…"}
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[' ](?=\d)")
_CLOCKLIKE = re.compile(r"[:hH]")

_LINE = re.compile(r"[^\n]+")
_WEIGHTY = 8
"""Letters from which a word weighs no more."""


@dataclass(frozen=True, slots=True)
class Units:
    """The words, numbers and signs of a text; lists side by side, for there are many of them."""

    text: str
    keys: list[str]
    """What makes each the same as another one; never empty."""
    starts: list[int]
    """Where each begins, ascending."""
    breaks: list[int]
    """Which are the first of their line, ascending."""

    def end(self, place: int) -> int:
        """Where the unit at a place ends."""
        start = self.starts[place]
        behind = self.starts[place + 1] if place + 1 < len(self.starts) else len(self.text)
        return start + len(self.text[start:behind].split("\n", 1)[0].rstrip())


def is_word(key: str) -> bool:
    """Is it neither number nor sign."""
    return key[0].isalnum() and not key[0].isdecimal()


def is_number(key: str) -> bool:
    """Is it a number; a clock is none."""
    return key[0].isdecimal() and not _CLOCKLIKE.search(key)


def weight(key: str) -> int:
    """How much it says: letters more than signs."""
    return 2 + min(len(key), _WEIGHTY) if key[0].isalnum() else 1


def units(text: str) -> Units:
    """The words, numbers and signs of a text, without the lines that only tell when it was written."""
    shown = text if text.isascii() and "`" not in text else text.translate(_FOLDED)
    keys: list[str] = []
    starts: list[int] = []
    breaks: list[int] = []
    for start, end in _lines(shown):
        before = len(keys)
        for each in _UNIT.finditer(shown, start, end):
            keys.append(each[0])
            starts.append(each.start())
        if len(keys) > before:
            breaks.append(before)
    for place, key in enumerate(keys):
        if not key[0].isalpha():
            keys[place] = _SAME_SIGNS.get(key) or (_BETWEEN_DIGITS.sub("", key) if len(key) > 1 else key)
    return Units(text, keys, starts, breaks)


def _lines(text: str) -> list[Span]:
    """Where lines stand that say something, without what says when the text was updated."""
    found: list[Span] = []
    for line in _LINE.finditer(text):
        if words := without_stamp(line[0].strip()):
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            found.append((start, start + len(words)))
    for edge in (0, -1):
        if found and is_clock(text[slice(*found[edge])]):
            del found[edge]
    return found
