"""What the engine tells, brought to the screen without haste."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from livetui.config import Ui
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
from livetui.ui.acts.faring import Faring
from livetui.ui.acts.quoting import Quoting
from livetui.ui.acts.revising import Revising
from livetui.ui.alerting import Alerting
from livetui.ui.lately import Lately
from livetui.ui.layout import Missed
from livetui.ui.reading import Reading
from livetui.ui.screens.choosing import ChoosingActions

_COALESCE = 0.15
"""Seconds in which events of the engine are gathered into one repaint."""


class Told(Message, bubble=False):
    """The engine has news."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event
        """What it told."""


class HearingActions(ChoosingActions):
    """Keeps what is on the screen in line with what the engine tells."""

    alerting: Alerting
    faring: Faring
    quoting: Quoting
    revising: Revising
    lately: Lately
    muted = 0
    """Entries that the user's rules hide, as last counted."""

    def __init__(self, engine: Reading, now: Callable[[], datetime], zone: tzinfo | None, settings: Ui) -> None:
        super().__init__(engine, now, zone, settings)
        self._stale: set[int] = set()
        self._read_anew = False
        self._settling: Timer | None = None
        self._counting: Timer | None = None

    def hear(self, event: Event) -> None:
        """Pass an event of the engine on as a message: it comes from a task that knows nothing of the app."""
        self.post_message(Told(event))

    @on(Told)
    def _told(self, message: Told) -> None:
        if self.quoting.screen is not None:
            self.quoting.screen.hear(message.event)
        if self.revising.screen is not None:
            self.revising.screen.hear(message.event)
        if self.faring.screen is not None:
            self.faring.screen.hear(message.event)
        match event := message.event:
            case Update():
                self.listing.arrived((*event.new, *event.amended))
                self.listing.changed(event.changed)
                self._stale.update(event.changed, event.withdrawn, event.amended)
            case Enriched():
                self._stale.update(event.entries)
                self.lately.count_soon()
                if (wanted := self.listing.scope.wanted) is not None and wanted.needs_text:
                    self.listing.arrived(event.entries)
            case Reloaded():
                self._stale.update(self.timeline.rows)
                self._read_anew = True
                self.lately.count_soon()
            case Activity():
                self.show_status()
                return
            case TopicsChanged():
                self.topics.changed()
                self.show_status()
                return
            case HighlightsChanged():
                self.lighting.renew()
                self.load(self.listing.scope)
                return
            case TopicCounts():
                self.topics.counts = event
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
        if self.timeline.cursor in stale and self.detail.display:
            self.show_article()
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
        self.muted = await self.engine.muted()
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
        self.topics.counts = await self.engine.topic_counts()
        self.show_status()
