"""A real terminal for the end-to-end tests: a program on a pty, and the screen a person would see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=?][0-9;]*[ $]?[a-zA-Z](?<![hl])|\x1b\[[0-9;]*\$[a-z]|\x1bP.*?\x1b\\", re.DOTALL
)
PATIENCE = 30.0
"""Seconds to wait for something to appear; passing tests never wait that long."""


class Terminal:
    """A program on a pty of its own; a context manager that leaves no process behind."""

    def __init__(
        self, argv: Sequence[str], *, columns: int = 120, rows: int = 36, environ: Mapping[str, str] | None = None
    ) -> None:
        """Args: environ: added to the test's own environment."""
        self.raw = b""
        """Every byte that the program sent."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                # A size in the environment, as some shells and test runners leave one, would go before the terminal's.
                own = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
                settings = {**own, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environ or {})}
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(argv[0], list(argv), settings)
            finally:
                os._exit(127)
        self._status: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self._screen.display)

    @property
    def screen(self) -> pyte.Screen:
        """The screen with its colours."""
        return self._screen

    def type(self, keys: str) -> None:
        """Send keys as the terminal would."""
        os.write(self._fd, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for(self, condition: str | Callable[[str], object], what: str = "", *, patience: float = PATIENCE) -> str:
        """Read until the screen shows a text (or passes a test); gives back the screen.

        Raises: AssertionError: it did not within so many seconds, or the program ended before.
        """
        shows = (lambda screen: condition in screen) if isinstance(condition, str) else condition
        end = time.monotonic() + patience
        while not shows(self.text):
            assert time.monotonic() < end, f"never saw {what or condition!r} on:\n{self.text}"
            assert self._read(0.2) or self._alive(), f"ended before {what or condition!r}; last screen:\n{self.text}"
        return self.text

    def settle(self, quiet: float, *, at_most: float = PATIENCE) -> None:
        """Read until nothing has come for so many seconds, or time is up."""
        end = time.monotonic() + at_most
        while time.monotonic() < end and self._read(quiet):
            pass

    def wait_for_end(self) -> int:
        """Read until the program ends; gives back its exit code (negative: the signal that ended it)."""
        end = time.monotonic() + PATIENCE
        while self._alive():
            assert time.monotonic() < end, f"did not end; last screen:\n{self.text}"
            self._read(0.05)
        while self._read(0.05):
            pass
        assert self._status is not None
        return os.waitstatus_to_exitcode(self._status)

    def _alive(self) -> bool:
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = status
        return self._status is None

    def _read(self, seconds: float) -> bool:
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # Linux says so when the other end is closed
            return False
        self.raw += data
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        return bool(data)
