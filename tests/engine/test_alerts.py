"""Which arrivals are told, when, and by what: the decisions, without cache or clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui.config import Quiet
from livetui.engine.alerts import Pace, is_news, made_to_pass, replay
from livetui.engine.article import Wording
from livetui.engine.notifier import arguments
from livetui.model.alert import Alert
from livetui.model.entry import CachedEntry, Entry, first_number
from livetui.model.filter import parse
from livetui.model.quote import Quote

DAY = datetime(2026, 3, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ALERT = Alert("Talks", "Second round ends", "The Wire", (1, 2), "https://example.org/1")


def at(clock: str) -> datetime:
    """A time of the day of the tests."""
    return datetime.combine(DAY, datetime.strptime(clock, "%H:%M").time(), UTC)


@pytest.mark.parametrize(
    ("quiet", "last", "now", "earliest"),
    [
        (None, None, "12:00", "12:00"),
        (None, "11:58", "12:00", "12:03"),
        (None, "11:50", "12:00", "12:00"),
        ("22:00-07:00", None, "06:59", "07:00"),
        ("22:00-07:00", None, "07:00", "07:00"),
        ("22:00-07:00", "06:58", "07:00", "07:03"),
        ("12:00-13:00", "11:57", "11:58", "13:00"),  # what the throttle puts into the quiet hours waits for their end
        ("00:00-07:00", None, "03:00", "07:00"),
    ],
)
def test_an_alert_waits_for_the_throttle_and_the_end_of_quiet_hours(
    quiet: str | None, last: str | None, now: str, earliest: str
) -> None:
    """Five minutes from one to the next; never in quiet hours."""
    pace = Pace(5 * MINUTE, None if quiet is None else Quiet.parse(quiet), UTC)
    assert pace.earliest(None if last is None else at(last), at(now)) == at(earliest)


def test_quiet_hours_are_those_of_the_clock_on_the_wall() -> None:
    """Also over midnight and in the night that has an hour less."""
    pace = Pace(MINUTE, Quiet.parse("22:00-07:00"), ZoneInfo("Europe/Paris"))
    evening = datetime(2026, 3, 28, 21, 30, tzinfo=UTC)  # 22:30 in Paris; summer time begins at 2:00
    assert pace.earliest(None, evening) == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)
    assert pace.earliest(None, datetime(2026, 3, 28, 20, 59, tzinfo=UTC)).hour == 20


def cached(minutes: int, *, published: bool = True, **facts: object) -> CachedEntry:
    """An entry so many minutes old at noon."""
    moment = at("12:00") - minutes * MINUTE
    entry = Entry("1", title="Title", published=moment if published else None)
    number = first_number(int(moment.timestamp()))
    return replace(CachedEntry(number, 1, "https://example.org/", "The Wire", entry, at("12:00")), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "regular", "first", "news"),
    [
        (10, False, True, True),
        (70, False, True, False),
        (70, False, False, False),
        (70, True, False, True),
        (25 * 60, True, False, False),
    ],
)
def test_old_entries_are_no_news(minutes: int, regular: bool, first: bool, news: bool) -> None:
    """At the first poll of a run an hour counts; later, what an outlet lists late is news all the same."""
    assert is_news(cached(minutes), at("12:00"), regular=regular, first=first) is news


def test_a_feed_without_times_says_nothing_at_its_first_poll() -> None:
    """All that it had would look new."""
    assert not is_news(cached(0, published=False), at("12:00"), regular=False, first=True)
    assert is_news(cached(0, published=False), at("12:00"), regular=False, first=False)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("corridor", True),
        ("talks", False),
        ("said:lee", False),
        ("said:lee quote:open", False),
        ("quote:closed", True),
        ("is:changed", True),
    ],
)
def test_a_change_is_news_where_it_makes_the_entry_pass(wanted: str, told: bool) -> None:
    """What passed before was told before."""
    quotes = (Quote(((0, 11),), "stays open", speaker="Ann Lee"), Quote(((0, 11),), "closed again", speaker="Bo"))
    entry = cached(0, text="Of the talks: “stays open”. The corridor: “closed again”.", quotes=quotes, revisions=1)
    before = Wording(0, at("11:00"), "Title", "Of the talks: “stays open”.", trivial=False)
    assert made_to_pass(parse(wanted), entry, before, at("12:00")) is told


def test_what_a_throttle_holds_is_counted_into_the_next() -> None:
    """One alert for each batch; what comes too soon is told with what comes later, or when it may be."""
    arrivals = [(at("12:00"), 1), (at("12:00"), 2), (at("12:01"), 3), (at("12:02"), 4), (at("12:30"), 5)]
    told = list(replay(arrivals, Pace(5 * MINUTE, None, UTC), at("13:00")))
    assert told == [(at("12:00"), (1, 2)), (at("12:05"), (3, 4)), (at("12:30"), (5,))]
    quiet = Pace(5 * MINUTE, Quiet.parse("11:00-12:20"), UTC)
    assert list(replay(arrivals, quiet, at("13:00"))) == [(at("12:20"), (1, 2, 3, 4)), (at("12:30"), (5,))]
    assert list(replay(arrivals, Pace(MINUTE, Quiet.parse("11:00-14:00"), UTC), at("13:00"))) == []


@given(
    st.lists(st.integers(0, 3000), max_size=40), st.integers(1, 60), st.sampled_from([None, "22:00-07:00", "1:00-2:00"])
)
def test_each_arrival_is_told_once_and_never_too_soon(minutes: list[int], throttle: int, quiet: str | None) -> None:
    """Whatever comes when: all of it in the end, the throttle apart, never in quiet hours."""
    pace = Pace(throttle * MINUTE, None if quiet is None else Quiet.parse(quiet), UTC)
    arrivals = [(DAY + minute * MINUTE, number) for number, minute in enumerate(sorted(minutes))]
    told = list(replay(arrivals, pace, DAY + timedelta(days=30)))
    assert [number for _, numbers in told for number in numbers] == [number for _, number in arrivals]
    times = {number: when for when, number in arrivals}
    for when, numbers in told:
        assert when >= max(times[number] for number in numbers)
        assert pace.quiet is None or not pace.quiet.covers(when.time())
    assert all(later - earlier >= pace.throttle for (earlier, _), (later, _) in pairwise(told))


@pytest.mark.parametrize(
    ("argument", "title", "put"),
    [
        ("{title}", "Second round ends", "Second round ends"),
        ("{title}", "--exec=/bin/sh", " --exec=/bin/sh"),
        ("{title}", "@/etc/passwd", " @/etc/passwd"),
        ("{title}", "$(reboot); `id` && x", " $(reboot); `id` && x"),
        ("--body={title}", "-x\x1b]0;y\x07\nz", "--body=-x z"),
        ("{topic}: {title} ({source}, {count}) {url}", "T", "Talks: T (The Wire, 2) https://example.org/1"),
        ("{title}", "{url} {topic}", " {url} {topic}"),
        ("{url}{title}", "--help", "https://example.org/1--help"),
        ("{empty}{title}", "--help", "{empty}--help"),
        ("{titel} {0} {}", "T", "{titel} {0} {}"),
    ],
)
def test_news_stay_within_the_argument_that_they_are_put_in(argument: str, title: str, put: str) -> None:
    """No shell reads them, none becomes an option or a file, and they are put in once."""
    assert arguments(["prog{title}", argument], replace(ALERT, title=title)) == ["prog{title}", put]


def test_nothing_where_an_address_would_be_uncovers_no_option() -> None:
    """The argument as it is made is looked at, not the first place in it."""
    assert arguments(["prog", "{url}{title}"], replace(ALERT, title="--help", url=None)) == ["prog", " --help"]
