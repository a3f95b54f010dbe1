"""An alert: a topic that asks for it has arrivals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alert:
    """What one alert tells: one for a topic, however many entries arrived together."""

    topic: str
    """Name of the topic."""
    title: str
    """Headline of the newest of the entries."""
    source: str
    """Title of its feed."""
    numbers: tuple[int, ...]
    """The store's numbers of the entries that it stands for, the newest one last."""
    url: str | None = None
    """Address of the newest one, None if it has none."""

    @property
    def count(self) -> int:
        """How many entries it stands for."""
        return len(self.numbers)

    @property
    def others(self) -> str:
        """``, 3 more`` where it stands for more than the one it names, else nothing."""
        return f", {self.count - 1:,} more" if self.count > 1 else ""
