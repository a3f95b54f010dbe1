"""Moments as a reader reads them, and as they leave the screen."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from livetui.config import Ui
from livetui.engine.localzone import LOCAL

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3600, 86400, 31_556_952
AGO_CELLS = 4
"""Cells of what `ago` gives."""


class TwelveHours(tzinfo):
    """A time zone whose times of day are written with am and pm."""

    def __init__(self, zone: tzinfo | None) -> None:
        """Args: zone: the zone itself, None for the system's."""
        self._zone = zone or LOCAL

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """How far its clocks are ahead of UTC at that local time."""
        return self._zone.utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        """How much of that is summer time, None if it is not known."""
        return self._zone.dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        """Its abbreviation at that local time."""
        return self._zone.tzname(moment)

    def fromutc(self, moment: datetime) -> datetime:
        """The local time at a moment that is given in UTC."""
        return self._zone.fromutc(moment.replace(tzinfo=self._zone)).replace(tzinfo=self)


def reader_zone(ui: Ui, zone: tzinfo | None) -> tzinfo | None:
    """The zone in which times are written, as the settings have it. Args: zone: where they name none."""
    named = zone if ui.zone is None else ui.zone_info
    return TwelveHours(named) if ui.clock == "12h" else named


def clock(local: datetime, *, seconds: bool = False) -> str:
    """The time of day as its zone has it written: ``14:32``, ``2:32pm``."""
    after = f":{local:%S}" if seconds else ""
    if isinstance(local.tzinfo, TwelveHours):
        return f"{local.hour % 12 or 12}:{local:%M}{after}{'am' if local.hour < 12 else 'pm'}"
    return f"{local:%H:%M}{after}"


def clock_cells(zone: tzinfo | None) -> int:
    """The most cells that `clock` takes in a zone."""
    return 7 if isinstance(zone, TwelveHours) else 5


def ago(time: datetime, now: datetime) -> str:
    """How long a moment is past, in its largest unit: ``now``, ``5m``, ``3h``, ``12d``, ``2y``."""
    past = int((now - time).total_seconds())
    for unit, sign in ((_YEAR, "y"), (_DAY, "d"), (_HOUR, "h"), (_MINUTE, "m")):
        if past >= unit:
            return f"{past // unit}{sign}"
    return "now"


def when(time: datetime, now: datetime, zone: tzinfo | None) -> str:
    """A moment in local time, with its day unless that is today."""
    return _when(time, now, zone)


def _when(time: datetime, now: datetime, zone: tzinfo | None, *, seconds: bool = False) -> str:
    local, today = time.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return clock(local, seconds=seconds)
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local.day} {local:%b}{year} {clock(local, seconds=seconds)}"


def apart(first: datetime, then: datetime, now: datetime, zone: tzinfo | None) -> tuple[str, str]:
    """Two moments as `when` gives them, with their seconds where they would read the same."""
    found = when(first, now, zone), when(then, now, zone)
    if found[0] != found[1]:
        return found
    return _when(first, now, zone, seconds=True), _when(then, now, zone, seconds=True)


def exact(time: datetime, zone: tzinfo | None) -> str:
    """A moment for those who read it elsewhere and later: ``2022-03-04 14:28+01:00``."""
    return time.astimezone(zone).isoformat(sep=" ", timespec="minutes")
