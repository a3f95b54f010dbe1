"""One livetui polls at a time: a lock on a file, released by the system when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    from fcntl import LOCK_EX, LOCK_NB, flock


class PollingLock:
    """Held by the reader that polls."""

    def __init__(self, path: Path) -> None:
        """Args: path: the file to lock; made if missing."""
        self._path = path
        self._descriptor: int | None = None
        self._unlocked = False

    @property
    def held(self) -> bool:
        """Whether this process is the one that polls."""
        return self._descriptor is not None or self._unlocked

    def take(self) -> bool:
        """Try to become the one that polls; never waits."""
        if self.held:
            return True
        if sys.platform == "win32":  # no flock there: every instance polls, which is impolite but harms nothing
            self._unlocked = True
            return True
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError:
            self._unlocked = True  # a read-only folder: nobody else can hold it either
            return True
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let another one poll."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
