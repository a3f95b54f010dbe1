"""What stands on which line of the sidebar: topics, folders with their feeds, speakers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from livetui.model.feed import Feed, FeedStatus
from livetui.model.filter import Field, Filter
from livetui.model.filter_tree import Pattern
from livetui.model.saying import SpeakerCount


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A folder."""

    path: str
    """Its name with those of the folders around it, ``War/Talks``."""
    depth: int
    unread: int
    """In all its feeds, those of the folders in it included."""
    failing: int
    """Feeds of them whose last poll failed."""
    opened: bool

    @property
    def name(self) -> str:
        """Its own name."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed."""

    feed: Feed
    depth: int
    folder: str
    """The folder it stands in, empty for none."""


SideLine: TypeAlias = int | FolderLine | FeedLine | SpeakerCount | str
"""Place of a topic, a folder, a feed, a speaker, or words that can't be chosen."""


@dataclass(slots=True)
class _Folder:
    path: str
    depth: int
    within: dict[str, _Folder] = field(default_factory=dict)
    items: list[_Folder | Feed] = field(default_factory=list)
    unread: int = 0
    failing: int = 0


def path_of(folder: str | None) -> str:
    """The name of a folder in one form: no blanks around its parts, no empty parts."""
    return "/".join(part.strip() for part in (folder or "").split("/") if part.strip())


def within(path: str, folder: str) -> bool:
    """Is a folder that one, or in it. Args: both in the form of `path_of`."""
    return path == folder or path.startswith(f"{folder}/")


def in_folder(path: str) -> Filter:
    """The entries of a folder and of those in it."""
    parts = r"\s*/\s*".join(re.escape(part) for part in path.split("/"))
    return Filter(Field("folder", (Pattern(rf"^[\s/]*{parts}\s*(/|$)"),)))


def feed_lines(feeds: Sequence[Feed], closed: Collection[str]) -> Iterator[FolderLine | FeedLine]:
    """Feeds in the user's order, those of a folder together where its first one stands. Args: closed: folders."""
    top = _Folder("", -1)
    for feed in feeds:
        at = top
        for part in path_of(feed.folder).split("/"):
            if part:
                at = _entered(at, part)
        at.items.append(feed)
    _count(top)
    yield from _lines(top, closed)


def _entered(around: _Folder, name: str) -> _Folder:
    if (inner := around.within.get(name)) is None:
        path = f"{around.path}/{name}" if around.path else name
        inner = around.within[name] = _Folder(path, around.depth + 1)
        around.items.append(inner)
    return inner


def _count(folder: _Folder) -> None:
    for item in folder.items:
        if isinstance(item, _Folder):
            _count(item)
            folder.unread += item.unread
            folder.failing += item.failing
        else:
            folder.unread += item.unread
            folder.failing += item.status in (FeedStatus.ERROR, FeedStatus.GONE) and not item.paused


def _lines(folder: _Folder, closed: Collection[str]) -> Iterator[FolderLine | FeedLine]:
    for item in folder.items:
        if isinstance(item, Feed):
            yield FeedLine(item, folder.depth + 1, folder.path)
            continue
        opened = item.path not in closed
        yield FolderLine(item.path, item.depth, item.unread, item.failing, opened)
        if opened:
            yield from _lines(item, closed)


def same(one: SideLine, other: SideLine) -> bool:
    """Is it the same thing, however its counts have changed."""
    match one, other:
        case FeedLine(), FeedLine():
            return one.feed.number == other.feed.number
        case FolderLine(), FolderLine():
            return one.path == other.path
        case SpeakerCount(), SpeakerCount():
            return one.name == other.name
        case int(), int():
            return one == other
        case _:
            return False
