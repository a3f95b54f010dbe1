"""Who said it, in languages with cases and no articles (ru, uk, pl, cs)."""

from __future__ import annotations

from dataclasses import replace

from livetui.model.quote import Certainty
from livetui.text.quotes.agencies import known_at
from livetui.text.quotes.attribution import Patterns
from livetui.text.quotes.beside import NEAR
from livetui.text.quotes.clauses import FAR, Clauses
from livetui.text.quotes.cues import ADV, AS_SAID, BEFORE, PREP, PRON, THAT, TO, VERB
from livetui.text.quotes.declensions import Cases
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.mentions import after
from livetui.text.quotes.naming import Mention, may_speak
from livetui.text.quotes.tokens import BREAK, CAP, END, PUNCT, WORD
from livetui.text.quotes.verbs import Verb, verb_at

MANNER = 6
"""At most this many words that say how stand between the marks and their verb."""


MINIMUM = 5
"""A verb that no table lists has at least this many letters."""


class DeclinedPatterns(Patterns):
    """The patterns, where the subject may stand on either side of its verb and only its case tells it."""

    def __init__(self, clauses: Clauses, cases: Cases) -> None:
        """Args: clauses: those of the paragraph; cases: the endings of the language."""
        super().__init__(clauses)
        self.cases = cases

    def _tight(self, verb: Verb, q: int) -> bool:
        gap = q - verb.last
        return super()._tight(verb, q) or (2 <= gap <= NEAR and bool(self.tokens.bits[verb.last + 1] & THAT))

    def _left(self, verb: Verb, q: int, low: int, *, weak: bool = False) -> Attribution | None:
        """S V Q and V S: Q."""
        mention = None
        if verb.first > low and self.tokens.lows[verb.first - 1] == "," and not verb.gerund:
            mention = self.clauses.follows(verb, q)  # "…, доложил на заседании мэр: «Q»"
        mention = mention or self.clauses.subject(verb, low)
        if mention is None and not verb.gerund:
            as_said = verb.first > low and self.tokens.bits[verb.first - 1] & AS_SAID
            if as_said or self.clauses.opens_clause(verb, low):
                mention = self.clauses.follows(verb, q)
            if mention and verb.label and self._unknown(mention) and not may_speak(self.tokens, mention):
                mention = None  # "Nazwała pożar „…”": the object
            if mention is None and q - verb.last > NEAR:
                return None
        loose = weak or verb.gerund or (verb.rank == 2 and q - verb.last > NEAR * 2)
        certainty = Certainty.LIKELY if loose else Certainty.SURE
        words = low, min(self.tokens.high[q], q + FAR)  # an agency may be named after the marks
        return Attribution(mention, verb.cue, words, certainty, verb.rank, weak, verb.label)

    def _right(self, q: int) -> Attribution | None:
        """Q, V S · Q, S V · Q, according to S · Q, as S said."""
        tokens, bits = self.tokens, self.tokens.bits
        if bits[q] & END and not self._exclaims(q):
            return None
        j = q + 1
        if j < tokens.size and bits[j] & PUNCT and tokens.lows[j] in ",–—-":
            j += 1
            if j < tokens.size and tokens.lows[j] in ("–", "—", "-") and tokens.lows[j - 1] == ",":
                j += 1
        if j < tokens.size and bits[j] & AS_SAID:
            j += 1
        if j >= tokens.size or bits[j] & BREAK:
            return None
        limit = min(tokens.high[j], j + FAR)
        if bits[j] & BEFORE and (found := after(tokens, j + 1, limit)):
            return Attribution(found[0], (tokens.starts[j], tokens.ends[j]), (j, limit))
        if j > q + 1:
            j = self._past_manner(j, limit)
        if verb := verb_at(tokens, j, limit):
            return self._inverted(verb, q, limit)
        return self._straight(j, limit) or self._unlisted(q, j, limit)

    def _unlisted(self, q: int, j: int, limit: int) -> Attribution | None:
        """Q, V S with a verb that no table lists, told by its ending: "«Q», — просипел боцман"."""
        tokens = self.tokens
        apart = j > q + 1 or self._exclaims(q)
        past = tuple(ending for ending, _ in self.cases.past)
        low = tokens.lows[j]
        known = tokens.bits[j] & ~(WORD | VERB)
        if not apart or known or len(low) < MINIMUM or low in tokens.tables.words or not low.endswith(past):
            return None
        found = self._inverted(Verb(j, j + 1, (tokens.starts[j], tokens.ends[j]), 2), q, limit)
        somebody = found and found.mention and (found.mention.name or found.mention.role or found.mention.pronoun)
        return replace(found, certainty=Certainty.LIKELY) if found and somebody else None

    def _colon(self, q: int, low: int) -> Attribution | None:
        """S …: Q; a verb that opens the sentence is no name ("Przypisuje mu się: …")."""
        found = super()._colon(q, low)
        mention = found.mention if found else None
        if mention and mention.name and mention.name[0] == self.tokens.starts[low]:
            verbal = self.tokens.tables.verb_endings + tuple(ending for ending, _ in self.cases.past)
            if self.tokens.ends[low] == mention.name[1] and self.tokens.lows[low].endswith(verbal):
                return None
        return found

    def _past_manner(self, j: int, limit: int) -> int:
        """Where the verb stands if only how it was said comes before: "«Q», — с поклоном сказал швейцар"."""
        tokens, bits = self.tokens, self.tokens.bits
        for k in range(j, min(j + MANNER, limit)):
            if verb_at(tokens, k, limit):
                return k
            how = bits[k] & (ADV | PREP) or (k > j and bits[k - 1] & PREP)
            if not how and (bits[k] & (CAP | BREAK | PRON) or not tokens.lows[k].endswith(self.cases.oblique)):
                return j
        return j

    def _inverted(self, verb: Verb, q: int, limit: int) -> Attribution | None:
        """V S."""
        found = super()._inverted(verb, q, limit)
        if found is None and verb.rank == 1 and not verb.gerund and self._exclaims(q):
            return Attribution(self.clauses.follows(verb, limit), verb.cue, (verb.first, limit))
        if found and self._relayed(verb, found.mention):
            left = self.clauses.verb_before(q, self.tokens.low[q])
            if left and self.clauses.subject(left, self.tokens.low[q]):
                return None  # "S назвал это «Q», передаёт ТАСС"
            for k in range(verb.last, found.words[1]):  # "сообщает ТАСС со ссылкой на МЧС"
                if self.tokens.bits[k] & BEFORE and (said := after(self.tokens, k + 1, limit)):
                    return Attribution(said[0], verb.cue, found.words)
        if found and found.mention and self._unknown(found.mention) and self._titled(q):
            return None  # «Большая игра», начинают показ новинки: a title, and an object
        # what stands between the marks and the verb belongs to the clause
        return replace(found, words=(q + 1, found.words[1])) if found and verb.first > q + 2 else found

    def _unknown(self, mention: Mention) -> bool:
        """Whether no table and no capital tells that this is somebody."""
        small = self.tokens.text[slice(*mention.span)].islower()
        return small and not (mention.name or mention.role or mention.pronoun)

    def _titled(self, q: int) -> bool:
        """Whether every word between the marks has a capital."""
        words = self.tokens.text[self.tokens.starts[q] + 1 : self.tokens.ends[q] - 1][:200].split()
        return len(words) > 1 and all(w[0].isupper() for w in words)

    def _relayed(self, verb: Verb, mention: Mention | None) -> bool:
        """Whether the subject is an agency or unknown, and the verb one of relaying."""
        relays = self.tokens.bits[verb.last - 1] & TO
        return bool(relays) and (mention is None or known_at(self.tokens.text, *mention.place) is not None)
