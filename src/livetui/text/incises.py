"""Incises: short reporting clauses inside one pair of marks, cut out of the words around them («Q1, dit-il, Q2»)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from livetui.model.quote import Span
from livetui.text.clauses import TAIL, Clauses
from livetui.text.cues import UNNAMED
from livetui.text.marks import Stretch
from livetui.text.mentions import Mention, after
from livetui.text.tokens import PUNCT, QUOTE, Tokens
from livetui.text.verbs import Verb, verb_at, verbs

LONGEST = 8
"""An incise that ends before the quotation does has at most this many words."""
_APART = 24
"""Two dashes around an incise stand at most so many words apart."""


@dataclass(frozen=True, slots=True)
class Incise:
    """A reporting clause inside marks."""

    span: Span
    """What is cut out, with the punctuation before it."""
    verb: Verb
    mention: Mention | None
    tokens: Tokens
    """The tokens that `verb` counts in."""


def incises(tokens: Tokens, stretch: Stretch, *, dialogue: bool = False) -> list[Incise]:
    """The incises of a stretch, given the tokens of its inside; in a turn of `dialogue` they may be long."""
    out = []
    i, size = 1, tokens.size
    while i < size:
        if (
            tokens.bits[i - 1] & PUNCT
            and tokens.lows[i - 1] in ",!?…—–-."
            and (found := _at(tokens, i, stretch, dialogue))
        ):
            out.append(found[0])
            i = found[1]
        i += 1
    return out


def closing_clause(tokens: Tokens) -> Incise | None:
    """The clause "…, S V." that ends the words of an unclosed stretch, given the tokens of its inside."""
    if not tokens.size:
        return None
    low = tokens.low[-1]
    clauses = Clauses(tokens, [v for v in verbs(tokens) if v.first > low and v.rank == 1 and not v.gerund])
    for verb in reversed(clauses.verbs):
        if tokens.size - verb.last > TAIL:
            return None
        mention = clauses.subject(verb, low)
        if mention is None:
            continue
        comma = bisect_left(tokens.starts, mention.span[0]) - 1
        if comma > low and tokens.lows[comma] == ",":
            return Incise((tokens.starts[comma], tokens.ends[-1]), verb, mention, tokens)
    return None


def _at(tokens: Tokens, i: int, stretch: Stretch, dialogue: bool) -> tuple[Incise, int] | None:
    verb = verb_at(tokens, i, tokens.size)
    opener = tokens.lows[i - 1]
    if verb is None or verb.gerund or (opener == "." and not (dialogue and verb.pronoun)):
        return None
    limit = min(tokens.size, verb.last + 2 * LONGEST)
    mention: Mention | None = None
    end = verb.last
    if verb.pronoun is not None:
        if not tokens.bits[verb.pronoun] & UNNAMED:
            low = tokens.lows[verb.pronoun]
            place = (tokens.starts[verb.pronoun], tokens.ends[verb.pronoun])
            mention = Mention(place, None, None, tokens.tables.gender.get(low), pronoun=True)
    elif found := after(tokens, verb.last, limit):
        mention, end = found
        if mention.pronoun and not (tokens.tables.drops and mention.gender not in (None, "x")):
            return None
    elif not _alone(tokens, verb):
        return None
    paired = _pair(tokens, i - 1)
    close = paired if paired is not None and paired >= end else end
    while (
        close < limit
        and not (tokens.bits[close] & PUNCT and tokens.lows[close] in ",.!?…;:—–")
        and not tokens.bits[close] & QUOTE
        and close != paired
    ):
        close += 1
    at_end = close >= tokens.size
    if not at_end and close >= limit:
        return None
    if not at_end and close - i > LONGEST and not dialogue and close != paired:
        return None
    if at_end and not stretch.repairs and not dialogue and close - i > LONGEST:
        return None
    cut_from = tokens.starts[i - 1] if opener in ",—–-" else tokens.ends[i - 1]
    cut_to = (
        tokens.ends[close - 1]
        if not at_end and tokens.lows[close] not in ",.—–-:;"
        else tokens.ends[min(close, tokens.size - 1)]
    )
    if not at_end and tokens.lows[close] in "—–-" and close + 1 < tokens.size and tokens.lows[close + 1] in ",.;:":
        cut_to = tokens.ends[close + 1]
    return Incise((cut_from, cut_to), verb, mention, tokens), close


def _pair(tokens: Tokens, i: int) -> int | None:
    """The dash that closes what the dash that is token i opens, both beside a blank; None if there is none near."""
    if tokens.lows[i] not in "—–-" or not tokens.text[tokens.ends[i - 1] : tokens.starts[i]].isspace():
        return None
    for k in range(i + 1, min(tokens.size, i + _APART)):
        if tokens.bits[k] & PUNCT and tokens.lows[k] in ".!?":
            return None
        if tokens.bits[k] & PUNCT and tokens.lows[k] == tokens.lows[i]:
            around = tokens.text[tokens.starts[k] - 1] + tokens.text[tokens.ends[k] : tokens.ends[k] + 1]
            return k if any(not c.isalnum() for c in around) or len(around) < 2 else None
    return None


def _alone(tokens: Tokens, verb: Verb) -> bool:
    """Whether a verb of saying stands alone in its clause, where subjects can be left out: "…, ha detto, …"."""
    k = verb.last
    if not tokens.tables.drops or verb.rank > 1 or k >= tokens.size:
        return False
    return bool(tokens.bits[k] & PUNCT) and tokens.lows[k] in ",—–-"


def cut(start: int, end: int, found: list[Span]) -> list[Span]:
    """What remains of a span without those cut out."""
    out, at = [], start
    for a, b in found:
        out.append((at, a))
        at = b
    out.append((at, end))
    return out
