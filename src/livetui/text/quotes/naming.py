"""What a noun phrase names: somebody, by name and role, of which gender and number."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from livetui.model.quote import Span
from livetui.text.quotes import caseless
from livetui.text.quotes.cues import (
    AUX,
    BODY,
    CHAIN,
    CONJ,
    DET,
    PARTICLE,
    PREP,
    ROLE,
    STOP,
    TITLE,
    UNNAMED,
)  # fmt: skip
from livetui.text.quotes.phrases import (
    NOUN,
    bare_plural,
    compound,
    name_start,
    role_word,
)
from livetui.text.quotes.tokens import CAP, Tokens

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


def build(tokens: Tokens, i: int, j: int) -> Mention | None:
    """The mention made of tokens i to j-1; None if they can hardly stand for somebody."""
    bits = tokens.bits
    span = (tokens.starts[i], tokens.ends[j - 1])
    gender = gender_of(tokens, i, j)
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


def gender_of(tokens: Tokens, i: int, j: int) -> str | None:
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


def pronoun_at(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """The pronoun that is token i, and the token after it; None if it stands for nobody."""
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


def all_name(tokens: Tokens, i: int, j: int) -> bool:
    """Whether these words are nothing but a proper name."""
    if i >= j or not (tokens.name(i) or tokens.bits[i] & TITLE):
        return False
    return tokens.name(j - 1) and all(
        (tokens.name(k) and not tokens.bits[k] & (ROLE | BODY)) or tokens.bits[k] & (PARTICLE | TITLE)
        for k in range(i, j)
    )


def is_role(tokens: Tokens, i: int, j: int) -> bool:
    """Whether these words say what somebody is: a role word among the first five, before any preposition."""
    for k in range(i, min(j, i + 5)):
        if tokens.bits[k] & ROLE or compound(tokens, k):
            return True
        if tokens.bits[k] & (PREP | STOP | AUX) and not tokens.bits[k] & CHAIN:
            return False
    return False


def named_and_described(tokens: Tokens, role: tuple[int, int], name: tuple[int, int]) -> Mention:
    """A mention whose name and role stand side by side."""
    i, j = role
    gender = gender_of(tokens, *role)
    while i < j - 1 and tokens.bits[i] & DET and not tokens.bits[i] & ROLE:
        i += 1
    first = name[0]
    if tokens.bits[first] & DET and first + 1 < name[1] and tokens.bits[first + 1] & TITLE:
        first += 1  # "le Dr Ana Ruiz"
    name_span = (tokens.starts[first], tokens.ends[name[1] - 1])
    role_span = (tokens.starts[i], tokens.ends[j - 1])
    span = (min(tokens.starts[role[0]], name_span[0]), max(role_span[1], name_span[1]))
    return Mention(span, name_span, role_span, gender)
