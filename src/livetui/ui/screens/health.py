"""How the feeds fare: a table, worst first, and all that is known of the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.timer import Timer
from textual.widgets import Input, Label, Static

from livetui.engine.health import Health, health, result, worst_first
from livetui.model.feed import Feed
from livetui.model.update import Activity, Event, Following, Notice, Reloaded, Update
from livetui.model.words import fold
from livetui.ui.acts.managing import Managing
from livetui.ui.acts.marks import Marks
from livetui.ui.health import paras
from livetui.ui.hinting import Hint
from livetui.ui.layout import Panes, panes
from livetui.ui.page import Para
from livetui.ui.reading import Reading
from livetui.ui.screens.full import FullScreen
from livetui.ui.undo import UndoStack
from livetui.ui.widgets.bars import HealthBar, HintLine
from livetui.ui.widgets.health import Facts, HealthTable, Narrow
from livetui.ui.widgets.pageview import PageView

_COALESCE = 0.3
"""Seconds in which news is gathered before the feeds are counted anew."""
_TICK = 5.0
"""Seconds between two looks at the clock: times left are told to the minute."""
_DETAILED = 14
"""Rows from which the feed under the cursor is told of below the table."""
_TALL = 30
"""Rows from which that has most room."""
_HINTS: tuple[Hint, ...] = (
    ("feeds.poll", "try again"), ("read.open", "its entries"), ("filter.edit", "narrow"), ("feeds.pause", "pause"),
    ("feeds.rename", "name"), ("feeds.folder", "folder"), ("feeds.remove", "remove"), ("mark.undo", "undo"),
    ("feeds.add", "add"), ("read.browser", "its site"), ("filter.close", "back"), ("app.help", "help"),
)  # fmt: skip
_NARROW_HINTS = (("Enter", "keep"), ("Esc", "clear"))


class HealthScreen(FullScreen[Feed | None]):
    """Feeds and how they fare; the answer is the feed whose entries are to be shown, None if none is."""

    OFFERED = frozenset(
        {
            "move.down", "move.up", "move.half_down", "move.half_up", "move.page_down", "move.page_up", "move.top",
            "move.end", "pane.next", "pane.left", "read.open", "read.on", "read.browser", "filter.edit",
            "filter.close", "mark.undo", "feeds.poll", "feeds.poll_all", "feeds.add", "feeds.health", "feeds.rename",
            "feeds.pause", "feeds.folder", "feeds.address", "feeds.remove", "view.theme", "view.redraw", "app.palette",
            "app.help", "app.suspend", "app.back", "app.quit",
        }
    )  # fmt: skip
    AUTO_FOCUS = "#feeds"
    DEFAULT_CSS = """
    HealthScreen #feeds { height: 1fr; padding: 1 0 0 0; }
    HealthScreen #one { height: 14; padding: 1 0 0 0; background: $background; }
    HealthScreen #narrow { height: 1; background: $panel; display: none; }
    HealthScreen #narrow Label { width: 3; color: $primary; text-style: bold; }
    HealthScreen #narrow Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    HealthScreen.-low #feeds, HealthScreen.-low #one { padding: 0; }
    HealthScreen.-low #one { height: 45%; }
    HealthScreen.-lowest #one { display: none; }
    """

    def __init__(
        self,
        engine: Reading,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        *,
        feeds: Sequence[Feed],
        undo: UndoStack,
        marks: Marks,
        open_link: Callable[[str], object],
        leave: Callable[[], None],
    ) -> None:
        """Args: feeds: as last counted. undo: what can be taken back. marks: takes back those on entries.

        open_link: shows an address in the browser. leave: ends the app.
        """
        super().__init__()
        self.engine = engine
        self.feeds = tuple(feeds)
        self.table = HealthTable(now, id="feeds")
        self.one = Facts(id="one")
        self.bar = HealthBar()
        self.hints = HintLine()
        self._now = now
        self._zone = zone
        self.acts = (Managing(self, engine, undo, marks.take_back),)
        self._open_link = open_link
        self._leave = leave
        self._rates: Mapping[int, float] = {}
        self._words = ""
        self._counting: Timer | None = None
        self._order: Sequence[int] = ()

    def compose(self) -> ComposeResult:
        """How many fare how, the table, the one under the cursor, hints."""
        yield self.bar
        with Container(id="health"):
            yield self.table
            yield self.one
        with Horizontal(id="narrow"):
            yield Label(" / ", markup=False)
            yield Narrow(placeholder="a name, an address, a folder, words of an error", select_on_focus=False)
        yield self.hints
        yield Static("Too small: livetui needs 20 columns and 5 rows", id="too-small", markup=False)

    def on_mount(self) -> None:
        """Show what is known, then count how much each brings."""
        super().on_mount()
        self.hints.show(self.hint(*_HINTS))
        self._list(anew=True)
        self.set_interval(_TICK, self._tick)
        self.count()

    def on_resize(self) -> None:
        """Give the details the room there is."""
        self.set_class(panes(*self.size) is Panes.NONE, "-none")
        self.set_class(self.size.height < _TALL, "-low")
        self.set_class(self.size.height < _DETAILED, "-lowest")

    # what is shown

    def hear(self, event: Event) -> None:
        """The engine has news."""
        if isinstance(event, Update | Following | Reloaded | Activity) and self._counting is None:
            self._counting = self.set_timer(_COALESCE, self.count)
        elif isinstance(event, Notice):
            self.tell(event.text, severity="warning")

    @work(group="count", exclusive=True, exit_on_error=False)
    async def count(self) -> None:
        """See how the feeds fare now."""
        self._counting = None
        self.feeds = await self.engine.feeds()
        self._list()
        self._rates = await self.engine.rates()
        self._list()

    def feeds_changed(self) -> None:
        """See how the feeds fare now."""
        self.count()

    def _list(self, *, anew: bool = False) -> None:
        """Show the feeds as they are. What changes its health keeps its place until the table is narrowed or opened."""
        now = self._now()
        if anew:
            self._order = [feed.number for feed in sorted(self.feeds, key=lambda feed: worst_first(feed, now))]
        places = {number: place for place, number in enumerate(self._order)}
        feeds = sorted(self.feeds, key=lambda feed: places.get(feed.number, len(places)))
        if self._words:
            feeds = [feed for feed in feeds if self._passes(feed, now)]
        self.table.show(feeds, self._rates)
        tally = [health(feed, now) for feed in self.feeds]
        self.bar.show(len(self.feeds), tally.count(Health.FAILING), tally.count(Health.PAUSED), len(feeds), self._words)
        self._tell_of_one(stay=True)

    def _passes(self, feed: Feed, now: datetime) -> bool:
        text = fold(f"{feed.title} {feed.url} {feed.folder or ''} {health(feed, now).name} {result(feed, now)}")
        return all(word in text for word in fold(self._words).split())

    @on(HealthTable.Moved)
    def _moved(self) -> None:
        self._tell_of_one()

    def _tell_of_one(self, *, stay: bool = False) -> None:
        feed = self.table.selected
        rate = self._rates.get(feed.number) if feed else None
        told = tuple(paras(feed, rate, self._now(), self._zone, self.key("feeds.address"))) if feed else ()
        if not self.feeds:
            told = (Para(f"No feed is followed; {self.key('feeds.add')} adds one", "faint"),)
        self.one.show(told, stay=stay)

    def _tick(self) -> None:
        self.table.refresh()
        self._tell_of_one(stay=True)

    # narrowing

    def action_filter(self) -> None:
        """Type what narrows the table."""
        self.query_one("#narrow").display = True
        self.query_one(Narrow).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._words = event.value.strip()
        self._list(anew=True)

    @on(Input.Submitted)
    def _kept(self) -> None:
        self.table.focus()

    def on_descendant_focus(self) -> None:
        """The line to type in is seen while it is of use."""
        typing = isinstance(self.focused, Narrow)
        self.query_one("#narrow").display = bool(self._words) or typing
        self.hints.show(_NARROW_HINTS if typing else self.hint(*_HINTS))

    # moving

    @property
    def _pane(self) -> PageView | HealthTable:
        return self.one if self.focused is self.one else self.table

    def action_move(self, by: int) -> None:
        """Move by feeds, or by lines of what is told of one."""
        self._pane.move(by)

    def action_page(self, part: float) -> None:
        """Move by a part of the view."""
        self._pane.page_by(part)

    def action_read_on(self) -> None:
        """A page on."""
        self._pane.page_by(1.0)

    def action_top(self) -> None:
        """Go to the first."""
        self._pane.to_top()

    def action_end(self) -> None:
        """Go to the last."""
        self._pane.to_end()

    def action_next_pane(self) -> None:
        """From the table to what is told of one feed, or back."""
        (self.one if self.focused is self.table and self.one.display else self.table).focus()

    def action_pane_left(self) -> None:
        """Back to the table."""
        self.table.focus()

    # the feed under the cursor

    @property
    def managed(self) -> Feed | None:
        """The feed under the cursor."""
        return self.table.selected

    @property
    def managed_folder(self) -> str | None:
        """None: the table has no folders."""
        return None

    @property
    def moved_among(self) -> Sequence[Feed]:
        """All feeds: the table is in another order."""
        return self.feeds

    def folder_renamed(self, old: str, new: str) -> None:
        """Nothing here is shown by folder."""

    def action_poll(self) -> None:
        """Ask the feed for news now."""
        if (feed := self.table.selected) is not None:
            self.engine.poke([feed.url])
            self.tell(f"Polling {feed.title}")

    def action_poll_all(self) -> None:
        """Ask every feed for news now."""
        self.engine.poke(None)
        self.tell(f"Polling {len(self.feeds)} feed{'s' * (len(self.feeds) != 1)}")

    def action_read(self) -> None:
        """Show the entries of the feed."""
        if (feed := self.table.selected) is not None:
            self.dismiss(feed)

    @on(HealthTable.Opened)
    def _opened(self) -> None:
        self.action_read()

    def action_browse(self) -> None:
        """Open the site of the feed in the browser."""
        if (feed := self.table.selected) is not None:
            self._open_link(feed.site or feed.url)

    # leaving

    def action_close(self) -> None:
        """Show every feed again; then back to where the reader was."""
        if self._words:
            self.query_one(Narrow).value = ""
            self.table.focus()
        else:
            self.dismiss(None)

    def action_back(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)

    def action_health(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)

    def action_quit(self) -> None:
        """Leave livetui."""
        self._leave()
