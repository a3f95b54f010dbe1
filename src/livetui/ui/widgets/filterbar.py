"""Where a filter is typed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Label

from livetui.errors import FilterError
from livetui.model.completion import Completion, Names, complete, mend
from livetui.ui.earlier import Earlier
from livetui.ui.widgets.suggestions import Advice, Suggestions

_PAUSE = 0.12
"""Seconds without a key after which the timeline follows."""
_PROMPT_CELLS = 3
"""Cells before the words."""


class _Field(Input):
    """A line to type in; at its end the key to the right asks for more."""

    class Onward(Message):
        """The cursor was to go beyond the end."""

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right, or ask for more at the end."""
        if not select and self.cursor_at_end:
            self.post_message(self.Onward())
        else:
            super().action_cursor_right(select)


class FilterBar(Horizontal):
    """One line: the filter being typed. What it may become lies above it, in `suggestions`."""

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $panel; display: none; }
    FilterBar Label { width: 3; color: $primary; text-style: bold; }
    FilterBar .passing { width: 17; text-align: right; color: $faint; text-style: none; padding: 0 1; }
    FilterBar Input { width: 1fr; min-width: 12; height: 1; border: none; padding: 0; background: $panel; }
    FilterBar Input:focus { border: none; background: $panel; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("escape", "clear", show=False),
        Binding("tab", "take", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    class Typing(Message):
        """A key has changed the words; more may come, or else `Typed` does."""

    class Typed(Message):
        """The filter reads otherwise now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """As typed; the last word may not be finished yet."""

        def can_replace(self, message: Message) -> bool:
            """Only the last state of a burst matters."""
            return isinstance(message, FilterBar.Typed)

    class Closed(Message):
        """The filter is done: to be kept, or cleared. The bar stays until it is hidden."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """What stays in force."""

    def __init__(self, prompt: str, *, id: str | None = None) -> None:  # noqa: A002
        """Args: prompt: what stands there while nothing is typed."""
        super().__init__(id=id)
        self.field = _Field(placeholder=prompt, select_on_focus=False)
        """Takes what is typed."""
        self.suggestions = Suggestions()
        """To be composed beside the bar; the lines above it."""
        self.names = Names()
        """What completions are made of."""
        self.earlier = Earlier()
        """Filters of before, for ↑."""
        self._passing = Label("", classes="passing", markup=False)
        self._pause: Timer | None = None
        self._offered: Sequence[Completion] = ()
        self._chosen = 0
        self._error: FilterError | None = None
        self._hint: tuple[int, str] | None = None
        self._steady: str | None = ""
        """The text that no key has changed since it was put there; None: the words are being typed."""
        self._back = 0
        """How many filters back the walk has come; 0: what was there before it."""
        self._own = ""
        """What was there before the walk."""

    def compose(self) -> ComposeResult:
        """Sign, words, and how many entries pass."""
        yield Label(" / ", markup=False)
        yield self.field
        yield self._passing

    def open(self, text: str) -> None:
        """Show the bar with a filter to edit."""
        self.display = True
        self._back, self._own = 0, text
        self.complain(None)
        self._put(text)
        self.field.focus()

    def close(self) -> None:
        """Hide the bar."""
        self.display = False
        self.complain(None)

    def count(self, passing: str) -> None:
        """Say how many pass."""
        self._passing.update(passing, layout=False)

    def complain(self, error: FilterError | None, hint: tuple[int, str] | None = None) -> None:
        """Show what is wrong with the words, or nothing more. Args: hint: a place, and what to know of it."""
        self._error, self._hint = error, hint
        self._advise()

    def know(self, names: Names) -> None:
        """Take names that completions are made of."""
        self.names = names
        if self.display and self.field.value != self._steady:
            self._offer()

    # typing

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.field.value:
            return  # another key came meanwhile, and has its own message
        self.post_message(self.Typing())
        self._offer()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._tell)

    def _tell(self) -> None:
        self.post_message(self.Typed(self.field.value))

    def _put(self, text: str, position: int | None = None) -> None:
        with self.prevent(Input.Changed):
            self.field.value = text
        self.field.cursor_position = len(text) if position is None else position
        self._steady, self._offered = (text, ()) if position is None else (None, self._offered)
        self._advise()

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
        self._offered = ()
        self._advise()
        self.post_message(self.Closed(text))

    # completing

    def _offer(self) -> None:
        self._offered, self._chosen = complete(self.field.value, self.field.cursor_position, self.names), 0
        self._advise()

    @on(_Field.Onward)
    def _onward(self, event: _Field.Onward) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take the completion chosen, or what the message proposes."""
        proposal = mend(self._error) if self._error is not None and self._error.subject == self.field.value else None
        taken = self._offered[self._chosen] if self._offered else proposal
        if taken is None:
            return
        before, cursor = self.field.value, self.field.cursor_position
        text, position = taken.into(before)
        if cursor > taken.end:  # the slip stands farther back: go on where the typing was
            position = cursor + len(text) - len(before)
        self._put(text, position)
        self._error = None
        self._offer()
        self._tell()

    def action_step(self, by: int) -> None:
        """Among completions the next or the one before; else among the filters of before."""
        if self._offered and self.field.value != self._steady:
            self._chosen = (self._chosen + by) % len(self._offered)
            self._advise()
            return
        if self.field.value and self.field.value != self._steady:
            return
        kept = self.earlier.filters
        back = min(max(0, self._back - by), len(kept))
        if not self._back:
            self._own = self.field.value
        if back != self._back:
            self._back = back
            self._put(kept[-back] if back else self._own)
            self._tell()

    def _advise(self) -> None:
        if not self.display or not self.is_mounted:
            if self.suggestions.is_mounted:
                self.suggestions.show(Advice())
            return
        completions = tuple(self._offered)
        at = completions[0].start if completions else 0
        error, trouble, spot = self._error, "", None
        if error is not None and not (completions and error.position >= at):
            trouble, spot = error.problem, self._cell(error.position)
            trouble += f" · {error.hint}" if error.hint else ""
            trouble += " · Tab takes it" if mend(error) is not None and not completions else ""
        elif self._hint is not None and error is None:
            trouble, spot = self._hint[1], self._cell(self._hint[0])
        self.suggestions.show(Advice(completions, self._chosen, self._cell(at), trouble, spot, error is not None))

    def _cell(self, position: int) -> int:
        """The column of the screen on which a character of the words stands."""
        return max(0, _PROMPT_CELLS + cell_len(self.field.value[:position]) - round(self.field.scroll_offset.x))
