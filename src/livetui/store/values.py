"""Values between Python and columns: times as microseconds of POSIX time, tuples as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def stamp(moment: datetime | None) -> int | None:
    """Microseconds since 1970, exact."""
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def stamped(moment: datetime) -> int:
    """The same for a time that is there."""
    return (moment - _EPOCH) // _MICROSECOND


def time(stamp: int | None) -> datetime | None:
    """The time in UTC of such a stamp."""
    return None if stamp is None else _EPOCH + timedelta(microseconds=stamp)


def timed(stamp: int) -> datetime:
    """The same for a stamp that is there."""
    return _EPOCH + timedelta(microseconds=stamp)


def plausible(moment: datetime | None, seen: datetime) -> int | None:
    """A stated time as it is kept: not before 1970, at most a day after our first sight of it."""
    return None if moment is None else stamped(max(_EPOCH, min(moment, seen + _DAY)))


def pack(values: Sequence[object]) -> str:
    """A tuple as JSON; the empty one is by far the most common."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) if values else "[]"


def unpack(packed: str) -> tuple[str, ...]:
    """The strings of such a tuple."""
    return () if packed == "[]" else tuple(json.loads(packed))


def marks(count: int) -> str:
    """So many placeholders."""
    return ",".join("?" * count)


def chunks(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """The values in slices that fit a statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def column(rows: Iterable[tuple[int]]) -> list[int]:
    """The only column of the rows."""
    return [value for (value,) in rows]
