"""Who said it, where the finite verb stands second in a main clause and last in a subordinate one (de, nl, sv)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from livetui.model.quote import Certainty
from livetui.text.quotes.attribution import Patterns
from livetui.text.quotes.clauses import FAR
from livetui.text.quotes.cues import (
    AFTER,
    AGENT,
    AUX,
    BEFORE,
    CONJ,
    DET,
    ECHO,
    EYES,
    OBLIQUE,
    OUTLET,
    PARTICIPLE,
    PASSIVE,
    POSSESSIVE,
    PREP,
    QUOTING,
    RANK1,
    RELATIVE,
    REPORTED,
    SAYING,
    STOP,
    THAT,
    UNNAMED,
)  # fmt: skip
from livetui.text.quotes.found import Attribution
from livetui.text.quotes.mentions import after, before
from livetui.text.quotes.naming import Mention, may_speak
from livetui.text.quotes.ties import nominal
from livetui.text.quotes.tokens import BREAK, CAP, QUOTE
from livetui.text.quotes.verb_second import (
    adverbial,
    agent,
    as_said,
    finite,
    opener,
    opening,
    person,
    relative,
    second_subject,
    subject_after,
    subordinate,
    unnamed_place,
)
from livetui.text.quotes.verb_second_ties import (
    adjunct_before,
    in_eyes,
    listed,
    main_subject,
    reproached,
    sentence_before,
    written,
)
from livetui.text.quotes.verbs import Verb, verb_at

BEHIND = 6
"""The verb that ends a clause stands at most this many words after the marks."""


class SecondPatterns(Patterns):
    """The patterns, with those of clauses whose verb comes last."""

    def attribute(self, q: int, *, heading: bool) -> Attribution | None:
        """The attribution of the stretch that is token q; `heading`: the paragraph is a headline."""
        tokens = self.tokens
        low, high = tokens.low[q], tokens.high[q]
        found = listed(tokens, q, low) or adjunct_before(tokens, q, low) or in_eyes(tokens, q, low)
        found = found or reproached(tokens, q, low) or super().attribute(q, heading=heading)
        if found and found.weak and (self._mood(low, high) or self._indirect(found, q)):
            found = replace(found, weak=False)
        found = found or self._eyes(q, low) or written(tokens, q, low, high)
        found = found or (sentence_before(tokens, q) if self._words(q) > 3 else None) or self._reported(low, high)
        return replace(found, mention=self._numbered(found)) if found and found.mention else found

    def _numbered(self, found: Attribution) -> Mention | None:
        """The mention, with the number of its verb if it is a pronoun that does not tell it ("sagten sie")."""
        mention, plural = found.mention, self.tokens.tables.plural_verb
        if not plural or not mention or not mention.pronoun or found.cue is None or "s" in (mention.gender or "s"):
            return mention
        verb = self.tokens.text[slice(*found.cue)].split(" ", 1)[0]
        return replace(mention, gender="p" if verb.endswith(plural) else f"{mention.gender}s")

    def _headline(self, q: int, low: int, high: int, heading: bool) -> Attribution | None:
        """S: Q; of "Das Fazit der Forscher: „Q“" the forscher speak, not their conclusion."""
        owned = q > low + 3 and any(self.tokens.bits[k] & SAYING for k in range(low, min(low + 3, q)))
        return (nominal(self.clauses, q, low) if owned else None) or super()._headline(q, low, high, heading)

    def _echo(self, q: int) -> Attribution | None:
        """Q. Das sagte S: the verb belongs to the words that echo."""
        tokens, k = self.tokens, self.tokens.high[q]
        if k < tokens.size and tokens.bits[k] & ECHO:
            limit = min(tokens.high[k], k + FAR)
            verb = tokens.text[tokens.starts[k] : tokens.ends[k]].rpartition(" ")[2]
            if mention := subject_after(tokens, k + 1, limit):
                return Attribution(mention, (tokens.ends[k] - len(verb), tokens.ends[k]), (k, limit))
        return super()._echo(q)

    def _subject(self, verb: Verb, low: int, q: int) -> Mention | None:
        if verb.passive:
            return agent(self.tokens, verb.follows, verb.last)
        return unnamed_place(self.tokens, verb, low) or super()._subject(verb, low, q)

    def _verb_last(self, q: int, low: int, high: int) -> Attribution | None:
        """As in "als er sie als „Q“ beschrieb" · "hat sie als „Q“ beschrieben" · "wie S sagte"."""
        if near := self._near_adjunct(q, low):
            return near
        if found := as_said(self.tokens, self.clauses.verbs, low, high):
            verb, mention, x = found
            return Attribution(mention, verb.cue, (x, min(high, verb.last + 1)))
        if not self.tokens.tables.verb_last:
            return None
        bits = self.tokens.bits
        for k in range(q + 1, min(high, q + BEHIND)):
            if bits[k] & BREAK:
                return None
            if bits[k] & PARTICIPLE and (found_last := self._participle(q, k, low, high)):
                return found_last
            if verb_last := verb_at(self.tokens, k, high):
                return self._ends(verb_last, q, low, high)
        return None

    def _near_adjunct(self, q: int, low: int) -> Attribution | None:
        """According to S … Q, with no other verb that reports between."""
        tokens, bits = self.tokens, self.tokens.bits
        firsts = set(self.clauses.firsts)
        for k in range(q - 1, low - 1, -1):
            if k in firsts:
                return None
            if bits[k] & AFTER and (found := self._owner(k - 1, low)):
                return Attribution(found, (tokens.starts[k], tokens.ends[k]), (low, k))
            if bits[k] & BEFORE and (said := after(tokens, k + 1, q)):
                if bits[k] & PREP and not (bits[k - 1] & BREAK and self._closes_clause(said[1])):
                    continue
                return Attribution(said[0], (tokens.starts[k], tokens.ends[k]), (k, q))
        return None

    def _owner(self, k: int, low: int) -> Mention | None:
        """Whose the opinion is that follows token k: "des Ministers Meinung nach", "seiner Meinung nach"."""
        tokens = self.tokens
        if k < low or not tokens.bits[k] & POSSESSIVE:
            return before(tokens, k, low)
        place = (tokens.starts[k], tokens.ends[k])
        return Mention(place, None, None, tokens.tables.gender.get(tokens.lows[k]), pronoun=True)

    def _ends(self, verb: Verb, q: int, low: int, high: int) -> Attribution | None:
        """A finite verb that ends a subordinate clause."""
        if verb.last < high and not self.tokens.bits[verb.last] & (BREAK | CONJ):
            return None
        head = opener(self.tokens, q, low)
        mention = subordinate(self.tokens, head, q) if head is not None else None
        return Attribution(mention, verb.cue, (low, high), rank=verb.rank, label=verb.label) if mention else None

    def _participle(self, q: int, k: int, low: int, high: int) -> Attribution | None:
        """A participle after the marks, with its auxiliary before them or at the clause's end."""
        tokens, bits = self.tokens, self.tokens.bits
        rank = 1 if bits[k] & RANK1 else 2
        end = k + 1
        while end < high and bits[end] & AUX:
            end += 1
        if end < high and not bits[end] & (BREAK | CONJ):
            return None
        if end > k + 1:
            passive = any(bits[x] & PASSIVE for x in range(k + 1, end)) and not bits[k] & PASSIVE
            head = opener(tokens, q, low)
            if head is None:
                return None
            mention = agent(tokens, head + 1, q) if passive else subordinate(tokens, head, q)
            cue = (tokens.starts[k], tokens.ends[end - 1])
            return Attribution(mention, cue, (low, high), rank=rank) if mention else None
        x = next((x for x in range(q - 1, low - 1, -1) if bits[x] & AUX and not bits[x] & CAP), None)
        if x is None:
            return None
        verb = Verb(x, k + 1, (tokens.starts[k], tokens.ends[k]), rank, inner=x + 1)
        if bits[x] & PASSIVE and not bits[k] & PASSIVE:
            first = opening(tokens, x, low)
            mention = agent(tokens, x + 1, k) or self._opening_agent(first, x)
        else:
            mention = second_subject(tokens, verb, low, q)
        return Attribution(mention, verb.cue, (low, high), rank=rank) if mention else None

    def _opening_agent(self, first: int, limit: int) -> Mention | None:
        """By whom a clause in the passive begins: "Von Kritikern wird …"."""
        found = after(self.tokens, first + 1, limit) if self.tokens.bits[first] & AGENT else None
        return found[0] if found else None

    def _left(self, verb: Verb, q: int, low: int, *, weak: bool = False) -> Attribution | None:
        """S V Q; where the verb is one of quoting, its object is who speaks ("Die Zeitung zitiert Ana mit …")."""
        if self._quotes(verb):
            said = self._objects(verb, q)
            if said:
                return Attribution(said[-1], verb.cue, (low, q), Certainty.SURE, verb.rank)
        return super()._left(verb, q, low, weak=weak)

    def _quotes(self, verb: Verb) -> bool:
        k = bisect_left(self.tokens.starts, verb.cue[0])
        return verb.inner is None and bool(self.tokens.bits[k] & QUOTING)

    def _objects(self, verb: Verb, limit: int) -> list[Mention]:
        """The noun phrases right after a verb of quoting: its subject, if it follows, and whom it quotes."""
        tokens, k = self.tokens, verb.last
        out: list[Mention] = []
        if k < limit and tokens.bits[k] & UNNAMED:
            k += 1
        while k < limit and len(out) < 2 and not tokens.bits[k] & (PREP | BREAK | STOP):
            if tokens.bits[k] & DET and k + 1 < limit and tokens.bits[k + 1] & QUOTE:
                k += 2
                continue
            found = after(tokens, k, limit)
            if found is None or found[1] <= k:
                break
            out.append(found[0])
            k = found[1]
        return out

    def _inverted(self, verb: Verb, q: int, limit: int) -> Attribution | None:
        """V S, where S may be the name of an outlet between marks of its own."""
        if self._quotes(verb) and (said := self._objects(verb, limit)):
            return Attribution(said[-1], verb.cue, (verb.first, limit))
        if named := self._outlet(verb.follows, limit):
            return Attribution(named, verb.cue, (verb.first, limit))
        return super()._inverted(verb, q, limit)

    def _outlet(self, k: int, limit: int) -> Mention | None:
        """After "schreibt die „Zeitung“": a name of few words between marks after a verb."""
        tokens = self.tokens
        first = k
        while k < limit and tokens.bits[k] & (DET | OUTLET) and not tokens.bits[k] & OBLIQUE:
            k += 1
        if k >= limit or not tokens.bits[k] & QUOTE or self._words(k) > 4:
            return None
        name = (tokens.starts[k] + 1, tokens.ends[k] - 1)
        words = tokens.text[slice(*name)].split()
        if not words or not (words[0][0].isupper() and words[-1][0].isupper()):
            return None
        return Mention((tokens.starts[first], tokens.ends[k]), name)

    def _eyes(self, q: int, low: int) -> Attribution | None:
        """As in "Für S ist das „Q“"."""
        tokens, bits = self.tokens, self.tokens.bits
        first = opening(tokens, q, low)
        if first >= q or not bits[first] & EYES or not (found := after(tokens, first + 1, q)):
            return None
        judged = found[1] < q and finite(tokens, found[1]) and person(found[0])
        return Attribution(found[0], None, (first, q), Certainty.LIKELY, rank=2) if judged else None

    def _colon(self, q: int, low: int) -> Attribution | None:
        """As in "S zeigte sich enttäuscht: „Q“": whatever the verb, the words after the colon are those of a person."""
        tokens, bits = self.tokens, self.tokens.bits
        if q < low + 3 or tokens.lows[q - 1] != ":" or self._words(q) < 4:
            return None
        if any(bits[k] & QUOTE for k in range(low, q)):
            return None
        first = opening(tokens, q - 1, low)
        if bits[low] & SAYING:  # "Kritik kam von der Opposition: „Q“"
            mention = agent(tokens, low + 1, q - 1)
            return Attribution(mention, None, (low, q), Certainty.LIKELY) if mention else None
        for start in {first: None, low: None}:
            if bits[start] & (STOP | THAT | RELATIVE) or relative(tokens, start):
                continue
            mention = self._clause_subject(start, q - 1)
            if person(mention):
                return Attribution(mention, None, (low, q), Certainty.LIKELY)
        verb = self.clauses.verb_before(q, low)
        if verb and verb.last == q - 1 and verb.rank == 1:  # "die Marke, die S ausgerufen hatte: „Q“"
            return self._left(verb, q, low)
        apart = bits[first] & (STOP | THAT | RELATIVE) or relative(tokens, first)
        mention = None if apart else main_subject(tokens, low, q - 1)
        return Attribution(mention, None, (low, q), Certainty.LIKELY) if mention else None

    def _clause_subject(self, start: int, limit: int) -> Mention | None:
        """The subject of the main clause that begins at a token, whatever its verb."""
        tokens, bits = self.tokens, self.tokens.bits
        if finite(tokens, start):
            return subject_after(tokens, start + 1, limit)
        if adverbial(tokens, start, limit):
            verb = next((k for k in range(start + 1, limit) if finite(tokens, k)), None)
            return subject_after(tokens, verb + 1, limit) if verb is not None else None
        found = after(tokens, start, limit)
        if found is None or found[1] >= limit or bits[found[1]] & (CAP | CONJ):
            return None
        return found[0]

    def _mood(self, low: int, high: int) -> bool:
        """Whether a verb form of the sentence tells that it reports what somebody said."""
        bits = self.tokens.bits
        return any(bits[k] & REPORTED and not bits[k] & CAP for k in range(low, high))

    def _indirect(self, found: Attribution, q: int) -> bool:
        """Whether "that" stands between a verb of saying proper and the marks, however far it is."""
        if found.rank > 1 or found.cue is None or found.cue[1] > self.tokens.starts[q]:
            return False
        return any(self.tokens.bits[k] & THAT for k in range(bisect_left(self.tokens.starts, found.cue[1]), q))

    def _reported(self, low: int, high: int) -> Attribution | None:
        """As in "Er habe „Q“": the verb's mood tells that the last speaker goes on."""
        tokens = self.tokens
        if not self._mood(low, high):
            return None
        for verb in reversed(self.clauses.verbs):
            if verb.first >= low:
                continue
            mention = self.clauses.subject(verb, tokens.low[verb.first])
            if mention and (mention.pronoun or may_speak(tokens, mention)):
                return Attribution(mention, None, (0, 0), Certainty.LIKELY, rank=2)
        return None
