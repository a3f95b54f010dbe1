"""When a feed is polled next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from livetui.config import Duration, Refresh
from livetui.engine.schedule import (
    AT_ONCE,
    JITTER,
    LIVE_CEILING,
    LIVE_FLOOR,
    LIVE_OVER,
    LIVE_START,
    LONGEST,
    SPREAD,
    WHOLE,
    after_failure,
    after_success,
    asks_increment,
    is_due,
    is_over,
    spread,
)
from livetui.errors import ParseError, RetrieveError
from livetui.model.feed import Feed, FeedKind, FeedStatus, Why

NOW = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
FEED = Feed(1, "http://127.0.0.1/feed", "Feed")
SETTINGS = Refresh()


def polled(interval: int, **changes: object) -> Feed:
    """A feed that was polled before."""
    return replace(FEED, last_poll=NOW - timedelta(seconds=interval), interval=interval, **changes)  # type: ignore[arg-type]


def seconds(when: datetime | None) -> float:
    """Seconds from now."""
    assert when is not None
    return (when - NOW).total_seconds()


def test_a_new_feed_is_polled_again_after_the_configured_time() -> None:
    """The first good poll leaves the interval as the settings say."""
    plan = after_success(FEED, SETTINGS, NOW, changed=True)
    assert seconds(plan.next_poll) == SETTINGS.every
    assert plan.status is FeedStatus.OK


def test_a_busy_feed_is_polled_sooner_and_a_quiet_one_later() -> None:
    """The interval follows the feed's own rate of change."""
    feed = polled(600)
    assert after_success(feed, SETTINGS, NOW, changed=True).interval < 600
    assert after_success(feed, SETTINGS, NOW, changed=False).interval > 600


def test_the_users_wish_for_a_feed_is_kept() -> None:
    """`every` in feeds.toml is neither stretched nor shortened, whatever the feed asks."""
    feed = polled(60, every=90)
    assert after_success(feed, SETTINGS, NOW, changed=False, asked=3600).interval == 90


def test_a_feed_that_asks_to_be_left_alone_is() -> None:
    """A ttl or max-age longer than the interval stretches it, up to the ceiling."""
    assert after_success(polled(60), SETTINGS, NOW, changed=True, asked=1800).interval == 1800
    assert after_success(polled(60), SETTINGS, NOW, changed=True, asked=10**6).interval == SETTINGS.ceiling


def test_failures_double_the_wait_up_to_a_day() -> None:
    """Each failure in a row keeps the feed away for longer, never for more than a day."""
    error = ParseError("feed", "no feed")
    waits = [seconds(after_failure(polled(600, failures=n), SETTINGS, NOW, error).next_poll) for n in (0, 1, 2, 30)]
    assert waits[:3] == [1200, 2400, 4800]
    assert waits[3] == LONGEST


def test_retry_after_is_obeyed() -> None:
    """The server's own word counts when it is longer than ours, and is never undercut by the jitter."""
    error = RetrieveError("feed", "too many requests", status=429, retry_after=7200)
    plan = after_failure(polled(600), SETTINGS, NOW, error, chance=-1)
    assert seconds(plan.next_poll) >= 7200


def test_a_feed_that_is_gone_is_not_polled_again() -> None:
    """410 stops the schedule; the entries stay."""
    plan = after_failure(polled(600), SETTINGS, NOW, RetrieveError("feed", "gone", status=410))
    assert plan.status is FeedStatus.GONE
    assert not is_due(replace(FEED, status=plan.status, next_poll=plan.next_poll), NOW)


def test_a_lost_network_is_no_fault_of_the_feed() -> None:
    """Without a network the next attempt comes within about a minute, and no failure is counted."""
    plan = after_failure(polled(3600, failures=2), SETTINGS, NOW, RetrieveError("feed", "no network", offline=True))
    assert seconds(plan.next_poll) <= 60
    assert plan.failures == 2


def test_a_clock_set_back_does_not_silence_a_feed() -> None:
    """A next poll further ahead than any plan can be counts as due."""
    assert is_due(replace(FEED, status=FeedStatus.OK, next_poll=NOW + timedelta(days=30)), NOW)
    assert not is_due(replace(FEED, status=FeedStatus.OK, next_poll=NOW + timedelta(minutes=5)), NOW)


@given(
    interval=st.integers(1, 10**6),
    asked=st.none() | st.floats(0, 10**9),
    changed=st.booleans(),
    chance=st.floats(-1, 1),
)
def test_every_interval_stays_between_floor_and_ceiling(
    interval: int, asked: float | None, changed: bool, chance: float
) -> None:
    """Whatever a feed's history and wishes, the next poll lies within the settings and the jitter."""
    settings = Refresh(floor=Duration(60), ceiling=Duration(3600))
    plan = after_success(polled(interval), settings, NOW, changed=changed, asked=asked, chance=chance)
    assert 60 <= plan.interval <= 3600
    assert 60 <= seconds(plan.next_poll) <= 3600 * (1 + JITTER)


def test_an_interval_of_days_is_kept() -> None:
    """A feed that the user wants polled every other day is not due before."""
    plan = after_success(polled(600, every=2 * 86400), SETTINGS, NOW, changed=True)
    feed = replace(FEED, every=2 * 86400, status=plan.status, next_poll=plan.next_poll, interval=plan.interval)
    assert not is_due(feed, NOW + timedelta(days=1))
    assert is_due(feed, NOW + timedelta(days=2, seconds=1))


def test_no_feed_is_polled_sooner_than_it_asks() -> None:
    """The jitter never undercuts the floor of the settings nor what the feed asks."""
    asked = after_success(polled(60), SETTINGS, NOW, changed=True, asked=1800, chance=-1)
    assert seconds(asked.next_poll) >= 1800
    floor = after_success(polled(30), SETTINGS, NOW, changed=True, chance=-1)
    assert seconds(floor.next_poll) >= SETTINGS.floor


def live(interval: int | None = 30, **changes: object) -> Feed:
    """A live page that was polled before and changed a while ago."""
    values: dict[str, object] = {"kind": FeedKind.LIVE, "status": FeedStatus.OK, "last_change": NOW, **changes}
    return replace(FEED, interval=interval, **values)  # type: ignore[arg-type]


def test_a_live_page_is_asked_less_and_less_while_nothing_happens() -> None:
    """From half a minute to five, and back at once when something does."""
    feed, waits = live(None), []
    for _ in range(8):
        plan = after_success(feed, SETTINGS, NOW, changed=False)
        waits.append(plan.interval)
        feed = replace(feed, interval=plan.interval)
    assert waits == [30, 45, 68, 102, 153, 230, 300, 300]
    assert after_success(feed, SETTINGS, NOW, changed=True).interval == LIVE_START


def test_a_live_page_that_is_over_is_asked_seldom() -> None:
    """By its own word, unless it goes on all the same, or by three hours of silence; news brings it back."""
    ended = live(ends=NOW - timedelta(minutes=5), last_change=NOW - timedelta(minutes=20))
    assert after_success(ended, SETTINGS, NOW, changed=False).interval == LIVE_OVER
    went_on = replace(ended, last_change=NOW - timedelta(minutes=1))
    assert not is_over(went_on, NOW)
    assert after_success(went_on, SETTINGS, NOW, changed=False).interval == 45
    silent = live(300, last_change=NOW - timedelta(hours=3))
    assert after_success(silent, SETTINGS, NOW, changed=False).interval == LIVE_OVER
    assert after_success(silent, SETTINGS, NOW, changed=True).interval == LIVE_START
    assert not is_over(live(ends=NOW + timedelta(hours=1)), NOW)


def test_a_live_page_heeds_what_is_asked_of_it_within_bounds() -> None:
    """A server's max-age stretches the interval to five minutes at most; the user's own wish stands above all."""
    assert after_success(live(), SETTINGS, NOW, changed=True, asked=120).interval == 120
    assert after_success(live(), SETTINGS, NOW, changed=True, asked=86400).interval == LIVE_CEILING
    assert after_success(live(every=20), SETTINGS, NOW, changed=False, asked=120).interval == 20
    assert seconds(after_failure(live(None), SETTINGS, NOW, ParseError("x", "half")).next_poll) == 60


@given(
    interval=st.none() | st.integers(1, 10**6),
    asked=st.none() | st.floats(0, 10**9),
    changed=st.booleans(),
    chance=st.floats(-1, 1),
    silence=st.integers(0, 10**6),
)
def test_no_live_page_is_asked_more_often_than_its_floor(
    interval: int | None, asked: float | None, changed: bool, chance: float, silence: int
) -> None:
    """Whatever its history, the next poll lies between the floor and what one that is over gets."""
    feed = live(interval, last_change=NOW - timedelta(seconds=silence))
    plan = after_success(feed, SETTINGS, NOW, changed=changed, asked=asked, chance=chance)
    assert LIVE_FLOOR <= seconds(plan.next_poll) <= LIVE_OVER * (1 + JITTER)


def test_news_alone_are_asked_for_with_the_whole_page_now_and_then() -> None:
    """Every tenth poll, and the one after an error, reads the page."""
    feed = live(increment="http://127.0.0.1/x.json")
    assert [asks_increment(replace(feed, since_whole=n)) for n in range(WHOLE)] == [True] * (WHOLE - 1) + [False]
    assert not asks_increment(replace(feed, status=FeedStatus.ERROR))
    assert not asks_increment(live(increment=None))
    assert not asks_increment(live(increment=""))


def test_what_fell_due_while_the_machine_slept_is_spread_out() -> None:
    """A few at once, live pages first, each feed once, all within half a minute."""
    feeds = [replace(FEED, url=f"http://127.0.0.1/{n}") for n in range(40)]
    feeds[30] = replace(feeds[30], kind=FeedKind.LIVE)
    planned = spread(feeds, NOW)
    assert len(planned) == len(feeds) - AT_ONCE
    assert feeds[30].url not in planned
    waits = sorted(seconds(when) for when in planned.values())
    assert waits[-1] == SPREAD
    assert len(set(waits)) == len(waits)
    assert spread(feeds[:AT_ONCE], NOW) == {}


def test_feeds_that_lost_the_network_together_do_not_come_back_together() -> None:
    """Their next attempts lie apart, all within a minute."""
    error = RetrieveError("feed", "no network", offline=True)
    waits = {
        seconds(after_failure(polled(3600), SETTINGS, NOW, error, chance=chance / 10).next_poll)
        for chance in range(-10, 11)
    }
    assert len(waits) == 21
    assert max(waits) - min(waits) >= 40
    assert max(waits) <= 60


def test_a_plan_says_what_decided_it() -> None:
    """Each way to an interval has its reason, for people who wonder."""
    live = polled(60, kind=FeedKind.LIVE, last_change=NOW)
    over = replace(live, ends=NOW - timedelta(hours=1), last_change=NOW - timedelta(hours=2))
    good = [
        (replace(polled(600), every=60), False, None, Why.WISH),
        (polled(600), True, None, Why.CHANGED),
        (polled(600), False, None, Why.QUIET),
        (polled(600), True, 3000.0, Why.ASKED),
        (live, False, None, Why.LIVE),
        (over, False, None, Why.OVER),
    ]
    for feed, changed, asked, why in good:
        assert after_success(feed, SETTINGS, NOW, changed=changed, asked=asked).why is why
    bad = [
        (RetrieveError("x", "no"), Why.BACKOFF),
        (RetrieveError("x", "no", retry_after=9000.0), Why.RETRY_AFTER),
        (RetrieveError("x", "no", retry_after=10.0), Why.BACKOFF),
        (RetrieveError("x", "no", offline=True), Why.OFFLINE),
        (RetrieveError("x", "no", status=410), Why.GONE),
        (ParseError("x", "no"), Why.BACKOFF),
    ]
    for error, why in bad:
        assert after_failure(polled(600), SETTINGS, NOW, error).why is why
