"""The lines of the timeline as they are drawn, kept while they look the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from rich.segment import Segment
from textual.cache import LRUCache
from textual.strip import Strip

from livetui.text.clean import clean_line
from livetui.ui.layout import Geometry, Heading, Missed, Named, Row, day_heading
from livetui.ui.paint import Paint, fit
from livetui.ui.rows import Look, row
from livetui.ui.times import when
from livetui.ui.widgets.held import Held


class Drawing:
    """Draws one line at a time."""

    def __init__(self, held: Held, now: Callable[[], datetime], zone: tzinfo | None) -> None:
        """Args: now: the time, aware. zone: the reader's, None for the system's."""
        self._held = held
        self.ago = False
        """Are times told as how long ago they were."""
        self._now = now
        self._zone = zone
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(1024)

    def forget(self) -> None:
        """Nothing drawn so far holds."""
        self._strips.clear()

    def line(self, geometry: Geometry, line: int, width: int, paint: Paint, cursor: int | None, ground: str) -> Strip:
        """Draw a line. Args: cursor: number of the selected entry. ground: what that one stands on."""
        place = geometry.at(line)
        if isinstance(place, Row):
            number = geometry.numbers[place.index]
            return self._row(geometry, number, place.part, width, paint, ground if number == cursor else "surface")
        words, look = "", "faint"
        match place:
            case Heading(day):
                words, look = f" {day_heading(day, self._now().astimezone(self._zone).date())}", "bold faint"
            case Named(name):
                words, look = f" {name}", "bold faint"
            case Missed(source, since, until):
                span = "–".join(when(each, until, self._zone) for each in (since, until))
                words, look = f" ┄ {span} · may have missed some of {clean_line(source, 60)}", "italic accent"
            case _:
                pass
        return Strip([Segment(fit(words, width), paint.style(look, "surface"))], width)

    def _row(self, geometry: Geometry, number: int, part: int, width: int, paint: Paint, ground: str) -> Strip:
        headline = self._held.rows.get(number)
        key = (number, headline is None, part, ground, width)
        if (strip := self._strips.get(key)) is None:
            now = self._now() if self.ago else None
            look = Look(width, geometry.density, ground != "surface", self._zone, self._held.lit(number), now)
            strip = Strip(paint.segments(row(number, headline, part, look), ground), width)
            self._strips[key] = strip
        return strip
