"""Times in filters: how long ago, and which day; as limits on which memory and cache agree to the last second."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from livetui.model.entry import first_number
from livetui.model.filter_tree import UNITS, Compare, Date

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED = ("today", "yesterday", *DAYS)
"""Days by name; a day of the week is its last one, today included."""
_STATED = re.compile(r"([12][0-9]{3})-([0-9]{2})(?:-([0-9]{2})(?:t([0-9]{2}):([0-9]{2}))?)?")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_MICROSECOND = timedelta(microseconds=1)
_LATEST = 2**63 - 1


def read_date(text: str) -> str | None:
    """The stretch of time that is meant, in its one form; None if it is none.

    Understood are ``2026-06``, ``2026-06-01``, ``2026-06-01T09:30``, ``09:30`` (of today) and the names of days.
    """
    word = text.lower()
    if word in NAMED:
        return word
    if short := next((day for day in DAYS if word == day[:3]), None):
        return short
    try:
        if clock := _CLOCK.fullmatch(word):
            return f"{time(int(clock[1]), int(clock[2])):%H:%M}"
        if found := _STATED.fullmatch(word):
            datetime(int(found[1]), int(found[2]), int(found[3] or 1), int(found[4] or 0), int(found[5] or 0))
            return word
    except ValueError:  # a 30th of February, a 25th hour
        return None
    return None


def backwards(first: str, last: str) -> bool:
    """True when a stretch begins behind the end of another, whatever day it is today."""
    if last == "yesterday":
        return first == "today" or _CLOCK.fullmatch(first) is not None
    if not (first[:1].isdigit() and last[:1].isdigit()) or (":" in first[:3]) is not (":" in last[:3]):
        return False
    common = min(len(first), len(last))
    return first[:common] > last[:common]


def span(value: str, now: datetime) -> tuple[datetime, datetime]:
    """The first moment of a stretch of time and the first one behind it, in the zone of `now`."""
    zone, today = now.tzinfo, now.date()
    if clock := _CLOCK.fullmatch(value):
        start = datetime.combine(today, time(int(clock[1]), int(clock[2])), zone)
        return start, (start.astimezone(UTC) + timedelta(minutes=1)).astimezone(zone)
    found = _STATED.fullmatch(value)
    if found is None:
        back = (today.weekday() - DAYS.index(value)) % 7 if value in DAYS else NAMED.index(value)
        day = today - timedelta(days=back)
        following = day + timedelta(days=1)
    elif found[4] is not None:
        start = datetime(*(int(part) for part in found.groups()), tzinfo=zone)  # type: ignore[arg-type,misc]
        return start, (start.astimezone(UTC) + timedelta(minutes=1)).astimezone(zone)
    elif found[3] is not None:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        following = day + timedelta(days=1)
    else:
        day = date(int(found[1]), int(found[2]), 1)
        following = (day + timedelta(days=31)).replace(day=1)
    return datetime.combine(day, time(), zone), datetime.combine(following, time(), zone)


def date_limits(asked: Date, now: datetime) -> tuple[int, int]:
    """The lowest number of an entry that passes, and the lowest one behind those that do."""
    start, end = (_first(moment) for moment in span(asked.value, now))
    match asked.operator:
        case "<":
            return 0, start
        case "<=":
            return 0, end
        case ">":
            return end, _LATEST
        case ">=":
            return start, _LATEST
        case _:
            return start, end


def _first(moment: datetime) -> int:
    """The lowest number an entry can have that stands on the timeline from that moment on."""
    return first_number(max(0, (moment.astimezone(UTC) - _EPOCH) // _SECOND))


def age_limit(compare: Compare, now: datetime) -> tuple[str, int]:
    """An age as a limit on the entry's number.

    Returns: ``>=`` or ``<`` and the number. An entry's age counts from its second on the timeline.
    """
    moment, rest = divmod(now.astimezone(UTC) - _EPOCH, _SECOND)
    second = moment - compare.amount * UNITS[compare.unit]
    part = bool(rest)
    # age < x: stands later than now - x; age <= x: not earlier; the others are their opposites.
    start = second + 1 if compare.operator in ("<", ">=") else second + part
    limit = max(0, min(first_number(max(start, 0)), _LATEST))
    return (">=" if compare.operator in ("<", "<=") else "<"), limit


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def since_limit(compare: Compare, now: datetime) -> tuple[str, int]:
    """How long ago something was, as a limit on its moment in microseconds of POSIX time: less ago is later."""
    limit = microseconds(now) - compare.amount * UNITS[compare.unit] * 1_000_000
    return _TURNED[compare.operator], max(limit, -_LATEST)


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970, exact."""
    return (moment - _EPOCH) // _MICROSECOND
