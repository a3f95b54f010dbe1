"""What is typed on the screen of quotations: plain words are looked for in names, roles and the words said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from livetui.model.filter import And, Field, Filter, Node, Not, Or, Term, phrase_in
from livetui.model.filter_tree import leaves
from livetui.model.saying import SpeakerCount
from livetui.model.words import padded

_KEYS = ("said", "role", "quote")


def of_quotations(wanted: Filter) -> Filter:
    """The filter with each plain word meaning: the speaker is called so, has such a role, or says it."""
    return replace(wanted, root=_spoken(wanted.root))


def fitting(speakers: Iterable[SpeakerCount], wanted: Filter | None) -> tuple[SpeakerCount, ...]:
    """The speakers whose name or role has every plain word of the filter as typed; what it asks besides is let be."""
    plain = [leaf for leaf in leaves(wanted.root) if isinstance(leaf, Field) and not leaf.key] if wanted else []
    words = [[term for term in leaf.terms if isinstance(term, Term)] for leaf in plain]
    return tuple(
        speaker
        for speaker in speakers
        if all(
            any(phrase_in(term, padded(text)) for term in terms for text in (speaker.name, speaker.role))
            for terms in words
            if terms
        )
    )


def _spoken(node: Node) -> Node:
    match node:
        case And(parts):
            return And(tuple(_spoken(part) for part in parts))
        case Or(parts):
            return Or(tuple(_spoken(part) for part in parts))
        case Not(part):
            return Not(_spoken(part))
        case Field("", terms):
            return Or(tuple(Field(key, terms) for key in _KEYS))
        case _:
            return node
