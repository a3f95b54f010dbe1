"""The timeline: a window over a list of entry numbers, drawn line by line, headlines loaded as they come near."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from livetui.model.entry import Headline
from livetui.text.clean import clean_line
from livetui.ui.highlights import UNLIT, Lit
from livetui.ui.layout import Density, Geometry, Heading, Missed, Row, day_heading
from livetui.ui.paint import Painted, fit
from livetui.ui.rows import Look, row
from livetui.ui.times import when

BLOCK = 128
"""Headlines are asked for in blocks of so many."""
_KEPT = 8192
"""More headlines than this are not held; those far from the view go first."""


class Timeline(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """Entries, newest first. The reader's place is the entry under the cursor; nothing that arrives moves it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Timeline { background: $surface; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; }
    """

    cursor: reactive[int | None] = reactive(None, repaint=False)
    """Number of the entry under the cursor, None when there is none."""

    class Moved(Message):
        """The cursor stands on another entry."""

        def __init__(self, number: int | None) -> None:
            super().__init__()
            self.number = number
            """The entry, None when the timeline is empty."""

        def can_replace(self, message: Message) -> bool:
            """Only the last place of a burst matters."""
            return isinstance(message, Timeline.Moved)

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
        today: Callable[[], date],
        zone: tzinfo | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Args: today: the local date now. zone: the reader's, None for the system's."""
        super().__init__(id=id)
        self.geometry = Geometry((), density, zone)
        """What stands on which line."""
        self.rows: dict[int, Headline] = {}
        """Headlines loaded, by number."""
        self._lighting = False
        self._lit: dict[int, Lit] = {}
        self._lit_anew: set[int] = set()
        """Those of them that follow the rules in force."""
        self._today = today
        self._zone = zone
        self._missed: tuple[Missed, ...] = ()
        self._asked: set[int] = set()
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(1024)
        self._row_kept: tuple[int | None, int, int] | None = None
        """Entry and scroll after a resize, and the row the entry had before: a larger view gives it that row again."""

    # what it shows

    @property
    def index(self) -> int:
        """Place of the cursor, 0 is the newest."""
        return self.geometry.nearest(self.cursor) if self.cursor is not None else 0

    @property
    def selected(self) -> Headline | None:
        """The headline under the cursor, None when there is none or it is not loaded yet."""
        return self.rows.get(self.cursor) if self.cursor is not None else None

    @property
    def at_top(self) -> bool:
        """Does the cursor stand on the newest entry."""
        return self.index == 0

    def show(self, numbers: Iterable[int]) -> None:
        """Show other entries; the selected one stays, on its screen row, if it is among them."""
        row_on_screen = self._cursor_row()
        old = self.cursor
        self.geometry = self._laid(numbers)
        self._resized()
        self._land(old, row_on_screen)

    def insert(self, numbers: Iterable[int]) -> None:
        """Put entries in their places without moving the reader's."""
        row_on_screen = self._cursor_row()
        if self.geometry.add(numbers):
            self._resized()
            self._land(self.cursor, row_on_screen)

    def put_back(self, number: int) -> None:
        """Put an entry that was taken out in its place, under the cursor, on the row where the cursor stands."""
        row_on_screen = self._cursor_row()
        self.geometry.add((number,))
        self._resized()
        self._land(number, row_on_screen)

    def extend(self, numbers: Iterable[int]) -> None:
        """Put older entries below all that are shown; should some belong between them, those go to their places."""
        page, shown = list(numbers), self.geometry.numbers
        if page and shown and page[0] >= shown[-1]:
            self.insert(page)
            return
        self.geometry.extend(page)
        self._resized()
        self._want()

    def take_out(self, numbers: Iterable[int]) -> None:
        """Take entries out; the cursor goes to the next older one if its own goes."""
        row_on_screen = self._cursor_row()
        gone = set(numbers)
        old = self.cursor
        self.geometry = self._laid([number for number in self.geometry.numbers if number not in gone])
        self._resized()
        self._land(old, row_on_screen)

    def show_missed(self, missed: Iterable[Missed]) -> None:
        """Say where feeds may have published more than they showed; the selected entry keeps its screen row."""
        found = tuple(missed)
        if found != self._missed:
            self._missed = found
            row_on_screen = self._cursor_row()
            self.geometry.set_missed(found)
            self._resized()
            self._land(self.cursor, row_on_screen)

    def set_density(self, density: Density) -> None:
        """Change the lines of an entry; the selected one keeps its screen row."""
        row_on_screen = self._cursor_row()
        self.geometry.set_density(density)
        self._strips.clear()
        self._resized()
        self._land(self.cursor, row_on_screen)

    def supply(self, asked: Iterable[int], rows: Mapping[int, Headline]) -> None:
        """Take headlines that were wanted; their lines are drawn anew."""
        self._asked.difference_update(asked)
        if len(self.rows) > _KEPT:
            near = self._near(_KEPT // 4)
            self.rows = {number: self.rows[number] for number in near if number in self.rows}
            self._lit = {number: self._lit[number] for number in self.rows if number in self._lit}
            self._lit_anew.intersection_update(self.rows)
        self.rows.update(rows)
        self._redraw(rows)

    def amend(self, rows: Mapping[int, Headline]) -> None:
        """Replace headlines already loaded, for a revision or a flag."""
        known = {number: headline for number, headline in rows.items() if number in self.rows}
        for number, headline in known.items():
            before = self.rows[number]
            if (before.title, before.lead) != (headline.title, headline.lead):
                self._lit.pop(number, None)
            self._lit_anew.discard(number)
        self.rows.update(known)
        self._strips.clear()
        self._redraw(known)
        if self._lighting:
            self._want()

    def light(self, lit: Mapping[int, Lit]) -> None:
        """Take what stands out in headlines; those that look otherwise now are drawn anew."""
        changed = [number for number, each in lit.items() if each != self._lit.get(number, UNLIT)]
        self._lit.update(lit)
        self._lit_anew.update(lit)
        if changed:
            self._strips.clear()
            self._redraw(changed)

    def relight(self, lighting: bool) -> None:
        """Other words stand out from the next list shown on. Args: lighting: are there any."""
        self._lighting = lighting
        self._lit_anew.clear()
        self._asked.intersection_update([number for number in self._asked if number not in self.rows])
        if not lighting:
            self.light(dict.fromkeys(self._lit, UNLIT))
            self._lit.clear()

    # moving

    def select(self, number: int) -> None:
        """Put the cursor on an entry that is shown and bring it into view."""
        if self.geometry.index_of(number) is None:
            return
        self.cursor = number
        self._into_view()

    def move(self, by: int) -> None:
        """Move the cursor by so many entries."""
        if len(self.geometry):
            self._go(self.index + by)

    def page(self, part: float) -> None:
        """Move by a part of the page: 1 is one page down, -0.5 half a page up."""
        if not len(self.geometry):
            return
        height = max(1, self.size.height)
        lines = int(height * part)
        line = self.geometry.line_of(self.index)
        target = self.geometry.index_at(line + lines)
        self._scroll(self.scroll_offset.y + lines)
        self._go(target if target != self.index else self.index + (1 if part > 0 else -1))

    def to_top(self) -> None:
        """Go to the newest entry."""
        self._go(0)

    def to_end(self) -> None:
        """Go to the oldest entry."""
        self._go(len(self.geometry) - 1)

    def _go(self, index: int) -> None:
        if len(self.geometry):
            self.cursor = self.geometry.numbers[min(max(index, 0), len(self.geometry) - 1)]
            self._into_view()

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

    def _cursor_row(self) -> int | None:
        return self.geometry.line_of(self.index) - self.scroll_offset.y if len(self.geometry) else None

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

    def _laid(self, numbers: Iterable[int]) -> Geometry:
        geometry = Geometry(numbers, self.geometry.density, self._zone)
        if self._missed:
            geometry.set_missed(self._missed)
        return geometry

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
        near = self.geometry.numbers[first:last]
        missing = [n for n in near if n not in self.rows and n not in self._asked]
        if self._lighting:
            missing += [n for n in near if n in self.rows and n not in self._lit_anew and n not in self._asked]
        if missing:
            self._asked.update(missing)
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
        self._strips.clear()

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in view, on the row it had if there still is such a row."""
        self._strips.clear()
        row_on_screen = self._cursor_row()
        if self._row_kept is not None and self._row_kept[:2] == (self.cursor, self.scroll_offset.y):
            row_on_screen = self._row_kept[2]
        self._resized()
        if row_on_screen is None or self.size.height < 1:
            return
        row = min(max(row_on_screen, 0), max(0, self.size.height - self.geometry.density.lines))
        self._scroll(self.geometry.line_of(self.index) - row)
        self._row_kept = (self.cursor, self.scroll_offset.y, row_on_screen)
        self._want()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        line = self.scroll_offset.y + y
        width = self.scrollable_size.width
        paint = self.paint
        place = self.geometry.at(line)
        if isinstance(place, Row):
            number = self.geometry.numbers[place.index]
            headline = self.rows.get(number)
            selected = number == self.cursor
            ground = "surface" if not selected else "cursor" if self.has_focus else "cursor-blurred"
            key = (number, headline is None, place.part, ground, width)
            if (strip := self._strips.get(key)) is None:
                look = Look(width, self.geometry.density, selected, self._zone, self._lit.get(number, UNLIT))
                strip = Strip(paint.segments(row(number, headline, place.part, look), ground), width)
                self._strips[key] = strip
            return strip
        if isinstance(place, Heading):
            text = fit(f" {day_heading(place.day, self._today())}", width)
            return Strip([Segment(text, paint.style("bold faint", "surface"))], width)
        if isinstance(place, Missed):
            since, until = (when(each, place.until, self._zone) for each in (place.since, place.until))
            words = f" ┄ {since}–{until} · may have missed some of {clean_line(place.source, 60)}"
            return Strip([Segment(fit(words, width), paint.style("italic accent", "surface"))], width)
        return Strip([Segment(" " * width, paint.style("faint", "surface"))], width)

    # mouse

    def on_click(self, event: events.Click) -> None:
        """Select what is clicked; twice opens it."""
        place = self.geometry.at(self.scroll_offset.y + event.y)
        if isinstance(place, Row):
            self.cursor = self.geometry.numbers[place.index]
            if event.chain == 2:
                self.post_message(self.Opened())


def local_today(now: datetime, zone: tzinfo | None) -> date:
    """The reader's date at a moment."""
    return now.astimezone(zone).date()
