"""The reader: composes the panes and the acts of the keys, receives what they tell, and hands it on."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, tzinfo
from time import monotonic

from textual import on, work
from textual.timer import Timer

from livetui.model.feed import Feed
from livetui.model.saying import Saying
from livetui.model.update import Event
from livetui.ui.acts.arriving import Arriving
from livetui.ui.acts.counting import Counting
from livetui.ui.acts.faring import Faring
from livetui.ui.acts.filtering import Filtering
from livetui.ui.acts.first_run import FirstRun
from livetui.ui.acts.hearing import Hearing, Told
from livetui.ui.acts.jumping import Jumping, jump_hints
from livetui.ui.acts.managing import Managing
from livetui.ui.acts.marks import Marks
from livetui.ui.acts.passing_on import PassingOn
from livetui.ui.acts.piping import Piping
from livetui.ui.acts.polling import Polling
from livetui.ui.acts.quoting import Quoting
from livetui.ui.acts.resuming import Resuming
from livetui.ui.acts.revising import Revising
from livetui.ui.acts.scoping import Scoping
from livetui.ui.acts.topics import Topics
from livetui.ui.alerting import Alerting
from livetui.ui.earlier import Earlier
from livetui.ui.hinting import BEGIN_HINTS, FILTER_HINTS, SIDE_HINTS, list_hints, text_hints
from livetui.ui.lately import Lately
from livetui.ui.lighting import Lighting
from livetui.ui.listing import Listing
from livetui.ui.marking import Marking
from livetui.ui.reading import Reading
from livetui.ui.reporting import Reporting
from livetui.ui.scope import Scope
from livetui.ui.screens.entry import ReadingScreen
from livetui.ui.sidelines import FeedLine, FolderLine
from livetui.ui.state import Memory, Place
from livetui.ui.undo import UndoStack
from livetui.ui.widgets.filterbar import FilterBar
from livetui.ui.widgets.findbar import FOUND_HINTS, TYPING_HINTS
from livetui.ui.widgets.jumpbar import JumpBar
from livetui.ui.widgets.sidebar import Sidebar
from livetui.ui.widgets.timeline import Timeline
from livetui.ui.widgets.welcome import Welcome

_EVERY = 3.0
"""Seconds between two looks at how the reader stands: a program that is killed forgets no more than that."""
_PATIENCE = 1.0
"""Seconds that leaving waits for a slow cache."""
_HURRY = 0.15
"""Seconds between two moves below which the reader is passing by: the text follows when the moving pauses."""
_PAUSE = 0.06
"""Seconds without a move that are a pause."""


class ReaderScreen(ReadingScreen):
    """The main screen."""

    listed: asyncio.Future[None]
    """Done when what was asked for last is listed as far as it is seen; cancelled when something else is."""

    def __init__(
        self, engine: Reading, now: Callable[[], datetime], zone: tzinfo | None, earlier: Earlier, memory: Memory
    ) -> None:
        """Args: now: the time, aware. zone: the reader's, None for the system's. earlier: filters of before."""
        super().__init__(engine, now, zone, memory.settings)
        self.filter_bar.earlier = earlier
        self.listing = Listing(engine, self.timeline, self._may_follow)
        self.arriving = Arriving(self, self.listing, follow=memory.settings.follow)
        self.undo_stack = UndoStack()
        self.marking = Marking(engine, self.timeline, self.listing, self.undo_stack)
        self.lighting = Lighting(engine, lambda words: self.tell(words, severity="warning"))
        self.alerting = Alerting(
            engine.config.alerts, lambda: engine.topics, lambda text: self.tell(text, severity="error")
        )
        self.counting = Counting(self, engine, self.timeline, self.listing)
        self.lately = Lately(self, engine, self.sidebar, now)
        self.marks = Marks(self, engine, self.timeline, self.listing, self.marking)
        self.passing_on = PassingOn(self, engine, self.timeline, self.detail, self.marks, zone)
        self.scoping = Scoping(self, self.timeline, self.listing)
        self.filtering = Filtering(self, engine, self.filter_bar, self.scoping)
        self.topics = Topics(self, engine, self.listing, self.undo_stack)
        self.jumping = Jumping(self, engine, self.timeline, self.listing, self.jump_bar)
        self.quoting = Quoting(
            self, engine, self.listing, self.lighting, earlier, self.passing_on.browse_other, now, zone
        )
        self.revising = Revising(self, engine, self.timeline, self.lighting, now, zone)
        self.faring = Faring(self, engine, self.marks, self.undo_stack, self.passing_on.open_link, now, zone)
        self.first_run = FirstRun(self, engine, self.welcome)
        self.resuming = Resuming(self, engine, self.listing, memory)
        self.hearing = Hearing(
            self,
            self.timeline,
            self.listing,
            self.lighting,
            self.topics,
            self.counting,
            self.lately,
            self.alerting,
            (self.quoting.hear, self.revising.hear, self.faring.hear),
        )
        self.reporting = Reporting(
            engine,
            self.timeline,
            self.listing,
            self.counting,
            self.topics,
            self.status,
            self.filter_bar,
            self.sidebar,
            self.welcome,
        )
        self.acts = (
            self.arriving,
            self.marks,
            self.passing_on,
            self.scoping,
            self.topics,
            self.jumping,
            self.quoting,
            self.revising,
            self.faring,
            self.first_run,
            Managing(self, engine, self.undo_stack, self.marks.take_back),
            Polling(self, engine),
            Piping(self, engine, self.timeline, earlier.beside("commands.txt")),
        )
        self._showing: Timer | None = None
        self._last_move = 0.0

    def on_mount(self) -> None:
        """Open on the cache at once, then listen."""
        self.engine.listen(self.hear)
        self.alerting.begin(self.app, os.environ)
        for notice in self.engine.notices:
            self.tell(notice, severity="warning")
        self.resuming.resume()
        self.set_interval(_EVERY, lambda: self.begin("keep", self.resuming.keep))
        self.counting.count()
        self.topics.count()
        self.lately.count()

    async def on_unmount(self) -> None:
        """End what alerts have started, and keep how the reader stands."""
        await self.alerting.close()
        await self.resuming.keep()

    @property
    def follow(self) -> bool:
        """At the top, does the cursor go to arrivals."""
        return self.arriving.follow

    @property
    def _filter_typed(self) -> bool:
        """Is a filter being typed."""
        return self.filter_bar.display and self.focused is self.filter_bar.field

    def _may_follow(self) -> bool:
        return self.follow and not self.focus_in_detail and self.quoting.screen is None and self.revising.screen is None

    # the list

    def load(self, scope: Scope, at: Saying | Place | None = None) -> None:
        """List other entries; the last call wins. Args: at: the quotation, or the place in the list, to go to."""
        self.listed = asyncio.get_running_loop().create_future()
        self._load(scope, at, self.listed)
        if self.focused is not self.filter_bar.field:  # the letters of a filter wait for no list
            self.hold_keys(self.listed)

    @work(group="list", exclusive=True, exit_on_error=False)
    async def _load(self, scope: Scope, at: Saying | Place | None, listed: asyncio.Future[None]) -> None:
        self.listing.scope = scope
        self.show_status()
        if self.lighting.follow(scope.wanted):
            self.timeline.relight(bool(self.lighting.rules))
            self.relight_article()
            if self.revising.screen is not None:
                self.revising.screen.load(stay=True)

        def first_shown() -> None:
            self.show_status()
            if isinstance(at, Saying):
                self.read_quotation(at)
            elif at is not None:
                self.timeline.land(at.entry, at.row)
            if not listed.done():
                listed.set_result(None)

        number = at.number if isinstance(at, Saying) else None if at is None else at.entry
        try:
            await self.listing.load(scope, number, first_shown)
        finally:
            if not listed.done():
                listed.cancel()
        self.show_status()
        self.hearing.settle()

    def hold_list(self) -> None:
        """Leave the list as far as it was read."""
        self.workers.cancel_group(self, "list")

    def action_filter(self) -> None:
        """Filter the timeline, or find words in the text that has the focus."""
        if self.focus_in_detail:
            self.detail.finding.open()
        else:
            self.go_out()
            self.filtering.open()

    @on(FilterBar.Typing)
    def _typing(self) -> None:
        self.scoping.hold_filter()

    @on(FilterBar.Typed)
    def _typed(self, message: FilterBar.Typed) -> None:
        self.filtering.filter_by(message.text)

    @on(FilterBar.Closed)
    def _filter_closed(self, message: FilterBar.Closed) -> None:
        self.filtering.close(message.text)

    @on(Sidebar.Chosen)
    def _chosen(self, message: Sidebar.Chosen) -> None:
        match message.line:
            case FeedLine(feed):
                self.scoping.show_feed(feed)
            case FolderLine(path):
                self.scoping.show_folder(path)
            case place:
                self.topics.show_line(place)
        self.go_out()

    def show_feed(self, feed: Feed) -> None:
        """List the entries of one feed, and focus the timeline."""
        self.scoping.show_feed(feed)
        self.go_out()

    def folder_renamed(self, old: str, new: str) -> None:
        """Show a folder under its new name as it was shown under the old one."""
        self.sidebar.rename_folder(old, new)
        self.scoping.folder_renamed(old, new)

    def show_status(self) -> None:
        """Bring status line, sidebar and the notice of an empty list up to date."""
        self.reporting.report(follow=self.follow)
        self.show_empty(self.reporting.empty, beside=self._filter_typed)
        if self.welcome.choosing:
            self.first_run.look_around()
        self.show_hints()

    @on(Timeline.Wanted)
    def _load_rows(self, message: Timeline.Wanted) -> None:
        self._rows(tuple(message.numbers))

    @work(group="rows", exit_on_error=False)
    async def _rows(self, numbers: tuple[int, ...]) -> None:
        rows = {}
        try:
            held = {number: self.timeline.rows[number] for number in numbers if number in self.timeline.rows}
            rows = held | await self.engine.headlines([number for number in numbers if number not in held])
            self.timeline.light(await self.lighting.headlines(rows))
        finally:
            self.timeline.supply(numbers, rows)
            self.show_hints()

    @on(Timeline.Moved)
    def _moved(self, message: Timeline.Moved) -> None:
        if message.number != self.timeline.cursor:  # it has moved on: that is told, too
            return
        if self._showing is not None:
            self._showing.stop()
            self._showing = None
        self.show_hints()
        now = monotonic()
        if not self.detail.display or (message.number is None and self._filter_typed):
            pass  # the text stays in sight: the next letter may bring its entry back
        elif now - self._last_move > _HURRY:
            self.show_article()
        else:
            self._showing = self.set_timer(_PAUSE, self.show_article)
        self._last_move = now

    @on(Timeline.Opened)
    def _opened(self) -> None:
        self.action_read()

    def on_descendant_focus(self) -> None:
        """Show the keys that help here."""
        self.show_hints()

    def show_hints(self) -> None:
        """Show the keys that help where the focus is, and what can be done with the entry under the cursor."""
        finding, inside = self.detail.finding, self.focus_in_detail
        if self.jump_bar.display and self.focused is self.jump_bar.field:
            self.hints.show(jump_hints(self.keymap))
        elif finding.is_open and inside:
            self.hints.show(TYPING_HINTS if self.focused is finding.field else self.hint(*FOUND_HINTS))
        elif self._filter_typed:
            self.hints.show(FILTER_HINTS)
        elif self.welcome.choosing and not self.filter_bar.display:
            self.hints.show(self.hint(*BEGIN_HINTS))
        elif self.focused is self.sidebar:
            self.hints.show(self.hint(*SIDE_HINTS))
        elif inside:
            self.hints.show(self.hint(*text_hints(self.timeline.selected, alone=self.single)))
        else:
            filtered = bool(self.listing.scope.words)
            self.hints.show(self.hint(*list_hints(self.timeline.selected, filtered=filtered)))

    def hear(self, event: Event) -> None:
        """Pass an event of the engine on as a message: it comes from a task that knows nothing of the app."""
        self.post_message(Told(event))

    @on(Told)
    def _told(self, message: Told) -> None:
        self.hearing.hear(message.event)

    @on(Welcome.Chosen)
    async def _begin(self, message: Welcome.Chosen) -> None:
        await self.run_action(message.beginning.action)

    @on(JumpBar.Typed)
    def _jump_typed(self, message: JumpBar.Typed) -> None:
        self.jumping.look_for(message.words)

    @on(JumpBar.Stepped)
    def _jump_stepped(self, message: JumpBar.Stepped) -> None:
        self.jumping.step(message.by)

    @on(JumpBar.Closed)
    def _jump_closed(self, message: JumpBar.Closed) -> None:
        self.jumping.close(stay=message.stay)

    @on(Sidebar.Asked)
    def _asked(self, message: Sidebar.Asked) -> None:
        self.go_out()
        self.quoting.open(message.speaker)

    def action_top(self) -> None:
        """Go to the newest entry; with follow on, arrivals that wait are shown first."""
        super().action_top()
        if self.focused is self.timeline and self.follow and self.listing.pending:
            self.arriving.action_pending()
            self.timeline.to_top()

    # leaving

    def action_close(self) -> None:
        """Close the filter bar or what is looked for, leave the text, clear the filter; never quits."""
        if self.filter_bar.display:
            self.filter_bar.action_clear()
        elif self.detail.finding.is_open:
            self.detail.finding.close()
        elif self.focus_in_detail or self.focused is self.sidebar:
            self.go_out()
        elif self.listing.scope.words:
            self.load(self.listing.without_words())

    def action_back(self) -> None:
        """Leave the text, then the filter, then one feed or folder, then livetui."""
        scope = self.listing.scope
        if self.focus_in_detail or self.focused is self.sidebar or scope.words:
            self.action_close()
        elif scope.feed is not None or scope.folder is not None:
            self.load(scope.bare)
        else:
            self.leave()

    def action_quit(self) -> None:
        """Leave livetui."""
        self.leave()

    @work(group="leave", exit_on_error=False)
    async def leave(self) -> None:
        """End the app when the marks set so far are stored, or after a moment without them."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.marking.settled(), _PATIENCE)
        self.app.exit()

    def uncovered(self) -> None:
        """Show the entry under the cursor, unless it is the one shown."""
        if self.shown is None:
            self.show_article()

    def rearranged(self) -> None:
        """Who said what goes to the foot or below the text."""
        if self.detail.article is not None:
            self.show_ready(self.detail.article, self.detail.carried, self.detail.lit)
