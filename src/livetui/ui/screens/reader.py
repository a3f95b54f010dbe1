"""The reader: the panes kept in line with the engine, and what the keys do to what is listed."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from time import monotonic

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from livetui.model.feed import Feed
from livetui.model.saying import Saying, SpeakerCount
from livetui.model.update import (
    Activity,
    Alerted,
    Enriched,
    Event,
    Following,
    HighlightsChanged,
    Notice,
    Reloaded,
    TopicCounts,
    TopicsChanged,
    Update,
)
from livetui.ui.alerting import Alerting
from livetui.ui.earlier import Earlier
from livetui.ui.layout import Missed
from livetui.ui.lighting import Lighting
from livetui.ui.listing import Listing, Scope
from livetui.ui.marking import Marking
from livetui.ui.reading import Reading
from livetui.ui.screens.finding import FindingActions
from livetui.ui.screens.quotations import QuotationsScreen
from livetui.ui.widgets.bars import Status
from livetui.ui.widgets.sidebar import Sidebar
from livetui.ui.widgets.timeline import Timeline

_COALESCE = 0.15
"""Seconds in which events of the engine are gathered into one repaint."""
_HURRY = 0.15
"""Seconds between two moves below which the reader is passing by: the text follows when the moving pauses."""
_LEISURE = 0.5
"""Seconds in which quotations found are gathered before the sidebar counts them: more haste would hold up reading."""
_LATELY = timedelta(hours=24)
"""Who was quoted since then stands in the sidebar."""
_SPEAKERS = 12
"""At most so many of them."""
_PAUSE = 0.06
"""Seconds without a move that are a pause."""


class Told(Message, bubble=False):
    """The engine has news."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event
        """What it told."""


class ReaderScreen(FindingActions):
    """The main screen."""

    def __init__(
        self, engine: Reading, now: Callable[[], datetime], zone: tzinfo | None, earlier: Earlier | None = None
    ) -> None:
        """Args: now: the time, aware. zone: the reader's, None for the system's. earlier: filters of before."""
        super().__init__(engine, now, zone)
        self.filter_bar.earlier = earlier or Earlier()
        self.follow = engine.config.ui.follow
        """At the top, does the cursor go to arrivals."""
        self.listing = Listing(engine, self.timeline, self._may_follow)
        self.marking = Marking(engine, self.timeline, self.listing)
        self.lighting = Lighting(engine, lambda words: self.tell(words, severity="warning"))
        self.alerting = Alerting(
            engine.config.alerts, lambda: engine.topics, lambda text: self.tell(text, severity="error")
        )
        self.feeds: tuple[Feed, ...] = ()
        """As last counted."""
        self._muted = 0
        self.quotations: QuotationsScreen | None = None
        """The screen of quotations while it is open."""
        self._stale: set[int] = set()
        self._read_anew = False
        self._settling: Timer | None = None
        self._counting: Timer | None = None
        self._quoting: Timer | None = None
        self._showing: Timer | None = None
        self._last_move = 0.0

    def on_mount(self) -> None:
        """Open on the cache at once, then listen."""
        self.engine.listen(self.hear)
        self.alerting.begin(self.app, os.environ)
        for notice in self.engine.notices:
            self.tell(notice, severity="warning")
        self.load(Scope())
        self.count()
        self.count_topics()
        self.count_speakers()

    async def on_unmount(self) -> None:
        """End what alerts have started."""
        await self.alerting.close()

    def _may_follow(self) -> bool:
        return self.follow and not self.focus_in_detail and self.quotations is None and self.revisions is None

    # the list

    @work(group="list", exclusive=True, exit_on_error=False)
    async def load(self, scope: Scope, at: Saying | None = None) -> None:
        """List other entries; the last call wins. Args: at: the quotation to go to, in an entry of the list."""
        self.listing.scope = scope
        self.show_status()
        if self.lighting.follow(scope.wanted):
            self.timeline.relight(bool(self.lighting.rules))
            self.relight_article()

        def first_shown() -> None:
            self.show_status()
            if at is not None:
                self.read_quotation(at)

        await self.listing.load(scope, at.number if at else None, first_shown)
        self.show_status()
        self.settle()

    def show_status(self) -> None:
        """Bring status line, sidebar and the notice of an empty list up to date."""
        scope, feeds = self.listing.scope, self.feeds
        total = sum(feed.entries for feed in feeds)
        shown, more = len(self.timeline.geometry), "" if self.listing.complete else "+"
        self.status.show(
            Status(
                self.engine.activity,
                scope.name,
                scope.words,
                shown,
                shown if scope.everything else max(total, shown),
                len(self.listing.pending),
                self.follow,
                self._muted,
                not self.listing.complete,
            )
        )
        self.filter_bar.count(f"{shown:,}{more} pass{'es' * (shown == 1)}")
        self.sidebar.show(self.topic_lines, feeds, (self.topic_place, scope.feed.number if scope.feed else None))
        self.show_hints()
        empty = self.listing.loaded and not shown
        if empty:
            followed, failing = max(len(feeds), self.engine.activity.feeds), self.engine.activity.failing
            self.welcome.explain(feeds=followed, failing=failing, filtered=not scope.everything)
        self.show_empty(empty)

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
        if self._showing is not None:
            self._showing.stop()
            self._showing = None
        self.show_hints()
        now = monotonic()
        if not self.detail.display:
            pass
        elif now - self._last_move > _HURRY:
            self.show_article(message.number)
        else:
            self._showing = self.set_timer(_PAUSE, lambda: self.show_article(message.number))
        self._last_move = now

    @on(Timeline.Opened)
    def _opened(self) -> None:
        self.action_read()

    # what the engine tells

    def hear(self, event: Event) -> None:
        """Pass an event of the engine on as a message: it comes from a task that knows nothing of the app."""
        self.post_message(Told(event))

    @on(Told)
    def _told(self, message: Told) -> None:
        if self.quotations is not None:
            self.quotations.hear(message.event)
        if self.revisions is not None:
            self.revisions.hear(message.event)
        match event := message.event:
            case Update():
                self.listing.arrived((*event.new, *event.amended))
                self.listing.changed(event.changed)
                self._stale.update(event.changed, event.withdrawn, event.amended)
            case Enriched():
                self._stale.update(event.entries)
                self._count_speakers_soon()
                if (wanted := self.listing.scope.wanted) is not None and wanted.needs_text:
                    self.listing.arrived(event.entries)
            case Reloaded():
                self._stale.update(self.timeline.rows)
                self._read_anew = True
                self._count_speakers_soon()
            case Activity():
                self.show_status()
                return
            case TopicsChanged():
                self.topics_changed()
                self.show_status()
                return
            case HighlightsChanged():
                self.lighting.renew()
                self.load(self.listing.scope)
                return
            case TopicCounts():
                self.topic_counts = event
                self.show_status()
                return
            case Notice():
                self.tell(event.text, severity="warning")
                return
            case Alerted():
                self.alerting.tell(event.alert)
                self._stale.update(event.alert.numbers)
            case Following():
                self.load(self.listing.scope)
        if self._settling is None:
            self._settling = self.set_timer(_COALESCE, self._settle_now)

    def _settle_now(self) -> None:
        self._settling = None
        self.settle()
        self.count_soon()

    @work(group="settle", exit_on_error=False)
    async def settle(self) -> None:
        """Show or count what arrived, and draw again what changed."""
        stale, self._stale = self._stale, set()
        if self._read_anew:
            self._read_anew = False
            await self.listing.look_for_arrivals()
        await self.listing.settle()
        await self.listing.refresh_rows(stale)
        article = self.detail.article
        if article is not None and article.entry.number in stale:
            self.show_article(article.entry.number)
        elif article is not None and article.quotes and stale:
            self.show_carried(article.entry.number)
        self.show_status()

    def count_soon(self) -> None:
        """Count what is unread before long."""
        if self._counting is None:
            self._counting = self.set_timer(2 * _COALESCE, self._count_now)

    def _count_now(self) -> None:
        self._counting = None
        self.count()

    @work(group="count", exclusive=True, exit_on_error=False)
    async def count(self) -> None:
        """Count what is muted, and what is unread in feeds."""
        self.feeds = await self.engine.feeds()
        self._muted = await self.engine.muted()
        self.show_status()
        alone, named = self.listing.scope.feed, {feed.number: feed.title for feed in self.feeds}
        self.timeline.show_missed(
            Missed(named.get(gap.feed, ""), gap.since, gap.until)
            for gap in await self.engine.gaps()
            if alone is None or alone.number == gap.feed
        )

    @work(group="topics", exit_on_error=False)
    async def count_topics(self) -> None:
        """Count what topics hold; from then on the engine tells it."""
        self.topic_counts = await self.engine.topic_counts()
        self.show_status()

    # quotations

    def action_quotations(self) -> None:
        """Who said what across the cache."""
        self.show_quotations(None)

    @on(Sidebar.Asked)
    def _asked(self, message: Sidebar.Asked) -> None:
        self.go_out()
        self.show_quotations(message.speaker)

    def show_quotations(self, speaker: SpeakerCount | None) -> None:
        """Open the screen of quotations. Args: speaker: whose to begin with, None for everyone's."""
        self.quotations = QuotationsScreen(
            self.engine,
            self.now,
            self.zone,
            speaker=speaker,
            browse=self._browse_other,
            leave=self.action_quit,
            earlier=self.filter_bar.earlier,
        )
        self.app.push_screen(self.quotations, self._quotations_closed)

    def _quotations_closed(self, chosen: Saying | None) -> None:
        self.quotations = None
        if chosen is None:
            return
        if self.listing.reveal(chosen.number):
            self.read_quotation(chosen)
        else:
            self.load(Scope(), chosen)

    def _browse_other(self, number: int, url: str) -> None:
        self.mark_read(number)
        self.open_link(url)

    def _count_speakers_soon(self) -> None:
        if self._quoting is None:
            self._quoting = self.set_timer(_LEISURE, self._count_speakers_now)

    def _count_speakers_now(self) -> None:
        self._quoting = None
        self.count_speakers()

    @work(group="speakers", exclusive=True, exit_on_error=False)
    async def count_speakers(self) -> None:
        """Name in the sidebar who was quoted of late."""
        self.sidebar.show_speakers(await self.engine.speakers(since=self.now() - _LATELY, limit=_SPEAKERS))

    # arrivals

    def action_pending(self) -> None:
        """Show the arrivals that wait."""
        if not self.listing.pending:
            self.tell("Nothing new waits")
        elif self.listing.scope.ranked_by_cache:
            self._read_pending()
        else:
            self.listing.show_pending()
        self.show_status()

    @work(group="list", exclusive=True, exit_on_error=False)
    async def _read_pending(self) -> None:
        await self.listing.read_pending()
        self.show_status()

    def action_top(self) -> None:
        """Go to the newest entry; with follow on, arrivals that wait are shown first."""
        super().action_top()
        if self.focused is self.timeline and self.follow and self.listing.pending:
            self.action_pending()
            self.timeline.to_top()

    def action_follow(self) -> None:
        """Follow arrivals at the top, or hold still."""
        self.follow = not self.follow
        self.tell("Following: at the top, arrivals are selected as they come" if self.follow else "Holding still")
        self.show_status()

    # leaving

    def action_close(self) -> None:
        """Close the filter bar or what is looked for, leave the text, clear the filter; never quits."""
        if self.filter_bar.display:
            self.filter_bar.action_clear()
        elif self.detail.finding.is_open:
            self.detail.finding.close()
        elif self.focus_in_detail or self.sidebar_alone:
            self.go_out()
        elif self.listing.scope.words:
            self.load(self.listing.without_words())

    def action_back(self) -> None:
        """Leave the text, then the filter, then livetui."""
        if self.focus_in_detail or self.sidebar_alone or self.listing.scope.words:
            self.action_close()
        else:
            self.leave()

    def rearranged(self) -> None:
        """Who said what goes to the foot or below the text."""
        if self.detail.article is not None:
            self.show_ready(self.detail.article, self.detail.carried, self.detail.lit)
