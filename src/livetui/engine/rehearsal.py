"""What a topic would have told in a time gone by: the rules of alerts, over what the cache holds of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from livetui.engine.alarms import Cache, made_news
from livetui.engine.alerts import Pace, is_news, replay
from livetui.model.alert import Alert
from livetui.model.filter import Filter
from livetui.model.happening import What

_PAGE = 500
"""Happenings read at a time."""
_TOLD = (What.NEW, What.CHANGED)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """An alert that would have been told."""

    at: datetime
    """When, UTC."""
    alert: Alert
    held: bool
    """It was held back: the newest of its entries had come before."""


async def rehearse(
    cache: Cache, name: str, wanted: Filter, pace: Pace, *, after: int, now: Callable[[], datetime]
) -> tuple[Rehearsed, ...]:
    """The alerts of a topic since a happening, judged by the entries as they stand today.

    Args: after: the number of the last happening that is left out. now: the time.
    """
    arrivals: dict[int, datetime] = {}
    while page := await cache.events(after, _PAGE):
        after = page[-1].seq
        fresh = {each.number: each for each in page if each.number not in arrivals and each.what in _TOLD}
        passing = await cache.passing(wanted, list(fresh))
        first = await cache.came_first(passing)
        entries = await cache.entries(passing)
        changed = [(entry, fresh[entry.number].at) for entry in entries if fresh[entry.number].what is What.CHANGED]
        news = await made_news(cache, wanted, changed)
        for entry in entries:
            found, begun = fresh[entry.number], entry.number in first
            if found.what is What.NEW and is_news(entry, found.at, regular=not begun, first=begun):
                news.add(entry.number)
        arrivals |= {number: fresh[number].at for number in news}
    ordered = sorted((at, number) for number, at in arrivals.items())
    told = list(replay(ordered, pace, now()))
    lines = await cache.headlines([max(numbers) for _, numbers in told])
    alerts: list[Rehearsed] = []
    for at, numbers in told:
        if (line := lines.get(max(numbers))) is not None:
            alert = Alert(name, line.title, line.source, tuple(sorted(numbers)), line.url)
            alerts.append(Rehearsed(at, alert, held=all(arrivals[number] < at for number in numbers)))
    return tuple(alerts)
