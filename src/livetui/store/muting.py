"""Muting: entries that pass a rule of the user are hidden, never deleted, and shown again when no rule asks for it.

`entry.hidden` is `BY_HAND` or `MUTED`; `entry.unmuted` says that the user showed the entry: no rule hides it again.
"""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial

from livetui.errors import TooSlow
from livetui.model.filter import And, Filter, Is, Not, Or, unparse
from livetui.store import feeds, search
from livetui.store.conditions import Asked
from livetui.store.feeds import Scope
from livetui.store.lookups import Lookups
from livetui.store.values import chunks, column, marks

SHOWN, BY_HAND, MUTED = 0, 1, 2
"""What `entry.hidden` says."""
_VERSION = "1"
"""Grows whenever rules come to mean something else; all entries are looked at again then."""
_MIXED = "mixed"
"""Stands for the rules in force where entries were kept under several."""
_ANY = Or((Is("hidden"), Not(Is("hidden"))))


class Muting:
    """The rules that one connection keeps entries under."""

    def __init__(
        self,
        lookups: Lookups,
        rules: Sequence[Filter] = (),
        now: datetime | None = None,
        slow: Callable[[Filter, TooSlow], object] | None = None,
    ) -> None:
        """Args: now: in the reader's zone, in which days are cut. slow: hears of a rule that is let go of."""
        self._lookups = lookups
        self._rules = [(rule, Filter(And((And((rule.root,)), _ANY)))) for rule in rules]
        """Each with the form that is asked also of entries that are hidden."""
        self._slow = slow
        self._let_go = False
        """A rule was: what it has hidden stays so."""
        self._now = now or datetime.now(UTC)
        text = "\n".join((_VERSION, *map(unparse, rules)))
        self.digest = hashlib.sha256(text.encode()).hexdigest() if rules else ""
        """Tells these rules from others; empty for none."""

    def apply(self, raw: sqlite3.Connection, numbers: Iterable[int]) -> tuple[int, ...]:
        """Hide those of the entries that pass a rule, and show those that do no longer; the numbers of both.

        What the user has hidden or shown by hand stays so.
        """
        done: list[int] = []
        for part in chunks(sorted(set(numbers))):
            rows = raw.execute(
                "SELECT id, feed, read, hidden FROM entry"
                f" WHERE id IN ({marks(len(part))}) AND hidden <> {BY_HAND} AND unmuted = 0",
                part,
            ).fetchall()
            wanted, scope = [number for number, *_ in rows], tuple({feed for _, feed, *_ in rows})
            passing = self._asked(partial(search.passing, raw, numbers=wanted, scope=scope))
            unread: defaultdict[int, int] = defaultdict(int)
            for number, feed, read, hidden in rows:
                mute = number in passing
                if mute is not (hidden == MUTED) and (mute or not self._let_go):
                    raw.execute("UPDATE entry SET hidden = ? WHERE id = ?", (MUTED if mute else SHOWN, number))
                    unread[feed] += 0 if read else -1 if mute else 1
                    done.append(number)
            for feed, difference in unread.items():
                feeds.count(raw, feed, unread=difference)
        return tuple(done)

    def kept(self, raw: sqlite3.Connection, numbers: Iterable[int]) -> None:
        """Look at entries that are just being kept, in the same transaction."""
        if self._rules:
            self.apply(raw, numbers)
        if in_force(raw) not in (self.digest, _MIXED):
            # Another program keeps entries under other rules: whoever opens the cache next looks at all of them.
            forget(raw)

    def suspects(self, raw: sqlite3.Connection) -> list[int] | None:
        """Entries that may have to be hidden or shown by these rules, newest first; None if all were looked at."""
        if in_force(raw) == self.digest:
            return None
        every = tuple(column(raw.execute("SELECT number FROM feed")))
        passing = self._asked(partial(search.numbers, raw, scope=every))
        muted = column(raw.execute(f"SELECT id FROM entry WHERE hidden = {MUTED}"))
        return sorted(passing.difference(muted) if self._let_go else passing.symmetric_difference(muted), reverse=True)

    def settled(self, raw: sqlite3.Connection) -> None:
        """Note that all entries were looked at under these rules; where one was let go of, the next run looks again."""
        _note(raw, _MIXED if self._let_go else self.digest)

    def _asked(self, ask: Callable[..., Iterable[int]]) -> set[int]:
        """Entries that pass any of the rules. A rule that takes too long is let go of: no poll is lost for it."""
        found: set[int] = set()
        for rule, asked in list(self._rules):
            try:
                with self._lookups.question() as lookups:
                    found.update(ask(f=asked, asked=Asked(self._now, 0, lookups)))
            except TooSlow as error:
                self._rules.remove((rule, asked))
                self._let_go = True
                if self._slow is not None:
                    self._slow(rule, error)
        return found


def in_force(raw: sqlite3.Connection) -> str:
    """The digest of the rules under which the entries were kept."""
    row = raw.execute("SELECT value FROM meta WHERE name = 'mute'").fetchone()
    return "" if row is None else str(row[0])


def forget(raw: sqlite3.Connection) -> None:
    """Have all entries looked at again when the cache is opened next."""
    _note(raw, _MIXED)


def count(raw: sqlite3.Connection, scope: Scope) -> int:
    """How many entries of the scope the rules hide."""
    limited = feeds.numbers_of(raw, scope)
    where = "" if limited is None else f" AND feed IN ({marks(len(limited))})"
    return int(raw.execute(f"SELECT count(*) FROM entry WHERE hidden = {MUTED}{where}", limited or ()).fetchone()[0])


def _note(raw: sqlite3.Connection, digest: str) -> None:
    raw.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('mute', ?)", (digest,))
