"""Where things stand on the screen, decided without drawing: lines of the timeline, and which panes fit a terminal."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from livetui.model.entry import SEQUENCE_BITS, first_number

_FEW = 64
"""Up to so many numbers are put in one by one; more are merged in one pass over the whole."""


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
class Row:
    """One line of an entry."""

    index: int
    """Place of the entry in the timeline, 0 is the newest."""
    part: int
    """0 for its first line."""


class Geometry:
    """Maps lines to entries and back over entry numbers in descending order, with a heading above each local day.

    Days are found by bisection, so a million entries of a few years cost some hundred look-ups.
    """

    def __init__(self, numbers: Iterable[int] = (), density: Density = Density.COMFORTABLE, zone: tzinfo | None = None):
        """Args: numbers: descending, unique. zone: the reader's time zone, None for that of the system."""
        self.numbers = array("q", numbers)
        """Entry numbers, newest first."""
        self.density = density
        self._zone = zone
        self._missed: tuple[Missed, ...] = ()
        self._heads: list[list[Heading | Gap | Missed]] = []
        self._starts: list[int] = []
        self._tops: list[int] = []
        self._measure()

    def __len__(self) -> int:
        """Entries in it."""
        return len(self.numbers)

    @property
    def height(self) -> int:
        """Lines in all."""
        if not self._starts:
            return 0
        last = self._starts[-1]
        return self._body(len(self._starts) - 1) + (len(self.numbers) - last) * self.density.lines

    def at(self, line: int) -> Row | Heading | Gap | Missed | None:
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
        index = self.nearest(number)
        return index if index < len(self.numbers) and self.numbers[index] == number else None

    def nearest(self, number: int) -> int:
        """The place where an entry stands, or would stand if it came in."""
        return bisect_left(self.numbers, -number, key=_negative)

    def add(self, numbers: Iterable[int]) -> list[int]:
        """Put entries in their places; those already there are left alone.

        Returns: The numbers really added, newest first.
        """
        fresh = sorted({number for number in numbers if self.index_of(number) is None}, reverse=True)
        if len(fresh) <= _FEW:
            for number in fresh:
                self.numbers.insert(self.nearest(number), number)
        else:
            self.numbers = array("q", sorted([*self.numbers, *fresh], reverse=True))
        if fresh:
            self._measure()
        return fresh

    def extend(self, numbers: Iterable[int]) -> None:
        """Put older entries below all others; those that would not stand there are left out."""
        last = self.numbers[-1] if self.numbers else None
        self.numbers.extend(number for number in numbers if last is None or number < last)
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
        heads: dict[int, list[Heading | Gap | Missed]] = {}
        start = 0
        while start < len(self.numbers):
            day = datetime.fromtimestamp(self.numbers[start] >> SEQUENCE_BITS, self._zone).date()
            heads[start] = [Heading(day)] if start == 0 or self.density is Density.COMPACT else [Gap(), Heading(day)]
            end = bisect_right(self.numbers, -self._first_of(day), lo=start, key=_negative)
            start = max(end, start + 1)  # a clock that was set back at midnight must not stop the walk
        for missed in self._missed:
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

    def _first_of(self, day: date) -> int:
        midnight = datetime.combine(day, time.min, self._zone)
        try:
            return first_number(int(midnight.timestamp()))
        except (OverflowError, OSError, ValueError):
            return 0


def _negative(number: int) -> int:
    return -number


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
