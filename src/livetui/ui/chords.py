"""Keys pressed one after another: ``g g``, ``ctrl+x k``.

A key that others begin with waits for the next one, shown in the hint line with what may follow. After a second its own
command runs, if it has one; Esc drops it.
"""

from __future__ import annotations

from textual import events
from textual.timer import Timer
from textual.widgets import Input

from livetui.config.keys import Chord, shown_chord
from livetui.ui.bindings import bindings_of_app
from livetui.ui.keymap import Keymap
from livetui.ui.screens.full import FullScreen
from livetui.ui.typeahead import TypeaheadApp

WAIT = 1.0
"""Seconds that keys already pressed wait for the next one."""


class KeyedApp(TypeaheadApp):
    """An application whose full screens run commands by the keys of the user."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.keymap = keymap
        """Which keys do what."""
        self._begun: Chord = ()
        self._begun_on: FullScreen[object] | None = None
        self._waiting: Timer | None = None
        self._bindings.key_to_bindings.pop("ctrl+q")  # Textual's own would stay where the user binds otherwise
        for binding in bindings_of_app(keymap):
            self._bindings.key_to_bindings[binding.key] = [binding]

    async def take(self, key: events.Key) -> bool:
        """Gather keys that belong together."""
        screen, begun = self.screen, self._begun
        self._drop()
        if not isinstance(screen, FullScreen) or isinstance(self.focused, Input):
            return False
        if begun and screen is not self._begun_on:
            begun = ()
        pressed = (*begun, _pressed(key))
        if begun and pressed[-1] == "escape" and self.keymap.command(screen.OFFERED, pressed) is None:
            return True
        if any(self.keymap.within(screen.OFFERED, pressed)):
            self._wait_on(screen, pressed)
            return True
        if not begun:
            return False
        if await self._run(screen, pressed):
            return True
        if await self._run(screen, begun):
            self.take_again(key)
        else:
            screen.tell(f"{shown_chord(pressed)} does nothing")
        return True

    def _wait_on(self, screen: FullScreen[object], pressed: Chord) -> None:
        self._begun, self._begun_on = pressed, screen
        self._waiting = self.set_timer(WAIT, self._overdue)
        screen.show_begun(pressed)

    def _drop(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if self._begun_on is not None:
            self._begun_on.show_begun(())
        self._begun = ()

    async def _overdue(self) -> None:
        begun, screen = self._begun, self._begun_on
        self._drop()
        if screen is not None and screen is self.screen:
            await self.between_keys(lambda: self._run(screen, begun))

    async def _run(self, screen: FullScreen[object], chord: Chord) -> bool:
        """Run the command of keys. Returns: have they one."""
        command = self.keymap.command(screen.OFFERED, chord)
        if command is not None:
            await screen.run_command(command)
        return command is not None


def _pressed(key: events.Key) -> str:
    """A key by our name for it: the character that it types, if it types one."""
    types = key.character is not None and key.is_printable and key.key != "space" and "+" not in key.key
    return key.character if types and key.character is not None else key.key
