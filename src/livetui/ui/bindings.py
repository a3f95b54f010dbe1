"""The keys of commands as Textual's bindings. Keys pressed one after another are seen to in `chords`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from textual.binding import Binding

from livetui.ui.commands import COMMANDS
from livetui.ui.keymap import Keymap

_META_DIGITS = dict(zip("0123456789", "º¡™£¢∞§¶•ª", strict=True))
"""Most terminals send Escape and a digit for Alt and the digit; Textual reads that as what a Mac types with Option."""
_FUNCTION = re.compile(r"f\d+")


def bindings(keymap: Keymap, ids: Container[str] | None = None) -> Iterator[Binding]:
    """A binding for each single key of each command. Args: ids: of these commands only; None: of all."""
    for command in COMMANDS:
        if ids is not None and command.id not in ids:
            continue
        for place, key in enumerate(_single(keymap, command.id)):
            yield Binding(key, f"command('{command.id}')", command.title, show=False, id=f"{command.id}:{place}")


def steering(keymap: Keymap, actions: Mapping[str, str]) -> Iterator[Binding]:
    """The user's keys for what a dialog does by itself. Args: actions: its own, by the command whose keys do it."""
    for command, action in actions.items():
        yield from (Binding(key, action, show=False) for key in _single(keymap, command))


def beside_words(keymap: Keymap, command: str) -> list[str]:
    """The keys of a command that hold while words are typed: marks, function keys, those with Ctrl or Alt."""
    keys = (chord[0] for chord in keymap.keys[command] if len(chord) == 1)
    return [key for key in keys if not key.isalnum() or _FUNCTION.fullmatch(key)]


def bindings_of_app(keymap: Keymap) -> Iterator[Binding]:
    """Keys that hold also in dialogs and while something is typed: those that leave and type nothing."""
    for key in _single(keymap, "app.quit"):
        if key.startswith("ctrl+"):
            yield Binding(key, "quit", show=False, priority=True)


def _single(keymap: Keymap, command: str) -> Iterator[str]:
    for chord in keymap.keys[command]:
        if len(chord) == 1:
            key = chord[0]
            yield textual_name(key)
            if key.startswith("alt+") and key[-1] in _META_DIGITS:
                yield textual_name(_META_DIGITS[key[-1]])


def textual_name(key: str) -> str:
    """A key by Textual's name for it."""
    if key == ",":
        return "comma"  # Textual takes it for what stands between two keys
    return next(iter(Binding.make_bindings([Binding(key, "")]))).key
