"""Moments as a reader reads them, and as they leave the screen."""

from __future__ import annotations

from datetime import datetime, tzinfo


def when(time: datetime, now: datetime, zone: tzinfo | None) -> str:
    """A moment in local time, with its day unless that is today."""
    local, today = time.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local.day} {local:%b}{year} {local:%H:%M}"


def apart(first: datetime, then: datetime, now: datetime, zone: tzinfo | None) -> tuple[str, str]:
    """Two moments as `when` gives them, with their seconds where they would read the same."""
    found = when(first, now, zone), when(then, now, zone)
    if found[0] != found[1]:
        return found
    return f"{found[0]}:{first.astimezone(zone):%S}", f"{found[1]}:{then.astimezone(zone):%S}"


def exact(time: datetime, zone: tzinfo | None) -> str:
    """A moment for those who read it elsewhere and later: ``2022-03-04 14:28+01:00``."""
    return time.astimezone(zone).isoformat(sep=" ", timespec="minutes")
