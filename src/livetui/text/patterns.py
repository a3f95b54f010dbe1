"""Regular expressions of users, looked up so that a bad one never takes long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from livetui.errors import TooSlow
from livetui.model.filter import Pattern
from livetui.model.quote import Span

if TYPE_CHECKING:
    import regex

EACH = 0.25
"""Seconds that one look-up may take: some megabytes of text for an honest expression."""
BUDGET = 2.0
"""Seconds that all look-ups of one question may take together."""
MOST = 1000
"""Places in one text that are told."""


class Finder:
    """Looks up the regular expressions of one question."""

    def __init__(self, budget: float = BUDGET) -> None:
        """Args: budget: seconds for all look-ups together."""
        self._left = budget

    def __call__(self, pattern: Pattern, text: str) -> bool:
        """Is it found in the text, ``^`` and ``$`` being ends of lines? Raises: TooSlow: it took too long."""
        with self._timed(pattern) as timeout:
            return compiled(pattern).search(text, timeout=timeout, concurrent=True) is not None

    def places(self, pattern: Pattern, text: str) -> list[Span]:
        """Where all that is found stands, in order. Raises: TooSlow: it took too long."""
        with self._timed(pattern) as timeout:
            found = compiled(pattern).finditer(text, timeout=timeout, concurrent=True)
            return [each.span() for each in islice(found, MOST) if each.end() > each.start()]

    @contextmanager
    def _timed(self, pattern: Pattern) -> Iterator[float]:
        """Take the time of a look-up, which may take so many seconds, off those that are left."""
        start = perf_counter()
        try:
            yield max(min(EACH, self._left), 0.001)
        except TimeoutError:
            raise _too_slow(pattern) from None
        self._left -= perf_counter() - start
        if self._left <= 0:
            raise _too_slow(pattern)


@lru_cache(64)
def compiled(pattern: Pattern) -> regex.Pattern[str]:
    """The expression as it is looked up; also for colouring what it finds."""
    import regex  # a few milliseconds that only a filter with a regular expression pays

    return regex.compile(pattern.source, regex.MULTILINE | (regex.IGNORECASE if pattern.any_case else 0))


def _too_slow(pattern: Pattern) -> TooSlow:
    written = f"/{pattern.source}/{'i' if pattern.any_case else ''}"
    return TooSlow(written, "this regular expression takes too long; make it simpler, or put words or age: beside it")
