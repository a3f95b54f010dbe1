"""What the tables of `feeds.toml` mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from livetui.config import NO_LINES, Duration, Problem, line_of, nearest
from livetui.errors import ConfigError
from livetui.model.address import address_key
from livetui.model.feed import Split, Subscription

KEYS = ("url", "title", "folder", "every", "split", "paused")
"""What a table may hold."""


@dataclass(frozen=True, slots=True)
class FeedList:
    """What `feeds.toml` says."""

    feeds: tuple[Subscription, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What was wrong in it; the other feeds are followed all the same."""


def from_values(raw: Mapping[str, Any], path: Path, lines: Mapping[str, int] = NO_LINES) -> FeedList:
    """The list that parsed TOML holds; `path` and `lines` (`config.lines_of`) say where something is to be mended.

    Raises: ConfigError: its feeds are no list.
    """
    problems = [Problem(path, key, "unknown; the only list here is [[feeds]]") for key in raw if key != "feeds"]
    feeds: dict[str, Subscription] = {}
    tables = raw.get("feeds", [])
    if not isinstance(tables, list):
        raise ConfigError(str(path), "feeds: expected a list of tables, each written [[feeds]]")
    for place, table in enumerate(tables, 1):
        if subscription := _subscription(table, f"feeds[{place}]", path, problems):
            if address_key(subscription.url) in feeds:
                problems.append(Problem(path, f"feeds[{place}].url", f"{subscription.url} stands here twice"))
            feeds.setdefault(address_key(subscription.url), subscription)
    return FeedList(
        tuple(feeds.values()), tuple(replace(problem, line=line_of(lines, problem.where)) for problem in problems)
    )


def _subscription(table: object, where: str, path: Path, problems: list[Problem]) -> Subscription | None:
    if not isinstance(table, dict):
        problems.append(Problem(path, where, "expected a table, written [[feeds]]"))
        return None
    problems += [Problem(path, f"{where}.{key}", "unknown" + nearest(key, KEYS)) for key in table if key not in KEYS]
    texts: dict[str, str | None] = {}
    for key in ("url", "title", "folder"):
        value = table.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            problems.append(Problem(path, f"{where}.{key}", f"expected text, found {value!r}"))
            value = None
        texts[key] = value
    if texts["url"] is None:
        problems.append(Problem(path, f"{where}.url", "missing; this feed is left out"))
        return None
    if wrong := _unfit(texts["url"]):
        problems.append(Problem(path, f"{where}.url", f"{wrong}; this feed is left out"))
        return None
    every = None
    if "every" in table:
        try:
            every = int(Duration.parse(table["every"]))
        except ValueError as error:
            problems.append(Problem(path, f"{where}.every", f"expected {error}, found {table['every']!r}"))
    split = Split.AUTO
    if "split" in table:
        try:
            split = Split(table["split"])
        except ValueError:
            expected = ", ".join(f'"{choice}"' for choice in Split)
            problems.append(Problem(path, f"{where}.split", f"expected one of {expected}, found {table['split']!r}"))
    paused = table.get("paused", False)
    if not isinstance(paused, bool):
        problems.append(Problem(path, f"{where}.paused", f"expected true or false, found {paused!r}"))
        paused = False
    return Subscription(texts["url"], texts["title"], texts["folder"], every, split, paused)


def _unfit(url: str) -> str | None:
    """Why nothing can be retrieved from there; None: it may be tried."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        return f"no address ({error})"
    if parts.scheme in ("http", "https"):
        return None if parts.hostname else "no address (a host is missing)"
    if parts.scheme == "file" or Path(url).is_absolute():
        return None
    return f"expected an http or https address, or the whole path of a file, found {url!r}"
