"""Times as feeds state them, as aware UTC values or nothing."""

from __future__ import annotations

import calendar
import re
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from livetui.engine.zones import numeric

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_YEAR = 9998
"""The year 9999 stands for "never" in databases, and overflows once a zone is applied."""
FIRST_YEAR = 1900
"""Years before stand for "unknown" (1, 1601, 1753, …)."""

TEXT_LIMIT = 100
"""Characters read of a stated time."""

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([Zz]|[+-]\d\d:?\d\d)?)?", re.ASCII
)


def bounded(moment: datetime | None) -> datetime | None:
    """A time in UTC without its fraction, at least 1970; None for one that can only stand for "unknown" or "never".

    One without a zone is taken as UTC.
    """
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return max(aware.replace(microsecond=0), EPOCH)


def from_struct(parsed: object) -> datetime | None:
    """A time from feedparser's ``*_parsed`` (a UTC `time.struct_time`); None if it can't be a time."""
    if not isinstance(parsed, tuple | time.struct_time) or len(parsed) < 6:
        return None
    try:
        return bounded(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def stated_time(text: object, parsed: object, lang: str | None) -> datetime | None:
    """A time as an XML feed states it, None if it can't be one.

    Args:
        parsed: feedparser's reading of it, which comes second where a zone is stated by name: feedparser takes most of
            them for UTC, and forgets the clock of some such times.
        lang: BCP 47 tag of the feed.
    """
    if not isinstance(text, str):
        return from_struct(parsed)
    text = text.strip()[:TEXT_LIMIT]
    plain = numeric(text, lang)
    return (_read(plain) or from_struct(parsed)) if plain != text else (from_struct(parsed) or _read(plain))


def read_time(text: object, lang: str | None = None) -> datetime | None:
    """A time from RFC 3339 (also a bare date, or with a blank for the T) or RFC 5322 text; None if it is neither.

    Args:
        lang: BCP 47 tag of the feed, which tells what an ambiguous name of a zone means.
    """
    return _read(numeric(text.strip()[:TEXT_LIMIT], lang)) if isinstance(text, str) else None


def _read(text: str) -> datetime | None:
    try:
        if match := _RFC3339.fullmatch(text):
            year, month, day, hour, minute, second, zone = match.groups()
            moment = datetime(
                int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 59)
            )
            if zone and zone not in "Zz":
                moment = datetime.fromisoformat(f"{moment.isoformat()}{zone}")
            return bounded(moment)
        return bounded(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
