"""Numbers that changed within a sentence that stayed: the most important change there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from livetui.model.quote import Span
from livetui.text.units import Units, is_number, is_word

_MONEY = frozenset("$€£¥₽₴₺₹")
_UNITS = _MONEY | {"%", "‰", "°"}
_SHORT = 3
"""Letters up to which a word names nothing that is counted ("of", "des", "на")."""
_REACH = 3
"""Words after a number among which what it counts is looked for."""
_STEM = 4
"""Letters that two forms of a word share."""


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that became another one."""

    before: str
    """As written, with its currency or percent sign."""
    after: str
    context: str
    """The word beside it that says what is counted, as it stands after; empty if there is none."""
    before_context: str
    """The same as it stood before."""
    before_span: Span
    """Where it stands in the text before."""
    after_span: Span
    """Where it stands in the text after."""

    def mirrored(self) -> NumberChange:
        """The same change the other way round."""
        return NumberChange(
            self.after, self.before, self.before_context, self.context, self.after_span, self.before_span
        )


@dataclass(frozen=True, slots=True)
class _Number:
    key: str
    span: Span
    written: str
    counted: str


def changed_numbers(before: Units, gone: range, after: Units, come: range) -> Iterator[NumberChange]:
    """The numbers that changed where some words of a sentence gave way to others.

    A number stands for another one where both count the same, or where nothing else changed there.

    Args:
        before: the text as it was.
        gone: which of its units are gone.
        after: the text as it is.
        come: which of its units stand in their place.
    """
    was, now = _numbers(before, gone), _numbers(after, come)
    alone = len(gone) == len(come) == 1
    stayed = {number.key for number in was} & {number.key for number in now}
    waiting = [number for number in now if number.key not in stayed]
    for number in was:
        if number.key in stayed:
            continue
        found = next((each for each in waiting if alone or _same_thing(number.counted, each.counted)), None)
        if found is not None:
            waiting.remove(found)
            yield NumberChange(number.written, found.written, found.counted, number.counted, number.span, found.span)


def _numbers(read: Units, places: range) -> list[_Number]:
    keys, found = read.keys, list[_Number]()
    for place in places:
        if not is_number(keys[place]):
            continue
        start, end = read.starts[place], read.end(place)
        if place and keys[place - 1] in _MONEY and read.end(place - 1) == start:
            start = read.starts[place - 1]
        if place + 1 < len(keys) and keys[place + 1] in _UNITS and read.starts[place + 1] <= end + 1:
            end = read.end(place + 1)
        found.append(_Number(keys[place], (start, end), read.text[start:end], _counted(read, place)))
    return found


def _counted(read: Units, place: int) -> str:
    """The word that says what a number counts: the first one after it that names something, else one next to it."""
    keys = read.keys
    unit = place + 1 < len(keys) and keys[place + 1] in _UNITS
    following = place + 1 + unit
    behind = list(takewhile(lambda at: is_word(keys[at]), range(following, min(following + _REACH, len(keys)))))
    chosen = [at for at in behind if _names(keys[at])]
    chosen += [at for at in behind[:1] if not unit]
    chosen += [at for at in (place - 1, place - 2) if at >= 0 and is_word(keys[at]) and _names(keys[at])]
    return read.text[read.starts[chosen[0]] : read.end(chosen[0])] if chosen else ""


def _names(word: str) -> bool:
    """Is a word more than "of" or "des"; where letters have no case there are no such words to be told by length."""
    return len(word) > _SHORT or word.lower() == word.upper()


def _same_thing(one: str, other: str) -> bool:
    """Are two words forms of one ("mort", "morts")."""
    return one != "" and one[:_STEM].casefold() == other[:_STEM].casefold()
