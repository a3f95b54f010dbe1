"""Noun phrases of languages with cases and no articles, told without a tagger (ru, uk, pl, cs).

A phrase is [adjectives] head [genitives] [name], or a run of names. What is a head is known from the tables, the other
words by their endings: an adjective agrees, what hangs on the head stands in the genitive, and who is spoken to in the
dative. Only a head in the nominative can be a subject.
"""

from __future__ import annotations

from livetui.text.quotes.cues import (
    ADV,
    AS_SAID,
    AUX,
    BEFORE,
    BODY,
    BRAND,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    FINITE,
    GERUND,
    OBLIQUE,
    OWNER,
    PARTICLE,
    PREP,
    PRON,
    RELATIVE,
    RELAY,
    ROLE,
    STOP,
    THAT,
    TITLE,
    UNNAMED,
    VERB,
)  # fmt: skip
from livetui.text.quotes.declensions import Cases
from livetui.text.quotes.genitives import BORDER, NOUN, SMALL, chain_end, ends_so, modifies
from livetui.text.quotes.tokens import BREAK, CAP, END, WORD, Tokens

LONGEST = 24
"""A noun phrase of more words is no mention."""


def phrase_end(tokens: Tokens, i: int, limit: int, cases: Cases, *, oblique: bool = False) -> int:
    """The token after the noun phrase that begins at i; i if none does, or none that can be a subject there.

    `oblique`: it need not be in the nominative.
    """
    bits = tokens.bits
    limit = min(limit, i + LONGEST)
    oblique = oblique or (i > 0 and bool(bits[i - 1] & (BEFORE | PREP | RELAY | CHAIN)))
    k = i
    while k < limit and modifies(tokens, k, limit, cases, oblique):
        k += 1
    if k >= limit:
        return i
    if bits[k] & NOUN and not bits[k] & BORDER:
        if bits[k] & OBLIQUE and not oblique:
            return i
        return chain_end(tokens, k + 1, limit, cases)
    if tokens.name(k):
        end = _names(tokens, k, limit)
        if end == k + 1 == tokens.low[k] + 1 and ends_so(tokens, k, cases.oblique) and _goes_on(tokens, end, limit):
            return i  # "Примерно в это время …": an adverb opens the sentence
        return chain_end(tokens, end, limit, cases) if _opens_with_noun(tokens, k, end, limit, cases) else end
    if bits[k] & DET and k + 1 < limit and bits[k + 1] & CHAIN:
        return chain_end(tokens, k + 1, limit, cases)  # "один из ректоров"
    return i


def _goes_on(tokens: Tokens, end: int, limit: int) -> bool:
    """Whether small words follow that are neither a verb nor stand before one."""
    if end >= limit:
        return False
    b = tokens.bits[end]
    return bool(b & WORD) and not b & (CAP | FINITE | VERB | ADV | AUX | BORDER | CONJ | CLITIC | NOUN)


def _opens_with_noun(tokens: Tokens, k: int, end: int, limit: int, cases: Cases) -> bool:
    """Whether the one capital at k only opens the sentence: "Владелец магазина сказал"."""
    if k != tokens.low[k] or end != k + 1 or end >= limit or tokens.bits[k] & SMALL & ~CAP:
        return False
    if tokens.bits[end] & BRAND:
        return True
    own = tokens.bits[end] & (NOUN | CAP) == 0 and not tokens.bits[end] & SMALL
    return own and ends_so(tokens, end, cases.genitives) and not ends_so(tokens, end, cases.oblique)


def subject_before(tokens: Tokens, i: int, low: int, cases: Cases) -> tuple[int, int] | None:
    """The subject that stands before a verb: its tokens, the last of them at most i.

    What stands between it and the verb are adverbs, objects and what prepositions open.
    """
    bits = tokens.bits
    first = i
    low = max(low, i - LONGEST)
    while first >= low and not bits[first] & (BREAK | STOP | THAT | RELAY | AUX | AS_SAID | FINITE & ~NOUN | GERUND):
        if bits[first] & CONJ and not (first > low and tokens.name(first - 1) and tokens.name(first + 1)):
            break
        first += 1 if bits[first] & END else -1
        if first > i:
            return None
    first += 1
    qualified = any(bits[k] & RELATIVE for k in range(i + 1, min(i + 3, tokens.size)))
    spare: tuple[int, int] | None = None
    x = first
    while x <= i:
        if bits[x] & PRON and not bits[x] & (DET | UNNAMED):
            return x, x + 1
        if bits[x] & DET and not bits[x] & CONJ and all(bits[k] & ADV for k in range(x + 1, i + 1)):
            return x, x + 1  # "один сказал"
        if x > first and bits[x - 1] & (PREP | CHAIN | BEFORE):
            x += 1
            continue
        end = phrase_end(tokens, x, i + 1, cases, oblique=qualified)
        if end == i + 1:
            return x, end
        if end > x:
            follows = bits[end]
            described = any(bits[k] & (ROLE | BODY) for k in range(x, end))
            better = spare is None or (
                described and bits[first] & PREP and not any(bits[k] & ROLE for k in range(*spare))
            )
            if better and not (follows & NOUN and not follows & OBLIQUE) and not tokens.name(end):
                spare = x, end
            x = end
            continue
        x += 1
    if spare is None and first <= i and (first == 0 or bits[first - 1] & (BREAK | CONJ | STOP | END)):
        end = bare(tokens, first, i + 1, cases)
        return (first, end) if end == i + 1 else None
    return spare


def past_manner(tokens: Tokens, i: int, low: int, cases: Cases) -> int:
    """The token before the adverbs and objects that end at token i."""
    while i > low and not tokens.bits[i] & (SMALL & ~ADV) and ends_so(tokens, i, cases.oblique):
        i -= 1
    return i


def bare(tokens: Tokens, i: int, limit: int, cases: Cases) -> int:
    """The end of a phrase around a noun that no table knows, which fills its clause: "сказал старый бармен,"."""
    bits, k = tokens.bits, i
    while k < min(limit, i + 3) and not bits[k] & (SMALL & ~CAP) and ends_so(tokens, k, cases.adjectives):
        k += 1
    if k >= limit or bits[k] & (SMALL & ~CAP) or not bits[k] & WORD or ends_so(tokens, k, cases.oblique):
        if k == i or (k < limit and not bits[k] & (BREAK | PREP | CONJ | STOP | FINITE)):
            return i
        k -= 1  # an adjective that stands for a noun
    k += 1
    end = k
    while end < min(limit, k + 4) and not bits[end] & (SMALL & ~CAP) and ends_so(tokens, end, cases.genitives):
        end += 1
    closed = end >= limit or bits[end] & (BREAK | END | PREP | CONJ | STOP | FINITE)
    return end if closed else i


def name_start(tokens: Tokens, i: int, first: int, j: int, cases: Cases) -> int | None:
    """Where the name begins in the run of capitals from `first` to j - 1 that ends the phrase from i on.

    "глава МИД Сергей Лавров", "мэр Киева Виталий Кличко": what comes first is whose head it is. None if all of it is.
    """
    head = next((x for x in range(i, first) if tokens.bits[x] & (ROLE | BODY)), None)
    if head is None:
        return first
    if tokens.bits[head] & BODY and not tokens.bits[head] & ROLE:
        return None
    text = tokens.text
    while first < j:
        word = text[tokens.starts[first] : tokens.ends[first]]
        acronym = len(word.rstrip(".")) > 1 and word.isupper()
        if acronym or tokens.bits[first] & OWNER or (j - first > 2 and ends_so(tokens, first, cases.genitives)):
            first += 1
        else:
            return first
    return None


def apposition_end(tokens: Tokens, i: int, limit: int, cases: Cases, oblique: bool) -> int:
    """The token after an apposition that begins at i; in an oblique case if what it stands beside does."""
    k = i
    while k < limit and modifies(tokens, k, limit, cases, oblique):
        k += 1
    if k >= limit or not tokens.bits[k] & NOUN or (tokens.bits[k] & OBLIQUE and not oblique):
        return i
    return chain_end(tokens, k + 1, limit, cases)


def _names(tokens: Tokens, k: int, limit: int) -> int:
    """The token after a run of names."""
    bits = tokens.bits
    while k < limit:
        b = bits[k]
        named = k + 1 < limit and tokens.name(k + 1)
        own = tokens.name(k) and not b & (BORDER | BODY | ROLE)
        if not (own or b & TITLE or (b & PARTICLE and named) or (b & CONJ and named and tokens.name(k - 1))):
            break
        k += 1
    return k
