"""Newsboat's filter language (``unread = "yes" and tags # "war"``) in ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from livetui.engine.exchange.addresses import asked
from livetui.errors import FilterError
from livetui.model.feed import Subscription
from livetui.model.filter import parse, unparse

_PART = re.compile(
    r"\s*(?:([()])|(and|or)\b|([a-z_]+)\s*(between|==|!=|=~|!~|<=|>=|!#|=|<|>|#)\s*"
    r'(?:"((?:[^"\\]|\\.)*)"|(-?[0-9]{1,9}):(-?[0-9]{1,9})|(-?[0-9]{1,9})))'
)
_ESCAPE = re.compile(r"\\(.)")
_WORDS = {
    "title": "title",
    "author": "author",
    "content": "text",
    "feedtitle": "source",
    "rssurl": "feed",
    "link": "url",
}
"""Their attributes that are texts, and our keys."""
_OPPOSITE = {"!=": "=", "!~": "=~", "!#": "#"}
DEEPEST = 30
"""Parentheses within each other."""
MOST_NAMED = 10
"""Feeds that a tag may name one by one in a filter."""


class UntranslatableError(Exception):
    """A filter has no counterpart in our language; the message says what of it."""


def translated(text: str, tagged: Mapping[str, Sequence[Subscription]] | None = None) -> str:
    """A filter of newsboat's in our language.

    Args: tagged: the feeds of each tag; without them a tag is a folder.
    Raises: UntranslatableError.
    """
    reader = _Reader(text, tagged or {})
    ours = reader.expression()
    if reader.rest():
        raise UntranslatableError(f"what follows “{text[: reader.at].strip()}” is not understood")
    try:
        return unparse(parse(ours))
    except FilterError as error:
        raise UntranslatableError(f"{ours}: {error.reason}") from error


class _Reader:
    """Recursive descent as newsboat does it: "and" and "or" bind alike, from the right."""

    def __init__(self, text: str, tagged: Mapping[str, Sequence[Subscription]]) -> None:
        self.text = text
        self.at = 0
        self._tagged = tagged
        self._depth = 0

    def rest(self) -> bool:
        """Whether something is left."""
        return bool(self.text[self.at :].strip())

    def expression(self) -> str:
        """One comparison or more."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise UntranslatableError("too many parts")
        parts = [self._one()]
        joints: list[str] = []
        while (found := _PART.match(self.text, self.at)) and found[2]:
            self.at = found.end()
            joints.append(found[2])
            parts.append(self._one())
        self._depth -= 1
        ours = parts.pop()
        while joints:
            ours = f"({parts.pop()} {'OR ' if joints.pop() == 'or' else ''}{ours})"
        return ours

    def _one(self) -> str:
        found = _PART.match(self.text, self.at)
        if found is None or found[2] or found[1] == ")":
            raise UntranslatableError(f"“{self.text[self.at :].strip()[:60]}” is not understood")
        self.at = found.end()
        if found[1]:
            inner = self.expression()
            closed = _PART.match(self.text, self.at)
            if closed is None or closed[1] != ")":
                raise UntranslatableError("a parenthesis is never closed")
            self.at = closed.end()
            return inner
        name, operator = found[3], found[4]
        if found[5] is not None:
            value = _ESCAPE.sub(lambda escape: escape[1] if escape[1] in '"\\' else escape[0], found[5])
            turned = operator in _OPPOSITE
            ours = self._text(name, _OPPOSITE.get(operator, operator), value)
            return f"-{ours}" if turned else ours
        if found[6] is not None:
            return _numbers(name, operator, int(found[6]), int(found[7]))
        return _numbers(name, operator, int(found[8]), int(found[8]))

    def _text(self, name: str, operator: str, value: str) -> str:
        if name == "unread" and operator in ("=", "==") and value in ("yes", "no"):
            return "is:unread" if value == "yes" else "is:read"
        if name == "age" and value.isascii() and value.isdigit():
            return _numbers(name, operator, int(value), int(value))
        if name == "age" and operator == "between" and (span := re.fullmatch(r"(\d{1,6}):(\d{1,6})", value, re.ASCII)):
            return _numbers(name, operator, int(span[1]), int(span[2]))
        if name == "tags" and operator == "#":
            return self._tag(value)
        if name == "enclosure_type" and operator == "=~" and value.strip("^").split("/")[0] in ("audio", "image"):
            return f"has:{value.strip('^').split('/')[0]}"
        if name == "guid" and operator in ("=", "=="):
            return f"id:{_quoted(value)}"
        if name in _WORDS and operator == "#":
            return f"{_WORDS[name]}:{_quoted(value)}"
        if name in _WORDS and operator in ("=", "==", "=~"):
            return f"{_WORDS[name]}:{pattern(value if operator == '=~' else f'^{re.escape(value)}$')}"
        raise UntranslatableError(f"“{name} {operator}” has no counterpart")

    def _tag(self, tag: str) -> str:
        feeds = self._tagged.get(tag, ())
        others = [feed for feed in feeds if feed.folder != tag]
        if len(others) > MOST_NAMED:
            raise UntranslatableError(f"“{tag}” is a second tag of {len(others)} feeds, and a feed has one folder")
        parts = [f"feed:{_quoted(asked(feed.url))}" for feed in others]
        if len(others) < len(feeds) or not feeds:
            parts.insert(0, f"folder:{_quoted(tag)}")
        return f"({' OR '.join(parts)})"


def _numbers(name: str, operator: str, low: int, high: int) -> str:
    """An age in whole days, as newsboat counts them: 1 is from one day to under two."""
    if name != "age" or low < 0 or high < 0:
        raise UntranslatableError(f"“{name} {operator}” has no counterpart")
    match operator:
        case "<":
            return f"age:<{low}d"
        case "<=":
            return f"age:<{low + 1}d"
        case ">":
            return f"age:>={low + 1}d"
        case ">=":
            return f"age:>={low}d"
        case "!=":
            return f"-(age:>={low}d age:<{low + 1}d)"
        case "=" | "==" | "between":
            return f"(age:>={min(low, high)}d age:<{max(low, high) + 1}d)"
        case _:
            raise UntranslatableError(f"“{name} {operator}” has no counterpart")


def pattern(expression: str) -> str:
    """A regular expression of newsboat's (POSIX, any case) as ours is written. Raises: UntranslatableError."""
    if re.search(r"\[\[[:.=]|\\[<>]", expression):
        raise UntranslatableError(f"“{expression}” has classes or marks that only POSIX expressions know")
    return "/" + re.sub(r"(?<!\\)((?:\\\\)*)/", r"\1\\/", expression) + "/i"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
