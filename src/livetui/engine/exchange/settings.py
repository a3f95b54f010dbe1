"""What other readers set into `config.toml`: topics, highlights, mute rules, keys and the time between polls."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from livetui.config import Duration, from_values
from livetui.engine.exchange import keys
from livetui.engine.exchange.found import Wish
from livetui.errors import ConfigError
from livetui.userfile import edited_alone, keep_copy
from livetui.userfile import write as write_file


@dataclass(frozen=True, slots=True)
class Settled:
    """What of the wishes goes into the settings."""

    wishes: tuple[Wish, ...] = ()
    every: Duration | None = None
    left: tuple[tuple[Wish, str], ...] = ()
    """What does not, and why."""
    every_is_set: bool = False
    """The time between polls is set there already, and stays."""
    known: int = 0
    """Rules that stand there already."""

    @property
    def keys(self) -> tuple[Wish, ...]:
        """Those of the wishes that are about keys."""
        return tuple(wish for wish in self.wishes if wish.table in keys.TABLES)


def settled(path: Path, wishes: Sequence[Wish], every: Duration | None) -> Settled:
    """Which wishes the settings take, tried one by one against what stands there.

    Raises: ConfigError: the settings can't be read.
    """
    raw = _raw(path)
    taken: list[Wish] = []
    left: list[tuple[Wish, str]] = []
    known = 0
    problems = len(from_values(raw, path).problems)
    for wish in wishes:
        if wish.table in keys.TABLES:
            continue
        values = dict(wish.values)
        tables = raw.get(wish.table, [])
        there = [table for table in tables if isinstance(table, dict)] if isinstance(tables, list) else []
        if any(all(table.get(key) == value for key, value in values.items()) for table in there):
            known += 1
        elif "name" in values and any(table.get("name") == values["name"] for table in there):
            left.append((wish, f"there is a topic “{values['name']}” already"))
        else:
            tried = {**raw, wish.table: [*there, values]}
            if len(found := from_values(tried, path).problems) > problems:
                left.append((wish, found[-1].reason))
            else:
                raw = tried
                taken.append(wish)
    about_keys = keys.settled(from_values(raw, path).keys, [wish for wish in wishes if wish.table in keys.TABLES])
    taken += about_keys.wishes
    left += about_keys.left
    known += about_keys.known
    refresh = raw.get("refresh", {})
    is_set = every is not None and (not isinstance(refresh, dict) or "every" in refresh)
    return Settled(tuple(taken), None if is_set else every, tuple(left), is_set, known)


def write(path: Path, settled: Settled) -> Path | None:
    """Put the wishes into the settings, whose comments and order stay.

    Returns: the copy of the settings as they were, None if there were none.
    Raises: ConfigError: they can't be read or written; they are as they were.
    """
    import tomlkit
    from tomlkit.items import AoT

    with edited_alone(path):
        _raw(path)
        document: Any = tomlkit.parse(path.read_text("utf-8") if path.exists() else "")
        if settled.every is not None:
            document.setdefault("refresh", tomlkit.table())["every"] = str(settled.every)
        keys.write(document, settled.keys)
        for wish in settled.wishes:
            if wish.table in keys.TABLES:
                continue
            tables = document.get(wish.table)
            if not isinstance(tables, AoT):
                if document.as_string():
                    document.add(tomlkit.nl())
                tables = tomlkit.aot()
                document[wish.table] = tables
            table = tomlkit.table()
            table.update(dict(wish.values))
            tables.append(table)
        text = document.as_string()
        if settled.keys and not keys.stand(from_values(tomllib.loads(text), path).keys, settled.keys):
            raise ConfigError(str(path), "has its keys in a form that is edited by hand; nothing was written")
        copy = keep_copy(path)
        write_file(path, text)
        return copy


def _raw(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(str(path), f"can't be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"is no valid TOML ({error}); mend it by hand") from error
