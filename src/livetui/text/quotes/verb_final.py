"""Clauses that end with their verb, the quoted words right before it: S, Q V · Q V S · Q V-participle S (tr)."""

from __future__ import annotations

from livetui.text.quotes.clauses import Clauses
from livetui.text.quotes.cues import ADV, BODY, FINITE, GERUND, PREP, PRON, RELATIVE, ROLE, STOP, VERB
from livetui.text.quotes.mentions import before
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.tokens import BREAK, END, PUNCT, QUOTE
from livetui.text.quotes.verbs import Verb, verb_at

REACH = 7
"""At most this many words stand between the marks and the verb ("“…” diyerek sert tepki gösterdi")."""


def final_verb(clauses: Clauses, q: int, high: int) -> Verb | None:
    """The reporting verb that governs the marked words before it, in the same clause."""
    tokens = clauses.tokens
    k = q + 1
    if k < high and tokens.bits[k] & PUNCT and tokens.lows[k] in ",–—-":
        k += 1
    start = k
    while k < min(high, start + REACH) and not tokens.bits[k] & BREAK:
        if verb := verb_at(tokens, k, high):
            return verb
        k += 1
    return None


def speaker(clauses: Clauses, verb: Verb, q: int, low: int) -> Mention | None:
    """The subject of the verb that follows the marks: behind it, or before the marks; None if it is left out."""
    tokens = clauses.tokens
    k = verb.last
    if k < tokens.size and not tokens.bits[k] & BREAK and not tokens.bits[verb.last - 1] & END:
        if found := clauses.after(k, min(tokens.high[verb.first], k + REACH)):
            return found
        if tokens.bits[verb.first] & GERUND:
            return None
    return subject_before(clauses, q, low)


def subject_before(clauses: Clauses, q: int, low: int) -> Mention | None:
    """The subject before token q: right there, before the first comma, or at the clause's beginning."""
    tokens, bits = clauses.tokens, clauses.tokens.bits
    i = q - 1
    while i >= low and bits[i] & ADV and not tokens.name(i):
        i -= 1
    if i >= low and _may_end(clauses, i) and (found := before(tokens, i, low)):
        return found
    for k in range(low + 1, q):
        if bits[k] & QUOTE:
            return None
        if tokens.lows[k] == "," and _may_end(clauses, k - 1) and (found := before(tokens, k - 1, low)):
            return found
    k = low
    while k < q and (bits[k] & (ADV | STOP | RELATIVE) or bits[k] & PUNCT) and not tokens.name(k):
        k += 1
    return clauses.after(k, q) if k < q and not bits[k] & (PREP | FINITE | VERB) else None


def _may_end(clauses: Clauses, k: int) -> bool:
    """Whether a subject may end with token k: a name, a noun for a person or a body, a pronoun, in no oblique case."""
    tokens = clauses.tokens
    if tokens.tables.oblique and tokens.lows[k].endswith(tokens.tables.oblique):
        return False
    return tokens.name(k) or bool(tokens.bits[k] & (ROLE | BODY | PRON))
