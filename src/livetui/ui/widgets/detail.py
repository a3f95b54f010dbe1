"""The detail pane: an article to read, and at its foot who said what."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from datetime import datetime, tzinfo
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from livetui.engine.article import Article
from livetui.ui.article import NOT_CARRIED, CarriedBy, Leaf, leaf, said
from livetui.ui.body import Body, body
from livetui.ui.highlights import UNLIT_ARTICLE, LitArticle
from livetui.ui.keymap import Keyed
from livetui.ui.page import Page, Para, section
from livetui.ui.widgets.findbar import FindBar
from livetui.ui.widgets.foot import Foot
from livetui.ui.widgets.pageview import PageView

_LONG = 20_000
"""Characters from which a text is laid out in a thread, so that no key waits for it."""
_BARS = 2
"""Lines of how far one has read, and of the rule above who said what."""
_MOST_PLACES = 1000
"""Entries of which is known how far they were read."""


class QuoteList(PageView, can_focus=False):
    """Who said what, with a scroll of its own."""


class DetailPane(Vertical):
    """Text above, how far one has read and what is to be found in it, quotations below; one pane for the reader."""

    DEFAULT_CSS = """
    DetailPane { background: $background; }
    DetailPane #text { height: 1fr; }
    DetailPane.-finding Foot { display: none; }
    DetailPane #said-rule { height: 1; display: none; }
    DetailPane QuoteList { height: auto; display: none; }
    """

    def __init__(self, *, id: str | None = None, zone: tzinfo | None = None, hyperlinks: bool = False) -> None:  # noqa: A002
        """Args: zone: the reader's, None for the system's. hyperlinks: the terminal itself may open links."""
        super().__init__(id=id)
        self.article: Article | None = None
        """What is shown, None when nothing is."""
        self.carried: CarriedBy = NOT_CARRIED
        """Who else carries its quotations."""
        self.lit = UNLIT_ARTICLE
        """What stands out in it."""
        self.text = PageView(id="text", hyperlinks=hyperlinks)
        """The article itself; takes the focus."""
        self.change: tuple[tuple[int, int], tuple[Para, ...]] = ((0, 0), ())
        """What the last revision changed: number of the entry and count of its revisions, and that as paragraphs."""
        self.finding = FindBar(self.text)
        """Words looked for in it."""
        self.places: dict[int, int] = {}
        """Where the reader was in entries read before: by number, characters of the text above the view."""
        self._foot = Foot()
        self._said = QuoteList(id="said")
        self._rule = PageView((section("Who said what"),), id="said-rule")
        self._rule.can_focus = False
        self._zone = zone
        self._leaf = self._said_leaf = Leaf((), ())
        self._pinned = False
        self._prepared: tuple[Article, LitArticle, Body] | None = None

    def compose(self) -> ComposeResult:
        """Text, how far one has read, rule, quotations."""
        yield self.text
        yield self._foot
        yield self.finding
        yield self._rule
        yield self._said

    async def prepare(self, article: Article, lit: LitArticle) -> None:
        """Lay out the body of a long article before it is shown, where no key waits for it."""
        if len(article.document.text) >= _LONG:
            found = await asyncio.to_thread(body, article.document, article.quotes, lit)
            self._prepared = article, lit, found

    def _body_of(self, article: Article, lit: LitArticle) -> Body | None:
        """The body of the article if it was prepared as it is to be shown."""
        ready = self._prepared
        return ready[2] if ready is not None and ready[0] is article and ready[1] is lit else None

    def show(
        self, article: Article | None, carried: CarriedBy, lit: LitArticle, now: datetime, *, pinned: bool
    ) -> None:
        """Show an article; the same one again (after a revision) keeps the reader's place in it.

        Args: carried: who else carries its quotations. lit: what stands out in it. pinned: put who said what at the
            foot of the pane instead of below the text.
        """
        same = article is not None and self.article is not None and article.entry.number == self.article.entry.number
        if not same:
            self.keep_place()
            self.finding.close()
        self.article, self.carried, self.lit = article, carried, lit
        self._pinned = pinned and article is not None and bool(article.quotes)
        self._leaf = Leaf((), ())
        if article is not None:
            self._leaf = leaf(
                article,
                now,
                self._zone,
                with_quotes=not self._pinned,
                carried=carried,
                lit=lit,
                keymap=cast("Keyed", self.app).keymap,
                changed=self._changed,
                text=self._body_of(article, lit),
            )
        if not same:
            self.text.current = None
        self.text.show(self._leaf.paras, stay=same, at=self._place_before())
        self.finding.renew()
        self._rule.display = self._said.display = self._pinned
        if article is not None and self._pinned:
            self._said_leaf = said(article, carried, lit, now, self._zone)
            self._show_said(same)

    @property
    def _changed(self) -> tuple[Para, ...]:
        of, paras = self.change
        return paras if self.article is not None and of[0] == self.article.entry.number else ()

    def on_mount(self) -> None:
        """Follow the reader through the text."""
        for what in ("scroll_y", "virtual_size"):
            self.watch(self.text, what, self._show_progress, init=False)

    @on(PageView.Resized)
    def _show_progress(self) -> None:
        progress = self.text.progress
        self._foot.show(f"{progress} %" if progress is not None else "")

    def keep_place(self) -> None:
        """Remember how far the reader has come in the entry shown."""
        if self.article is None:
            return
        para, offset = self.text.top
        number = self.article.entry.number
        self.places.pop(number, None)
        # An empty line at the top is as good as the words below it.
        text = (each for each in self._leaf.paras[para:] if each.start is not None)
        if para and (top := next(text, None)) is not None and top.start is not None:
            self.places[number] = top.start + (offset if top is self._leaf.paras[para] else 0)
            if len(self.places) > _MOST_PLACES:
                del self.places[next(iter(self.places))]

    def _place_before(self) -> tuple[int, int] | None:
        """Paragraph and offset at which the reader left the entry shown, None at its beginning."""
        if self.article is None or (offset := self.places.get(self.article.entry.number)) is None:
            return None
        begun = [(place, para.start) for place, para in enumerate(self._leaf.paras) if para.start is not None]
        found = bisect_right(begun, offset, key=lambda each: each[1]) - 1
        return (begun[found][0], offset - begun[found][1]) if found >= 0 else None

    def step_quote(self, by: int) -> bool:
        """Go to the next quotation in the order of the text, or the one before; False if there is none."""
        places = self._leaf.places
        if not places:
            return False
        order = sorted(range(len(places)), key=places.__getitem__)
        current = self.text.current
        at = order.index(current) + by if current in order else (0 if by > 0 else len(order) - 1)
        self.show_quote(order[min(max(at, 0), len(order) - 1)])
        return True

    def show_quote(self, place: int) -> None:
        """Bring a quote into view and let it stand out. Args: place: among the quotes of the article."""
        self.text.current = self._said.current = place
        self._bring(place)
        # Again when the panes have their heights: an article just opened may have another foot than the one before.
        self.call_after_refresh(self._bring, place)
        self.text.refresh()
        self._said.refresh()

    def _bring(self, place: int) -> None:
        if self.text.current != place:
            return
        line = self.text.page.line_of(*self._leaf.places[place])
        if line is not None:
            self.text.bring(line)
        if self._pinned and (line := self._said.page.line_of(*self._said_leaf.places[place])) is not None:
            self._said.bring(line, context=0)

    def _show_said(self, stay: bool) -> None:
        self._said.show(self._said_leaf.paras, stay=stay)
        self._share_room()

    def _share_room(self) -> None:
        """Give who said what its lines: all that the text leaves empty, a third of the pane where it leaves less."""
        if not self._pinned:
            return
        trial = Page(self._said_leaf.paras, max(20, self.size.width - 4))
        left = self.size.height - _BARS - len(self.text.page)
        most = max(self.size.height // 3, left, 1)
        for lines in trial.lay():
            self._said.styles.height = min(lines, most)
            if lines >= most:
                break
