"""What hangs on a noun where endings tell it: adjectives before it, genitives and the name behind it."""

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
    PARTICIPLE,
    PARTICLE,
    PREP,
    PRON,
    RELAY,
    ROLE,
    STOP,
    THAT,
    TITLE,
    VERB,
)  # fmt: skip
from livetui.text.quotes.declensions import Cases
from livetui.text.quotes.tokens import BREAK, CAP, NUMBER, WORD, Tokens

NOUN = ROLE | BODY | TITLE
"""Words that name a person, a body or a title."""


BORDER = BREAK | STOP | THAT | RELAY | BEFORE | AUX | AS_SAID
"""What no noun phrase goes over."""


SMALL = (
    PREP
    | CHAIN
    | CONJ
    | ADV
    | CLITIC
    | PRON
    | DET
    | FINITE
    | GERUND
    | PARTICIPLE
    | VERB
    | NUMBER
    | BORDER
    | CAP
    | NOUN
    | BRAND
)


def ends_so(tokens: Tokens, i: int, endings: tuple[str, ...]) -> bool:
    """Whether the word that is token i has one of these endings."""
    return tokens.lows[i].endswith(endings)


def modifies(tokens: Tokens, i: int, limit: int, cases: Cases, oblique: bool) -> bool:
    """Whether token i is an adjective, a number or a pronoun that stands before a noun."""
    b = tokens.bits[i]
    if b & DET and tokens.bits[min(i + 1, limit - 1)] & CHAIN:
        return False
    if b & (NOUN | BORDER) or i + 1 >= limit or not tokens.bits[i + 1] & WORD:
        return False
    if b & (DET | NUMBER):
        return True
    if b & (PREP | CHAIN | CONJ | ADV | CLITIC | PRON | FINITE | GERUND | VERB):
        return False
    follows = tokens.bits[i + 1]
    if b & CAP:
        apart = follows & NOUN or not follows & CAP
        return bool(apart) and ends_so(tokens, i, cases.adjectives) and headed(tokens, i, limit)
    if oblique:
        return not (len(tokens.lows[i]) > 4 and ends_so(tokens, i, tuple(e for e, _ in cases.past if len(e) > 1)))
    return ends_so(tokens, i, cases.adjectives) and headed(tokens, i, limit)


def headed(tokens: Tokens, i: int, limit: int) -> bool:
    """Whether a role, a body or a name follows within three words."""
    for k in range(i + 1, min(i + 5, limit)):
        b = tokens.bits[k]
        if b & BORDER or b & (PREP | CONJ | FINITE):
            return False
        if b & NOUN or (b & CAP and not tokens.bits[i] & CAP):
            return True
    return False


def chain_end(tokens: Tokens, k: int, limit: int, cases: Cases) -> int:
    """The token after what hangs on a head that ends before token k: genitives, and the name at last."""
    bits, named = tokens.bits, bool(tokens.bits[k - 1] & CAP)
    named = named and tokens.name(k - 1) and not bits[k - 1] & NOUN
    start = k
    while k < limit:
        b = bits[k]
        if b & CHAIN and k + 1 < limit and bits[k + 1] & WORD and not named:
            k += 2 if bits[k + 1] & NOUN or not modifies(tokens, k + 1, limit, cases, True) else 1
            continue
        if b & PREP and not named and (place := _place_before_name(tokens, k, limit)):
            k = place
            continue
        if b & BORDER and not (b & PARTICLE and b & CAP):
            break
        if b & CONJ and k + 1 < limit:
            both = tokens.name(k - 1) and tokens.name(k + 1)
            pair = not (bits[k - 1] & CAP or bits[k + 1] & SMALL)
            if not both and not (pair and all(ends_so(tokens, x, cases.genitives) for x in (k - 1, k + 1))):
                break
        elif b & BRAND:
            named = False
        elif tokens.name(k) or b & TITLE or (b & PARTICLE and named and k + 1 < limit and tokens.name(k + 1)):
            named = True
        elif b & NOUN:
            if b & ADV or (named and (b & OBLIQUE or not (k + 1 < limit and tokens.name(k + 1)))):
                break
        elif b & DET and not named:
            pass
        elif b & SMALL:
            break
        elif named:
            last = tokens.text[tokens.starts[k - 1] : tokens.ends[k - 1]]
            owned = ends_so(tokens, k - 1, cases.genitives) or last.isupper()
            if not (owned and ends_so(tokens, k, cases.genitives) and _leads_to_name(tokens, k, limit, cases)):
                break
        elif ends_so(tokens, k, cases.oblique) and not _before_full_name(tokens, k, limit, cases):
            break
        k += 1
    while k > start and bits[k - 1] & (CHAIN | PREP | DET | CONJ) and not tokens.name(k - 1):
        k -= 1
    return k


def _place_before_name(tokens: Tokens, k: int, limit: int) -> int | None:
    """The token after a place inside a phrase, if the name follows it: "представитель Украины в ООН Иван Петров"."""
    run = k + 1
    while run < limit and tokens.name(run) and not tokens.bits[run] & NOUN:
        run += 1
    if run - k > 2:
        word = tokens.text[tokens.starts[k + 1] : tokens.ends[k + 1]]
        return k + 2 if run - k > 3 or (len(word) > 1 and word.isupper()) else None
    lower = k + 2 < limit and tokens.bits[k + 1] & WORD and not tokens.bits[k + 1] & (SMALL & ~NOUN)
    return k + 2 if lower and tokens.name(k + 2) and not tokens.bits[k + 2] & NOUN else None


def _before_full_name(tokens: Tokens, k: int, limit: int, cases: Cases) -> bool:
    """Whether a noun whose ending does not change stands between a role and a name ("речник обленерго Іван Петров")."""
    if not tokens.bits[k - 1] & ROLE or ends_so(tokens, k, cases.datives) or k + 2 >= limit:
        return False
    return all(tokens.name(x) and not tokens.bits[x] & NOUN for x in (k + 1, k + 2))


def _leads_to_name(tokens: Tokens, k: int, limit: int, cases: Cases) -> bool:
    """Whether a name follows the genitives from token k on: "директор Института истории Иван Петров"."""
    for x in range(k + 1, min(k + 4, limit)):
        if tokens.name(x):
            return True
        if tokens.bits[x] & SMALL or not ends_so(tokens, x, cases.genitives):
            return False
    return False
