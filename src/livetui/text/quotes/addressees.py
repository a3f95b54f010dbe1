"""Whom and where a thing is said to, between the verb and its subject: "сказал журналистам в Киеве министр".

Only for languages with cases and no articles; the phrases themselves are told in `cases`.
"""

from __future__ import annotations

from livetui.text.quotes.agencies import known_at
from livetui.text.quotes.cases import bare, phrase_end
from livetui.text.quotes.cues import (
    ADV,
    AS_SAID,
    BEFORE,
    BRAND,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    FINITE,
    OBLIQUE,
    OUTLET,
    PREP,
    PRON,
    RELAY,
    STOP,
    THAT,
    TO,
    VERB,
)  # fmt: skip
from livetui.text.quotes.declensions import Cases
from livetui.text.quotes.genitives import BORDER, NOUN, ends_so, headed
from livetui.text.quotes.tokens import BREAK, CAP, NUMBER, WORD, Tokens


def subject_after(tokens: Tokens, i: int, limit: int, cases: Cases) -> int | None:
    """Where the subject after a verb begins, past adverbs, whom it is said to, and where; None if none is found."""
    bits, unknown = tokens.bits, 0
    spare: int | None = None
    told = i > 0 and tokens.lows[i - 1].endswith(tuple(ending for ending, _ in cases.past))
    relays = i > 0 and (bool(bits[i - 1] & TO) or not told)  # "отмечает ТАСС", but "сказал ТАСС" to it
    while i < limit and not bits[i] & (BREAK | STOP | THAT | RELAY | BEFORE | AS_SAID):
        begins = tokens.starts[i] + bool(bits[i] & BRAND)
        known = known_at(tokens.text, begins, tokens.ends[limit - 1]) if bits[i] & (CAP | BRAND) else None
        if known:
            past = next((k for k in range(i, limit) if tokens.starts[k] >= known[1]), limit)
            spoken = subject_after(tokens, past, limit, cases)
            return i if spoken is None and relays else spoken
        if bits[i] & (PREP | CHAIN):
            i = _past_place(tokens, i + 1, limit, cases)
            continue
        if bits[i] & PRON and not bits[i] & DET:
            return i
        end = phrase_end(tokens, i, limit, cases)
        if end > i and not (end < limit and _told(tokens, i, end, limit, cases)):
            return i
        if end > i:
            i = end
            continue
        object_ = bits[i] & (ADV | CLITIC | NUMBER | TO | OUTLET | OBLIQUE | BRAND) or ends_so(tokens, i, cases.oblique)
        if not object_ and (end := bare(tokens, i, limit, cases)) > i:
            if end >= limit or bits[end] & BREAK:
                return spare if spare is not None else i
            spare = i if spare is None else spare  # an object, if a subject comes later
        if unknown > 3:
            return spare
        unknown += not object_
        i += 1
    return spare


def _told(tokens: Tokens, i: int, end: int, limit: int, cases: Cases) -> bool:
    """Whether a name in the dative is the one spoken to, since the subject comes after it."""
    if tokens.bits[i] & NOUN or not ends_so(tokens, end - 1, cases.datives):
        return False
    return phrase_end(tokens, end, limit, cases) > end


def _past_place(tokens: Tokens, i: int, limit: int, cases: Cases) -> int:
    """The token after what a preposition opens at i: its noun, genitives, and names that belong to it."""
    bits, k = tokens.bits, i
    while (
        k < limit
        and bits[k] & WORD
        and not bits[k] & (NOUN | CAP | BORDER | PREP | FINITE)
        and (
            k + 1 < limit
            and bits[k + 1] & WORD
            and not bits[k + 1] & (PREP | BORDER | CAP)
            and (not bits[k + 1] & NOUN or bits[k + 1] & OBLIQUE)
            and (bits[k] & (DET | NUMBER) or k == i)
            and ends_so(tokens, k, tuple(e for e in cases.oblique + cases.genitives if len(e) > 1))
        )
    ):
        k += 1  # an adjective
    if k >= limit or bits[k] & (BREAK | BORDER & ~BEFORE):
        return k
    known = known_at(tokens.text, tokens.starts[k], tokens.ends[limit - 1])
    if known:
        return next((x for x in range(k, limit) if tokens.starts[x] >= known[1]), limit)
    proper = bool(bits[k] & CAP)
    k += 1
    while k < limit:
        b = bits[k]
        if b & (PREP | CHAIN | CONJ | FINITE | VERB | PRON) or b & BORDER:
            break
        if b & NOUN and not b & OBLIQUE:
            break
        if b & CAP:
            if (past := _past_owner(tokens, k, limit, cases, proper)) is None:
                break
            k = past
            continue
        owned = b & (ADV | NOUN | NUMBER | DET) or ends_so(tokens, k, tuple(e for e in cases.genitives if len(e) > 1))
        if not owned and ends_so(tokens, k, cases.adjectives) and headed(tokens, k, limit):
            break
        k += 1
    return k


def _past_owner(tokens: Tokens, k: int, limit: int, cases: Cases, proper: bool) -> int | None:
    """The token after a name at k that belongs to the place before it; None if the subject begins there.

    "на брифинге Анна Белова" · "на заседании Рады Иван Петров" · "в интервью РБК Петров": three capitals in a row, an
    acronym or an outlet, or a role in the nominative after them, show that the first belongs to the place.
    """
    run = k
    while run < limit and tokens.name(run) and not tokens.bits[run] & NOUN:
        run += 1
    word = tokens.text[tokens.starts[k] : tokens.ends[k]]
    heads = run < limit and tokens.bits[run] & NOUN and not tokens.bits[run] & OBLIQUE
    outlet = known_at(tokens.text, tokens.starts[k], tokens.ends[limit - 1])
    if outlet and (heads or run - k > 1):
        return next((x for x in range(k, limit) if tokens.starts[x] >= outlet[1]), limit)
    if heads or (len(word) > 1 and word.isupper() and run - k > 1):
        return k + 1
    return k + 1 if run - k >= 3 and not proper and ends_so(tokens, k, cases.genitives + cases.oblique) else None
