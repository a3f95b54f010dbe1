"""Who said it, by a verb or an adjunct right beside the marks: S V: Q · Q, V S · Q, S V · Q, according to S."""

from __future__ import annotations

from bisect import bisect_left

from livetui.model.quote import Certainty
from livetui.text.quotes.clauses import FAR, TAIL, Clauses
from livetui.text.quotes.cues import (
    ADV,
    BEFORE,
    CHAIN,
    PREP,
    SIMILE,
    THAT,
    VERB,
)  # fmt: skip
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.mentions import after
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.ties import parenthesis, unlisted
from livetui.text.quotes.tokens import BREAK, END, PUNCT, QUOTE
from livetui.text.quotes.verb_final import subject_before
from livetui.text.quotes.verbs import Verb, verb_at

NEAR = 3
"""A verb at most this many words before the marks governs them whatever follows."""


class Beside:
    """What stands beside the marks, and governs them."""

    def __init__(self, clauses: Clauses) -> None:
        """Args: clauses: those of the paragraph."""
        self.clauses, self.tokens = clauses, clauses.tokens

    def _tight(self, verb: Verb, q: int) -> bool:
        """Whether the verb governs the marks before anything after them is looked at."""
        tokens = self.tokens
        gap = q - verb.last
        return (
            gap == 0
            or (tokens.lows[q - 1] == ":" and (gap == 1 or not self.clauses.subordinate(verb, tokens.low[q])))
            or (gap <= NEAR and tokens.lows[q - 1] == ",")
            or (gap <= NEAR and verb.label and tokens.tables.verb_second)
            or (gap <= 2 and bool(tokens.bits[verb.last] & THAT))
        )

    def _left(self, verb: Verb, q: int, low: int, *, weak: bool = False) -> Attribution | None:
        """S V Q, and V S: Q where the language allows it."""
        tables = self.tokens.tables
        if tables.verb_first:
            mention = self.clauses.after(verb.last, q) or self.clauses.after_addressee(verb.last, q)
        else:
            mention = parenthesis(self.clauses, verb, q, low)
        if mention is None and tables.verb_final:
            mention = subject_before(self.clauses, verb.first, low)
        elif mention is None:
            mention = self._subject(verb, low, q)
        if mention and mention.pronoun and (outer := self._outer(mention, low)):
            return self._left(outer, q, low, weak=weak)
        if verb.rank == 3:
            weak = True
            if verb.gerund and (outer := self.clauses.verb_before(verb.first, low)) and outer.rank < 3:
                return self._left(outer, q, low, weak=weak)
            if mention is None or not self.clauses.somebody(mention):
                return None
        if mention is None and not verb.gerund and verb.pronoun is None:
            if tables.inverts and not tables.verb_second and self.clauses.opens_clause(verb, low):
                mention = self.clauses.after(verb.last, q)
            if mention is None and verb.rank == 1 and self.clauses.opens(verb, low):
                mention = self.clauses.after(verb.last, q)  # "Said Ana Ruiz: “…”"
            if mention is None and not tables.drops:
                return None
        if mention and not mention.speaks and self.tokens.tables.drops and not self._tight(verb, q):
            doubtful = verb.rank > 1 or mention.span[0] > verb.cue[0]
            if doubtful:
                return None  # a thing beside a verb far off: its object, or nobody's subject
        certainty = (
            Certainty.LIKELY
            if weak or (verb.gerund or (verb.rank == 2 and q - verb.last > NEAR * 2))
            else Certainty.SURE
        )
        words = (low, min(self.tokens.high[q], q + TAIL))
        return Attribution(mention, verb.cue, words, certainty, verb.rank, weak, verb.label)

    def _outer(self, pronoun: Mention, low: int) -> Verb | None:
        """The verb that reports what the pronoun does: "S a déclaré qu'il espérait que Q"."""
        tokens = self.tokens
        k = bisect_left(tokens.starts, pronoun.span[0])
        if k - 1 <= low or not tokens.bits[k - 1] & THAT:
            return None
        verb = self.clauses.verb_before(k - 1, low)
        return verb if verb and verb.last == k - 1 and verb.rank == 1 and not verb.gerund else None

    def _subject(self, verb: Verb, low: int, q: int) -> Mention | None:
        """Whoever says what stands between the marks after the verb."""
        return self.clauses.subject(verb, low, q)

    def _right(self, q: int) -> Attribution | None:
        """Q, V S · Q, S V · Q, according to S."""
        tokens, bits = self.tokens, self.tokens.bits
        j = q + 1
        if bits[q] & END and not self._exclaims(q):
            return None
        if j < tokens.size and bits[j] & PUNCT and tokens.lows[j] in ",–—-":
            j += 1
        if j >= tokens.size or bits[j] & BREAK:
            return None
        limit = min(tokens.high[j], j + FAR)
        found = after(tokens, j + 1, limit) if bits[j] & BEFORE else None
        if found and (not bits[j] & PREP or (j > q + 1 and self._closes_clause(found[1]))):
            return Attribution(found[0], (tokens.starts[j], tokens.ends[j]), (j, limit))
        if bits[j] & (BEFORE | SIMILE) and j + 1 < limit and verb_at(tokens, j + 1, limit):
            j += 1  # "según dijo Ana"
        while tokens.tables.verb_first and j + 1 < limit and bits[j] & ADV:
            j += 1  # "«Q», thus said S"
        if verb := verb_at(tokens, j, limit):
            return self._inverted(verb, q, limit)
        return unlisted(self.clauses, q, j, limit) or self._straight(j, limit)

    def _words(self, q: int) -> int:
        """How many words stand between the marks, counted up to a few."""
        return len(self.tokens.text[self.tokens.starts[q] : self.tokens.ends[q]][:200].split())

    def _closes_clause(self, k: int) -> bool:
        """Whether the clause ends before token k, adverbs left out."""
        while k < self.tokens.size and self.tokens.tables.verb_second and self.tokens.bits[k] & ADV:
            k += 1
        place = PREP if self.tokens.tables.verb_second else 0  # "so Ana in einer Mitteilung"
        return k >= self.tokens.size or bool(self.tokens.bits[k] & (BREAK | place))

    def _exclaims(self, q: int) -> bool:
        inside = self.tokens.text[max(self.tokens.starts[q], self.tokens.ends[q] - 4) : self.tokens.ends[q]]
        return any(c in inside for c in "!?…,！？，؟،")

    def _object(self, q: int) -> bool:
        """Whether the words before the marks make them no subject: "Als „Q“ bezeichnete …"."""
        low = self.tokens.low[q]
        return self.tokens.tables.verb_second and q > low and bool(self.tokens.bits[low] & (PREP | CHAIN | SIMILE))

    def _inverted(self, verb: Verb, q: int, limit: int) -> Attribution | None:
        """V S."""
        if verb.gerund or (verb.rank == 3 and verb.pronoun is None and verb.first > q + 2):
            return None
        if verb.first == q + 1 and not self._exclaims(q) and self._words(q) < 4 and not self._object(q):
            return None  # "Q" zeigt …: a short name may be the subject itself
        if verb.pronoun is not None:
            return Attribution(self.clauses.pronoun(verb.pronoun), verb.cue, (q, limit))
        limit = next((k for k in range(verb.last, limit) if self.tokens.bits[k] & QUOTE), limit)
        mention = self.clauses.follows(verb, limit)
        if mention is None:
            joined = self.tokens.starts[verb.first] - self.tokens.ends[q] <= 1  # "Q" a été …: the marks are its subject
            if joined or not self.tokens.tables.drops:
                return None
        return Attribution(mention, verb.cue, (verb.first, limit))

    def _straight(self, j: int, limit: int) -> Attribution | None:
        """S V."""
        tokens, bits = self.tokens, self.tokens.bits
        found = after(tokens, j, limit)
        if found is None:
            return None
        mention, k = found
        stop = min(limit, k + TAIL)
        commas = 0
        while k < stop:
            b = bits[k]
            if tokens.lows[k] == "(" and (close := self._closing(k, limit)):
                k, stop = close, min(limit, stop + close - k)  # "(D-Md.)"
                continue
            if verb := verb_at(tokens, k, limit):
                if verb.gerund:
                    return None
                if commas in (0, 2) or tokens.lows[k - 1] == ",":
                    return Attribution(mention, verb.cue, (j, limit))
                return None
            if b & QUOTE or (b & VERB and not commas % 2):
                return None
            if b & PUNCT and tokens.lows[k] in ",–—()":
                commas += 1
            elif (b & PUNCT and tokens.lows[k] in ".:;!?") or (commas % 2 == 0 and not b & ADV and k - found[1] > NEAR):
                return None
            k += 1
        return None

    def _closing(self, k: int, limit: int) -> int | None:
        """The token after the bracket that closes the one at k, a few words on."""
        return next((x + 1 for x in range(k + 1, min(limit, k + 8)) if self.tokens.lows[x] == ")"), None)
