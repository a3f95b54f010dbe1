"""The words that stand for a speaker: a name, a description, or a pronoun.

Name and role are kept apart, with the appositions that give them.
"""

from __future__ import annotations

from livetui.text.quotes.cases import apposition_end, past_manner, subject_before
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
    PRON,
    RELAY,
    ROLE,
    STOP,
    THAT,
    TITLE,
    TO,
    UNNAMED,
    VERB,
)  # fmt: skip
from livetui.text.quotes.naming import Mention, all_name, build, is_role, may_speak, named_and_described, pronoun_at
from livetui.text.quotes.phrases import (
    LONGEST,
    compound,
    phrase_end,
    phrase_start,
)
from livetui.text.quotes.tokens import BREAK, END, NUMBER, QUOTE, WORD, Tokens


def after(tokens: Tokens, i: int, limit: int) -> tuple[Mention, int] | None:
    """The mention that begins at token i, adverbs skipped, and the token after it."""
    bits = tokens.bits
    while (
        i < limit and (bits[i] & (ADV | CLITIC | NUMBER)) and not bits[i] & (PRON | DET | TITLE) and not tokens.name(i)
    ):
        i += 1
    if i >= limit:
        return None
    if bits[i] & PRON and not (bits[i] & DET and i + 1 < limit and bits[i + 1] & WORD and not bits[i + 1] & PREP):
        return pronoun_at(tokens, i)
    end = phrase_end(tokens, i, limit)
    if end == i:
        return None
    return _with_apposition(tokens, i, end, limit)


def before(tokens: Tokens, i: int, low: int, *, antecedent: bool = False) -> Mention | None:
    """The mention that ends at token i, as the subject of a verb after it or the `antecedent` of a relative."""
    bits = tokens.bits
    while i > low and bits[i] & ADV and not bits[i] & (PRON | ROLE | BODY):
        i -= 1
    if i < low:
        return None
    while tokens.tables.cases and i > low and bits[i] & UNNAMED:
        i -= 1  # "Opozice to nazývá …": the object
    if bits[i] & PRON and not bits[i] & DET:
        found = pronoun_at(tokens, i)
        return found[0] if found else None
    if (endings := tokens.tables.cases) and bits[comma := past_manner(tokens, i, low, endings)] & BREAK:
        i = comma
    if bits[i] & BREAK:
        return _around_commas(tokens, i, low) if tokens.lows[i] in (",", ")", "—", "–") else None
    if endings := tokens.tables.cases:
        place = subject_before(tokens, i, low, endings)
        if place and bits[place[0]] & PRON and not bits[place[0]] & DET:
            found = pronoun_at(tokens, place[0])
            return found[0] if found else None
        return build(tokens, *place) if place else None
    start = phrase_start(tokens, i, low)
    if start is None:
        return None
    opener = bits[start - 1] if start > low else 0
    if opener & PREP and not opener & STOP and (start - 1 == low or bits[start - 2] & BREAK):
        return None  # what a preposition opens a clause with is no subject
    if (
        not antecedent
        and opener & PREP
        and not opener & (CHAIN | STOP)
        and (first := _clause_head(tokens, start - 1, low))
    ):
        return first
    if start > low + 1 and tokens.lows[start - 1] == "," and not bits[start] & DET:
        # "the chief of police, Ana Ruiz" with no comma before the verb
        head = _described(tokens, start - 1, low)
        if head is not None and all_name(tokens, start, i + 1):
            return named_and_described(tokens, (head, start - 1), (start, i + 1))
    mention = build(tokens, start, i + 1)
    if mention and mention.role and not mention.name and start > low + 1 and tokens.lows[start - 1] == ",":
        # "Ana Ruiz, chief of police said", with the second comma left out
        head = phrase_start(tokens, start - 2, low)
        if head is not None and not bits[start] & DET and all_name(tokens, head, start - 1):
            return named_and_described(tokens, (start, i + 1), (head, start - 1))
    return mention


def _with_apposition(tokens: Tokens, i: int, end: int, limit: int) -> tuple[Mention, int] | None:
    """A phrase and the apposition after its comma: "the chief of staff, Ana Ruiz", "Ana Ruiz, chief of staff"."""
    found = build(tokens, i, end)
    if found is None:
        return None
    if end + 1 < limit and tokens.lows[end] == "," and not tokens.bits[end] & END:
        nxt = end + 1
        if tokens.bits[nxt] & WORD and not tokens.bits[nxt] & (PREP | RELAY | TO & ~DET):
            stop = _role_end(tokens, nxt, limit) if found.name else phrase_end(tokens, nxt, limit)
            if found.name and (endings := tokens.tables.cases):
                stop = apposition_end(tokens, nxt, limit, endings, i > 0 and bool(tokens.bits[i - 1] & BEFORE))
            if stop > nxt:
                if found.name is None and found.role is not None and all_name(tokens, nxt, stop):
                    return named_and_described(tokens, (i, end), (nxt, stop)), stop
                named = stop - nxt > 1 and tokens.bits[i] & DET and (stop == limit or tokens.bits[stop] & BREAK)
                if found.name is None and named and all_name(tokens, nxt, stop):
                    return named_and_described(tokens, (i, end), (nxt, stop)), stop  # "said the surveyor, Ana Ruiz."
                if found.name is not None and found.role is None and is_role(tokens, nxt, stop):
                    return named_and_described(tokens, (nxt, stop), (i, end)), stop
    return found, end


def _around_commas(tokens: Tokens, i: int, low: int) -> Mention | None:
    """The subject before a comma that closes an apposition or a relative clause: "Ana Ruiz, chief of staff, said"."""
    comma, quoted = i - 1, False
    floor = max(low, i - LONGEST)
    opening = "(" if tokens.lows[i] == ")" else tokens.lows[i]
    while comma >= floor and not (tokens.bits[comma] & BREAK and tokens.lows[comma] == opening):
        quoted = quoted or bool(tokens.bits[comma] & QUOTE)
        comma -= 1
    if quoted and not (comma >= floor and tokens.tables.wary and tokens.bits[comma + 1] & PREP):
        return None  # but "Ana Ruiz, dans son livre « … », accuse"
    if comma < floor:
        return _opening(tokens, i, low) if opening == "," else None
    inner = (comma + 1, i)
    if opening == "," and i - comma == 2 and tokens.bits[comma + 1] & PRON:
        return before(tokens, comma - 1, low) if comma > low else None  # "l'opposition, elle, dénonce"
    if opening == "," and all_name(tokens, *inner):
        wide = _described(tokens, comma, low)
        if wide is not None:
            return named_and_described(tokens, (wide, comma), inner)
    if opening == "," and (first := _opening(tokens, i, low)):
        return first
    start = phrase_start(tokens, comma - 1, low) if comma > low else None
    if start is not None and start > low and tokens.bits[start - 1] & PREP and not tokens.bits[start - 1] & CHAIN:
        return _clause_head(tokens, start - 1, low) or build(tokens, start, comma)
    head = build(tokens, start, comma) if start is not None else None
    if head is None or start is None:
        return build(tokens, *inner) if opening == "," and all_name(tokens, *inner) else None
    if head.name and head.role is None and opening == "," and is_role(tokens, *inner):
        return named_and_described(tokens, inner, (start, comma))
    return head


def _clause_head(tokens: Tokens, i: int, low: int) -> Mention | None:
    """What a clause begins with whose subject goes on with the preposition at token i: "the man in a hat said"."""
    k, bits = i, tokens.bits
    while k > low and not (
        bits[k - 1] & (BREAK | STOP | THAT | AUX) or (bits[k - 1] & (FINITE | VERB) and not bits[k - 1] & (ROLE | BODY))
    ):
        k -= 1
    if k > low and not tokens.bits[k - 1] & (BREAK | STOP | THAT):
        return None
    while k < i and tokens.bits[k] & (CONJ | ADV) and not tokens.bits[k] & (DET | PRON):
        k += 1
    found = after(tokens, k, i) if k < i and not tokens.bits[k] & (PREP | PRON) else None
    return found[0] if found and may_speak(tokens, found[0]) else None


def _opening(tokens: Tokens, i: int, low: int) -> Mention | None:
    """The noun phrase that opens the sentence, if a comma follows it: "The chief, who lives in Rome, Italy, said"."""
    while low < i and tokens.bits[low] & (CONJ | ADV) and not tokens.bits[low] & (DET | PRON):
        low += 1
    found = after(tokens, low, i + 1) if low < i and not tokens.bits[low] & (PREP | STOP | CHAIN) else None
    if found and tokens.lows[found[1]] == "(":
        close = next((k for k in range(found[1] + 1, i) if tokens.lows[k] == ")"), i)
        return found[0] if close < i and tokens.lows[close + 1] == "," else None
    return found[0] if found and found[1] <= i and tokens.lows[found[1]] == "," else None


def _described(tokens: Tokens, j: int, low: int) -> int | None:
    """Where the description that ends before token j begins: back to its clause's border, prepositions included."""
    k = j
    floor = max(low, j - LONGEST)
    while k > floor and not tokens.bits[k - 1] & (BREAK | STOP | AUX | FINITE & ~ROLE | VERB | RELAY | BEFORE):
        k -= 1
    while k < j and tokens.bits[k] & (CONJ | ADV):
        k += 1
    opens = tokens.bits[k] & (DET | ROLE) and not tokens.bits[k] & PREP if k < j else 0
    return k if opens and any(tokens.bits[x] & ROLE or compound(tokens, x) for x in range(k, min(j, k + 5))) else None


def _role_end(tokens: Tokens, i: int, limit: int) -> int:
    """A role after a name runs to the next comma, mark or clause."""
    k = i
    while k < min(limit, i + LONGEST) and not tokens.bits[k] & (BREAK | STOP | AUX | RELAY | NUMBER | (FINITE & ~ROLE)):
        k += 1
    return k
