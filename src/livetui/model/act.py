"""A mark set on many entries at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from livetui.model.entry import Flag


@dataclass(frozen=True, slots=True)
class Act:
    """What the user did to every entry that passed a filter."""

    flag: Flag
    value: bool
    """To what the flag was set."""
    at: datetime
    """When, UTC."""
    numbers: tuple[int, ...]
    """The entries that really changed, ascending."""
