"""Quotations across the cache, drawn line by line; more are asked for as the reader comes near the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from livetui.model.saying import Saying
from livetui.ui.highlights import UNLIT_SAYING, LitSaying
from livetui.ui.page import Page
from livetui.ui.paint import Painted, fit
from livetui.ui.said import saying_paras
from livetui.ui.widgets.pageview import WIDEST
from livetui.ui.window import Key, Window, key_of

_NEAR = 40
"""Quotations from an end of what is held at which more are asked for."""


class SayingsView(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """Who said what, newest first. The reader's place is the quotation under the cursor."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    SayingsView { background: $surface; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; }
    """

    class Wanted(Message):
        """The reader comes near the end of what is held."""

        def __init__(self, window: Window, before: Key | None, above: int) -> None:
            super().__init__()
            self.window = window
            """What it is wanted for: an answer for a list that is no longer shown is dropped."""
            self.before = before
            """What to ask with."""
            self.above = above
            """Quotations of the page above, 0 if the one below is wanted."""

    class Opened(Message):
        """The reader asks to read the entry of the quotation under the cursor."""

    def __init__(self, now: Callable[[], datetime], zone: tzinfo | None, *, id: str | None = None) -> None:  # noqa: A002
        """Args: now: the time, aware. zone: the reader's time zone, None for the system's."""
        super().__init__(id=id)
        self._now = now
        self._zone = zone
        self.window = Window(self._lay)
        """What is held."""
        self.cursor: Key | None = None
        """The quotation under the cursor, None when there is none."""
        self.notice = ""
        """What stands in the place of an empty list."""
        self._lit: dict[Key, LitSaying] = {}
        self._asked = False
        self._width = 0

    # what it shows

    @property
    def selected(self) -> Saying | None:
        """The quotation under the cursor."""
        index = self.window.index_of(self.cursor)
        return None if index is None else self.window.sayings[index]

    def light(self, lit: Mapping[Key, LitSaying], *, more: bool = False) -> None:
        """Have words stand out in quotations that are listed from now on. Args: more: those of before stay lit."""
        held = {key: found for key, found in self._lit.items() if more and self.window.index_of(key) is not None}
        self._lit = {**held, **lit}

    def draw_anew(self) -> None:
        """Draw what is listed as it is lit now; nothing moves."""
        self.window.lay_anew()
        self.refresh()

    def show(self, sayings: Sequence[Saying], *, more: bool, notice: str) -> None:
        """Show a list from its top. Args: more: are there older ones. notice: what to say if it is empty."""
        self.notice = notice
        self._width = self._text_width()
        self.window = Window(self._lay, sayings, more=more)
        self.cursor = key_of(sayings[0]) if sayings else None
        self._asked = False
        self._resized()
        self._scroll(0)

    def extend(self, window: Window, before: Key | None, sayings: Sequence[Saying], *, more: bool) -> None:
        """Take the page below, if that list is still shown; what is in view stays where it is."""
        if window is self.window:
            self._asked = False
            self._shift(-window.extend(before, sayings, more=more))

    def jump(self, pages: Sequence[tuple[Key | None, int]], oldest: Sequence[Saying]) -> None:
        """Go to the oldest quotation, past pages that were not shown."""
        self._asked = False
        self.window.jump(pages, oldest)
        self._resized()
        self.to_end()

    def put_above(self, window: Window, before: Key | None, sayings: Sequence[Saying]) -> None:
        """Take the page above, if that list is still shown; what is in view stays where it is."""
        if window is self.window:
            self._asked = False
            self._shift(window.put_above(before, sayings))

    def failed(self) -> None:
        """What was wanted can't be had now: the next move asks again."""
        self._asked = False

    # moving

    def move(self, by: int) -> None:
        """Move by quotations; one that does not fit the view is scrolled through first."""
        index = self._index
        if index is None:
            return
        height, view = self.size.height, self.scroll_offset.y
        top, lines = self.window.top(index), len(self.window.page(index))
        if by > 0 and top <= view + height - 1 and top + lines > view + height and lines > height:
            self._scroll(min(view + max(1, height - 1), top + lines - height))
        elif by < 0 and top < view < top + lines and lines > height:
            self._scroll(max(view - max(1, height - 1), top))
        else:
            self._go(index + by, from_end=by < 0)

    def page(self, part: float) -> None:
        """Move by a part of the view: 1 is a page down, -0.5 half a page up."""
        index = self._index
        if index is None:
            return
        lines = int(self.size.height * part) or (1 if part > 0 else -1)
        view = min(max(self.scroll_offset.y + lines, 0), max(0, self.window.height - self.size.height))
        moved = view != self.scroll_offset.y
        self._scroll(view)
        line = self.window.top(index) + lines
        found = self.window.at(min(max(line, view if moved else 0), self.window.height - 1))
        target = found[0] if found else index
        self._go(target if target != index else index + (1 if part > 0 else -1), from_end=False, scroll=not moved)

    def to_top(self) -> None:
        """Go to the first of those held."""
        self._go(0)

    def to_end(self) -> None:
        """Go to the last of those held."""
        self._go(len(self.window) - 1)

    @property
    def _index(self) -> int | None:
        return self.window.index_of(self.cursor)

    def _go(self, index: int, *, from_end: bool = False, scroll: bool = True) -> None:
        if not len(self.window):
            return
        index = min(max(index, 0), len(self.window) - 1)
        self.cursor = key_of(self.window.sayings[index])
        top, lines = self.window.top(index), len(self.window.page(index))
        view, height = self.scroll_offset.y, self.size.height
        if lines > height:
            self._scroll(top + lines - height if from_end else top)
        elif top < view:
            self._scroll(top)
        elif top + lines > view + height and (scroll or top >= view + height):
            self._scroll(top + lines - height)
        self.refresh()
        self._want()

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=min(max(line, 0), max(0, self.window.height - self.size.height)), animate=False, force=True)

    def _shift(self, lines: int) -> None:
        """So many lines came in above what is in view."""
        at = self.window.at(max(0, self.scroll_offset.y + lines))
        if self._index is None and at is not None:
            self.cursor = key_of(self.window.sayings[at[0]])
        place = self.scroll_offset.y + lines
        self._resized()
        if lines:
            self._scroll(place)
        self._want()

    # asking for more

    def _want(self) -> None:
        window = self.window
        if self._asked or not len(window):
            return
        below = window.at(min(self.scroll_offset.y + self.size.height, window.height - 1))
        above = window.at(self.scroll_offset.y)
        if window.more and below is not None and below[0] > len(window) - _NEAR:
            self._ask(window.last, 0)
        elif window.above and above is not None and above[0] < _NEAR:
            self._ask(*window.above[-1])

    def _ask(self, before: Key | None, above: int) -> None:
        self._asked = True
        self.post_message(self.Wanted(self.window, before, above))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what comes near, by whatever means the view scrolls."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._want()

    # drawing

    def _text_width(self) -> int:
        return min(WIDEST, max(8, self.size.width - 4))

    def _lay(self, saying: Saying) -> Page:
        lit = self._lit.get(key_of(saying), UNLIT_SAYING)
        page = Page(tuple(saying_paras(saying, self._now(), self._zone, self._width, lit)), self._width)
        for _ in page.lay():
            pass
        return page

    def _resized(self) -> None:
        self.virtual_size = Size(self.size.width, self.window.height)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew, the quotation under the cursor on the row it had if there still is such a row."""
        index = self._index
        row = None if index is None else self.window.top(index) - self.scroll_offset.y
        if self._text_width() != self._width:
            self._width = self._text_width()
            self.window.lay_anew()
        self._resized()
        if index is not None and row is not None:
            room = max(0, self.size.height - len(self.window.page(index)))
            self._scroll(self.window.top(index) - min(max(row, 0), room))
        self._want()

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        width, paint = self.scrollable_size.width, self.paint
        place = self.window.at(self.scroll_offset.y + y)
        if place is None or place[1] >= len(self.window.page(place[0])):
            words = f"  {self.notice}" if y == 1 and not len(self.window) else ""
            return Strip([Segment(fit(words, width), paint.style("faint", "surface"))], width)
        index, row = place
        page = self.window.page(index)
        selected = key_of(self.window.sayings[index]) == self.cursor
        ground = "surface" if not selected else "cursor" if self.has_focus else "cursor-blurred"
        segments = [Segment("▌ " if selected else "  ", paint.style("primary", ground))]
        used = 2
        for stretch in page.stretches(page[row], 0 if selected else None):
            segments.append(Segment(stretch.text, paint.style(stretch.look, stretch.ground or ground)))
            used += cell_len(stretch.text)
        segments.append(Segment(" " * max(0, width - used), paint.style("faint", ground)))
        return Strip(segments, max(used, width)).crop(0, width)

    def on_click(self, event: events.Click) -> None:
        """Select what is clicked; twice opens it."""
        place = self.window.at(self.scroll_offset.y + event.y)
        if place is not None:
            self._go(place[0], scroll=False)
            if event.chain == 2:
                self.post_message(self.Opened())
