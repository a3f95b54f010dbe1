"""The links of an entry, to choose one by its number or from the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from livetui.text.clean import clean_line
from livetui.text.document import Link
from livetui.ui.content import plain_line
from livetui.ui.screens.dialogs import Closing, Steered

_MOST = 200


class Links(Closing, Steered[str | None]):
    """Asks for a link; the answer is the address to open."""

    STEERED: ClassVar[Mapping[str, str]] = {"move.down": "down", "move.up": "up", "app.back": "leave"}

    def __init__(self, links: Sequence[Link]) -> None:
        """Args: links: numbered from 1."""
        super().__init__()
        self._links = tuple(links[:_MOST])
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The list."""
        width = len(str(len(self._links)))
        with Vertical():
            yield Static("Links", classes="title", markup=False)
            lines = (f"{link.number:>{width}} · {clean_line(link.text, 40)} · {link.url}" for link in self._links)
            yield OptionList(*(plain_line(line) for line in lines), markup=False)
            yield Static("A number or Enter opens in the browser · Esc closes", classes="hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses; the link is opened when no other number begins so."""
        if event.character is None or event.character not in "0123456789":
            self._typed = ""
            return
        event.stop()
        for typed in (self._typed + event.character, event.character):
            number = int(typed)
            if 1 <= number <= len(self._links):
                self._typed = typed
                self.query_one(OptionList).highlighted = number - 1
                if number * 10 > len(self._links):
                    self.dismiss(self._links[number - 1].url)
                return

    def action_down(self) -> None:
        """Next link."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Link before."""
        self.query_one(OptionList).action_cursor_up()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._links[event.option_index].url)
