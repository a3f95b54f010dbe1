"""Filters answered for an entry in memory, in full agreement with the cache (`store.search`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from livetui.model.entry import CachedEntry
from livetui.model.filter_saved import not_put_in
from livetui.model.filter_times import age_limit, date_limits, microseconds, since_limit
from livetui.model.filter_tree import (
    And,
    Compare,
    Date,
    Field,
    Filter,
    Has,
    Is,
    Node,
    Not,
    Or,
    Pattern,
    Saved,
    Term,
    about_quotes,
)
from livetui.model.media import AUDIO, IMAGE, media_of
from livetui.model.pattern import Finds
from livetui.model.quote import Quote
from livetui.model.words import padded, padded_all, phrases


def matches(f: Filter, entry: CachedEntry, now: datetime, finds: Finds | None = None) -> bool:
    """Does the entry pass? A hidden one passes only where the filter speaks of hidden entries.

    Args:
        f: without names of saved filters in it (`model.filter_saved.expand`).
        now: in the reader's zone, in which days are cut.
        finds: looks regular expressions up; needed where the filter has any.
    """
    return _passes(f, entry, entry.quotes, now, finds)


def matches_quote(f: Filter, entry: CachedEntry, quote: Quote, now: datetime, finds: Finds | None = None) -> bool:
    """Does this very quotation of the entry pass? What the filter asks of quotations is asked of it alone."""
    return _passes(f, entry, (quote,), now, finds)


def _passes(f: Filter, entry: CachedEntry, quotes: Sequence[Quote], now: datetime, finds: Finds | None) -> bool:
    if entry.hidden and not f.asks_hidden:
        return False
    return _Question(entry, quotes, now, finds).holds(f.root)


def phrase_in(term: Term, text: str) -> bool:
    """True when the words of the term stand side by side in a padded text."""
    end = "" if term.prefix else " "
    return any(f" {phrase}{end}" in text for phrase in phrases(term.text))


def said_in(term: Term | Pattern, text: str | None, finds: Finds | None) -> bool:
    """True when words or regular expression are found in a text as it is; never where there is none."""
    if text is None:
        return False
    if isinstance(term, Pattern):
        assert finds is not None, "a filter with a regular expression needs something that looks it up"
        return finds(term, text)
    return phrase_in(term, padded(text))


def same_language(value: str, lang: str | None) -> bool:
    """True for the tag itself and for one that says more ("fr" finds "fr-CA"), in any case (RFC 4647 §3.3.1)."""
    asked, found = _lower(value), _lower(lang or "")
    return found == asked or found.startswith(asked + "-")


_ASCII = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def _lower(tag: str) -> str:
    """Lower case within ASCII, as SQLite's lower() has it."""
    return tag.translate(_ASCII)


class _Question:
    """An entry with its words folded once, however much is asked of it."""

    def __init__(self, entry: CachedEntry, quotes: Sequence[Quote], now: datetime, finds: Finds | None) -> None:
        """Args: quotes: those that are asked."""
        self._cached = entry
        self._quotes = quotes
        self._now = now
        self._finds = finds

    @cached_property
    def _title(self) -> str:
        return padded(self._cached.entry.title)

    @cached_property
    def _text(self) -> str:
        return padded(self._cached.text)

    @cached_property
    def _authors(self) -> str:
        return padded_all(self._cached.entry.authors)

    @cached_property
    def _tags(self) -> str:
        return padded_all(self._cached.entry.tags)

    def holds(self, node: Node) -> bool:
        match node:
            case And(parts):
                quoted = [part for part in parts if isinstance(part, Field) and about_quotes(part)]
                rest = (part for part in parts if not about_quotes(part))
                return (not quoted or self._one_quote(quoted)) and all(self.holds(part) for part in rest)
            case Or(parts):
                return any(self.holds(part) for part in parts)
            case Not(part):
                return not self.holds(part)
            case Field():
                return self._one_quote([node]) if about_quotes(node) else self._in_field(node)
            case Is(state):
                return _is(state, self._cached)
            case Has(thing):
                return _has(thing, self._cached)
            case Compare():
                return self._compared(node)
            case Date():
                first, behind = date_limits(node, self._now)
                return first <= self._cached.number < behind
            case Saved(name):
                raise not_put_in(name)

    def _in_field(self, field: Field) -> bool:
        return any(
            self._found_as_is(field.key, term) if isinstance(term, Pattern) else self._found(field.key, term)
            for term in field.terms
        )

    def _found(self, key: str, term: Term) -> bool:
        cached = self._cached
        match key:
            case "":
                return phrase_in(term, self._title) or phrase_in(term, self._text)
            case "title":
                return phrase_in(term, self._title)
            case "text":
                return phrase_in(term, self._text)
            case "author":
                return phrase_in(term, self._authors)
            case "tag":
                return phrase_in(term, self._tags)
            case "lang":
                return same_language(term.text, cached.lang)
            case "id":
                return term.text == cached.entry.id
            case "topic":
                raise not_put_in(term.text)
            case _:
                return phrase_in(term, padded(self._stated(key)[0]))

    def _found_as_is(self, key: str, pattern: Pattern) -> bool:
        return any(said_in(pattern, text, self._finds) for text in self._stated(key))

    def _stated(self, key: str) -> tuple[str | None, ...]:
        """What a key looks at, as it is."""
        cached = self._cached
        stated = cached.entry
        match key:
            case "title":
                return (stated.title or None,)
            case "text":
                return (cached.text,)
            case "author":
                return stated.authors
            case "tag":
                return stated.tags
            case "source":
                return (cached.source,)
            case "feed":
                return (cached.feed_url,)
            case "folder":
                return (cached.folder,)
            case "url":
                return (stated.url,)
            case "lang":
                return (cached.lang,)
            case "id":
                return (stated.id,)
            case _:
                return (stated.title or None, cached.text)

    def _one_quote(self, fields: Sequence[Field]) -> bool:
        """True when all of the fields hold for one and the same quotation."""
        return any(
            all(any(said_in(term, _quoted(field.key, quote), self._finds) for term in field.terms) for field in fields)
            for quote in self._quotes
        )

    def _compared(self, asked: Compare) -> bool:
        cached = self._cached
        match asked.key:
            case "quotes":
                return _compare(len(cached.quotes), asked.operator, asked.amount)
            case "words":
                return _compare(len(self._text.split()), asked.operator, asked.amount)
            case "age":
                return _compare(cached.number, *age_limit(asked, self._now))
            case _:
                moment = cached.seen_at if asked.key == "seen" else cached.changed_at
                return moment is not None and _compare(microseconds(moment), *since_limit(asked, self._now))


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
        case "new":
            return cached.new
        case "changed":
            return cached.revisions > 0
        case "withdrawn":
            return cached.withdrawn
        case _:
            return cached.followed


def _has(thing: str, cached: CachedEntry) -> bool:
    match thing:
        case "quote":
            return bool(cached.quotes)
        case "link":
            return cached.entry.url is not None
        case "image" | "audio":
            return bool(media_of(cached.entry) & (IMAGE if thing == "image" else AUDIO))
        case "revision":
            return cached.revisions > 0
        case "error":
            return cached.feed_failed
        case _:  # nothing retrieves full texts yet
            return False


def _compare(value: int, operator: str, limit: int) -> bool:
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
