"""What ties marked words to whoever said them, where the verb before or after them does not: the ties tried apart.

A verb and its subject in commas before the marks · a participle with its agent · words that say "we".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from livetui.model.quote import Certainty, Span
from livetui.text.clauses import FAR, Clauses
from livetui.text.cues import AGENT, DET, PARTICIPLE, PREP, RANK1
from livetui.text.mentions import Mention, after
from livetui.text.phrases import NOUN
from livetui.text.tokens import PUNCT, QUOTE
from livetui.text.verbs import Verb

_WORD = re.compile(r"\w+")
_READ = 1000
"""So many characters of the marked words are read for "we"."""
_FEWEST = 4
"""Marked words fewer than these are no claim of anybody's."""
_NEAR = 3
"""An agent after the marks needs its participle at most this many words before them."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said it, as the words around the marks tell."""

    mention: Mention | None
    """The speaker; None if the words that report name none."""
    cue: Span | None
    """The words that report; None in a headline."""
    words: tuple[int, int]
    """The tokens of the reporting clause, within which an agency may be named."""
    certainty: Certainty = Certainty.SURE
    rank: int = 1
    """The rank of the verb; 1 where there is none."""
    weak: bool = False
    """Is the tie too loose for a fragment of a word or two?"""


def parenthesis(clauses: Clauses, verb: Verb, q: int, low: int) -> Mention | None:
    """Whoever stands after a verb that a comma opens and a comma closes: "Anche Ana, ricorda Luis Ruiz, Q"."""
    tokens = clauses.tokens
    if not tokens.tables.inverts or verb.rank > 1 or verb.gerund or verb.pronoun is not None or verb.first <= low:
        return None
    if not (tokens.bits[verb.first - 1] & PUNCT and tokens.lows[verb.first - 1] in ",–—("):
        return None
    found = after(tokens, verb.last, q + 1)
    if found is None or not (found[1] == q or tokens.lows[found[1]] in (",", ":", "–", "—", ")")):
        return None
    mention = found[0]
    body = any(tokens.bits[k] & NOUN for k in range(verb.last, found[1]))
    return mention if mention.name or mention.role or mention.pronoun or body else None


def described_by(clauses: Clauses, q: int, low: int, high: int) -> Attribution | None:
    """Described by S as Q; described as Q by S."""
    tokens, bits = clauses.tokens, clauses.tokens.bits
    for k in range(q - 1, max(low, q - FAR) - 1, -1):
        if not bits[k] & PARTICIPLE:
            continue
        if k + 1 < q and bits[k + 1] & AGENT:
            found = after(tokens, k + 2, q)
        elif q - k <= _NEAR and q + 1 < high and bits[q + 1] & AGENT:
            found = after(tokens, q + 2, high)
        else:
            continue
        if found and not found[0].pronoun:
            rank = 1 if bits[k] & RANK1 else 2
            return Attribution(found[0], (tokens.starts[k], tokens.ends[k]), (low, high), Certainty.LIKELY, rank)
    return None


def ours(clauses: Clauses, q: int, low: int) -> Attribution | None:
    """S … Q, where the marked words say "we": a reason or a claim in the words of whom the sentence is about."""
    tokens = clauses.tokens
    inside = tokens.text[tokens.starts[q] : tokens.ends[q]][:_READ]
    words = [m.group().lower() for m in _WORD.finditer(inside)]
    if len(words) < _FEWEST or tokens.tables.ours.isdisjoint(words) or q <= low + 2:
        return None
    if tokens.bits[low] & PREP and not tokens.bits[low] & DET:
        return None
    found = after(tokens, low, q)
    if found is None or not (found[0].name or found[0].role or found[0].pronoun) or found[1] >= q - 1:
        return None
    if any(tokens.bits[k] & QUOTE for k in range(low, q)):
        return None
    return Attribution(found[0], None, (low, q), Certainty.LIKELY)
