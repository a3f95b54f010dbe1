"""Ties of marked words to who says them that no reporting verb makes, where the finite verb stands second (de, nl, sv).

…, so S weiter: Q · S („Q“) · was für S „Q“ ist · a sentence about S. Q. · In der Akte steht: Q
"""

from __future__ import annotations

from bisect import bisect_left

from livetui.model.quote import Certainty
from livetui.text.quotes.clauses import TAIL
from livetui.text.quotes.cues import (
    ADV,
    AUX,
    BEFORE,
    CHAIN,
    CONJ,
    DET,
    EYES,
    PREP,
    PRON,
    SAYING,
    STOP,
    THAT,
    VERB,
    WRITTEN,
)  # fmt: skip
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.mentions import after, before
from livetui.text.quotes.naming import Mention, may_speak
from livetui.text.quotes.tokens import BREAK, CAP, PUNCT, QUOTE, Tokens
from livetui.text.quotes.verb_second import adverbial, finite, person, relative, subject_after


def adjunct_before(tokens: Tokens, q: int, low: int) -> Attribution | None:
    """…, so S weiter: Q."""
    if q < low + 3 or tokens.lows[q - 1] != ":":
        return None
    for k in range(q - 2, max(low, q - TAIL), -1):
        if not tokens.bits[k] & BEFORE or not tokens.bits[k - 1] & BREAK:
            continue
        said = after(tokens, k + 1, q - 1)
        if said and all(tokens.bits[x] & ADV for x in range(said[1], q - 1)):
            return Attribution(said[0], (tokens.starts[k], tokens.ends[k]), (k, q))
        return None
    return None


def listed(tokens: Tokens, q: int, low: int) -> Attribution | None:
    """S1 („Q1“) and S2: Q2, one after another in one sentence."""
    bits = tokens.bits
    if q + 1 < tokens.size and q > low + 1 and tokens.lows[q - 1] == "(" and tokens.lows[q + 1] == ")":
        found = before(tokens, q - 2, low) if bits[q - 2] & CAP else None
        words = len(tokens.text[tokens.starts[q] : tokens.ends[q]].split())
        named = found is not None and (found.name or found.role) and words > 3
        return Attribution(found, None, (low, q), Certainty.LIKELY) if named else None
    if q < low + 3 or tokens.lows[q - 1] != ":" or (last := _quote_before(tokens, q, low)) is None:
        return None
    k = last + 1
    while k < q - 1 and (bits[k] & PUNCT or bits[k] & (CONJ | DET) == CONJ):
        k += 1
    found_next = after(tokens, k, q - 1) if k > last + 1 else None
    if found_next and found_next[1] == q - 1 and person(found_next[0]) and not found_next[0].pronoun:
        return Attribution(found_next[0], None, (last, q))
    return None


def _quote_before(tokens: Tokens, q: int, low: int) -> int | None:
    return next((k for k in range(q - 2, low, -1) if tokens.bits[k] & QUOTE), None)


def reproached(tokens: Tokens, q: int, low: int) -> Attribution | None:
    """Auf den Vorwurf von S, das sei „Q“, antwortete …: the words are of whoever the noun of saying belongs to."""
    bits = tokens.bits
    if not bits[low] & PREP or low + 3 >= q:
        return None
    noun = next((k for k in range(low + 1, min(low + 5, q - 2)) if bits[k] & SAYING), None)
    if noun is None or not bits[noun + 1] & CHAIN:
        return None
    owner = after(tokens, noun + 1 if bits[noun + 1] & DET else noun + 2, q)
    if owner is None or owner[1] >= q or tokens.lows[owner[1]] != ",":
        return None
    if any(bits[k] & QUOTE for k in range(owner[1], q)) and not any(bits[k] & (CONJ | STOP) for k in range(low, q)):
        return None
    ends = any(tokens.lows[k] == "," and finite(tokens, k + 1) for k in range(owner[1] + 1, q - 1))
    cue = (tokens.starts[noun], tokens.ends[noun])
    return None if ends else Attribution(owner[0], cue, (low, q), Certainty.LIKELY)


def in_eyes(tokens: Tokens, q: int, low: int) -> Attribution | None:
    """… ist für S „Q“ · was für S „Q“ ist."""
    bits, k = tokens.bits, q - 1
    while k > low and bits[k] & DET:
        k -= 1
    found = before(tokens, k, low) if k > low + 1 else None
    if not person(found) or found is None:
        return None
    x = bisect_left(tokens.starts, found.span[0]) - 1
    if x <= low or not bits[x] & EYES:
        return None
    judged = bits[x - 1] & (AUX | VERB) or (bits[x - 1] & STOP and q + 1 < tokens.size and bits[q + 1] & AUX)
    cue = (tokens.starts[x], tokens.ends[x])
    return Attribution(found, cue, (x, q), Certainty.LIKELY, rank=2) if judged else None


def written(tokens: Tokens, q: int, low: int, high: int) -> Attribution | None:
    """In der Akte steht „Q“ · auf dem Plakat war „Q“ zu lesen · in dem Brief ist von „Q“ die Rede."""
    bits = tokens.bits
    verb = next((k for k in range(low, high) if bits[k] & WRITTEN and k != q), None)
    if verb is None or any(bits[k] & QUOTE for k in range(low, q)):
        return None
    cue = (tokens.starts[verb], tokens.ends[verb])
    for k in range(low, min(q, high)):
        opens = k == low or bits[k - 1] & (BREAK | ADV) or finite(tokens, k - 1)
        if not bits[k] & PREP or bits[k] & DET or not opens:
            continue
        if relative(tokens, k + 1) and k > low + 1:
            found = before(tokens, k - 2, low)
            return Attribution(found, cue, (low, high), Certainty.LIKELY) if found else None
        said = after(tokens, k + 1, q)
        if said and not said[0].pronoun:
            return Attribution(said[0], cue, (low, high), Certainty.LIKELY)
    return None


def main_subject(tokens: Tokens, low: int, limit: int) -> Mention | None:
    """The subject of the main clause of a sentence, whatever its verb, if it is somebody."""
    bits, start = tokens.bits, low
    while start < limit and bits[start] & (CONJ | PUNCT) and not bits[start] & (QUOTE | DET):
        start += 1
    while start + 1 < limit and bits[start] & ADV and not bits[start] & (DET | PRON | PREP):
        if finite(tokens, start + 1):
            break
        start += 1  # "Auch der Minister …"
    if start >= limit or bits[start] & QUOTE or relative(tokens, start):
        return None
    if bits[start] & BEFORE:
        found = after(tokens, start + 1, limit)
        return found[0] if found and may_speak(tokens, found[0]) else None
    if not adverbial(tokens, start, limit):
        found = after(tokens, start, limit)
        verb = found[1] if found else limit
        if found and may_speak(tokens, found[0]) and _somebody(tokens, found[0], verb):
            return found[0]
    return _inverted(tokens, start, limit)


def _inverted(tokens: Tokens, start: int, limit: int) -> Mention | None:
    """The subject after the verb of a main clause that begins with something else, if it is somebody."""
    bits = tokens.bits
    borders = (k + 1 for k in range(start + 1, limit - 1) if tokens.lows[k] == ",")
    verb = next((k for k in borders if finite(tokens, k)), None)
    if verb is None:
        if bits[start] & (STOP | THAT):
            return None
        verb = next((k for k in range(start + 1, limit) if finite(tokens, k)), None)
    mention = subject_after(tokens, verb + 1, limit) if verb is not None else None
    if verb is None or mention is None or not may_speak(tokens, mention):
        return None
    return mention if _somebody(tokens, mention, verb) else None


def _somebody(tokens: Tokens, mention: Mention, verb: int) -> bool:
    """Whether a mention that may speak is no bare noun, as every one has a capital: "Zweifel blieben"."""
    if mention.pronoun or mention.role or mention.name is None or " " in tokens.text[slice(*mention.name)]:
        return True
    plural = tokens.tables.plural_verb
    return verb < tokens.size and finite(tokens, verb) and not (plural and tokens.lows[verb].endswith(plural))


def sentence_before(tokens: Tokens, q: int) -> Attribution | None:
    """A sentence about S. „Q.“: words that are a whole sentence are those of whom the one before is about."""
    if q < 3 or q != tokens.low[q] or tokens.bits[q - 1] & QUOTE or tokens.high[q] > q + 2:
        return None
    low = tokens.low[q - 1]
    if any(tokens.bits[x] & QUOTE for x in range(low, q)):
        return None
    mention = main_subject(tokens, low, q - 1)
    return Attribution(mention, None, (low, q), Certainty.LIKELY, rank=2, weak=True) if mention else None
