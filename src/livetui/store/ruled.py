"""The rules of what is muted, as the engine sets and counts them: a part of the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from livetui.errors import TooSlow
from livetui.model.filter import Filter
from livetui.store import muting
from livetui.store.connection import Connection
from livetui.store.feeds import Scope
from livetui.store.lookups import Lookups


class Ruled:
    """Keeps entries under the rules of the user."""

    _db: Connection
    _lookups: Lookups
    _muting: muting.Muting

    def mute(
        self, rules: Sequence[Filter], now: datetime, slow: Callable[[Filter, TooSlow], object] | None = None
    ) -> None:
        """Keep entries under these rules from now on: one that passes any of them is hidden as it is stored.

        The rules depend neither on time nor on marks. Args: now: in the reader's zone, in which days are cut. slow:
        called in this thread for a rule that takes too long and is let go of; what it has hidden stays hidden.
        """
        self._muting = muting.Muting(self._lookups, rules, now, slow)

    def mute_suspects(self) -> list[int] | None:
        """Entries of the whole cache that the rules may have to hide or show, for `remute`; None: all is in order."""
        with self._db.reading() as raw:
            return self._muting.suspects(raw)

    def remute(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Bring these entries in line with the rules; those that were really hidden or shown."""
        with self._db.writing() as raw:
            return self._muting.apply(raw, numbers)

    def muted_all(self) -> None:
        """Note that `remute` was called for all `mute_suspects`."""
        with self._db.writing() as raw:
            self._muting.settled(raw)

    def muted(self, *, scope: Scope = None) -> int:
        """How many entries the rules hide."""
        with self._db.reading() as raw:
            return muting.count(raw, scope)
