"""What the lists of `config.toml` mean: topics, highlights, and what is muted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, get_args

from msgspec.structs import replace

from livetui.config.sections import STYLES, Alerts, Colour, HighlightSpec, MuteSpec, TopicSpec, Way
from livetui.config.settings import row, rows
from livetui.config.values import Problem, nearest
from livetui.errors import FilterError
from livetui.model.filter import Filter, Has, Is, Sort, expand, parse
from livetui.model.filter_tree import leaves
from livetui.model.spots import sought
from livetui.model.words import fold

_INTERPRETER = re.compile(r"(?:ba|da|z|k|a|fi|c|tc)?sh|python[0-9.]*|perl|ruby|node|osascript|powershell|pwsh|cmd")
_RUNS = re.compile(r"-[a-zA-Z]*[ceC]|-[cC]ommand|/[cC]")
_NEWS = re.compile(r"\{(?:topic|title|source|url|count)\}")

Saved = Mapping[str, Filter]
"""What ``@name`` stands for, by name."""


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
    where: str = field(default="", compare=False)
    """The key, as a path with dots; of settings that are read, file and line."""


def without_script(alerts: Alerts, path: Path, problems: list[Problem]) -> Alerts:
    """The settings without a command that would have news read as a program."""
    command = alerts.command
    for program, option, script in zip(command, command[1:], command[2:], strict=False):
        name = PurePath(program).name.removesuffix(".exe")
        if _INTERPRETER.fullmatch(name) and _RUNS.fullmatch(option) and _NEWS.search(script):
            reason = (
                f"{name} would run what stands in the news, so no command is run; write places behind the script,"
                r' as in ["sh", "-c", "echo \"$1\"", "sh", "{title}"]'
            )
            problems.append(Problem(path, "alerts.command", reason))
            return replace(alerts, command=())
    return alerts


def topics(raw: dict[str, Any], alerts: Alerts, path: Path, problems: list[Problem]) -> Iterator[Topic]:
    """The topics that can be used, each with its key."""
    tables = rows(raw, "topics", path, problems)
    taken = {table["key"] for table in tables if isinstance(table, dict) and type(table.get("key")) is int}
    free = iter([digit for digit in range(1, 10) if digit not in taken])
    keys: set[int] = set()
    for where, spec, found in _understood(_named(tables, path, problems), path, problems):
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


def highlights(raw: dict[str, Any], saved: Saved, path: Path, problems: list[Problem]) -> Iterator[Highlight]:
    """The highlights that can be used, in their order. Args: saved: what ``@name`` stands for."""
    for place, table in enumerate(rows(raw, "highlights", path, problems), 1):
        where = f"highlights[{place}]"
        spec = row(HighlightSpec, table, where, path, problems, "highlight", needed=frozenset({"only"}))
        if spec is None:
            continue
        style = _style(spec.style, f"{where}.style", path, problems)
        match = _filter(spec.match, saved, f"{where}.match", path, problems)
        only = None if spec.only is None else _filter(spec.only, saved, f"{where}.only", path, problems)
        if match is not None and sought(match).empty:
            problems.append(Problem(path, f"{where}.match", "looks for no words, so nothing would be coloured"))
        elif match is not None and (only is not None or spec.only is None):
            yield Highlight(match, style, spec.match, only, spec.only)


def mutes(raw: dict[str, Any], saved: Saved, path: Path, problems: list[Problem]) -> Iterator[Mute]:
    """The rules of what is hidden that can be used. Args: saved: what ``@name`` stands for."""
    for place, table in enumerate(rows(raw, "mute", path, problems), 1):
        where = f"mute[{place}]"
        spec = row(MuteSpec, table, where, path, problems, "rule")
        if spec is None or (found := _filter(spec.filter, saved, f"{where}.filter", path, problems)) is None:
            continue
        if reason := _unfit(found):
            problems.append(Problem(path, f"{where}.filter", f"{reason}; this rule is left out"))
        else:
            yield Mute(found, spec.filter, f"{where}.filter")


def _named(tables: list[object], path: Path, problems: list[Problem]) -> Iterator[tuple[str, TopicSpec, Filter]]:
    """The topics whose filters can be read, each with its place in the file; of two of a name the first."""
    names: set[str] = set()
    for place, table in enumerate(tables, 1):
        where = f"topics[{place}]"
        spec = row(TopicSpec, table, where, path, problems, "topic")
        if spec is None:
            continue
        if (name := folded(spec.name)) in names:
            problems.append(Problem(path, f"{where}.name", f"{spec.name} is an earlier topic; this one is left out"))
            continue
        try:
            yield where, spec, parse(spec.filter)
            names.add(name)
        except FilterError as error:
            problems.append(Problem(path, f"{where}.filter", f"{error.reason}; this topic is left out"))


def _understood(
    named: Iterator[tuple[str, TopicSpec, Filter]], path: Path, problems: list[Problem]
) -> Iterator[tuple[str, TopicSpec, Filter]]:
    """The same with the filters of other topics put in for their names."""
    every = list(named)
    saved = {spec.name: found for _, spec, found in every}
    for where, spec, found in every:
        try:
            yield where, spec, expand(found, saved, spec.filter)
        except FilterError as error:
            problems.append(Problem(path, f"{where}.filter", f"{error.reason}; this topic is left out"))


def folded(name: str) -> str:
    """A name as it is compared: without regard to case, accents and blanks."""
    return " ".join(fold(name).split())


def _filter(text: str, saved: Saved, where: str, path: Path, problems: list[Problem]) -> Filter | None:
    try:
        found = expand(parse(text), saved, text)
    except FilterError as error:
        problems.append(Problem(path, where, f"{error.reason}; this rule is left out"))
        return None
    if said := _of_lists(found):
        problems.append(Problem(path, where, f"{said} belongs to lists, and a rule is none; the rest of it holds"))
    return found


def _of_lists(f: Filter) -> str:
    """What a filter says of the list alone, empty if it says nothing of it."""
    order = [f"sort:{f.sort}"] if f.sort is not Sort.NEWEST else []
    return " ".join([*order, f"limit:{f.limit}"] if f.limit is not None else order)


def _unfit(f: Filter) -> str:
    """Why entries can't be hidden by that filter, empty if they can."""
    if f.empty:
        return "would hide every entry"
    if f.depends_on_time:
        return "can't depend on the time, as age: does"
    if f.depends_on_marks:
        return "can't depend on what you read, star or hide, as is:unread does"
    if any(leaf in (Has("error"), Is("followed")) for leaf in leaves(f.root)):
        return "can't depend on how feeds are followed, as has:error does"
    return ""


def _style(text: str, where: str, path: Path, problems: list[Problem]) -> str:
    """The style with what can be used of it, the built-in one if nothing can."""
    colours = get_args(Colour)
    words = dict.fromkeys(text.lower().split())
    known = [*STYLES, *colours]
    unknown = (word for word in words if word not in known)
    problems += [Problem(path, where, f"there is no {word}{nearest(word, known)}") for word in unknown]
    chosen = [word for word in words if word in colours]
    if len(chosen) > 1:
        problems.append(Problem(path, where, f"expected one colour, found {' and '.join(chosen)}"))
    if not words:
        problems.append(Problem(path, where, "expected a style such as bold"))
    return " ".join([*(word for word in STYLES if word in words), *chosen[:1]]) or HighlightSpec("").style
