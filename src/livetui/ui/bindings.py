"""The table of commands as Textual's bindings."""

from __future__ import annotations

from collections.abc import Container, Iterator

from textual.binding import Binding, BindingType

from livetui.ui.commands import COMMANDS

_BEFORE_WIDGETS = frozenset({"app.quit", "app.palette", "app.suspend"})
"""Commands whose control keys hold also while something is typed."""
_META_DIGITS = dict(zip("0123456789", "º¡™£¢∞§¶•ª", strict=True))
"""Most terminals send Escape and a digit for Alt and the digit; Textual reads that as what a Mac types with Option."""


def bindings(ids: Container[str] | None = None) -> list[BindingType]:
    """A binding for each key of each command. Args: ids: of these commands only; None: of all."""
    return list(_bindings(ids))


def _bindings(ids: Container[str] | None) -> Iterator[Binding]:
    for command in COMMANDS:
        if ids is not None and command.id not in ids:
            continue
        keys = [*command.keys]
        keys += [_META_DIGITS[key[-1]] for key in command.keys if key.startswith("alt+") and key[-1] in _META_DIGITS]
        for place, key in enumerate(keys):
            first = command.id in _BEFORE_WIDGETS and key.startswith("ctrl+")
            yield Binding(key, command.action, command.title, show=False, id=f"{command.id}:{place}", priority=first)
