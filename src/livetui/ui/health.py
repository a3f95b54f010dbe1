"""How feeds fare, as a page and a table say it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from livetui.engine.health import Health, health, reason, result, rhythm
from livetui.model.feed import Feed, FeedKind, FeedStatus
from livetui.text.clean import clean_line
from livetui.text.links import without_passwords
from livetui.ui.article import size
from livetui.ui.page import Para
from livetui.ui.times import when

LOOKS = {
    Health.OK: "success", Health.LIVE: "accent", Health.QUIET: "faint", Health.FAILING: "error",
    Health.PAUSED: "secondary",
}  # fmt: skip
"""Theme variable of each sign."""
_LABEL = 11
"""Cells of what stands before the words."""


def span(time: timedelta) -> str:
    """A stretch of time, in its largest unit: ``40s``, ``9m``, ``3h``, ``2d``."""
    seconds = max(0, round(time.total_seconds()))
    for unit, length in (("d", 86_400), ("h", 3600), ("m", 60)):
        if seconds >= (2 * length if unit == "d" else length):
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def due(feed: Feed, now: datetime) -> str:
    """How long until the next poll."""
    if feed.paused:
        return "paused"
    if feed.status is FeedStatus.GONE:
        return "never"
    return "now" if feed.next_poll is None or feed.next_poll <= now else span(feed.next_poll - now)


def short_rate(rate: float) -> str:
    """Entries a day or, if there are few, a week; empty for none."""
    if rate >= 1:
        return f"{rate:.0f}/day"
    return f"{max(1, round(rate * 7))}/week" if rate else "–"


def paras(feed: Feed, rate: float | None, now: datetime, zone: tzinfo | None, key: str) -> Iterator[Para]:
    """All that is known of a feed.

    Args: rate: entries a day, None while it is counted. key: lets it have another address.
    """
    how = health(feed, now)
    yield Para(clean_line(feed.title, 200), "bold strong", (), f"{how} ", "  ", LOOKS[how])
    yield Para(clean_line(without_passwords(feed.url)), "faint", (), "  ", "  ")
    yield _line("Last poll", _last(feed, now, zone), "error" if how is Health.FAILING else "foreground")
    yield _line("Next poll", _next(feed, now, zone))
    kept = f"{feed.entries:,} entries kept, {feed.unread:,} unread"
    yield _line("Brings", f"{rhythm(rate)} · {kept}" if rate is not None else kept)
    if feed.failures:
        times = "once" if feed.failures == 1 else f"{feed.failures} times in a row"
        yield _line("Failures", f"failed {times}", "error")
    if feed.moved:
        where = clean_line(without_passwords(feed.moved))
        yield _line("Moved", f"for good, says the server, to {where} · {key} takes that address", "warning")
    if feed.traffic.answers:
        yield _line("Transfer", _transfer(feed))
    if feed.hub:
        yield _line("Hub", f"{clean_line(feed.hub)} would announce its news (WebSub); it is polled all the same")
    yield _line("Read as", " · ".join(_kind(feed)))


def _line(label: str, words: str, look: str = "foreground") -> Para:
    return Para(words, look, (), f"  {label:<{_LABEL}}", " " * (_LABEL + 2), "faint")


def _last(feed: Feed, now: datetime, zone: tzinfo | None) -> str:
    if feed.last_poll is None:
        return result(feed, now)
    said = clean_line(result(feed, now), 400)
    news = ""
    if feed.last_change is not None:
        news = f" · brought something at {when(feed.last_change, now, zone)}"
    return f"{when(feed.last_poll, now, zone)}, {span(now - feed.last_poll)} ago · {said}{news}"


def _next(feed: Feed, now: datetime, zone: tzinfo | None) -> str:
    left = due(feed, now)
    if left in ("paused", "never"):
        return f"{left} · {reason(feed)}" if left != reason(feed) else left
    at = "now" if feed.next_poll is None or left == "now" else f"{when(feed.next_poll, now, zone)}, in {left}"
    return f"{at} · {reason(feed)}"


def _transfer(feed: Feed) -> str:
    traffic = feed.traffic
    last = f"{size(traffic.last)} the last time, " if traffic.last else ""
    spared = f"; {traffic.spared:,} of {traffic.answers:,} answers said only that nothing had changed"
    return f"{last}{size(traffic.total) or 'nothing'} in all{spared}"


def _kind(feed: Feed) -> Iterator[str]:
    yield "live page" if feed.kind is FeedKind.LIVE else "feed"
    if feed.strategy:
        yield feed.strategy
    if feed.folder:
        yield f"in {clean_line(feed.folder)}"
    if feed.site:
        yield clean_line(feed.site)
