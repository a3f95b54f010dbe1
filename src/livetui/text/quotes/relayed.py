"""Who speaks where an outlet quotes somebody: Q, quotes the agency the minister · The agency quoted him as saying Q."""

from __future__ import annotations

from livetui.model.quote import Span
from livetui.text.quotes.agencies import known_at
from livetui.text.quotes.cases import phrase_end
from livetui.text.quotes.clauses import FAR, Clauses
from livetui.text.quotes.cues import ADV, AGENT, BEFORE, CHAIN, DET, OUTLET, PREP, QUOTING, RELAY, SAYING, TO
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.mentions import after
from livetui.text.quotes.naming import Mention, build
from livetui.text.quotes.tokens import BREAK, CAP, END, WORD, Tokens

_NEAR = 4
"""The verb of quoting stands at most this many tokens after the marks."""
_REACH = 24
"""It stands at most this many tokens before them."""


def relayed(clauses: Clauses, q: int, low: int, high: int) -> Attribution | None:
    """The object of a verb of quoting whose subject is an agency or outlet of the gazetteer."""
    tokens, bits = clauses.tokens, clauses.tokens.bits
    ahead = range(q + 1, min(high, q + 1 + _NEAR) if not bits[q] & END else q)
    for k in (*ahead, *range(q - 1, max(low, q - _REACH) - 1, -1)):
        if not bits[k] & QUOTING and not (bits[k] & RELAY and tokens.tables.cases):
            continue
        if k + 1 >= tokens.size or bits[k + 1] & AGENT:
            return None
        first = max(low, k - _NEAR) if k < q else q + 1
        limit = min(high, k + FAR) if k > q else q
        limit = next((x for x in range(k + 1, limit) if bits[x] & BREAK), limit)
        agency = next(
            (a for x in (*range(k + 1, limit), *range(k - 1, first - 1, -1)) if (a := _agency(tokens, x))), None
        )
        mention = _object(tokens, k, limit, agency) if agency else None
        if mention is None:
            return None
        return Attribution(mention, (tokens.starts[k], tokens.ends[k]), (first, limit), rank=2)
    return None


def _agency(tokens: Tokens, k: int) -> Span | None:
    """The agency or outlet whose name begins at token k."""
    if tokens.bits[k] & WORD and (tokens.bits[k] & CAP or tokens.lows[k] not in tokens.tables.words):
        return known_at(tokens.text, tokens.starts[k], tokens.ends[-1])
    return None


def _passed(tokens: Tokens, i: int) -> bool:
    """Whether token i may stand before the one quoted: an adverb, "of", the preposition of an object (es. "al")."""
    article = tokens.bits[i] & DET and tokens.tables.verb_second
    return bool(tokens.bits[i] & (ADV | TO | CHAIN | PREP)) and not article


def _object(tokens: Tokens, k: int, limit: int, agency: Span) -> Mention | None:
    """Whom a verb at token k quotes, before or after the agency."""
    bits, said = tokens.bits, bool(tokens.bits[k] & QUOTING)
    i = k + 1
    while i < limit:
        past = next((x for x in range(i, limit) if tokens.starts[x] >= agency[1]), limit)
        if agency[0] <= tokens.starts[i] < agency[1]:
            i = past
            continue
        opens = bits[i] & OUTLET or (bits[i] & DET and i + 1 < limit and agency[0] == tokens.starts[i + 1])
        if bits[i] & (SAYING | BEFORE):
            said = True
        elif not (opens and tokens.starts[i] < agency[0]) and not _passed(tokens, i):
            break
        i += 1
    stop = next((x for x in range(i, limit) if tokens.starts[x] >= agency[0]), limit)
    while stop > i + 1 and bits[stop - 1] & OUTLET and not bits[stop - 1] & CAP:
        stop -= 1
    if stop <= i:
        stop = limit
    if not said or i >= stop:
        return None
    if endings := tokens.tables.cases:
        end = phrase_end(tokens, i, stop, endings, oblique=True)
        return build(tokens, i, end if end > i else stop)
    found = after(tokens, i, stop)
    return found[0] if found else None
