"""Two speakers with one verb, and a clause of its own before the one that governs the sentence.

S1 V Q1, and S2 Q2 (the verb is left out the second time) · While S1 V Q1, S2 V Q2.
"""

from __future__ import annotations

from bisect import bisect_left

from livetui.model.quote import Certainty
from livetui.text.quotes.clauses import Clauses
from livetui.text.quotes.cues import AUX, CHAIN, CONJ, DET, PREP, RELATIVE, ROLE, SIMILE, STOP, THAT, TITLE
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.mentions import after
from livetui.text.quotes.naming import may_speak
from livetui.text.quotes.phrases import compound
from livetui.text.quotes.tokens import PUNCT, QUOTE, Tokens
from livetui.text.quotes.verbs import Verb

_REACH = 18
"""The second words stand at most this many tokens after the first."""
_LINKS = CHAIN | SIMILE | PREP | DET | THAT | AUX
"""What may stand between the second subject and its words: "of", "as", "that it is"."""


def gapped(clauses: Clauses, q: int, low: int) -> Attribution | None:
    """S1 V Q1, and S2 Q2: the verb is that of the words before, the subject a new one."""
    tokens, bits = clauses.tokens, clauses.tokens.bits
    p = next((k for k in range(q - 1, max(low, q - _REACH) - 1, -1) if bits[k] & QUOTE), None)
    if p is None or p + 2 > q:
        return None
    i = p + 1 + (tokens.lows[p + 1] in (",", ";"))
    if not bits[i] & (CONJ | STOP) or bits[i] & (THAT | RELATIVE) or clauses.verb_before(q, p):
        return None
    i += 1
    while i < q and bits[i] & THAT and not bits[i] & DET:
        i += 1  # "tandis que"
    found = after(tokens, i, q) if i < q else None
    verb = clauses.verb_before(p, low)
    if found is None or verb is None or verb.gerund or verb.rank > 2 or not may_speak(tokens, found[0]):
        return None
    links = range(found[1], q)
    apart = any(bits[k] & PUNCT for k in links)
    if not all(bits[k] & _LINKS or tokens.lows[k] in (",", "—", "–", "-", ":") for k in links):
        return None
    if not apart and not tokens.tables.cases and any(_person(tokens, k) for k in range(verb.last, p)):
        return None  # "called the mayor “…” and the governor “…”": another object
    if p - verb.last > _REACH or not (tokens.tables.drops or clauses.subject(verb, low, p)):
        return None
    return Attribution(found[0], verb.cue, (i, q), Certainty.LIKELY, verb.rank, label=verb.label)


def _person(tokens: Tokens, k: int) -> bool:
    """Whether token k may be of somebody, as far as a role and, where they tell, capitals show."""
    named = tokens.name(k) and not tokens.tables.nouns_capitalised
    return named or bool(tokens.bits[k] & (ROLE | TITLE)) or compound(tokens, k)


def own_clause(clauses: Clauses, verb: Verb, q: int, low: int) -> bool:
    """Whether a verb before the marks has them and a subject in the subordinate clause that opens the sentence."""
    tokens, bits = clauses.tokens, clauses.tokens.bits
    k = low
    while k < verb.first and bits[k] & CONJ and not bits[k] & STOP:
        k += 1
    if not bits[k] & STOP or bits[k] & (RELATIVE | SIMILE) or verb.gerund:
        return False
    while k < verb.first and bits[k] & (STOP | THAT):
        k += 1
    if any(bits[x] & PUNCT for x in range(verb.last, q)) or q - verb.last > _REACH:
        return False
    mention = clauses.subject(verb, low, q)
    return (
        mention is not None and k <= bisect_left(tokens.starts, mention.span[0]) <= k + 1 and may_speak(tokens, mention)
    )
