"""What can be done to many entries at once, in words, and to which of them it would make a difference."""

from __future__ import annotations

from dataclasses import dataclass, replace

from livetui.model.entry import Flag
from livetui.model.filter import And, Filter, Is, Not
from livetui.model.filter_tree import flat

_STATES = {Flag.READ: "read", Flag.STARRED: "starred", Flag.HIDDEN: "hidden"}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do."""

    name: str
    """A word to choose it by."""
    flag: Flag
    value: bool
    question: str
    """With ``{}`` for how many entries."""
    says: str
    """What a toast tells after the number of entries."""

    def bound(self, f: Filter) -> Filter:
        """The entries that pass a filter and are not so yet."""
        state = Is(_STATES[self.flag])
        return replace(f, root=flat(And, (f.root, Not(state) if self.value else state)))


DEEDS = (
    Deed("read", Flag.READ, True, "Mark {} read?", "marked read"),
    Deed("unread", Flag.READ, False, "Mark {} unread?", "marked unread"),
    Deed("star", Flag.STARRED, True, "Star {}?", "starred"),
    Deed("unstar", Flag.STARRED, False, "Take the star from {}?", "no longer starred"),
    Deed("hide", Flag.HIDDEN, True, "Hide {}?", "hidden"),
    Deed("unhide", Flag.HIDDEN, False, "Show {} again?", "shown again"),
)


def deed(name: str) -> Deed:
    """The deed of that name."""
    return next(each for each in DEEDS if each.name == name)


def deed_of(flag: Flag, *, value: bool) -> Deed:
    """The deed that sets a flag so."""
    return next(each for each in DEEDS if (each.flag, each.value) == (flag, value))


def entries(count: int) -> str:
    """``1 entry``, ``1,204 entries``."""
    return "1 entry" if count == 1 else f"{count:,} entries"
