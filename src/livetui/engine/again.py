"""Posts that a page names otherwise than before, known again by what they say.

A page that breaks its data for an hour is read from its elements, and one that counts its posts may count otherwise
once one is gone: either way every post has another id, and must not come a second time for that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from livetui.model.digest import words_of
from livetui.model.entry import Entry

_SAID = 12
"""Letters from which a text says enough to be told from others by them alone."""
_READ, _COMPARED = 200, 40
"""Characters of a text that are looked at, and letters in them by which it is compared."""
_RUN = 4
"""Letters of the pieces by which edited texts are compared."""
_NO_LETTER = re.compile(r"[\W\d_]+")

_Mark = tuple[object, ...] | None
_Key = TypeVar("_Key")


def known_again(
    entries: Sequence[Entry], known: Container[str], absent: Mapping[str, Entry], shown: int
) -> tuple[Entry, ...]:
    """The entries of a page, each under the id it had before where only that has changed.

    Args:
        entries: as the page states them now.
        known: ids under which the store knows entries of the page.
        absent: by id, what the page showed before under ids that it states no more.
        shown: how many posts it showed before.
    """
    rules = _SURE if 2 * len(absent) <= shown else _SURE + _LIKELY  # ids of another kind: less is needed
    left = dict(absent)
    names: dict[int, str] = {}
    for rule in rules:
        before = _single(rule, left.items())
        new = ((place, entry) for place, entry in enumerate(entries) if entry.id not in known and place not in names)
        for mark, place in _single(rule, new).items():
            if (key := before.get(mark)) is not None and _may_be(rule, left[key], entries[place]):
                names[place] = key
                del left[key]
    return tuple(replace(entry, id=names.get(place, entry.id)) for place, entry in enumerate(entries))


def _may_be(rule: Callable[[Entry], _Mark], before: Entry, now: Entry) -> bool:
    return _alike(before, now) if rule is _minute_alone else _at_one_time(before, now)


def _at_one_time(before: Entry, now: Entry) -> bool:
    """Whether two entries may have been published at the same time: at least one of them does not state it exactly."""
    was, at = _minute(before), _minute(now)
    return was is None or at is None or before.guessed or now.guessed or was == at


def _single(rule: Callable[[Entry], _Mark], entries: Iterable[tuple[_Key, Entry]]) -> dict[_Mark, _Key]:
    """What each entry is known by; those that share it with another one are left out."""
    marks = [(rule(entry), key) for key, entry in entries]
    shared = Counter(mark for mark, _ in marks)
    return {mark: key for mark, key in marks if mark is not None and shared[mark] == 1}


def _title_at(entry: Entry) -> _Mark:
    title, when = _letters(entry.title or ""), _minute(entry)
    return (title, when) if title and when is not None else None


def _text_at(entry: Entry) -> _Mark:
    text, when = _text(entry), _minute(entry)
    return (text, when) if len(text) >= _SAID and when is not None else None


def _title_and_text(entry: Entry) -> _Mark:
    title, text = _letters(entry.title or ""), _text(entry)
    return (title, text) if len(title) >= _SAID and len(text) >= _SAID else None


def _minute_alone(entry: Entry) -> _Mark:
    when = _minute(entry)
    return (when,) if when is not None else None


def _alike(before: Entry, now: Entry) -> bool:
    """Whether two entries share so much of their words that one may be an edit of the other."""
    was, is_now = _pieces(before), _pieces(now)
    smaller = min(len(was), len(is_now))
    return smaller >= _SAID and 2 * len(was & is_now) >= smaller


def _pieces(entry: Entry) -> set[str]:
    """All runs of a few letters in headline and text; words would not do, since not every script parts them."""
    said = _letters(f"{entry.title or ''} {words_of(entry)}"[: 2 * _READ])
    return {said[at : at + _RUN] for at in range(len(said) - _RUN + 1)}


def _at(entry: Entry) -> _Mark:
    return (entry.published,) if entry.published is not None and not entry.guessed else None


def _title(entry: Entry) -> _Mark:
    title = _letters(entry.title or "")
    return (title,) if len(title) >= _SAID else None


_SURE = (_title_at, _text_at, _title_and_text, _minute_alone)
_LIKELY = (_at, _title)


def _minute(entry: Entry) -> int | None:
    return None if entry.published is None else int(entry.published.timestamp()) // 60


def _text(entry: Entry) -> str:
    return _letters(words_of(entry)[:_READ])[:_COMPARED]


def _letters(text: str) -> str:
    """Without digits, which edits change."""
    return _NO_LETTER.sub("", text.casefold())
