"""Times of posts: stated ones in whatever form, and clocks that need a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from livetui.engine.times import FIRST_YEAR, LAST_YEAR, bounded, read_time
from livetui.engine.zones import numeric
from livetui.text.months import dates_in

AHEAD = timedelta(minutes=15)
"""A post may be so much newer than what the page says of itself."""
FRESH = timedelta(hours=12)
"""The newest post of a page is hardly older than this when the page says that it was changed."""
DISORDER = timedelta(minutes=20)
"""A later clock below an earlier one is out of order up to this; beyond, it is the day before."""

_ZONE = (
    r"(?:UTC|GMT|BST|[ECMP][SD]T|ET|CT|MT|PT|IST|CES?T|MES?Z|MSK|WES?T|EES?T|AES?T|AEDT|AWST|NZ[SD]T|JST|KST|SGT|HKT|PKT"
    r"|WIB|SAST|BRT)"
)
_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
"""Names that mean the winter's or the summer's time, as the date has it."""
_HALF = r"(?:[ap]\.?\s?m\b\.?|[مص](?!\w))"
_CLOCK = (
    r"(?:(?P<before>上午|下午|午前|午後|오전|오후)\s?)?"
    r"(?:(?P<hour4>[01]?\d|2[0-3])\s?[時时点點시]\s?(?P<minute4>[0-5]?\d)\s?[分분]"
    r"|(?P<hour>[01]?\d|2[0-3])\s?(?P<sign>[:hH.])\s?(?P<minute>[0-5]\d)(?!\d)(?:[:.][0-5]\d(?!\d))?"
    rf"(?:\s?(?P<half>{_HALF}))?"
    rf"|(?P<hour2>0?[1-9]|1[0-2])\s?(?P<half2>{_HALF})"
    r"|(?P<hour3>[01]?\d|2[0-3])(?:\s?h(?=\s|$|[:–—-])|(?=\s?Uhr\b)))"
    r"(?:\s?(?:Uhr|Hrs?|hrs?|hs?|ч|год)\b\.?)?"
    rf"(?:\s?\(?(?P<zone>{_ZONE}(?:[+-]\d{{1,2}}(?::?\d\d)?)?)\b\)?)?"
)
_AFTERNOON = frozenset(("p", "م", "下午", "午後", "오후"))
_ANY = re.compile(rf"(?<![\d.,:/-]){_CLOCK}", re.IGNORECASE)
_LEADING = re.compile(
    r"[\s\[(+|•*]*(?:(?:à|às|at|um|um ca\.|kl\.?|klokken|a las|alle|ore|ob|о)\s+)?"
    rf"{_CLOCK}\s*[\])]?\s*(?P<sep>[:.–—|•·/-]*)(?=\s|$|[^\w])\s*",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:(?:\s*(?:[Tt]|[A-Z]{2,5})\s*|\s+)(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
    r"\s*([Zz]|[+-]\d\d(?::?\d\d)?)?)?(?:\[[\w/+-]+\])?"
)
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d\d)\D{1,12}(\d{1,2})[:.h](\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:?\d\d\b")
_DIGITS = {zero + digit: ord("0") + digit for zero in (0x660, 0x6F0, 0x966, 0xFF10) for digit in range(10)} | {
    ord("："): ord(":")
}
"""Arabic, Persian, Indic and wide digits, one character for one."""
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock as a page shows it, without a date."""

    minutes: int
    """Since midnight."""
    zone: tzinfo | None = None
    """As named beside it."""

    def __str__(self) -> str:
        return f"{self.minutes // 60:02}:{self.minutes % 60:02}"


def clock_in(text: str) -> Clock | None:
    """The first clock in a short text ("published at 14:42 GMT"), None without one."""
    match = _ANY.search(_with_ascii_digits(text[:80]))
    return _clock(match) if match else None


def leading_clock(text: str) -> tuple[Clock, str, bool] | None:
    """The clock that a text begins with, the rest, and whether something parts the two; None without one."""
    match = _LEADING.match(_with_ascii_digits(text[:60]))
    if match is None:
        return None
    clock = _clock(match)
    if clock is None:
        return None
    shown = match[0].strip()
    parted = bool(match["sep"] or match["zone"] or shown[-1:] in ")]" or "uhr" in shown.lower())
    return clock, text[match.end() :], parted or match.end() >= len(text)


def _with_ascii_digits(text: str) -> str:
    return text if text.isascii() else text.translate(_DIGITS)


def _clock(match: re.Match[str]) -> Clock | None:
    hour = int(match["hour"] or match["hour2"] or match["hour3"] or match["hour4"])
    half = match["before"] or (match["half"] or match["half2"] or "")[:1].lower()
    if half:
        if hour > 12:
            half = ""
        else:
            hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    named = match["zone"] is not None or half or re.search(r"uhr|hrs?\b|\bh\b", match[0], re.IGNORECASE) is not None
    if match["sign"] == "." and not named and len(match["hour"]) < 2:
        return None  # 5.30 is as well a number
    return Clock(hour * 60 + int(match["minute"] or match["minute4"] or 0), _zone(match["zone"]))


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    if (region := _REGIONS.get(name.upper())) is not None:
        with suppress(ZoneInfoNotFoundError):  # no data of time zones on this machine
            return ZoneInfo(region)
    found = re.search(r"([+-])(\d\d)(\d\d)$", numeric(f"00:00 {name.upper()}"))
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))


def stated(value: object, zone: tzinfo | None) -> datetime | None:
    """A time as a page states it in data: ISO with all its faults, seconds or milliseconds since 1970, RFC 5322.

    Args: zone: of the page, for a time without one; None: UTC.
    """
    if not isinstance(value, str):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        value = str(int(value)) if abs(value) < 1e15 else ""
    text = value.strip()[:80]
    if text[10:11] == "T" and len(text) > 18:  # as nearly all are
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            if not FIRST_YEAR <= moment.year <= LAST_YEAR:
                return None
            moment = (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone or UTC)).astimezone(UTC)
            return moment if moment.year > 1970 and not moment.microsecond else bounded(moment)
    if (match := _ISO.match(text)) is not None:
        return _iso(match, zone)
    if (match := _EPOCH.fullmatch(text)) is not None:
        return datetime.fromtimestamp(int(match[1]), UTC)
    if (match := _DAY_FIRST.search(text)) is not None:
        day, month, year, hour, minute = (int(part) for part in match.groups())
        return _made((year if year > 99 else 2000 + year, month, day, hour, minute, 0), zone)
    told = re.search(r"[A-Za-z]{3}.*\d:\d\d", text) is not None
    if told and _OFFSET.search(text):
        return read_time(text)
    return _dated(text, zone) or (read_time(text) if told else None)


def _dated(text: str, zone: tzinfo | None) -> datetime | None:
    """A time as people read it: a date that names its month, and a clock before or behind it."""
    plain = _with_ascii_digits(text)
    for year, month, day, start, end in dates_in(plain):
        for beside in (plain[end:], plain[:start]):
            if (clock := clock_in(beside)) is not None:
                hour, minute = divmod(clock.minutes, 60)
                return _made((year, month, day, hour, minute, 0), clock.zone or zone)
    return None


def has_zone(value: object) -> bool:
    """Whether a stated time names its zone."""
    return isinstance(value, str) and re.search(r"\d\s*(?:[Zz]|[+-]\d\d:?\d\d)\s*$", value.strip()[:80]) is not None


def offset_of(value: object) -> tzinfo | None:
    """The zone that a stated time is written in, None where it is UTC or none is named."""
    if isinstance(value, str) and (match := re.search(r"\d([+-])(\d\d):?(\d\d)\s*$", value.strip()[:80])):
        minutes = int(match[2]) * 60 + int(match[3])
        if 0 < minutes <= 14 * 60:
            return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    return None


def _iso(match: re.Match[str], zone: tzinfo | None) -> datetime | None:
    year, month, day, hour, minute, second, name = match.groups()
    if hour is None:
        return None  # a day is no time
    if name and name not in "Zz":
        zone = offset_of(f"0{name if len(name) > 3 else name + '00'}") or UTC
    elif name:
        zone = UTC
    return _made((int(year), int(month), int(day), int(hour), int(minute), int(second or 0)), zone)


def _made(parts: tuple[int, int, int, int, int, int], zone: tzinfo | None) -> datetime | None:
    try:
        return bounded(datetime(*parts, tzinfo=zone or UTC))
    except (ValueError, OverflowError):
        return None


def resolve(clocks: Sequence[Clock | None], reference: datetime, zones: Sequence[tzinfo]) -> list[datetime | None]:
    """Moments of clocks that stand in the order of a page: each on the day that keeps the order.

    Args:
        reference: what the newest of them is not (much) later than.
        zones: the clocks may be in, the likeliest first; one that makes the newest a day old gives way to the next.
    """
    known = [clock.minutes for clock in clocks if clock]
    pairs = list(pairwise(known))
    newest_first = sum(a > b for a, b in pairs) >= sum(a < b for a, b in pairs)
    ordered = list(clocks) if newest_first else list(reversed(clocks))
    best: list[datetime | None] = [None] * len(ordered)
    nearest: timedelta | None = None
    for zone in zones or (UTC,):
        found = _days(ordered, reference, zone)
        newest = max((moment for moment in found if moment), default=None)
        if newest is not None and (nearest is None or reference + AHEAD - newest < nearest):
            nearest, best = reference + AHEAD - newest, found
        if nearest is not None and nearest < FRESH:
            break
    return best if newest_first else best[::-1]


def _days(ordered: Sequence[Clock | None], reference: datetime, zone: tzinfo) -> list[datetime | None]:
    bound = reference + AHEAD
    found: list[datetime | None] = []
    for clock in ordered:
        if clock is None:
            found.append(None)
            continue
        try:
            local = bound.astimezone(clock.zone or zone)
            moment = local.replace(hour=clock.minutes // 60, minute=clock.minutes % 60, second=0, microsecond=0)
            if moment > local + (DISORDER if found else timedelta(0)):
                moment -= timedelta(days=1)
            found.append(moment.astimezone(UTC))
            bound = min(bound, moment.astimezone(UTC))
        except (ValueError, OverflowError):
            found.append(None)
    return found
