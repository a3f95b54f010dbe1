"""The feeds of sfeed's `sfeedrc`: a shell script, of which the calls ``feed "name" "address"`` alone are read."""

from __future__ import annotations

import re
import shlex

from livetui.engine.exchange.addresses import RefusedError, followable, shown
from livetui.engine.exchange.found import Form, Found, Left
from livetui.model.feed import Subscription
from livetui.text.clean import LIMITS, clean_line

CALL = re.compile(r"\s*feed\s+\S")
"""How the line of a feed begins."""
_FRAME = re.compile(r"\s*(?:feeds\s*\(\)\s*\{?|\{|\}|)\s*(?:#.*)?")


def read(text: str) -> Found:
    """The feeds whose arguments are plain words; nothing of the script is ever run."""
    feeds: list[Subscription] = []
    left: list[Left] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        number, line = at + 1, lines[at].rstrip("\r")
        at += 1
        if not CALL.match(line):
            if not _FRAME.fullmatch(line):
                left.append(Left(number, shown(line), "the script itself is not run"))
            continue
        while line.endswith("\\") and at < len(lines):
            line = line[:-1] + lines[at].rstrip("\r")
            at += 1
        words = _words(line)
        if words is None or len(words) < 3:
            left.append(Left(number, shown(line), "only feeds whose name and address are written out are read"))
            continue
        try:
            url = followable(words[2])
        except RefusedError as error:
            left.append(Left(number, shown(line), str(error)))
            continue
        feeds.append(Subscription(url, clean_line(words[1], LIMITS.TITLE) or None))
    return Found(Form.SFEED, tuple(feeds), left=tuple(left))


def _words(line: str) -> list[str] | None:
    """The words of a call, None if the shell would make something else of any of them."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError:
        return None
    return None if _expands(line) else words


def _expands(line: str) -> bool:
    """Whether the shell would run or replace something in a line."""
    mark = ""
    at = 0
    while at < len(line):
        character = line[at]
        if mark == "'":
            mark = "" if character == "'" else mark
        elif character == "\\":
            at += 1
        elif character == '"' or (character == "'" and not mark):
            mark = "" if mark else character
        elif not mark and character == "#" and line[at - 1 : at].isspace():
            return False
        elif character in "$`" or (not mark and character in ";&|<>(){}"):
            return True
        at += 1
    return False
