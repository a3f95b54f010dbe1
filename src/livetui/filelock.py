"""A lock on a file, held by one process at a time and released by the system when that one ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    from fcntl import LOCK_EX, LOCK_NB, flock


class FileLock:
    """The right to do something alone."""

    def __init__(self, path: Path) -> None:
        """Args: path: the file to lock; made if missing, never removed."""
        self._path = path
        self._descriptor: int | None = None
        self._granted = False

    @property
    def held(self) -> bool:
        """Whether this process has it."""
        return self._descriptor is not None or self._granted

    def take(self, *, wait: bool = False) -> bool:
        """Try to get it; with `wait`, until it is free.

        Where files can't be locked (a read-only folder, some network file systems, Windows) everyone gets it: to act
        twice is impolite, never to act is worse.
        """
        if self.held:
            return True
        if sys.platform == "win32":
            self._granted = True
            return True
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            self._granted = True
            return True
        try:
            flock(descriptor, LOCK_EX if wait else LOCK_EX | LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            self._granted = error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN)
            return self._granted
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let another one have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor = None
        self._granted = False


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock on this file while the block runs, after waiting for it."""
    lock = FileLock(path)
    lock.take(wait=True)
    try:
        yield
    finally:
        lock.release()
