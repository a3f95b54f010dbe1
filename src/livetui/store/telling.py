"""The part of the store for whoever follows the news: what polls brought in order, alerts, and bulk acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from livetui.model.act import Act
from livetui.model.entry import Flag, Revision
from livetui.model.filter import Filter
from livetui.model.happening import Happening
from livetui.store import acts, alerts, entries, events
from livetui.store.alerts import Noted
from livetui.store.conditions import Asked
from livetui.store.connection import Connection
from livetui.store.feeds import Scope
from livetui.store.lookups import Lookups
from livetui.store.muting import Muting


class Telling:
    """Works on the connection of the store; raises what every method of the store raises."""

    _db: Connection
    _lookups: Lookups
    _muting: Muting
    _baseline: int

    def newest_event(self) -> int:
        """Number of the last thing that a poll brought, 0 before the first one."""
        with self._db.reading() as raw:
            return events.newest(raw)

    def event_before(self, moment: datetime) -> int:
        """Number after which that begins which polls brought from that time on."""
        with self._db.reading() as raw:
            return events.last_before(raw, moment)

    def events(self, after: int, limit: int) -> tuple[Happening, ...]:
        """What polls brought after the one of that number, in the order in which it was kept; at most so many."""
        with self._db.reading() as raw:
            return events.after(raw, after, limit)

    def came_first(self, numbers: Sequence[int]) -> set[int]:
        """Those of the entries that the first poll of their feed brought."""
        with self._db.reading() as raw:
            return alerts.came_first(raw, numbers)

    def before_change(self, numbers: Sequence[int]) -> dict[int, Revision]:
        """The words of those of the entries that changed, until their last change that is shown."""
        with self._db.reading() as raw:
            return entries.before_change(raw, numbers)

    def note_alerts(
        self,
        hits: Mapping[str, Sequence[int]],
        *,
        since: datetime,
        now: datetime,
        may_tell: Callable[[datetime | None], bool],
    ) -> Noted:
        """Note what is to be told of each topic, and claim what may be told now: no other process tells it too.

        Args: hits: for every topic that tells, its arrivals, often none. since: what was held back earlier is let go.
        may_tell: may a topic tell now that told last at that time.
        """
        with self._db.writing() as raw:
            return alerts.note(raw, hits, since=since, now=now, may_tell=may_tell)

    def mark_passing(self, f: Filter | None, flag: Flag, value: bool, *, scope: Scope = None, now: datetime) -> Act:
        """Set a mark on every entry that passes, in one transaction, as an act that can be taken back.

        `sort:` and `limit:` of the filter are obeyed. The act is kept only if it changed something.
        """
        with self._db.writing() as raw, self._lookups.question() as lookups:
            return acts.mark_passing(raw, f, flag, value, scope=scope, asked=Asked(now, self._baseline, lookups))

    def take_back(self) -> Act | None:
        """Undo the newest act that is kept and forget it; what it was, with the entries changed back; None if none."""
        with self._db.writing() as raw:
            act = acts.take_back(raw)
            if act is not None and act.flag is Flag.HIDDEN:
                self._muting.apply(raw, act.numbers)
            return act
