"""The author's words in a turn of dialogue, between dashes ("—Voy —dijo Ana—. Y tú también")."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from livetui.model.quote import Span
from livetui.text.quotes.cues import PRON
from livetui.text.quotes.mentions import after
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.phrases import NOUN
from livetui.text.quotes.tokens import CAP, Tokens
from livetui.text.quotes.verbs import Verb, verb_at

_DASH = r"(?<=\s)(?:[—–]|--?(?=\s))|(?<=\S)[—–](?=[\s.,;:!?…]|$)"
_AFTER = r"[\s.,;:]*"
"""These expressions are made ready when a turn of dialogue first needs them."""
_FIRST = 8
"""The verb that reports stands among so many words of the author's."""


@dataclass(frozen=True, slots=True, eq=False)
class Aside:
    """Words of the author's in a turn of dialogue."""

    span: Span
    """What is cut out, with its dashes and the punctuation after them."""
    verb: Verb | None
    """The verb that reports; None if the author says something else ("—Ana sonrió—")."""
    mention: Mention | None
    """The subject of the verb."""


def asides(tokens: Tokens, start: int, end: int) -> list[Aside]:
    """What the author says in a turn of dialogue whose words stand from offset start to end.

    A dash opens the author's words if a reporting verb stands near it, or if it clings to them as its pair does. The
    next dash gives the turn back to the speaker. Any other dash is part of the speech, and where nobody reports, so are
    words in dashes within a sentence ("—Mi hermano —el de Lugo— viene").
    """
    text = tokens.text
    dashes = [m.span() for m in re.compile(_DASH).finditer(text, start, end)]
    out: list[Aside] = []
    k = 0
    while k < len(dashes):
        opened = dashes[k]
        closed = dashes[k + 1] if k + 1 < len(dashes) else (end, end)
        k += 1
        verb, mention = _said(tokens, opened[1], closed[0])
        clings = not text[opened[1]].isspace() and closed[0] < end and not text[closed[0] - 1].isspace()
        if verb or clings:
            rest = re.compile(_AFTER).match(text, closed[1], end)
            out.append(Aside((opened[0], rest.end() if rest else end), verb, mention))
            k += 1
    if any(a.verb for a in out):
        return out
    return [a for a in out if text[start : a.span[0]].rstrip()[-1:] in tuple(".!?…")]


def _said(tokens: Tokens, start: int, end: int) -> tuple[Verb | None, Mention | None]:
    """The reporting verb among the author's words between two offsets, and its subject."""
    first, limit = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
    for i in range(first, min(first + _FIRST, limit)):
        verb = verb_at(tokens, i, limit)
        if verb is None or verb.gerund:
            continue
        before = after(tokens, first, i) if i > first else None
        if before and before[1] == i:
            return verb, before[0]
        if i > first and tokens.bits[first] & (CAP | NOUN | PRON):
            continue
        found = after(tokens, verb.last, limit)
        return verb, found[0] if found else None
    return None, None
