"""Asking for a command that gets the text of an entry."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from livetui.ui.earlier import Earlier
from livetui.ui.screens.dialogs import Closing


class PipeTo(Closing):
    """Asks for a command; the answer is what was typed."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("up", "walk(1)", show=False),
        Binding("down", "walk(-1)", show=False),
    ]

    def __init__(self, earlier: Earlier) -> None:
        """Args: earlier: commands of before."""
        super().__init__()
        self._earlier = earlier
        self._back = 0

    def compose(self) -> ComposeResult:
        """A line to type in."""
        with Vertical():
            yield Static("Hand the text to a command", classes="title", markup=False)
            yield Input(placeholder="less, wc -w, espeak-ng -f -", select_on_focus=False)
            yield Static("Enter runs it · ↑ commands of before · Esc closes", classes="hint", markup=False)

    def action_walk(self, by: int) -> None:
        """Among the commands of before."""
        kept = self._earlier.filters
        self._back = min(max(0, self._back + by), len(kept))
        field = self.query_one(Input)
        field.value = kept[-self._back] if self._back else ""
        field.cursor_position = len(field.value)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)
