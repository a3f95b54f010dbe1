"""When a feed is polled next. Pure: a function of its history, what the poll brought, the settings and `now`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from livetui.config import Refresh
from livetui.errors import RetrieveError
from livetui.model.feed import Feed, FeedKind, FeedStatus, Why

LONGEST = 24 * 3600
"""Seconds: no back-off and no Retry-After keeps a feed away for longer."""
OFFLINE_RETRY = 60
"""Seconds until the next attempt when the network itself is gone."""
JITTER = 0.1
"""Share of an interval by which a poll may come earlier or later, so that feeds do not march in step."""
GROWTH = 1.5
"""An interval grows by this factor when nothing changed and shrinks by it when something did."""
LIVE_FLOOR = 15
"""Seconds: no live page is polled more often by the schedule."""
LIVE_START = 30
"""Seconds between two polls of a live page that has just changed."""
LIVE_CEILING = 300
"""Seconds between two polls of a live page on which nothing happens for a while."""
LIVE_OVER = 900
"""Seconds between two polls of a live page that is over."""
SILENCE = timedelta(hours=3)
"""A live page that has not changed for so long is over, whatever it says itself."""
WHOLE = 10
"""So manieth poll of a live page reads the whole page, even if its increment says that nothing is new."""
OVERSLEPT = 120
"""Seconds between two looks at the schedule from which on the machine was asleep."""
SPREAD = 30
"""Seconds over which the polls are spread that fell due while the machine was asleep."""
AT_ONCE = 4
"""Of them, those that don't wait."""


@dataclass(frozen=True, slots=True)
class Plan:
    """When to poll next, and how the feed stands."""

    next_poll: datetime | None
    """None: not before the user asks."""
    interval: int
    """Seconds; the next decision starts from it."""
    status: FeedStatus
    failures: int
    why: Why
    """What decided it."""


def after_success(
    feed: Feed, settings: Refresh, now: datetime, *, changed: bool, asked: float | None = None, chance: float = 0.0
) -> Plan:
    """Plan after a good poll.

    A live page has a rhythm of its own: it is asked often while something happens on it, less and less
    while nothing does, and seldom once it is over, by its own word or by its silence.

    Args:
        feed: as the poll leaves it: its kind and the end of its coverage are those of this poll.
        changed: the poll brought something new.
        asked: seconds the feed asks to be left alone (ttl, max-age), None if it says nothing.
        chance: from -1 to 1, drawn by the caller.
    """
    if feed.every is not None:
        interval = lowest = feed.every
        why = Why.WISH
    elif feed.kind is FeedKind.LIVE:
        lowest = max(LIVE_FLOOR, min(round(asked or 0), LIVE_CEILING))
        interval = max(_live_interval(feed, now, changed=changed), lowest)
        why = Why.OVER if not changed and is_over(feed, now) else Why.LIVE
    else:
        interval = feed.interval or settings.every
        if feed.last_poll is not None:
            interval = round(interval / GROWTH if changed else interval * GROWTH)
        lowest = max(settings.floor, min(round(asked or 0), settings.ceiling))
        why = Why.ASKED if lowest > max(interval, settings.floor) else Why.CHANGED if changed else Why.QUIET
        interval = min(max(interval, lowest), max(settings.ceiling, lowest))
    # Jitter never brings a poll sooner than the settings allow and the feed asks, nor lets feeds march in step there.
    soonest = _later(now, lowest, abs(chance))
    return Plan(max(_later(now, interval, chance), soonest), interval, FeedStatus.OK, 0, why)


def after_failure(feed: Feed, settings: Refresh, now: datetime, error: Exception, *, chance: float = 0.0) -> Plan:
    """Plan after a failed poll: doubled each time, later if Retry-After says so, never if the feed is gone (410)."""
    usual = LIVE_START if feed.kind is FeedKind.LIVE else settings.every
    interval = feed.every or feed.interval or usual
    failures = feed.failures + 1
    if isinstance(error, RetrieveError):
        if error.status == 410:
            return Plan(None, interval, FeedStatus.GONE, failures, Why.GONE)
        if error.offline:
            # The network's fault, not the feed's: it must not be kept away for it once the network is back.
            # All feeds fail at once: the whole range is used, so that they don't come back at once.
            wait = min(interval, OFFLINE_RETRY) * (2 + max(-1.0, min(1.0, chance))) / 3
            return Plan(now + timedelta(seconds=wait), interval, FeedStatus.ERROR, feed.failures, Why.OFFLINE)
    wait, why = min(interval * 2 ** min(failures, 20), LONGEST), Why.BACKOFF
    if isinstance(error, RetrieveError) and error.retry_after is not None:
        if error.retry_after >= wait:
            why = Why.RETRY_AFTER
        wait = min(max(wait, round(error.retry_after)), LONGEST)
        chance = abs(chance)  # never before the time the server named
    return Plan(_later(now, wait, chance), interval, FeedStatus.ERROR, failures, why)


def is_due(feed: Feed, now: datetime) -> bool:
    """Whether the schedule wants this feed polled at `now`."""
    if feed.paused or feed.status is FeedStatus.GONE:
        return False
    if feed.next_poll is None:
        return True
    # A clock that was set back must not silence a feed: nothing is ever planned further ahead than this.
    furthest = max(LONGEST, feed.every or 0, feed.interval or 0) * (1 + JITTER) + 60
    return feed.next_poll <= now or feed.next_poll > now + timedelta(seconds=furthest)


def is_over(feed: Feed, now: datetime) -> bool:
    """Whether a live page has ended: by its own word, unless it went on after that, or by its silence."""
    if feed.ends is not None and feed.ends <= now and (feed.last_change is None or feed.last_change <= feed.ends):
        return True
    return feed.last_change is not None and now - feed.last_change >= SILENCE


def asks_increment(feed: Feed) -> bool:
    """Whether the next poll of a live page may ask for news alone: not after an error, nor for ever."""
    return (
        bool(feed.increment)
        and feed.kind is FeedKind.LIVE
        and feed.status is FeedStatus.OK
        and feed.since_whole < WHOLE - 1
    )


def spread(feeds: Sequence[Feed], now: datetime) -> dict[str, datetime]:
    """When to poll each of the feeds that fell due while the machine was asleep: live pages first, a few at once."""
    waiting = sorted(feeds, key=lambda feed: feed.kind is not FeedKind.LIVE)[AT_ONCE:]
    return {feed.url: now + timedelta(seconds=SPREAD * place / len(waiting)) for place, feed in enumerate(waiting, 1)}


def _live_interval(feed: Feed, now: datetime, *, changed: bool) -> int:
    if changed:
        return LIVE_START
    if is_over(feed, now):
        return LIVE_OVER
    return min(round((feed.interval or LIVE_START / GROWTH) * GROWTH), LIVE_CEILING)


def _later(now: datetime, seconds: float, chance: float) -> datetime:
    return now + timedelta(seconds=seconds * (1 + JITTER * max(-1.0, min(1.0, chance))))
