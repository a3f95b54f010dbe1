"""Who said it: patterns on the words around a marked stretch (V: reporting verb, S: its subject, Q: the marked words).

In the order in which they are tried: S V: Q · Q, V S · Q, S V · Q, according to S · S V … Q · … Q …, S V. ·
according to S, … Q · S: Q (headline) · Q. That is what S said. A name that merely stands near is never taken.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from livetui.model.quote import Certainty, Span
from livetui.text.agencies import known_at
from livetui.text.cues import (
    ADV,
    AFTER,
    AUX,
    BEFORE,
    CHAIN,
    CONJ,
    DET,
    ECHO,
    GERUND,
    OUTLET,
    PARTICIPLE,
    PASSIVE,
    PREP,
    RELATIVE,
    SIMILE,
    STOP,
    THAT,
    TO,
    UNNAMED,
    VERB,
)  # fmt: skip
from livetui.text.mentions import Mention, after, before
from livetui.text.tokens import BREAK, CAP, END, PUNCT, QUOTE, WORD, Tokens
from livetui.text.verbs import Verb, verb_at

NEAR = 3
"""A verb at most this many words before the marks governs them whatever follows."""
FAR = 45
"""No pattern looks further than this many words."""
TAIL = 14
"""A reporting clause that ends a sentence has at most this many words after its verb."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said it, as the words around the marks tell."""

    mention: Mention | None
    """The speaker; None if the words that report name none."""
    cue: Span | None
    """The words that report; None in a headline."""
    words: tuple[int, int]
    """The tokens of the reporting clause, within which an agency may be named."""
    certainty: Certainty = Certainty.SURE
    rank: int = 1
    """The rank of the verb; 1 where there is none."""
    weak: bool = False
    """Is the tie too loose for a fragment of a word or two?"""


class Clauses:
    """A paragraph's tokens and verbs, asked for the attribution of one stretch after another."""

    def __init__(self, tokens: Tokens, verbs: list[Verb]) -> None:
        """Args: the tokens of the paragraph and every reporting verb in it, in order."""
        self.tokens, self.verbs = tokens, verbs
        self.firsts = [v.first for v in verbs]

    def attribute(self, q: int, *, heading: bool) -> Attribution | None:
        """The attribution of the stretch that is token q; `heading`: the paragraph is a headline."""
        tokens = self.tokens
        low, high = max(tokens.low[q], q - FAR), min(tokens.high[q], q + FAR)
        left = self._verb_before(q, low)
        if found := self._bracket(q, low):
            return found
        if left and self._tight(left, q) and (found := self._left(left, q, low)):
            return found
        right = self._right(q)
        if right:
            return right
        if found := self._headline(q, low, high, heading):
            return found
        if left and left.last - q >= -NEAR and (found := self._left(left, q, low)):
            return found
        return (
            self._verb_last(q, low, high)
            or self._end_of_sentence(q, high)
            or (self._left(left, q, low, weak=q - left.last > 12 and not tokens.bits[q - 1] & SIMILE) if left else None)
            or self._adjunct(q, low, high)
            or self._echo(q)
            or self._sentence_before(q)
        )

    def subjects(self) -> list[tuple[Verb, Mention]]:
        """Whoever is said to say something in the paragraph, for pronouns to refer to."""
        out = []
        for verb in self.verbs:
            low = self.tokens.low[verb.first]
            mention = self._subject(verb, max(low, verb.first - FAR))
            if mention is None and self.tokens.tables.inverts and not verb.gerund:
                mention = self._after(verb.last, min(self.tokens.high[verb.last - 1], verb.last + TAIL))
            if mention and not mention.pronoun and verb.rank == 1:
                out.append((verb, mention))
        return out

    def _verb_before(self, q: int, low: int) -> Verb | None:
        """The nearest verb before the marks, in the same sentence."""
        k = bisect_left(self.firsts, q) - 1
        while k >= 0 and self.verbs[k].last > q:
            k -= 1
        return self.verbs[k] if k >= 0 and self.verbs[k].first >= low else None

    def _tight(self, verb: Verb, q: int) -> bool:
        """Whether the verb governs the marks before anything after them is looked at."""
        tokens = self.tokens
        gap = q - verb.last
        return (
            gap == 0
            or tokens.lows[q - 1] == ":"
            or (gap <= NEAR and tokens.lows[q - 1] == ",")
            or (gap <= 2 and bool(tokens.bits[verb.last] & THAT))
        )

    def _left(self, verb: Verb, q: int, low: int, *, weak: bool = False) -> Attribution | None:
        """S V Q, and V S: Q where the language allows it."""
        mention = self._subject(verb, low)
        if mention is None and not verb.gerund and verb.pronoun is None:
            tables = self.tokens.tables
            if tables.inverts and (self._opens_clause(verb, low) or tables.verb_last):
                mention = self._after(verb.last, q)
            if mention is None and not tables.drops:
                return None
        certainty = (
            Certainty.LIKELY
            if weak or (verb.gerund or (verb.rank == 2 and q - verb.last > NEAR * 2))
            else Certainty.SURE
        )
        return Attribution(mention, verb.cue, (low, q), certainty, verb.rank, weak)

    def _opens_clause(self, verb: Verb, low: int) -> bool:
        tokens, i = self.tokens, verb.first - 1
        while i >= low and tokens.bits[i] & ADV:
            i -= 1
        if i >= low and tokens.tables.drops and tokens.bits[i] & STOP and not tokens.bits[i] & THAT:
            return False  # "cuando describió …": what follows is the object
        return i < low or bool(tokens.bits[i] & (BREAK | STOP | THAT | CONJ | ECHO))

    def _subject(self, verb: Verb, low: int) -> Mention | None:
        """The subject of a verb, before it."""
        tokens, bits = self.tokens, self.tokens.bits
        if verb.pronoun is not None:
            return self._pronoun(verb.pronoun)
        i = verb.first - 1
        while i >= low and bits[i] & ADV and not tokens.name(i):
            i -= 1
        if verb.gerund:
            return self._gerund_subject(verb, i, low)
        if i < low:
            return None
        if bits[i] & RELATIVE:
            i -= 2 if i > low and tokens.lows[i - 1] == "," else 1
            return before(tokens, i, low) if i >= low and not bits[i] & BREAK else None
        if bits[i] & CONJ:
            return self._sentence_subject(low, i)
        if bits[i] & (THAT | STOP | ECHO | BEFORE):
            return None
        return before(tokens, i, low)

    def _gerund_subject(self, verb: Verb, i: int, low: int) -> Mention | None:
        if i < low or (i == low and self.tokens.bits[i] & PREP):
            comma = next((k for k in range(verb.last, min(verb.last + FAR, self.tokens.size)) if self._comma(k)), None)
            return self._after(comma + 1, self.tokens.size) if comma is not None else None
        return self._sentence_subject(low, i)

    def _comma(self, k: int) -> bool:
        if self.tokens.lows[k] == ",":
            return True
        return (
            bool(self.tokens.bits[k] & QUOTE)
            and self.tokens.text[self.tokens.starts[k] : self.tokens.ends[k]][-2:-1] == ","
        )

    def _sentence_subject(self, low: int, limit: int) -> Mention | None:
        """What the sentence begins with, after an opening adverbial."""
        tokens, bits = self.tokens, self.tokens.bits
        k = low
        while k < limit and (bits[k] & (CONJ | ADV) or bits[k] & PUNCT) and not tokens.bits[k] & QUOTE:
            k += 1
        if k < limit and bits[k] & (PREP | GERUND | STOP | BEFORE):
            k = next((x + 1 for x in range(k, limit) if tokens.lows[x] == ","), limit)
        return self._after(k, limit)

    def _after(self, i: int, limit: int) -> Mention | None:
        found = after(self.tokens, i, self._before_agency(i, limit)) if i < limit else None
        return found[0] if found else None

    def _before_agency(self, i: int, limit: int) -> int:
        """Where a phrase that begins at token i ends at the latest: before the agency spoken to, bare in the dative.

        German: "sagte ein Mitarbeiter des Ministeriums der Agentur AP". The article might tie the agency to the phrase
        as well, but agencies report what they were told far more often than what they say themselves.
        """
        bits = self.tokens.bits
        for k in range(i + 1, limit):
            if bits[k] & BREAK:
                break
            if bits[k] & TO and bits[k] & CHAIN and bits[k] & DET and self._past_agency(k, limit) is not None:
                return k
        return limit

    def _pronoun(self, i: int) -> Mention | None:
        if self.tokens.bits[i] & UNNAMED:
            return None
        place = (self.tokens.starts[i], self.tokens.ends[i])
        return Mention(place, None, None, self.tokens.tables.gender.get(self.tokens.lows[i]), pronoun=True)

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
        if verb := verb_at(tokens, j, limit):
            return self._inverted(verb, q, limit)
        return self._straight(j, limit)

    def _words(self, q: int) -> int:
        """How many words stand between the marks, counted up to a few."""
        return len(self.tokens.text[self.tokens.starts[q] : self.tokens.ends[q]][:200].split())

    def _closes_clause(self, k: int) -> bool:
        """Whether the clause ends before token k."""
        return k >= self.tokens.size or bool(self.tokens.bits[k] & BREAK)

    def _exclaims(self, q: int) -> bool:
        inside = self.tokens.text[max(self.tokens.starts[q], self.tokens.ends[q] - 4) : self.tokens.ends[q]]
        return any(c in inside for c in "!?…,")

    def _inverted(self, verb: Verb, q: int, limit: int) -> Attribution | None:
        """V S."""
        if verb.gerund:
            return None
        if verb.first == q + 1 and not self._exclaims(q) and self._words(q) < 4:
            return None  # "Q" zeigt …: a short name may be the subject itself
        if verb.pronoun is not None:
            return Attribution(self._pronoun(verb.pronoun), verb.cue, (q, limit))
        limit = next((k for k in range(verb.last, limit) if self.tokens.bits[k] & QUOTE), limit)
        mention = self._after(verb.last, limit) or self._after_addressee(verb.last, limit)
        if mention is None:
            joined = self.tokens.starts[verb.first] - self.tokens.ends[q] <= 1  # "Q" a été …: the marks are its subject
            if joined or not self.tokens.tables.drops:
                return None
        return Attribution(mention, verb.cue, (verb.first, limit))

    def _after_addressee(self, i: int, limit: int) -> Mention | None:
        """The subject after an addressee or a place: "a déclaré à l'AFP un responsable"."""
        tokens, bits = self.tokens, self.tokens.bits
        while i < limit and bits[i] & ADV:
            i += 1
        if i >= limit or not bits[i] & PREP:
            return None
        end = self._past_agency(i + 1, limit)
        if end is None:
            found = after(tokens, i + 1, limit)
            if found is None:
                return None
            end = found[1]
        if (
            end < limit
            and tokens.lows[end] == ","
            and end + 1 < limit
            and bits[end + 1] & WORD
            and not bits[end + 1] & STOP
        ):
            end += 1
        return self._after(end, limit) or (self._after_addressee(end, limit) if end > i else None)

    def _past_agency(self, i: int, limit: int) -> int | None:
        """The token after the agency whose name begins at token i, an article and what it is called skipped."""
        tokens = self.tokens
        known = None
        while i < limit:
            known = known_at(tokens.text, tokens.starts[i], tokens.ends[limit - 1])
            if known or not tokens.bits[i] & (DET | OUTLET):
                break
            i += 1
        return next((k for k in range(i, limit) if tokens.starts[k] >= known[1]), limit) if known else None

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

    def _verb_last(self, q: int, low: int, high: int) -> Attribution | None:
        """German: "als er sie als „Q“ beschrieb"."""
        tokens, bits = self.tokens, self.tokens.bits
        if not tokens.tables.verb_last:
            return None
        k = q + 1
        while k < min(high, q + 6) and not bits[k] & BREAK:
            if verb := verb_at(tokens, k, high):
                if verb.last < high and not bits[verb.last] & PUNCT:
                    return None
                opener = next(
                    (x for x in range(q - 2, low - 1, -1) if bits[x] & (STOP | SIMILE | RELATIVE | CONJ)), low - 1
                )
                mention = self._after(opener + 1, q)
                return Attribution(mention, verb.cue, (low, high)) if mention else None
            k += 1
        return None

    def _bracket(self, q: int, low: int) -> Attribution | None:
        """German: "Der Minister hatte am Montag betont: „Q“"; the participle stands right before the marks."""
        tokens, bits = self.tokens, self.tokens.bits
        k = q - 2 if q > low and tokens.lows[q - 1] in (":", ",") else q - 1
        if not tokens.tables.verb_last or k <= low or not bits[k] & PARTICIPLE:
            return None
        x = next((x for x in range(k - 1, low - 1, -1) if bits[x] & AUX), None)
        if x is None or (bits[x] & PASSIVE and not bits[k] & PASSIVE):
            return None
        mention = before(tokens, x - 1, low) if x > low else None
        mention = mention or self._after(x + 1, k)
        return Attribution(mention, (tokens.starts[x], tokens.ends[k]), (low, q)) if mention else None

    def _sentence_before(self, q: int) -> Attribution | None:
        """It is not so, he said. Q."""
        tokens = self.tokens
        if q != tokens.low[q] or q < 3 or tokens.bits[q - 1] & QUOTE or tokens.high[q] > q + 2:
            return None
        low = tokens.low[q - 1]
        verb = self._verb_before(q - 1, low)
        if verb is None or verb.rank > 1 or verb.gerund or any(tokens.bits[x] & QUOTE for x in range(low, q)):
            return None
        mention = self._subject(verb, max(low, verb.first - FAR))
        return Attribution(mention, verb.cue, (low, q), Certainty.LIKELY) if mention else None

    def _end_of_sentence(self, q: int, high: int) -> Attribution | None:
        """… Q …, S V. or …, V S. at the sentence's end."""
        tokens = self.tokens
        k = bisect_left(self.firsts, high) - 1
        while k >= 0 and self.verbs[k].first > q:
            verb = self.verbs[k]
            k -= 1
            if high - verb.last > TAIL or verb.gerund:
                continue
            comma = next((x for x in range(verb.first - 1, max(q, verb.first - TAIL), -1) if self._comma(x)), None)
            if comma is None:
                continue
            if comma == verb.first - 1 and (found := self._inverted(verb, comma, high)) and found.mention:
                return found
            if any(tokens.bits[x] & (THAT | STOP | CONJ) for x in range(comma + 1, verb.first)):
                continue
            if any(tokens.bits[x] & (STOP | THAT) for x in range(verb.last, min(verb.last + 2, high))):
                continue
            mention = self._subject(verb, comma + 1)
            if mention and mention.span[0] <= tokens.starts[comma + 1] + 1:
                return Attribution(mention, verb.cue, (comma, high))
        return None

    def _adjunct(self, q: int, low: int, high: int) -> Attribution | None:
        """According to S, … Q; … Q …, according to S; S zufolge."""
        tokens, bits = self.tokens, self.tokens.bits
        for k in (*range(q - 1, low - 1, -1), *range(q + 1, high)):
            if bits[k] & BEFORE and (said := after(tokens, k + 1, high)):
                if bits[k] & PREP and (k != low or not self._closes_clause(said[1])):
                    continue  # "pour", "so": an adjunct only where nothing else is possible
                return Attribution(said[0], (tokens.starts[k], tokens.ends[k]), (k, high))
            if bits[k] & AFTER and (found := before(tokens, k - 1, low)):
                return Attribution(found, (tokens.starts[k], tokens.ends[k]), (low, k))
        return None

    def _headline(self, q: int, low: int, high: int, heading: bool) -> Attribution | None:
        """S: Q and Q: S, with no verb."""
        tokens, bits = self.tokens, self.tokens.bits
        if q - 1 > low - 1 and q >= 1 and tokens.lows[q - 1] == ":" and q - 1 > low:
            found = after(tokens, low, q - 1)
            if (
                found
                and found[1] == q - 1
                and not found[0].pronoun
                and (found[0].name or found[0].role or bits[low] & CAP)
            ):
                return Attribution(found[0], None, (low, q))
        if heading and q == low and q + 2 <= high and tokens.lows[q + 1] in (":", "–", "—", "-", "|"):
            found = after(tokens, q + 2, high)
            if found and found[1] >= high - 1 and not found[0].pronoun:
                return Attribution(found[0], None, (q, high))
        return None

    def _echo(self, q: int) -> Attribution | None:
        """Q. That is what S said · Q. C'est ce qu'a déclaré S."""
        tokens, bits = self.tokens, self.tokens.bits
        k = tokens.high[q]
        if k >= tokens.size or not bits[k] & ECHO:
            return None
        limit = min(tokens.high[k], k + FAR)
        for i in range(k + 1, min(limit, k + 8)):
            if verb := verb_at(tokens, i, limit):
                quoted = next((x for x in range(verb.last, limit) if bits[x] & QUOTE), limit)
                mention = (before(tokens, i - 1, k + 1) if i > k + 1 else None) or self._after(verb.last, quoted)
                if verb.pronoun is not None:
                    mention = self._pronoun(verb.pronoun)
                return Attribution(mention, verb.cue, (k, quoted), Certainty.SURE) if mention else None
        return None
