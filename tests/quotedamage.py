"""Damage to the marks of clean texts, and what it costs: shared by a property test and the benchmark."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator

from livetui.model.quote import Quote
from livetui.text.quotes import find_entry_quotes
from quotekit import Case

_PARTNER = {"«": "»", "»": "«", "“": "”", "”": "“", "„": "“", "‹": "›", "›": "‹", "「": "」", "」": "「"}
_MARKS = frozenset(_PARTNER) | {'"'}
_NOISE = [*"«»“”„\"'‘’‚‹›「」『』<>()[]—–-:;,.!?… \n\r\t\u00a0\u200b\u202e", "\n\n", " said ", " dit ", " а ", "““““"]


def clean(cases: Iterable[Case]) -> list[Case]:
    """The cases that name a speaker and whose marks need no repair."""
    return [c for c in cases if any(q.get("speaker") for q in c.quotes) and not any(q.get("repairs") for q in c.quotes)]


def dropped(text: str) -> Iterator[str]:
    """The text without one of its marks, for each."""
    for at, char in enumerate(text):
        if char in _MARKS:
            yield text[:at] + text[at + 1 :]


def swapped(text: str) -> Iterator[str]:
    """The text with one of its marks turned into the other of its pair, for each that is not both."""
    for at, char in enumerate(text):
        if char in _PARTNER:
            yield text[:at] + _PARTNER[char] + text[at + 1 :]


def named(case: Case, text: str) -> tuple[int, int]:
    """How many quotations of a case have their speaker in a text made from it, and how many name one."""
    found = find_entry_quotes(None, text, case.lang)
    wanted = [q for q in case.quotes if q.get("speaker")]
    return sum(_has(found, str(q["words"]), str(q["speaker"])) for q in wanted), len(wanted)


def accuracy(cases: Iterable[Case], damage: Callable[[str], Iterable[str]]) -> float:
    """The share of quotations that keep their speaker, over every damaged text of every case; 1 without any."""
    right = of = 0
    for case in cases:
        for text in damage(case.text):
            a, b = named(case, text)
            right, of = right + a, of + b
    return right / of if of else 1.0


def mutated(text: str, chance: random.Random) -> str:
    """The text after one to six random cuts, insertions, doublings and moves."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        match chance.randint(0, 3):
            case 0:
                text = text[:at] + text[min(to, at + 9) :]
            case 1:
                text = text[:at] + chance.choice(_NOISE) + text[at:]
            case 2:
                text = text[:to] + text[at : min(to, at + 40)] + text[to:]
            case _:
                text = text[to:] + text[at:to] + text[:at]
    return text


def _has(found: Iterable[Quote], words: str, speaker: str) -> bool:
    """Whether a quotation found holds at least half of the words and names the speaker."""
    wanted = set(re.findall(r"\w+", words))
    return any(q.speaker == speaker and 2 * len(wanted & set(re.findall(r"\w+", q.text))) >= len(wanted) for q in found)
