"""Times of day as the reader wants them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from fakes import NOW, FakeEngine, entries, feed
from livetui.config import Config, Ui, Zone
from livetui.ui.times import TwelveHours, ago, apart, clock, reader_zone, when
from readerkit import reading

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.mark.parametrize(
    ("zone", "hour", "said"),
    [
        (UTC, 14, "14:05"),
        (TwelveHours(UTC), 14, "2:05pm"),
        (TwelveHours(UTC), 0, "12:05am"),
        (TwelveHours(UTC), 12, "12:05pm"),
        (TwelveHours(KYIV), 21, "11:05pm"),
        (TwelveHours(None), 9, "9:05am"),
    ],
)
def test_a_moment_by_the_clock(zone: tzinfo, hour: int, said: str) -> None:
    """Twelve or twenty-four hours, in any zone."""
    moment = datetime(2022, 3, 4, hour, 5, 9, tzinfo=UTC)
    assert clock(moment.astimezone(zone)) == said
    assert when(moment, moment, zone) == said
    assert apart(moment, moment + timedelta(seconds=3), moment, zone)[1].startswith(said[:4])


@pytest.mark.parametrize("zone", [KYIV, ZoneInfo("America/New_York"), None])
def test_twelve_hours_keep_the_zone(zone: tzinfo | None) -> None:
    """Around every change of the clocks the local time is that of the zone itself."""
    start = datetime(2022, 1, 1, tzinfo=UTC)
    for hours in range(0, 8760, 1):
        moment = start + timedelta(hours=hours)
        theirs, ours = moment.astimezone(zone), moment.astimezone(TwelveHours(zone))
        assert (theirs.replace(tzinfo=None), theirs.utcoffset()) == (ours.replace(tzinfo=None), ours.utcoffset())


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-5, "now"), (59, "now"), (60, "1m"), (3599, "59m"), (3600, "1h"), (86_399, "23h"), (86_400, "1d"), (4e7, "1y")],
)
def test_how_long_ago(seconds: float, said: str) -> None:
    """In the largest unit that fits, on four cells at most."""
    assert ago(NOW - timedelta(seconds=seconds), NOW) == said


async def test_the_timeline_tells_times_as_the_settings_say() -> None:
    """By the clock of the zone asked for, on twelve hours; or how long ago, and a command changes it."""
    ui = Ui(clock="12h", zone=Zone("Europe/Kyiv"))
    async with reading(FakeEngine(entries(30), feeds=[feed()], config=Config(ui=ui))) as session:
        await session.shows("●  4:37pm Entry number 1 ")
        await session.shows("· 4:37pm ·")
        await session.shows("                Example Wire")
        await session.screen.run_action("times")
        await session.shows("●   5m Entry number 2 ")
    assert reader_zone(Ui(), KYIV) is KYIV
    async with reading(FakeEngine(entries(3), feeds=[feed()], config=Config(ui=Ui(times="ago")))) as session:
        await session.shows("●  10m Entry number 3 ")
