"""Words where no blanks part them (ja, zh): the longest listed form at each place, and runs of one script between."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

_UNITS = frozenset("年月日号號时時分秒岁歳人名个個件回度％%万萬億亿円元倍")
"""Signs that belong to the number before them."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A word or sign, answering like a match of a pattern."""

    text: str
    first: int

    def __getitem__(self, group: int) -> str:
        return self.text

    def group(self) -> str:
        """The word."""
        return self.text

    def start(self) -> int:
        """Where it begins."""
        return self.first

    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.first, self.first + len(self.text)


class Finder(Protocol):
    """What finds words: a pattern, or a `Segmenter`."""

    def finditer(self, string: str, pos: int = ..., endpos: int = ...) -> Iterator[Any]:
        """The words between two offsets, as matches."""


class Segmenter:
    """Finds words as a pattern would."""

    def __init__(self, listed: list[str]) -> None:
        """Args: listed: the forms of the tables."""
        forms: dict[str, list[str]] = {}
        for form in listed:
            forms.setdefault(form[0], []).append(form)
        self._forms = {sign: tuple(sorted(found, key=len, reverse=True)) for sign, found in forms.items()}

    def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[Piece]:
        """The words and signs of a text between two offsets, white space left out."""
        text, end = string, min(endpos, len(string))
        i = first = pos
        kind = ""
        while i < end:
            sign = text[i]
            now = _kind(sign)
            if kind == "digit" and sign in _UNITS:
                yield Piece(text[first : i + 1], first)
                i = first = i + 1
                kind = ""
                continue
            found = None
            if now != "katakana" or kind != now:  # a listed form may open a run of katakana, not break it
                found = next(
                    (f for f in self._forms.get(sign, ()) if text.startswith(f, i) and i + len(f) <= end), None
                )
            if found is not None and _kind(found[-1]) in ("katakana", "latin"):
                after = _kind(text[i + len(found) : i + len(found) + 1])
                found = None if after == _kind(found[-1]) else found
            if found is not None:
                if kind and first < i:
                    yield Piece(text[first:i], first)
                yield Piece(found, i)
                i = first = i + len(found)
                kind = ""
                continue
            if now == "dot" and kind and i + 1 < end and _kind(text[i + 1]) == kind:
                now = kind  # between the parts of a foreign name
            if now != kind or now == "sign":
                if kind and first < i:
                    yield Piece(text[first:i], first)
                first, kind = i, now
            if now in ("", "dot"):
                if now:
                    yield Piece(sign, i)
                first, kind = i + 1, ""
            i += 1
        if kind and first < end:
            yield Piece(text[first:end], first)


def variants(form: str, pairs: dict[str, str]) -> str:
    """A form with each sign replaced by its variant (zh: traditional for simplified)."""
    return "".join(pairs.get(sign, sign) for sign in form)


@cache
def _kind(sign: str) -> str:
    """The script of a sign; "" for white space."""
    if not sign or sign.isspace():
        return ""
    if sign in "・·•‧＝":
        return "dot"
    if "\u30a1" <= sign <= "\u30ff":
        return "katakana"
    if "\u3041" <= sign <= "\u309f":
        return "hiragana"
    if "\u3400" <= sign <= "\u9fff" or sign in "々〆〇":
        return "han"
    if sign.isdigit():
        return "digit"
    return "latin" if sign.isalpha() else "sign"
