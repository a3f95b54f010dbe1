"""The subjects of verbs in languages with cases and no articles (ru, uk, pl, cs): before the verb and after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from livetui.model.quote import Span
from livetui.text.quotes import addressees
from livetui.text.quotes.cases import bare
from livetui.text.quotes.cues import (
    ADV,
    AS_SAID,
    BEFORE,
    BRAND,
    CONJ,
    ECHO,
    PASSIVE,
    PREP,
    PRON,
    RELATIVE,
    STOP,
    THAT,
    fold,
)  # fmt: skip
from livetui.text.quotes.declensions import Cases
from livetui.text.quotes.mentions import after, before
from livetui.text.quotes.naming import Mention, build
from livetui.text.quotes.tokens import BREAK, Tokens
from livetui.text.quotes.verbs import Verb

if TYPE_CHECKING:
    from livetui.text.quotes.clauses import Clauses

_REACH = 14
"""A body "in" which somebody says a thing stands at most this many words before the verb."""


def agreeing(tokens: Tokens, mention: Mention, cue: Span) -> Mention:
    """The subject of a verb, with the gender and number that the verb's past tense tells if nothing else does."""
    if mention.gender or not tokens.tables.cases:
        return mention
    word = fold(tokens.text[slice(*cue)])
    return replace(mention, gender=next((g for end, g in tokens.tables.cases.past if word.endswith(end)), None))


def subject_after(tokens: Tokens, verb: Verb, limit: int, cases: Cases) -> Mention | None:
    """The subject after a verb and before token `limit`, past what stands between them."""
    i = verb.last
    if tokens.bits[i - 1] & PASSIVE and i < limit and tokens.bits[i] & PREP:
        return _at(tokens, i + 1, limit)  # "говорится в докладе": the report speaks
    start = addressees.subject_after(tokens, i, limit, cases)
    if start is None:
        there = i + 1 < limit and tokens.lows[i] in cases.within and tokens.lows[i - 1].endswith(cases.plurals)
        return _at(tokens, i + 1, limit) if there else None  # "сообщили в полиции"
    if tokens.bits[start] & BRAND:
        name = tokens.starts[start] + 1, tokens.ends[start] - 1
        return Mention(name, name)
    found = _at(tokens, start, limit)
    if found is None and not tokens.bits[start] & PRON:
        end = bare(tokens, start, limit, cases)
        found = build(tokens, start, end) if end > start else None
    return found


def subject_before(clauses: Clauses, verb: Verb, low: int, cases: Cases) -> Mention | None:
    """The subject of a finite verb, before it; `low`: the first token that counts."""
    tokens, bits = clauses.tokens, clauses.tokens.bits
    i = verb.first - 1
    while i >= low and bits[i] & ADV and not tokens.name(i):
        i -= 1
    if i < low:
        return None
    if bits[i] & RELATIVE:
        i -= 2 if i > low and tokens.lows[i - 1] == "," else 1
        return before(tokens, i, low) if i >= low and not bits[i] & BREAK else None
    if bits[i] & CONJ:
        return _relative_before(tokens, i, low) or clauses.sentence_subject(low, i)
    if bits[i] & STOP and i > low and tokens.lows[i - 1] == ",":
        return _opening(tokens, low, i - 1)
    if bits[i] & (THAT | STOP | ECHO | BEFORE | AS_SAID):
        return None
    return before(tokens, i, low) or _within(tokens, verb, i, low, cases)


def _at(tokens: Tokens, i: int, limit: int) -> Mention | None:
    found = after(tokens, i, limit)
    return found[0] if found else None


def _opening(tokens: Tokens, low: int, comma: int) -> Mention | None:
    """Whom the sentence begins with, for a clause after it whose own subject is left out: "…, kiedy określił"."""
    if low >= comma or tokens.bits[low] & (PREP | CONJ | ADV | STOP):
        return None
    found = _at(tokens, low, comma)
    return found if found and (found.name or found.role or found.pronoun) else None


def _relative_before(tokens: Tokens, i: int, low: int) -> Mention | None:
    """Whom the relative clause is about that token i goes on with: "женщину, которая вышла и сказала"."""
    for k in range(i - 1, low, -1):
        if tokens.bits[k] & RELATIVE:
            k -= 2 if tokens.lows[k - 1] == "," else 1
            return before(tokens, k, low) if k >= low and not tokens.bits[k] & BREAK else None
        if tokens.bits[k] & BREAK:
            return None
    return None


def _within(tokens: Tokens, verb: Verb, i: int, low: int, cases: Cases) -> Mention | None:
    """The body in which somebody says it: "В министерстве заявили, …"; the phrase ends at token i."""
    stated = tokens.bits[verb.last - 1] & PASSIVE  # "w komunikacie czytamy"
    if not stated and not tokens.lows[verb.last - 1].endswith(cases.plurals):
        return None
    for k in range(i - 1, max(low, i - _REACH) - 1, -1):
        if tokens.bits[k] & BREAK:
            return None
        if tokens.lows[k] in cases.within:
            return _at(tokens, k + 1, i + 1)
    return None
