"""The reader's time zone, with its summer time: yesterday may have had another offset than today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """The zone of the system, whose name Python does not tell."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """How far its clocks are ahead of UTC at that local time."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:  # noqa: ARG002 - asked for by name
        """Not known; nothing here asks for it."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """Its abbreviation at that local time."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """The local time at a moment that is given in UTC."""
        local = moment.replace(tzinfo=UTC).astimezone()
        return local.replace(tzinfo=self)


LOCAL = LocalZone()
