"""The list of feeds in `feeds.toml`: read typed, edited with the user's comments and order kept."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from livetui.config import Duration, Problem, nearest
from livetui.errors import ConfigError
from livetui.model.feed import Split, Subscription
from livetui.userfile import edited_alone, keep_copy, write

_KEYS = ["url", "title", "folder", "every", "split", "paused"]
_HEAD = (
    "# The feeds livetui follows. `livetui add` and `livetui remove` edit this file and keep what you write in it.\n"
    '# Each feed is a table:  [[feeds]]  url = "https://…" (or the path of a file)  and, if you like,  title = "…"\n'
    '# folder = "…"  every = "5m"  split = "auto"  paused = true\n'
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
    return from_values(raw, path)


def from_values(raw: Mapping[str, Any], path: Path) -> FeedList:
    """The list that parsed TOML holds; `path` names the file in problems.

    Raises: ConfigError: its feeds are no list.
    """
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
    with edited_alone(path):
        known = {feed.url for feed in load(path).feeds}
        text = _text(path)
        for feed in subscriptions:
            if feed.url in known:
                text = _with_values(text, feed.url, dict(_values(feed)), path)
            else:
                text = _with_tables(text, [feed], path)
                known.add(feed.url)
        write(path, text)


def append(path: Path, subscriptions: Sequence[Subscription]) -> Path | None:
    """Write many feeds that are not in the list at its end, in one step; what stands there is not touched.

    Returns: the copy of the list as it was, None if there was none.
    Raises: ConfigError: the file can't be read or written; it is as it was.
    """
    with edited_alone(path):
        known = {feed.url for feed in load(path).feeds}
        text = _with_tables(_text(path), [feed for feed in subscriptions if feed.url not in known], path)
        copy = keep_copy(path)
        write(path, text)
        return copy


def edit(path: Path, feed: Subscription, place: int | None = None) -> None:
    """Let a feed that stands in the list, known by its address, be as given.

    Args: place: where in the list it is to stand, from 1; None: where it stands.

    Raises: ConfigError: the file can't be read or written, or the feed does not stand in it.
    """
    with edited_alone(path):
        if feed.url not in {each.url for each in load(path).feeds}:
            raise ConfigError(str(path), f"{feed.url} does not stand in it")
        text = _with_values(_text(path), feed.url, {**dict.fromkeys(_KEYS), **dict(_values(feed))}, path)
        write(path, text if place is None else _moved(text, feed.url, place, path))


def written(subscriptions: Sequence[Subscription]) -> str:
    """A list of these feeds, as `feeds.toml` holds it."""
    return _HEAD + "".join(f"\n{_table(feed)}" for feed in subscriptions)


def remove(path: Path, urls: Sequence[str]) -> tuple[Subscription, ...]:
    """Take feeds out of the list; gives back those that stood in it.

    Raises: ConfigError: the file can't be read or written.
    """
    import tomlkit

    with edited_alone(path):
        gone = tuple(feed for feed in load(path).feeds if feed.url in urls)
        if gone:
            document = tomlkit.parse(_text(path))
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
    paused = table.get("paused", False)
    if not isinstance(paused, bool):
        problems.append(Problem(path, f"{where}.paused", f"expected true or false, found {paused!r}"))
        paused = False
    return Subscription(texts["url"], texts["title"], texts["folder"], every, split, paused)


def _values(feed: Subscription) -> Iterator[tuple[str, str | bool]]:
    yield "url", feed.url
    if feed.title is not None:
        yield "title", feed.title
    if feed.folder is not None:
        yield "folder", feed.folder
    if feed.every is not None:
        yield "every", str(Duration(feed.every))
    if feed.split is not Split.AUTO:
        yield "split", feed.split.value
    if feed.paused:
        yield "paused", True


def _table(feed: Subscription) -> str:
    return "[[feeds]]\n" + _assigned(_values(feed))


def _assigned(values: Iterable[tuple[str, str | bool]]) -> str:
    # Of what JSON writes for text and truth values, only a raw DEL is not TOML as well.
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values)
    return "".join(lines).replace("\x7f", "\\u007F")


_HEADER = re.compile(r"(?:^[ \t]*#.*\n)*^[ \t]*\[\[[ \t]*feeds[ \t]*\]\]", re.MULTILINE)
"""Where a feed begins: its table, and the comment right above it."""
_NONE = re.compile(r"^[ \t]*feeds[ \t]*=[ \t]*\[\s*\][ \t]*\n?", re.MULTILINE)
"""A list without feeds, as it stands after the last one was removed."""
_ASSIGNED = re.compile(r"^[ \t]*[\w\"'.-]+[ \t]*=.*$", re.MULTILINE)


def _blocks(text: str) -> list[str]:
    """What stands before the feeds, then the text of each with the comment above it."""
    starts = [found.start() for found in _HEADER.finditer(text)]
    return [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]


def _with_tables(text: str, feeds: Sequence[Subscription], path: Path) -> str:
    text = _NONE.sub("", text) if feeds else text
    whole = (text if text.endswith("\n") or not text else text + "\n") + "".join(f"\n{_table(feed)}" for feed in feeds)
    try:
        tomllib.loads(whole)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), "holds its feeds in one line; write each as a table, [[feeds]]") from error
    return whole


def _with_values(text: str, url: str, wanted: Mapping[str, str | bool | None], path: Path) -> str:
    """The text with these values in the table of a feed. Args: wanted: None takes a value away."""
    import tomlkit

    document: Any = tomlkit.parse(text)
    tables = document["feeds"]
    place = next(place for place, table in enumerate(tables) if table.get("url") == url)
    table = tables[place]
    for key in [key for key in wanted if key in table and table[key] != wanted[key]]:
        if wanted[key] is None:
            del table[key]
        else:
            table[key] = wanted[key]
    new = {key: value for key, value in wanted.items() if value is not None and key not in table}
    text = document.as_string()
    if not new:
        return str(text)
    # tomlkit counts a comment above the next feed as part of this one, and would put a new key behind it.
    blocks = _blocks(text)
    if len(blocks) == len(tables) + 1 and (lines := list(_ASSIGNED.finditer(blocks[place + 1]))):
        block, end = blocks[place + 1], lines[-1].end()
        blocks[place + 1] = f"{block[:end]}\n{_assigned(new.items()).rstrip()}{block[end:]}"
        changed = "".join(blocks)
        if tomllib.loads(changed)["feeds"][place] == {**table.unwrap(), **new}:
            return changed
    raise ConfigError(str(path), f"{url} can't be changed in it; change its table by hand")


def _moved(text: str, url: str, place: int, path: Path) -> str:
    """The text with the table of a feed elsewhere, its comments with it."""
    order = [feed.url for feed in from_values(tomllib.loads(text), path).feeds if feed.url != url]
    behind = order[place - 1] if place <= len(order) else None
    order.insert(place - 1, url)
    urls = [table.get("url") for table in tomllib.loads(text)["feeds"]]
    head, *blocks = _blocks(text)
    if len(blocks) == len(urls):
        block = blocks.pop(at := urls.index(url))
        urls.pop(at)
        blocks.insert(len(blocks) if behind is None else urls.index(behind), block)
        # The last one need not end in a blank line, and must not run into the next where it stands now.
        moved = head + "".join(each.rstrip("\n") + "\n\n" for each in blocks)
        moved = moved.rstrip("\n") + "\n"
        if [feed.url for feed in from_values(tomllib.loads(moved), path).feeds] == order:
            return moved
    raise ConfigError(str(path), f"{url} can't be moved in it; move its table by hand")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return _HEAD
