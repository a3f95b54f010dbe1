"""Who has the cache open: a lock on a file beside it, which a killed program can't leave behind.

SQLite's own locks do not tell whether anybody else has the file open; repairing it is only safe when nobody has. Where
files can't be locked (some network folders) nobody can know, so nothing is ever repaired there.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from livetui.errors import StoreLocked

_PAUSE = 0.01
"""Seconds between two looks at a lock that is taken."""


class Claim:
    """A share in the cache, held as long as it is open. The first one has it for itself until `share`."""

    def __init__(self, path: Path, *, busy: float, subject: str) -> None:
        """Args: path: the lock file. busy: seconds to wait while another program makes or repairs the cache."""
        self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self.alone = True
        """Nobody else has the cache open."""
        try:
            self.alone = self._try(exclusive=True)
            if not self.alone:
                self._wait(time.monotonic() + busy, subject)
        except StoreLocked:
            self.release()
            raise
        except OSError:  # no locks here (ENOLCK, ENOTSUP, …): go on without knowing of others
            self.alone = False

    def share(self) -> None:
        """Let others in."""
        if self.alone:
            self.alone = False
            self._lock(exclusive=False, wait=True)

    def release(self) -> None:
        """Give the share back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _wait(self, deadline: float, subject: str) -> None:
        while not self._try(exclusive=False):
            if time.monotonic() >= deadline:
                raise StoreLocked(subject, "another program is making or repairing the cache; try again")
            time.sleep(_PAUSE)

    def _try(self, *, exclusive: bool) -> bool:
        """False when somebody holds it. Raises: OSError: this file can't be locked at all."""
        try:
            self._lock(exclusive=exclusive, wait=False)
        except BlockingIOError:
            return False
        return True

    if sys.platform == "win32":

        def _lock(self, *, exclusive: bool, wait: bool) -> None:
            """Windows doesn't let anybody rename a file that is open, so there is nothing to guard."""

    else:

        def _lock(self, *, exclusive: bool, wait: bool) -> None:
            import fcntl  # not on every system

            assert self._descriptor is not None
            kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
            fcntl.flock(self._descriptor, kind | (0 if wait else fcntl.LOCK_NB))
