"""Whoever stands behind a verb: past an addressee, an agency, a place, or what commas set apart."""

from __future__ import annotations

from livetui.text.quotes.agencies import known_at
from livetui.text.quotes.cues import (
    ADV,
    CHAIN,
    DET,
    OUTLET,
    PREP,
    RELAY,
    STOP,
    TO,
    UNNAMED,
)  # fmt: skip
from livetui.text.quotes.mentions import after
from livetui.text.quotes.naming import Mention
from livetui.text.quotes.phrases import NOUN
from livetui.text.quotes.tokens import BREAK, CAP, NUMBER, QUOTE, WORD, Tokens
from livetui.text.quotes.verbs import Verb


class Behind:
    """What stands in a paragraph behind one of its tokens."""

    def __init__(self, tokens: Tokens, verbs: list[Verb]) -> None:
        """Args: the tokens of the paragraph and every reporting verb in it, in order."""
        self.tokens, self.verbs = tokens, verbs
        self.firsts = [v.first for v in verbs]

    def _past_aside(self, i: int, limit: int) -> int:
        """The token after what commas set apart behind a verb: ", lance, sourire aux lèvres, Ana"."""
        if i >= limit or self.tokens.lows[i] != "," or not self.tokens.tables.inverts:
            return i
        return next((k + 1 for k in range(i + 1, min(limit - 1, i + 8)) if self.tokens.lows[k] == ","), i)

    def comma(self, k: int) -> bool:
        """Whether token k is a comma, or a marked stretch that ends with one."""
        tokens = self.tokens
        if tokens.lows[k] == ",":
            return True
        return bool(tokens.bits[k] & QUOTE) and tokens.text[tokens.ends[k] - 2 : tokens.ends[k] - 1] in (",", "،", "，")

    def after(self, i: int, limit: int) -> Mention | None:
        """The mention that begins at token i."""
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

    def pronoun(self, i: int) -> Mention | None:
        """The mention that a pronoun is; None if it stands for nobody."""
        if self.tokens.bits[i] & UNNAMED:
            return None
        place = (self.tokens.starts[i], self.tokens.ends[i])
        return Mention(place, None, None, self.tokens.tables.gender.get(self.tokens.lows[i]), pronoun=True)

    def after_addressee(self, i: int, limit: int) -> Mention | None:
        """The subject after an addressee or a place: "a déclaré à l'AFP un responsable"."""
        tokens, bits = self.tokens, self.tokens.bits
        while i < limit and bits[i] & ADV:
            i += 1
        if i >= limit or not bits[i] & (PREP | RELAY):
            return None
        end = self._past_agency(i + 1, limit)
        if end is None and (manner := self._past_manner(i + 1, limit)):
            return self.after(manner, limit)
        if end is None:
            found = after(tokens, i + 1, limit)
            if found is None:
                return None
            end = found[1]
        if end < limit and (inner := self._named_within(i + 1, end, limit)):
            return inner
        if (
            end < limit
            and tokens.lows[end] == ","
            and end + 1 < limit
            and bits[end + 1] & WORD
            and not bits[end + 1] & STOP
        ):
            end += 1
        return self.after(end, limit) or (self.after_addressee(end, limit) if end > i else None)

    def _named_within(self, i: int, end: int, limit: int) -> Mention | None:
        """The name that ends the words of a place, where a bare role follows: "en su blog Ana Ruiz, jefa"."""
        tokens, bits = self.tokens, self.tokens.bits
        if tokens.lows[end] != "," or end + 1 >= limit or bits[end + 1] & DET:
            return None
        role = self.after(end + 1, limit)
        name = next((k for k in range(i + 1, end) if tokens.name(k) and not bits[k - 1] & (CAP | CHAIN)), end)
        return self.after(name, limit) if role and role.role and not role.name and name < end else None

    def _past_manner(self, i: int, limit: int) -> int | None:
        """The token after the small words that begin at token i, if a name follows: "con tono sereno Ana Ruiz"."""
        tokens, k = self.tokens, i
        while k < min(limit, i + 5) and tokens.bits[k] & WORD and not tokens.bits[k] & (CAP | NOUN | STOP | NUMBER):
            k += 1
        return k if i < k < limit and not tokens.bits[k - 1] & (DET | CHAIN | PREP) and tokens.name(k) else None

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
