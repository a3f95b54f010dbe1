"""What changed in an entry, revision by revision, the newest change first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from livetui.engine.history import shown_changes
from livetui.model.entry import Headline, Revision
from livetui.model.update import Event, Reloaded, Update
from livetui.text.clean import clean_line
from livetui.text.diff import Comparison
from livetui.ui.changes import Laid, laid
from livetui.ui.hinting import Hint
from livetui.ui.layout import Panes, panes
from livetui.ui.lighting import Lighting
from livetui.ui.page import Para
from livetui.ui.reading import Reading
from livetui.ui.screens.full import FullScreen
from livetui.ui.times import apart
from livetui.ui.widgets.bars import HintLine, RevisionsBar
from livetui.ui.widgets.changes import ChangeView
from livetui.ui.widgets.findbar import FOUND_HINTS, TYPING_HINTS

_COMMANDS = frozenset(
    {
        "move.down", "move.up", "move.half_down", "move.half_up", "move.page_down", "move.page_up", "move.top",
        "move.end", "move.next_unread", "pane.left", "read.on", "read.revisions", "read.older", "read.newer",
        "read.find_previous", "filter.edit", "filter.close", "view.theme", "view.redraw", "app.palette", "app.help",
        "app.suspend", "app.back", "app.quit",
    }
)  # fmt: skip
_STEPS: tuple[Hint, ...] = (("read.older", "older"), ("read.newer", "newer"))
_HINTS: tuple[Hint, ...] = (
    (("move.down", "move.up"), "scroll"), ("read.on", "page"), ("filter.edit", "find"), ("filter.close", "back"),
    ("app.help", "help"),
)  # fmt: skip
_AIRY = 14
"""Rows from which there is an empty line above the change."""


class RevisionsScreen(FullScreen[None]):
    """Steps through the changes of one entry; the reader's place below is left alone."""

    OFFERED = _COMMANDS
    DEFAULT_CSS = """
    RevisionsScreen #change { height: 1fr; padding: 1 0 0 0; }
    RevisionsScreen.-dense #change { padding: 0; }
    """

    def __init__(
        self,
        engine: Reading,
        headline: Headline,
        revisions: Sequence[Revision],
        now: Callable[[], datetime],
        zone: tzinfo | None,
        *,
        lighting: Lighting,
        leave: Callable[[], None],
    ) -> None:
        """Args: headline: the entry. revisions: its wordings, at least two of them apart. leave: ends the app.

        lighting: tells what stands out.
        """
        super().__init__()
        self.number = headline.number
        """The entry."""
        self.changes = shown_changes(revisions)
        """The wordings before and after each change, oldest first."""
        self.place = len(self.changes) - 1
        """Which change is shown."""
        self.bar = RevisionsBar()
        self.view = ChangeView(id="change")
        self.hints = HintLine()
        self._engine = engine
        self._headline = headline
        self._now = now
        self._zone = zone
        self._lighting = lighting
        self._leave = leave
        self._compared: dict[tuple[int, int], Comparison] = {}

    def compose(self) -> ComposeResult:
        """Where we are, the change, hints."""
        yield self.bar
        yield self.view
        yield self.hints
        yield Static("Too small: livetui needs 20 columns and 5 rows", id="too-small", markup=False)

    def on_mount(self) -> None:
        """Show the newest change."""
        self.view.focus()
        self.load()

    def on_resize(self) -> None:
        """Air where there is room."""
        self.set_class(panes(*self.size) is Panes.NONE, "-none")
        self.set_class(self.size.height < _AIRY, "-dense")

    @work(group="change", exclusive=True, exit_on_error=False)
    async def load(self, *, stay: bool = False) -> None:
        """Show the change at `place`; the last call wins. Args: stay: it is shown already, and looks otherwise now."""
        before, after = self.changes[self.place]
        self._show_status()
        key = (before.index, after.index)
        if (found := self._compared.get(key)) is None:
            found = self._compared[key] = await self._engine.comparison(before, after)
        was, became = apart(before.seen_at, after.seen_at, self._now(), self._zone)
        title = clean_line(after.title or self._headline.title)
        head = (
            *([] if found.title.changed else [Para(title, "bold strong")]),
            Para(f"{clean_line(self._headline.source, 60)} · {was} → {became}", "faint"),
            Para(""),
        )
        change = await asyncio.to_thread(laid, found, head, plain=self.plain)
        lit = await self._lighting.paras(self.number, *change.groups)
        self.view.show(Laid(*lit), f"Before · {was}", f"After · {became}", stay=stay)
        if not self.view.finding.field.has_focus:
            self.view.focus()

    def _show_status(self) -> None:
        self.bar.show(clean_line(self._headline.source, 60), self.place + 1, len(self.changes))
        finding = self.view.finding
        if finding.is_open:
            self.hints.show(TYPING_HINTS if finding.field.has_focus else self.hint(*FOUND_HINTS))
        else:
            self.hints.show(self.hint(*(_STEPS if len(self.changes) > 1 else ()), *_HINTS))

    def on_descendant_focus(self) -> None:
        """Show the keys that help here."""
        self._show_status()

    def hear(self, event: Event) -> None:
        """Take news of the engine: a change that comes in can be stepped to, the one shown stays."""
        if isinstance(event, Reloaded) or (isinstance(event, Update) and self.number in event.changed):
            self._look()

    @work(group="look", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        shown = self.changes[self.place][1].index
        changes = shown_changes(await self._engine.revisions(self.number))
        if changes:
            self.changes = changes
            known = (place for place, (_, after) in enumerate(changes) if after.index >= shown)
            self.place = next(known, len(changes) - 1)
            self._show_status()

    # moving

    def action_revision(self, by: int) -> None:
        """Step to an older or a newer change."""
        place = self.place + by
        if 0 <= place < len(self.changes):
            self.place = place
            self.load()
        else:
            self.tell("This is the oldest change kept" if by < 0 else "This is the newest change")

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self.view.page.move(by)

    def action_page(self, part: float) -> None:
        """Scroll by a part of the view."""
        self.view.page.page_by(part)

    def action_read_on(self) -> None:
        """A page on."""
        self.view.page.page_by(1)

    def action_top(self) -> None:
        """Go to the first line."""
        self.view.page.to_top()

    def action_end(self) -> None:
        """Go to the last line."""
        self.view.page.to_end()

    # words looked for

    def action_filter(self) -> None:
        """Find words in the change."""
        self.view.finding.open()

    def action_unread(self, by: int) -> None:
        """Among the words found the next place."""
        if self.view.finding.is_open:
            self.view.finding.step(by)
        else:
            keys = (self.key(each) for each in ("filter.edit", "move.next_unread", "read.find_previous"))
            self.tell("{} finds words here; {} and {} then step through them".format(*keys))

    def action_find_previous(self) -> None:
        """Among the words found the place before."""
        self.action_unread(-1)

    # leaving

    def action_revisions(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Look for words no more; then back to where the reader was."""
        if self.view.finding.is_open:
            self.view.finding.close()
            self._show_status()
        else:
            self.dismiss(None)

    def action_back(self) -> None:
        """Look for words no more; then back to where the reader was."""
        self.action_close()

    def action_pane_left(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)

    def action_quit(self) -> None:
        """Leave livetui."""
        self._leave()
