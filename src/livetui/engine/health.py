"""How a feed fares, in words: how its last poll went, when and why the next one comes. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from livetui.config import Duration
from livetui.engine.schedule import is_over
from livetui.model.feed import Feed, FeedKind, FeedStatus, Why

QUIET = timedelta(days=30)
"""A feed that has brought nothing for so long is quiet."""
_FAILED = (FeedStatus.ERROR, FeedStatus.GONE)


class Health(StrEnum):
    """How a feed fares; the value is its sign on the screen."""

    FAILING = "✗"
    OK = "●"
    LIVE = "◉"
    QUIET = "○"
    """Not polled yet, or nothing came for long."""
    PAUSED = "‖"


def health(feed: Feed, now: datetime) -> Health:
    """How a feed fares."""
    if feed.paused:
        return Health.PAUSED
    if feed.status in _FAILED:
        return Health.FAILING
    if feed.status is FeedStatus.NEW:
        return Health.QUIET
    if feed.kind is FeedKind.LIVE:
        return Health.QUIET if is_over(feed, now) else Health.LIVE
    return Health.QUIET if feed.last_change is not None and now - feed.last_change > QUIET else Health.OK


def worst_first(feed: Feed, now: datetime) -> tuple[int, int, str]:
    """Sorts feeds by how much they want to be looked at."""
    how = health(feed, now)
    if how is Health.FAILING:
        rank = 0
    elif feed.remark or feed.moved:
        rank = 1
    elif feed.status is FeedStatus.NEW:
        rank = 2
    else:
        rank = {Health.QUIET: 3, Health.PAUSED: 5}.get(how, 4)
    return rank, -feed.failures, feed.title.casefold()


def result(feed: Feed, now: datetime) -> str:
    """How the last poll went."""
    if feed.status is FeedStatus.NEW:
        return "not polled yet"
    if feed.status in _FAILED:
        return feed.error or "failed"
    if feed.remark:
        return feed.remark
    if feed.moved:
        return "ok, but has moved"
    if feed.kind is FeedKind.LIVE and is_over(feed, now):
        return "ok, the coverage is over"
    if feed.last_change is not None and now - feed.last_change > QUIET:
        return "ok, nothing new for long"
    return "ok"


def reason(feed: Feed) -> str:
    """Why the next poll comes when it does."""
    every = f"every {Duration(feed.interval)}" if feed.interval else ""
    if feed.paused:
        return "paused"
    match feed.why:
        case None:
            return "as soon as it has its turn"
        case Why.WISH:
            return f"{every}, as you set"
        case Why.CHANGED:
            return f"{every}, sooner since it brought something"
        case Why.QUIET:
            return f"{every}, later since it brought nothing"
        case Why.ASKED:
            return f"{every}, as it asks itself"
        case Why.LIVE:
            return f"{every}, a live page under way"
        case Why.OVER:
            return f"{every}, a live page that is over"
        case Why.BACKOFF:
            return f"later after each failure, {feed.failures} by now" if feed.failures > 1 else "later after a failure"
        case Why.RETRY_AFTER:
            return "when the server asks to be tried again (Retry-After)"
        case Why.OFFLINE:
            return "soon, as there was no network"
        case Why.GONE:
            return "gone for good, says the server (410)"


def rhythm(rate: float) -> str:
    """How often a feed has something new. Args: rate: entries a day."""
    if rate >= 36:
        return f"about {round(rate / 24)} an hour"
    if rate >= 18:
        return "about hourly"
    if rate >= 1.5:
        return f"about {round(rate)} a day"
    if rate >= 0.7:
        return "about daily"
    if rate >= 0.1:
        return f"about {max(1, round(rate * 7))} a week"
    return "less than weekly" if rate else "nothing these four weeks"
