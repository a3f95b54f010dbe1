"""Words as a search compares them: folded, and parted where a reader parts them.

The index and the test in memory both read text through `tokens`, so the two can't disagree on what a word is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

VERSION = "2"
"""Grows whenever `tokens` comes to read some text otherwise; an index made under another version has to be made anew.

Python's own table of characters is left out of it: two Pythons on one cache would make the index anew in turn. What
that costs: a character that the older table lacked was no letter when it was indexed, so words with it are found only
once their entry has changed or this number has grown.
"""

_MARKS = re.compile(
    "["
    "\u0300-\u0305\u0307-\u036f"  # accents
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0640\u064b-\u065f\u0670"  # Arabic vowel signs and the stretched line
    "]"
    "|(?<![иИ])\u0306"  # the breve, but й is a letter of its own
)
_MAY_BE_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640-\u0670]")
_ARABIC = str.maketrans("ٱىةکیےہۀ", "ايهكييهه") | {
    0x660 + zero * 0x90 + digit: str(digit) for zero in (0, 1) for digit in range(10)
}
"""Letters that Arabic and Persian keyboards and habits set for one another, and their digits."""
_MAY_BE_ARABIC = re.compile("[\u0600-\u06ff]")
_STROKES = (("đ", "d"), ("ł", "l"), ("ø", "o"), ("ı", "i"))
"""Letters with a stroke (and the dotless i), which Unicode doesn't decompose."""

_UNSPACED = re.compile(
    "(["
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0edf"  # Thai, Lao
    "\u1000-\u1049\u1050-\u109f\u1780-\u17d3"  # Burmese, Khmer
    "\u2e80-\u2fd5\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # radicals, kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"  # Han
    "\u2600-\u27bf\U0001f300-\U0001faff"  # signs and emoji: each is looked for by itself
    "])"
)
_PLAIN = re.compile("[a-z0-9]+")
_WORD = re.compile(
    "["
    r"\w"
    "\u0900-\u0963\u0966-\u0dff"  # Indic scripts with their vowel signs, which \w leaves out
    "\u0f71-\u0f84\u0f90-\u0fbc"  # Tibetan signs below and above
    "\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1060\u17b4-\u17d3"
    "\u2600-\u27bf\U0001f300-\U0001faff"
    "\u3099\u309a"
    "]+"
)


def fold(text: str) -> str:
    """The text without differences of case, accent and width ("É" and "ｅ" become "e", "ß" becomes "ss")."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text)
    # Most texts have none of these: to know that is much cheaper than to replace them.
    if _MAY_BE_MARKS.search(folded):
        folded = _MARKS.sub("", folded)
    folded = folded.casefold()
    if _MAY_BE_ARABIC.search(folded):
        folded = folded.translate(_ARABIC)
    for letter, plain in _STROKES:
        folded = folded.replace(letter, plain)
    return unicodedata.normalize("NFC", folded)


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order.

    In scripts without spaces each character is one: there a phrase matches anywhere, as its readers expect.
    """
    folded = fold(text)
    if folded.isascii():
        return _PLAIN.findall(folded)
    return _WORD.findall(_UNSPACED.sub(r" \1 ", folded.replace("_", " ")))


_ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")
_ARTICLE = "\u0627\u0644"
_BEFORE_ARTICLE = ("", "\u0648", "\u0628", "\u0643", "\u0641")
"""Nothing, "and", "in", "like", "so": written on to the article of the next word."""
_INSTEAD_OF_IT = ("\u0644\u0644", "\u0648\u0644\u0644")
"""With "to", "and to" the article becomes one."""
_BEFORE_WORD = ("\u0648", "\u0628", "\u0644", "\u0641")


@lru_cache(1024)
def phrases(text: str) -> tuple[str, ...]:
    """The words of a search term with blanks between, in every form in which they may stand in a text; empty if none.

    Arabic writes the article and short particles on to the next word: who types "government" means "the government"
    and "and the government" as well. Four letters at least, or the particle makes another word too often.
    """
    words = tokens(text)
    if not words:
        return ()
    first, rest = words[0], "".join(f" {word}" for word in words[1:])
    forms = [first]
    if _ARABIC_WORD.fullmatch(first):
        bare = first.removeprefix(_ARTICLE)
        if len(bare) > 1:
            forms = [before + _ARTICLE + bare for before in _BEFORE_ARTICLE] + [to + bare for to in _INSTEAD_OF_IT]
        if bare == first:
            forms = [first, *forms] + ([before + first for before in _BEFORE_WORD] if len(first) > 3 else [])
        elif first not in forms:
            forms = [first, *forms]
    return tuple(form + rest for form in forms)


def padded(text: str | None) -> str:
    """The tokens with one blank around each: a phrase is in the text if its own padded form is a part of this."""
    return f" {' '.join(tokens(text))} " if text else " "


GAP = "\u2016"
"""Stands between the values of a list; no token is written so, hence no phrase reaches from one value into the next."""


def padded_all(values: Iterable[str]) -> str:
    """The padded forms of many values in one, with a `GAP` between them."""
    return GAP.join(padded(value) for value in values) or " "


def word_places(folded: str) -> list[tuple[int, int]]:
    """Where each of the `tokens` of a text stands in its folded form, as start and end."""
    if folded.isascii():
        return [found.span() for found in _PLAIN.finditer(folded)]
    places: list[tuple[int, int]] = []
    for run in _WORD.finditer(folded.replace("_", " ")):
        start, stop = run.span()
        for sign in _UNSPACED.finditer(folded, start, stop):
            if start < sign.start():
                places.append((start, sign.start()))
            places.append(sign.span())
            start = sign.end()
        if start < stop:
            places.append((start, stop))
    return places
