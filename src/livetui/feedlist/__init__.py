"""The list of feeds in `feeds.toml`: read typed, edited with the user's comments and order kept."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from livetui.config import lines_of
from livetui.errors import ConfigError
from livetui.feedlist.reading import FeedList, from_values
from livetui.feedlist.tables import changed, moved, stated, table_of, with_tables, with_values, without
from livetui.model.feed import Subscription
from livetui.userfile import edited_alone, keep_copy, write

__all__ = [
    "Edit",
    "FeedList",
    "add",
    "append",
    "edit",
    "edit_all",
    "from_values",
    "load",
    "readdress",
    "remove",
    "take_back",
    "written",
]

_HEAD = (
    "# The feeds livetui follows. `livetui add` and `livetui remove` edit this file and keep what you write in it.\n"
    '# Each feed is a table:  [[feeds]]  url = "https://…" (or the path of a file)  and, if you like,  title = "…"\n'
    '# folder = "…"  every = "5m"  split = "auto"  paused = true\n'
    '# split says whether an entry that is a list of headed updates is taken apart into posts: "always", "never", or\n'
    '# "auto" for entries that announce a live page.\n'
)


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done to the list, so that it can be taken back."""

    feeds: tuple[Subscription, ...]
    """Those it was about, as they stood before."""
    before: str
    """The list as it was."""
    after: str
    """The list as it was left."""


def load(path: Path) -> FeedList:
    """Read the list; a missing file is an empty list.

    Raises: ConfigError: the file can't be read as a whole. An empty list instead would look as if all feeds were gone.
    """
    try:
        text = path.read_text("utf-8")
        raw = tomllib.loads(text)
    except FileNotFoundError:
        return FeedList()
    except OSError as error:
        raise ConfigError(str(path), f"can't be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"is no valid TOML ({error}); mend it by hand") from error
    return from_values(raw, path, lines_of(text))


def add(path: Path, subscriptions: Sequence[Subscription]) -> None:
    """Write feeds at the end of the list; of one that stands in it, what is wished anew. Comments and order are kept.

    Raises: ConfigError: the file can't be read or written.
    """
    with edited_alone(path):
        known = {feed.url for feed in load(path).feeds}
        text = _text(path)
        for feed in subscriptions:
            if feed.url in known:
                text = with_values(text, feed.url, dict(stated(feed)), path)
            else:
                text = with_tables(text, [feed], path)
                known.add(feed.url)
        write(path, text)


def append(path: Path, subscriptions: Sequence[Subscription]) -> Path | None:
    """Write many feeds that are not in the list at its end, in one step; what stands there is not touched.

    Returns: the copy of the list as it was, None if there was none.
    Raises: ConfigError: the file can't be read or written; it is as it was.
    """
    with edited_alone(path):
        known = {feed.url for feed in load(path).feeds}
        text = with_tables(_text(path), [feed for feed in subscriptions if feed.url not in known], path)
        copy = keep_copy(path)
        write(path, text)
        return copy


def edit(path: Path, feed: Subscription, place: int | None = None) -> Edit:
    """Let a feed that stands in the list, known by its address, be as given.

    Args: place: where in the list it is to stand, from 1; None: where it stands.

    Raises: ConfigError: the file can't be read or written, or the feed does not stand in it.
    """
    with edited_alone(path):
        before = _text(path)
        was = _standing(path, [feed.url])
        text = changed(before, feed, path)
        text = text if place is None else moved(text, feed.url, place, path)
        write(path, text)
        return Edit(was, before, text)


def edit_all(path: Path, feeds: Sequence[Subscription]) -> Edit:
    """Let feeds that stand in the list be as given, in one step. Raises: ConfigError: as `edit`."""
    with edited_alone(path):
        before = text = _text(path)
        was = _standing(path, [feed.url for feed in feeds])
        for feed in feeds:
            text = changed(text, feed, path)
        write(path, text)
        return Edit(was, before, text)


def readdress(path: Path, url: str, new: str) -> None:
    """Let a feed that stands in the list have another address. Raises: ConfigError: as `edit`."""
    with edited_alone(path):
        _standing(path, [url])
        write(path, with_values(_text(path), url, {"url": new}, path))


def _standing(path: Path, urls: Sequence[str]) -> tuple[Subscription, ...]:
    """The feeds of these addresses as the list has them. Raises: ConfigError: one does not stand in it."""
    there = {feed.url: feed for feed in load(path).feeds}
    for url in urls:
        if url not in there:
            raise ConfigError(str(path), f"{url} does not stand in it")
    return tuple(there[url] for url in urls)


def remove(path: Path, urls: Sequence[str]) -> Edit | None:
    """Take feeds out of the list; None if none of them stood in it.

    Raises: ConfigError: the file can't be read or written.
    """
    with edited_alone(path):
        gone = tuple(feed for feed in load(path).feeds if feed.url in urls)
        if not gone:
            return None
        before = _text(path)
        text = without(before, urls)
        write(path, text)
        return Edit(gone, before, text)


def take_back(path: Path, done: Edit) -> None:
    """Undo an edit. Where the list was changed since, only its feeds are as they were, and where they were.

    Raises: ConfigError: the file can't be read or written.
    """
    with edited_alone(path):
        if (text := _text(path)) == done.after:
            write(path, done.before)
            return
        places = [feed.url for feed in from_values(tomllib.loads(done.before), path).feeds]
        listed = {feed.url for feed in load(path).feeds}
        for feed in done.feeds:
            text = changed(text, feed, path) if feed.url in listed else with_tables(text, [feed], path)
            text = moved(text, feed.url, places.index(feed.url) + 1, path)
        write(path, text)


def written(subscriptions: Sequence[Subscription]) -> str:
    """A list of these feeds, as `feeds.toml` holds it."""
    return _HEAD + "".join(f"\n{table_of(feed)}" for feed in subscriptions)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return _HEAD
