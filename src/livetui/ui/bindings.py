"""The table of commands as Textual's bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from livetui.ui.commands import COMMANDS

_BEFORE_WIDGETS = frozenset({"app.quit", "app.palette", "app.suspend"})
"""Commands whose control keys hold also while something is typed."""


def bindings() -> list[BindingType]:
    """A binding for each key of each command of the reader."""
    return [
        Binding(
            key,
            command.action,
            command.title,
            show=False,
            id=f"{command.id}:{place}",
            priority=command.id in _BEFORE_WIDGETS and key.startswith("ctrl+"),
        )
        for command in COMMANDS
        for place, key in enumerate(command.keys)
    ]
