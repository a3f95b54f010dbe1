"""Lookup a command by typing: the command palette by name, help by group. The answer is the id of the one to run.

The list is made anew within the key press, so that Enter always runs what stands there, however fast it is typed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Container, Iterator
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
from livetui.ui.bindings import beside_words, textual_name
from livetui.ui.commands import COMMANDS, Command, Group
from livetui.ui.keymap import Keymap
from livetui.ui.screens.dialogs import Closing

_SIDE_BY_SIDE = 50
"""Columns of the terminal from which keys and what they do stand side by side."""
_WIDEST = 84
_AROUND = 8
"""Cells of a dialog that are no text, and those of the bar."""
_KEYS = 16
"""Cells for keys at most; where there are more, what they do stands below."""


_FIRST = ("filter.edit", "feeds.add", "topic.menu", "app.help", "read.quotations", "read.revisions", "feeds.health")
"""What the palette begins with: what a newcomer looks for."""


def _turn(command: Command) -> int:
    """Which commands the palette lists first; those that move, whose keys everyone finds, come last."""
    if command.id in _FIRST:
        return _FIRST.index(command.id)
    return len(_FIRST) + (command.group is Group.MOVE)


class Words(Input):
    """Takes what is looked for, and leaves some keys to those around it."""

    def __init__(self, placeholder: str, spared: Collection[str]) -> None:
        """Args: spared: the characters that close the list."""
        super().__init__(placeholder=placeholder)
        self._spared = spared

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Is a key typed here."""
        return character not in self._spared and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Let those keys pass on."""
        if event.character in self._spared:
            event.prevent_default()


class Lookup(Closing):
    """Lists the commands that fit what is typed."""

    TITLE_LINE = ""
    OPENED_BY = ""
    """The command that opens it; its keys close it, but those that may be part of a word."""
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - Textual's own form
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("down", "list('cursor_down')", show=False),
        Binding("up", "list('cursor_up')", show=False),
        Binding("pagedown", "list('page_down')", show=False),
        Binding("pageup", "list('page_up')", show=False),
        Binding("escape", "back", show=False),
    ]
    DEFAULT_CSS = """
    Lookup > Vertical { height: 90%; }
    Lookup Input { margin-bottom: 1; }
    """

    def __init__(self, keymap: Keymap, width: int) -> None:
        """Args: keymap: the user's. width: cells of the terminal."""
        super().__init__()
        self.keymap = keymap
        """The user's keys."""
        self.width = width
        """Cells of the terminal."""

    def compose(self) -> ComposeResult:
        """Title, what to look for, commands, how to leave."""
        with Vertical():
            yield Static(self.TITLE_LINE, classes="title", markup=False)
            yield Words("Type to find a command", beside_words(self.keymap, self.OPENED_BY))
            yield OptionList(markup=False)
            yield Static("↑ ↓ · Enter does it · Esc closes", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Take the keys of the user that close it; arrows, Enter and Esc stay what they are."""
        for key in map(textual_name, beside_words(self.keymap, self.OPENED_BY)):
            self._bindings.key_to_bindings.setdefault(key, [Binding(key, "leave", show=False)])

    def options(self, words: list[str]) -> Iterator[Option]:
        """What is listed: commands under their ids. Args: words: what is looked for, folded."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Lay the list out anew."""
        self.width = self.app.size.width
        self._list()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._list()

    def _list(self) -> None:
        shown = self.query_one(OptionList)
        shown.clear_options()
        shown.add_options(self.options(fold(self.query_one(Input).value).split()))
        if not shown.option_count:
            shown.add_option(Option(Content("No command like that"), disabled=True))
        shown.highlighted = next((place for place, option in enumerate(shown.options) if not option.disabled), None)
        shown.scroll_home(animate=False)

    def action_list(self, what: str) -> None:
        """Move in the list."""
        shown = self.query_one(OptionList)
        getattr(shown, f"action_{what}")()
        if shown.highlighted is not None and not any(not each.disabled for each in shown.options[: shown.highlighted]):
            shown.scroll_home(animate=False)  # the heading above the first one

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

    @property
    def room(self) -> int:
        """Cells for the words of a line."""
        return min(self.width if self.narrow else self.width * 96 // 100, _WIDEST) - _AROUND

    @property
    def narrow(self) -> bool:
        """Is there but room for one column."""
        return self.width < _SIDE_BY_SIDE


class Help(Lookup):
    """Every command with its keys, in groups."""

    TITLE_LINE = "Keys"
    OPENED_BY = "app.help"

    def options(self, words: list[str]) -> Iterator[Option]:
        """The commands that hold all words, by group."""
        fitting = [command for command in COMMANDS if self._fits(command, words)]
        for number, (group, commands) in enumerate(groupby(fitting, key=lambda command: command.group)):
            air = "\n" if number else ""
            yield Option(Content.assemble(air, (f"{group}", "bold $strong")), disabled=True)
            for command in commands:
                yield Option(self._line(command), id=command.id)

    def _fits(self, command: Command, words: list[str]) -> bool:
        """Does a command hold all the words: in its name, its help, its id; or is one of its keys what is typed."""
        about = fold(f"{command.title} {self.keymap.told(command.id)} {command.id}")
        keys = {fold(key) for key in self.keymap.shown(command.id).split()}
        return all(word in about or word in keys for word in words)

    def _line(self, command: Command) -> Content:
        keys = self.keymap.shown(command.id)
        if self.narrow:
            lines = textwrap.wrap(self.keymap.told(command.id), max(self.room - 2, 8))
            return Content.assemble((keys or command.title, "$primary"), *(f"\n  {line}" for line in lines))
        column = min(_KEYS, max(cell_len(self.keymap.shown(each.id)) for each in COMMANDS)) + 2
        lines = textwrap.wrap(self.keymap.told(command.id), self.room - column)
        apart = "\n" + " " * column
        gap = " " * (column - cell_len(keys)) if cell_len(keys) < column else apart
        return Content.assemble((keys, "$primary"), gap, apart.join(lines))


class Palette(Lookup):
    """The commands of a screen by their names."""

    TITLE_LINE = "What to do"
    OPENED_BY = "app.palette"

    def __init__(self, keymap: Keymap, width: int, offered: Container[str]) -> None:
        """Args: offered: ids of the commands that can be done now."""
        super().__init__(keymap, width)
        self._offered = offered

    def options(self, words: list[str]) -> Iterator[Option]:
        """The commands that hold all words: first those whose names begin with them, then in the name, in the help."""
        fitting = [(self._rank(command, words), command) for command in COMMANDS if command.id in self._offered]
        for rank, command in sorted(fitting, key=lambda each: (each[0], _turn(each[1]))):
            if rank < 3:
                yield Option(self._line(command), id=command.id)

    def _rank(self, command: Command, words: list[str]) -> int:
        title, about = fold(command.title), fold(f"{self.keymap.told(command.id)} {command.id}")
        if title.startswith(" ".join(words)):
            return 0
        if all(word in title for word in words):
            return 1
        return 2 if all(word in title or word in about for word in words) else 3

    def _line(self, command: Command) -> Content:
        keys = self.keymap.shown(command.id) if self.keymap.keys[command.id] else ""
        lines = textwrap.wrap(self.keymap.told(command.id), max(self.room - 2, 8))
        return Content.assemble(
            (command.title, "bold"), "  ", (keys, "$primary"), *((f"\n  {line}", "$faint") for line in lines)
        )
