"""What ties marked words to whoever said them, where the verb before or after them does not: the ties tried apart.

A verb and its subject in commas before the marks · a participle and its agent · nouns of saying · words that say "we".
"""

from __future__ import annotations

from livetui.model.quote import Certainty
from livetui.text.quotes.clauses import TAIL, Clauses
from livetui.text.quotes.cues import (
    ADV,
    AGENT,
    AUX,
    BEFORE,
    CHAIN,
    CONJ,
    DET,
    FINITE,
    LABEL,
    PARTICIPLE,
    PREP,
    RANK1,
    SAYING,
    SIMILE,
    STOP,
    THAT,
    VERB,
)  # fmt: skip
from livetui.text.quotes.found import Attribution, words_of
from livetui.text.quotes.mentions import after
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.phrases import NOUN
from livetui.text.quotes.tokens import PUNCT, QUOTE
from livetui.text.quotes.verbs import Verb

_READ = 1000
"""So many characters of the marked words are read for "we"."""
_FEWEST = 4
"""Marked words fewer than these are no claim of anybody's."""


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
    apart = found[1] < q or not tokens.tables.wary  # "l'opposition, elle, dénonce une loi « hâtive »"
    body = apart and any(tokens.bits[k] & NOUN for k in range(verb.last, found[1]))
    return mention if mention.name or mention.role or mention.pronoun or body else None


def unlisted(clauses: Clauses, q: int, j: int, limit: int) -> Attribution | None:
    """Q, V S, where only its ending tells that the word at token j is a verb."""
    tokens = clauses.tokens
    verb = bool(tokens.bits[j] & VERB) and tokens.lows[j] not in tokens.tables.words
    inside = tokens.text[tokens.starts[q] : tokens.ends[q]]
    if not verb or (j == q + 1 and not any(c in inside[-4:] for c in "!?…,")) or len(inside.split(None, 1)) < 2:
        return None
    mention = clauses.after(j + 1, next((k for k in range(j, limit) if tokens.bits[k] & QUOTE), limit))
    if mention is None or not (mention.name or mention.role):
        return None
    return Attribution(mention, (tokens.starts[j], tokens.ends[j]), (j, limit), Certainty.LIKELY, rank=2)


def clause_adjunct(clauses: Clauses, q: int, low: int) -> Attribution | None:
    """…, while according to S Q: an adjunct that opens the last clause before the marks and ends at them."""
    tokens, bits = clauses.tokens, clauses.tokens.bits
    for k in range(q - 2, max(low, q - TAIL), -1):
        if bits[k] & BEFORE and bits[k - 1] & (STOP | CONJ | PUNCT) and (said := after(tokens, k + 1, q)):
            if bits[k] & PREP and not said[0].speaks:
                return None
            if said[1] == q or (said[1] == q - 1 and tokens.lows[q - 1] == ","):
                return Attribution(said[0], (tokens.starts[k], tokens.ends[k]), (k, q))
            return None
    return None


def described_by(clauses: Clauses, q: int, low: int, high: int) -> Attribution | None:
    """Q as the object of a passive: "qualifié par S de Q", "décrit comme Q par S"."""
    tokens, bits = clauses.tokens, clauses.tokens.bits
    p = next((k for k in range(q - 1, max(low, q - TAIL) - 1, -1) if bits[k] & (PARTICIPLE | QUOTE)), -1)
    if p < 0 or bits[p] & QUOTE:
        return None
    label = bool(bits[p] & LABEL)
    for k in (*range(p + 1, q), *range(q + 1, min(high, q + 2))):
        if not bits[k] & AGENT or not (found := after(tokens, k + 1, high)):
            continue
        ties = range(found[1], q) if k < q else range(q - 1, q)
        if (label or (k < q and ties)) and all(bits[x] & (CHAIN | SIMILE | ADV | AUX | THAT) or label for x in ties):
            cue = (tokens.starts[p], tokens.ends[p])
            return Attribution(found[0], cue, (low, high), rank=1 if bits[p] & RANK1 else 2, label=label)
    return None


def nominal(clauses: Clauses, q: int, low: int) -> Attribution | None:
    """A noun of saying and whose it is: "les mots de S: Q", "l'appel de S à Q"."""
    tokens, bits = clauses.tokens, clauses.tokens.bits
    for k in range(q - 2, max(low, q - TAIL) - 1, -1):
        if bits[k] & (QUOTE | AUX | VERB | FINITE):
            return None
        if not bits[k] & SAYING or not bits[k + 1] & CHAIN:
            continue
        found = after(tokens, k + 1 if bits[k + 1] & DET else k + 2, q)
        if found is None or not (found[0].name or found[0].role or clauses.somebody(found[0])):
            return None
        if all(bits[x] & (PUNCT | THAT | STOP | PREP | CHAIN) for x in range(found[1], q)):
            return Attribution(found[0], (tokens.starts[k], tokens.ends[k]), (low, q), Certainty.LIKELY)
        return None
    return None


def ours(clauses: Clauses, q: int, low: int) -> Attribution | None:
    """S … Q, where the marked words say "we": a reason or a claim in the words of whom the sentence is about."""
    tokens = clauses.tokens
    if q <= low + 2 or any(tokens.bits[k] & QUOTE for k in range(low, q)):
        return None
    inside = tokens.text[tokens.starts[q] : tokens.ends[q]][:_READ]
    words = words_of(inside.lower())
    if len(words) < _FEWEST or tokens.tables.ours.isdisjoint(words):
        return None
    mention = clauses.near_pronoun(low, q) or clauses.sentence_subject(low, q)
    mention = clauses.somebody(mention) if mention else None
    return Attribution(mention, None, (low, q), Certainty.LIKELY) if mention else None
