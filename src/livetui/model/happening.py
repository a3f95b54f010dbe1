"""What polls brought, one thing after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class What(StrEnum):
    """What a poll found of an entry."""

    NEW = "new"
    CHANGED = "changed"
    """It gained a revision that is shown."""
    WITHDRAWN = "withdrawn"
    BACK = "back"
    """It is there again after a withdrawal."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that a poll found, in the order in which the cache kept it."""

    seq: int
    """Grows with each; whoever remembers the last one it saw misses nothing and sees nothing twice."""
    number: int
    """The store's number of the entry."""
    what: What
    at: datetime
    """When it was found, UTC."""
