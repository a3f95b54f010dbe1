"""Which arrivals are told as alerts, and when: decided from what is given, without cache or clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from operator import itemgetter

from livetui.config import Alerts, Quiet
from livetui.engine.article import Wording
from livetui.model.entry import CachedEntry, moment
from livetui.model.filter import Filter, matches
from livetui.text.patterns import Finder

RECENT = timedelta(hours=1)
"""At the first poll of a feed in a run, only what was published since then is news."""
NEWS = timedelta(days=1)
"""At later polls, what was published since then: outlets list some entries hours late."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a topic may tell."""

    throttle: timedelta
    """From one alert of a topic to its next at least."""
    quiet: Quiet | None = None
    """Hours of every day without alerts."""
    zone: tzinfo | None = None
    """The reader's zone, None for the system's."""

    @classmethod
    def of(cls, settings: Alerts, zone: tzinfo | None = None) -> Pace:
        """What the user's settings say."""
        return cls(timedelta(seconds=settings.throttle), settings.quiet, zone)

    def earliest(self, last: datetime | None, now: datetime) -> datetime:
        """When the next alert of a topic may be told, `now` at the earliest. Args: last: when it last told."""
        when = now if last is None else max(now, last + self.throttle)
        local = when.astimezone(self.zone)
        if self.quiet is None or not self.quiet.covers(local.time()):
            return when
        day = local.date() if local.time() < self.quiet.end else local.date() + timedelta(days=1)
        over = datetime.combine(day, self.quiet.end, self.zone)
        return over.astimezone(when.tzinfo)


def is_news(entry: CachedEntry, found: datetime, *, regular: bool, first: bool) -> bool:
    """Is an arrival recent enough to be told.

    Args:
        found: when it was found.
        regular: its feed had been polled in this run before, so it is new since then.
        first: it came with the first poll of its feed, as old ones do: without a time of its own it says nothing.
    """
    if first and entry.entry.published is None:
        return False
    return moment(entry.number) >= found - (NEWS if regular else RECENT)


def made_to_pass(f: Filter, entry: CachedEntry, before: Wording, now: datetime) -> bool:
    """Did an entry that passes not do so before its last change: then the change is what is told.

    Args: before: its words until then. Its quotations by then are those of today whose words it had.
    """
    words = f"{before.title or ''}\n{before.text}"
    quotes = tuple(quote for quote in entry.quotes if all(part in words for part in quote.text.split(" … ")))
    stated = replace(entry.entry, title=before.title)
    old = replace(entry, entry=stated, text=before.text, quotes=quotes, revisions=max(entry.revisions - 1, 0))
    return not matches(f, old, now.astimezone(), Finder())


def replay(
    arrivals: Iterable[tuple[datetime, int]], pace: Pace, until: datetime
) -> Iterator[tuple[datetime, Sequence[int]]]:
    """Tell when a topic would have told of which arrivals.

    Args: arrivals: time and number of each, in order; those of one time came together. until: now.
    """
    last: datetime | None = None
    held: list[int] = []
    due = until
    for at, together in groupby(arrivals, key=itemgetter(0)):
        if held and due <= at:
            yield due, tuple(held)
            last, held = due, []
        held += [number for _, number in together]
        due = pace.earliest(last, at)
        if due <= at:
            yield at, tuple(held)
            last, held = at, []
    if held and due <= until:
        yield due, tuple(held)
