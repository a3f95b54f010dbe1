"""The reader's own zone, whose days filters cut."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from livetui.config import Config, Ui, Zone
from livetui.engine.engine import Engine
from livetui.engine.localzone import LOCAL
from livetui.model.feed import Subscription
from livetui.paths import Paths


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_it_keeps_summer_time() -> None:
    """Every hour of a year is that of the zone by its name, and yesterday has the offset of yesterday."""
    named = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for hour in range(0, 366 * 24, 5):
        moment = start + timedelta(hours=hour)
        assert moment.astimezone(LOCAL).replace(tzinfo=None) == moment.astimezone(named).replace(tzinfo=None)
    for day in (
        datetime(2026, 3, 29, tzinfo=LOCAL),
        datetime(2026, 3, 30, tzinfo=LOCAL),
        datetime(2026, 10, 25, tzinfo=LOCAL),
    ):
        assert day.utcoffset() == day.replace(tzinfo=named).utcoffset()
        assert day.tzname() in ("CET", "CEST")


async def test_a_filter_cuts_days_in_the_zone_of_the_settings(tmp_path: Path) -> None:
    """What came at half past ten in the evening by Greenwich is of the next day in Kyiv."""
    page = tmp_path / "wire.xml"
    dated = "<pubDate>Fri, 04 Mar 2022 22:30:00 GMT</pubDate>"
    page.write_text(
        f'<rss version="2.0"><channel><item><guid>1</guid><title>Late</title>{dated}</item></channel></rss>', "utf-8"
    )
    for zone, found in ((None, 0), (Zone("Europe/Kyiv"), 1)):
        home = tmp_path / str(zone).replace("/", "-")
        config = Config(ui=Ui(zone=zone))
        async with Engine(config, Paths.of(home), feeds=[Subscription(page.as_uri())]) as engine:
            async for _ in engine.refresh():
                pass
            assert len(await engine.numbers(engine.understand("date:2022-03-05"))) == found
