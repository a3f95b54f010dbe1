"""Draws a page line by line, however long it is."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.segment import Segment
from textual import work
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from livetui.ui.finding import Match
from livetui.ui.page import Dye, Page, Para
from livetui.ui.paint import Painted

WIDEST = 90
"""Longer lines are hard to read."""


class PageView(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """A scrolling page of paragraphs."""

    class Resized(Message):
        """More or less of the page is in view."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PageView { background: $background; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden;
        scrollbar-background: $background; }
    """

    ground = "background"
    """The theme variable behind the words."""
    margin = 2
    """Empty cells to the left."""
    widest = WIDEST
    """Cells of a line at most."""

    def __init__(self, paras: Sequence[Para] = (), *, id: str | None = None, hyperlinks: bool = False) -> None:  # noqa: A002
        """Args: paras: what to show at first. hyperlinks: links are written so that the terminal can open them."""
        super().__init__(id=id)
        self.page = Page(paras)
        """What is shown."""
        self._hyperlinks = hyperlinks
        self.current: int | None = None
        """Place of the quote that stands out, None if none does."""
        self._found: dict[int, list[Dye]] = {}
        """What was found, by paragraph and in order."""
        self._match: Match | None = None
        """The one of it that is shown."""
        self._sought: Match | None = None
        """The same until it is laid out."""
        self._held: tuple[int, tuple[int, int]] | None = None
        """The words last kept at the top, and where that scrolled to: wrapping them again and again never adds up."""

    def show(self, paras: Sequence[Para], *, stay: bool = False, at: tuple[int, int] | None = None) -> None:
        """Show other paragraphs, from the top or, with `stay`, with the same words at the top of the view.

        Args: at: paragraph and offset of the words to be at the top instead.
        """
        words = self._words_at_top() if stay else at
        if stay and words is not None:
            words = (_found_again(self.page.paras, words[0], paras), words[1])
        if paras is not self.page.paras:
            self._found, self._match, self._sought = {}, None, None
        self._held = None
        self.page = Page(paras, self._text_width())
        if not stay:
            self.scroll_to(y=0, animate=False, force=True)
        self._lay(words)

    @property
    def paras(self) -> Sequence[Para]:
        """What is shown, as paragraphs."""
        return self.page.paras

    def move(self, by: int) -> None:
        """Scroll by lines."""
        self._scroll(self.scroll_offset.y + by)

    def page_by(self, part: float) -> None:
        """Scroll by a part of the view."""
        self._scroll(self.scroll_offset.y + int((self.size.height - 1) * part))

    def to_top(self) -> None:
        """Go to the first line."""
        self._scroll(0)

    def to_end(self) -> None:
        """Go to the last line."""
        self._scroll(self.virtual_size.height)

    @property
    def at_end(self) -> bool:
        """Is the last line in view."""
        return self.scroll_offset.y + self.size.height >= len(self.page)

    def bring(self, line: int, *, context: int = 2) -> None:
        """Scroll a line into view, with some lines above it."""
        top = self.scroll_offset.y
        if not top + min(context, self.size.height // 3) <= line < top + self.size.height - 1:
            self._scroll(line - context)

    def forget_drawn(self) -> None:
        """Nothing is kept that was drawn."""

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=min(max(line, 0), max(0, len(self.page) - self.size.height)), animate=False, force=True)

    def _text_width(self) -> int:
        return min(self.widest, max(8, self.size.width - self.margin - 2))

    def mark_found(self, matches: Sequence[Match]) -> None:
        """Let what was found stand out."""
        self._found = {}
        for match in matches:
            self._found.setdefault(match.para, []).append(
                Dye(match.start, match.end, "bold underline", "accent", mark=True)
            )
        self.refresh()

    def show_match(self, match: Match | None, *, bring: bool = True) -> None:
        """Let one of what was found stand out among the others. Args: bring: into view."""
        self._match, self._sought = match, match if bring else None
        self._bring_match()
        self.refresh()

    def _bring_match(self) -> None:
        if (match := self._sought) is not None and (line := self.page.line_of(match.para, match.start)) is not None:
            self._sought = None
            self.bring(line)

    @property
    def top(self) -> tuple[int, int]:
        """Paragraph and offset of the words at the top of the view."""
        return self._words_at_top() or (0, 0)

    @property
    def progress(self) -> int | None:
        """Per cent of the lines that are above the foot of the view, None if they all fit in it."""
        lines, height = len(self.page), self.size.height
        if not self.page.done or lines <= height:
            return None
        return min(100, 100 * (self.scroll_offset.y + height) // lines)

    def _words_at_top(self) -> tuple[int, int] | None:
        top = self.scroll_offset.y
        if self._held is not None and self._held[0] == top:
            return self._held[1]
        if top == 0 or top >= len(self.page):
            return None
        line = self.page[top]
        return line.para, line.start

    def _lay(self, words: tuple[int, int] | None) -> None:
        laying = self.page.lay()
        next(laying)
        self._measured(words)
        if not self.page.done:
            self._lay_rest(self.page, laying, words)

    @work(group="lay", exclusive=True, exit_on_error=False)
    async def _lay_rest(self, page: Page, laying: Iterator[int], words: tuple[int, int] | None) -> None:
        for _ in laying:
            if self.page is not page:
                return
            self._measured(words)
            await asyncio.sleep(0)

    def _measured(self, words: tuple[int, int] | None) -> None:
        self.virtual_size = Size(self.size.width, len(self.page))
        if words is not None and (line := self.page.line_of(*words)) is not None:
            self._scroll(line)
            self._held = (self.scroll_offset.y, words)
        self._bring_match()
        self.refresh()

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew, keeping the words at the top where they are."""
        if self._text_width() != self.page.width or not len(self.page):
            self.show(self.page.paras, stay=True)
        self.post_message(self.Resized())

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        width, paint, number = self.scrollable_size.width, self.paint, self.scroll_offset.y + y
        blank = paint.style("foreground", self.ground)
        if number >= len(self.page):
            return Strip([Segment(" " * width, blank)], width)
        focused = self.has_focus and number == 0 and self.margin > 1
        segments = [Segment("▌", paint.style("primary", self.ground))] if focused else []
        segments.append(Segment(" " * (self.margin - len(segments)), blank))
        used = self.margin
        line = self.page[number]
        found = self._found.get(line.para, [])
        if found:
            first = bisect_right(found, line.start, key=lambda dye: dye.end)
            found = found[first : bisect_left(found, line.end, key=lambda dye: dye.start)]
            if (match := self._match) is not None and match.para == line.para:
                found = [replace(dye, attributes="bold reverse") if dye.start == match.start else dye for dye in found]
        for stretch in self.page.stretches(line, self.current, found):
            ground = stretch.ground or self.ground
            # The quote stepped to is told by a line too: there are terminals, and readers, without colours. On it a
            # highlight is told by the line that is missing.
            look = stretch.look
            if ground.startswith("tintnow"):
                look = f"bold {look.replace('underline ', '')}" if stretch.mark else f"underline {look}"
            if stretch.link is not None and self._hyperlinks:
                segments.append(Segment(stretch.text, paint.linked(look, ground, stretch.link)))
            else:
                segments.append(Segment(stretch.text, paint.style(look, ground)))
            used += cell_len(stretch.text)
        segments.append(Segment(" " * max(0, width - used), blank))
        return Strip(segments, max(used, width)).crop(0, width)


def _found_again(before: Sequence[Para], place: int, now: Sequence[Para]) -> int:
    """Where a paragraph stands in a new version of a text, which may have grown or shrunk above it."""
    with_words = next((number for number in range(place, len(before)) if before[number].text.strip()), place)
    text, blank = before[with_words].text, with_words - place
    same = (number for number, para in enumerate(now) if para.text == text)
    return max(0, min(same, key=lambda number: abs(number - with_words), default=with_words) - blank)
