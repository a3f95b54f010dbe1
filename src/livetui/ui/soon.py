"""What is done before long, once for all that asked for it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.timer import Timer


class Clock(Protocol):
    """Where timers run: a screen."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call back once, after so many seconds."""


class Soon:
    """Called, it does one thing after a while; called again before that, it is the same one time."""

    def __init__(self, clock: Clock, seconds: float, do: Callable[[], None]) -> None:
        self._clock = clock
        self._seconds = seconds
        self._do = do
        self._waiting: Timer | None = None

    def __call__(self) -> None:
        """Do it before long."""
        if self._waiting is None:
            self._waiting = self._clock.set_timer(self._seconds, self._now)

    def _now(self) -> None:
        self._waiting = None
        self._do()
