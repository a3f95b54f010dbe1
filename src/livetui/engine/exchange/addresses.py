"""Addresses in lists of feeds: which may be followed, and how they are shown."""

from __future__ import annotations

import re
from urllib.parse import quote

from livetui.text.clean import clean_line
from livetui.text.links import safe_url, without_passwords

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_COMMANDS = ("exec:", "filter:", "|", "$(", "`")
_KEPT = "!$&'()*+,;=:%~"
"""Of a user name and password, beside letters and digits (RFC 3986 §3.2.1)."""


class RefusedError(Exception):
    """An address that can't be followed; the message says why."""


def followable(stated: str) -> str:
    """The address of a feed as it is followed: http or https, user name and password kept.

    Raises: RefusedError: it is none.
    """
    text = stated.strip()
    if not text:
        raise RefusedError("there is no address")
    if text.startswith(_COMMANDS):
        raise RefusedError("commands are not run")
    if text.lower().startswith("feed:"):  # feed://host/… and feed:https://… are both in use
        rest = text[5:]
        text = "http:" + rest if rest.startswith("//") else rest
    scheme = _SCHEME.match(text)
    if scheme is None or scheme[1].lower() not in ("http", "https"):
        raise RefusedError("only http and https addresses are imported")
    head, _, rest = text.partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    login, at, _ = host.rpartition("@")
    safe = safe_url(f"{head.lower()}://{rest.removeprefix(login + at)}")
    if safe is None:
        raise RefusedError("this is no address that can be followed")
    return safe.replace("://", f"://{quote(login, safe=_KEPT)}@", 1) if login else safe


def shown(text: str) -> str:
    """A line of a file as it may be shown: clean, short, and without the passwords of addresses in it."""
    return clean_line(without_passwords(text), 200)


def asked(url: str) -> str:
    """What of an address a filter looks for: host and path, which stand side by side also where it has a password."""
    return without_login(url).partition("://")[2] or url


def without_login(url: str) -> str:
    """An address without user name and password."""
    return without_passwords(url, "")
