"""Where a filter is typed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Label

_PAUSE = 0.12
"""Seconds without a key after which the timeline follows."""


class FilterBar(Horizontal):
    """One line: the filter being typed."""

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $panel; display: none; }
    FilterBar Label { width: 3; color: $primary; text-style: bold; }
    FilterBar Input { width: 1fr; min-width: 12; height: 1; border: none; padding: 0; background: $panel; }
    FilterBar Input:focus { border: none; background: $panel; }
    """
    BINDINGS = [Binding("escape", "clear", show=False)]  # noqa: RUF012 - Textual's own form

    class Typed(Message):
        """The filter reads otherwise now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """As typed; the last word may not be finished yet."""

    class Closed(Message):
        """The filter is done: to be kept, or cleared. The bar stays until it is hidden."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """What stays in force."""

    def __init__(self, prompt: str, *, id: str | None = None) -> None:  # noqa: A002
        """Args: prompt: what stands there while nothing is typed."""
        super().__init__(id=id)
        self.field = Input(placeholder=prompt, select_on_focus=False)
        """Takes what is typed."""
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Sign and words."""
        yield Label(" / ", markup=False)
        yield self.field

    def open(self, text: str) -> None:
        """Show the bar with a filter to edit."""
        self.display = True
        with self.prevent(Input.Changed):
            self.field.value = text
        self.field.cursor_position = len(text)
        self.field.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._tell)

    def _tell(self) -> None:
        self.post_message(self.Typed(self.field.value))

    @on(Input.Submitted)
    def _kept(self, event: Input.Submitted) -> None:
        event.stop()
        self._close(event.value)

    def action_clear(self) -> None:
        """Close the bar without a filter."""
        self._close("")

    def _close(self, text: str) -> None:
        if self._pause is not None:
            self._pause.stop()
        self.post_message(self.Closed(text))
