"""Beginnings of words put as the words that begin so, where the index knows few of them.

For a beginning FTS5 gathers every place of every such word before it tells the first entry; for words it goes from
entry to entry, the newest first, and may be broken off at each.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from livetui.model.filter import And, Field, Filter, Node, Not, Or, Pattern, Term, tokens
from livetui.model.filter_tree import TEXT_KEYS, leaves
from livetui.model.words import phrases
from livetui.store.conditions import Asked

FEW = 48
"""Words up to which a beginning is put so: each takes a twentieth of a millisecond to be found."""
_TABLE = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.known USING fts5vocab ('main', 'words', 'instance')"
_NEXT = "SELECT term FROM temp.known WHERE term >= ? LIMIT 1"


def attach(raw: sqlite3.Connection) -> None:
    """Let this connection ask which words the index knows; nothing of it is kept in the file."""
    raw.execute(_TABLE)


def spelled_out(raw: sqlite3.Connection, f: Filter, asked: Asked) -> Filter:
    """The filter with words in place of beginnings where the index knows few that begin so; else as it is."""
    if not any(isinstance(leaf, Field) and any(map(_is_beginning, leaf.terms)) for leaf in leaves(f.root)):
        return f
    return replace(f, root=_Speller(raw, asked).of(f.root))


def _is_beginning(term: Term | Pattern) -> bool:
    return isinstance(term, Term) and term.prefix


class _Speller:
    def __init__(self, raw: sqlite3.Connection, asked: Asked) -> None:
        self._raw = raw
        self._asked = asked

    def of(self, node: Node) -> Node:
        match node:
            case And(parts):
                return And(tuple(map(self.of, parts)))
            case Or(parts):
                return Or(tuple(map(self.of, parts)))
            case Not(part):
                return Not(self.of(part))
            case Field(key, terms) if key in ("", *TEXT_KEYS):
                return Field(key, tuple(each for term in terms for each in self._words(term)))
            case _:
                return node

    def _words(self, term: Term | Pattern) -> tuple[Term | Pattern, ...]:
        """What stands for a term: itself, or all that begins so. A phrase goes on with its last word."""
        if not isinstance(term, Term) or not term.prefix:
            return (term,)
        *first, last = tokens(term.text)
        known = self._asked.lookups.remembered(("begins", last), lambda: _beginning_with(self._raw, last))
        spelled = tuple(Term(" ".join((*first, word))) for word in known)
        # Where a word stands for several forms of it, or is read otherwise by itself, the beginning is left alone.
        alike = all(phrases(each.text) == (each.text,) for each in (Term(" ".join((*first, last))), *spelled))
        return spelled if spelled and alike else (term,)


def _beginning_with(raw: sqlite3.Connection, beginning: str) -> tuple[str, ...]:
    """The words of the index that begin so; none if they are many."""
    found: list[str] = []
    at = beginning
    while len(found) <= FEW:
        # One step in the index for each: without the limit every place of a word would be walked.
        row = raw.execute(_NEXT, (at,)).fetchone()
        if row is None or not row[0].startswith(beginning):
            return tuple(found)
        found.append(row[0])
        at = row[0] + "\0"
    return ()
