"""Incises: short reporting clauses inside one pair of marks, cut out of the words around them («Q1, dit-il, Q2»)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from livetui.model.quote import Span
from livetui.text.quotes.clauses import TAIL, Clauses
from livetui.text.quotes.cues import (
    ADV,
    AUX,
    BEFORE,
    CLITIC,
    FINITE,
    INCISE,
    PARTICIPLE,
    PREP,
    PRON,
    RELATIVE,
    ROLE,
    STOP,
    UNNAMED,
    VERB,
)  # fmt: skip
from livetui.text.quotes.mentions import after
from livetui.text.quotes.naming import Mention, may_speak
from livetui.text.quotes.stretch import UNCLOSED, Stretch
from livetui.text.quotes.tokens import BREAK, CAP, JOINT, PUNCT, QUOTE, WORD, Tokens
from livetui.text.quotes.verbs import Verb, verb_at, verbs

LONGEST = 8
"""An incise that ends before the quotation does has at most this many words."""
_CLAUSE = AUX | FINITE | VERB | STOP | PRON
"""What a clause of its own has and a noun with what hangs on it has not."""
_APART = 24
"""Two dashes around an incise stand at most so many words apart."""


_TOLD = r"[«“]|[.!?…:]\s+[—–]\s"
"""What opens words of somebody else's that a speaker tells of; made ready when first needed."""
_CLOSES = {"«": "»", "“": "”"}
_MOST_TOLD = 20
"""So many of them are looked for in one stretch."""


@dataclass(frozen=True, slots=True, eq=False)
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
    told = _told(tokens, stretch)
    i, size = 1, bisect_left(tokens.starts, told[-1][0] if told and told[-1][1] == stretch.end else stretch.end)
    while i < size:
        if (
            tokens.bits[i - 1] & PUNCT
            and not any(a < tokens.starts[i] < b for a, b in told)
            and tokens.lows[i - 1] in ",!?…—–-."
            and (found := _at(tokens, i, stretch, dialogue))
        ):
            out.append(found[0])
            i = found[1]
        i += 1
    return out


def _told(tokens: Tokens, stretch: Stretch) -> list[Span]:
    """Words of somebody else's that the speaker tells of, after a dash or between marks; the last may be left open."""
    if not tokens.tables.dashes or tokens.tables.asides or tokens.tables.dash_incise:
        return []
    out: list[Span] = []
    at = stretch.start
    while len(out) < _MOST_TOLD and (m := re.compile(_TOLD).search(tokens.text, at, stretch.end)):
        close = _CLOSES.get(m.group())
        at = tokens.text.find(close, m.end(), stretch.end) + 1 if close else 0
        out.append((m.end(), at or stretch.end))
        if not at:
            break
    return out


def closing_clause(tokens: Tokens) -> Incise | None:
    """The clause "…, S V." that ends the words of an unclosed stretch, given the tokens of its inside."""
    if not tokens.size:
        return None
    low = tokens.low[-1]
    if adjunct := _closing_adjunct(tokens, low):
        return adjunct
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


def _closing_adjunct(tokens: Tokens, low: int) -> Incise | None:
    """The adjunct that ends the sentence that begins at token low: "…, according to S."."""
    for k in range(tokens.size - 2, max(low, tokens.size - TAIL), -1):
        if tokens.bits[k] & BEFORE and tokens.lows[k - 1] == "," and (found := after(tokens, k + 1, tokens.size)):
            if not all(tokens.bits[x] & PUNCT for x in range(found[1], tokens.size)):
                return None
            cue = Verb(k, k + 1, (tokens.starts[k], tokens.ends[k]), 1)
            return Incise((tokens.starts[k - 1], tokens.ends[-1]), cue, found[0], tokens)
    return None


def _at(tokens: Tokens, i: int, stretch: Stretch, dialogue: bool) -> tuple[Incise, int] | None:
    verb = verb_at(tokens, i, tokens.size) or _only_inside(tokens, i)
    opener = tokens.lows[i - 1]
    dashed = tokens.tables.dash_incise
    if dashed and (opener not in "—–-" or tokens.ends[i - 1] == tokens.starts[i]):
        return None
    if verb is None or verb.gerund or (verb.rank == 3 and verb.pronoun is None):
        return None
    if verb.pronoun is not None and tokens.bits[verb.pronoun] & CLITIC:
        return None  # "voulez-vous": a question or an order
    if opener == "." and not (dialogue and (verb.pronoun or tokens.text[tokens.starts[i]].islower())):
        return None
    limit = min(tokens.size, verb.last + (4 if dialogue else 2) * LONGEST)
    mention: Mention | None = None
    end = verb.last
    if verb.pronoun is not None:
        if not tokens.bits[verb.pronoun] & UNNAMED:
            low = tokens.lows[verb.pronoun]
            place = (tokens.starts[verb.pronoun], tokens.ends[verb.pronoun])
            mention = Mention(place, None, None, tokens.tables.gender.get(low), pronoun=True)
    elif dashed:
        mention = Clauses(tokens, []).follows(verb, min(limit, tokens.high[verb.last - 1]))
        if mention is None and not (verb.rank == 1 and tokens.tables.drops):
            return None
        end = bisect_left(tokens.starts, mention.span[1]) if mention else verb.last
    elif found := after(tokens, verb.last, limit) or _past_addressee(tokens, verb, limit):
        mention, end = found
        latter = tokens.text[slice(*mention.span)].lower() in tokens.tables.latter
        apart = tokens.tables.drops or tokens.tables.verb_second  # "säger hon": no hyphen joins them
        if mention.pronoun and not latter and not (apart and mention.gender not in (None, "x")):
            return None
        if tokens.tables.wary and verb.rank > 1 and not dialogue and not may_speak(tokens, mention):
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
    if UNCLOSED in stretch.repairs and mention and close < limit and tokens.lows[close] == ",":
        close = tokens.size if _described(tokens, close + 1) else close
    at_end = close >= tokens.size
    if not at_end and (close >= limit or (verb.pronoun is not None and tokens.lows[close] == "?")):
        return None  # "…, n'a-t-il pas dit cela ?"
    if dialogue and not at_end and tokens.lows[close] == "," and (further := _manner(tokens, close + 1, limit)):
        close = further
    longest = LONGEST * (
        2 if dashed or _says_when(tokens, verb, end) or (end == close and _says_who(verb, mention)) else 1
    )
    if not at_end and close - i > longest and not dialogue and close != paired:
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
    if not at_end and dashed and close + 1 < tokens.size and tokens.lows[close + 1] in ("—", "–", "-"):
        cut_to = tokens.ends[close + 1]  # "…, — сказал он, — …"
    return Incise((cut_from, cut_to), verb, mention, tokens), close


def _says_who(verb: Verb, mention: Mention | None) -> bool:
    """Whether a clause has a verb of saying proper and somebody named: ", a dit hier le chef, Ana Ruiz,"."""
    return verb.rank == 1 and mention is not None and (mention.name is not None or mention.role is not None)


def _says_when(tokens: Tokens, verb: Verb, end: int) -> bool:
    """Whether only an adverb or a preposition stands after a compound with its pronoun: ", a-t-il dit hier à Lyon,"."""
    compound = verb.rank == 1 and verb.pronoun is not None and bool(tokens.bits[verb.last - 1] & PARTICIPLE)
    return compound and end < tokens.size and bool(tokens.bits[end] & (ADV | PREP))


def _past_addressee(tokens: Tokens, verb: Verb, limit: int) -> tuple[Mention, int] | None:
    """The subject after whom it is said to, or where: ", a dit à l'AFP le maire, Ana Ruiz,", and the token after it."""
    mention = Clauses(tokens, []).after_addressee(verb.last, limit) if verb.rank == 1 else None
    return (mention, bisect_left(tokens.starts, mention.span[1])) if _says_who(verb, mention) and mention else None


def _described(tokens: Tokens, i: int) -> bool:
    """Whether only a noun with what hangs on it stands from token i to the end: ", pensionnée de Castres."."""
    end = next((k for k in range(i, tokens.size) if tokens.bits[k] & BREAK), tokens.size)
    last = end >= tokens.size or (end == tokens.size - 1 and tokens.lows[end] in ".!?…")
    noun = i < end and not tokens.bits[i] & ~(WORD | ROLE | CAP | PARTICIPLE) and end - i <= LONGEST
    return last and noun and not any(tokens.bits[k] & _CLAUSE for k in range(i + 1, end))


def _only_inside(tokens: Tokens, i: int) -> Verb | None:
    """A verb that reports only inside marks ("fit-il", "poursuivit Ana"), clitics before it skipped."""
    bits, start = tokens.bits, i
    while i < tokens.size and bits[i] & CLITIC and not bits[i] & INCISE:
        i += 1
    if i >= tokens.size or not bits[i] & WORD:
        return None
    joined = i + 2 < tokens.size and bits[i + 1] & JOINT and bits[i + 2] & PRON
    if bits[i] & INCISE or (joined and bits[i] == WORD and tokens.tables.gender.get(tokens.lows[i + 2]) != "x"):
        place = (tokens.starts[i], tokens.ends[i + 2 if joined else i])
        return Verb(start, i + 3 if joined else i + 1, place, 2, i + 2 if joined else None)
    return None


def _manner(tokens: Tokens, i: int, limit: int) -> int | None:
    """The comma that ends how somebody said it, from token i on: ", en riant aux éclats,"."""
    if i + 1 >= limit or not tokens.bits[i] & (PREP | RELATIVE):
        return None
    gerund = tokens.tables.gerunds and tokens.lows[i + 1].endswith(tokens.tables.gerunds)
    if not gerund and not tokens.bits[i] & RELATIVE:
        return None
    close = next((k for k in range(i, limit) if tokens.bits[k] & BREAK), limit)
    return close if close < limit and tokens.lows[close] in ",.!?…;:" else None


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
