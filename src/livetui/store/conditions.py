"""The tree of a filter as a condition on entries; words become questions to the index."""

# ruff: noqa: S608 - only names and placeholders of ours are joined into statements, every value is bound

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from livetui.model.filter import And, Compare, Date, Field, Has, Is, Node, Not, Or, Pattern, Saved, Term
from livetui.model.filter_saved import not_put_in
from livetui.model.filter_times import age_limit, date_limits, since_limit
from livetui.model.filter_tree import FEED_KEYS, about_quotes
from livetui.model.media import AUDIO, IMAGE
from livetui.model.pattern_needs import needs, odd_letters
from livetui.model.words import tokens
from livetui.store.lookups import Lookups
from livetui.store.questions import index_question, padded_phrases, split
from livetui.store.scopes import named
from livetui.store.sql import Sql, joined
from livetui.store.values import marks

TITLE = "iif(e.titled, e.title, NULL)"
"""The title, where the feed states one."""
_AS_IS = {"title": TITLE, "url": "e.url", "lang": "e.lang", "id": "e.key"}
"""Where a regular expression looks."""
_AS_IS_IN_BODY = {"text": "text", "author": "authors", "tag": "tags"}
"""Where it does in the body; the last two have several texts in one."""
_QUOTED = {"said": "said", "role": "as_role", "via": "relayed", "quote": "words"}
_QUOTED_AS_IS = {"said": "speaker", "role": "role", "via": "via", "quote": "text"}
_STATES = {
    "unread": "e.read = 0",
    "read": "e.read = 1",
    "starred": "e.starred = 1",
    "hidden": "e.hidden <> 0",
    "live": "e.live = 1",
    "pinned": "e.pinned = 1",
    "changed": "e.revisions > 0",
    "withdrawn": "e.withdrawn_at IS NOT NULL",
    "followed": "coalesce(e.url, '') IN (SELECT url FROM feed WHERE followed = 1)",
}
_THINGS = {
    "quote": "e.quotes > 0",
    "link": "e.url IS NOT NULL",
    "image": f"e.media & {IMAGE}",
    "audio": f"e.media & {AUDIO}",
    "fulltext": "0",  # nothing retrieves full texts yet
    "revision": "e.revisions > 0",
    "error": "e.feed IN (SELECT number FROM feed WHERE error IS NOT NULL)",
}
_COUNTED = {"words": "e.length", "quotes": "e.quotes"}
_MOMENTS = {"seen": "e.seen_at", "changed": "e.changed_at"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer depends on beside the filter."""

    now: datetime
    """In the reader's zone, in which days are cut."""
    baseline: int
    """Number of the last event that is not new."""
    lookups: Lookups


def stretch(key: str, node: Node, now: datetime) -> Sql:
    """What a part asks of the time, as limits on a number; else what always holds."""
    match node:
        case And(parts):
            return joined(" AND ", [stretch(key, part, now) for part in parts])
        case Date():
            return Sql(f"({key} >= ? AND {key} < ?)", date_limits(node, now))
        case Compare("age"):
            side, limit = age_limit(node, now)
            return Sql(f"({key} {side} ?)", (limit,))
        case _:
            return Sql("1")


def dear(node: Node) -> bool:
    """True for a question that costs a reading of the text of each entry it is asked of."""
    match node:
        case And(parts) | Or(parts):
            return any(dear(part) for part in parts)
        case Not(part):
            return dear(part)
        case Field(_, terms):
            return any(isinstance(term, Pattern) for term in terms)
        case _:
            return False


def _seen(column: str, pattern: Pattern, number: int) -> Sql:
    """True where it is found in a column. What the column must have for that SQLite looks for by itself, in C."""
    found = Sql(f"finds(?, {column})", (number,))
    runs = needs(pattern)
    if not runs:
        return found
    looked_at = f"lower({column})" if pattern.any_case else column
    may = [Sql(f"instr({looked_at}, ?)", (run,)) for run in runs]
    if pattern.any_case:
        may += [Sql(f"instr({column}, ?)", (odd,)) for odd in odd_letters(runs)]
    worth = joined(" OR ", may)
    return Sql(f"iif({worth.text}, {found.text}, 0)", (*worth.values, *found.values))


class Compiler:
    """Turns nodes into conditions on `e`, an entry."""

    def __init__(
        self,
        raw: sqlite3.Connection,
        asked: Asked,
        *,
        each: bool = False,
        very: str | None = None,
        within: tuple[int, int] | None = None,
    ) -> None:
        """Args: each: look words and quotations up entry by entry, for a few entries; else all of them once.

        very: name of the quotation that is asked; None: any quotation of the entry will do.
        within: only entries from this number up to below that one are asked, so no others need be looked up.
        """
        self._raw = raw
        self._asked = asked
        self._each = each
        self._very = very
        self._within = within
        self._wide = not each and very is None
        self.gathers = False
        """True once a condition gathers the words or quotations of all entries, or of those `within`."""

    def condition(self, node: Node) -> Sql:
        """The condition that holds for the entries the node holds for."""
        question = index_question(node, wide=self._wide)
        if question is not None:
            return self._worded(question)
        match node:
            case And(parts):
                leading, rest = split(parts, wide=self._wide)
                conditions = [self._worded(leading)] if leading is not None else []
                return joined(" AND ", [*conditions, self.left(rest)])
            case Or(parts):
                return joined(" OR ", [self.condition(part) for part in sorted(parts, key=dear)])
            case Not(part):
                inner = self.condition(part)
                return Sql(f"NOT {inner.text}", inner.values)
            case Field():
                return self._one_quote([node]) if about_quotes(node) else self._field(node)
            case Is("new"):
                return self._new()
            case Is(state):
                return Sql(f"({_STATES[state]})")
            case Has(thing):
                return Sql(f"({_THINGS[thing]})")
            case Compare():
                return self._compared(node)
            case Date():
                return stretch("e.id", node, self._asked.now)
            case Saved(name):
                raise not_put_in(name)

    def left(self, rest: Sequence[Node]) -> Sql:
        """The condition for what `split` has left: all of it, what is about quotations for one of them."""
        quoted = [part for part in rest if isinstance(part, Field) and about_quotes(part)]
        conditions = [self._one_quote(quoted)] if quoted else []
        others = sorted((part for part in rest if not about_quotes(part)), key=dear)
        return joined(" AND ", [*conditions, *map(self.condition, others)])

    def _field(self, field: Field) -> Sql:
        if field.key in FEED_KEYS:
            return self._of_feeds(field)
        return joined(
            " OR ",
            [
                self._found_as_is(field.key, term) if isinstance(term, Pattern) else self._found(field.key, term)
                for term in sorted(field.terms, key=lambda term: isinstance(term, Pattern))
            ],
        )

    def _found(self, key: str, term: Term) -> Sql:
        match key:
            case "id":
                if self._each or self._very is not None:
                    return Sql("(e.key = ?)", (term.text,))
                # By feed and key there is an index.
                known = "SELECT x.id FROM feed CROSS JOIN entry AS x ON x.feed = feed.number AND x.key = ?"
                return Sql(f"(e.id IN ({known}))", (term.text,))
            case "lang":
                # coalesce: without it an entry of no known language would answer NULL, also to the negation.
                return Sql(
                    "coalesce(lower(coalesce(e.lang, '')) = lower(?) OR substr(lower(e.lang), 1, ?) = lower(?), 0)",
                    (term.text, len(term.text) + 1, term.text + "-"),
                )
            case "url":
                return self._in_address(term)
            case "topic":
                raise not_put_in(term.text)
            case _:
                question = index_question(Field(key, (term,)))
                assert question is not None, "what is left are the keys of the index"
                return self._worded(question)

    def _in_address(self, term: Term) -> Sql:
        """Its words are in no index. Most addresses are plain ASCII: one that lacks a word is passed over in C."""
        longest = max(tokens(term.text), key=len)
        may = "e.url IS NOT NULL AND (instr(lower(e.url), ?) OR e.url GLOB '*[^ -~]*')"
        words = joined(" OR ", [Sql("has_words(?, e.url)", (phrase,)) for phrase in padded_phrases(term)])
        return Sql(f"({may} AND {words.text})", (longest, *words.values))

    def _found_as_is(self, key: str, pattern: Pattern) -> Sql:
        if not key:
            return joined(" OR ", [self._found_as_is(part, pattern) for part in ("title", "text")])
        number = self._asked.lookups.number(pattern)
        if key in _AS_IS:
            return _seen(_AS_IS[key], pattern, number)
        column = _AS_IS_IN_BODY[key]
        found = _seen(column, pattern, number) if key == "text" else Sql(f"finds_any(?, {column})", (number,))
        return Sql(f"(SELECT {found.text} FROM body WHERE body.id = e.id)", found.values)

    def _of_feeds(self, field: Field) -> Sql:
        finds = self._asked.lookups.found
        found = self._asked.lookups.remembered(("feeds", field), lambda: named(self._raw, field, finds))
        return Sql(f"(e.feed IN ({marks(len(found))}))", found)

    def _new(self) -> Sql:
        if self._each:
            return Sql("EXISTS (SELECT 1 FROM event WHERE entry = e.id AND seq > ?)", (self._asked.baseline,))
        return Sql("(e.id IN (SELECT entry FROM event WHERE seq > ?))", (self._asked.baseline,))

    def _compared(self, compare: Compare) -> Sql:
        if compare.key in _COUNTED:
            return Sql(f"({_COUNTED[compare.key]} {compare.operator} ?)", (compare.amount,))
        if compare.key == "age":
            return stretch("e.id", compare, self._asked.now)
        side, limit = since_limit(compare, self._asked.now)
        moment = _MOMENTS[compare.key]
        return Sql(f"({moment} IS NOT NULL AND {moment} {side} ?)", (limit,))

    def _worded(self, question: str) -> Sql:
        if self._each:
            return Sql("EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND words.rowid = e.id)", (question,))
        near = self._near("rowid")
        return Sql(f"e.id IN (SELECT rowid FROM words WHERE words MATCH ?{near.text})", (question, *near.values))

    def _near(self, key: str) -> Sql:
        """What keeps a gathering to the entries asked."""
        self.gathers = True
        return Sql("") if self._within is None else Sql(f" AND {key} >= ? AND {key} < ?", self._within)

    def _one_quote(self, fields: Sequence[Field]) -> Sql:
        """There is a quotation for which all of the fields hold."""
        where = joined(
            " AND ",
            [
                joined(" OR ", [self._in_quote(field.key, term) for term in field.terms])
                for field in sorted(fields, key=dear)
            ],
        )
        if self._very is not None:
            return where
        if self._each or any(index_question(field) is not None for field in fields):
            found = f"EXISTS (SELECT 1 FROM quote AS q WHERE q.entry = e.id AND {where.text})"
            return Sql(f"(e.quotes > 0 AND {found})", where.values)
        # Speakers alone have an index that is small beside the quotations: sooner read whole than a part of them.
        near = Sql("") if all(field.key == "said" and not dear(field) for field in fields) else self._near("q.entry")
        found = f"e.id IN (SELECT q.entry FROM quote AS q WHERE {where.text}{near.text})"
        return Sql(f"(e.quotes > 0 AND {found})", (*where.values, *near.values))

    def _in_quote(self, key: str, term: Term | Pattern) -> Sql:
        quote = self._very or "q"
        if isinstance(term, Pattern):
            return _seen(f"{quote}.{_QUOTED_AS_IS[key]}", term, self._asked.lookups.number(term))
        return joined(" OR ", [Sql(f"instr({quote}.{_QUOTED[key]}, ?)", (phrase,)) for phrase in padded_phrases(term)])
