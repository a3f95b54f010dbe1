"""The change between two revisions on the screen: one column, or before and after side by side, to find words in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Self

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from livetui.ui.changes import Laid
from livetui.ui.finding import Match
from livetui.ui.page import Page, Para
from livetui.ui.widgets.findbar import FindBar
from livetui.ui.widgets.pageview import PageView

SIDE_BY_SIDE = 140
"""Columns from which before and after stand beside each other."""


class _Column(PageView):
    """One of two columns that scroll together."""

    other: _Column | None = None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Take the other column along, by whatever means this one scrolls."""
        super().watch_scroll_y(old_value, new_value)
        if self.other is not None and round(self.other.scroll_y) != round(new_value):
            self.other.scroll_to(y=new_value, animate=False, force=True)


class ChangeView(Vertical):
    """What changed, scrolled as one page, with a line below it where words are looked for."""

    DEFAULT_CSS = """
    ChangeView { background: $background; }
    ChangeView #change-one { height: 1fr; }
    ChangeView #change-numbers { height: auto; }
    ChangeView #change-two { height: 1fr; }
    ChangeView #change-before, ChangeView #change-after { width: 1fr; height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._one = PageView(id="change-one")
        self._numbers = PageView(id="change-numbers")
        self._numbers.can_focus = False
        self._before, self._after = _Column(id="change-before"), _Column(id="change-after")
        self._before.other, self._after.other = self._after, self._before
        self.finding = FindBar(self)
        """Words looked for."""
        self._shown: tuple[Laid, str, str] | None = None
        self._wide = False
        self._sought: list[tuple[PageView, int]] = []
        """Where each paragraph in which words are looked for stands, in the order in which one reads."""

    def compose(self) -> ComposeResult:
        """One column, and two of which only one of both is seen."""
        yield self._one
        yield self._numbers
        with Horizontal(id="change-two"):
            yield self._before
            yield self._after
        yield self.finding

    @property
    def page(self) -> PageView:
        """What scrolls and takes the focus."""
        return self._after if self._wide else self._one

    def show(self, change: Laid, before: str, after: str, *, stay: bool = False) -> None:
        """Show a change from its top. Args: before, after: names of the columns. stay: where the last one was left."""
        self._shown = (change, before, after)
        self._lay(stay=stay)

    def on_resize(self) -> None:
        """One column or two, whichever fits."""
        self._lay(stay=True)

    def _lay(self, *, stay: bool) -> None:
        focused = self.page.has_focus
        self._wide = self.size.width >= SIDE_BY_SIDE
        self._one.display = not self._wide
        self._numbers.display = self.query_one("#change-two").display = self._wide
        if focused:
            self.page.focus()
        if self._shown is None:
            return
        change, before, after = self._shown
        if self._wide:
            self._lay_columns(change, before, after, stay=stay)
        else:
            paras = (*change.head, *change.one)
            self._sought = [(self._one, place) for place in range(len(paras))]
            self._one.show(paras, stay=stay)
        self.finding.renew()

    def _lay_columns(self, change: Laid, before: str, after: str, *, stay: bool) -> None:
        above = (*change.head, *change.numbers, *([Para("")] if change.numbers else []))
        self._numbers.show(above)
        self._numbers.styles.height = sum(1 for _ in _lines(above, self.size.width - 4))
        self._sought = [(self._numbers, place) for place in range(len(above))]
        width = min(90, self.size.width // 2 - 4)
        left = [Para(before, "bold faint"), Para("")]
        right = [Para(after, "bold faint"), Para("")]
        for mine, yours in zip(change.before, change.after, strict=True):
            self._sought += [(self._before, len(left)), (self._after, len(right))]
            mine_lines, yours_lines = len(list(_lines((mine,), width))), len(list(_lines((yours,), width)))
            left += [mine, *[Para("")] * (yours_lines - mine_lines)]
            right += [yours, *[Para("")] * (mine_lines - yours_lines)]
        self._before.show(left, stay=stay)
        self._after.show(right, stay=stay)

    # words looked for

    @property
    def paras(self) -> Sequence[Para]:
        """What is looked through; side by side, row by row."""
        return [view.paras[place] for view, place in self._sought]

    @property
    def top(self) -> tuple[int, int]:
        """Paragraph and offset of the words at the top of the view."""
        para, offset = self.page.top
        here = ((number, place) for number, (view, place) in enumerate(self._sought) if view is self.page)
        number, place = next((each for each in here if each[1] >= para), (0, 0))
        return number, offset if place == para else 0

    def mark_found(self, matches: Sequence[Match]) -> None:
        """Let what was found stand out."""
        for view in self._views:
            view.mark_found([found for match in matches if (found := self._in_view(match, view)) is not None])

    def show_match(self, match: Match | None, *, bring: bool = True) -> None:
        """Let one of what was found stand out among the others. Args: bring: into view."""
        for view in self._views:
            view.show_match(None if match is None else self._in_view(match, view), bring=bring)

    @property
    def _views(self) -> tuple[PageView, ...]:
        return self._one, self._numbers, self._before, self._after

    def _in_view(self, match: Match, view: PageView) -> Match | None:
        """The same as a place in one of the views, None if it is in another; of what was shown before in none."""
        of, place = self._sought[match.para] if match.para < len(self._sought) else (None, 0)
        return replace(match, para=place) if of is view else None

    def focus(self, scroll_visible: bool = True) -> Self:
        """Let the keys go to what scrolls."""
        self.page.focus(scroll_visible)
        return self


def _lines(paras: Sequence[Para], width: int) -> range:
    page = Page(paras, width)
    for _ in page.lay():
        pass
    return range(len(page))
