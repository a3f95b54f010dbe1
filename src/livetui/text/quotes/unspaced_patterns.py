"""Patterns on the words around a marked stretch where words are not parted by blanks (ja, zh).

With topic particles: Sは「Q」と述べた · 「Q」とSは述べた · Sの「Q」との発言. Without: S说：“Q” · “Q”，S说.
Both: according to S · S「Q」 in a headline · Sは語る。「Q」.
"""

from __future__ import annotations

from livetui.model.quote import Certainty, Span
from livetui.text.quotes.cues import AFTER, BEFORE, CHAIN, ECHO, FINITE, RANK1, SAYING, STOP, THAT, TOPIC
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.tokens import BREAK, END, PUNCT, QUOTE, Tokens
from livetui.text.quotes.unspaced import Subjects

REACH = 40
"""Nothing is looked for further than this many tokens."""
NEAR = 12
"""Between the marks and the verb after them at most this many tokens stand."""


class Unspaced:
    """The patterns, tried on one stretch of a paragraph after another."""

    def __init__(self, clauses: Subjects) -> None:
        """Args: clauses: those of the paragraph."""
        self.clauses, self.tokens = clauses, clauses.tokens

    def attribute(self, q: int, *, heading: bool) -> Attribution | None:
        """The attribution of the stretch that is token q; `heading`: the paragraph is a headline."""
        low, high = max(self.tokens.low[q], q - REACH), min(self.tokens.high[q], q + REACH)
        return (
            (self._topic(q, low, high) if self.clauses.topics else self._before(q, low) or self._after(q))
            or self._adjunct(q, low, high)
            or self._headline(q, low, high, heading)
            or self._sentence_before(q)
            or self._sentence_after(q)
        )

    def _cue(self, k: int) -> Span:
        return self.tokens.starts[k], self.tokens.ends[k]

    # Topic particles: Sは「Q」と述べた · 「Q」とSは述べた · Sは述べた。「Q」

    def _topic(self, q: int, low: int, high: int) -> Attribution | None:
        bits = self.tokens.bits
        if (noun := self._speech_noun(q, high)) is not None and (mention := self.clauses.before(q, low)):
            return Attribution(mention, self._cue(noun), (low, high))
        verb = self._verb_after(q, high)
        first = q + 1
        while first < high and bits[first] & (THAT | CHAIN) and not bits[first] & FINITE:
            first += 1
        end = verb if verb is not None else high
        for k in range(first, end if verb is not None else min(end, first + NEAR)):
            if bits[k] & QUOTE or first == q + 1:
                break
            if bits[k] & TOPIC and (mention := self.clauses.phrase(first, k)):
                if mention.span[0] != self.tokens.starts[first] or not (
                    verb is not None or self.clauses.known(mention)
                ):
                    break
                return Attribution(mention, self._cue(verb) if verb is not None else None, (q, high))
        if verb is None:
            return None
        mention = self.clauses.before(q, low) or self._described(verb, high)
        return Attribution(mention, self._cue(verb), (low, high), rank=1 if bits[verb] & RANK1 else 2)

    def _described(self, verb: int, high: int) -> Mention | None:
        """「Q」と訴えるS: the verb describes the speaker, who stands behind it."""
        end = next((k for k in range(verb + 1, high) if self.tokens.bits[k] & (BREAK | TOPIC | CHAIN | STOP)), high)
        mention = self.clauses.phrase(verb + 1, end) if end > verb + 1 else None
        return mention if mention and mention.role and mention.span[0] == self.tokens.ends[verb] else None

    def _verb_after(self, q: int, high: int) -> int | None:
        """The reporting verb that the marked words hang on; a quoting particle stands right behind them."""
        bits = self.tokens.bits
        k = q + 1
        if k >= high or not bits[k] & (THAT | FINITE):
            return None
        for k in range(q + 1, min(high, q + 1 + NEAR + REACH)):
            if bits[k] & FINITE:
                return k
            if bits[k] & QUOTE and not (k + 1 < high and bits[k + 1] & THAT):
                return None
        return None

    def _speech_noun(self, q: int, high: int) -> int | None:
        """Sの「Q」との発言."""
        bits = self.tokens.bits
        k = q + 1
        if k + 1 < high and bits[k] & (THAT | CHAIN) and bits[k + 1] & SAYING:
            return k + 1
        return None

    # No particles: S…说：“Q” · “Q”，S说 · S说

    def _before(self, q: int, low: int) -> Attribution | None:
        tokens, bits = self.tokens, self.tokens.bits
        k = q - 1
        while k >= low and not bits[k] & (FINITE | QUOTE):
            k -= 1
        if k < low or bits[k] & QUOTE:
            return None
        gap = q - k - 1
        tight = gap == 0 or tokens.lows[q - 1] in (":", ",")
        if not tight and (not bits[k] & RANK1 and gap > NEAR):
            return None
        mention = self.clauses.before(k, low)
        if mention is None and not tight:
            return None
        certainty = Certainty.SURE if tight or gap <= NEAR else Certainty.LIKELY
        return Attribution(mention, self._cue(k), (low, q), certainty, 1 if bits[k] & RANK1 else 2)

    def _after(self, q: int) -> Attribution | None:
        tokens, bits = self.tokens, self.tokens.bits
        if bits[q] & END and not _goes_on(tokens, q):
            return None
        j = q + 1
        limit = min(tokens.high[j], j + REACH) if j < tokens.size else j
        if j < limit and tokens.lows[j] in (",", "—", "–"):
            j += 1
        end = next((k for k in range(j, min(limit, j + 2 * NEAR)) if bits[k] & BREAK), min(limit, j + NEAR))
        verb = next((k for k in range(end - 1, j - 1, -1) if bits[k] & FINITE), None)
        if verb is None:
            return None
        mention = self.clauses.phrase(j, verb, opening=True)
        return Attribution(mention, self._cue(verb), (q, limit)) if mention else None

    # Both

    def _adjunct(self, q: int, low: int, high: int) -> Attribution | None:
        """Sによると · 据S报道."""
        bits = self.tokens.bits
        for k in (*range(q - 1, low - 1, -1), *range(q + 1, high)):
            if bits[k] & AFTER and (mention := self.clauses.phrase(low, k)):
                return Attribution(mention, self._cue(k), (low, high))
            if bits[k] & BEFORE:
                end = next((x for x in range(k + 1, high) if bits[x] & (BREAK | FINITE | SAYING)), high)
                said = end < high and bool(bits[end] & (FINITE | SAYING))
                if said and (mention := self.clauses.phrase(k + 1, end, opening=True)):
                    return Attribution(mention, self._cue(k), (k, high))
        return None

    def _headline(self, q: int, low: int, high: int, heading: bool) -> Attribution | None:
        """S：“Q” · S「Q」 · 「Q」とS · “Q”：S."""
        tokens, bits = self.tokens, self.tokens.bits
        k = q - 1
        alone = k >= 0 and q + 1 == tokens.size and not tokens.low[q] and not any(bits[x] & BREAK for x in range(q))
        if k >= low and (heading or alone or tokens.lows[k] == ":"):
            end = k if tokens.lows[k] in (":", ",") else q
            start = next((x + 1 for x in range(end - 1, low - 1, -1) if bits[x] & BREAK), low)
            mention = self.clauses.phrase(start, end) if start < end else None
            sure = mention and (heading or end < q or self.clauses.known(mention))
            if mention and sure and self.clauses.whole(mention, start, end):
                return Attribution(mention, None, (low, q))
        first = next((x for x in range(low, q) if bits[x] & BREAK), q)
        opened = self.clauses.phrase(low, first) if low < first < q - 1 and tokens.lows[first] == ":" else None
        if opened and self.clauses.whole(opened, low, first):
            return Attribution(opened, None, (low, q), Certainty.LIKELY)  # S：… “Q”
        k = q + 1
        rest = self.clauses.phrase(k, tokens.size) if not q and k < tokens.size and not heading else None
        if rest and self.clauses.known(rest) and self.clauses.whole(rest, k, tokens.size):
            return Attribution(rest, None, (q, tokens.size))
        if heading and k < high and (bits[k] & THAT or tokens.lows[k] in (":", "—", "–", "-")):
            while k < high and (bits[k] & THAT or bits[k] & PUNCT):
                k += 1
            if k < high and (mention := self.clauses.phrase(k, high)) and self.clauses.whole(mention, k, high):
                return Attribution(mention, None, (q, high))
        return None

    def _sentence_before(self, q: int) -> Attribution | None:
        """Sは次のように語った。「Q」 · S这样说。“Q”."""
        tokens, bits = self.tokens, self.tokens.bits
        if q != tokens.low[q] or q < 2 or tokens.high[q] > q + 2:
            return None
        low = tokens.low[q - 1]
        if any(bits[x] & QUOTE for x in range(low, q)):
            return None
        k = next((x for x in range(q - 1, max(low, q - 4) - 1, -1) if bits[x] & FINITE), None)
        if k is None or not bits[k] & RANK1:
            return None
        mention = self.clauses.before(k, low)
        return Attribution(mention, self._cue(k), (low, q), Certainty.LIKELY) if mention else None

    def _sentence_after(self, q: int) -> Attribution | None:
        """「Q」。Sはそう述べた · “Q”。这是S说的."""
        tokens, bits = self.tokens, self.tokens.bits
        k = tokens.high[q]
        if q != tokens.low[q] or k > q + 2 or k >= tokens.size:
            return None
        end = tokens.high[k]
        echo = next((x for x in range(k, end) if bits[x] & ECHO), None)
        verb = next((x for x in range(k, end) if bits[x] & FINITE), None)
        if echo is None or verb is None:
            return None
        mention = self.clauses.before(verb, k if self.clauses.topics else echo + 1 if echo < verb - 1 else k)
        return Attribution(mention, self._cue(verb), (k, end)) if mention else None


def _goes_on(tokens: Tokens, q: int) -> bool:
    """Whether the sentence may go on after marked words that end with a sign."""
    inside = tokens.text[max(tokens.starts[q], tokens.ends[q] - 3) : tokens.ends[q]]
    return any(c in inside for c in "！？，…!?,") or tokens.lows[min(q + 1, tokens.size - 1)] == ","
