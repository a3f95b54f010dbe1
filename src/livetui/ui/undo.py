"""What was done, so that it can be taken back, newest first."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from livetui.model.entry import Flag

_MOST = 200


@dataclass(slots=True)
class Act:
    """One mark set on some entries."""

    flag: Flag
    value: bool
    """What it was set to."""
    numbers: tuple[int, ...]
    """The entries it really changed; those expected to change until the store has answered."""
    says: str
    """What a toast tells, such as ``marked 12 read``."""
    left: int | None = None
    """The entry under the cursor that it took away, None if it took another."""
    landed: int | None = None
    """Where the cursor went then: from there undo takes it back."""


@dataclass(slots=True)
class Managed:
    """One change to the list of feeds."""

    says: str
    """What a toast tells, such as ``paused Example Wire``."""
    take_back: Callable[[], Awaitable[object]] | None = None
    """Undoes it; None until it is done."""


class UndoStack:
    """The last acts; the oldest are forgotten."""

    def __init__(self) -> None:
        self._acts: deque[Act | Managed] = deque(maxlen=_MOST)
        self.order = asyncio.Lock()
        """Held while the list of feeds is changed, so that it is changed and changed back in order."""

    def push(self, act: Act | Managed) -> None:
        """Remember an act."""
        self._acts.append(act)

    def pop(self) -> Act | Managed | None:
        """The last act, None when there is none."""
        return self._acts.pop() if self._acts else None

    def drop(self, act: Act | Managed) -> None:
        """Forget an act that failed or changed nothing."""
        if act in self._acts:
            self._acts.remove(act)
