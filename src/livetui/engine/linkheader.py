"""Links that an answer states in its headers (RFC 8288)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from livetui.engine.fields import link

_LONGEST = 8000
"""Characters that are looked at."""
_TARGET = re.compile(r"[\s,]*<([^<>]*)>")
_PARAMETER = re.compile(r"\s*;\s*([\w!#$&+.^`|~*-]*)\s*(?:=\s*(\"(?:[^\"\\]|\\.)*\"|[^\s;,\"]*))?")


def hub_of(stated: str, base: str | None) -> str | None:
    """The first hub that announces the news of what was asked for (WebSub §4), None if there is none.

    Args: stated: the ``Link`` headers, with commas between. base: the address that was asked.
    """
    hubs = (link(target, base) for target, relations in _links(stated[:_LONGEST]) if "hub" in relations)
    return next((hub for hub in hubs if hub), None)


def _links(stated: str) -> Iterator[tuple[str, list[str]]]:
    """Targets, each with its relations; what is malformed ends it."""
    at = 0
    while found := _TARGET.match(stated, at):
        at, relations = found.end(), None
        while (parameter := _PARAMETER.match(stated, at)) and parameter.end() > at:
            at = parameter.end()
            if relations is None and parameter[1].lower() == "rel":  # only the first one counts (§3.3)
                relations = (parameter[2] or "").strip('"').lower().split()
        yield found[1].strip(), relations or []
