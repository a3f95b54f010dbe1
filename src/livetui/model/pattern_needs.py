"""What a text must have for a regular expression to be found in it, told from the expression alone.

Where a text lacks it, nothing has to be looked up. In doubt nothing is told to be needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from livetui.model.filter_tree import Pattern

_SHORTEST = 2
"""Characters of a run that is worth to be looked for."""
_MOST = 8
"""Runs that are told at most."""
_NOTHING_KNOWN = frozenset("dDwWsSbBAZafnrtv")
"""Letters that stand behind a backslash for some character, or for a place."""
_STEP = re.compile(
    r"\(\?\#[^)]*\)"  # a note
    r"|\(\?P=\w+\)"  # a group again
    r"|\((?:\?(?:P<\w+>|<?[=!]|>|\(\w+\)|[A-Za-z-]*[:)]))?"  # a group begins, or letters hold for the whole
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]"  # a set
    r"|\{[0-9]*(?:,[0-9]*)?\}"
    r"|\\N\{[^{}]*\}|\\[pP]\{[^{}]*\}|\\.|.",
    re.DOTALL,
)
_COUNTING = re.compile(r"\((?:\?(?:P<\w+>|:))?")
"""Begins a group whose own words are needed if it is."""
_ANY_CASE = {"k": "\u212a", "s": "\u017f", "i": "\u0130\u0131"}
"""Letters beyond ASCII that pass for one within it where capitals make no difference."""


@lru_cache(64)
def needs(pattern: Pattern) -> tuple[str, ...]:
    """One of these stands in every text in which it is found; empty: nothing is known.

    Where capitals make no difference they are of ASCII, in small letters, and one may stand in capitals, or with one
    of the letters that `odd_letters` tells.
    """
    try:
        found, _ = _Needs(pattern).alternatives(0)
    except _UnknownError:
        return ()
    return found if len(found) <= _MOST else ()


def odd_letters(runs: Iterable[str]) -> str:
    """Letters beyond ASCII that may stand for others in these runs where capitals make no difference."""
    return "".join(odd for letter, odd in _ANY_CASE.items() if any(letter in run for run in runs))


class _UnknownError(Exception):
    """Something that is not looked into."""


class _Needs:
    def __init__(self, pattern: Pattern) -> None:
        self._steps = [found[0] for found in _STEP.finditer(pattern.source)]
        self._any_case = pattern.any_case

    def alternatives(self, at: int) -> tuple[tuple[str, ...], int]:
        """What is needed from a step up to the end of its group, and where that end is."""
        every: list[str] = []
        known = True
        while True:
            best, at = self._sequence(at)
            known = known and bool(best)
            every += best
            if self._at(at) != "|":
                return tuple(every) if known else (), at
            at += 1

    def _at(self, at: int) -> str:
        return self._steps[at] if at < len(self._steps) else ""

    def _sequence(self, at: int) -> tuple[tuple[str, ...], int]:
        runs: list[tuple[str, ...]] = [()]
        run = ""
        while self._at(at) not in ("", "|", ")"):
            letter, inner, at = self._item(at)
            least, at = self._least(at)
            if letter and least != 0:
                run += letter
            if not letter or least is not None:  # what is repeated may go on with itself
                runs.append((run,))
                run = ""
            if least != 0:
                runs.append(inner)
        runs.append((run,))
        best = max(runs, key=lambda each: min(map(len, each), default=0))
        return best if min(map(len, best), default=0) >= _SHORTEST else (), at

    def _item(self, at: int) -> tuple[str, tuple[str, ...], int]:
        """The character that stands there for itself, or what a group needs; and the next step."""
        step = self._steps[at]
        if step.startswith("("):
            return self._group(at)
        if len(step) > 1 and not step.startswith("\\"):  # a set
            return "", (), at + 1
        if len(step) > 1 and step[1].isalnum():
            if step[1] not in _NOTHING_KNOWN and len(step) == len("\\x"):
                raise _UnknownError
            return "", (), at + 1
        if step in (".", "^", "$"):
            return "", (), at + 1
        letter = step[-1]
        if self._any_case:
            letter = letter.lower() if letter.isascii() else ""
        return letter, (), at + 1

    def _group(self, at: int) -> tuple[str, tuple[str, ...], int]:
        opening = self._steps[at]
        if opening.startswith("(?#"):
            raise _UnknownError  # what stands before it may be repeated behind it
        if opening.endswith(")"):
            if not opening.startswith("(?P=") and "i" in opening:
                raise _UnknownError
            return "", (), at + 1
        found, end = self.alternatives(at + 1)
        return "", found if _COUNTING.fullmatch(opening) else (), end + 1

    def _least(self, at: int) -> tuple[int | None, int]:
        """How often what stands before is there at least, None: it is not repeated; and the next step."""
        step = self._at(at)
        if step in ("*", "?", "+"):
            least = int(step == "+")
        elif step.startswith("{") and len(step) > 1:
            least = int(step.strip("{}").partition(",")[0] or 0)
        else:
            return None, at
        return least, at + 1 + (self._at(at + 1) in ("?", "+"))
