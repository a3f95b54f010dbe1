"""Small screens above the reader that Esc closes."""

from __future__ import annotations

from textual.binding import Binding
from textual.screen import ModalScreen

from livetui.ui.widgets.pageview import PageView


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
