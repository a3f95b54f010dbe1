"""The kinds of languages: which patterns tell who spoke, by grammar and by how a language is written.

A kind is a class that can do what `Kind` says. It is chosen by what the table of the language states, never by the
language's name, and loaded when a text first needs it:

- `unspaced_patterns.Unspaced`: no blanks part the words ([script] unspaced: ja, zh). On its own.
- `attribution.Patterns`: every other language; what [grammar] states varies it.
  It is the base of the two that follow, which try patterns of their own before or after its.
- `declined_patterns.DeclinedPatterns`: endings tell the subject ([cases]: ru, uk, pl, cs).
- `verb_second_patterns.SecondPatterns`: the verb stands second ([grammar] verb_second: de, nl, sv).

A new kind is a class in a module of its own, a flag or a section in the tables, and a line in `kind_of`.
"""

from __future__ import annotations

from typing import Protocol

from livetui.text.quotes.clauses import Clauses
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.unspaced import Subjects


class Kind(Protocol):
    """The patterns of one kind of language, made anew for each paragraph from its clauses."""

    def attribute(self, q: int, *, heading: bool) -> Attribution | None:
        """Who said the marked words.

        Args:
            q: the token of the paragraph that they are.
            heading: is the paragraph a headline?

        Returns: None if nothing tells that anybody spoke; an attribution without a mention if somebody did whom the
            words around do not name. A name that merely stands near is never taken.
        """


def kind_of(clauses: Clauses) -> Kind:
    """The patterns for the language of a paragraph."""
    if isinstance(clauses, Subjects):
        from livetui.text.quotes.unspaced_patterns import Unspaced

        return Unspaced(clauses)
    tables = clauses.tokens.tables
    if tables.cases:
        from livetui.text.quotes.declined_patterns import DeclinedPatterns

        return DeclinedPatterns(clauses, tables.cases)
    if tables.verb_second:
        from livetui.text.quotes.verb_second_patterns import SecondPatterns

        return SecondPatterns(clauses)
    from livetui.text.quotes.attribution import Patterns

    return Patterns(clauses)
