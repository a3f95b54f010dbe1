"""Filters answered by SQLite: the tree becomes a condition on entries, words become one question to the index."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from livetui.model.filter import And, Compare, Field, Filter, Has, Is, Node, Not, Or, Term, matches, phrase_in, tokens
from livetui.model.filter_tree import about_quotes, age_limit, leaves
from livetui.model.words import padded
from livetui.store import feeds
from livetui.store.entries import entries
from livetui.store.feeds import Scope
from livetui.store.values import chunks, column, marks

_COLUMNS = {"": "{title text}", "title": "{title}", "text": "{text}", "author": "{authors}", "tag": "{tags}"}
_QUOTED = {"said": "said", "role": "as_role", "via": "relayed", "quote": "words"}
_STATES = {
    "unread": "e.read = 0",
    "read": "e.read = 1",
    "starred": "e.starred = 1",
    "hidden": "e.hidden = 1",
    "live": "e.live = 1",
    "pinned": "e.pinned = 1",
    "changed": "e.revisions > 0",
    "withdrawn": "e.withdrawn_at IS NOT NULL",
}
_THINGS = {"quote": "e.quotes > 0", "revision": "e.revisions > 0"}


@dataclass(frozen=True, slots=True)
class Sql:
    """A condition and the values of its placeholders, in order."""

    text: str
    values: tuple[object, ...] = ()


def numbers(
    raw: sqlite3.Connection,
    f: Filter | None,
    *,
    scope: Scope,
    now: datetime,
    before: int | None = None,
    limit: int | None = None,
) -> list[int]:
    """Numbers of the entries that pass, newest first."""
    source, where = _query(raw, f, scope, now)
    if before is not None:
        where = both(where, Sql("e.id < ?", (before,)))
    key = "words.rowid" if source.text.startswith("words") else "e.id"
    return column(
        raw.execute(
            f"SELECT {key} FROM {source.text} WHERE {where.text} ORDER BY {key} DESC LIMIT ?",
            (*where.values, -1 if limit is None else limit),
        )
    )


def passing(
    raw: sqlite3.Connection, f: Filter | None, numbers: Sequence[int], *, scope: Scope, now: datetime
) -> list[int]:
    """Those of the entries that pass, newest first.

    For a beginning of a word the index gathers all words that begin so, at each look-up: a few milliseconds an entry
    (benchmarks/bench_store.py). Then it is cheaper to read the entries.
    """
    where = _shown(raw, f, scope)
    in_memory = f is not None and any(isinstance(leaf, Field) and _has_beginning(leaf) for leaf in leaves(f.root))
    if f is not None and not in_memory:
        where = both(where, _Compiler(raw, now, each=True).condition(f.root))
    found: list[int] = []
    for part in chunks(numbers):
        found += column(
            raw.execute(
                f"SELECT e.id FROM entry AS e WHERE e.id IN ({marks(len(part))}) AND {where.text}",
                (*part, *where.values),
            )
        )
    if f is not None and in_memory:
        found = [cached.number for cached in entries(raw, found) if matches(f, cached, now)]
    return sorted(set(found), reverse=True)


def _has_beginning(field: Field) -> bool:
    return field.key in _COLUMNS and any(term.prefix for term in field.terms)


def count(raw: sqlite3.Connection, f: Filter | None, *, scope: Scope, now: datetime, unread_only: bool = False) -> int:
    """How many entries pass."""
    if unread_only and (f is None or f.empty):
        chosen = feeds.select(raw, scope)
        return sum(feed.unread for feed in chosen)
    source, where = _query(raw, f, scope, now)
    if unread_only:
        where = both(where, Sql("e.read = 0 AND e.hidden = 0"))
    return int(raw.execute(f"SELECT count(*) FROM {source.text} WHERE {where.text}", where.values).fetchone()[0])


def shown(raw: sqlite3.Connection, scope: Scope) -> Sql:
    """The condition on `e` that holds for every entry that is shown: a feed of the scope's, not hidden."""
    return _shown(raw, None, scope)


def quoted(raw: sqlite3.Connection, f: Filter | None, *, scope: Scope, now: datetime) -> Sql:
    """The filter as a condition on `q`, a quotation of the entry `e`: what it asks of quotations it asks of `q`."""
    where = _shown(raw, f, scope)
    return where if f is None or f.empty else both(where, _Compiler(raw, now, very="q").condition(f.root))


def _query(raw: sqlite3.Connection, f: Filter | None, scope: Scope, now: datetime) -> tuple[Sql, Sql]:
    """The tables to read and the condition. Words that must be there lead: the index gives them newest first."""
    where = _shown(raw, f, scope)
    if f is None or f.empty:
        return Sql("entry AS e"), where
    compiler = _Compiler(raw, now)
    parts = f.root.parts if isinstance(f.root, And) else (f.root,)
    leading, rest = _split(parts)
    if rest:
        where = both(where, compiler.condition(And(tuple(rest))))
    if leading is None:
        return Sql("entry AS e"), where
    # CROSS JOIN keeps this order: the index first, then each entry by its key.
    return Sql("words CROSS JOIN entry AS e ON e.id = words.rowid"), both(Sql("words MATCH ?", (leading,)), where)


def _shown(raw: sqlite3.Connection, f: Filter | None, scope: Scope) -> Sql:
    """The condition that does not come from the filter's own questions: the feeds of the scope, nothing hidden."""
    where = Sql("e.hidden = 0") if f is None or not f.asks_hidden else Sql("1")
    limited = feeds.numbers_of(raw, scope)
    return where if limited is None else both(where, Sql(f"e.feed IN ({marks(len(limited))})", limited))


def _split(parts: tuple[Node, ...]) -> tuple[str | None, list[Node]]:
    """What of the parts the index answers in one question, and what is left."""
    sought, rest = [], []
    for part in parts:
        question = index_question(part)
        if question is None:
            rest.append(part)
        else:
            sought.append(question)
    return (" AND ".join(f"({question})" for question in sought) if sought else None), rest


def index_question(node: Node) -> str | None:
    """The node in the language of FTS5, every word quoted by us; None where the index alone can't answer it."""
    match node:
        case Field(key, terms) if key in _COLUMNS:
            questions = [f"{_COLUMNS[key]} : {_phrase(term)}" for term in terms]
            return " OR ".join(f"({question})" for question in questions)
        case And(parts) | Or(parts) if parts:
            inner = [index_question(part) for part in parts]
            joint = " AND " if isinstance(node, And) else " OR "
            found = [f"({question})" for question in inner if question is not None]
            return joint.join(found) if len(found) == len(inner) else None
        case _:
            return None


def _phrase(term: Term) -> str:
    return '"' + " ".join(tokens(term.text)) + '"' + (" *" if term.prefix else "")


class _Compiler:
    """Turns nodes into conditions on `e`, an entry."""

    def __init__(self, raw: sqlite3.Connection, now: datetime, *, each: bool = False, very: str | None = None) -> None:
        """Args: each: look words and quotations up entry by entry, for a few entries; else all of them once.

        very: name of the quotation that is asked; None: any quotation of the entry will do.
        """
        self._raw = raw
        self._now = now
        self._each = each
        self._very = very

    def condition(self, node: Node) -> Sql:
        """The condition that holds for the entries the node holds for."""
        question = index_question(node)
        if question is not None:
            return self._worded(question)
        match node:
            case And(parts):
                quoted = [part for part in parts if isinstance(part, Field) and about_quotes(part)]
                leading, rest = _split(tuple(part for part in parts if not about_quotes(part)))
                conditions = [self._one_quote(quoted)] if quoted else []
                if leading is not None:
                    conditions.append(self._worded(leading))
                return _joined(" AND ", [*conditions, *map(self.condition, rest)])
            case Or(parts):
                return _joined(" OR ", [self.condition(part) for part in parts])
            case Not(part):
                inner = self.condition(part)
                return Sql(f"NOT {inner.text}", inner.values)
            case Field():
                return self._one_quote([node]) if about_quotes(node) else self._field(node)
            case Is(state):
                return Sql(f"({_STATES[state]})")
            case Has(thing):
                return Sql(f"({_THINGS[thing]})")
            case Compare(key, operator, amount):
                if key == "quotes":
                    return Sql(f"(e.quotes {operator} ?)", (amount,))
                side, limit = age_limit(node, self._now)
                return Sql(f"(e.id {side} ?)", (limit,))

    def _field(self, field: Field) -> Sql:
        values = tuple(term.text for term in field.terms)
        if field.key == "id":
            return Sql(f"(e.key IN ({marks(len(values))}))", values)
        if field.key == "lang":
            one = "lower(coalesce(e.lang, '')) = lower(?) OR substr(lower(e.lang), 1, ?) = lower(?)"
            pairs = [(value, len(value) + 1, value + "-") for value in values]
            # coalesce: without it an entry of no known language would answer NULL, also to the negation.
            return Sql(
                "coalesce(" + " OR ".join([one] * len(pairs)) + ", 0)", tuple(part for pair in pairs for part in pair)
            )
        place = 0 if field.key == "source" else 1
        named = [
            number
            for number, names in feeds.sources(self._raw).items()
            if any(phrase_in(term, padded(names[place])) for term in field.terms)
        ]
        return Sql(f"(e.feed IN ({marks(len(named))}))", tuple(named))

    def _worded(self, question: str) -> Sql:
        if self._each:
            return Sql("EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND words.rowid = e.id)", (question,))
        return Sql("e.id IN (SELECT rowid FROM words WHERE words MATCH ?)", (question,))

    def _one_quote(self, fields: list[Field]) -> Sql:
        """There is a quotation for which all of the fields hold."""
        conditions = []
        values: list[object] = []
        for field in fields:
            conditions.append(" OR ".join(f"instr({self._very or 'q'}.{_QUOTED[field.key]}, ?)" for _ in field.terms))
            values += [f" {' '.join(tokens(term.text))}{'' if term.prefix else ' '}" for term in field.terms]
        where = " AND ".join(f"({condition})" for condition in conditions)
        if self._very is not None:
            return Sql(f"({where})", tuple(values))
        if self._each:
            found = f"EXISTS (SELECT 1 FROM quote AS q WHERE q.entry = e.id AND {where})"
        else:
            found = f"e.id IN (SELECT q.entry FROM quote AS q WHERE {where})"
        return Sql(f"(e.quotes > 0 AND {found})", tuple(values))


def both(first: Sql, second: Sql) -> Sql:
    """Both conditions."""
    return _joined(" AND ", [first, second])


def _joined(joint: str, parts: list[Sql]) -> Sql:
    if not parts:
        return Sql("1")
    return Sql(
        "(" + joint.join(part.text for part in parts) + ")", tuple(value for part in parts for value in part.values)
    )
