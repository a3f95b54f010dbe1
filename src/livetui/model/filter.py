"""Filters: one language for the filter bar, topics and commands; read, written and answered without a cache."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from livetui.model.entry import CachedEntry
from livetui.model.filter_parser import parse
from livetui.model.filter_tree import (
    And,
    Compare,
    Field,
    Filter,
    Has,
    Is,
    Node,
    Not,
    Or,
    Term,
    about_quotes,
    age_limit,
)
from livetui.model.quote import Quote
from livetui.model.words import fold, padded, padded_all, tokens

__all__ = [
    "And",
    "Compare",
    "Field",
    "Filter",
    "Has",
    "Is",
    "Node",
    "Not",
    "Or",
    "Term",
    "fold",
    "matches",
    "matches_quote",
    "parse",
    "phrase_in",
    "tokens",
    "unparse",
]

_SIMPLE = re.compile(r'[^\s()|",:*\\/@-][^\s()|",:*\\]*')
"""A term that reads the same without quotation marks."""
_OPERATORS = frozenset({"OR", "AND", "NOT"})


def unparse(f: Filter) -> str:
    """The canonical form of a filter; `parse` reads the same tree from it."""
    return "" if f.empty else _write(f.root, inside=None)


def _write(node: Node, *, inside: type[Node] | None) -> str:
    match node:
        case And(parts):
            text = " ".join(_write(part, inside=And) for part in parts)
            return text if inside is None or inside is Or else f"({text})"
        case Or(parts):
            text = " OR ".join(_write(part, inside=Or) for part in parts)
            return text if inside is None else f"({text})"
        case Not(part):
            return "-" + _write(part, inside=Not)
        case Field(key, terms):
            values = ",".join(_write_term(term) for term in terms)
            return f"{key}:{values}" if key else values
        case Is(state):
            return f"is:{state}"
        case Has(thing):
            return f"has:{thing}"
        case Compare(key, operator, amount, unit):
            return f"{key}:{operator}{amount}{unit}"


def _write_term(term: Term) -> str:
    simple = _SIMPLE.fullmatch(term.text) and term.text not in _OPERATORS
    text = term.text if simple else '"' + term.text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text + "*" if term.prefix else text


def matches(f: Filter, entry: CachedEntry, now: datetime) -> bool:
    """Does the entry pass? A hidden one passes only where the filter speaks of hidden entries."""
    if entry.hidden and not f.asks_hidden:
        return False
    return _holds(f.root, _Read(entry, entry.quotes), now)


def matches_quote(f: Filter, entry: CachedEntry, quote: Quote, now: datetime) -> bool:
    """Does this very quotation of the entry pass? What the filter asks of quotations is asked of it alone."""
    if entry.hidden and not f.asks_hidden:
        return False
    return _holds(f.root, _Read(entry, (quote,)), now)


def phrase_in(term: Term, text: str) -> bool:
    """True when the words of the term stand side by side in a padded text."""
    words = tokens(term.text)
    return bool(words) and f" {' '.join(words)}{'' if term.prefix else ' '}" in text


def same_language(value: str, lang: str | None) -> bool:
    """True for the tag itself and for one that says more ("fr" finds "fr-CA"), in any case (RFC 4647 §3.3.1)."""
    asked, found = _lower(value), _lower(lang or "")
    return found == asked or found.startswith(asked + "-")


_ASCII = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def _lower(tag: str) -> str:
    """Lower case within ASCII, as SQLite's lower() has it."""
    return tag.translate(_ASCII)


class _Read:
    """An entry with its words folded once, however many questions are asked of it."""

    def __init__(self, entry: CachedEntry, quotes: Sequence[Quote]) -> None:
        self.entry = entry
        self.quotes = quotes
        """Those that are asked."""

    @cached_property
    def title(self) -> str:
        return padded(self.entry.entry.title)

    @cached_property
    def text(self) -> str:
        return padded(self.entry.text)

    @cached_property
    def authors(self) -> str:
        return padded_all(self.entry.entry.authors)

    @cached_property
    def tags(self) -> str:
        return padded_all(self.entry.entry.tags)


def _holds(node: Node, read: _Read, now: datetime) -> bool:
    match node:
        case And(parts):
            quoted = [part for part in parts if isinstance(part, Field) and about_quotes(part)]
            return (not quoted or _one_quote(quoted, read.quotes)) and all(
                _holds(part, read, now) for part in parts if not about_quotes(part)
            )
        case Or(parts):
            return any(_holds(part, read, now) for part in parts)
        case Not(part):
            return not _holds(part, read, now)
        case Field():
            return _one_quote([node], read.quotes) if about_quotes(node) else _in_field(node, read)
        case Is(state):
            return _is(state, read.entry)
        case Has(thing):
            return bool(read.entry.quotes) if thing == "quote" else read.entry.revisions > 0
        case Compare(key, operator, amount):
            if key == "quotes":
                return _compared(len(read.entry.quotes), operator, amount)
            side, limit = age_limit(node, now)
            return _compared(read.entry.number, side, limit)


def _in_field(field: Field, read: _Read) -> bool:
    cached = read.entry
    if field.key == "id":
        return any(term.text == cached.entry.id for term in field.terms)
    if field.key == "lang":
        return any(same_language(term.text, cached.lang) for term in field.terms)
    texts: tuple[str, ...]
    match field.key:
        case "title":
            texts = (read.title,)
        case "text":
            texts = (read.text,)
        case "author":
            texts = (read.authors,)
        case "tag":
            texts = (read.tags,)
        case "source":
            texts = (padded(cached.source),)
        case "feed":
            texts = (padded(cached.feed_url),)
        case _:
            texts = (read.title, read.text)
    return any(phrase_in(term, text) for text in texts for term in field.terms)


def _one_quote(fields: Sequence[Field], quotes: Sequence[Quote]) -> bool:
    """True when all of the fields hold for one and the same quotation."""
    return any(
        all(any(phrase_in(term, padded(_quoted(field.key, quote))) for term in field.terms) for field in fields)
        for quote in quotes
    )


def _quoted(key: str, quote: Quote) -> str | None:
    match key:
        case "said":
            return quote.speaker
        case "role":
            return quote.role
        case "via":
            return quote.via
        case _:
            return quote.text


def _is(state: str, cached: CachedEntry) -> bool:
    match state:
        case "unread":
            return not cached.read
        case "read":
            return cached.read
        case "starred":
            return cached.starred
        case "hidden":
            return cached.hidden
        case "live":
            return cached.entry.live
        case "pinned":
            return cached.entry.pinned
        case "changed":
            return cached.revisions > 0
        case _:
            return cached.withdrawn


def _compared(value: int, operator: str, limit: int) -> bool:
    match operator:
        case "<":
            return value < limit
        case "<=":
            return value <= limit
        case ">":
            return value > limit
        case ">=":
            return value >= limit
        case _:
            return value == limit
