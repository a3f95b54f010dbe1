"""Topics written into `config.toml` and taken out of it, with all else left to the letter as the user wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from livetui.config.reading import Config, from_values
from livetui.config.rules import Topic, folded
from livetui.errors import ConfigError, NameTaken
from livetui.userfile import edited_alone, write

_TOPIC = re.compile(r"^[ \t]*\[\[[ \t]*topics[ \t]*\]\]", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[(?=[^]\n]*\][\] \t]*(?:#.*)?\r?$)", re.MULTILINE)
_BY_HAND = "topics are written there in a form that has to be edited by hand; nothing was written"


def keep_topic(path: Path, name: str, text: str, *, key: int | None = None, replace: bool = False) -> Config:
    """Write a topic into the file, behind the others; the settings as they stand then.

    Args: key: its digit; None: a topic replaced keeps its own. replace: one of that name gets the filter instead.

    Raises:
        NameTaken: there is one of that name.
        ConfigError: the file can't be read or written, or the topic makes no sense beside the others (another one has
            the key, its filter uses a name that nobody has); then the file is as it was.
    """
    name, text = (value.encode(errors="replace").decode() for value in (name.strip(), text.strip()))

    def edit(source: str, raw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        place = _place(raw, name)
        wanted: dict[str, Any] = {"name": name, "filter": text, **({} if key is None else {"key": key})}
        if place is None:
            return _added(source, wanted), {**raw, "topics": [*_tables(raw), wanted]}
        if not replace:
            raise NameTaken(name, "a topic of that name exists already")
        tables = deepcopy(_tables(raw))
        tables[place] |= wanted
        return _replaced(source, place, wanted), {**raw, "topics": tables}

    return _edit(path, edit)


def remove_topic(path: Path, name: str) -> Config:
    """Take a topic out of the file; the settings as they stand then.

    Raises: ConfigError: there is none of that name, another topic uses it, or the file can't be read or written.
    """

    def edit(source: str, raw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        place = _place(raw, name)
        if place is None:
            raise ConfigError(name, f"is no topic of {path}")
        tables = [table for other, table in enumerate(_tables(raw)) if other != place]
        left = {**raw, "topics": tables}
        if not tables:
            del left["topics"]
        return _removed(source, place, path), left

    return _edit(path, edit)


def written(path: Path) -> str:
    """What stands in the file, empty if there is none. Raises: ConfigError: it can't be read."""
    return _source(path)


def take_back(path: Path, before: str, after: str) -> Config:
    """Write the file as it was before an edit of ours; the settings as they stand then.

    Args: after: as that edit left it. Raises: ConfigError: it was edited since, or can't be read or written.
    """
    with edited_alone(path):
        if _source(path) != after:
            raise ConfigError(str(path), "was edited meanwhile, so nothing was written; mend it by hand")
        write(path, before)
        return from_values(_values(before, path), path)


def topic_table(name: str, text: str, key: int | None = None, *, end: str = "\n") -> str:
    """A topic as the file writes it. Args: text: its filter. end: of each line."""
    values = {"name": name, "filter": text, **({} if key is None else {"key": key})}
    return end.join(["[[topics]]", *(f"{name} = {_written(value)}" for name, value in values.items()), ""])


def topic_of(config: Config, name: str) -> Topic | None:
    """The topic of that name, however it is written."""
    return next((topic for topic in config.topics if folded(topic.name) == folded(name)), None)


def _edit(path: Path, edit: Callable[[str, dict[str, Any]], tuple[str, dict[str, Any]]]) -> Config:
    with edited_alone(path):
        source = _source(path)
        before = _values(source, path)
        text, expected = edit(source, before)
        # What stands in the file from now on is what was meant, and what could be used before still can.
        try:
            meant = tomllib.loads(text) == expected
        except tomllib.TOMLDecodeError:
            meant = False
        if not meant:
            raise ConfigError(str(path), _BY_HAND)
        after = from_values(expected, path)
        known = Counter(problem.reason for problem in from_values(before, path).problems)
        for problem in after.problems:
            known[problem.reason] -= 1
            if known[problem.reason] < 0:
                raise ConfigError(str(path), f"{problem.where}: {problem.reason}; nothing was written")
        if source:
            write(path.with_name(path.name + ".bak"), source)
        write(path, text)
        return after


def _source(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ConfigError(str(path), f"can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), f"is no UTF-8 text ({error}); mend it by hand") from error


def _values(source: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), f"is no valid TOML ({error}); mend it by hand, nothing was written") from error


def _tables(raw: dict[str, Any]) -> list[Any]:
    tables = raw.get("topics", [])
    return tables if isinstance(tables, list) else []


def _place(raw: dict[str, Any], name: str) -> int | None:
    wanted = folded(name)
    for place, table in enumerate(_tables(raw)):
        if isinstance(table, dict) and isinstance(found := table.get("name"), str) and folded(found) == wanted:
            return place
    return None


def _added(source: str, wanted: dict[str, Any]) -> str:
    end = "\r\n" if "\r\n" in source else "\n"
    heads = list(_TOPIC.finditer(source))
    at = _end(source, heads[-1]) if heads else len(source)
    head, tail = source[:at], source[at:]
    if head and not head.endswith("\n"):
        head += end
    return (
        head + (end if head else "") + topic_table(wanted["name"], wanted["filter"], wanted.get("key"), end=end) + tail
    )


def _removed(source: str, place: int, path: Path) -> str:
    heads = list(_TOPIC.finditer(source))
    if place >= len(heads):
        raise ConfigError(str(path), _BY_HAND)
    head, tail = source[: heads[place].start()], source[_end(source, heads[place]) :]
    # Of the blank lines before and behind it, one is enough.
    return head + (tail.lstrip("\r\n") if not head.strip() or head.endswith(("\n\n", "\n\r\n")) else tail)


def _end(source: str, head: re.Match[str]) -> int:
    """Where a table ends: comments behind its last value belong to the next one, those right behind it to this one."""
    following = _TABLE.search(source, head.end())
    lines = source[head.start() : following.start() if following else len(source)].splitlines(keepends=True)
    said = max(place for place, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")) + 1
    blank = next((place for place, line in enumerate(lines[said:], said) if not line.strip()), said)
    return head.start() + len("".join(lines[:blank]))


def _written(value: object) -> str:
    """A value as TOML writes it: JSON's form, but for the one control that JSON takes as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _replaced(source: str, place: int, wanted: dict[str, Any]) -> str:
    import tomlkit

    document: Any = tomlkit.parse(source)
    table = document["topics"][place]
    for key, value in wanted.items():
        if table.get(key) != value:
            table[key] = value
    return str(document.as_string())
