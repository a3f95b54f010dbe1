"""What stands in the timeline's place when there is nothing to list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import cast

from textual import events
from textual.message import Message

from livetui.ui.keymap import Keyed
from livetui.ui.page import Dye, Para
from livetui.ui.widgets.pageview import PageView


@dataclass(frozen=True, slots=True)
class Beginning:
    """One way to begin, offered on the first run."""

    title: str
    about: str
    """What it does, in a line."""
    action: str
    """The action of the reader screen."""


BEGINNINGS = (
    Beginning("Try the sample", "A story that develops over two minutes; no network.", "sample"),
    Beginning("Choose feeds to begin with", "Public broadcasters and agencies in many languages.", "starters"),
    Beginning("Add a feed you know", "An address, of a site or live page too, or a file.", "add_feed"),
)
"""What is always offered."""


def _keys(text: str, *keys: str) -> Para:
    """Words with keys in the places left for them."""
    words, dyes = "", []
    for part, key in zip_longest(text.split("{}"), keys, fillvalue=""):
        words += part
        dyes.append(Dye(len(words), len(words) + len(key), "bold", "primary"))
        words += key
    return Para(words, "foreground", tuple(dyes))


_HEAD = (
    Para(""),
    Para("Welcome to livetui", "bold strong"),
    Para("The news, live: what happened, who said it, and what changed since.", "read"),
    Para("Feeds and live pages become one timeline, which reads offline, too.", "read"),
    Para("Nothing moves while you read: arrivals wait until you want them.", "read"),
    Para(""),
    Para("No feed is followed yet. How would you like to begin?"),
    Para(""),
)
_BRIEF = (
    Para("Welcome to livetui", "bold strong"),
    Para("What happened, who said it, and what changed since.", "read"),
    Para(""),
)
_ROOM = (60, 20)
"""Cells and lines from which the welcome is given in full."""
_SHORT = 8
"""Lines under which there is nothing but the ways to begin."""
_COMMAND = "livetui import FILE"
_LATER = "In the shell, "


class Welcome(PageView, can_focus=False):
    """A page in the timeline's place: how to begin, or why it is empty."""

    DEFAULT_CSS = "Welcome { background: $surface; scrollbar-background: $surface; display: none; }"
    ground = "surface"

    class Chosen(Message):
        """The reader wants to begin in one of the ways."""

        def __init__(self, beginning: Beginning) -> None:
            super().__init__()
            self.beginning = beginning
            """The way."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._more: tuple[Beginning, ...] = ()
        self._selected = 0
        self._first_run = False
        self._head: tuple[Para, ...] = _HEAD

    @property
    def choosing(self) -> bool:
        """Is it seen, and is there something to choose on it."""
        return bool(self.display) and self._first_run

    def explain(self, *, feeds: int, failing: int, filtered: bool, online: bool = True, waiting: bool = False) -> None:
        """Say what fits: no feeds yet, nothing polled yet, none can be read, or nothing passes the filter.

        Args: online: may the network be used. waiting: is the first poll of every feed still to end.
        """
        self._first_run = not (feeds or filtered)
        if self._first_run:
            self._draw()
        else:
            self.show(self._nothing(filtered=filtered, failing=failing >= feeds, online=online, waiting=waiting))

    def offer(self, more: Sequence[Beginning]) -> None:
        """Offer these ways to begin, too."""
        self._more = tuple(more)
        self._selected = min(self._selected, len(self._ways) - 1)
        if self._first_run:
            self._draw()

    def choose(self) -> None:
        """Begin in the way that the cursor stands on."""
        self.post_message(self.Chosen(self._ways[self._selected]))

    @property
    def _ways(self) -> tuple[Beginning, ...]:
        return (*BEGINNINGS, *self._more)

    def _draw(self) -> None:
        width, height = self.size
        self._head = _HEAD if width >= _ROOM[0] and height >= _ROOM[1] else _BRIEF if height >= _SHORT else ()
        paras = list(self._head)
        for place, way in enumerate(self._ways):
            if place == self._selected:
                dyes = (Dye(0, len(way.title), "bold", "strong", ground="cursor"),)
                paras.append(Para(way.title, "foreground", dyes, "▸ ", "  ", "primary"))
            else:
                paras.append(Para(way.title, "foreground", (), "  ", "  "))
            paras.append(Para(way.about, "faint", (), "  ", "  "))
        self.show((*paras, *self._foot()), stay=True)
        self._reveal()

    def _foot(self) -> tuple[Para, ...]:
        keymap = cast("Keyed", self.app).keymap
        move, choose = keymap.hint("move.down", "move.up"), keymap.first("read.open")
        help_, leave = keymap.first("app.help"), keymap.first("app.back")
        command = Dye(len(_LATER), len(_LATER) + len(_COMMAND), "", "secondary")
        return (
            Para(""),
            _keys("{} and {} choose, {} lists every key, {} leaves.", move, choose, help_, leave),
            Para(f"{_LATER}{_COMMAND} takes over another reader's list.", "faint", (command,)),
        )

    def _nothing(self, *, filtered: bool, failing: bool, online: bool, waiting: bool) -> tuple[Para, ...]:
        keymap = cast("Keyed", self.app).keymap
        if filtered:
            clear, everything = keymap.first("filter.close"), keymap.first("topic.all")
            said, does = "Nothing matches", _keys("{} clears the filter, {} shows everything.", clear, everything)
        elif not online:
            said = "No entries yet"
            does = Para("livetui is offline: start it without --offline to have the feeds polled.")
        elif waiting:
            said, does = "Getting the first entries…", Para("")
        elif failing:
            why, again = keymap.first("feeds.health"), keymap.first("feeds.poll_all")
            said = "No entries yet: no feed could be read"
            does = _keys("{} tells why, for each feed; {} tries all of them again.", why, again)
        else:
            said = "No entries yet"
            does = _keys("Feeds are polled on schedule; {} asks all of them now.", keymap.first("feeds.poll_all"))
        return Para(""), Para(said, "bold strong"), does

    def _reveal(self) -> None:
        """Have the whole of the way under the cursor in view."""
        place = len(self._head) + 2 * self._selected
        last, line = self.page.line_of(place + 1, len(self.page.paras[place + 1].text)), self.page.line_of(place, 0)
        if last is not None and line is not None:
            self.bring(last, context=0)
            self.bring(line, context=line if self._selected == 0 else 0)

    def on_resize(self) -> None:
        """Wrap anew, the cursor in view."""
        if self._first_run:
            self._draw()
        else:
            super().on_resize()

    # moving: over the ways to begin

    def move(self, by: int) -> None:
        """Move the cursor, or scroll a page without choices."""
        if not self._first_run:
            super().move(by)
            return
        self._selected = min(max(self._selected + by, 0), len(self._ways) - 1)
        self._draw()

    def page_by(self, part: float) -> None:
        """Move by a part of the page."""
        if self._first_run:
            self.move(1 if part > 0 else -1)
        else:
            super().page_by(part)

    def to_top(self) -> None:
        """The first way."""
        self.move(-len(self._ways))

    def to_end(self) -> None:
        """The last way."""
        self.move(len(self._ways))

    def on_click(self, event: events.Click) -> None:
        """Begin in the way that is clicked."""
        line = self.scroll_offset.y + event.y
        if not self._first_run or line >= len(self.page):
            return
        place = (self.page[line].para - len(self._head)) // 2
        if 0 <= place < len(self._ways):
            self._selected = place
            self._draw()
            self.choose()
