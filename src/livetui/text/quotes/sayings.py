"""Nouns of saying: "his claim that …", "Ana's warning of …"; whose claim or warning it is, is who speaks."""

from __future__ import annotations

from livetui.model.quote import Certainty, Span
from livetui.text.quotes.cues import ADV, CHAIN, POSSESSIVE, PREP, SAYING, STOP, THAT
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.phrases import phrase_start
from livetui.text.quotes.tokens import BREAK, CAP, PUNCT, Tokens

REACH = 10
"""At most this many words stand between the noun and the marks."""


def saying(tokens: Tokens, q: int, low: int) -> Attribution | None:
    """The attribution by the nearest noun of saying before the marks that is somebody's."""
    bits = tokens.bits
    for k in range(q - 1, max(low, q - REACH) - 1, -1):
        b = bits[k]
        if b & SAYING and _opens(tokens, k, q) and (owner := _owner(tokens, k, low)):
            cue = (tokens.starts[k], tokens.ends[k])
            return Attribution(owner, cue, (low, q), Certainty.LIKELY, weak=q - k > 3)
        if b & BREAK and not (b & PUNCT and tokens.lows[k] in ":,"):
            return None
    return None


def _opens(tokens: Tokens, k: int, q: int) -> bool:
    """Whether what was said follows the noun at token k."""
    follows = tokens.bits[k + 1]
    return bool(follows & (THAT | CHAIN | PREP)) or (k + 2 >= q and tokens.lows[q - 1] in ":,") or k + 1 == q


def _owner(tokens: Tokens, k: int, low: int) -> Mention | None:
    """Whose the noun at token k is, at most two words between."""
    genitive = tokens.tables.genitive
    for i in range(k - 1, max(low, k - 3) - 1, -1):
        b = tokens.bits[i]
        if b & POSSESSIVE:
            place = (tokens.starts[i], tokens.ends[i])
            return Mention(place, None, None, tokens.tables.gender.get(tokens.lows[i]), pronoun=True)
        if genitive and b & CAP and tokens.lows[i].endswith(genitive):
            return _named(tokens, i, low, len(genitive))
        if b & (BREAK | PREP | CHAIN | THAT | STOP) and not b & ADV:
            return None
    return None


def _named(tokens: Tokens, i: int, low: int, ending: int) -> Mention:
    start = phrase_start(tokens, i, low)
    span: Span = (tokens.starts[i if start is None else start], tokens.ends[i] - ending)
    return Mention(span, span, None)
