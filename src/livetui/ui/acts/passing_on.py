"""Passing an entry on: its page in the browser, its links, its address and citation in the clipboard."""

from __future__ import annotations

from datetime import tzinfo
from functools import partial
from typing import Protocol

from textual.app import App

from livetui.engine.article import Article
from livetui.model.saying import Saying
from livetui.ui.acts.marks import Marks
from livetui.ui.acts.stage import Stage
from livetui.ui.citing import citation, entry_citation, quotation, saying_of
from livetui.ui.reading import Reading
from livetui.ui.screens.links import Links
from livetui.ui.widgets.detail import DetailPane
from livetui.ui.widgets.timeline import Timeline


class Showing(Stage, Protocol):
    """The screen on which the entry is read."""

    @property
    def app(self) -> App[object]:
        """The application, for its clipboard."""

    @property
    def shown(self) -> Article | None:
        """What the detail pane shows, None if that is not (yet) what the cursor stands on."""


class PassingOn:
    """Opens and copies what can be taken elsewhere."""

    def __init__(
        self,
        stage: Showing,
        engine: Reading,
        timeline: Timeline,
        detail: DetailPane,
        marks: Marks,
        zone: tzinfo | None,
    ) -> None:
        self._stage = stage
        self._engine = engine
        self._timeline = timeline
        self._detail = detail
        self._marks = marks
        self._zone = zone

    # opening

    def action_browse(self) -> None:
        """Open the page of the entry in the browser and mark it read."""
        headline = self._timeline.selected
        if headline is None or headline.url is None:
            self._stage.tell("This entry has no address", severity="warning")
            return
        self._marks.mark_headline(headline)
        self.open_link(headline.url)

    def browse_other(self, number: int, url: str) -> None:
        """Open the page of an entry that need not be listed, and mark it read."""
        self._marks.mark_read(number)
        self.open_link(url)

    def open_link(self, url: str) -> None:
        """Show an address in the browser."""
        self._stage.begin("open", partial(self._open, url))

    async def _open(self, url: str) -> None:
        await self._engine.open_link(url)
        self._stage.tell(f"Opened {url}")

    def action_links(self) -> None:
        """List the links of the entry."""
        self._stage.hold_keys(self._stage.begin("links", self._list_links, exclusive=True).wait())

    async def _list_links(self) -> None:
        number = self._timeline.cursor
        article = self._stage.shown or (await self._engine.article(number) if number is not None else None)
        if number != self._timeline.cursor:
            return
        if article is None or not article.links:
            self._stage.tell("No links in this entry")
        else:
            self._stage.ask(Links(article.links), self._open_chosen)

    def _open_chosen(self, url: str | None) -> None:
        if url:
            self.open_link(url)

    # copying

    def action_copy_link(self) -> None:
        """Copy the address of the entry, or the quotation stepped to."""
        headline = self._timeline.selected
        if (saying := self._stepped_to) is not None:
            self._stage.app.copy_to_clipboard(quotation(saying, self._zone))
            self._stage.tell("Copied the quotation")
        elif headline is None or headline.url is None:
            self._stage.tell("This entry has no address", severity="warning")
        else:
            self._stage.app.copy_to_clipboard(headline.url)
            self._stage.tell(f"Copied {headline.url}")

    def action_copy_citation(self) -> None:
        """Copy headline, source, time and address, and all that is known of the quotation stepped to."""
        if (headline := self._timeline.selected) is None:
            return
        saying = self._stepped_to
        words = citation(saying, self._zone) if saying else entry_citation(headline, self._zone)
        self._stage.app.copy_to_clipboard(words)
        self._stage.tell("Copied the citation")

    @property
    def _stepped_to(self) -> Saying | None:
        """The quotation that stands out in the text, None if none does."""
        article, place, headline = self._stage.shown, self._detail.text.current, self._timeline.selected
        if article is None or place is None or headline is None:
            return None
        return saying_of(article.entry, place, headline.title, self._detail.carried.get(place, ()))
