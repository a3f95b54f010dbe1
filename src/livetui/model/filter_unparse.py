"""From the tree of a filter to its canonical text; `parse` reads the same tree from it."""

from __future__ import annotations

import re

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
    Sort,
    Term,
)

_SIMPLE = re.compile(r'[^\s()|",:*\\/@-][^\s()|",:*\\]*')
"""A term that reads the same without quotation marks."""
_OPERATORS = frozenset({"OR", "AND", "NOT"})


def unparse(f: Filter) -> str:
    """The canonical form of a filter."""
    written = [] if f.empty else [_write(f.root, inside=None)]
    if f.sort is not Sort.NEWEST:
        written.append(f"sort:{f.sort}")
    if f.limit is not None:
        written.append(f"limit:{f.limit}")
    return " ".join(written)


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
            values = ",".join(write_term(term) for term in terms)
            return f"{key}:{values}" if key else values
        case Saved(name):
            return "@" + _quoted(name)
        case Is(state):
            return f"is:{state}"
        case Has(thing):
            return f"has:{thing}"
        case Compare(key, operator, amount, unit):
            return f"{key}:{operator}{amount}{unit}"
        case Date(operator, value):
            return f"date:{'' if operator == '=' else operator}{value}"


def write_term(term: Term | Pattern) -> str:
    """A value as it is typed."""
    if isinstance(term, Pattern):
        return f"/{term.source}/{'i' if term.any_case else ''}"
    return _quoted(term.text) + ("*" if term.prefix else "")


def _quoted(text: str) -> str:
    simple = _SIMPLE.fullmatch(text) and text not in _OPERATORS
    return text if simple else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
