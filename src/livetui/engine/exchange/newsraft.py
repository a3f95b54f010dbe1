"""Newsraft's list of feeds: addresses with names, under sections, with settings of their own."""

from __future__ import annotations

import re

from livetui.config import Duration
from livetui.engine.exchange.addresses import RefusedError, followable, shown
from livetui.engine.exchange.found import Form, Found, Left
from livetui.model.feed import Subscription
from livetui.text.clean import LIMITS, clean_line

_LINE = re.compile(r'(?P<url>\S+)(?:\s+"(?P<title>[^"]*)"?)?\s*(?P<settings>[<\[{].*)?')
_SECTION = re.compile(r"@\s*(?P<name>[^<\[{]*)(?P<settings>[<\[{].*)?")
_BRACKETS = re.compile(r"\[\s*([0-9]+)\s*\]")
"""The minutes between two polls, as newsraft wrote them up to 0.26; {…} limited the entries kept."""
_SETTING = re.compile(r"\s*([\w-]+)\s*(.*?)\s*")


def read(text: str) -> Found:
    """The feeds with their sections as folders."""
    feeds: list[Subscription] = []
    left: list[Left] = []
    folder: str | None = None
    general: int | None = None
    common: int | None = None
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("@"):
            section = _SECTION.match(line)
            assert section is not None
            name = clean_line(section["name"], LIMITS.TITLE)
            folder = None if name in ("", "Global") else name
            common = _settings(section["settings"] or "", number, line, left, general)
            if folder is None:
                general = common
            continue
        if line.startswith("$("):
            left.append(Left(number, shown(line), "commands are not run"))
            continue
        if line.startswith("set "):
            left.append(Left(number, shown(line), "this setting has no counterpart here"))
            continue
        found = _LINE.match(line)
        assert found is not None
        try:
            url = followable(found["url"])
        except RefusedError as error:
            left.append(Left(number, shown(line), str(error)))
            continue
        every = _settings(found["settings"] or "", number, line, left, common)
        title = clean_line(found["title"] or "", LIMITS.TITLE) or None
        feeds.append(Subscription(url, title, folder, every))
    return Found(Form.NEWSRAFT, tuple(feeds), left=tuple(left))


def _settings(text: str, number: int, line: str, left: list[Left], every: int | None) -> int | None:
    """Seconds between two polls that the settings name, else those of the section; all others are told."""
    stated: str | None = None
    if text.startswith("<"):
        for part in filter(str.strip, text[1:].split(";")):
            setting = _SETTING.fullmatch(part)
            if setting and setting[1] == "reload-period":
                stated = setting[2]
            else:
                left.append(Left(number, shown(part), "this setting has no counterpart; its feeds are taken"))
    elif text:
        brackets = _BRACKETS.search(text)
        stated = brackets[1] if brackets else None
        if "{" in text:
            left.append(Left(number, shown(line), "a limit of entries has no counterpart; its feeds are taken"))
    if stated is None:
        return every
    if stated == "0":
        # There it means: only when asked. Here the schedule decides, as for every feed.
        return None
    try:
        return int(Duration.parse(f"{stated}m"))
    except ValueError:
        left.append(Left(number, shown(line), "no number of minutes from 1 to 43200; its feeds are taken"))
        return every
