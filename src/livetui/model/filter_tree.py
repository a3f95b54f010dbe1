"""The tree of a filter: what a question about entries is made of, apart from how it is written or answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

TEXT_KEYS = ("title", "text", "author", "tag")
"""Keys that look for words in a part of the entry; the key of bare words is "" (title or text)."""
FEED_KEYS = ("source", "feed", "folder")
"""Keys that look for words in what the user knows of the feed: its title, its address, its folder."""
QUOTE_KEYS = ("said", "role", "via", "quote")
"""Keys that look for words in one quotation; side by side they must hold for the same one."""
EXACT_KEYS = ("lang", "id")
"""Keys that compare a whole value: a language tag (or the front of one), an id to the letter."""
WORD_KEYS = (*TEXT_KEYS, *FEED_KEYS, "url", *QUOTE_KEYS)
"""Keys whose value is words."""
DURATIONS = ("age", "seen", "changed")
"""Keys that compare how long ago something was: published, first seen, last changed."""
COUNTS = ("words", "quotes")
"""Keys that compare a number."""
STATES = ("unread", "read", "starred", "hidden", "live", "pinned", "new", "changed", "withdrawn", "followed")
THINGS = ("quote", "link", "image", "audio", "fulltext", "revision", "error")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
"""Seconds of each unit of a duration."""
DIRECTIVES = ("sort", "limit")
"""Keys that ask nothing of an entry, but say in which order and how many are listed."""
KEYS = (*WORD_KEYS, *EXACT_KEYS, "topic", *DURATIONS, "date", *COUNTS, "is", "has", *DIRECTIVES)


class Sort(StrEnum):
    """The order in which entries are listed."""

    NEWEST = "newest"
    OLDEST = "oldest"
    CHANGED = "changed"
    """By the moment of the last change, that of an entry that never changed being its place on the timeline."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words to look for, in this order and side by side."""

    text: str
    """As typed, without marks."""
    prefix: bool = False
    """True: the last word may go on."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression to look for in a text as it is, with capitals and accents."""

    source: str
    """As typed between the strokes; `model.pattern` has found it to be one."""
    any_case: bool = False
    """True: capitals make no difference."""


@dataclass(frozen=True, slots=True)
class Field:
    """One of the terms stands in the part that the key names ("": title or text)."""

    key: str
    terms: tuple[Term | Pattern, ...]
    place: int = field(default=0, compare=False)
    """Where its values begin in the text that it was read from; kept for what may be wrong with a name."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What the saved filter of that name asks; `model.filter_saved` puts it in."""

    name: str
    place: int = field(default=0, compare=False)
    """Where the name stands, behind its @, in the text that it was read from."""


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
    """A number of the entry against a limit: one of `DURATIONS` in units, or one of `COUNTS` (unit "")."""

    key: str
    operator: str
    amount: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """The entry's place on the timeline against a stretch of time."""

    operator: str
    """"=": within it, "<" "<=" ">" ">=": before it, not after it, after it, not before it."""
    value: str
    """A month, a day, a minute ("2026-06", "2026-06-01", "2026-06-01t09:30"), or one that depends on today."""


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


Node = Field | Saved | Is | Has | Compare | Date | Not | And | Or


@dataclass(frozen=True, slots=True)
class Filter:
    """A question about entries, and how its answers are listed."""

    root: Node
    sort: Sort = Sort.NEWEST
    limit: int | None = None
    """At most so many are listed; None: all."""

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
            or (isinstance(leaf, Compare) and leaf.key in COUNTS)
            for leaf in leaves(self.root)
        )

    @property
    def asks_hidden(self) -> bool:
        """True when it speaks of hidden entries itself; otherwise they are left out."""
        return any(leaf == Is("hidden") for leaf in leaves(self.root))

    @property
    def depends_on_time(self) -> bool:
        """True when an entry may pass now and not an hour later though nothing has happened to it."""
        return any(
            (isinstance(leaf, Compare) and leaf.key in DURATIONS)
            or (isinstance(leaf, Date) and not leaf.value[:4].isdigit())
            for leaf in leaves(self.root)
        )

    @property
    def depends_on_marks(self) -> bool:
        """True when what the reader does decides: reading, starring, hiding, and having left (`is:new`)."""
        return any(
            isinstance(leaf, Is) and leaf.state in ("unread", "read", "starred", "hidden", "new")
            for leaf in leaves(self.root)
        )


def leaves(node: Node) -> Iterator[Node]:
    """Every simple question of the tree, from left to right."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Not):
        yield from leaves(node.part)
    else:
        yield node


def depth(node: Node) -> int:
    """How many levels of the tree stand within each other; 0 for a simple question."""
    if isinstance(node, And | Or):
        return 1 + max(map(depth, node.parts), default=0)
    return 1 + depth(node.part) if isinstance(node, Not) else 0


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
