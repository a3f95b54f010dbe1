"""Choosing a theme: what the bar stands on takes its colours at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from livetui.ui.content import plain_line
from livetui.ui.screens.dialogs import Steered


class ThemeMenu(Steered[None]):
    """All themes there are, ours first."""

    BINDINGS = [Binding("escape", "back", show=False)]  # noqa: RUF012 - Textual's own form
    STEERED: ClassVar[Mapping[str, str]] = {"move.down": "move('down')", "move.up": "move('up')", "app.back": "back"}

    def __init__(self, names: Sequence[str], now: str) -> None:
        """Args: names: of the themes. now: that in force."""
        super().__init__()
        self._names = names
        self._before = now

    def compose(self) -> ComposeResult:
        """Title, themes, how to leave."""
        with Vertical():
            yield Static("Themes", classes="title", markup=False)
            yield OptionList(*(Option(plain_line(name), id=name) for name in self._names), markup=False)
            yield Static("↑ ↓ try · Enter keeps · Esc goes back", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the one in force."""
        if self._before in self._names:
            self.query_one(OptionList).highlighted = self._names.index(self._before)

    def action_move(self, where: str) -> None:
        """Move in the list."""
        getattr(self.query_one(OptionList), f"action_cursor_{where}")()

    @on(OptionList.OptionHighlighted)
    def _tried(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None:
            self.app.theme = event.option_id

    @on(OptionList.OptionSelected)
    def _kept(self) -> None:
        self.dismiss(None)

    def action_back(self) -> None:
        """Take the one that was in force again."""
        self.app.theme = self._before
        self.dismiss(None)
