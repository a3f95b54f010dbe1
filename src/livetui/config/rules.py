"""What the lists of `config.toml` mean: topics, highlights, and what is muted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from livetui.config.sections import STYLES, Alerts, Colour, HighlightSpec, MuteSpec, TopicSpec, Way
from livetui.config.settings import row, rows
from livetui.config.values import Problem, nearest
from livetui.errors import FilterError
from livetui.model.filter import Filter, parse
from livetui.model.words import fold


@dataclass(frozen=True, slots=True)
class Topic:
    """A named, kept filter with its key."""

    name: str
    filter: Filter
    text: str
    """The filter as the user wrote it."""
    key: int | None = None
    """1 to 9, None if it has none."""
    colour: str | None = None
    """One of `sections.Colour`, None if the user wished none."""
    alert: tuple[Way, ...] = ()
    """How its arrivals are told; empty: they are not."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words that are drawn otherwise wherever they stand."""

    filter: Filter
    """Its words are the ones to look for."""
    style: str
    """Words of `sections.STYLES` and at most one of `sections.Colour`, in that order, with a blank between."""
    text: str
    """What to look for, as the user wrote it."""
    only: Filter | None = None
    """None: in every entry; else in those that pass."""
    only_text: str | None = None
    """The same as the user wrote it."""


@dataclass(frozen=True, slots=True)
class Mute:
    """Entries that pass are hidden."""

    filter: Filter
    text: str
    """The filter as the user wrote it."""


def topics(raw: dict[str, Any], alerts: Alerts, path: Path, problems: list[Problem]) -> Iterator[Topic]:
    """The topics that can be used, each with its key."""
    tables = rows(raw, "topics", path, problems)
    taken = {table["key"] for table in tables if isinstance(table, dict) and type(table.get("key")) is int}
    free = iter([digit for digit in range(1, 10) if digit not in taken])
    keys: set[int] = set()
    names: set[str] = set()
    for place, table in enumerate(tables, 1):
        where = f"topics[{place}]"
        spec = row(TopicSpec, table, where, path, problems, "topic")
        found = None if spec is None else _filter(spec.filter, f"{where}.filter", path, problems)
        if spec is None or found is None:
            continue
        if fold(spec.name) in names:
            problems.append(Problem(path, f"{where}.name", f"{spec.name} is an earlier topic; this one is left out"))
            continue
        names.add(fold(spec.name))
        twice = spec.key in keys
        if twice:
            problems.append(Problem(path, f"{where}.key", f"{spec.key} selects an earlier topic already"))
        elif spec.key:
            keys.add(spec.key)
        alert = spec.alert if isinstance(spec.alert, tuple) else alerts.told if spec.alert else ()
        if Way.COMMAND in alert and not alerts.command:
            problems.append(Problem(path, f"{where}.alert", '"command" needs a command in [alerts]'))
            alert = tuple(way for way in alert if way is not Way.COMMAND)
        key = None if twice else spec.key or next(free, None)
        yield Topic(spec.name, found, spec.filter, key, spec.colour, alert)


def highlights(raw: dict[str, Any], path: Path, problems: list[Problem]) -> Iterator[Highlight]:
    """The highlights that can be used, in their order."""
    for place, table in enumerate(rows(raw, "highlights", path, problems), 1):
        where = f"highlights[{place}]"
        spec = row(HighlightSpec, table, where, path, problems, "highlight")
        if spec is None:
            continue
        style = _style(spec.style, f"{where}.style", path, problems)
        match = _filter(spec.match, f"{where}.match", path, problems)
        only = None if spec.only is None else _filter(spec.only, f"{where}.only", path, problems)
        if match is not None and style is not None and (only is not None or spec.only is None):
            yield Highlight(match, style, spec.match, only, spec.only)


def mutes(raw: dict[str, Any], path: Path, problems: list[Problem]) -> Iterator[Mute]:
    """The rules of what is hidden that can be used."""
    for place, table in enumerate(rows(raw, "mute", path, problems), 1):
        where = f"mute[{place}]"
        spec = row(MuteSpec, table, where, path, problems, "rule")
        found = None if spec is None else _filter(spec.filter, f"{where}.filter", path, problems)
        if spec is not None and found is not None:
            yield Mute(found, spec.filter)


def _filter(text: str, where: str, path: Path, problems: list[Problem]) -> Filter | None:
    try:
        return parse(text)
    except FilterError as error:
        problems.append(Problem(path, where, error.reason))
        return None


def _style(text: str, where: str, path: Path, problems: list[Problem]) -> str | None:
    colours = get_args(Colour)
    words = dict.fromkeys(text.lower().split())
    for word in words:
        if word not in STYLES and word not in colours:
            problems.append(Problem(path, where, f"there is no {word}{nearest(word, [*STYLES, *colours])}"))
            return None
    chosen = [word for word in words if word in colours]
    if len(chosen) > 1 or not words:
        reason = f"expected one colour, found {' and '.join(chosen)}" if words else "expected a style such as bold"
        problems.append(Problem(path, where, reason))
        return None
    return " ".join([*(word for word in STYLES if word in words), *chosen])
