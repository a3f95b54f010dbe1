"""Names of time zones as feeds write them."""

from __future__ import annotations

import re

# Hours east of UTC as the IANA time zone database (2024a) gives them for the abbreviations of the zones named beside.
# Of names with several meanings the one most common in news feeds is taken; `_BY_LANGUAGE` holds exceptions.
_HOURS: dict[str, float] = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,  # America/New_York, America/Chicago (RFC 5322 §4.3)
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,  # America/Denver, America/Los_Angeles (RFC 5322 §4.3)
    "BRT": -3, "ART": -3,  # America/Sao_Paulo, America/Argentina/Buenos_Aires
    "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5,  # America/Halifax, America/St_Johns
    "AKST": -9, "AKDT": -8, "HST": -10,  # America/Anchorage, Pacific/Honolulu
    "WET": 0, "WEST": 1, "BST": 1,  # Europe/Lisbon, Europe/London (summer)
    "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2,  # Europe/Berlin, also as it is called in German
    "EET": 2, "EEST": 3, "MSK": 3, "MSD": 4,  # Europe/Kyiv, Europe/Moscow
    "WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3,  # Africa/Lagos, Africa/Maputo, Africa/Johannesburg, Africa/Nairobi
    "IDT": 3, "PKT": 5, "IST": 5.5,  # Asia/Jerusalem (summer), Asia/Karachi, Asia/Kolkata
    "WIB": 7, "WITA": 8, "WIT": 9,  # Asia/Jakarta, Asia/Makassar, Asia/Jayapura
    "HKT": 8, "PHT": 8, "SGT": 8, "JST": 9, "KST": 9,  # Asia/Hong_Kong, Manila, Singapore, Tokyo, Seoul
    "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11,  # Australia/Perth, Adelaide, Sydney
    "NZST": 12, "NZDT": 13,  # Pacific/Auckland
}  # fmt: skip
_BY_LANGUAGE = {
    ("IST", "he"): 2,  # Asia/Jerusalem
    ("IST", "ga"): 1,  # Europe/Dublin (summer)
    ("IST", "en-ie"): 1,
}
_STATED = re.compile(
    r"(?P<clock>\d:\d\d(?:[.,]\d{1,9})?)\s{0,3}"
    r"(?:(?P<name>[A-Z]{1,5})|(?:GMT|UTC|UT)\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)"
    r"(?P<year>\s+\d{4})?\s*$",
    re.IGNORECASE | re.ASCII,
)
"""A clock with the name of a zone at the end of a time; ``year`` as in C's ``asctime``."""


def numeric(text: str, lang: str | None = None) -> str:
    """A time as stated with its zone as ``+HHMM``; the text as it is if it ends in no name that is known.

    Args:
        text: of bounded length.
        lang: BCP 47 tag of the feed, which tells what an ambiguous name means.
    """
    match = _STATED.search(text)
    if match is None:
        return text
    if match["name"]:
        hours = _hours(match["name"].upper(), (lang or "").lower())
        if hours is None:
            return text
        sign, minutes = "-" if hours < 0 else "+", round(abs(hours) * 60)
    else:
        sign, minutes = match["sign"], int(match["hours"]) * 60 + int(match["minutes"] or 0)
    return f"{text[: match.start()]}{match['clock']}{match['year'] or ''} {sign}{minutes // 60:02}{minutes % 60:02}"


def _hours(name: str, lang: str) -> float | None:
    for tag in (lang, lang.partition("-")[0]):
        if (name, tag) in _BY_LANGUAGE:
            return _BY_LANGUAGE[name, tag]
    return _HOURS.get(name)
