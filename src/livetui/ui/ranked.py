"""Which entry has which place in a list: by number, newest or oldest first, or as the cache gave them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from livetui.model.filter_tree import Sort

_FEW = 64
"""Up to so many numbers are put in one by one; more are merged in one pass over the whole."""


class Ranked:
    """Entry numbers in the order of a list, each once."""

    def __init__(self, numbers: Iterable[int] = (), order: Sort = Sort.NEWEST) -> None:
        """Args: numbers: unique, in that order."""
        self.numbers = array("q", numbers)
        """In the order of the list."""
        self.order = order
        self._sign = 1 if order is Sort.OLDEST else -1
        self._places: dict[int, int] | None = None

    @property
    def by_number(self) -> bool:
        """Does the number of an entry say where it stands."""
        return self.order is not Sort.CHANGED

    def index_of(self, number: int) -> int | None:
        """The place of an entry, None when it is not in it."""
        if not self.by_number:
            if self._places is None:
                self._places = {each: place for place, each in enumerate(self.numbers)}
            return self._places.get(number)
        index = self.nearest(number)
        return index if index < len(self.numbers) and self.numbers[index] == number else None

    def nearest(self, number: int) -> int:
        """The place where an entry stands, or would stand if it came in; the first where nothing tells."""
        if not self.by_number:
            return self.index_of(number) or 0
        return bisect_left(self.numbers, self.rank(number), key=self.rank)

    def rank(self, number: int) -> int:
        """What rises along the list, where entries stand by number."""
        return self._sign * number

    def add(self, numbers: Iterable[int], at: int = 0) -> list[int]:
        """Put entries in their places; those already there are left alone.

        Args: at: their place where the number does not tell it.
        Returns: The numbers really added, in their order.
        """
        fresh = sorted({number for number in numbers if self.index_of(number) is None}, key=self.rank)
        if not self.by_number:
            self.numbers[at:at] = array("q", fresh)
            self._places = None
        elif len(fresh) <= _FEW:
            for number in fresh:
                self.numbers.insert(self.nearest(number), number)
        else:
            self.numbers = array("q", sorted([*self.numbers, *fresh], key=self.rank))
        return fresh

    def extend(self, numbers: Iterable[int]) -> None:
        """Put entries, in their order, below all others; those that would not stand there are left out."""
        page = array("q", numbers)
        if not self.by_number:
            self.numbers.extend([number for number in page if self.index_of(number) is None])
            self._places = None
            return
        above = bisect_right(page, self.rank(self.numbers[-1]), key=self.rank) if self.numbers else 0
        self.numbers.extend(page[above:])

    def without(self, gone: set[int]) -> Ranked:
        """The same list without some entries."""
        return Ranked((number for number in self.numbers if number not in gone), self.order)
