"""Reading the entry under the cursor."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import work

from livetui.engine.article import Article
from livetui.engine.history import shown_changes
from livetui.model.feed import Feed
from livetui.model.saying import Saying
from livetui.ui.acts.counting import Counting
from livetui.ui.acts.marks import Marks
from livetui.ui.article import NOT_CARRIED, CarriedBy
from livetui.ui.changes import in_short
from livetui.ui.citing import place_of
from livetui.ui.highlights import UNLIT_ARTICLE, LitArticle
from livetui.ui.layout import Panes
from livetui.ui.lighting import Lighting
from livetui.ui.listing import Listing
from livetui.ui.page import section
from livetui.ui.screens.panes import PanesScreen
from livetui.ui.times import when


class ReadingScreen(PanesScreen):
    """Shows the entry under the cursor, and goes through its text and on to the next."""

    lighting: Lighting
    listing: Listing
    marks: Marks
    counting: Counting

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """As last counted."""
        return self.counting.feeds

    def count_soon(self) -> None:
        """Count what is unread before long."""
        self.counting.soon()

    # reading

    @work(group="article", exclusive=True, exit_on_error=False)
    async def show_article(self) -> None:
        """Show the entry under the cursor in the detail pane; the last call wins, so no other may be asked for."""
        number = self.timeline.cursor
        ready = await self._ready(number)
        if number == self.timeline.cursor:
            self.show_ready(*ready)

    @work(group="carried", exclusive=True, exit_on_error=False)
    async def show_carried(self, number: int) -> None:
        """Bring up to date who else carries what the entry shown quotes."""
        carried = await self.engine.carried(number)
        article = self.detail.article
        if article is not None and article.entry.number == number and carried != self.detail.carried:
            self.show_ready(article, carried, self.detail.lit)

    def renew_article(self, changed: Collection[int]) -> None:
        """Show the article anew if its entry is among those that changed, or if it quotes what they may carry."""
        article = self.detail.article
        if self.timeline.cursor in changed and self.detail.display:
            self.show_article()
        elif article is not None and article.quotes and changed:
            self.show_carried(article.entry.number)

    @work(group="lit", exclusive=True, exit_on_error=False)
    async def relight_article(self) -> None:
        """Have other words stand out in the article shown."""
        if (article := self.detail.article) is not None:
            lit = await self.lighting.article(article)
            await self.detail.prepare(article, lit)
            if self.detail.article is article and lit != self.detail.lit:
                self.show_ready(article, self.detail.carried, lit)

    async def _ready(self, number: int | None) -> tuple[Article | None, CarriedBy, LitArticle]:
        """An entry to read, who else carries what it quotes, what stands out: together, so that nothing moves later."""
        article = await self.engine.article(number) if number is not None else None
        if article is None:
            return None, NOT_CARRIED, UNLIT_ARTICLE
        carried = await self.engine.carried(article.entry.number) if article.quotes else NOT_CARRIED
        lit = await self.lighting.article(article)
        await self.detail.prepare(article, lit)
        return article, carried, lit

    def show_ready(self, article: Article | None, carried: CarriedBy, lit: LitArticle) -> None:
        """Show an article as the panes stand now."""
        self.detail.show(article, carried, lit, self.now(), pinned=self.panes is Panes.WIDE)
        if article is not None and article.entry.revisions:
            asked = (article.entry.number, article.entry.revisions)
            if self.detail.change[0] != asked:
                self._look_what_changed(asked)

    @work(group="change", exclusive=True, exit_on_error=False)
    async def _look_what_changed(self, asked: tuple[int, int]) -> None:
        """Put below the text what its last revision changed; what is read above it stays where it is."""
        changes = shown_changes(await self.engine.revisions(asked[0]))
        if not changes:
            self.detail.change = asked, ()
            return
        found = await self.engine.comparison(*changes[-1])
        article = self.detail.article
        if article is None or (article.entry.number, article.entry.revisions) != asked:
            return
        at = when(changes[-1][1].seen_at, self.now(), self.zone)
        paras = in_short(found, plain=self.plain)
        (paras,) = await self.lighting.paras(asked[0], paras)
        self.detail.change = asked, (section(f"What changed at {at}"), *paras) if paras else ()
        self.show_ready(article, self.detail.carried, self.detail.lit)

    def action_read(self) -> None:
        """Open what the cursor stands on."""
        if self.focused is self.sidebar:
            self.sidebar.choose()
        elif self.welcome.choosing:
            self.welcome.choose()
        elif not self.focus_in_detail and self.timeline.cursor is not None:
            self.timeline.stay()
            self.hold_keys(self.show_article().wait())
            self.go_in()
            self.marks.mark_headline(self.timeline.selected)

    def action_read_on(self) -> None:
        """A page on; at the end of the text the next unread entry; at the side, open or close a folder."""
        if self.focused is self.sidebar:
            self.sidebar.toggle()
            return
        if not self.detail.display:
            self.action_read()
        elif self.shown is None:
            self.hold_keys(self._show_and_read_on().wait())
        else:
            self._page_on()

    @work(group="article", exclusive=True, exit_on_error=False)
    async def _show_and_read_on(self) -> None:
        number = self.timeline.cursor
        ready = await self._ready(number)
        if number == self.timeline.cursor:
            self.show_ready(*ready)
            self.call_after_refresh(self._page_on)  # how long a page is depends on what stands at the foot

    def _page_on(self) -> None:
        self.timeline.stay()
        self.marks.mark_headline(self.timeline.selected)
        if self.detail.text.at_end:
            self._next_unread(1)
        else:
            self.detail.text.page_by(1)

    def action_unread(self, by: int) -> None:
        """Go to the next unread entry below, or above; while words are found in the text, to their next place."""
        if self.detail.finding.is_open and self.focus_in_detail:
            self.detail.finding.step(by)
        else:
            self._next_unread(by)

    def action_find_previous(self) -> None:
        """Among the words found in the text the place before."""
        if self.detail.finding.is_open:
            self.detail.finding.step(-1)
        else:
            find, on, back = (self.key(each) for each in ("filter.edit", "move.next_unread", "read.find_previous"))
            self.tell(f"{find} in the text finds words; {on} and {back} then step through them")

    def _next_unread(self, by: int) -> None:
        self.hold_keys(self._go_unread(by).wait())

    @work(group="unread", exclusive=True, exit_on_error=False)
    async def _go_unread(self, by: int) -> None:
        if (number := self.timeline.cursor) is None:
            return
        found = await self.listing.unread_from(number, by)
        if found is None:
            self.tell("No unread entry " + ("below" if by > 0 else "above"))
        elif self.timeline.cursor == number:
            self.timeline.select(found)
            if self.single and self.focus_in_detail:
                self.show_article()

    def action_quote(self, by: int) -> None:
        """Step to the next quotation, or the one before."""
        if self.shown is None or not self.detail.display:
            self.hold_keys(self._open_and_step(by).wait())
        elif not self.detail.step_quote(by):
            self.tell("No quotation in this entry")

    @work(group="article", exclusive=True, exit_on_error=False)
    async def _open_and_step(self, by: int) -> None:
        number = self.timeline.cursor
        article, carried, lit = await self._ready(number)
        if article is None or number != self.timeline.cursor:
            return
        if not article.quotes:
            self.tell("No quotation in this entry")
            return
        self.show_ready(article, carried, lit)
        if not self.detail.display:
            self.go_in()
        self.detail.step_quote(by)

    def read_quotation(self, saying: Saying) -> None:
        """Open the entry under the cursor at one of its quotations."""
        self.hold_keys(self._read_quotation(saying).wait())

    @work(group="quotation", exclusive=True, exit_on_error=False)
    async def _read_quotation(self, saying: Saying) -> None:
        article, carried, lit = await self._ready(saying.number)
        if article is None or saying.number != self.timeline.cursor:
            return
        self.go_in()
        self.show_ready(article, carried, lit)
        self.marks.mark_headline(self.timeline.selected)
        if (place := place_of(article, saying)) is None:
            self.tell("The entry has changed: the quotation no longer stands in it", severity="warning")
        else:
            self.detail.show_quote(place)

    @property
    def shown(self) -> Article | None:
        """What the detail pane shows, None if that is not (yet) what the cursor stands on."""
        article = self.detail.article
        return article if article is not None and article.entry.number == self.timeline.cursor else None

    # feeds

    @property
    def managed(self) -> Feed | None:
        """The feed under the cursor of the sidebar, or that of the entry."""
        if self.focused is self.sidebar:
            return self.sidebar.selected_feed
        selected = self.timeline.selected
        return next((feed for feed in self.feeds if selected and feed.number == selected.feed), None)

    @property
    def managed_folder(self) -> str | None:
        """The folder under the cursor of the sidebar."""
        return self.sidebar.selected_folder if self.focused is self.sidebar else None

    @property
    def moved_among(self) -> Sequence[Feed]:
        """The feeds beside the one under the cursor of the sidebar."""
        return self.sidebar.beside if self.focused is self.sidebar else ()

    def feeds_changed(self) -> None:
        """Count the feeds anew."""
        self.count_soon()
