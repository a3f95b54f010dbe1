"""What SQLite asks of Python in the middle of a question: regular expressions, and words in what has no index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

from livetui.model.filter import Pattern
from livetui.model.pattern import Finds
from livetui.model.words import padded
from livetui.store.values import unpack

T = TypeVar("T")


class Lookups:
    """The functions of one connection. SQLite hands on numbers and texts, so patterns are called by number."""

    def __init__(self, raw: sqlite3.Connection, finder: Callable[[], Finds] | None) -> None:
        """Args: finder: makes what looks regular expressions up, anew for each question."""
        self._finder = finder
        self._finds: Finds | None = None
        self._patterns: list[Pattern] = []
        self._error: Exception | None = None
        self._raw = raw
        self._state: tuple[int, int] | None = None
        self._made: dict[Hashable, object] = {}
        self._steady = False
        raw.create_function("finds", 2, self._found)
        raw.create_function("finds_any", 2, self._found_any)
        raw.create_function("has_words", 2, _has_words, deterministic=True)

    @contextmanager
    def question(self, *, steady: bool = False) -> Iterator[Lookups]:
        """One question from its beginning to its last row. Raises: TooSlow: its regular expressions took too long.

        Args: steady: asked of what is kept for good, not amid a transaction that writes.
        """
        self._patterns, self._finds, self._error = [], None, None
        if steady:
            state = (self._raw.execute("PRAGMA data_version").fetchone()[0], self._raw.total_changes)
            if state != self._state:
                self._state = state
                self._made.clear()
        self._steady = steady
        try:
            yield self
        except sqlite3.OperationalError:
            if self._error is None:
                raise
            raise self._error from None  # SQLite only says that some function failed

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` made for that key in an earlier question, unless the cache has changed since."""
        if not self._steady:
            return make()
        if key not in self._made:
            self._made[key] = make()
        return cast("T", self._made[key])

    def number(self, pattern: Pattern) -> int:
        """The number under which SQLite calls for a pattern."""
        self._patterns.append(pattern)
        return len(self._patterns) - 1

    def found(self, pattern: Pattern, text: str) -> bool:
        """True when the regular expression is found in the text."""
        if self._finds is None:
            assert self._finder is not None, "a store that is asked for regular expressions is opened with a finder"
            self._finds = self._finder()
        return self._finds(pattern, text)

    def _found(self, number: int, text: str | None) -> bool:
        if text is None:
            return False
        try:
            return self.found(self._patterns[number], text)
        except Exception as error:
            self._error = error
            raise

    def _found_any(self, number: int, packed: str) -> bool:
        return any(self._found(number, text) for text in unpack(packed))


def _has_words(phrase: str, text: str | None) -> bool:
    return phrase in padded(text)
