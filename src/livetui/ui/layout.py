"""Where things stand on the screen, decided without drawing: lines of the timeline, and which panes fit a terminal."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from livetui.model.entry import SEQUENCE_BITS, first_number
from livetui.model.filter_tree import Sort
from livetui.ui.ranked import Ranked


class Density(StrEnum):
    """How many lines an entry takes."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"

    @property
    def lines(self) -> int:
        """Lines of one entry."""
        return 2 if self is Density.COMFORTABLE else 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names a day."""

    day: date


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line above a heading."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A line that says where a feed may have published more than it showed us."""

    source: str
    """Title of the feed."""
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """A line that says how the list is ordered where no day can."""

    words: str


Head: TypeAlias = Heading | Gap | Missed | Named
"""What stands above entries."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an entry."""

    index: int
    """Place of the entry in the timeline, 0 is the newest."""
    part: int
    """0 for its first line."""


class Geometry:
    """Maps lines to entries and back, with a heading above each local day where entries stand by their time.

    Days are found by bisection, so a million entries of a few years cost some hundred look-ups.
    """

    def __init__(
        self,
        numbers: Iterable[int] = (),
        density: Density = Density.COMFORTABLE,
        zone: tzinfo | None = None,
        order: Sort = Sort.NEWEST,
    ):
        """Args: numbers: unique, in the order. zone: the reader's time zone, None for that of the system."""
        self.ranked = Ranked(numbers, order)
        """Which entry has which place."""
        self.density = density
        self._zone = zone
        self._missed: tuple[Missed, ...] = ()
        self._heads: list[list[Head]] = []
        self._starts: list[int] = []
        self._tops: list[int] = []
        self._measure()

    def __len__(self) -> int:
        """Entries in it."""
        return len(self.numbers)

    @property
    def numbers(self) -> array[int]:
        """Entry numbers in the order of the list."""
        return self.ranked.numbers

    @property
    def height(self) -> int:
        """Lines in all."""
        if not self._starts:
            return 0
        last = self._starts[-1]
        return self._body(len(self._starts) - 1) + (len(self.numbers) - last) * self.density.lines

    def at(self, line: int) -> Row | Head | None:
        """What stands on a line; None outside."""
        if line < 0 or line >= self.height:
            return None
        section = bisect_right(self._tops, line) - 1
        body = self._body(section)
        if line >= body:
            index, part = divmod(line - body, self.density.lines)
            return Row(self._starts[section] + index, part)
        return self._heads[section][line - self._tops[section]]

    def line_of(self, index: int) -> int:
        """The first line of the entry at a place."""
        section = bisect_right(self._starts, index) - 1
        return self._body(section) + (index - self._starts[section]) * self.density.lines

    def block_top(self, index: int) -> int:
        """The line to show so that the entry is seen with its heading, if it is the first of its day."""
        section = bisect_right(self._starts, index) - 1
        return self._tops[section] if self._starts[section] == index else self.line_of(index)

    def index_at(self, line: int) -> int:
        """The place of the entry nearest to a line, 0 when there are none."""
        if not self.numbers:
            return 0
        line = min(max(line, 0), self.height - 1)
        section = bisect_right(self._tops, line) - 1
        return self._starts[section] + max(0, line - self._body(section)) // self.density.lines

    def index_of(self, number: int) -> int | None:
        """The place of an entry, None when it is not in it."""
        return self.ranked.index_of(number)

    def nearest(self, number: int) -> int:
        """The place where an entry stands, or would stand if it came in."""
        return self.ranked.nearest(number)

    def add(self, numbers: Iterable[int], at: int = 0) -> list[int]:
        """Put entries in their places; those already there are left alone.

        Args: at: their place where the order does not follow from the numbers.
        Returns: The numbers really added, in their order.
        """
        fresh = self.ranked.add(numbers, at)
        if fresh:
            self._measure()
        return fresh

    def extend(self, numbers: Iterable[int]) -> None:
        """Put entries below all others; those that would not stand there are left out."""
        self.ranked.extend(numbers)
        self._measure()

    def take_out(self, gone: set[int]) -> None:
        """Take entries out."""
        self.ranked = self.ranked.without(gone)
        self._measure()

    def set_density(self, density: Density) -> None:
        """Change how many lines an entry takes."""
        self.density = density
        self._measure()

    def set_missed(self, missed: Iterable[Missed]) -> None:
        """Say where feeds may have published more than they showed; each stands below the first entry after it."""
        self._missed = tuple(missed)
        self._measure()

    def _body(self, section: int) -> int:
        return self._tops[section] + len(self._heads[section])

    def _measure(self) -> None:
        heads: dict[int, list[Head]] = {}
        if self.ranked.by_number:
            heads = self._days()
        elif self.numbers:
            heads[0] = [Named("Last changed first")]
        for missed in self._missed if self.ranked.order is Sort.NEWEST else ():
            place = self.nearest(first_number(int(missed.until.timestamp())) - 1)
            if 0 < place < len(self.numbers):
                heads.setdefault(place, []).append(missed)
        self._starts = sorted(heads)
        self._heads = [heads[place] for place in self._starts]
        self._tops = []
        top = 0
        for place, end in pairwise([*self._starts, len(self.numbers)]):
            self._tops.append(top)
            top += len(heads[place]) + (end - place) * self.density.lines

    def _days(self) -> dict[int, list[Head]]:
        heads: dict[int, list[Head]] = {}
        start = 0
        while start < len(self.numbers):
            day = datetime.fromtimestamp(self.numbers[start] >> SEQUENCE_BITS, self._zone).date()
            heads[start] = [Heading(day)] if start == 0 or self.density is Density.COMPACT else [Gap(), Heading(day)]
            if self.ranked.order is Sort.OLDEST:
                end = self.nearest(self._first_of(day + timedelta(days=1)))
            else:
                end = self.nearest(self._first_of(day) - 1)
            start = max(end, start + 1)  # a clock that was set back at midnight must not stop the walk
        return heads

    def _first_of(self, day: date) -> int:
        midnight = datetime.combine(day, time.min, self._zone)
        try:
            return first_number(int(midnight.timestamp()))
        except (OverflowError, OSError, ValueError):
            return 0


def day_heading(day: date, today: date) -> str:
    """A day as a heading says it: ``Today · Friday 4 March``, with the year when it is another one."""
    near = {today: "Today · ", today - timedelta(days=1): "Yesterday · "}.get(day, "")
    year = f" {day.year}" if day.year != today.year else ""
    return f"{near}{day:%A} {day.day} {day:%B}{year}"


class Panes(StrEnum):
    """Which panes are seen together."""

    WIDE = "wide"
    """Sidebar, timeline and detail."""
    SIDE = "side"
    """Timeline and detail side by side."""
    STACKED = "stacked"
    """The detail below the timeline."""
    SINGLE = "single"
    """One pane at a time."""
    NONE = "none"
    """Too small to read anything."""


def panes(width: int, height: int) -> Panes:
    """The arrangement that fits a terminal of so many columns and rows (docs: design, the screen)."""
    if width < 20 or height < 5:
        return Panes.NONE
    if width < 70:
        return Panes.SINGLE
    if width >= 120:
        return Panes.WIDE
    if width >= 100:
        return Panes.SIDE
    return Panes.STACKED if height >= 18 else Panes.SIDE
