"""Help: every command with the keys of the user, found by typing, run by Enter."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from livetui.model.words import fold
from livetui.ui.commands import COMMANDS, Command
from livetui.ui.keymap import Keymap
from livetui.ui.screens.dialogs import Closing

_SIDE_BY_SIDE = 50
"""Columns of the terminal from which keys and what they do stand side by side."""
_WIDEST = 84
_AROUND = 8
"""Cells of a dialog that are no text, and those of the bar."""
_KEYS = 16
"""Cells for keys at most; where there are more, what they do stands below."""


class Words(Input):
    """Takes what is looked for, and leaves the key that opened help to close it."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Is a key typed here."""
        return character != "?" and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Let that key pass on."""
        if event.character == "?":
            event.prevent_default()


class Help(Closing):
    """Lists the commands that fit what is typed; the answer is the id of the one to run."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("down", "list('cursor_down')", show=False),
        Binding("up", "list('cursor_up')", show=False),
        Binding("pagedown", "list('page_down')", show=False),
        Binding("pageup", "list('page_up')", show=False),
        Binding("escape", "back", show=False),
        Binding("question_mark", "leave", show=False),
    ]
    DEFAULT_CSS = """
    Help > Vertical { height: 90%; }
    Help Input { margin-bottom: 1; }
    Help.-short Input { margin: 0; }
    """

    def __init__(self, keymap: Keymap, width: int) -> None:
        """Args: keymap: the user's. width: cells of the terminal."""
        super().__init__()
        self._keymap = keymap
        self._width = width

    def compose(self) -> ComposeResult:
        """Title, what to look for, commands, how to leave."""
        with Vertical():
            yield Static("Keys", classes="title", markup=False)
            yield Words(placeholder="Type to find a command")
            yield OptionList(markup=False)
            yield Static("↑ ↓ choose · Enter does it · Esc closes", classes="hint", markup=False)

    def on_resize(self) -> None:
        """Lay the list out anew."""
        self._width = self.app.size.width
        self._list()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._list()

    def _list(self) -> None:
        shown = self.query_one(OptionList)
        at = shown.highlighted
        before = shown.get_option_at_index(at).id if at is not None else None
        shown.clear_options()
        words = fold(self.query_one(Input).value).split()
        shown.add_options(self._options(words))
        if not shown.option_count:
            shown.add_option(Option(Content("No command like that"), disabled=True))
        first = next((place for place, option in enumerate(shown.options) if not option.disabled), None)
        kept = next((place for place, option in enumerate(shown.options) if option.id == before), None)
        shown.highlighted = kept if before is not None and kept is not None and not words else first
        if shown.highlighted == first:
            shown.scroll_home(animate=False)

    def _options(self, words: list[str]) -> Iterator[Option]:
        fitting = [command for command in COMMANDS if self._fits(command, words)]
        for number, (group, commands) in enumerate(groupby(fitting, key=lambda command: command.group)):
            air = "\n" if number else ""
            yield Option(Content.assemble(air, (f"{group}", "bold $strong")), disabled=True)
            for command in commands:
                yield Option(self._line(command), id=command.id)

    def _fits(self, command: Command, words: list[str]) -> bool:
        """Does a command hold all the words: in its name, its help, its id; or is one of its keys what is typed."""
        about = fold(f"{command.title} {command.help} {command.id}")
        keys = {fold(key) for key in self._keymap.shown(command.id).split()}
        return all(word in about or word in keys for word in words)

    def _line(self, command: Command) -> Content:
        keys = self._keymap.shown(command.id)
        room = min(self._width, _WIDEST) - _AROUND
        if self._width < _SIDE_BY_SIDE:
            lines = textwrap.wrap(command.help, max(room - 2, 8))
            return Content.assemble((keys or command.title, "$primary"), *(f"\n  {line}" for line in lines))
        column = min(_KEYS, max(cell_len(self._keymap.shown(each.id)) for each in COMMANDS)) + 2
        lines = textwrap.wrap(command.help, room - column)
        apart = "\n" + " " * column
        gap = " " * (column - cell_len(keys)) if cell_len(keys) < column else apart
        return Content.assemble((keys, "$primary"), gap, apart.join(lines))

    def action_list(self, what: str) -> None:
        """Move in the list."""
        shown = self.query_one(OptionList)
        if what == "cursor_up" and shown.highlighted == 1:
            shown.scroll_home(animate=False)  # the heading above the first one
        else:
            getattr(shown, f"action_{what}")()

    def action_back(self) -> None:
        """Take back what is typed, then close."""
        field = self.query_one(Input)
        if field.value:
            field.value = ""
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        shown = self.query_one(OptionList)
        if shown.highlighted is not None:
            self.dismiss(shown.get_option_at_index(shown.highlighted).id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
