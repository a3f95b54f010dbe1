"""The list of feeds in `feeds.toml`: read typed, edited with the user's comments and order kept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from livetui.config import Duration, Problem, nearest
from livetui.errors import ConfigError
from livetui.model.feed import Split, Subscription
from livetui.userfile import edited_alone, write

_KEYS = ["url", "title", "folder", "every", "split"]
_HEAD = (
    "# The feeds livetui follows. `livetui add` and `livetui remove` edit this file and keep what you write in it.\n"
    '# Each feed is a table:  [[feeds]]  url = "https://…" (or the path of a file)  and, if you like,  title = "…"\n'
    '# folder = "…"  every = "5m"  split = "auto"\n'
    '# split says whether an entry that is a list of headed updates is taken apart into posts: "always", "never", or\n'
    '# "auto" for entries that announce a live page.\n'
)


@dataclass(frozen=True, slots=True)
class FeedList:
    """What `feeds.toml` says."""

    feeds: tuple[Subscription, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What was wrong in it; the other feeds are followed all the same."""


def load(path: Path) -> FeedList:
    """Read the list; a missing file is an empty list.

    Raises: ConfigError: the file can't be read as a whole. An empty list instead would look as if all feeds were gone.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return FeedList()
    except OSError as error:
        raise ConfigError(str(path), f"can't be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"is no valid TOML ({error}); mend it by hand") from error
    problems = [Problem(path, key, "unknown; the only list here is [[feeds]]") for key in raw if key != "feeds"]
    feeds: dict[str, Subscription] = {}
    tables = raw.get("feeds", [])
    if not isinstance(tables, list):
        raise ConfigError(str(path), "feeds: expected a list of tables, each written [[feeds]]")
    for place, table in enumerate(tables, 1):
        if subscription := _subscription(table, f"feeds[{place}]", path, problems):
            if subscription.url in feeds:
                problems.append(Problem(path, f"feeds[{place}].url", f"{subscription.url} stands here twice"))
            feeds.setdefault(subscription.url, subscription)
    return FeedList(tuple(feeds.values()), tuple(problems))


def add(path: Path, subscriptions: Sequence[Subscription]) -> None:
    """Write feeds at the end of the list; of one that stands in it, what is wished anew. Comments and order are kept.

    Raises: ConfigError: the file can't be read or written.
    """
    import tomlkit
    from tomlkit.items import AoT

    with edited_alone(path):
        load(path)
        document = _document(path)
        tables = document.get("feeds")
        if not isinstance(tables, AoT):
            tables = tomlkit.aot()
            document["feeds"] = tables
        known = {table.get("url"): table for table in tables}
        for feed in subscriptions:
            if feed.url not in known:
                known[feed.url] = tomlkit.table()
                tables.append(known[feed.url])
                # A table appended is a copy of what was given.
                known[feed.url] = tables[-1]
            for key, value in _values(feed):
                known[feed.url][key] = value
        write(path, document.as_string())


def remove(path: Path, urls: Sequence[str]) -> tuple[Subscription, ...]:
    """Take feeds out of the list; gives back those that stood in it.

    Raises: ConfigError: the file can't be read or written.
    """
    with edited_alone(path):
        gone = tuple(feed for feed in load(path).feeds if feed.url in urls)
        if gone:
            document = _document(path)
            tables: Any = document["feeds"]
            for place in reversed(range(len(tables))):
                if tables[place].get("url") in urls:
                    del tables[place]
            write(path, document.as_string())
        return gone


def _subscription(table: object, where: str, path: Path, problems: list[Problem]) -> Subscription | None:
    if not isinstance(table, dict):
        problems.append(Problem(path, where, "expected a table, written [[feeds]]"))
        return None
    problems += [Problem(path, f"{where}.{key}", "unknown" + nearest(key, _KEYS)) for key in table if key not in _KEYS]
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
    return Subscription(texts["url"], texts["title"], texts["folder"], every, split)


def _values(feed: Subscription) -> Iterator[tuple[str, str]]:
    yield "url", feed.url
    if feed.title is not None:
        yield "title", feed.title
    if feed.folder is not None:
        yield "folder", feed.folder
    if feed.every is not None:
        yield "every", str(Duration(feed.every))
    if feed.split is not Split.AUTO:
        yield "split", feed.split.value


def _document(path: Path) -> Any:
    import tomlkit

    try:
        return tomlkit.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.parse(_HEAD)
