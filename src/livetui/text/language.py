"""A light guess at a text's language: by script first, then by small words, endings and letters.

What tells languages of one script apart is data, in ``livetui/data/languages.toml``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

from livetui.text.tables import read_table

SAMPLE = 2000
"""So many characters from the start are looked at, and fewer for the script."""
_SCRIPT_SAMPLE = 600

_SAID, _ENDING, _LETTER = 2.0, 0.5, 0.4
"""What a reporting word, an ending and a letter count, where a small word counts 1."""
_SURE = 1.12
"""The best language must have so many times the score of the second."""
_SHARE = 0.06
"""It must have so much for every word of the text."""
_LEAST = 1.4
"""And so much at all, so that a name or two tell nothing."""
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = r"[Ͱ-ᷟ\u2e80-\u2fff\u3040-\ud7ff\uf900-\ufaff]+"
"""Runs of letters of other scripts than Latin. These expressions are made ready when they are first needed."""
_BLOCKS = (
    ("greek", r"[Ͱ-Ͽ]"),
    ("cyrillic", r"[Ѐ-ԯ]"),
    ("hebrew", r"[\u0590-\u05ff]"),
    ("arabic", r"[\u0600-\u077f]"),
    ("kana", r"[\u3041-\u3096\u30a1-\u30fa]"),
    ("han", r"[\u3400-\u9fff]"),
    ("hangul", r"[\u1100-\u11ff\uac00-\ud7af]"),
)
_SIGNS = {
    "uk": r"(?i)[іїєґ]",
    "be": r"(?i)ў",
    "ru": r"(?i)[ыэё]",
    "sr": r"(?i)[љњђћџј]",
    "mk": r"(?i)[ѓќѕ]",
    "bg": r"(?i)ъ(?=[^\Wеёюя])",
}  # fmt: skip
_PERSIAN = r"[پچژگی]"
_URDU = r"[ٹڈڑےں]"


def guess(text: str) -> str | None:
    """The primary subtag of the language a text seems to be in (fr, en, de, …); None if it is hard to tell."""
    sample = text[:SAMPLE]
    if not sample.isascii() and (found := re.findall(_FOREIGN, text[:_SCRIPT_SAMPLE])):
        foreign = "".join(found)
        if 2 * len(foreign) > sum(map(len, _WORD.findall(text[:_SCRIPT_SAMPLE]))):
            return _of_script(foreign, sample)
    words = _WORD.findall(sample.casefold())
    return _of_words(Counter(words), len(words))


@cache
def _weights() -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """Word, ending, letter -> what it counts for each language; the more languages have it, the less."""
    raw = read_table("languages.toml")
    words: dict[str, dict[str, float]] = {}
    endings: dict[str, dict[str, float]] = {}
    letters: dict[str, dict[str, float]] = {}
    for lang, row in raw.items():
        for table, entries, worth in (
            (words, row["small"].split(), 1.0),
            (words, row["said"].split(), _SAID),
            (endings, row.get("endings", "").split(), _ENDING),
            (letters, list(row.get("letters", "")), _LETTER),
        ):
            for entry in entries:
                table.setdefault(entry, {})[lang] = worth
    for table in (words, endings, letters):
        for counts in table.values():
            share = len(counts) ** 0.5
            counts.update({lang: worth / share for lang, worth in counts.items()})
    return words, endings, letters


def _of_words(words: Counter[str], total: int) -> str | None:
    if total < 3:
        return None
    small, endings, letters = _weights()
    scores: dict[str, float] = defaultdict(float)
    long = 0
    for word, times in words.items():
        if counts := small.get(word):
            # letters that stand alone, as in a list or a formula, tell nothing by themselves
            long += len(word) > 1
            for lang, worth in counts.items():
                scores[lang] += worth * min(times, 8)
        elif len(word) > 4:
            long += 1
            for lang, worth in endings.get(word[-3:], {}).items():
                scores[lang] += worth
            if not word.isascii():
                for letter in word:
                    for lang, worth in letters.get(letter, {}).items():
                        scores[lang] += worth
    if not long or not scores:
        return None
    (best, first), (_, second) = sorted([*scores.items(), ("", 0.0)], key=lambda x: -x[1])[:2]
    if first < _LEAST or first < _SHARE * total or first < _SURE * second:
        return None
    return best


def _of_script(letters: str, sample: str) -> str | None:
    """The language of letters of other scripts, told by script, a few letters or the small words of the sample."""
    counts = {name: len(re.findall(block, letters)) for name, block in _BLOCKS}
    if counts["kana"] * 10 > counts["han"] + counts["kana"]:
        return "ja"
    block = max(counts, key=counts.__getitem__)
    if counts[block] * 2 < len(letters):
        return None
    match block:
        case "cyrillic":
            return _cyrillic(letters, sample)
        case "han":
            return "zh"
        case "arabic":
            if len(re.findall(_URDU, letters)) * 50 > len(letters):
                return "ur"
            return "fa" if len(re.findall(_PERSIAN, letters)) * 50 > len(letters) else "ar"
        case "hebrew":
            return "he"
        case "greek":
            return "el"
        case _:
            return "ko"


def _cyrillic(letters: str, sample: str) -> str:
    signs = {lang: len(re.findall(found, letters)) for lang, found in _SIGNS.items()}
    if signs["uk"] or signs["be"]:
        if 2 * signs["ru"] > signs["uk"]:
            return "be" if signs["be"] else "ru"
        return "be" if signs["be"] else "uk"
    if signs["ru"]:
        return "ru"
    if signs["sr"] or signs["mk"]:
        return "mk" if signs["mk"] else "sr"
    if signs["bg"] * 100 > len(letters):
        return "bg"
    words = _WORD.findall(sample.casefold())
    return _of_words(Counter(words), len(words)) or "ru"
