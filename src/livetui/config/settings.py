"""One table of settings: what it takes, and from what stands in the file to values; what is wrong is left out."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import available_timezones

import msgspec
from msgspec import Meta, Struct

from livetui.config.sections import Way
from livetui.config.values import A_SPAN, A_TIME, A_ZONE, SOME_BINDS, Binds, Duration, Problem, Quiet, Zone, nearest

_S = TypeVar("_S", bound=Struct)
_CUSTOM: dict[type, Callable[[object], object]] = {
    Binds: Binds.parse,
    Duration: Duration.parse,
    Quiet: Quiet.parse,
    Zone: Zone.parse,
}


class Option(NamedTuple):
    """One setting of a table."""

    name: str
    default: Any
    """The built-in value, ``msgspec.NODEFAULT`` if it has to be given."""
    expected: str
    """What it takes, in words."""
    description: str
    example: Any
    """A value to show it with; the built-in one where that says enough."""


def options(kind: type[Struct]) -> Iterator[Option]:
    """The settings of a table, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    defaults = {field.name: field.default for field in msgspec.structs.fields(kind)}
    for name, hint in hints.items():
        base, meta = get_args(hint)
        example = meta.examples[0] if meta.examples else defaults[name]
        yield Option(name, defaults[name], _expected(base, meta), meta.description or "", example)


def section(kind: type[_S], table: dict[str, Any], name: str, path: Path, problems: list[Problem]) -> _S:
    """A plain table; a wrong value is a problem, and the built-in one is used."""
    return kind(**_good(kind, table, name, path, problems, ""))


def row(
    kind: type[_S],
    table: object,
    where: str,
    path: Path,
    problems: list[Problem],
    what: str,
    *,
    needed: frozenset[str] = frozenset(),
) -> _S | None:
    """One table of a list; None if it can't be used, for lack of what has no built-in value.

    Args: what: what is left out then, in words for the user. needed: settings without which it says something else.
    """
    if not isinstance(table, dict):
        problems.append(Problem(path, where, f"expected a table, written [[{where.partition('[')[0]}]]"))
        return None
    left_out = f"; this {what} is left out"
    asked = {option.name for option in options(kind) if option.default is msgspec.NODEFAULT}
    needed = needed.intersection(table) | asked
    good = _good(kind, table, where, path, problems, "; this setting is left out", dict.fromkeys(needed, left_out))
    problems += [Problem(path, f"{where}.{key}", f"missing{left_out}") for key in asked if key not in table]
    return kind(**good) if needed <= good.keys() else None


def rows(raw: dict[str, Any], name: str, path: Path, problems: list[Problem]) -> list[object]:
    """The tables of a list, none where there is no list."""
    tables = raw.get(name, [])
    if isinstance(tables, list):
        return tables
    problems.append(Problem(path, name, f"expected a list of tables, each written [[{name}]]"))
    return []


def _good(
    kind: type[Struct],
    table: dict[str, Any],
    name: str,
    path: Path,
    problems: list[Problem],
    then: str,
    other: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """The values that can be used. Args: then: what follows from a wrong one, in words for the user. other: of some."""
    good: dict[str, Any] = {}
    hints = get_type_hints(kind, include_extras=True)
    expected = {option.name: option.expected for option in options(kind)}
    for key, value in table.items():
        where = f"{name}.{key}"
        if key not in hints:
            problems.append(Problem(path, where, "unknown" + nearest(key, list(hints))))
            continue
        try:
            good[key] = msgspec.convert(value, hints[key], dec_hook=_custom)
        except msgspec.ValidationError:
            near = _near(value, get_args(hints[key])[0])
            problems.append(
                Problem(path, where, f"expected {expected[key]}, found {value!r}{near}{other.get(key, then)}")
            )
    return good


def _custom(kind: type, value: object) -> object:
    return _CUSTOM[kind](value)


def _near(value: object, base: Any) -> str:
    """A proposal for a word that is none of the choices, empty if nothing is near."""
    words = value if isinstance(value, list) else [value]
    choices = _choices(base)
    for word in words:
        if isinstance(word, str) and word not in choices and (close := difflib.get_close_matches(word, choices, 1)):
            return f"; did you mean {close[0]}?"
    return ""


def _choices(base: Any) -> list[str]:
    if base is Zone:
        return sorted(available_timezones())
    if base is Way:
        return [way.value for way in Way]
    if get_origin(base) is Literal:
        return list(get_args(base))
    return [choice for part in get_args(base) for choice in _choices(part)]


def _expected(base: Any, meta: Meta) -> str:
    if get_origin(base) in (Union, UnionType):
        parts = [part for part in get_args(base) if part is not type(None)]
        return " or ".join(_expected(part, meta) for part in parts)
    if get_origin(base) is Annotated:
        return _expected(*get_args(base))
    if get_origin(base) is tuple:
        if choices := _choices(base):
            return "a list of " + ", ".join(f'"{choice}"' for choice in choices)
        return "a list of texts"
    if get_origin(base) is Literal:
        return " or ".join(f'"{choice}"' for choice in get_args(base))
    if base is int:
        return f"a whole number from {meta.ge} to {meta.le}"
    if base is str:
        return f"text of at most {meta.max_length} characters" if meta.max_length else "text"
    return {bool: "true or false", Binds: SOME_BINDS, Duration: A_TIME, Quiet: A_SPAN, Zone: A_ZONE}[base]
