"""How feeds fare: a table drawn line by line, what is known of one, and a line to narrow the table with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input

from livetui.engine.health import health, result
from livetui.model.feed import Feed
from livetui.text.clean import clean_line
from livetui.ui.article import size
from livetui.ui.health import LOOKS, due, short_rate, span
from livetui.ui.paint import Painted, Piece, fit
from livetui.ui.widgets.pageview import PageView

_ALL_FROM = 96
"""Cells from which every column is shown."""
_SOME_FROM = 60
"""Cells from which some are; below, name and result alone."""


class HealthTable(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """Feeds, one a line, with a cursor that stays on its feed however they are sorted."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    HealthTable { background: $surface; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; }
    """

    class Moved(Message):
        """The cursor stands on another feed."""

        def can_replace(self, message: Message) -> bool:
            """Only the last place of a burst matters."""
            return isinstance(message, HealthTable.Moved)

    class Opened(Message):
        """A feed was clicked twice."""

    def __init__(self, now: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002
        """Args: now: the time, aware."""
        super().__init__(id=id)
        self._now = now
        self.feeds: Sequence[Feed] = ()
        """Those listed."""
        self.rates: Mapping[int, float] = {}
        """Entries a day, as far as they are counted."""
        self.cursor = 0
        """Place of the feed under the cursor."""

    @property
    def selected(self) -> Feed | None:
        """The feed under the cursor."""
        return self.feeds[self.cursor] if self.cursor < len(self.feeds) else None

    def show(self, feeds: Sequence[Feed], rates: Mapping[int, float]) -> None:
        """List other feeds, or the same ones anew; the line under the cursor stays where it is on the screen."""
        before = self.selected.number if self.selected else None
        row = self.cursor - self.scroll_offset.y
        self.feeds, self.rates = feeds, rates
        same = (place for place, feed in enumerate(feeds) if feed.number == before)
        self.cursor = next(same, min(self.cursor, max(0, len(feeds) - 1)))
        self._measure()
        if before is not None:
            self.scroll_to(y=max(0, self.cursor - row), animate=False, force=True)
        self._into_view()

    def move(self, by: int) -> None:
        """Move the cursor by feeds."""
        place = min(max(self.cursor + by, 0), max(0, len(self.feeds) - 1))
        if place != self.cursor:
            self.cursor = place
            self._into_view()
            self.post_message(self.Moved())

    def page_by(self, part: float) -> None:
        """Move by a part of the view."""
        self.move(int((self.size.height - 1) * part) or (1 if part > 0 else -1))

    def to_top(self) -> None:
        """Go to the first."""
        self.move(-len(self.feeds))

    def to_end(self) -> None:
        """Go to the last."""
        self.move(len(self.feeds))

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, 1 + len(self.feeds))

    def _into_view(self) -> None:
        # The first line of the view is the heading: it stays, and what would stand there is seen below it.
        view, height = self.scroll_offset.y, self.size.height - 1
        if self.cursor < view:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif height > 0 and self.cursor >= view + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._measure()
        self._into_view()

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Select what is clicked; twice opens it."""
        place = self.scroll_offset.y + event.y - 1
        if event.y and place < len(self.feeds):
            self.move(place - self.cursor)
            if event.chain == 2:
                self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """Draw the heading, or a feed."""
        width, place = self.scrollable_size.width, self.scroll_offset.y + y - 1
        ground = "surface"
        if not y:
            pieces = [(" " + text, "bold faint") for text, _ in self._columns(None, width - 2)]
            pieces.insert(0, (" ", "faint"))
        elif place < len(self.feeds):
            here = place == self.cursor
            ground = ground if not here else "cursor" if self.has_focus else "cursor-blurred"
            pieces = [(" " + text, look) for text, look in self._columns(self.feeds[place], width - 2)]
            pieces.insert(0, ("›" if here else " ", "bold primary"))
        else:
            pieces = []
        blank = self.paint.style("faint", ground)
        return Strip(self.paint.segments(pieces, ground)).adjust_cell_length(width, blank)

    def _columns(self, feed: Feed | None, width: int) -> list[Piece]:
        """The cells of a line, a blank before each. Args: feed: None for the heading."""
        now = self._now()
        more: list[tuple[str, str, int]] = []
        how = health(feed, now) if feed else None
        if width >= _SOME_FROM:
            rate = self.rates.get(feed.number) if feed else None
            polled = "POLLED" if feed is None else f"{span(now - feed.last_poll)} ago" if feed.last_poll else "–"
            bytes_ = "BYTES" if feed is None else size(feed.traffic.last) or "–"
            brings = "BRINGS" if feed is None else "·" if rate is None else short_rate(rate)
            more = [
                (polled, "faint", 8),
                ("NEXT" if feed is None else due(feed, now), "foreground", 6),
                (brings, "faint", 7),
                (bytes_, "faint", 7),
            ]
            if width < _ALL_FROM:
                more = [more[1], more[2]]
        room = width - 2 - sum(cells + 1 for *_, cells in more)
        name = min(34, max(8, room * 45 // 100))
        error = how is not None and how.name == "FAILING"
        words = [
            ("" if how is None else how.value, "" if how is None else LOOKS[how], 1),
            ("FEED" if feed is None else clean_line(feed.title, 200), "foreground", name),
            ("LAST RESULT" if feed is None else clean_line(result(feed, now), 300), "error" if error else "faint",
             room - name - 2),
            *((text.rjust(cells), look, cells) for text, look, cells in more),
        ]  # fmt: skip
        return [(fit(text, cells), look or "faint") for text, look, cells in words]


class Facts(PageView):
    """What is known of a feed: facts, not prose, so that a line may be long."""

    widest = 160


class Narrow(Input):
    """A line to type in; what narrows the table as it is typed."""

    async def key_escape(self, event: events.Key) -> None:
        """Take the words away."""
        event.stop()
        self.value = ""
        self.screen.query_one(HealthTable).focus()

    async def key_down(self, event: events.Key) -> None:
        """On to the table."""
        event.stop()
        self.screen.query_one(HealthTable).focus()
