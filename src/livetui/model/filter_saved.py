"""Saved filters inside others: `@name` and `topic:name` stand for what those ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from livetui.errors import FilterError
from livetui.model.filter_parser import DEEPEST
from livetui.model.filter_tree import And, Field, Filter, Node, Not, Or, Saved, Term, about_quotes, depth, flat, leaves
from livetui.model.filter_unparse import unparse, write_term
from livetui.model.words import fold

MOST = 500
"""Simple questions in a filter with all that its saved ones ask."""


def expand(f: Filter, saved: Mapping[str, Filter], text: str | None = None) -> Filter:
    """The filter with the roots of saved filters in the places of their names; order and number are its own.

    Args: saved: by name; capitals and accents make no difference. text: what the filter was read from, for the error.
    Raises: FilterError: there is no filter of that name, one leads back to itself, or all together ask too much.
    """
    if not any(_names_one(leaf) for leaf in leaves(f.root)):
        return f
    return replace(f, root=_Expansion(saved, unparse(f) if text is None else text).of(f.root))


def not_put_in(name: str) -> FilterError:
    """What to raise where the name of a saved filter comes to be answered: no saved filters are known there."""
    return FilterError(f"@{name}", 0, "saved filters can't be named here")


def _names_one(leaf: Node) -> bool:
    return isinstance(leaf, Saved) or (isinstance(leaf, Field) and leaf.key == "topic")


class _Expansion:
    def __init__(self, saved: Mapping[str, Filter], text: str) -> None:
        self._saved = {_folded(name): f for name, f in saved.items()}
        self._names = {_folded(name): name for name in saved}
        self._text = text
        self._under_way: list[str] = []
        """The names being put in just now, each inside the one before."""
        self._place = 0
        """Where in the text the name stands that leads to them."""
        self._whole: dict[str, Node] = {}
        """What was put in before."""

    def of(self, root: Node) -> Node:
        """The tree with all names replaced."""
        node = self._expanded(root)
        if depth(node) > DEEPEST:
            raise self._error(f"more than {DEEPEST} levels within each other, with those of the saved filters")
        return node

    def _expanded(self, node: Node) -> Node:
        match node:
            case And(parts):
                put_in = [self._expanded(part) for part in parts]
                lent = [_names_one(named) and _about_quotes(part) for named, part in zip(parts, put_in, strict=True)]
                if (
                    sum(lent) < 2
                ):  # what one saved filter asks holds for the very quotation that is asked about beside it
                    return self._checked(flat(And, put_in))
                # Several are each about a quotation of their own, so they stay in parentheses.
                return self._checked(
                    And(tuple(And((part,)) if own else part for own, part in zip(lent, put_in, strict=True)))
                )
            case Or(parts):
                return self._checked(flat(Or, [self._expanded(part) for part in parts]))
            case Not(part):
                return Not(self._expanded(part))
            case Saved(name, place):
                return self._filter(_folded(name), name, "@", place)
            case Field("topic", terms, place):
                named: list[Node] = []
                for term in terms:
                    if isinstance(term, Term):
                        named += (self._filter(found, term.text, "topic:", place) for found in self._topics(term))
                        place = max(self._text.find(term.text, place), place) + len(term.text)
                return self._checked(flat(Or, named))
            case _:
                return node

    def _topics(self, term: Term) -> list[str]:
        asked = _folded(term.text)
        found = [name for name in self._saved if term.prefix and name.startswith(asked)]
        return found or [asked]

    def _filter(self, folded: str, name: str, mark: str, place: int) -> Node:
        """Args: place: from where on the name stands in the text that names it."""
        if not self._under_way:
            found = self._text.find(name, place)
            self._place = found if found >= 0 else max(self._text.find(name), 0)
        if folded not in self._saved:
            close = get_close_matches(folded, list(self._names), n=1, cutoff=0.5)
            kind = "topic" if mark == "topic:" else "saved filter"
            mended = None
            if close:
                written = write_term(Term(self._names[close[0]]))
                hint = f"did you mean {mark}{written}?"
                mended = self._mended(name, written)
            elif self._names:
                hint = "there are " + ", ".join(list(self._names.values())[:5])
            else:
                hint = "none is saved yet"
            raise FilterError(self._text, self._place, f"there is no {kind} “{name}”", hint, mended)
        if folded in self._under_way:
            way = " → ".join(self._names[each] for each in (*self._under_way, folded))
            raise self._error(f"this saved filter leads back to itself: {way}")
        if folded not in self._whole:
            self._under_way.append(folded)
            self._whole[folded] = self._expanded(self._saved[folded].root)
            self._under_way.pop()
        return self._whole[folded]

    def _mended(self, name: str, written: str) -> str | None:
        """The text with another name in the place of one that it names itself."""
        start, end = self._place, self._place + len(name)
        if self._under_way or self._text[start:end] != name:
            return None
        if self._text[start - 1 : start] == self._text[end : end + 1] == '"':
            start, end = start - 1, end + 1
        return self._text[:start] + written + self._text[end:]

    def _checked(self, node: Node) -> Node:
        """Names can double what is asked at each step, so it is counted at each step."""
        if sum(1 for _ in leaves(node)) > MOST:
            raise self._error(f"more than {MOST} questions, with those of the saved filters")
        return node

    def _error(self, reason: str, hint: str | None = None) -> FilterError:
        return FilterError(self._text, self._place, reason, hint)


def _about_quotes(node: Node) -> bool:
    return any(map(about_quotes, node.parts if isinstance(node, And) else (node,)))


def _folded(name: str) -> str:
    return " ".join(fold(name).split())
