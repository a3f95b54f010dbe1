"""What the engine tells, brought to the screen without haste."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from textual.message import Message

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
from livetui.ui.acts.counting import Counting
from livetui.ui.acts.stage import Stage
from livetui.ui.acts.topics import Topics
from livetui.ui.alerting import Alerting
from livetui.ui.lately import Lately
from livetui.ui.lighting import Lighting
from livetui.ui.listing import Listing
from livetui.ui.scope import Scope
from livetui.ui.soon import Clock, Soon
from livetui.ui.widgets.timeline import Timeline

_COALESCE = 0.15
"""Seconds in which events of the engine are gathered into one repaint."""


class Told(Message, bubble=False):
    """The engine has news."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event
        """What it told."""


class Live(Stage, Clock, Protocol):
    """The screen that follows what the engine tells."""

    def load(self, scope: Scope) -> object:
        """List other entries; the last call wins."""

    def show_status(self) -> None:
        """Bring status line and sidebar up to date."""

    def renew_article(self, changed: Collection[int]) -> None:
        """Show the article anew if it is among entries that changed, or quotes what they may carry."""


class Hearing:
    """Keeps what is on the screen in line with what the engine tells."""

    def __init__(
        self,
        stage: Live,
        timeline: Timeline,
        listing: Listing,
        lighting: Lighting,
        topics: Topics,
        counting: Counting,
        lately: Lately,
        alerting: Alerting,
        others: Sequence[Callable[[Event], None]],
    ) -> None:
        """Args: others: hear everything first: the screens above, while they are open."""
        self._stage = stage
        self._timeline = timeline
        self._listing = listing
        self._lighting = lighting
        self._topics = topics
        self._counting = counting
        self._lately = lately
        self._alerting = alerting
        self._others = others
        self._stale: set[int] = set()
        self._read_anew = False
        self._settle_soon = Soon(stage, _COALESCE, self._settle_and_count)

    def hear(self, event: Event) -> None:
        """Take in what the engine tells."""
        for other in self._others:
            other(event)
        match event:
            case Update():
                self._listing.arrived((*event.new, *event.amended))
                self._listing.changed(event.changed)
                self._stale.update(event.changed, event.withdrawn, event.amended)
            case Enriched():
                self._stale.update(event.entries)
                self._lately.count_soon()
                if (wanted := self._listing.scope.wanted) is not None and wanted.needs_text:
                    self._listing.arrived(event.entries)
            case Reloaded():
                self._stale.update(self._timeline.rows)
                self._read_anew = True
                self._lately.count_soon()
            case Activity():
                self._stage.show_status()
                return
            case TopicsChanged():
                self._topics.changed()
                self._stage.show_status()
                return
            case HighlightsChanged():
                self._lighting.renew()
                self._stage.load(self._listing.scope)
                return
            case TopicCounts():
                self._topics.counts = event
                self._stage.show_status()
                return
            case Notice():
                self._stage.tell(event.text, severity="warning")
                return
            case Alerted():
                self._alerting.tell(event.alert)
                self._stale.update(event.alert.numbers)
            case Following():
                self._stage.load(self._listing.scope)
        self._settle_soon()

    def _settle_and_count(self) -> None:
        self.settle()
        self._counting.soon()

    def settle(self) -> None:
        """Show or count what arrived, and draw again what changed."""
        self._stage.begin("settle", self._settle)

    async def _settle(self) -> None:
        stale, self._stale = self._stale, set()
        if self._read_anew:
            self._read_anew = False
            await self._listing.look_for_arrivals()
        await self._listing.settle()
        await self._listing.refresh_rows(stale)
        self._stage.renew_article(stale)
        self._stage.show_status()
