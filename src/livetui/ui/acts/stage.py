"""What an act asks of the screen that holds it; `FullScreen` has all of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Protocol, TypeVar

from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.worker import Worker

_Said = TypeVar("_Said")


class Stage(Protocol):
    """Where an act takes place: a screen that tells, asks, and sees to work beside the keys."""

    @property
    def uppermost(self) -> bool:
        """Does no other screen stand above this one."""

    def key(self, command: str) -> str:
        """The key of a command as the user has it, for words to the user. Args: command: its id."""

    def tell(self, words: str, *, severity: SeverityLevel = "information") -> None:
        """Show a message for a moment."""

    def begin(
        self, group: str, work: Callable[[], Coroutine[None, None, None]], *, exclusive: bool = False
    ) -> Worker[None]:
        """Do work beside the keys; what it fails at is told.

        Args: group: what belongs together. exclusive: end what the group does till now: the last call wins.
        """

    def hold_keys(self, answer: Awaitable[object]) -> None:
        """Let the keys typed behind this one find what it asks for, if that comes soon."""

    def ask(self, dialog: Screen[_Said], answered: Callable[[_Said | None], None]) -> None:
        """Put a dialog, or another screen, above this one. Args: answered: gets the answer, None if there is none."""
