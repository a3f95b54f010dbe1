"""What every full screen can do: tell the reader something, and run the commands that are about the app."""

from __future__ import annotations

from typing import TypeVar

from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from livetui.errors import LivetuiError
from livetui.text.clean import clean_line
from livetui.ui.screens.dialogs import Help

_Answer = TypeVar("_Answer")


class FullScreen(Screen[_Answer]):
    """A screen that fills the terminal; what its workers fail at is told."""

    _told_last: SeverityLevel | None = None

    def tell(self, words: str, *, severity: SeverityLevel = "information") -> None:
        """Show a message for a moment; word of what a key did gives way to word of the next."""
        if severity == self._told_last == "information":
            self.app.clear_notifications()
        self._told_last = severity
        self.notify(clean_line(words, 400), severity=severity, markup=False, timeout=6 if severity == "error" else 3)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say why something could not be done; the reader goes on."""
        if event.state is WorkerState.ERROR and (error := event.worker.error) is not None:
            self.log.error(error)
            expected = isinstance(error, LivetuiError)
            self.tell(str(error) if expected else f"{type(error).__name__}: {error}", severity="error")

    def action_help(self) -> None:
        """Every key and what it does."""
        self.app.push_screen(Help(self.size.width))

    def action_palette(self) -> None:
        """Find a command by its name."""
        self.app.action_command_palette()

    async def action_theme(self) -> None:
        """Dark or light."""
        await self.app.run_action("next_theme")

    def action_suspend(self) -> None:
        """Back to the shell."""
        self.app.action_suspend_process()

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        self.app.refresh(layout=True)
