"""How a story goes on: the changes of the entry under the cursor, and the live page that it announces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import partial
from typing import Protocol

from livetui.engine.history import shown_changes
from livetui.model.entry import Headline
from livetui.model.update import Event
from livetui.ui.acts.stage import Stage
from livetui.ui.lighting import Lighting
from livetui.ui.reading import Reading
from livetui.ui.screens.revisions import RevisionsScreen
from livetui.ui.times import when
from livetui.ui.widgets.timeline import Timeline


class Storied(Stage, Protocol):
    """The screen with the entry whose story it is."""

    def action_quit(self) -> None:
        """Leave livetui."""

    def feeds_changed(self) -> None:
        """Show the list of feeds as it is now."""


class Revising:
    """Opens the screen of changes above the reader, and follows live pages."""

    def __init__(
        self,
        stage: Storied,
        engine: Reading,
        timeline: Timeline,
        lighting: Lighting,
        now: Callable[[], datetime],
        zone: tzinfo | None,
    ) -> None:
        self._stage = stage
        self._engine = engine
        self._timeline = timeline
        self._lighting = lighting
        self._now = now
        self._zone = zone
        self.screen: RevisionsScreen | None = None
        """The screen of changes while it is open."""

    def action_revision(self, _: int) -> None:
        """Open the changes; there the key steps through them."""
        self.action_revisions()

    def action_revisions(self) -> None:
        """What changed in the entry under the cursor."""
        if (headline := self._timeline.selected) is not None and self.screen is None:
            opening = self._stage.begin("revisions", partial(self._open, headline), exclusive=True)
            self._stage.hold_keys(opening.wait())

    async def _open(self, headline: Headline) -> None:
        revisions = await self._engine.revisions(headline.number)
        if headline.number != self._timeline.cursor or self.screen is not None or not self._stage.uppermost:
            return
        if not shown_changes(revisions):
            since = f" since {when(revisions[0].seen_at, self._now(), self._zone)}" if revisions else ""
            self._stage.tell(f"Nothing changed in this entry{since}")
            return
        self.screen = RevisionsScreen(
            self._engine,
            headline,
            revisions,
            self._now,
            self._zone,
            lighting=self._lighting,
            leave=self._stage.action_quit,
        )
        self._stage.ask(self.screen, self._closed)

    def hear(self, event: Event) -> None:
        """Tell the screen what the engine tells, if it is open."""
        if self.screen is not None:
            self.screen.hear(event)

    def _closed(self, _: None) -> None:
        self.screen = None

    def action_follow_live(self) -> None:
        """Follow the live page that the entry announces."""
        headline = self._timeline.selected
        if headline is None or headline.url is None:
            self._stage.tell("This entry has no address", severity="warning")
        elif headline.live:
            self._stage.tell("This is a post of a live page that is followed already")
        else:
            self._stage.tell(f"Looking for a live page at {headline.url}")
            self._stage.begin("add", partial(self._follow_live, headline.number))

    async def _follow_live(self, number: int) -> None:
        added = await self._engine.follow_live(number)
        self._stage.tell(f"Following {added.subscription.title or added.subscription.url}: {added.what}")
        self._stage.feeds_changed()
