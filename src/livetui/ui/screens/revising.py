"""What the keys do about how a story goes on: the revisions of an entry, the live page that it announces."""

from __future__ import annotations

from textual import work

from livetui.engine.history import shown_changes
from livetui.ui.screens.entry import EntryActions
from livetui.ui.screens.revisions import RevisionsScreen
from livetui.ui.times import when


class RevisingActions(EntryActions):
    """Opens the screen of changes above the reader, and follows live pages."""

    revisions: RevisionsScreen | None = None
    """The screen of changes while it is open."""

    def action_revision(self, _: int) -> None:
        """Open the changes; there the key steps through them."""
        self.action_revisions()

    @work(group="revisions", exclusive=True, exit_on_error=False)
    async def action_revisions(self) -> None:
        """What changed in the entry under the cursor."""
        headline = self.timeline.selected
        if headline is None or self.revisions is not None:
            return
        revisions = await self.engine.revisions(headline.number)
        if headline.number != self.timeline.cursor or self.revisions is not None or self.app.screen is not self:
            return
        if not shown_changes(revisions):
            since = f" since {when(revisions[0].seen_at, self.now(), self.zone)}" if revisions else ""
            self.tell(f"Nothing changed in this entry{since}")
            return
        self.revisions = RevisionsScreen(
            self.engine, headline, revisions, self.now, self.zone, lighting=self.lighting, leave=self.action_quit
        )
        self.app.push_screen(self.revisions, self._revisions_closed)

    def action_follow_live(self) -> None:
        """Follow the live page that the entry announces."""
        headline = self.timeline.selected
        if headline is None or headline.url is None:
            self.tell("This entry has no address", severity="warning")
        elif headline.live:
            self.tell("This is a post of a live page that is followed already")
        else:
            self.tell(f"Looking for a live page at {headline.url}")
            self._follow_live(headline.number)

    @work(group="add", exit_on_error=False)
    async def _follow_live(self, number: int) -> None:
        added = await self.engine.follow_live(number)
        self.tell(f"Following {added.subscription.title or added.subscription.url}: {added.what}")
        self.count_soon()

    def _revisions_closed(self, _: None) -> None:
        self.revisions = None
