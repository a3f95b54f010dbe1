"""The tree of a filter: what a question about entries is made of, apart from how it is written or answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from livetui.model.entry import first_number

TEXT_KEYS = ("title", "text", "author", "tag")
"""Keys that look for words in a part of the entry; the key of bare words is "" (title or text)."""
FEED_KEYS = ("source", "feed")
"""Keys that look for words in the title and in the address of the feed."""
QUOTE_KEYS = ("said", "role", "via", "quote")
"""Keys that look for words in one quotation; side by side they must hold for the same one."""
EXACT_KEYS = ("lang", "id")
"""Keys that compare a whole value: a language tag (or the front of one), an id to the letter."""
COMPARED_KEYS = ("age", "quotes")
STATES = ("unread", "read", "starred", "hidden", "live", "pinned", "changed", "withdrawn")
THINGS = ("quote", "revision")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
"""Seconds of each unit of an age."""
KEYS = (*TEXT_KEYS, *FEED_KEYS, *QUOTE_KEYS, *EXACT_KEYS, *COMPARED_KEYS, "is", "has")


@dataclass(frozen=True, slots=True)
class Term:
    """Words to look for, in this order and side by side."""

    text: str
    """As typed, without marks."""
    prefix: bool = False
    """True: the last word may go on."""


@dataclass(frozen=True, slots=True)
class Field:
    """One of the terms stands in the part that the key names ("": title or text)."""

    key: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Is:
    """The entry is in one of `STATES`."""

    state: str


@dataclass(frozen=True, slots=True)
class Has:
    """The entry has one of `THINGS`."""

    thing: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A number of the entry against a limit: its age in units, its quotations (unit "")."""

    key: str
    operator: str
    amount: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; without parts it holds for every entry."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Node, ...]


Node = Field | Is | Has | Compare | Not | And | Or


@dataclass(frozen=True, slots=True)
class Filter:
    """A question about entries."""

    root: Node

    @property
    def empty(self) -> bool:
        """True when it asks for nothing: every entry that is not hidden passes."""
        return self.root == And(())

    @property
    def needs_text(self) -> bool:
        """True when the answer depends on the second stage: on the text, the quotations or the language found."""
        return any(
            (isinstance(leaf, Field) and leaf.key in ("", "text", "lang", *QUOTE_KEYS))
            or leaf == Has("quote")
            or (isinstance(leaf, Compare) and leaf.key == "quotes")
            for leaf in leaves(self.root)
        )

    @property
    def asks_hidden(self) -> bool:
        """True when it speaks of hidden entries itself; otherwise they are left out."""
        return any(leaf == Is("hidden") for leaf in leaves(self.root))


def leaves(node: Node) -> Iterator[Node]:
    """Every simple question of the tree, from left to right."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Not):
        yield from leaves(node.part)
    else:
        yield node


def about_quotes(node: Node) -> bool:
    """True for a question about a single quotation."""
    return isinstance(node, Field) and node.key in QUOTE_KEYS


def flat(kind: type[And] | type[Or], parts: Sequence[Node]) -> Node:
    """The parts under one roof: nothing of the same kind within, no roof over a single part."""
    spread: list[Node] = []
    for part in parts:
        if isinstance(part, kind):
            spread.extend(part.parts)
        else:
            spread.append(part)
    return spread[0] if len(spread) == 1 else kind(tuple(spread))


def age_limit(compare: Compare, now: datetime) -> tuple[str, int]:
    """An age as a limit on the entry's number, on which memory and cache must agree to the last second.

    Returns: ``>=`` or ``<`` and the number. An entry's age counts from its second on the timeline.
    """
    since = now.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    moment, rest = divmod(since, timedelta(seconds=1))
    second = moment - compare.amount * UNITS[compare.unit]
    part = bool(rest)
    # age < x: stands later than now - x; age <= x: not earlier; the others are their opposites.
    start = second + 1 if compare.operator in ("<", ">=") else second + part
    limit = max(0, min(first_number(max(start, 0)), 2**63 - 1))
    return (">=" if compare.operator in ("<", "<=") else "<"), limit
