"""A list of entries as it is seen: lines, cursor and scroll; drawn line by line, loaded by the block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from livetui.model.entry import Headline
from livetui.ui.highlights import Lit
from livetui.ui.layout import Density, Geometry
from livetui.ui.paint import Painted
from livetui.ui.widgets.drawing import Drawing
from livetui.ui.widgets.held import MOST, Held

BLOCK = 128
"""Headlines are asked for in blocks of so many."""


class TimelineView(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """Lines of entries with a cursor on one of them; headlines are asked for as they come near."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TimelineView { background: $surface; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; }
    """

    cursor: reactive[int | None] = reactive(None, repaint=False, init=False)
    """Number of the entry under the cursor, None when there is none."""

    class Moved(Message):
        """The cursor stands on another entry."""

        def __init__(self, number: int | None) -> None:
            super().__init__()
            self.number = number
            """The entry, None when the timeline is empty."""

        def can_replace(self, message: Message) -> bool:
            """Only the last place of a burst matters."""
            return isinstance(message, TimelineView.Moved)

    class Wanted(Message):
        """Headlines, or what stands out in them, are missing near the view."""

        def __init__(self, numbers: Sequence[int]) -> None:
            super().__init__()
            self.numbers = numbers
            """The entries to load."""

    class Opened(Message):
        """The reader asks to read the entry under the cursor."""

    def __init__(
        self,
        *,
        density: Density,
        now: Callable[[], datetime],
        zone: tzinfo | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Args: now: the time, aware. zone: the reader's, None for the system's."""
        super().__init__(id=id)
        self.geometry = Geometry((), density, zone)
        """What stands on which line."""
        self.held = Held()
        """Headlines in memory."""
        self._zone = zone
        self._drawing = Drawing(self.held, now, zone)
        self._row_kept: tuple[int | None, int, int] | None = None
        """Entry and scroll after a resize, and the row the entry had before: a larger view gives it that row again."""

    # what it shows

    @property
    def rows(self) -> dict[int, Headline]:
        """Headlines loaded, by number."""
        return self.held.rows

    @property
    def index(self) -> int:
        """Place of the cursor, 0 is the first of the list."""
        return self.geometry.nearest(self.cursor) if self.cursor is not None else 0

    @property
    def selected(self) -> Headline | None:
        """The headline under the cursor, None when there is none or it is not loaded yet."""
        return self.rows.get(self.cursor) if self.cursor is not None else None

    @property
    def at_top(self) -> bool:
        """Does the cursor stand on the first entry."""
        return self.index == 0

    def set_density(self, density: Density) -> None:
        """Change the lines of an entry; the selected one keeps its screen row."""
        row_on_screen = self.cursor_row
        self.geometry.set_density(density)
        self._drawing.forget()
        self._resized()
        self._land(self.cursor, row_on_screen)

    @property
    def ago(self) -> bool:
        """Are times told as how long ago they were."""
        return self._drawing.ago

    def set_ago(self, ago: bool) -> None:
        """Tell times as how long ago they were, or by the clock."""
        self._drawing.ago = ago
        self.draw_anew()

    def draw_anew(self) -> None:
        """Draw everything again."""
        self._drawing.forget()
        self.refresh()

    def supply(self, asked: Iterable[int], rows: Mapping[int, Headline]) -> None:
        """Take headlines that were wanted; their lines are drawn anew."""
        if len(self.rows) > MOST:
            self.held.keep(self._near(MOST // 4))
        self.held.supply(asked, rows)
        self._redraw(rows)

    def amend(self, rows: Mapping[int, Headline]) -> None:
        """Replace headlines already loaded, for a revision or a flag."""
        known = self.held.amend(rows)
        self._drawing.forget()
        self._redraw(known)
        if self.held.lighting:
            self._want()

    def light(self, lit: Mapping[int, Lit]) -> None:
        """Take what stands out in headlines; those that look otherwise now are drawn anew."""
        self._draw_anew(self.held.light(lit))

    def relight(self, lighting: bool) -> None:
        """Other words stand out from the next list shown on. Args: lighting: are there any."""
        self._draw_anew(self.held.relight(lighting))

    def _draw_anew(self, numbers: Sequence[int]) -> None:
        if numbers:
            self._drawing.forget()
            self._redraw(numbers)

    # where it is

    def _into_view(self) -> None:
        if not len(self.geometry):
            return
        index, height = self.index, self.size.height
        top, bottom = self.geometry.block_top(index), self.geometry.line_of(index) + self.geometry.density.lines
        view = self.scroll_offset.y
        if height < 1 or (top >= view and bottom <= view + height):
            self._want()
            return
        half = height // 2
        # A scroll repaints everything, a moved cursor two lines: half a page at the edge keeps most keys cheap.
        target = min(top, view - half) if top < view else max(bottom - height, view + half)
        far = abs(target - view) > 2 * height or not target <= top <= bottom <= target + height
        self._scroll(top - (height - self.geometry.density.lines) // 2 if far else target)
        self._want()

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=min(max(line, 0), max(0, self.geometry.height - self.size.height)), animate=False, force=True)

    @property
    def cursor_row(self) -> int | None:
        """The row of the view on which the cursor stands, None when there is none."""
        return self.geometry.line_of(self.index) - self.scroll_offset.y if len(self.geometry) else None

    @property
    def row_meant(self) -> int | None:
        """The same, or the row that it had before a smaller view took it away."""
        if self._row_kept is not None and self._row_kept[:2] == (self.cursor, self.scroll_offset.y):
            return self._row_kept[2]
        return self.cursor_row

    def _land(self, number: int | None, row_on_screen: int | None) -> None:
        if not len(self.geometry):
            self.cursor = None
            self._scroll(0)
            return
        place = min(self.geometry.nearest(number) if number is not None else 0, len(self.geometry) - 1)
        self.cursor = self.geometry.numbers[place]
        self._scroll(0 if row_on_screen is None else self.geometry.line_of(place) - row_on_screen)
        self.refresh()
        self._want()

    def _resized(self) -> None:
        self.virtual_size = Size(self.size.width, self.geometry.height)
        self.refresh()

    # loading

    def _near(self, around: int) -> Sequence[int]:
        top = self.geometry.index_at(self.scroll_offset.y)
        bottom = self.geometry.index_at(self.scroll_offset.y + max(1, self.size.height))
        return self.geometry.numbers[max(0, top - around) : bottom + around + 1]

    def _want(self) -> None:
        if not len(self.geometry):
            return
        top = self.geometry.index_at(self.scroll_offset.y) - BLOCK // 4
        bottom = self.geometry.index_at(self.scroll_offset.y + self.size.height) + BLOCK // 4
        first, last = max(0, top) // BLOCK * BLOCK, (bottom // BLOCK + 1) * BLOCK
        if missing := self.held.ask(self.geometry.numbers[first:last]):
            self.post_message(self.Wanted(missing))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Load what scrolls into view, by whatever means it scrolls."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._want()

    # drawing

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        """Draw the two entries that changed, and tell."""
        for number in (old, new):
            if number is not None:
                self._redraw((number,))
        self.post_message(self.Moved(new))

    def _redraw(self, numbers: Iterable[int]) -> None:
        """Draw entries again, if they are in view."""
        view = self.scroll_offset.y
        end = view + self.size.height
        for number in numbers:
            index = self.geometry.index_of(number)
            if index is not None and view - 2 < (line := self.geometry.line_of(index)) < end:
                self.refresh_lines(line, self.geometry.density.lines)

    def forget_drawn(self) -> None:
        """Colours changed: nothing drawn so far holds."""
        self._drawing.forget()

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in view, on the row it had if there still is such a row."""
        self._drawing.forget()
        row_on_screen = self.row_meant
        self._resized()
        if row_on_screen is None or self.size.height < 1:
            return
        row = min(max(row_on_screen, 0), max(0, self.size.height - self.geometry.density.lines))
        self._scroll(self.geometry.line_of(self.index) - row)
        self._row_kept = (self.cursor, self.scroll_offset.y, row_on_screen)
        self._want()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        ground = "cursor" if self.has_focus else "cursor-blurred"
        line = self.scroll_offset.y + y
        return self._drawing.line(self.geometry, line, self.scrollable_size.width, self.paint, self.cursor, ground)
