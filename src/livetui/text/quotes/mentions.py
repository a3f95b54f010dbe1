"""The words that stand for a speaker: a name, a description, or a pronoun.

Name and role are kept apart, with the appositions that give them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from livetui.model.quote import Span
from livetui.text.quotes import caseless
from livetui.text.quotes.cases import apposition_end, past_manner, subject_before
from livetui.text.quotes.cues import (
    ADV,
    AUX,
    BEFORE,
    BODY,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    FINITE,
    PARTICLE,
    PREP,
    PRON,
    RELAY,
    ROLE,
    STOP,
    THAT,
    TITLE,
    TO,
    UNNAMED,
    VERB,
)  # fmt: skip
from livetui.text.quotes.phrases import (
    LONGEST,
    NOUN,
    bare_plural,
    compound,
    name_start,
    phrase_end,
    phrase_start,
    role_word,
)
from livetui.text.quotes.tokens import BREAK, CAP, END, NUMBER, QUOTE, WORD, Tokens

_HEAD = 3
"""The first noun of a phrase is among so many words after its article."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for a speaker."""

    span: Span
    """Where the whole mention stands."""
    name: Span | None = None
    """Where its proper name stands, title included."""
    role: Span | None = None
    """Where the role stands, without its article."""
    gender: str | None = None
    """For a pronoun, title or marked role, the letters m/f and s/p that it tells; None if nothing does."""
    pronoun: bool = False
    """Is it a pronoun?"""
    speaks: bool = True
    """Is its first noun a person, a body or a name, as far as the tables know? False for a thing ("the reasons")."""

    @property
    def place(self) -> Span:
        """The offsets to show: those of the name where there is one."""
        return self.name or self.span


def after(tokens: Tokens, i: int, limit: int) -> tuple[Mention, int] | None:
    """The mention that begins at token i, adverbs skipped, and the token after it."""
    bits = tokens.bits
    while (
        i < limit and (bits[i] & (ADV | CLITIC | NUMBER)) and not bits[i] & (PRON | DET | TITLE) and not tokens.name(i)
    ):
        i += 1
    if i >= limit:
        return None
    if bits[i] & PRON and not (bits[i] & DET and i + 1 < limit and bits[i + 1] & WORD and not bits[i + 1] & PREP):
        return _pronoun(tokens, i)
    end = phrase_end(tokens, i, limit)
    if end == i:
        return None
    return _with_apposition(tokens, i, end, limit)


def before(tokens: Tokens, i: int, low: int, *, antecedent: bool = False) -> Mention | None:
    """The mention that ends at token i, as the subject of a verb after it or the `antecedent` of a relative."""
    bits = tokens.bits
    while i > low and bits[i] & ADV and not bits[i] & (PRON | ROLE | BODY):
        i -= 1
    if i < low:
        return None
    while tokens.tables.cases and i > low and bits[i] & UNNAMED:
        i -= 1  # "Opozice to nazývá …": the object
    if bits[i] & PRON and not bits[i] & DET:
        found = _pronoun(tokens, i)
        return found[0] if found else None
    if (endings := tokens.tables.cases) and bits[comma := past_manner(tokens, i, low, endings)] & BREAK:
        i = comma
    if bits[i] & BREAK:
        return _around_commas(tokens, i, low) if tokens.lows[i] in (",", ")", "—", "–") else None
    if endings := tokens.tables.cases:
        place = subject_before(tokens, i, low, endings)
        if place and bits[place[0]] & PRON and not bits[place[0]] & DET:
            found = _pronoun(tokens, place[0])
            return found[0] if found else None
        return build(tokens, *place) if place else None
    start = phrase_start(tokens, i, low)
    if start is None:
        return None
    opener = bits[start - 1] if start > low else 0
    if opener & PREP and not opener & STOP and (start - 1 == low or bits[start - 2] & BREAK):
        return None  # what a preposition opens a clause with is no subject
    if (
        not antecedent
        and opener & PREP
        and not opener & (CHAIN | STOP)
        and (first := _clause_head(tokens, start - 1, low))
    ):
        return first
    if start > low + 1 and tokens.lows[start - 1] == "," and not bits[start] & DET:
        # "the chief of police, Ana Ruiz" with no comma before the verb
        head = _described(tokens, start - 1, low)
        if head is not None and _all_name(tokens, start, i + 1):
            return _joined(tokens, (head, start - 1), (start, i + 1))
    mention = build(tokens, start, i + 1)
    if mention and mention.role and not mention.name and start > low + 1 and tokens.lows[start - 1] == ",":
        # "Ana Ruiz, chief of police said", with the second comma left out
        head = phrase_start(tokens, start - 2, low)
        if head is not None and not bits[start] & DET and _all_name(tokens, head, start - 1):
            return _joined(tokens, (start, i + 1), (head, start - 1))
    return mention


def build(tokens: Tokens, i: int, j: int) -> Mention | None:
    """The mention made of tokens i to j-1; None if they can hardly stand for somebody."""
    bits = tokens.bits
    span = (tokens.starts[i], tokens.ends[j - 1])
    gender = _gender(tokens, i, j)
    first = name_start(tokens, i, _housed(tokens, i, j))
    if first is not None:
        role = _role_before(tokens, i, first)
        return Mention(span, (tokens.starts[first], tokens.ends[_name_end(tokens, first, j) - 1]), role, gender)
    alone = bits[i] & DET or bare_plural(tokens, i, j) or caseless.definite(tokens, i)
    if not alone and not any(bits[k] & (NOUN | CAP) for k in range(i, j)):
        return Mention(span, None, None, gender) if tokens.tables.cases else None
    body = i
    while body < j - 1 and bits[body] & DET and not bits[body] & ROLE:
        body += 1
    head = next((k for k in range(body, j) if bits[k] & (ROLE | BODY) or compound(tokens, k)), None)
    person = head is not None and not bits[head] & BODY and not any(bits[k] & CHAIN for k in range(body, head))
    heads = range(body, min(body + _HEAD, j))
    tie = next((k for k in heads if k > body and bits[k] & CHAIN), j)
    speaks = any(bits[k] & (NOUN | CAP) for k in heads if k < tie) or any(bits[k] & ROLE for k in range(body, j))
    return Mention(span, None, (tokens.starts[body], span[1]) if person else None, gender, speaks=speaks)


def _housed(tokens: Tokens, i: int, j: int) -> int:
    """Where a name of two words or with a title ends before the house it belongs to ("Ana Lamm von der Polizei")."""
    bits = tokens.bits
    if not tokens.tables.nouns_capitalised or not bits[j - 1] & (ROLE | BODY):
        return j
    house = next((k for k in range(i + 2, j) if bits[k] & (CHAIN | DET | PARTICLE) in (CHAIN, CHAIN | PARTICLE)), j)
    named = house < j and all(tokens.name(k) and not bits[k] & (ROLE | BODY) for k in (house - 2, house - 1))
    return house if named and not compound(tokens, house - 1) else j


def _name_end(tokens: Tokens, first: int, j: int) -> int:
    """Where a name ends that a place or a house follows, where nouns have capitals ("Ana Lamm vom Institut")."""
    if not tokens.tables.nouns_capitalised:
        return j
    return next((k for k in range(first + 1, j) if tokens.bits[k] & CHAIN and not tokens.bits[k] & PARTICLE), j)


def may_speak(tokens: Tokens, mention: Mention) -> bool:
    """Whether a mention is a pronoun, or somebody or something that the tables know to speak."""
    if mention.pronoun or mention.name or mention.role:
        return True
    a, b = bisect_left(tokens.starts, mention.span[0]), bisect_left(tokens.starts, mention.span[1])
    if b - a > 1 and tokens.tables.wary and tokens.bits[a] & DET and tokens.name(a + 1):
        return True  # "l'Uruguayen"
    head = next((k for k in range(a, b) if tokens.bits[k] & (ROLE | BODY)), None)
    return a == b or (head is not None and not any(tokens.bits[k] & CHAIN for k in range(a + 1, head)))


def _gender(tokens: Tokens, i: int, j: int) -> str | None:
    """What titles and roles tell, else the article of a role."""
    bits, gender = tokens.bits, tokens.tables.gender
    if any(bits[k] & CONJ and tokens.name(k - 1) and tokens.name(k + 1) for k in range(i + 1, j - 1)):
        return "p"
    if told := next((g for k in range(i, j) if (g := gender.get(tokens.lows[k])) and bits[k] & (TITLE | ROLE)), None):
        return told
    role = next((k for k in range(i, j) if bits[k] & ROLE or compound(tokens, k)), None)
    if role is not None and (word := role_word(tokens, role)) and word in gender:
        return gender[word]
    if role is not None and tokens.tables.bare_plural and _plural(tokens, role):
        return "p"
    return gender.get(tokens.lows[i]) if role is not None and bits[i] & DET else None


def _plural(tokens: Tokens, k: int) -> bool:
    """Whether a role word is the plural of another."""
    low, ending = tokens.lows[k], tokens.tables.bare_plural
    return low.endswith(ending) and bool(tokens.tables.words.get(low[: -len(ending)], 0) & ROLE)


def _pronoun(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    if tokens.bits[i] & UNNAMED:
        return None
    span = (tokens.starts[i], tokens.ends[i])
    return Mention(span, None, None, tokens.tables.gender.get(tokens.lows[i]), pronoun=True), i + 1


def _role_before(tokens: Tokens, i: int, first: int) -> Span | None:
    """The role words of a phrase whose name begins at `first`."""
    while i < first and tokens.bits[i] & DET and not tokens.bits[i] & ROLE:
        i += 1
    bare = not tokens.tables.nouns_capitalised and not any(tokens.bits[k] & (NOUN | CAP | DET) for k in range(i, first))
    if i >= first or (bare and tokens.tables.forms.compounds):
        return None  # "kylällä asuva Leena Ojala"
    return (tokens.starts[i], tokens.ends[first - 1])


def _with_apposition(tokens: Tokens, i: int, end: int, limit: int) -> tuple[Mention, int] | None:
    """A phrase and the apposition after its comma: "the chief of staff, Ana Ruiz", "Ana Ruiz, chief of staff"."""
    found = build(tokens, i, end)
    if found is None:
        return None
    if end + 1 < limit and tokens.lows[end] == "," and not tokens.bits[end] & END:
        nxt = end + 1
        if tokens.bits[nxt] & WORD and not tokens.bits[nxt] & (PREP | RELAY | TO & ~DET):
            stop = _role_end(tokens, nxt, limit) if found.name else phrase_end(tokens, nxt, limit)
            if found.name and (endings := tokens.tables.cases):
                stop = apposition_end(tokens, nxt, limit, endings, i > 0 and bool(tokens.bits[i - 1] & BEFORE))
            if stop > nxt:
                if found.name is None and found.role is not None and _all_name(tokens, nxt, stop):
                    return _joined(tokens, (i, end), (nxt, stop)), stop
                named = stop - nxt > 1 and tokens.bits[i] & DET and (stop == limit or tokens.bits[stop] & BREAK)
                if found.name is None and named and _all_name(tokens, nxt, stop):
                    return _joined(tokens, (i, end), (nxt, stop)), stop  # "said the surveyor, Ana Ruiz."
                if found.name is not None and found.role is None and _is_role(tokens, nxt, stop):
                    return _joined(tokens, (nxt, stop), (i, end)), stop
    return found, end


def _around_commas(tokens: Tokens, i: int, low: int) -> Mention | None:
    """The subject before a comma that closes an apposition or a relative clause: "Ana Ruiz, chief of staff, said"."""
    comma, quoted = i - 1, False
    floor = max(low, i - LONGEST)
    opening = "(" if tokens.lows[i] == ")" else tokens.lows[i]
    while comma >= floor and not (tokens.bits[comma] & BREAK and tokens.lows[comma] == opening):
        quoted = quoted or bool(tokens.bits[comma] & QUOTE)
        comma -= 1
    if quoted and not (comma >= floor and tokens.tables.wary and tokens.bits[comma + 1] & PREP):
        return None  # but "Ana Ruiz, dans son livre « … », accuse"
    if comma < floor:
        return _opening(tokens, i, low) if opening == "," else None
    inner = (comma + 1, i)
    if opening == "," and i - comma == 2 and tokens.bits[comma + 1] & PRON:
        return before(tokens, comma - 1, low) if comma > low else None  # "l'opposition, elle, dénonce"
    if opening == "," and _all_name(tokens, *inner):
        wide = _described(tokens, comma, low)
        if wide is not None:
            return _joined(tokens, (wide, comma), inner)
    if opening == "," and (first := _opening(tokens, i, low)):
        return first
    start = phrase_start(tokens, comma - 1, low) if comma > low else None
    if start is not None and start > low and tokens.bits[start - 1] & PREP and not tokens.bits[start - 1] & CHAIN:
        return _clause_head(tokens, start - 1, low) or build(tokens, start, comma)
    head = build(tokens, start, comma) if start is not None else None
    if head is None or start is None:
        return build(tokens, *inner) if opening == "," and _all_name(tokens, *inner) else None
    if head.name and head.role is None and opening == "," and _is_role(tokens, *inner):
        return _joined(tokens, inner, (start, comma))
    return head


def _clause_head(tokens: Tokens, i: int, low: int) -> Mention | None:
    """What a clause begins with whose subject goes on with the preposition at token i: "the man in a hat said"."""
    k, bits = i, tokens.bits
    while k > low and not (
        bits[k - 1] & (BREAK | STOP | THAT | AUX) or (bits[k - 1] & (FINITE | VERB) and not bits[k - 1] & (ROLE | BODY))
    ):
        k -= 1
    if k > low and not tokens.bits[k - 1] & (BREAK | STOP | THAT):
        return None
    while k < i and tokens.bits[k] & (CONJ | ADV) and not tokens.bits[k] & (DET | PRON):
        k += 1
    found = after(tokens, k, i) if k < i and not tokens.bits[k] & (PREP | PRON) else None
    return found[0] if found and may_speak(tokens, found[0]) else None


def _opening(tokens: Tokens, i: int, low: int) -> Mention | None:
    """The noun phrase that opens the sentence, if a comma follows it: "The chief, who lives in Rome, Italy, said"."""
    while low < i and tokens.bits[low] & (CONJ | ADV) and not tokens.bits[low] & (DET | PRON):
        low += 1
    found = after(tokens, low, i + 1) if low < i and not tokens.bits[low] & (PREP | STOP | CHAIN) else None
    if found and tokens.lows[found[1]] == "(":
        close = next((k for k in range(found[1] + 1, i) if tokens.lows[k] == ")"), i)
        return found[0] if close < i and tokens.lows[close + 1] == "," else None
    return found[0] if found and found[1] <= i and tokens.lows[found[1]] == "," else None


def _described(tokens: Tokens, j: int, low: int) -> int | None:
    """Where the description that ends before token j begins: back to its clause's border, prepositions included."""
    k = j
    floor = max(low, j - LONGEST)
    while k > floor and not tokens.bits[k - 1] & (BREAK | STOP | AUX | FINITE & ~ROLE | VERB | RELAY | BEFORE):
        k -= 1
    while k < j and tokens.bits[k] & (CONJ | ADV):
        k += 1
    opens = tokens.bits[k] & (DET | ROLE) and not tokens.bits[k] & PREP if k < j else 0
    return k if opens and any(tokens.bits[x] & ROLE or compound(tokens, x) for x in range(k, min(j, k + 5))) else None


def _all_name(tokens: Tokens, i: int, j: int) -> bool:
    """Whether these words are nothing but a proper name."""
    if i >= j or not (tokens.name(i) or tokens.bits[i] & TITLE):
        return False
    return tokens.name(j - 1) and all(
        (tokens.name(k) and not tokens.bits[k] & (ROLE | BODY)) or tokens.bits[k] & (PARTICLE | TITLE)
        for k in range(i, j)
    )


def _is_role(tokens: Tokens, i: int, j: int) -> bool:
    """Whether these words say what somebody is: a role word among the first five, before any preposition."""
    for k in range(i, min(j, i + 5)):
        if tokens.bits[k] & ROLE or compound(tokens, k):
            return True
        if tokens.bits[k] & (PREP | STOP | AUX) and not tokens.bits[k] & CHAIN:
            return False
    return False


def _role_end(tokens: Tokens, i: int, limit: int) -> int:
    """A role after a name runs to the next comma, mark or clause."""
    k = i
    while k < min(limit, i + LONGEST) and not tokens.bits[k] & (BREAK | STOP | AUX | RELAY | NUMBER | (FINITE & ~ROLE)):
        k += 1
    return k


def _joined(tokens: Tokens, role: tuple[int, int], name: tuple[int, int]) -> Mention:
    """A mention whose name and role stand side by side."""
    i, j = role
    gender = _gender(tokens, *role)
    while i < j - 1 and tokens.bits[i] & DET and not tokens.bits[i] & ROLE:
        i += 1
    first = name[0]
    if tokens.bits[first] & DET and first + 1 < name[1] and tokens.bits[first + 1] & TITLE:
        first += 1  # "le Dr Ana Ruiz"
    name_span = (tokens.starts[first], tokens.ends[name[1] - 1])
    role_span = (tokens.starts[i], tokens.ends[j - 1])
    span = (min(tokens.starts[role[0]], name_span[0]), max(role_span[1], name_span[1]))
    return Mention(span, name_span, role_span, gender)
