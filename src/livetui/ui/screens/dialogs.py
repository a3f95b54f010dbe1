"""Small screens above the reader that Esc closes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Generic, TypeVar, cast

from textual.binding import Binding
from textual.screen import ModalScreen

from livetui.ui.bindings import steering
from livetui.ui.keymap import Keyed
from livetui.ui.widgets.pageview import PageView

_Answer = TypeVar("_Answer")


class Steered(ModalScreen[_Answer], Generic[_Answer]):
    """A dialog in which nothing is typed, so that keys of the user work beside arrows, Enter and Esc."""

    STEERED: ClassVar[Mapping[str, str]] = {}
    """What it does by the keys of a command, by its id."""

    def on_mount(self) -> None:
        """Take the keys of the user."""
        for binding in steering(cast("Keyed", self.app).keymap, self.STEERED):
            self._bindings.key_to_bindings.setdefault(binding.key, [binding])


class Closing(ModalScreen[str | None]):
    """A dialog that Esc closes without an answer."""

    BINDINGS = [Binding("escape", "leave", show=False)]  # noqa: RUF012 - Textual's own form

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class DialogPage(PageView):
    """A page on the ground of dialogs."""

    ground = "surface"
    margin = 0
