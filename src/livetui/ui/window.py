"""A window over a list of quotations that may go on for ever: pages come in at its ends, far ones are let go."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import TypeAlias

from livetui.model.saying import Saying
from livetui.ui.page import Page

Key: TypeAlias = tuple[int, int]
"""Entry and place of a quotation: tells it from all others, and is where the next page begins."""
MOST = 1000
"""Quotations held; with more, the page farthest from where one came in goes."""


def key_of(saying: Saying) -> Key:
    """What tells a quotation from the others."""
    return saying.number, saying.place


class Window:
    """Quotations, newest first, laid out below each other with an empty line after each."""

    def __init__(self, lay: Callable[[Saying], Page], sayings: Sequence[Saying] = (), *, more: bool = False) -> None:
        """Args: lay: makes the page of one quotation. sayings: the newest. more: are there older ones."""
        self.sayings: list[Saying] = []
        """Those held, newest first."""
        self.more = more
        """Are there older ones than the last one held."""
        self.above: list[tuple[Key | None, int]] = []
        """The pages that were let go at the top, the nearest last: what each was asked with, and how many it had."""
        self._lay = lay
        self._pages: deque[tuple[Key | None, int]] = deque()
        self._laid: list[Page] = []
        self._tops = array("l", [0])
        self._places: dict[Key, int] = {}
        if sayings:
            self._take(sayings, None)

    def __len__(self) -> int:
        """Quotations held."""
        return len(self.sayings)

    @property
    def height(self) -> int:
        """Lines in all."""
        return self._tops[-1]

    @property
    def last(self) -> Key | None:
        """What the page below is to be asked with."""
        return key_of(self.sayings[-1]) if self.sayings else None

    @property
    def reached(self) -> int:
        """Quotations from the newest to the last one held."""
        return len(self) + sum(count for _, count in self.above)

    def index_of(self, key: Key | None) -> int | None:
        """The place of a quotation, None if it is not held."""
        return None if key is None else self._places.get(key)

    def at(self, line: int) -> tuple[int, int] | None:
        """Place of the quotation on a line, and which of its lines that is; None outside."""
        if not 0 <= line < self.height:
            return None
        index = bisect_right(self._tops, line) - 1
        return index, line - self._tops[index]

    def top(self, index: int) -> int:
        """The first line of a quotation."""
        return self._tops[index]

    def page(self, index: int) -> Page:
        """A quotation as laid out."""
        return self._laid[index]

    def lay_anew(self) -> None:
        """Lay all out again: the width is another."""
        self._laid = [self._lay(saying) for saying in self.sayings]
        self._measure()

    def extend(self, before: Key | None, sayings: Sequence[Saying], *, more: bool) -> int:
        """Take the page below; returns how many lines went at the top.

        Args: before: what the page was asked with; when that is no longer the end, it comes late and is dropped.
        """
        if before != self.last:
            return 0
        self.more = more
        self._take(sayings, before)
        gone = 0
        while len(self) > MOST and len(self._pages) > 1:
            key, count = self._pages.popleft()
            self.above.append((key, count))
            gone += self._tops[count]
            del self.sayings[:count], self._laid[:count]
            self._measure()
        return gone

    def jump(self, pages: Sequence[tuple[Key | None, int]], oldest: Sequence[Saying]) -> None:
        """Hold just the oldest page.

        Args: pages: those below what is held, the oldest too: what each is to be asked with, and how many it has.
        """
        held = takewhile(lambda page: page[0] != pages[0][0], self._pages)  # more may have been read meanwhile
        self.above += [*held, *pages[:-1]]
        self._pages.clear()
        self._places.clear()
        self.sayings, self._laid, self.more = [], [], False
        self._take(oldest, pages[-1][0])

    def put_above(self, before: Key | None, sayings: Sequence[Saying]) -> int:
        """Take the page that went last at the top again; returns how many lines came in there.

        Args: before: what the page was asked with; another one than the last that went is dropped.
        """
        if not self.above or self.above[-1][0] != before:
            return 0
        self.above.pop()
        page = self._unknown(sayings)
        self._pages.appendleft((before, len(page)))
        self.sayings[:0] = page
        self._laid[:0] = [self._lay(saying) for saying in page]
        while len(self) > MOST and len(self._pages) > 1:
            _, count = self._pages.pop()
            kept = len(self) - count
            del self.sayings[kept:], self._laid[kept:]
            self.more = True
        self._measure()
        return self._tops[len(page)]

    def _unknown(self, sayings: Sequence[Saying]) -> list[Saying]:
        return [saying for saying in sayings if key_of(saying) not in self._places]

    def _take(self, sayings: Sequence[Saying], key: Key | None) -> None:
        page = self._unknown(sayings)
        self._pages.append((key, len(page)))
        self.sayings += page
        self._laid += [self._lay(saying) for saying in page]
        self._measure()

    def _measure(self) -> None:
        self._tops = array("l", [0])
        for page in self._laid:
            self._tops.append(self._tops[-1] + len(page) + 1)
        self._places = {key_of(saying): place for place, saying in enumerate(self.sayings)}
