"""Who speaks where words are not parted by blanks and nothing has a capital (ja, zh).

The subject is the noun phrase before a topic particle ("Sは「Q」と述べた") or, where there are none, what the clause
of the verb begins with ("S说：“Q”").
"""

from __future__ import annotations

from bisect import bisect_left

from livetui.text.quotes.clauses import Clauses
from livetui.text.quotes.cues import (
    ADV,
    AFTER,
    BEFORE,
    BODY,
    CHAIN,
    CONJ,
    ECHO,
    FINITE,
    PREP,
    PRON,
    RANK1,
    ROLE,
    STOP,
    TITLE,
    TOPIC,
    VERB,
    WORK,
)  # fmt: skip
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.tokens import BREAK, CAP, NUMBER, PUNCT, QUOTE, Tokens
from livetui.text.quotes.verbs import Verb, verbs

_LONGEST = 16
"""A noun phrase of more tokens is no mention."""
_NAME = 9
"""A name has at most this many signs, those of other scripts apart."""


class Subjects(Clauses):
    """The reporting verbs of a paragraph and who is said to speak."""

    def __init__(self, tokens: Tokens) -> None:
        """Args: tokens: those of the paragraph."""
        bits = tokens.bits
        cues = [k for k, b in enumerate(bits) if b & FINITE]
        super().__init__(
            tokens,
            [Verb(k, k + 1, (tokens.starts[k], tokens.ends[k]), 1 if bits[k] & RANK1 else 2) for k in cues],
        )
        self.topics = tokens.tables.topics
        """Particles that mark what a sentence is about, the first of them more than the others."""

    def subjects(self) -> list[tuple[Verb, Mention]]:
        """Whoever is said to say something, for pronouns to refer to."""
        found = [(v, self.before(v.first, self.tokens.low[v.first])) for v in self.verbs if v.rank == 1]
        return [(v, m) for v, m in found if m and not m.pronoun]

    def sentence_subject(self, low: int, limit: int) -> Mention | None:
        """What a sentence is about: its first topic, or what it begins with."""
        if not self.topics:
            return self.phrase(low, limit, opening=True)
        k = next((k for k in range(low, limit) if self.tokens.bits[k] & TOPIC), None)
        return self.phrase(low, k) if k is not None else None

    def subject(self, verb: Verb, low: int, limit: int | None = None) -> Mention | None:  # noqa: ARG002
        """The subject of a verb, before it."""
        return self.before(verb.first, low)

    def introduction(self, low: int, colon: int) -> Mention | None:
        """Whoever stands alone before a colon."""
        found = self.phrase(low, colon)
        return found if found and self.whole(found, low, colon) else None

    def before(self, q: int, low: int) -> Mention | None:
        """The subject of what token q belongs to, before it."""
        tokens, bits = self.tokens, self.tokens.bits
        if not self.topics:
            return self._opening_subject(q, low)
        found: Mention | None = None
        for k in range(q - 1, low - 1, -1):
            if bits[k] & TOPIC and (mention := self.phrase(low, k)):
                if tokens.lows[k] == self.topics[0] or mention.role or mention.pronoun:
                    return mention
                found = found or mention
        if found is None and q - 1 > low and bits[q - 1] & CHAIN:
            return self.phrase(low, q - 1)
        return found

    def _opening_subject(self, verb: int, low: int) -> Mention | None:
        """The subject at the beginning of the verb's clause, or of the one before if this has none."""
        tokens, bits = self.tokens, self.tokens.bits
        start = verb
        for _ in range(3):
            end = start
            while start > low and not (bits[start - 1] & QUOTE or tokens.lows[start - 1] in (",", ";", ":")):
                start -= 1
            if mention := self.phrase(start, end, opening=True):
                return mention
            if start <= low or tokens.lows[start - 1] != ",":
                return None
            start -= 1
        return None

    def known(self, mention: Mention) -> bool:
        """Whether the tables know a mention as somebody: by a role, a title, a body or a pronoun."""
        if mention.role or mention.pronoun:
            return True
        i, j = bisect_left(self.tokens.starts, mention.span[0]), bisect_left(self.tokens.starts, mention.span[1])
        return any(bits & (TITLE | BODY) for bits in self.tokens.bits[i:j])

    def whole(self, mention: Mention, start: int, end: int) -> bool:
        """Whether a mention is all that stands between two tokens."""
        return mention.span == (self.tokens.starts[start], self.tokens.ends[end - 1])

    def phrase(self, low: int, end: int, *, opening: bool = False) -> Mention | None:
        """The mention in tokens low to end - 1: what ends it, or, if `opening`, what begins it."""
        tokens, bits = self.tokens, self.tokens.bits
        if opening:
            i = low
            while i < end and (bits[i] & (CONJ | ADV | NUMBER | STOP | PUNCT) and not bits[i] & (PRON | ROLE | BODY)):
                i += 1
            j = i
            while j < end and j - i < _LONGEST and not (_stops(bits[j]) or (bits[j] & NUMBER and j > i)):
                j += 1
                if j < end and tokens.lows[j] == "(":
                    j = next((x + 1 for x in range(j, end) if tokens.lows[x] == ")"), j)
        else:
            j = end
            while j > low and (bits[j - 1] & ADV or tokens.lows[j - 1] in (")",)):
                j = self._opened(j - 1, low) if tokens.lows[j - 1] == ")" else j - 1
            i = j
            while i > low and j - i < _LONGEST and not _stops(bits[i - 1]) and not bits[i - 1] & TOPIC:
                i -= 1
            while i < j and bits[i] & (CONJ | CHAIN | NUMBER) and not bits[i] & (ROLE | BODY):
                i += 1
        while j > i and bits[j - 1] & (CHAIN | PREP | ADV) and not bits[j - 1] & (ROLE | BODY):
            j -= 1
        return self._mention(i, j) if j > i else None

    def _alone(self, i: int) -> bool:
        """Whether token i is all that a clause is about: 、男は."""
        bits = self.tokens.bits
        opens = i == self.tokens.low[i] or bits[i - 1] & PUNCT
        return bool(opens and i + 1 < self.tokens.size and bits[i + 1] & TOPIC)

    def _opened(self, close: int, low: int) -> int:
        """The token of the bracket that is closed at `close`."""
        return next((x for x in range(close, low - 1, -1) if self.tokens.lows[x] == "("), close)

    def _mention(self, i: int, j: int) -> Mention | None:
        tokens, bits = self.tokens, self.tokens.bits
        span = (tokens.starts[i], tokens.ends[j - 1])
        if bits[j - 1] & PRON:
            i, span = j - 1, (tokens.starts[j - 1], span[1])
            return Mention(span, None, None, tokens.tables.gender.get(tokens.lows[i]), pronoun=True)
        gender = next((g for k in range(i, j) if (g := tokens.tables.gender.get(tokens.lows[k]))), None)
        roles = [k for k in range(i, j) if bits[k] & ROLE]
        if not roles:
            plain = bits[j - 1] & TITLE or not any(bits[k] & (BODY | CHAIN) for k in range(i, j))
            long = span[1] - span[0] > _NAME and not bits[j - 1] & TITLE
            if (span[1] - span[0] < 2 and not self._alone(i)) or not bits[j - 1] & (CAP | TITLE | BODY):
                return None
            if plain and long and not any(tokens.text[k] in "・·" for k in range(*span)):
                return None if not any(bits[k] & BODY for k in range(i, j)) else Mention(span, gender=gender)
            return Mention(span, span if plain else None, None, gender)
        last = roles[-1]
        if last + 2 < j and bits[last + 1] & CHAIN and bits[j - 1] & TITLE:  # 社長の田中健二氏
            return Mention(span, (tokens.starts[last + 2], span[1]), (span[0], tokens.ends[last]), gender)
        if last < j - 1 and not bits[last + 1] & CHAIN:
            return Mention(span, (tokens.starts[last + 1], span[1]), (span[0], tokens.ends[last]), gender)
        first = last
        while first > i and bits[first - 1] & (ROLE | BODY):
            first -= 1
        k = next((x + 1 for x in range(first - 1, i - 1, -1) if bits[x] & (CHAIN | BODY | NUMBER | PUNCT)), i)
        if self.topics and k < first and not any(bits[x] & VERB for x in range(k, first)):
            return Mention(span, (tokens.starts[k], tokens.ends[first - 1]), (tokens.starts[first], span[1]), gender)
        return Mention(span, None, span, gender)


def read_clauses(tokens: Tokens) -> Clauses:
    """The clauses of a paragraph, by how its language is written."""
    return Subjects(tokens) if tokens.tables.forms.unspaced else Clauses(tokens, verbs(tokens))


def _stops(bits: int) -> bool:
    """Whether a token cannot be part of a noun phrase."""
    if bits & (ROLE | BODY):
        return False
    return bool(bits & (BREAK | STOP | PREP | ADV | FINITE | VERB | BEFORE | AFTER | CONJ | WORK | ECHO))
