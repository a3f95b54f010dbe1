"""The panes of the reader: which are seen, which has the focus, and how wide they are."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, tzinfo

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Static

from livetui.config import Ui
from livetui.ui.hyperlinks import writes_hyperlinks
from livetui.ui.layout import Density, Panes, panes
from livetui.ui.reading import Reading
from livetui.ui.screens.full import FullScreen
from livetui.ui.widgets.bars import HintLine, Status, StatusLine
from livetui.ui.widgets.detail import DetailPane
from livetui.ui.widgets.filterbar import FilterBar
from livetui.ui.widgets.jumpbar import JumpBar
from livetui.ui.widgets.pageview import PageView
from livetui.ui.widgets.sidebar import WIDTH as SIDEBAR_WIDTH
from livetui.ui.widgets.sidebar import Sidebar
from livetui.ui.widgets.timeline import Timeline
from livetui.ui.widgets.welcome import Welcome

_TICK = 30.0
"""Seconds between two looks at what time does to the timeline."""
_NARROWEST = 28
"""Columns the timeline and the detail keep, whatever is asked for."""
_LOWEST = 6
"""Lines they keep, one below the other."""
_BARS = 2
"""Lines of status and hints."""


class PanesScreen(FullScreen[None]):
    """Composes the panes and moves within and between them; knows nothing of the engine's news."""

    AUTO_FOCUS = "#timeline"

    def __init__(self, engine: Reading, now: Callable[[], datetime], zone: tzinfo | None, settings: Ui) -> None:
        super().__init__()
        self.engine = engine
        self.now = now
        """The time, aware."""
        self.zone = zone
        """The reader's time zone, None for the system's."""
        self.timeline = Timeline(density=Density(settings.density), now=now, zone=zone, id="timeline")
        self.timeline.set_ago(settings.times == "ago")
        self.detail = DetailPane(id="detail", zone=zone, hyperlinks=writes_hyperlinks(settings.hyperlinks, os.environ))
        self.sidebar = Sidebar(now, id="sidebar")
        self.welcome = Welcome(id="welcome")
        self.filter_bar = FilterBar('words, "a phrase", -not, said:name, is:unread, age:<2h …', id="filter")
        self.jump_bar = JumpBar(id="jump")
        self.status = StatusLine(Status(engine.activity), now)
        self.hints = HintLine()
        self.panes = Panes.WIDE
        """How the panes are arranged at this size."""
        self.sidebar_wide = settings.sidebar
        """Is the sidebar to be seen where there is room for it."""
        self._sidebar_narrow = False
        self.sidebar_alone = False
        """Does the sidebar take the place of the one pane there is room for."""
        self._inside = False
        self.wider = 0
        """Columns that the timeline has beyond its share."""
        self.taller = 0
        """Lines that it has beyond its share, where the text stands below it."""
        self._empty = False
        self._own = 0
        """Columns, or lines, that are the share of the timeline."""
        self._room = (0, 0)
        """The fewest and the most it can have."""

    def compose(self) -> ComposeResult:
        """Status, panes, filter, hints; and the notice for a terminal too small for them."""
        yield self.status
        with Horizontal(id="body"):
            yield self.sidebar
            with Container(id="main"):
                with Container(id="list"):
                    yield self.timeline
                    yield self.welcome
                yield self.detail
        yield self.filter_bar
        yield self.jump_bar
        yield self.filter_bar.suggestions
        yield self.hints
        yield Static("Too small: livetui needs 20 columns and 5 rows", id="too-small", markup=False)

    # arrangement

    def on_mount(self) -> None:
        """Tell how long ago things were, and which day is today, as time goes by."""
        self.set_interval(_TICK, self.timeline.draw_anew)

    def on_resize(self) -> None:
        """Arrange the panes for the new size."""
        self.fit_panes()

    def fit_panes(self) -> None:
        """Show the panes that fit, at the widths asked for."""
        width, height = self.size
        before, self.panes = self.panes, panes(width, height)
        for kind in Panes:
            self.set_class(self.panes is kind, f"-{kind}")
        if self.panes is Panes.NONE:
            return
        wide = self.panes is Panes.WIDE
        sidebar = self.sidebar_wide if wide else self._sidebar_narrow
        if self.panes is Panes.SINGLE:
            sidebar = self.sidebar_alone
        else:
            self.sidebar_alone = False
        self.sidebar.display = sidebar
        self.sidebar.styles.width = "1fr" if self.sidebar_alone else SIDEBAR_WIDTH
        self.query_one("#main").display = not self.sidebar_alone
        room = width - (SIDEBAR_WIDTH if sidebar else 0)
        single = self.panes is Panes.SINGLE or (self.panes is Panes.SIDE and room < 2 * _NARROWEST)
        inside = self.focus_in_detail or (self._inside and single)
        self.query_one("#list").display = not (single and inside)
        covered = not self.detail.display
        self.detail.display = not self._empty and (not single or inside)
        beside = not self._empty and not single
        listed = self.query_one("#list").styles
        listed.width = "1fr"
        listed.clear_rule("height")
        if beside and self.panes is Panes.STACKED:
            self._own = (height - _BARS) * 42 // 100
            self._room = (_LOWEST, height - _BARS - _LOWEST)
            listed.height = _within(self._own + self.taller, self._room)
        elif beside:
            self._own = room * (49 if wide else 46) // 100
            self._room = (_NARROWEST, room - _NARROWEST)
            listed.width = _within(self._own + self.wider, self._room)
        if before is not self.panes:
            self.rearranged()
        if covered and self.detail.display:
            self.uncovered()

    def show_empty(self, empty: bool, *, beside: bool = False) -> None:
        """Put the page that says why in the place of an empty timeline, or take it away.

        Args: beside: the text stays beside it, as for a filter that is being typed: its next letter may fill the list.
        """
        self.welcome.display = empty
        self.timeline.display = not empty
        alone = empty and not beside
        if alone != self._empty:
            self._empty = alone
            self.set_class(alone, "-empty")
            self.fit_panes()
        if self.focused is None and not empty:
            self.timeline.focus()

    def rearranged(self) -> None:
        """The panes stand otherwise now; the detail may have to be laid out anew."""

    def uncovered(self) -> None:
        """The text is seen again; the cursor may have moved on meanwhile."""

    @property
    def single(self) -> bool:
        """Is one pane seen at a time."""
        return not (self.query_one("#list").display and self.detail.display)

    # focus

    @property
    def focus_in_detail(self) -> bool:
        """Is the reader in the text, or looking for words in it."""
        return self.focused is self.detail.text or self.focused is self.detail.finding.field

    def go_in(self) -> None:
        """Focus the text."""
        self._inside, self.sidebar_alone = True, False
        self.query_one("#main").display = self.detail.display = True
        self.detail.text.focus()
        self.fit_soon()

    def go_out(self) -> None:
        """Focus the timeline; nothing is looked for in the text any more."""
        self.detail.finding.close()
        self._inside = self.sidebar_alone = False
        self.query_one("#main").display = self.query_one("#list").display = True
        self.timeline.focus()
        self.fit_soon()

    def fit_soon(self) -> None:
        """Arrange once the focus has moved."""
        self.call_next(self.fit_panes)

    def action_next_pane(self) -> None:
        """Tab: timeline, text, sidebar, and around."""
        if self.focus_in_detail:
            if self.sidebar.display:
                self._inside = False
                self.sidebar.focus()
            else:
                self.go_out()
        elif self.focused is self.sidebar:
            self.go_out()
        else:
            self.go_in()

    def action_pane_left(self) -> None:
        """From the text to the timeline, from there to the sidebar, where it closes folders."""
        if self.focus_in_detail:
            self.go_out()
        elif self.focused is self.sidebar:
            self.sidebar.fold()
        elif self.sidebar.display:
            self.sidebar.focus()

    # moving in the focused pane

    @property
    def _page(self) -> PageView | Sidebar | Welcome | None:
        if self.focus_in_detail:
            return self.detail.text
        if self.focused is self.sidebar:
            return self.sidebar
        return self.welcome if self.welcome.choosing else None

    def action_move(self, by: int) -> None:
        """Move by entries or lines."""
        (self._page or self.timeline).move(by)

    def action_page(self, part: float) -> None:
        """Move by a part of the page."""
        if (page := self._page) is not None:
            page.page_by(part)
        else:
            self.timeline.page(part)

    def action_top(self) -> None:
        """Go to the first line, or the newest entry."""
        (self._page or self.timeline).to_top()

    def action_end(self) -> None:
        """Go to the last line, or the oldest entry."""
        (self._page or self.timeline).to_end()

    # view

    def action_sidebar(self) -> None:
        """Go to topics and feeds at the side; from there: hide them."""
        if self.panes is Panes.SINGLE and not self.sidebar_alone:
            self.sidebar_alone = self.sidebar.display = True
            self.sidebar.focus()
            self.fit_soon()
            return
        leaves = self.focused is self.sidebar
        if self.panes is Panes.WIDE:
            self.sidebar_wide = not leaves
        elif self.panes is not Panes.SINGLE:
            self._sidebar_narrow = not leaves
        if leaves:
            self.go_out()
        else:
            self._inside = False
            self.sidebar.display = True  # what is not displayed can't be focused
            self.sidebar.focus()
        self.fit_soon()

    def action_widen(self, by: int) -> None:
        """Give the timeline more or fewer columns; lines where the text stands below it."""
        if self.panes is Panes.STACKED:
            self.taller = _within(self._own + self.taller + by // 2, self._room) - self._own
        elif self.panes is not Panes.SINGLE:
            self.wider = _within(self._own + self.wider + by, self._room) - self._own
        self.fit_panes()

    def action_density(self) -> None:
        """One line an entry, or two."""
        now = self.timeline.geometry.density
        self.timeline.set_density(Density.COMPACT if now is Density.COMFORTABLE else Density.COMFORTABLE)

    def action_times(self) -> None:
        """Tell when entries came by the clock, or how long ago it is."""
        self.timeline.set_ago(not self.timeline.ago)


def _within(wished: int, room: tuple[int, int]) -> int:
    return max(room[0], min(wished, room[1]))
