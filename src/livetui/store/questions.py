"""Questions to the full-text index: what of a filter it can answer, in its language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from livetui.model.filter import And, Field, Filter, Node, Not, Or, Pattern, Term
from livetui.model.filter_tree import about_quotes, depth
from livetui.model.words import phrases

_COLUMNS = {"": "{title text}", "title": "{title}", "text": "{text}", "author": "{authors}", "tag": "{tags}"}
_WIDER = {"url": "{url}", "said": "{said}", "role": "{roles}", "via": "{via}", "quote": "{quoted}"}
"""Columns that are asked of many entries only; for a few of them their rows are looked into."""
_PREFIX = 4
"""Letters from which on a beginning is asked of those: for fewer the index gathers far more than the rows hold."""
_DEEPEST = 8
"""Levels within each other in a question to the index: its parser has room for a hundred open signs."""


def parts_of(f: Filter) -> tuple[Node, ...]:
    """All that must hold, one by one; only questions in parentheses that are about one quotation stay together."""
    return tuple(_spread(f.root.parts if isinstance(f.root, And) else (f.root,)))


def _spread(parts: Sequence[Node]) -> Iterator[Node]:
    for part in parts:
        if isinstance(part, And):
            together = tuple(each for each in part.parts if about_quotes(each))
            yield from (And(together),) if together else ()
            yield from _spread([each for each in part.parts if each not in together])
        else:
            yield part


def split(parts: Sequence[Node], *, wide: bool = True) -> tuple[str | None, list[Node]]:
    """What of the parts the index answers in one question, and what is left.

    Of several questions about one quotation the index knows the entries that may have it, so they are left, too.
    Args: wide: as of `index_question`.
    """
    sought, refused, rest = [], [], []
    several = sum(map(about_quotes, parts)) > 1
    for part in parts:
        question = index_question(part.part if isinstance(part, Not) else part, wide=wide)
        if question is None:
            rest.append(part)
        elif isinstance(part, Not):
            refused.append((part, question))
        else:
            sought.append(question)
            if several and about_quotes(part):
                rest.append(part)
    if not sought:  # the index only takes away from what it has found
        return None, [*rest, *(part for part, _ in refused)]
    found = " AND ".join(f"({question})" for question in sought)
    without = " OR ".join(f"({question})" for _, question in refused)
    return (f"({found}) NOT ({without})" if without else found), rest


def index_question(node: Node, *, wide: bool = True) -> str | None:
    """The node in the language of FTS5, every word quoted by us; None where the index alone can't answer it.

    Args: wide: also what is asked of addresses and quotations.
    """
    if depth(node) > _DEEPEST:
        return None
    match node:
        case Field(key, terms) if key in _COLUMNS or (wide and key in _WIDER and not any(map(_short, terms))):
            questions = [
                f"{_COLUMNS.get(key) or _WIDER[key]} : {_phrase(term)}" for term in terms if isinstance(term, Term)
            ]
            return " OR ".join(f"({question})" for question in questions) if len(questions) == len(terms) else None
        case And(parts) if sum(map(about_quotes, parts)) > 1:
            return None
        case And(parts) | Or(parts) if parts:
            inner = [index_question(part, wide=wide) for part in parts]
            joint = " AND " if isinstance(node, And) else " OR "
            found = [f"({question})" for question in inner if question is not None]
            return joint.join(found) if len(found) == len(inner) else None
        case _:
            return None


def _short(term: Term | Pattern) -> bool:
    return isinstance(term, Term) and term.prefix and len(term.text) < _PREFIX


def _phrase(term: Term) -> str:
    found = " OR ".join(f'"{phrase}"' + (" *" if term.prefix else "") for phrase in phrases(term.text))
    return f"({found})" if len(phrases(term.text)) > 1 else found


def padded_phrases(term: Term) -> list[str]:
    """One of these is a part of a padded text that has the words of the term."""
    end = "" if term.prefix else " "
    return [f" {phrase}{end}" for phrase in phrases(term.text)]
