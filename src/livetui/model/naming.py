"""A name for a filter that is kept, made of its words."""

from __future__ import annotations

from collections.abc import Collection

from livetui.model.filter_tree import Field, Filter, Has, Is, Node, Not, Term, leaves
from livetui.model.words import fold

LONGEST = 60
"""Characters of a name."""
_WORDS = 2
"""Questions of the filter that the name tells."""


def propose_name(found: Filter, taken: Collection[str]) -> str:
    """A name nobody has: the first things the filter asks for, with a number if need be."""
    told = [word for leaf in _asked(found.root) if (word := _word(leaf))]
    name = " ".join(dict.fromkeys(told[:_WORDS]))[: LONGEST - 3].strip() or "Topic"
    name = name[0].upper() + name[1:]
    used = {fold(each) for each in taken}
    number = 1
    while fold(name if number == 1 else f"{name} {number}") in used:
        number += 1
    return name if number == 1 else f"{name} {number}"


def _asked(root: Node) -> list[Node]:
    """What must or may hold; what must not says little of the rest."""
    denied = {leaf for each in _denials(root) for leaf in leaves(each)}
    return [leaf for leaf in leaves(root) if leaf not in denied]


def _denials(node: Node) -> list[Node]:
    if isinstance(node, Not):
        return [node.part]
    return [denied for part in getattr(node, "parts", ()) for denied in _denials(part)]


def _word(leaf: Node) -> str:
    match leaf:
        case Field(terms=(first, *_)):
            return first.text if isinstance(first, Term) else ""
        case Is(state):
            return state
        case Has(thing):
            return thing
        case _:
            return ""
