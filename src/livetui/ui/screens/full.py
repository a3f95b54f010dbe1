"""What every full screen can do: tell the reader something, and run the commands that are about the app."""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from inspect import isawaitable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.actions import parse
from textual.dom import DOMNode
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from livetui.config.keys import Chord, shown_chord
from livetui.errors import LivetuiError
from livetui.text.clean import clean_line
from livetui.text.links import without_passwords
from livetui.ui.bindings import bindings
from livetui.ui.commands import BY_ID, COMMANDS, Command
from livetui.ui.hinting import Hint
from livetui.ui.keymap import Keyed, Keymap
from livetui.ui.screens.lookup import Help, Palette
from livetui.ui.widgets.bars import HintLine

if TYPE_CHECKING:
    from livetui.ui.typeahead import TypeaheadApp

log = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")
_Said = TypeVar("_Said")


class FullScreen(Screen[_Answer]):
    """A screen that fills the terminal; what its workers fail at is told."""

    OFFERED: ClassVar[frozenset[str] | None] = None
    """Ids of the commands that have keys here, None for all."""
    hints: HintLine
    acts: tuple[object, ...] = ()
    """What the screen holds to carry out commands that are not about the screen itself, each by ``action_`` methods."""
    _told_last: SeverityLevel | None = None

    def on_mount(self) -> None:
        """Take the keys of the user."""
        own = self._bindings.key_to_bindings
        own.pop("tab", None)  # Textual's own; ours is in the table
        for binding in bindings(self.keymap, self.OFFERED):
            own[binding.key] = [binding]

    # keys and commands

    @property
    def keymap(self) -> Keymap:
        """Which keys do what."""
        return cast("Keyed", self.app).keymap

    def key(self, command: str) -> str:
        """The key of a command as the user has it, for words to the user. Args: command: its id."""
        return self.keymap.first(command)

    def hint(self, *hints: Hint) -> tuple[tuple[str, str], ...]:
        """Hints with the keys of the user."""
        return tuple((self.keymap.hint(*((ids,) if isinstance(ids, str) else ids)), what) for ids, what in hints)

    def show_begun(self, begun: Chord) -> None:
        """Show keys that wait for the next one, and what may follow. Args: begun: none: nothing waits any more."""
        after = self.keymap.within(self.OFFERED, begun) if begun else ()
        self.hints.begin(
            f"{shown_chord(begun)} …" if begun else "",
            [(shown_chord(rest), BY_ID[command].title) for rest, command in after],
        )

    def hold_keys(self, answer: Awaitable[object]) -> None:
        """Let the keys typed behind this one find what it asks for, if that comes soon."""
        cast("TypeaheadApp", self.app).hold_for(answer)

    def can(self, command: Command) -> bool:
        """Does this screen, or what it holds, know what to do for a command."""
        return self._carried_out(parse(command.action)[1]) is not None

    async def run_command(self, command: str) -> None:
        """Do what a command says. Args: command: its id."""
        if self.can(BY_ID[command]):
            await self.run_action(BY_ID[command].action)
        else:
            self.tell(f"{BY_ID[command].title}: not here, but among the entries")

    async def action_command(self, command: str) -> None:
        """Do what the command of a key says: all keys come by here. Args: command: its id."""
        await self.run_command(command)

    async def run_action(self, action: str, namespaces: Mapping[str, DOMNode] | None = None) -> None:
        """Carry out what an action names, where it is: here or in one of the acts. Args: action: with its arguments."""
        _, name, arguments = parse(action)
        if (method := self._carried_out(name)) is None:
            await super().run_action(action, namespaces)  # Textual's own
        elif self.check_action(name, arguments) and isawaitable(done := method(*arguments)):
            await done

    def _carried_out(self, action: str) -> Callable[..., object] | None:
        """What carries out an action, None if nothing here does. Args: action: its name."""
        found = (getattr(each, f"action_{action}", None) for each in (self, *self.acts))
        return next((method for method in found if method is not None), None)

    # what acts ask of the screen that holds them

    @property
    def uppermost(self) -> bool:
        """Does no other screen stand above this one."""
        return self.app.screen is self

    def begin(
        self, group: str, work: Callable[[], Coroutine[None, None, None]], *, exclusive: bool = False
    ) -> Worker[None]:
        """Do work beside the keys; what it fails at is told.

        Args: group: what belongs together. exclusive: end what the group does till now: the last call wins.
        """
        return self.run_worker(work, name=group, group=group, exclusive=exclusive, exit_on_error=False)

    def ask(self, dialog: Screen[_Said], answered: Callable[[_Said | None], None]) -> None:
        """Put a dialog, or another screen, above this one. Args: answered: gets the answer, None if there is none."""
        self.app.push_screen(dialog, answered)

    # telling

    def tell(self, words: str, *, severity: SeverityLevel = "information") -> None:
        """Show a message for a moment; word of what a key did gives way to word of the next. No password is shown."""
        if severity == self._told_last == "information":
            self.app.clear_notifications()
        self._told_last = severity
        shown = clean_line(without_passwords(words), 400)
        self.notify(shown, severity=severity, markup=False, timeout=6 if severity == "error" else 3)

    @property
    def plain(self) -> bool:
        """Has the terminal too few colours to tell by: brackets say it too."""
        return "NO_COLOR" in os.environ or self.app.console.color_system in (None, "standard")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say why something could not be done; the reader goes on."""
        if event.state is WorkerState.ERROR and (error := event.worker.error) is not None:
            expected = isinstance(error, LivetuiError)
            log.log(logging.INFO if expected else logging.ERROR, "what a key began", exc_info=error)
            self.tell(str(error) if expected else f"{type(error).__name__}: {error}", severity="error")

    def action_help(self) -> None:
        """Every key and what it does."""
        self.app.push_screen(Help(self.keymap, self.size.width), self._found)

    async def _found(self, chosen: str | None) -> None:
        if chosen is not None:
            await self.run_command(chosen)

    def action_palette(self) -> None:
        """Find a command by its name."""
        offered = {command.id for command in COMMANDS if self.can(command)}
        self.app.push_screen(Palette(self.keymap, self.size.width, offered), self._found)

    async def action_theme(self) -> None:
        """Dark, light, or the user's own."""
        await self.app.run_action("next_theme")
        self.tell(f"Theme {self.app.theme}")

    async def action_themes(self) -> None:
        """Show all themes."""
        await self.app.run_action("themes")

    def action_suspend(self) -> None:
        """Back to the shell."""
        self.app.action_suspend_process()

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        self.app.refresh(layout=True)
