"""The reader's own zone, whose days filters cut."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from livetui.engine.localzone import LOCAL


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
