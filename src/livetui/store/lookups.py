"""What SQLite asks of Python in the middle of a question: regular expressions, and words in what has no index."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

from livetui.model.filter import Pattern, Term, fold, phrase_in, tokens
from livetui.model.pattern import Finds
from livetui.model.words import padded, phrases
from livetui.store.values import unpack

T = TypeVar("T")
_PIECE = 200
"""Characters of a text that are looked through first."""
_CUT = re.compile(r"[ \n](?=[A-Za-z0-9])")


class Lookups:
    """The functions of one connection. SQLite hands on numbers and texts, so patterns are called by number."""

    def __init__(self, raw: sqlite3.Connection, finder: Callable[[], Finds] | None) -> None:
        """Args: finder: makes what looks regular expressions up, anew for each question."""
        self._finder = finder
        self._finds: Finds | None = None
        self._sought: list[Pattern | Term] = []
        self._error: Exception | None = None
        self._raw = raw
        self._state: tuple[int, int] | None = None
        self._made: dict[Hashable, object] = {}
        self._last: Hashable = None
        self._steady = False
        raw.create_function("finds", 2, self._found)
        raw.create_function("finds_any", 2, self._found_any)
        raw.create_function("stands", 2, self._stands)
        raw.create_function("stands_any", 2, self._stands_any)
        raw.create_function("has_words", 2, _has_words, deterministic=True)

    @contextmanager
    def question(self, *, steady: bool = False) -> Iterator[Lookups]:
        """One question from its beginning to its last row. Raises: TooSlow: its regular expressions took too long.

        Args: steady: asked of what is kept for good, not amid a transaction that writes.
        """
        self._sought, self._finds, self._error = [], None, None
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

    def last_remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """The same for what takes room: another key takes the place of the one before."""
        if self._steady and self._last != key:
            self._made.pop(self._last, None)
            self._last = key
        return self.remembered(key, make)

    def number(self, sought: Pattern | Term) -> int:
        """The number under which SQLite calls for a pattern, or for words."""
        self._sought.append(sought)
        return len(self._sought) - 1

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
            pattern = self._sought[number]
            assert isinstance(pattern, Pattern), "words are looked for by another function"
            return self.found(pattern, text)
        except Exception as error:
            self._error = error
            raise

    def _found_any(self, number: int, packed: str) -> bool:
        return any(self._found(number, text) for text in unpack(packed))

    def _stands(self, number: int, text: str | None) -> bool:
        if not text:
            return False
        term = self._sought[number]
        assert isinstance(term, Term), "patterns are looked for by another function"
        return any(
            (len(piece) <= _PIECE * 2 or _may_stand(term, piece)) and phrase_in(term, padded(piece))
            for piece in _pieces(term, text)
        )

    def _stands_any(self, number: int, packed: str) -> bool:
        return any(self._stands(number, text) for text in unpack(packed))


def _pieces(term: Term, text: str) -> Iterator[str]:
    """A text cut where no word can reach across, a single one being found mostly near the beginning."""
    start, size = 0, _PIECE
    if len(tokens(term.text)) == 1:
        while (cut := _CUT.search(text, start + size)) is not None:
            yield text[start : cut.start()]
            start, size = cut.start(), size * 4
    yield text[start:]


def _may_stand(term: Term, text: str) -> bool:
    """False where the words stand nowhere in the text, not even within others: sooner known than its words are."""
    folded = fold(text)
    return any(all(word in folded for word in phrase.split()) for phrase in phrases(term.text))


def _has_words(phrase: str, text: str | None) -> bool:
    return phrase in padded(text)
