"""What stands on a line of the sidebar: sign, name and what is unread. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from livetui.engine.health import Health, health
from livetui.model.saying import SpeakerCount
from livetui.text.clean import clean_line
from livetui.ui.health import LOOKS
from livetui.ui.paint import Piece, fit
from livetui.ui.sidelines import FeedLine, FolderLine
from livetui.ui.topics import TopicLine
from livetui.ui.widgets.speakers import speaker_pieces

INDENT = 2
"""Cells by which what is in a folder stands further in."""
_DEEPEST = 4
"""Folders in folders that are told by standing further in."""


def pieces_of(
    item: int | FolderLine | FeedLine | SpeakerCount, topics: Sequence[TopicLine], now: datetime, width: int
) -> list[Piece]:
    """The pieces of a line. Args: item: a topic by its place, a folder, a feed or a speaker. width: cells for them."""
    match item:
        case SpeakerCount():
            return speaker_pieces(item, width)
        case FolderLine():
            return _folder(item, width)
        case FeedLine():
            return _feed(item, now, width)
        case _:
            sign, look = topics[item].sign
            return [(f"{sign} ", look), *_counted(topics[item].label, topics[item].unread, width - 2)]


def _folder(folder: FolderLine, width: int) -> list[Piece]:
    indent = _indent(folder.depth)
    pieces: list[Piece] = [(f"{indent}{'▾' if folder.opened else '▸'} ", "primary")]
    trouble: list[Piece] = [("✗ ", "error")] if folder.failing and not folder.opened else []
    room = width - 2 - len(indent) - 2 * len(trouble)
    name, count = _counted(clean_line(folder.name), folder.unread, room)
    return [*pieces, (name[0], f"bold {name[1]}"), *trouble, count]


def _feed(line: FeedLine, now: datetime, width: int) -> list[Piece]:
    how, indent = health(line.feed, now), _indent(line.depth)
    room = width - 2 - len(indent)
    name, count = _counted(clean_line(line.feed.title), line.feed.unread, room)
    if how is Health.PAUSED:
        name = (name[0], "faint")
    return [(f"{indent}{how} ", LOOKS[how]), name, count]


def _indent(depth: int) -> str:
    return " " * (min(depth, _DEEPEST) * INDENT)


def _counted(name: str, unread: int | None, width: int) -> tuple[Piece, Piece]:
    count = "" if unread is None else f"{unread:,}" if unread else "·"
    count = count if len(count) < 6 else f"{(unread or 0) // 1000}k"
    look = "foreground" if unread else "faint"
    return (fit(name, width - len(count) - 2) + " ", look), (count + " ", "accent" if unread else "faint")
