"""Noun phrases of a script without capitals: whatever stands between what cannot be part of one.

A name is told from a role by the tables and the article: after a role and its attributes ("وزير الخارجية") come the
words of the name.
"""

from __future__ import annotations

from livetui.text.quotes.cues import (
    ADV,
    AUX,
    BEFORE,
    BODY,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    FINITE,
    PREP,
    RELAY,
    ROLE,
    STOP,
    THAT,
    TITLE,
    TO,
    VERB,
)  # fmt: skip
from livetui.text.quotes.tokens import BREAK, END, NUMBER, WORD, Tokens

LONGEST = 14
"""A noun phrase of more words is no mention."""
_ENDS = BREAK | STOP | AUX | RELAY | BEFORE | THAT | NUMBER | CONJ | TO
_VERBAL = FINITE | VERB | ADV | CLITIC
_NAME = 5
"""A name has at most this many words."""


def phrase_end(tokens: Tokens, i: int, limit: int) -> int:
    """The token after the noun phrase that begins at i; i if none does."""
    bits, k = tokens.bits, i
    limit = min(limit, i + LONGEST)
    while k < limit:
        b = bits[k]
        noun = b & (ROLE | BODY | TITLE)
        if b & _ENDS or (b & _VERBAL and not noun):
            break
        governed = k == i and k > 0 and bits[k - 1] & BEFORE
        if b & PREP and not b & CHAIN and not governed:
            break
        if k > i and bits[k - 1] & END:
            break
        k += 1
    while k > i and bits[k - 1] & (CHAIN | PREP | DET) and not bits[k - 1] & (ROLE | BODY | TITLE):
        k -= 1
    return k


def phrase_start(tokens: Tokens, i: int, low: int) -> int | None:
    """The first token of the noun phrase that ends at i."""
    bits, k = tokens.bits, i
    low = max(low, i - LONGEST)
    while k >= low:
        b = bits[k]
        if (
            b & _ENDS
            or (b & _VERBAL and not b & (ROLE | BODY | TITLE))
            or (b & PREP and not b & CHAIN)
            or (b & END and k < i)
        ):
            break
        k -= 1
    start = k + 1
    while start <= i and bits[start] & CHAIN and not bits[start] & (ROLE | BODY):
        start += 1
    return start if start <= i else None


def name_start(tokens: Tokens, i: int, j: int) -> int | None:
    """Where the proper name that ends the phrase begins; None if what ends it is no person's name."""
    bits = tokens.bits
    nouns = [k for k in range(i, j) if bits[k] & (ROLE | BODY)]
    if not nouns:
        titled = bool(bits[i] & TITLE)
        plain = not definite(tokens, i) and all(tokens.name(k) or definite(tokens, k) for k in range(i + titled, j))
        return i if plain and j - i <= _NAME else None
    k = nouns[-1] + 1
    known = any(definite(tokens, x) for x in nouns)
    while k < j and (definite(tokens, k) or bits[k] & (CHAIN | DET) or not tokens.name(k)):
        known = known or definite(tokens, k)
        k += 1 + bool(bits[k] & CHAIN)
    if k >= j or not known or j - k > _NAME:
        return None
    while k > i and bits[k - 1] & TITLE and not bits[k - 1] & ROLE:
        k -= 1
    return k


def definite(tokens: Tokens, k: int) -> bool:
    """Whether a word has the article."""
    article = tokens.tables.forms.article
    if not article or not tokens.bits[k] & WORD:
        return False
    low = tokens.lows[k]
    return low.startswith(article) or low[1:].startswith(article)
