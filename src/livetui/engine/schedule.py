"""When a feed is polled next. Pure: a function of its history, what the poll brought, the settings and `now`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from livetui.config import Refresh
from livetui.errors import RetrieveError
from livetui.model.feed import Feed, FeedStatus

LONGEST = 24 * 3600
"""Seconds: no back-off and no Retry-After keeps a feed away for longer."""
OFFLINE_RETRY = 60
"""Seconds until the next attempt when the network itself is gone."""
JITTER = 0.1
"""Share of an interval by which a poll may come earlier or later, so that feeds do not march in step."""
GROWTH = 1.5
"""An interval grows by this factor when nothing changed and shrinks by it when something did."""


@dataclass(frozen=True, slots=True)
class Plan:
    """When to poll next, and how the feed stands."""

    next_poll: datetime | None
    """None: not before the user asks."""
    interval: int
    """Seconds; the next decision starts from it."""
    status: FeedStatus
    failures: int


def after_success(
    feed: Feed, settings: Refresh, now: datetime, *, changed: bool, asked: float | None = None, chance: float = 0.0
) -> Plan:
    """Plan after a good poll.

    Args:
        changed: the poll brought something new.
        asked: seconds the feed asks to be left alone (ttl, max-age), None if it says nothing.
        chance: from -1 to 1, drawn by the caller.
    """
    if feed.every is not None:
        interval = lowest = feed.every
    else:
        interval = feed.interval or settings.every
        if feed.last_poll is not None:
            interval = round(interval / GROWTH if changed else interval * GROWTH)
        lowest = max(settings.floor, min(round(asked or 0), settings.ceiling))
        interval = min(max(interval, lowest), max(settings.ceiling, lowest))
    # Jitter never brings a poll sooner than the settings allow and the feed asks, nor lets feeds march in step there.
    soonest = _later(now, lowest, abs(chance))
    return Plan(max(_later(now, interval, chance), soonest), interval, FeedStatus.OK, 0)


def after_failure(feed: Feed, settings: Refresh, now: datetime, error: Exception, *, chance: float = 0.0) -> Plan:
    """Plan after a failed poll: doubled each time, later if Retry-After says so, never if the feed is gone (410)."""
    interval = feed.every or feed.interval or settings.every
    failures = feed.failures + 1
    if isinstance(error, RetrieveError):
        if error.status == 410:
            return Plan(None, interval, FeedStatus.GONE, failures)
        if error.offline:
            # The network's fault, not the feed's: it must not be kept away for it once the network is back.
            wait = min(interval, OFFLINE_RETRY)
            return Plan(_later(now, wait, chance), interval, FeedStatus.ERROR, feed.failures)
    wait = min(interval * 2 ** min(failures, 20), LONGEST)
    if isinstance(error, RetrieveError) and error.retry_after is not None:
        wait = min(max(wait, round(error.retry_after)), LONGEST)
        chance = abs(chance)  # never before the time the server named
    return Plan(_later(now, wait, chance), interval, FeedStatus.ERROR, failures)


def is_due(feed: Feed, now: datetime) -> bool:
    """Whether the schedule wants this feed polled at `now`."""
    if feed.status is FeedStatus.GONE:
        return False
    if feed.next_poll is None:
        return True
    # A clock that was set back must not silence a feed: nothing is ever planned further ahead than this.
    furthest = max(LONGEST, feed.every or 0, feed.interval or 0) * (1 + JITTER) + 60
    return feed.next_poll <= now or feed.next_poll > now + timedelta(seconds=furthest)


def _later(now: datetime, seconds: float, chance: float) -> datetime:
    return now + timedelta(seconds=seconds * (1 + JITTER * max(-1.0, min(1.0, chance))))
