"""What the readers of the formats have in common: what they found, before ids are settled and caps are applied."""

from __future__ import annotations

from dataclasses import dataclass, field

from livetui.engine.identity import Stated


@dataclass(slots=True)
class Reading:
    """The content of a feed as one format's reader found it."""

    entries: list[Stated]
    strategy: str
    title: str | None = None
    site: str | None = None
    lang: str | None = None
    ttl: int | None = None
    notes: list[str] = field(default_factory=list)
    cut: int = 0
    """How many bodies were cut."""
    deleted: tuple[str, ...] = ()
    """Ids of entries that it says are deleted."""
    hub: str | None = None
    """Address of the hub that announces its news (WebSub)."""
