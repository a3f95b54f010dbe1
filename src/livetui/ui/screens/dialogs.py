"""Small screens above the reader that Esc closes."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from livetui.text.blocks import Link
from livetui.text.clean import clean_line
from livetui.ui.content import plain_line
from livetui.ui.widgets.pageview import PageView

_MOST_LINKS = 200


class Closing(ModalScreen[str | None]):
    """A dialog that Esc closes without an answer."""

    BINDINGS = [Binding("escape", "leave", show=False)]  # noqa: RUF012 - Textual's own form

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class DialogPage(PageView):
    """A page on the ground of dialogs."""

    ground = "surface"
    margin = 0


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
