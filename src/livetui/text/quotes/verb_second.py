"""Subjects in languages whose finite verb stands second in a main clause and last in others (German, Dutch, Swedish).

One phrase alone stands before the verb. If it is an adverbial or stands in an oblique case the subject follows the
verb, after pronouns, adverbials and oblique phrases; else it stands before.
"""

from __future__ import annotations

from livetui.text.quotes.cues import (
    ADV,
    AFTER,
    AGENT,
    AS_SAID,
    AUX,
    BEFORE,
    BODY,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    FINITE,
    OBLIQUE,
    PREP,
    PRON,
    REFLEXIVE,
    RELATIVE,
    RELAY,
    ROLE,
    SIMILE,
    STOP,
    THAT,
    TITLE,
    UNNAMED,
    VERB,
)  # fmt: skip
from livetui.text.quotes.mentions import after, before
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.phrases import phrase_end
from livetui.text.quotes.tokens import BREAK, CAP, PUNCT, QUOTE, WORD, Tokens
from livetui.text.quotes.verbs import Verb

SKIPPED = 6
"""At most so many adverbials and objects are passed over between a verb and its subject."""


def subject_after(tokens: Tokens, i: int, limit: int) -> Mention | None:
    """The subject after a finite verb, from token i on; adverbials and oblique phrases are passed over."""
    bits = tokens.bits
    for _ in range(SKIPPED):
        while (
            i < limit
            and bits[i] & ADV
            and not bits[i] & (DET | QUOTE)
            and not (bits[i] & PRON and not bits[i] & OBLIQUE)
        ):
            i += 1
        while i < limit and bits[i] & CLITIC and not bits[i] & (PRON | DET):
            i += 1
        if i >= limit or bits[i] & (BREAK | STOP | THAT | BEFORE | AUX) or (bits[i] & FINITE and not tokens.name(i)):
            return None
        if not bits[i] & (PREP | OBLIQUE):
            break
        k = i + 1 if bits[i] & PREP else i
        end = max(phrase_end(tokens, k, limit), k)
        if end == k and k < limit and bits[k] & QUOTE:
            end = k + 1
        i = end if end > i else i + 1
    else:
        return None
    found = after(tokens, i, limit)
    return found[0] if found else None


def adverbial(tokens: Tokens, i: int, limit: int) -> bool:
    """Whether a clause begins at token i with something that is no subject."""
    b = tokens.bits[i]
    if b & OBLIQUE or (b & (PREP | BEFORE | AFTER | AS_SAID | THAT | RELAY) and not b & DET):
        return True
    if b & (ADV | STOP) and not b & (PRON | DET):
        return True
    alone = i + 1 == limit or bool(tokens.bits[i + 1] & PREP)
    return alone and tokens.lows[i].endswith(tokens.tables.opening_endings or ("\0",)) and not b & (ROLE | BODY | TITLE)


def person(mention: Mention | None) -> bool:
    """Whether a mention is somebody and no mere thing."""
    return mention is not None and (mention.pronoun or mention.name is not None or mention.role is not None)


def opening(tokens: Tokens, verb: int, low: int) -> int:
    """Where the clause of the verb at a token begins: after a comma, colon or mark, conjunctions left out."""
    k = verb
    while k > low and (not tokens.bits[k - 1] & BREAK or _inner_name(tokens, k - 1, low)):
        k -= 1
    while k < verb and tokens.bits[k] & CONJ and not tokens.bits[k] & DET:
        k += 1
    return k


def _inner_name(tokens: Tokens, k: int, low: int) -> bool:
    """Whether marked words are the name within a noun phrase ("Die Wochenzeitung „…“ sagte")."""
    if not tokens.bits[k] & QUOTE or k - 1 < low:
        return False
    words = tokens.text[tokens.starts[k] + 1 : tokens.ends[k]]
    return bool(tokens.bits[k - 1] & (DET | CHAIN | CAP)) and len(words) < 40 and words[0].isupper()


def verb_ends(tokens: Tokens, verb: Verb) -> bool:
    """Whether the clause ends with this verb, as a subordinate one does."""
    k = verb.last
    while k < tokens.size and tokens.bits[k] & AUX:
        k += 1
    return k >= tokens.size or bool(tokens.bits[k] & (BREAK | CONJ))


def subordinate(tokens: Tokens, i: int, limit: int) -> Mention | None:
    """The subject of a subordinate clause whose opening word is token i."""
    if tokens.bits[i] & RELATIVE or relative(tokens, i):
        inner = subject_after(tokens, i + 1, limit)
        if person(inner):
            return inner
        return before(tokens, i - 2, tokens.low[i]) if i - 2 >= tokens.low[i] else None
    return subject_after(tokens, i + 1, limit)


def relative(tokens: Tokens, i: int) -> bool:
    """Whether an article after a comma is a relative pronoun: no noun follows it at once (de. ", der als …")."""
    bits = tokens.bits
    if not bits[i] & DET or i == 0 or tokens.lows[i - 1] != "," or i + 1 >= tokens.size:
        return False
    # or a name ends the phrase: ", die Ana leitet"
    named = bits[i + 1] & CAP and i + 2 < tokens.size and not bits[i + 2] & (CAP | BREAK | CHAIN | DET | PREP)
    return bool(bits[i + 1] & (PREP | ADV | DET | SIMILE | PRON | STOP | QUOTE | AUX) or named)


def opener(tokens: Tokens, at: int, low: int) -> int | None:
    """The word that opens the subordinate clause that holds token `at`; None if it is a main clause."""
    bits, closed = tokens.bits, False
    if at - 2 > low and bits[at - 1] & SIMILE:
        at -= 1
        closed = tokens.lows[at - 1] == ","  # "als er die Reform, die viele ablehnen, als „Q“ beschrieb"
    for x in range(at - 1, low - 1, -1):
        if bits[x] & PUNCT and tokens.lows[x] in ":;":
            return None
        first = x == low or bool(bits[x - 1] & (BREAK | CONJ))
        if first and (bits[x] & (STOP | RELATIVE | THAT | AS_SAID | SIMILE) or relative(tokens, x)):
            if not closed:
                return x
            closed = False
    return None


def second_subject(tokens: Tokens, verb: Verb, low: int, limit: int) -> Mention | None:
    """The subject of a verb, before or after it; words from token `limit` on are not looked at."""
    first = opening(tokens, verb.first, low)
    follows = subject_after(tokens, verb.follows, limit if verb.inner is None else verb.last - 1)
    conjunction = verb.first > low and tokens.bits[verb.first - 1] & (CONJ | DET) == CONJ
    if first == verb.first or (conjunction and not (follows and _nominative(tokens, verb, follows))):
        return _at_border(tokens, verb, low, follows)
    if verb_ends(tokens, verb) and verb.inner is None and tokens.tables.verb_last:
        head = opener(tokens, verb.first, low)
        if head is not None and (tokens.bits[head] & (STOP | AS_SAID | THAT) or first == head):
            return subordinate(tokens, head, verb.first)
    while first < verb.first - 1 and tokens.bits[first] & ADV and not tokens.bits[first] & (DET | PRON | PREP):
        first += 1  # "Auch der Minister sagte"
    if adverbial(tokens, first, verb.first):
        return follows
    phrase = after(tokens, first, verb.first)
    if phrase and phrase[1] < verb.first and tokens.bits[phrase[1]] & (PREP | QUOTE):
        precedes: Mention | None = phrase[0]  # "Der Minister in Berlin sagte"
    else:
        precedes = before(tokens, verb.first - 1, low)
    if follows and precedes and not precedes.pronoun and _nominative(tokens, verb, follows):
        return follows  # "Die Pläne nannte er …"
    if follows and follows.pronoun and not person(precedes):
        return follows  # "sie" may be an object too
    if precedes and not person(precedes) and person(follows) and not _body(tokens, first, verb.first):
        return follows
    return precedes or follows


def _nominative(tokens: Tokens, verb: Verb, follows: Mention) -> bool:
    """Whether a phrase after a verb can only be its subject: "äußerte sich die …", "stellte der Minister …"."""
    k = verb.follows
    if follows.pronoun:
        return "m" in (follows.gender or "")
    reflexive = k + 1 < tokens.size and bool(tokens.bits[k] & REFLEXIVE) and tokens.starts[k + 1] == follows.span[0]
    nominative = bool(tokens.bits[k] & DET) and not tokens.bits[k] & OBLIQUE
    masculine = "m" in (follows.gender or "") and "p" not in (follows.gender or "")
    return reflexive or (nominative and tokens.starts[k] == follows.span[0] and masculine)


def _body(tokens: Tokens, i: int, j: int) -> bool:
    return any(tokens.bits[k] & BODY for k in range(i, j))


def _at_border(tokens: Tokens, verb: Verb, low: int, follows: Mention | None) -> Mention | None:
    """The subject of a verb right after a comma, a mark or a conjunction."""
    k = verb.first - 1
    if k < low:
        return follows
    if tokens.bits[k] & CONJ:
        return follows if follows and follows.pronoun else _shared(tokens, low, k) or follows
    if tokens.lows[k] not in (",", ")") or (follows and follows.pronoun):
        return follows
    start = low
    while start < k and tokens.bits[start] & (CONJ | PUNCT):
        start += 1
    while start < k - 1 and tokens.bits[start] & ADV and not tokens.bits[start] & (DET | PRON | PREP):
        start += 1  # "Auch der Minister (CDU) sagte"
    if adverbial(tokens, start, k):
        return follows
    return before(tokens, k, low) or follows


def _shared(tokens: Tokens, low: int, limit: int) -> Mention | None:
    """The subject that a clause after "and" shares with the one before it."""
    bits = tokens.bits
    start = low
    while start < limit and bits[start] & (CONJ | PUNCT) and not bits[start] & QUOTE:
        start += 1
    if start >= limit:
        return None
    if not adverbial(tokens, start, limit) and not bits[start] & QUOTE:
        found = after(tokens, start, limit)
        return found[0] if found else None
    verb = next((k for k in range(start + 1, limit) if tokens.lows[k] == ","), None)
    if verb is None or not tokens.bits[start] & (STOP | SIMILE) or tokens.bits[verb + 1] & (CAP | BREAK | DET | PREP):
        verb = next((k for k in range(start + 1, limit) if finite(tokens, k)), None)
    else:
        verb += 1  # "Als er kam, stand sie auf und sagte"
    return subject_after(tokens, verb + 1, limit) if verb is not None else None


def finite(tokens: Tokens, k: int) -> bool:
    """Whether token k is a finite verb of the tables."""
    b = tokens.bits[k]
    return bool(b & (FINITE | AUX | VERB)) and not tokens.name(k) and bool(b & WORD)


def agent(tokens: Tokens, i: int, limit: int) -> Mention | None:
    """By whom something is said in the passive, from token i on: "von Kennern"; None if nobody is named."""
    for k in range(i, limit):
        if tokens.bits[k] & AGENT and (found := after(tokens, k + 1, limit)):
            return found[0]
    return None


def as_said(tokens: Tokens, verbs: list[Verb], low: int, high: int) -> tuple[Verb, Mention, int] | None:
    """A clause such as "wie S sagte" in a sentence: the verb, its subject, and the token that opens the clause."""
    for x in range(low, high):
        if not tokens.bits[x] & AS_SAID or not (x == low or tokens.bits[x - 1] & (BREAK | CONJ)):
            continue
        end = next((k for k in range(x + 1, high) if tokens.bits[k] & QUOTE or tokens.lows[k] in ".:;"), high)
        for verb in verbs:
            if x < verb.first < end and (verb_ends(tokens, verb) or _then_verb(tokens, verb.last)):
                found = subject_after(tokens, x + 1, verb.first)
                if found:
                    return verb, found, x
                break
    return None


def _then_verb(tokens: Tokens, k: int) -> bool:
    """Whether nothing but "it" stands before a verb: sv. "Som Ana uttryckte det är …"."""
    while k < tokens.size and tokens.bits[k] & UNNAMED:
        k += 1
    return k >= tokens.size or bool(tokens.bits[k] & (AUX | VERB | BREAK))


def unnamed_place(tokens: Tokens, verb: Verb, low: int) -> Mention | None:
    """After "In der Erklärung heißt es": where it says so, for a subject that is nobody."""
    first = opening(tokens, verb.first, low)
    k = verb.follows if verb.pronoun is None else verb.pronoun
    if k >= tokens.size or not tokens.bits[k] & UNNAMED:
        return None
    if tokens.bits[k] & DET and k + 1 < tokens.size and tokens.bits[k + 1] & WORD:
        return None  # an article: nl. "schrijft het bedrijf"
    if first == verb.first:
        first = low  # a relative clause stands between
    if first < verb.first and tokens.bits[first] & PREP and (found := after(tokens, first + 1, verb.first)):
        return found[0] if not found[0].pronoun else None
    return None
