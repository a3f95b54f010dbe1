"""Kinds of values that settings are made of, and what is said of a wrong one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

A_TIME = "a time such as 90s, 2m, 1h or 1d, up to 30d"
"""What a `Duration` is, in words for the user."""
A_SPAN = 'two times of day such as "22:00-07:00"'
"""What a `Quiet` is, in words for the user."""
A_ZONE = 'a time zone such as "Europe/Kyiv"'
"""What a `Zone` is, in words for the user."""
SOME_BINDS = "a table of commands, each with a key or a list of keys"
"""What `Binds` are, in words for the user."""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_CLOCKS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")

LONGEST_DURATION = 30 * 86400
"""Seconds: no time that is set is longer."""


class Duration(int):
    """Seconds, at most thirty days; written as ``90s``, ``2m``, ``1h``, ``1d``, ``1w`` or a bare number of seconds."""

    @classmethod
    def parse(cls, value: object) -> Duration:
        """Read a duration as the user writes it.

        Raises: ValueError: it is none, not positive, or longer than thirty days.
        """
        seconds = 0
        if isinstance(value, int) and not isinstance(value, bool):
            seconds = value
        elif isinstance(value, str) and (found := re.fullmatch(r"([1-9]\d{0,8})\s*([smhdw]?)", value.strip())):
            seconds = int(found[1]) * _UNITS[found[2] or "s"]
        if not 0 < seconds <= LONGEST_DURATION:
            raise ValueError(A_TIME)
        return cls(seconds)

    def __str__(self) -> str:
        """The shortest form that reads back to the same."""
        for unit in ("d", "h", "m"):
            if self and int(self) % _UNITS[unit] == 0:
                return f"{int(self) // _UNITS[unit]}{unit}"
        return f"{int(self)}s"


class Quiet(str):
    """A span of every day by the clock on the wall, as in ``22:00-07:00``; it may go over midnight."""

    __slots__ = ()

    @classmethod
    def parse(cls, value: object) -> Quiet:
        """Read a span as the user writes it.

        Raises: ValueError: it is none, or ends where it begins.
        """
        found = _CLOCKS.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise ValueError(A_SPAN)
        span = cls(f"{int(found[1]):02}:{found[2]}-{int(found[3]):02}:{found[4]}")
        if span.start == span.end:
            raise ValueError(A_SPAN)
        return span

    @property
    def start(self) -> time:
        """Its first minute."""
        return time.fromisoformat(self[:5])

    @property
    def end(self) -> time:
        """The minute in which it is over."""
        return time.fromisoformat(self[6:])

    def covers(self, clock: time) -> bool:
        """Is it quiet at this time of day. Args: clock: in the reader's zone."""
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


class Zone(str):
    """The name of a time zone, as in ``Europe/Kyiv``."""

    __slots__ = ()

    @classmethod
    def parse(cls, value: object) -> Zone:
        """Read a name as the user writes it.

        Raises: ValueError: there is no such zone.
        """
        try:
            return cls(ZoneInfo(str(value).strip()).key)
        except (ValueError, LookupError, OSError) as error:  # a folder of the zones is an OSError
            raise ValueError(A_ZONE) from error

    @property
    def info(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self)


class Binds(dict[str, object]):
    """Commands by name and what stands for their keys in the file; who knows the commands says what is wrong."""

    __slots__ = ()

    @classmethod
    def parse(cls, value: object) -> Binds:
        """Read the table; a name with dots may stand in tables within tables, as TOML reads ``move.top = "g"``.

        Raises: ValueError: it is no table.
        """
        if not isinstance(value, dict):
            raise ValueError(SOME_BINDS)  # noqa: TRY004 - what the reader of settings expects
        return cls(_flat(value, ""))


def _flat(table: dict[str, object], above: str) -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, value


def place(file: Path, line: int | None) -> str:
    """Where something of the user is to be mended, as editors and terminals understand it."""
    return f"{file}:{line}" if line else f"{file}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file of the user that could not be used; the program goes on without it."""

    file: Path
    where: str
    """The key, as a path with dots; empty for the file as a whole."""
    reason: str
    """What was expected, and the nearest known key if there is one."""
    line: int | None = field(default=None, compare=False)
    """Where it stands in the file, counted from 1; the same trouble on another line is no other one."""

    def __str__(self) -> str:
        """One line: file and line, key, reason."""
        return f"{place(self.file, self.line)}: {self.where + ': ' if self.where else ''}{self.reason}"


def nearest(word: str, known: Sequence[str]) -> str:
    """A proposal such as ``; did you mean density?``, else all that is known."""
    close = difflib.get_close_matches(word, known, 1, 0.5)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"
