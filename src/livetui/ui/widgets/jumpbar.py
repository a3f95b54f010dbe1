"""Where words of a headline are typed to go there."""

from __future__ import annotations

from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from livetui.ui.bindings import beside_words, textual_name
from livetui.ui.keymap import Keyed


class _Field(Input):
    """A line to type in; the key that opened the bar goes on to the next headline, unless words are made of it."""

    def on_mount(self) -> None:
        """Take the key of the user."""
        for key in map(textual_name, beside_words(cast("Keyed", self.app).keymap, "move.jump")):
            self._bindings.key_to_bindings[key] = [Binding(key, "onward", show=False, priority=True)]

    class Onward(Message):
        """The next headline is asked for."""

    def action_onward(self) -> None:
        """Ask for the next one."""
        self.post_message(self.Onward())


class JumpBar(Horizontal):
    """One line: words of a headline; what is listed stays as it is."""

    DEFAULT_CSS = """
    JumpBar { height: 1; background: $panel; display: none; }
    JumpBar Label { width: 3; color: $primary; text-style: bold; }
    JumpBar .found { width: auto; max-width: 60%; color: $foreground; text-style: none; padding: 0 1; }
    JumpBar .found.-none { color: $error; }
    JumpBar Input { width: 1fr; min-width: 6; height: 1; border: none; padding: 0; background: $panel; }
    JumpBar Input:focus { border: none; background: $panel; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("escape", "leave", show=False),
        Binding("tab", "done", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    class Typed(Message):
        """Other words are looked for."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

        def can_replace(self, message: Message) -> bool:
            """Only the last state of a burst matters."""
            return isinstance(message, JumpBar.Typed)

    class Stepped(Message):
        """The next headline is asked for, or the one before."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Closed(Message):
        """The reader is there, or wants back."""

        def __init__(self, *, stay: bool) -> None:
            super().__init__()
            self.stay = stay
            """Stay at the headline found."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.field = _Field(placeholder="words of a headline", select_on_focus=False)
        """Takes what is typed."""
        self._told = Label("", classes="found", markup=False)

    def compose(self) -> ComposeResult:
        """Sign, words, and which of how many."""
        yield Label(" ' ", markup=False)
        yield self.field
        yield self._told

    def open(self) -> None:
        """Show the bar; what was typed last can be typed over, or gone on with."""
        self.display = True
        self.field.focus()
        self.field.action_select_all()

    def close(self) -> None:
        """Hide the bar."""
        self.display = False

    def tell(self, found: str, *, none: bool = False) -> None:
        """Say which of how many headlines this is. Args: none: there is none."""
        self._told.set_class(none, "-none")
        self._told.update(found)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_done()

    @on(_Field.Onward)
    def _onward(self) -> None:
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """Ask for the next headline, or the one before."""
        self.post_message(self.Stepped(by))

    def action_done(self) -> None:
        """Stay there."""
        self.post_message(self.Closed(stay=True))

    def action_leave(self) -> None:
        """Go back to where the bar was opened."""
        self.post_message(self.Closed(stay=False))
