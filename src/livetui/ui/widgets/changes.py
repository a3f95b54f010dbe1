"""The change between two revisions on the screen: one column, or before and after side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from livetui.text.diff import Comparison
from livetui.ui.changes import columns, numbers, unified
from livetui.ui.page import Page, Para
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
    """What changed, scrolled as one page."""

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
        self._shown: tuple[Comparison, Sequence[Para], str, str, bool] | None = None
        self._wide = False

    def compose(self) -> ComposeResult:
        """One column, and two of which only one of both is seen."""
        yield self._one
        yield self._numbers
        with Horizontal(id="change-two"):
            yield self._before
            yield self._after

    @property
    def page(self) -> PageView:
        """What scrolls and takes the focus."""
        return self._after if self._wide else self._one

    def show(self, found: Comparison, head: Sequence[Para], before: str, after: str, *, plain: bool) -> None:
        """Show a change from its top.

        Args: head: what stands above it. before, after: names of the columns. plain: brackets besides colours.
        """
        self._shown = (found, head, before, after, plain)
        self._lay(stay=False)

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
        found, head, before, after, plain = self._shown
        if not self._wide:
            self._one.show((*head, *unified(found, plain=plain)), stay=stay)
            return
        above = (*head, *numbers(found.numbers), *([Para("")] if found.numbers else []))
        self._numbers.show(above)
        self._numbers.styles.height = sum(1 for _ in _lines(above, self.size.width - 4))
        rows = columns(found, plain=plain)
        width = min(90, self.size.width // 2 - 4)
        left = [Para(before, "bold faint"), Para("")]
        right = [Para(after, "bold faint"), Para("")]
        for mine, yours in rows:
            mine_lines, yours_lines = len(list(_lines((mine,), width))), len(list(_lines((yours,), width)))
            left += [mine, *[Para("")] * (yours_lines - mine_lines)]
            right += [yours, *[Para("")] * (mine_lines - yours_lines)]
        self._before.show(left, stay=stay)
        self._after.show(right, stay=stay)


def _lines(paras: Sequence[Para], width: int) -> range:
    page = Page(paras, width)
    for _ in page.lay():
        pass
    return range(len(page))
