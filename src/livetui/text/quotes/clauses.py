"""The clauses of a paragraph: its reporting verbs, and whoever is the subject of one, before or after it."""

from __future__ import annotations

from bisect import bisect_left

from livetui.text.quotes import declined
from livetui.text.quotes.behind import Behind
from livetui.text.quotes.cues import (
    ABSOLUTE,
    ADV,
    AUX,
    BEFORE,
    BODY,
    CHAIN,
    CONJ,
    DET,
    ECHO,
    FINITE,
    GERUND,
    PARTICIPLE,
    PASSIVE,
    PREP,
    PRON,
    RELATIVE,
    ROLE,
    SIMILE,
    STOP,
    THAT,
    UNNAMED,
)  # fmt: skip
from livetui.text.quotes.mentions import before
from livetui.text.quotes.naming import Mention, may_speak
from livetui.text.quotes.phrases import LONGEST, NOUN
from livetui.text.quotes.tokens import BREAK, CAP, JOINT, NUMBER, PUNCT, QUOTE, WORD
from livetui.text.quotes.verb_second import second_subject, subject_after
from livetui.text.quotes.verbs import Verb

FAR = 45
"""Nothing is looked for further than this many words."""
TAIL = 14
"""A reporting clause that ends a sentence has at most this many words after its verb."""

SENTENCE = 200
"""A sentence is read no further than this many words for whom it is about, however long it may be."""
DATELINE = 12
"""A dateline has fewer words than this."""


class Clauses(Behind):
    """A paragraph's tokens and verbs."""

    def subjects(self) -> list[tuple[Verb, Mention]]:
        """Whoever is said to say something in the paragraph, for pronouns to refer to."""
        out = []
        for verb in self.verbs:
            low = self.tokens.low[verb.first]
            mention = self.subject(verb, max(low, verb.first - FAR))
            if mention is None and self.tokens.tables.inverts and not verb.gerund:
                high = min(self.tokens.high[verb.last - 1], verb.last + TAIL)
                mention = self.follows(verb, high) if self.tokens.tables.cases else self.after(verb.last, high)
            if mention and not mention.pronoun and verb.rank == 1:
                out.append((verb, declined.agreeing(self.tokens, mention, verb.cue)))
        return out

    def verb_before(self, q: int, low: int) -> Verb | None:
        """The nearest verb before the marks, in the same sentence."""
        k = bisect_left(self.firsts, q) - 1
        while k >= 0 and self.verbs[k].last > q:
            k -= 1
        return self.verbs[k] if k >= 0 and self.verbs[k].first >= low else None

    def outer(self, verb: Verb, low: int) -> Verb:
        """The verb of saying proper whose clause holds a verb that says less: "Ana said that Max called them …"."""
        less = verb.rank == 2 and not verb.gerund and not verb.label
        outer = self.verb_before(verb.first, low) if less else None
        if outer is None or outer.rank == 2 or outer.gerund:
            return verb
        between = [self.tokens.bits[k] & (THAT | STOP) for k in range(outer.last, verb.first)]
        if any(bits == STOP for bits in between) or not (len(between) <= 4 or any(bits & THAT for bits in between)):
            return verb
        return outer if self.subject(outer, low) else verb

    def subject(self, verb: Verb, low: int, limit: int | None = None) -> Mention | None:
        """The subject of a verb, before it; where the verb stands second also after it, before token `limit`."""
        tokens, bits = self.tokens, self.tokens.bits
        if verb.pronoun is not None:
            return self.pronoun(verb.pronoun)
        if tokens.tables.cases and not verb.gerund:
            return declined.subject_before(self, verb, low, tokens.tables.cases)
        if tokens.tables.verb_second and not verb.gerund:
            limit = min(tokens.high[verb.first], verb.last + FAR) if limit is None else limit
            return second_subject(tokens, verb, low, self._before_agency(verb.follows, limit))
        i = verb.first - 1
        while i >= low and bits[i] & ADV and not tokens.name(i):
            i -= 1
        if verb.gerund:
            return self._gerund_subject(verb, i, low)
        if i < low:
            return None
        if bits[i] & RELATIVE:
            relative, i = i, i - (2 if i > low and tokens.lows[i - 1] == "," else 1)
            found = before(tokens, i, low, antecedent=True) if i >= low and not bits[i] & BREAK else None
            that = verb.last < tokens.size and bool(bits[verb.last] & THAT)  # its object follows: no "lo que dijo"
            if not tokens.tables.drops or (found and (found.speaks or that) and not self._bare(i)):
                return found
            return self._governing(verb, relative, low)  # "lo que llamó …", "una ley que definió …"
        if bits[i] & CONJ:
            return self._governing(verb, i, low)
        if bits[i] & (THAT | STOP | ECHO | BEFORE):
            return self._main_subject(verb, i, low)
        return before(tokens, i, low)

    def _bare(self, i: int) -> bool:
        """Whether token i is an article with no noun ("lo que", "o que")."""
        return bool(self.tokens.bits[i] & DET) and not self.tokens.bits[i] & (PRON | NOUN)

    def _governing(self, verb: Verb, i: int, low: int) -> Mention | None:
        """The subject of the verb before token i, shared by the one after it; else what the sentence begins with."""
        earlier = self.verb_before(verb.first, low)
        if self.tokens.tables.drops and earlier and not earlier.gerund:
            found = self.subject(earlier, low)
            if found and found.speaks:
                return found
        found = self.sentence_subject(low, i)
        return found if found and (found.speaks or not self.tokens.tables.drops) else None

    def _main_subject(self, verb: Verb, i: int, low: int) -> Mention | None:
        """Where subjects can be left out: that of the sentence, for a verb after "when" or "because" (token i)."""
        bits = self.tokens.bits[i]
        if not self.tokens.tables.drops or not bits & STOP or bits & (THAT | SIMILE | BEFORE | ECHO) or i == low:
            return None
        if verb.rank == 1 and (named := self.after(verb.last, self.tokens.size)) and (named.name or named.role):
            return named
        found = self.sentence_subject(low, i)
        return found if found and (found.name or found.role or found.pronoun) else None

    def opens_clause(self, verb: Verb, low: int) -> bool:
        """Whether nothing but adverbs stands between the clause's border and the verb."""
        tokens, i = self.tokens, verb.first - 1
        while i >= low and tokens.bits[i] & ADV:
            i -= 1
        if i >= low and tokens.bits[i] & (BEFORE | SIMILE):
            return True  # "según dijo Ana"
        if i >= low and tokens.tables.drops and tokens.bits[i] & STOP and not tokens.bits[i] & THAT:
            return False  # "cuando describió …": what follows is the object
        return i < low or bool(tokens.bits[i] & (BREAK | STOP | THAT | CONJ | ECHO))

    def opens(self, verb: Verb, low: int) -> bool:
        """Whether a verb is the first word of its sentence, but for "and" or "but" and a comma."""
        tokens, i = self.tokens, verb.first - 1
        while i >= low and (tokens.bits[i] & CONJ or tokens.lows[i] == ","):
            i -= 1
        return i < low

    def _gerund_subject(self, verb: Verb, i: int, low: int) -> Mention | None:
        bits = self.tokens.bits
        if i < low or (bits[i] & PREP and all(bits[k] & (PREP | ADV | CONJ | DET) for k in range(low, i + 1))):
            comma = next((k for k in range(verb.last, min(verb.last + FAR, self.tokens.size)) if self.comma(k)), None)
            return self.after(comma + 1, self.tokens.size) if comma is not None else None
        if self.tokens.tables.drops and self.tokens.bits[low] & PASSIVE and i > low:
            return before(self.tokens, i, low)  # "È stato Luis Ruiz a dire"
        if mention := self._absolute(i, low):
            return mention
        if self.tokens.tables.trusting:
            outer = self.verb_before(verb.first, low)
            if outer and (mention := self.subject(self.outer(outer, low), low)):
                return mention
        opens = bisect_left(self.tokens.starts, own.span[0]) if (own := before(self.tokens, i, low)) else 0
        beside = own and opens > low and (own.role or self.tokens.lows[opens - 1] == ",")
        if own and beside and self.tokens.tables.wary and not own.pronoun and may_speak(self.tokens, own):
            return own  # "…, Moscou dénonçant …", "un témoin affirmant …"
        return self.near_pronoun(low, i) or self._last_subject(verb, low) or self.sentence_subject(low, i + 1)

    def near_pronoun(self, low: int, limit: int) -> Mention | None:
        """The last pronoun from token low to limit - 1 that opens a clause."""
        bits, gender = self.tokens.bits, self.tokens.tables.gender
        for k in range(limit - 2, max(low, limit - SENTENCE) - 1, -1):
            if bits[k] & PRON and not bits[k] & (DET | UNNAMED) and gender.get(self.tokens.lows[k]) != "x":
                left, right = bits[k - 1] if k > low else PUNCT, bits[k + 1]
                if left & (PUNCT | CONJ) and not left & JOINT and right & WORD and not right & (PREP | STOP):
                    return self.pronoun(k)
        return None

    def _last_subject(self, verb: Verb, low: int) -> Mention | None:
        """The subject of the reporting verb before another in the same sentence: "Q, a dit Ana, en ajoutant …"."""
        last = self.verb_before(verb.first, low)
        if last is None or last.gerund:
            return None
        return self.subject(last, low) or self.after(last.last, verb.first)

    def subordinate(self, verb: Verb, low: int) -> bool:
        """Whether a verb stands in a relative or another subordinate clause."""
        tokens, i = self.tokens, verb.first - 1
        while i > low and not tokens.bits[i] & (BREAK | STOP):
            i -= 1
        return i >= low and bool(tokens.bits[i] & STOP)

    def _absolute(self, i: int, low: int) -> Mention | None:
        """The noun phrase that ends at token i, if it has a participle of its own: "with critics calling it …"."""
        tokens = self.tokens
        start = next((k for k in range(i, max(low - 1, i - LONGEST), -1) if tokens.bits[k] & (ABSOLUTE | BREAK)), None)
        if start is None or start == i or not tokens.bits[start] & ABSOLUTE:
            return None
        return self.after(start + 1, i + 1)

    def follows(self, verb: Verb, limit: int) -> Mention | None:
        """The subject of a verb that stands first in its clause."""
        if self.tokens.tables.cases:
            return declined.subject_after(self.tokens, verb, limit, self.tokens.tables.cases)
        if not self.tokens.tables.verb_second:
            start = self._past_aside(verb.last, limit)
            return self.after(start, limit) or self.after_addressee(start, limit)
        limit = limit if verb.inner is None else min(limit, verb.last - 1)
        near = self._before_agency(verb.follows, limit)
        found = subject_after(self.tokens, verb.follows, near)
        return found or subject_after(self.tokens, verb.follows, limit)

    def sentence_subject(self, low: int, limit: int) -> Mention | None:
        """What the sentence from token low to limit - 1 begins with, after an opening adverbial."""
        tokens, bits = self.tokens, self.tokens.bits
        k = self._past_dateline(low, limit)
        while k < limit and (bits[k] & (CONJ | ADV) or bits[k] & PUNCT) and not tokens.bits[k] & QUOTE:
            k += 1
        if k >= limit:
            return None
        if self._opens_adverbial(k, limit):
            k = next((x + 1 for x in range(k, min(limit, k + SENTENCE)) if tokens.lows[x] == ","), limit)
        if not tokens.tables.drops or k >= limit:
            return self.after(k, limit)
        if bits[k] & FINITE and not bits[k] & (NOUN | DET):
            return None  # "Criticó la ley y …": nobody is named
        found = self.after(k, limit)
        comma = next((x + 1 for x in range(k, min(limit, k + SENTENCE)) if tokens.lows[x] == ","), limit)
        if found and not found.speaks and (later := self.after(comma, limit)) and later.speaks:
            return later  # "Una hora después, el agente …"
        return found

    def _opens_adverbial(self, k: int, limit: int) -> bool:
        """Whether words stand before the subject, up to a comma: "Speaking to us, …", "Two hours later, …"."""
        bits = self.tokens.bits[k]
        if bits & (PREP | GERUND | STOP | BEFORE) or (bits & PARTICIPLE and not bits & DET):
            return True
        ending = self.tokens.tables.participle_ending
        if ending and self.tokens.lows[k].endswith(ending) and not bits & (ROLE | BODY | PRON | DET):
            return k + 1 < limit and not self.tokens.bits[k + 1] & (CAP | AUX)
        if not bits & (DET | NUMBER):
            return False
        return any(self.tokens.bits[x] & ADV and self.comma(x + 1) for x in range(k + 1, min(k + 3, limit - 1)))

    def _past_dateline(self, low: int, limit: int) -> int:
        """The token after the dateline that opens a report: "WASHINGTON, May 3 (AP) — …"."""
        tokens = self.tokens
        if low or not tokens.bits[low] & CAP:
            return low
        for k in range(low + 1, min(low + DATELINE, limit)):
            if tokens.lows[k] in ("—", "–", "-") and (
                tokens.lows[k - 1] == ")" or tokens.text[tokens.starts[low] : tokens.ends[low]].isupper()
            ):
                return k + 1
        return low

    def introduction(self, low: int, colon: int) -> Mention | None:
        """Whoever a sentence without a reporting verb is about, where it ends with a colon."""
        tokens = self.tokens
        dash = next((k for k in range(colon - 1, max(low, colon - 6), -1) if tokens.lows[k] in ("-", "–", "—")), None)
        if dash is not None:
            mention = self.after(dash + 1, colon)
        else:
            mention = self.near_pronoun(low, colon) or self.sentence_subject(low, colon)
        if mention and (found := self.somebody(mention)):
            return found
        commas = (
            k
            for k in range(low + 1, min(colon - 1, low + SENTENCE))
            if tokens.lows[k] == "," and not tokens.bits[k + 1] & (PREP | STOP)
        )
        return next((m for k in commas if (m := self.after(k + 1, colon)) and may_speak(tokens, m)), None)

    def somebody(self, mention: Mention) -> Mention | None:
        """The mention if it is of a person or a body, else who owns it ("le bilan de l'entraîneur")."""
        tokens = self.tokens
        if may_speak(tokens, mention):
            return mention
        a, b = bisect_left(tokens.starts, mention.span[0]), bisect_left(tokens.starts, mention.span[1])
        chain = next((k for k in range(a + 1, b) if tokens.bits[k] & CHAIN), b)
        owner = self.after(chain + 1, b)
        return owner if owner and (owner.name or owner.role) else None
