"""Who said it: patterns on the words around a marked stretch (V: reporting verb, S: its subject, Q: the marked words).

In the order in which they are tried: S V: Q · Q, V S · Q, S V · Q, according to S · S V … Q · … Q …, S V. ·
according to S, … Q · S: Q (headline) · Q. That is what S said. A name that merely stands near is never taken.
"""

from __future__ import annotations

from bisect import bisect_left

from livetui.model.quote import Certainty
from livetui.text.quotes.beside import NEAR, Beside
from livetui.text.quotes.clauses import FAR, TAIL
from livetui.text.quotes.cues import (
    AFTER,
    AS_SAID,
    BEFORE,
    CONJ,
    DET,
    ECHO,
    PREP,
    RELATIVE,
    SAYING,
    SIMILE,
    STOP,
    THAT,
)  # fmt: skip
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.gapping import gapped, own_clause
from livetui.text.quotes.mentions import after, before
from livetui.text.quotes.naming import Mention, build
from livetui.text.quotes.relayed import relayed
from livetui.text.quotes.sayings import saying
from livetui.text.quotes.ties import clause_adjunct, described_by, nominal, ours
from livetui.text.quotes.tokens import BREAK, CAP, END, PUNCT, QUOTE
from livetui.text.quotes.verb_final import final_verb, speaker
from livetui.text.quotes.verbs import Verb, verb_at

__all__ = ["Attribution", "Patterns"]


class Patterns(Beside):
    """The patterns, tried on one stretch of a paragraph after another."""

    def attribute(self, q: int, *, heading: bool) -> Attribution | None:
        """The attribution of the stretch that is token q; `heading`: the paragraph is a headline."""
        tokens = self.tokens
        low, high = max(tokens.low[q], q - FAR), min(tokens.high[q], q + FAR)
        if found := relayed(self.clauses, q, low, high):
            return found
        left = self.clauses.verb_before(q, low)
        if left and (found := clause_adjunct(self.clauses, q, left.last) or gapped(self.clauses, q, low)):
            return found
        if left and own_clause(self.clauses, left, q, low) and (found := self._left(left, q, low)):
            return found
        asked = q > low and bool(tokens.bits[q - 1] & SAYING)  # "à la question « Q », S a répondu"
        right: Attribution | None = None
        if found := self._final(q, low, high):
            return found
        if left and self._tight(left, q):
            loose = (left.rank > 1 and tokens.lows[q - 1] == ":") or q - left.last > 2 * NEAR
            right = self._right(q) if loose and not asked else None
            if right and right.mention and right.cue and right.cue[0] - tokens.ends[q] <= NEAR:
                return right  # "They differed: “Q”, said Ana": a verb right after the marks is nearer
            if found := self._left(left, q, low):
                return found
        right = right or (None if asked else self._right(q))
        if right:
            return right
        if found := self._headline(q, low, high, heading):
            return found
        colon = q > low and tokens.lows[q - 1] == ":"
        if (
            left
            and left.last - q >= -NEAR
            and not colon
            and (found := self._left(self.clauses.outer(left, low), q, low))
        ):
            return found
        if colon and (found := self._main_verb(left, q, low) or nominal(self.clauses, q, low) or self._colon(q, low)):
            return found
        return (
            self._verb_last(q, low, high)
            or described_by(self.clauses, q, low, high)
            or (None if asked else self._end_of_sentence(q, high))
            or nominal(self.clauses, q, low)
            or (saying(tokens, q, low) if left and left.rank > 1 else None)
            or self._leftward(left, q, low)
            or saying(tokens, q, low)
            or self._adjunct(q, low, high)
            or self._echo(q)
            or self._sentence_before(q)
            or ours(self.clauses, q, low)
        )

    def _final(self, q: int, low: int, high: int) -> Attribution | None:
        """S, Q V · Q V S, where verbs stand last."""
        if not self.tokens.tables.verb_final or (self.tokens.bits[q] & END and not self._exclaims(q)):
            return None
        verb = final_verb(self.clauses, q, high)
        if verb is None:
            return None
        return Attribution(speaker(self.clauses, verb, q, low), verb.cue, (low, high), rank=verb.rank)

    def _main_verb(self, verb: Verb | None, q: int, low: int) -> Attribution | None:
        """S V …: Q, by the nearest verb that stands in no subordinate clause."""
        while verb is not None:
            if not self.clauses.subordinate(verb, low) and (found := self._left(verb, q, low)):
                return found
            verb = self.clauses.verb_before(verb.first, low)
        return None

    def _leftward(self, verb: Verb | None, q: int, low: int) -> Attribution | None:
        """S V … Q, by the nearest verb that has a subject."""
        while verb is not None:
            far = q - verb.last > (NEAR * 2 if verb.rank > 1 and self.tokens.tables.wary else 12)
            wary = self.tokens.tables.wary and verb.rank > 1
            apart = wary and any(self.tokens.bits[k] & (RELATIVE | THAT) == RELATIVE for k in range(verb.last, q))
            weak = (far or apart) and not self.tokens.bits[q - 1] & SIMILE
            verb = self.clauses.outer(verb, low)
            if found := self._left(verb, q, low, weak=weak):
                return found
            verb = self.clauses.verb_before(verb.first, low)
        return None

    def _verb_last(self, q: int, low: int, high: int) -> Attribution | None:  # noqa: ARG002
        """Of a language whose subordinate clauses end with their verb."""
        return None

    def _sentence_before(self, q: int) -> Attribution | None:
        """It is not so, he said. Q."""
        tokens = self.tokens
        if q != tokens.low[q] or q < 3 or tokens.bits[q - 1] & QUOTE or tokens.high[q] > q + 2:
            return None
        low = tokens.low[q - 1]
        verb = self.clauses.verb_before(q - 1, low)
        if verb is None or verb.rank > 1 or verb.gerund or any(tokens.bits[x] & QUOTE for x in range(low, q)):
            return None
        mention = self.clauses.subject(verb, max(low, verb.first - FAR))
        return Attribution(mention, verb.cue, (low, q), Certainty.LIKELY) if mention else None

    def _end_of_sentence(self, q: int, high: int) -> Attribution | None:
        """… Q …, S V. or …, V S. at the sentence's end."""
        tokens = self.tokens
        k = bisect_left(self.clauses.firsts, high) - 1
        while k >= 0 and self.clauses.verbs[k].first > q:
            verb = self.clauses.verbs[k]
            k -= 1
            if high - verb.last > TAIL or verb.gerund or verb.rank == 3:
                continue
            comma = next(
                (x for x in range(verb.first - 1, max(q, verb.first - TAIL), -1) if self.clauses.comma(x)), None
            )
            if comma is None:
                continue
            opens = comma == verb.first - 1 or (comma == verb.first - 2 and tokens.bits[comma + 1] & AS_SAID)
            if opens and (found := self._inverted(verb, comma, high)) and found.mention:
                return found
            if any(tokens.bits[x] & (THAT | STOP | CONJ) for x in range(comma + 1, verb.first)):
                continue
            if any(tokens.bits[x] & (STOP | THAT) for x in range(verb.last, min(verb.last + 2, high))):
                continue
            mention = self.clauses.subject(verb, comma + 1)
            if mention and mention.span[0] <= tokens.starts[comma + 1] + 1:
                return Attribution(mention, verb.cue, (comma, high))
        return None

    def _adjunct(self, q: int, low: int, high: int) -> Attribution | None:
        """According to S, … Q; … Q …, according to S; S zufolge."""
        tokens, bits = self.tokens, self.tokens.bits
        for k in (*range(q - 1, low - 1, -1), *range(q + 1, high)):
            if bits[k] & BEFORE and (said := after(tokens, k + 1, high)):
                opens = k == low or (tokens.tables.verb_second and bits[k - 1] & BREAK)
                apart = self._closes_clause(said[1]) or (said[0].role is not None and bool(bits[said[1]] & DET))
                if bits[k] & PREP and (not opens or not apart):
                    continue  # "pour", "so": an adjunct only where nothing else is possible
                return Attribution(said[0], (tokens.starts[k], tokens.ends[k]), (k, high))
            if bits[k] & AFTER and (found := before(tokens, k - 1, low)):
                return Attribution(found, (tokens.starts[k], tokens.ends[k]), (low, k))
        return None

    def _headline(self, q: int, low: int, high: int, heading: bool) -> Attribution | None:
        """S: Q and Q: S, with no verb."""
        tokens, bits = self.tokens, self.tokens.bits
        if q - 1 > low - 1 and q >= 1 and tokens.lows[q - 1] == ":" and q - 1 > low:
            last = next((x for x in range(q - 2, low, -1) if bits[x] & QUOTE), None)
            if last is not None:  # "S1: Q1, S2: Q2"
                low = last + 1 + (tokens.lows[last + 1] in (",", ";"))
            found = after(tokens, low, q - 1)
            if (
                found
                and found[1] == q - 1
                and not found[0].pronoun
                and (found[0].name or found[0].role or bits[low] & CAP or tokens.tables.forms.caseless)
            ):
                return Attribution(found[0], None, (low, q))
        alone = heading or (q == 0 and high == tokens.size and not bits[high - 1] & PUNCT)
        if alone and q == low and q + 2 <= high and tokens.lows[q + 1] in (":", "–", "—", "-", "|"):
            found = after(tokens, q + 2, high)
            if found and found[1] >= high - 1 and not found[0].pronoun:
                return Attribution(found[0], None, (q, high))
            named = found[0] if found and found[0].name and not tokens.bits[found[1]] & (BREAK | CONJ) else None
            if (named or (named := self._names(q + 2, high))) and tokens.lows[q + 1] == ":":
                return Attribution(named, None, (q, high), Certainty.LIKELY)  # « Q » : S rassure ses amis
        return None

    def _names(self, k: int, high: int) -> Mention | None:
        """The two names or more that stand from token k on, whatever the noun or verb after them may be."""
        end = next((x for x in range(k, high) if not self.tokens.name(x)), high)
        named = end < high and end - k > 1 and not self.tokens.bits[end] & BREAK
        return build(self.tokens, k, end) if named else None

    def _colon(self, q: int, low: int) -> Attribution | None:
        """S … : Q, with no verb that reports: "The board was brief: “Q”"."""
        tokens = self.tokens
        if q - 1 <= low or tokens.lows[q - 1] != ":":
            return None
        mention = self.clauses.introduction(low, q - 1)
        if mention and tokens.tables.forms.caseless and not mention.role:
            return None  # nothing tells a name there
        return Attribution(mention, None, (low, q), Certainty.LIKELY) if mention else None

    def _echo(self, q: int) -> Attribution | None:
        """Q. That is what S said · Q. C'est ce qu'a déclaré S."""
        tokens, bits = self.tokens, self.tokens.bits
        k = tokens.high[q]
        if q + 2 < k and tokens.lows[q + 1] in (":", ",") and bits[q + 2] & ECHO:
            k = q + 2
        if k >= tokens.size or not bits[k] & ECHO:
            return None
        limit = min(tokens.high[k], k + FAR)
        for i in range(k + 1, min(limit, k + 8)):
            if verb := verb_at(tokens, i, limit):
                quoted = next((x for x in range(verb.last, limit) if bits[x] & QUOTE), limit)
                mention = (before(tokens, i - 1, k + 1) if i > k + 1 else None) or self.clauses.after(verb.last, quoted)
                if verb.pronoun is not None:
                    mention = self.clauses.pronoun(verb.pronoun)
                return Attribution(mention, verb.cue, (k, quoted), Certainty.SURE) if mention else None
        return None
