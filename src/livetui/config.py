"""The settings of the user: read from `config.toml`, typed, frozen; what is wrong is told and the rest used."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from livetui.errors import FilterError
from livetui.model.filter import Filter, parse

_S = TypeVar("_S", bound=Struct)
_A_TIME = "a time such as 90s, 2m, 1h or 1d, up to 30d"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


LONGEST_DURATION = 30 * 86400
"""Seconds: no time that is set is longer."""


class Duration(int):
    """Seconds, at most thirty days; written as ``90s``, ``2m``, ``1h``, ``1d`` or a bare number of seconds."""

    @classmethod
    def parse(cls, value: object) -> Duration:
        """Read a duration as the user writes it.

        Raises: ValueError: it is none, not positive, or longer than thirty days.
        """
        seconds = 0
        if isinstance(value, int) and not isinstance(value, bool):
            seconds = value
        elif isinstance(value, str) and (found := re.fullmatch(r"([1-9]\d{0,8})\s*([smhd]?)", value.strip())):
            seconds = int(found[1]) * _UNITS[found[2] or "s"]
        if not 0 < seconds <= LONGEST_DURATION:
            raise ValueError(_A_TIME)
        return cls(seconds)

    def __str__(self) -> str:
        """The shortest form that reads back to the same."""
        for unit in ("d", "h", "m"):
            if self and int(self) % _UNITS[unit] == 0:
                return f"{int(self) // _UNITS[unit]}{unit}"
        return f"{int(self)}s"


class Ui(Struct, frozen=True):
    """How the reader looks."""

    theme: Annotated[
        str, Meta(description="Colours of the reader: livetui-dark, livetui-light, or a theme of Textual.")
    ] = "livetui-dark"
    density: Annotated[
        Literal["comfortable", "compact"], Meta(description="Lines an entry takes in the timeline: two, or one.")
    ] = "comfortable"
    follow: Annotated[bool, Meta(description="At the top of the timeline, select each arrival as it comes.")] = True
    sidebar: Annotated[bool, Meta(description="Show topics and feeds beside the timeline where there is room.")] = True


class Refresh(Struct, frozen=True):
    """How often and how hard feeds are polled."""

    every: Annotated[Duration, Meta(description="Time between two polls of a feed that says nothing itself.")] = (
        Duration(600)
    )
    floor: Annotated[
        Duration, Meta(description="No feed but a live page is polled more often than this by the schedule.")
    ] = Duration(60)
    ceiling: Annotated[Duration, Meta(description="A quiet feed is polled at least this often.")] = Duration(3600)
    jobs: Annotated[int, Meta(ge=1, le=64, description="Polls under way at the same time.")] = 16
    per_host: Annotated[int, Meta(ge=1, le=6, description="Of them, to one host.")] = 6


class Network(Struct, frozen=True):
    """Limits of one retrieval."""

    timeout: Annotated[Duration, Meta(description="Time that one retrieval may take in all.")] = Duration(30)
    max_mib: Annotated[int, Meta(ge=1, le=100, description="Mebibytes that one feed may measure, unpacked.")] = 10


class TopicSpec(Struct, frozen=True):
    """One ``[[topics]]`` table."""

    name: Annotated[str, Meta(min_length=1, max_length=60, description="What the sidebar calls it.")]
    filter: Annotated[str, Meta(min_length=1, description="The filter its entries pass.")]
    key: Annotated[
        Annotated[int, Meta(ge=1, le=9)] | None,
        Meta(description="The digit that selects it; else its place in the file."),
    ] = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A named, kept filter with its key."""

    name: str
    filter: Filter
    text: str
    """The filter as the user wrote it."""
    key: int | None = None
    """1 to 9, None if it has none."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file of the user that could not be used; the program goes on without it."""

    file: Path
    where: str
    """The key, as a path with dots; empty for the file as a whole."""
    reason: str
    """What was expected, and the nearest known key if there is one."""

    def __str__(self) -> str:
        """One line: file, key, reason."""
        return f"{self.file}: {self.where + ': ' if self.where else ''}{self.reason}"


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, with the built-in value where the user's file says nothing."""

    ui: Ui = Ui()
    refresh: Refresh = Refresh()
    network: Network = Network()
    topics: tuple[Topic, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What was wrong in the file that was read."""


SECTIONS: Mapping[str, type[Struct]] = {"ui": Ui, "refresh": Refresh, "network": Network}
"""The plain tables of `config.toml`; ``[[topics]]`` is the list of `TopicSpec`."""


def load(path: Path) -> Config:
    """Read the settings; a missing file gives the built-in ones, and no content makes it raise."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Config()
    except OSError as error:
        return Config(problems=(Problem(path, "", f"can't be read ({error.strerror}); built-in settings are used"),))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Config(problems=(Problem(path, "", f"is no valid TOML ({error}); built-in settings are used"),))
    return from_values(raw, path)


def from_values(raw: Mapping[str, Any], path: Path) -> Config:
    """Read the settings from parsed TOML; `path` names the file in problems."""
    problems: list[Problem] = [
        Problem(path, key, "unknown" + nearest(key, [*SECTIONS, "topics"]))
        for key in raw
        if key not in {*SECTIONS, "topics"}
    ]
    sections: dict[str, Any] = {}
    for name, kind in SECTIONS.items():
        table = raw.get(name, {})
        if isinstance(table, dict):
            sections[name] = _section(kind, table, name, path, problems)
        else:
            problems.append(Problem(path, name, f"expected a table, written [{name}]"))
    topics = tuple(_topics(raw.get("topics", []), path, problems))
    return Config(topics=topics, problems=tuple(problems), **sections)


def options(kind: type[Struct]) -> Iterator[tuple[str, Any, str, str]]:
    """Name, built-in value (``msgspec.NODEFAULT`` if required), what is expected, and description of each setting."""
    hints = get_type_hints(kind, include_extras=True)
    defaults = {field.name: field.default for field in msgspec.structs.fields(kind)}
    for name, hint in hints.items():
        base, meta = get_args(hint)
        yield name, defaults[name], _expected(base, meta), meta.description or ""


def nearest(word: str, known: list[str]) -> str:
    """A proposal such as ``; did you mean density?``, empty when nothing is near."""
    close = difflib.get_close_matches(word, known, 1, 0.5)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"


def _section(kind: type[_S], table: dict[str, Any], name: str, path: Path, problems: list[Problem]) -> _S:
    good: dict[str, Any] = {}
    hints = get_type_hints(kind, include_extras=True)
    expected = {option: text for option, _, text, _ in options(kind)}
    for key, value in table.items():
        where = f"{name}.{key}"
        if key not in hints:
            problems.append(Problem(path, where, "unknown" + nearest(key, list(hints))))
            continue
        try:
            good[key] = msgspec.convert(value, hints[key], dec_hook=_custom)
        except msgspec.ValidationError:
            problems.append(Problem(path, where, f"expected {expected[key]}, found {value!r}"))
    return kind(**good)


def _topics(raw: object, path: Path, problems: list[Problem]) -> Iterator[Topic]:
    if not isinstance(raw, list):
        problems.append(Problem(path, "topics", "expected a list of tables, each written [[topics]]"))
        return
    taken = {table["key"] for table in raw if isinstance(table, dict) and type(table.get("key")) is int}
    free = iter([digit for digit in range(1, 10) if digit not in taken])
    seen: set[int] = set()
    for place, table in enumerate(raw, 1):
        where = f"topics[{place}]"
        if not isinstance(table, dict):
            problems.append(Problem(path, where, "expected a table, written [[topics]]"))
            continue
        known = [field.name for field in msgspec.structs.fields(TopicSpec)]
        problems += [
            Problem(path, f"{where}.{key}", "unknown" + nearest(key, known)) for key in table if key not in known
        ]
        try:
            spec = msgspec.convert({key: value for key, value in table.items() if key in known}, TopicSpec)
            twice = spec.key in seen
            key = None if twice else spec.key or next(free, None)
            yield Topic(spec.name, parse(spec.filter), spec.filter, key)
        except msgspec.ValidationError:
            problems += _wrong_topic(table, where, path)
            continue
        except FilterError as error:
            problems.append(Problem(path, f"{where}.filter", error.reason))
            continue
        if twice:
            problems.append(Problem(path, f"{where}.key", f"{spec.key} selects an earlier topic already"))
        if spec.key:
            seen.add(spec.key)


def _wrong_topic(table: dict[str, Any], where: str, path: Path) -> Iterator[Problem]:
    """What of a topic can't be used, key by key."""
    hints = get_type_hints(TopicSpec, include_extras=True)
    for key, default, expected, _ in options(TopicSpec):
        if key not in table:
            if default is msgspec.NODEFAULT:
                yield Problem(path, f"{where}.{key}", "missing; this topic is left out")
            continue
        try:
            msgspec.convert(table[key], hints[key])
        except msgspec.ValidationError:
            yield Problem(path, f"{where}.{key}", f"expected {expected}, found {table[key]!r}; this topic is left out")


def _custom(kind: type, value: object) -> object:
    if kind is Duration:
        return Duration.parse(value)
    raise NotImplementedError(kind)


def _expected(base: Any, meta: Meta) -> str:
    if get_origin(base) is Literal:
        return " or ".join(f'"{choice}"' for choice in get_args(base))
    if base is Duration:
        return _A_TIME
    if base is bool:
        return "true or false"
    if base is str:
        return "text"
    number = next((part for part in get_args(base) if get_origin(part) is Annotated), None)
    bounds = get_args(number)[1] if number is not None else meta
    return f"a whole number from {bounds.ge} to {bounds.le}"
