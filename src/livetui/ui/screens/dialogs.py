"""Small screens above the reader: feed health, links, a feed to add. Esc or q closes each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from livetui.model.feed import Feed, FeedStatus
from livetui.text.blocks import Link
from livetui.text.clean import clean_line
from livetui.ui.content import plain_line
from livetui.ui.page import Dye, Para
from livetui.ui.times import when
from livetui.ui.widgets.pageview import PageView

_MOST_LINKS = 200


class Closing(ModalScreen[str | None]):
    """A dialog that Esc closes without an answer."""

    BINDINGS = [Binding("escape", "leave", show=False)]  # noqa: RUF012 - Textual's own form

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class _Reading(Closing):
    """A page to read."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("q,question_mark,enter", "leave", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("space,pagedown,ctrl+f,ctrl+d", "page(1)", show=False),
        Binding("pageup,ctrl+b,ctrl+u", "page(-1)", show=False),
        Binding("g,home", "top", show=False),
        Binding("G,end", "end", show=False),
    ]
    DEFAULT_CSS = "_Reading > Vertical { height: 90%; } _Reading PageView { height: 1fr; }"

    def __init__(self, title: str, paras: Sequence[Para]) -> None:
        super().__init__()
        self._title = title
        self.page = DialogPage(paras)
        """What is read."""

    def compose(self) -> ComposeResult:
        """Title, page, how to leave."""
        with Vertical():
            yield Static(plain_line(self._title), classes="title", markup=False)
            yield self.page
            yield Static("Space pages · Esc closes", classes="hint", markup=False)

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self.page.move(by)

    def action_page(self, by: int) -> None:
        """Scroll by pages."""
        self.page.page_by(by)

    def action_top(self) -> None:
        """Go to the first line."""
        self.page.to_top()

    def action_end(self) -> None:
        """Go to the last line."""
        self.page.to_end()


class DialogPage(PageView):
    """A page on the ground of dialogs."""

    ground = "surface"
    margin = 0


class FeedHealth(_Reading):
    """How each feed fares: last poll, next poll, error."""

    def __init__(self, feeds: Sequence[Feed], now: datetime, zone: tzinfo | None, adds: str) -> None:
        """Args: adds: the key that adds a feed."""
        super().__init__(f"Feed health · {len(feeds)}", tuple(_health(feeds, now, zone, adds)))


class Links(Closing):
    """The links of an entry; the answer is the address to open."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("q", "leave", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._links = tuple(links[:_MOST_LINKS])

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical():
            yield Static("Links", classes="title", markup=False)
            lines = (f"{link.number} · {clean_line(link.text, 40)} · {link.url}" for link in self._links)
            yield OptionList(*(plain_line(line) for line in lines), markup=False)
            yield Static("Enter opens in the browser · Esc closes", classes="hint", markup=False)

    def action_down(self) -> None:
        """Next link."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Link before."""
        self.query_one(OptionList).action_cursor_up()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._links[event.option_index].url)


class AddFeed(Closing):
    """Asks for a feed; the answer is what was typed."""

    def compose(self) -> ComposeResult:
        """A line to type in."""
        with Vertical():
            yield Static("Follow a feed", classes="title", markup=False)
            yield Input(placeholder="https://example.org/feed.xml, a site, or a file", select_on_focus=False)
            yield Static("Enter adds · Esc closes", classes="hint", markup=False)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)


def _health(feeds: Sequence[Feed], now: datetime, zone: tzinfo | None, adds: str) -> Iterator[Para]:
    if not feeds:
        yield Para(f"No feed is followed; {adds} adds one.", "faint")
    for feed in feeds:
        bad = feed.status in (FeedStatus.ERROR, FeedStatus.GONE)
        sign, colour = ("✗", "error") if bad else ("○", "faint") if feed.status is FeedStatus.NEW else ("●", "success")
        title = clean_line(feed.title, 200)
        yield Para(title, "bold strong", (), f"{sign} ", "  ", colour)
        yield Para(clean_line(feed.url), "faint", (), "  ", "  ")
        polled = f"polled {when(feed.last_poll, now, zone)}" if feed.last_poll else "never polled"
        due = f", next {when(feed.next_poll, now, zone)}" if feed.next_poll else ""
        kept = f" · {feed.entries:,} entries, {feed.unread:,} unread"
        yield Para(polled + due + kept, "read", (), "  ", "  ")
        if feed.error:
            error = clean_line(feed.error)
            again = f" (failed {feed.failures} times in a row)" if feed.failures > 1 else ""
            yield Para(error + again, "error", (Dye(len(error), len(error + again), "", "faint"),), "  ", "  ")
        yield Para("")
