"""Verb groups that report: "a déclaré", "a-t-il dit", "was quoted as saying", "hat einmal gesagt"."""

from __future__ import annotations

from dataclasses import dataclass

from livetui.model.quote import Span
from livetui.text.quotes.cues import (
    ADV,
    AUX,
    BODY,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    FINITE,
    GERUND,
    INFINITIVE,
    LABEL,
    PARTICIPLE,
    PARTICLE_LAST,
    PASSIVE,
    PREP,
    PRON,
    RANK1,
    RANK3,
    REFLEXIVE,
    RELATIVE,
    ROLE,
    SAYING,
    SPLIT,
    STOP,
    THAT,
    TO,
    VERB,
)  # fmt: skip
from livetui.text.quotes.phrases import possessor
from livetui.text.quotes.tokens import BREAK, CAP, JOINT, NUMBER, WORD, Tokens

REACH = 7
"""At most this many words stand between an auxiliary and its participle."""
BRACKET = 30
"""At most this many words stand between a finite verb and the participle or particle that ends its clause (de)."""


@dataclass(frozen=True, slots=True, eq=False)
class Verb:
    """A verb group: tokens `first` to `last` - 1."""

    first: int
    last: int
    cue: Span
    """Where the words that report stand."""
    rank: int
    """1: a verb of saying proper; 2: reports only beside marks; 3: only a whole run of marked words."""
    pronoun: int | None = None
    """The token of a pronoun joined to it ("dit-il")."""
    gerund: bool = False
    """Is it a gerund or a lone infinitive, whose subject is that of the sentence?"""
    label: bool = False
    """Does it call something by the marked word ("qualifier de")?"""
    inner: int | None = None
    """The first token between an auxiliary and a participle that ends the clause, where the subject may stand (de)."""
    passive: bool = False
    """Is whoever speaks named by an agent only ("von Kennern … genannt")?"""

    @property
    def follows(self) -> int:
        """The first token after the finite verb."""
        return self.last if self.inner is None else self.inner


def verb_at(tokens: Tokens, i: int, limit: int) -> Verb | None:
    """The reporting verb group that begins at token i, clitics included."""
    bits = tokens.bits
    start = i
    while i < limit and bits[i] & CLITIC and not bits[i] & (FINITE | AUX):
        if bits[i] & PRON and bits[i] & CAP and not tokens.tables.drops:
            return None  # "Vous m'accusez": a subject, though it may be an object elsewhere
        i += 1
    if i >= limit:
        return None
    first = i - 1 if i > start and bits[i - 1] & REFLEXIVE else i
    b = bits[i]
    if b & AUX:
        found = _compound(tokens, start, first, i, limit) or _chain(tokens, start, first, i, limit)
        found = found or _bracket(tokens, start, i)
        if found:
            return found
    if b & FINITE and not _a_noun(tokens, i) and (not b & SPLIT or _parted(tokens, i)):
        last, pronoun = _joined(tokens, i + 1, limit)
        if tokens.tables.drops and (first < i or (last > i + 1 and bits[last - 1] & REFLEXIVE)):
            return None  # "se dice", "diz-se": by nobody; verbs that need the reflexive are listed with it
        if b & RANK3 and last < limit and tokens.bits[last] & INFINITIVE:
            i, b, last = last, tokens.bits[last], last + 1  # "veut souligner"
        cue = (tokens.starts[first], tokens.ends[pronoun if pronoun is not None else i])
        return Verb(start, last, cue, _rank(b), pronoun, label=bool(b & LABEL))
    if b & VERB and not b & AUX and (found := _chain(tokens, start, first, i, limit)):
        return found
    if b & GERUND and not b & (ROLE | BODY) and not (b & SAYING and _a_noun(tokens, i)):
        cue = (tokens.starts[i], tokens.ends[i])
        return Verb(start, i + 1, cue, _rank(b), gerund=True, label=bool(b & LABEL))
    if b & INFINITIVE and first > 0:
        return _infinitive(tokens, start, i)
    return None


def _infinitive(tokens: Tokens, start: int, i: int) -> Verb | None:
    """An infinitive that reports after a preposition, as a gerund does: "sans dire", "al afirmar"."""
    k = start - 1
    while k > 0 and tokens.bits[k] & ADV and not tokens.bits[k] & PREP:
        k -= 1
    if k < 0 or not tokens.bits[k] & (PREP | CHAIN | TO):
        return None
    b = tokens.bits[i]
    return Verb(k, i + 1, (tokens.starts[i], tokens.ends[i]), _rank(b), gerund=True, label=bool(b & LABEL))


def _rank(bits: int) -> int:
    return 1 if bits & RANK1 else 3 if bits & RANK3 else 2


def verbs(tokens: Tokens) -> list[Verb]:
    """Every reporting verb group of a paragraph, in order."""
    out: list[Verb] = []
    interesting = FINITE | GERUND | INFINITIVE | AUX | VERB | CLITIC
    after, end = 0, -1
    for i in [i for i, bits in enumerate(tokens.bits) if bits & interesting]:
        if i >= after and i != end and (found := verb_at(tokens, i, tokens.size)):
            out.append(found)
            if found.inner is None:
                after = found.last
            else:
                after, end = found.inner, found.last - 1  # other verbs may stand between, but its participle is taken
    return out


def _compound(tokens: Tokens, start: int, first: int, i: int, limit: int) -> Verb | None:
    """An auxiliary, perhaps an inverted pronoun and adverbs, and the participle (in German even the subject)."""
    bits, pronoun = tokens.bits, None
    reach = min(limit, i + REACH)
    if tokens.next_participle(i + 1) >= reach:
        return None
    k = i + 1
    while k < reach:
        b = bits[k]
        if b & PARTICIPLE and not b & DET:
            if bits[i] & PASSIVE and first == i and not b & PASSIVE:
                return None  # "est qualifié": its subject is not who speaks
            last = k + 1
            if pronoun is None and not tokens.tables.verb_last:
                last, pronoun = _joined(tokens, k + 1, limit)
            return Verb(start, last, (tokens.starts[first], tokens.ends[k]), _rank(b), pronoun, label=bool(b & LABEL))
        if b & JOINT:
            pass
        elif b & PRON and pronoun is None and (bits[k - 1] & JOINT or tokens.tables.verb_last):
            pronoun = k
        elif not b & (ADV | CLITIC | AUX) or b & BREAK:
            return None
        k += 1
    return None


def _chain(tokens: Tokens, start: int, first: int, i: int, limit: int) -> Verb | None:
    """A verb of will or phase and a reporting infinitive: "a tenu à préciser", "n'a cessé de répéter"."""
    bits, pronoun, strange = tokens.bits, None, 0
    reach = min(limit, i + REACH)
    if tokens.next_infinitive(i + 1) >= reach:
        return None
    for k in range(i + 1, reach):
        b = bits[k]
        if b & INFINITIVE:
            return Verb(start, k + 1, (tokens.starts[first], tokens.ends[k]), _rank(b), pronoun, label=bool(b & LABEL))
        if b & PRON and bits[k - 1] & JOINT:
            pronoun = k
        elif b & (BREAK & ~JOINT | CAP | NUMBER | STOP | CONJ) or (b & DET and not b & CLITIC):
            return None
        elif not b & (JOINT | ADV | CLITIC | AUX | VERB | PREP | CHAIN | PARTICIPLE):
            strange += 1
            if strange > 1:
                return None
    return None


def _bracket(tokens: Tokens, start: int, i: int) -> Verb | None:
    """An auxiliary and the participle that ends its clause: "hatte der Minister am Montag in Berlin erklärt"."""
    if not tokens.tables.verb_second or (tokens.bits[i] & CAP and i > tokens.low[i]):
        return None
    if i + 1 < tokens.size and tokens.lows[i + 1] == ",":
        return None  # it ends a clause itself
    high = min(tokens.high[i], i + BRACKET)
    k = tokens.next_participle(i + 1)
    if k >= high:
        return None
    high = next((x for x in range(i + 1, high) if tokens.lows[x] == ":"), high)
    while k < high:
        b = tokens.bits[k]
        whole = k + 1 < high and tokens.bits[k + 1] & AUX and tokens.lows[k + 1].endswith("n")  # "soll … gesagt haben"
        if not b & (DET | CAP) and _closes(tokens, k + 1 if whole else k):
            passive = bool(tokens.bits[i] & PASSIVE and not b & PASSIVE)
            last = k + 2 if whole else k + 1
            return Verb(
                start,
                last,
                (tokens.starts[i], tokens.ends[k]),
                _rank(b),
                inner=i + 1,
                passive=passive,
                label=bool(b & LABEL),
            )
        k = tokens.next_participle(k + 1)
    return None


def _parted(tokens: Tokens, i: int) -> bool:
    """Whether a form is followed by the particle with which it reports, at the end of its clause."""
    wanted = tokens.tables.particles[tokens.lows[i]]
    for k in range(i + 1, min(tokens.high[i], i + BRACKET)):
        b = tokens.bits[k]
        if not b & PARTICLE_LAST or tokens.lows[k] not in wanted:
            continue
        if _closes(tokens, k) or (tokens.bits[k + 1] & PREP and not b & (PREP | CHAIN | DET)):
            return True  # "fügte sie hinzu", "laat hij weten aan …"
    return False


def _closes(tokens: Tokens, k: int) -> bool:
    """Whether a clause ends after token k."""
    return k + 1 >= tokens.size or bool(tokens.bits[k + 1] & (BREAK | CONJ | THAT))


def _joined(tokens: Tokens, i: int, limit: int) -> tuple[int, int | None]:
    """A pronoun joined by a hyphen: the subject ("dit-il"), or an object that is passed over (pt. "disse-lhe")."""
    if i + 1 < limit and tokens.bits[i] & JOINT and tokens.bits[i + 1] & PRON:
        return i + 2, i + 1
    if i + 1 < limit and tokens.bits[i] & JOINT and tokens.bits[i + 1] & CLITIC:
        return i + 2, None
    return i, None


def _a_noun(tokens: Tokens, i: int) -> bool:
    """Whether the form is a noun here ("le rapport", "Ana's claims", "dans la note")."""
    if i == 0 or tokens.tables.cases:
        return False
    bits, before = tokens.bits, tokens.bits[i - 1]
    if before & CAP and possessor(tokens, i - 1):
        return True
    if bits[i] & SAYING and i > 1 and _described(tokens, i):
        return True
    if before & DET and bits[i] & (ROLE | BODY) and tokens.ends[i - 1] < tokens.starts[i]:
        return True
    if tokens.tables.drops and before & (CHAIN | PREP) and not before & (PRON | CLITIC | DET | ADV):
        return True  # "degno di nota"
    small = tokens.tables.nouns_capitalised or tokens.tables.drops  # where verbs have capitals in no headline
    if small and bits[i] & CAP and i > tokens.low[i] and not before & BREAK:
        return True
    if not before & DET or before & PRON:
        return False
    if not before & CLITIC:
        return tokens.ends[i - 1] < tokens.starts[i]
    # "la note": an article or the object of the verb, as what stands before it tells
    if i + 1 < tokens.size and bits[i + 1] & (AUX | VERB) and tokens.tables.drops:
        return True  # "a conta é"
    return i > 1 and bool(bits[i - 2] & (PREP | CHAIN | FINITE | VERB)) and not bits[i - 2] & (RELATIVE | ROLE | BODY)


def _described(tokens: Tokens, i: int) -> bool:
    """Whether an article and a word that is nobody stand before the form ("his recent remarks")."""
    between = tokens.bits[i - 1]
    plain = not between & ~(WORD | ADV) and tokens.ends[i - 1] < tokens.starts[i]
    return plain and bool(tokens.bits[i - 2] & DET)
