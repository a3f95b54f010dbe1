"""The text of `feeds.toml`: a table for each feed, edited with all that the user wrote around them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from livetui.config import Duration
from livetui.errors import ConfigError
from livetui.feedlist.reading import KEYS, from_values
from livetui.model.feed import Split, Subscription


def stated(feed: Subscription) -> Iterator[tuple[str, str | bool]]:
    """What the table of a feed says: only what is not as it is by itself."""
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


def table_of(feed: Subscription) -> str:
    """The table of a feed."""
    return "[[feeds]]\n" + _assigned(stated(feed))


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


def with_tables(text: str, feeds: Sequence[Subscription], path: Path) -> str:
    """The text with the tables of these feeds at its end. Raises: ConfigError: its list has another form."""
    text = _NONE.sub("", text) if feeds else text
    whole = (text if text.endswith("\n") or not text else text + "\n") + "".join(
        f"\n{table_of(feed)}" for feed in feeds
    )
    try:
        tomllib.loads(whole)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), "holds its feeds in one line; write each as a table, [[feeds]]") from error
    return whole


def with_values(text: str, url: str, wanted: Mapping[str, str | bool | None], path: Path) -> str:
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
        whole = "".join(blocks)
        if tomllib.loads(whole)["feeds"][place] == {**table.unwrap(), **new}:
            return whole
    raise ConfigError(str(path), f"{url} can't be changed in it; change its table by hand")


def changed(text: str, feed: Subscription, path: Path) -> str:
    """The text with the table of a feed saying all that it is now."""
    return with_values(text, feed.url, {**dict.fromkeys(KEYS), **dict(stated(feed))}, path)


def without(text: str, urls: Collection[str]) -> str:
    """The text without the tables of these feeds and the comments right above them."""
    tables = tomllib.loads(text)["feeds"]
    kept = [table for table in tables if table.get("url") not in urls]
    head, *blocks = _blocks(text)
    if len(blocks) == len(tables):
        left = head
        for table, block in zip(tables, blocks, strict=True):
            if table.get("url") in urls:
                # What stands behind its last value, a blank line apart, may be about the feeds that follow.
                lines = list(_ASSIGNED.finditer(block))
                block = block[lines[-1].end() :].removeprefix("\n").removeprefix("\n") if lines else block
            left += block
        if (tomllib.loads(left).get("feeds") or []) == kept:
            return left
    import tomlkit

    document: Any = tomlkit.parse(text)
    for place in reversed(range(len(tables))):
        if tables[place].get("url") in urls:
            del document["feeds"][place]
    return str(document.as_string())


def moved(text: str, url: str, place: int, path: Path) -> str:
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
        whole = head + "".join(each.rstrip("\n") + "\n\n" for each in blocks)
        whole = whole.rstrip("\n") + "\n"
        if [feed.url for feed in from_values(tomllib.loads(whole), path).feeds] == order:
            return whole
    raise ConfigError(str(path), f"{url} can't be moved in it; move its table by hand")
