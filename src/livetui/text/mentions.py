"""The words that stand for a speaker: a name, a description, or a pronoun.

There is no tagger here: a noun phrase is followed word by word from where a verb or an adjunct says it begins or ends,
and stops at a mark, a verb form, or a word that opens a clause. Name and role are kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from livetui.model.quote import Span
from livetui.text.cues import (
    ADV,
    AUX,
    BEFORE,
    BODY,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    FINITE,
    GERUND,
    PARTICIPLE,
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
from livetui.text.tokens import BREAK, CAP, END, NUMBER, QUOTE, WORD, Tokens

LONGEST = 24
"""A noun phrase of more words is no mention."""
_ENDS = BREAK | STOP | AUX | RELAY | BEFORE | THAT
_NOUN = ROLE | BODY | TITLE


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
    end = _phrase_end(tokens, i, limit)
    if end == i:
        return None
    return _with_apposition(tokens, i, end, limit)


def before(tokens: Tokens, i: int, low: int) -> Mention | None:
    """The mention that ends at token i, as the subject of a verb after it."""
    bits = tokens.bits
    while i > low and bits[i] & ADV and not bits[i] & (PRON | ROLE | BODY):
        i -= 1
    if i < low:
        return None
    if bits[i] & PRON and not bits[i] & DET:
        found = _pronoun(tokens, i)
        return found[0] if found else None
    if bits[i] & BREAK:
        return _around_commas(tokens, i, low) if tokens.lows[i] in (",", ")", "—", "–") else None
    start = _phrase_start(tokens, i, low)
    if start is None or (start > low and bits[start - 1] & PREP and (start - 1 == low or bits[start - 2] & BREAK)):
        return None  # what a preposition opens a clause with is no subject
    if start > low + 1 and tokens.lows[start - 1] == "," and not bits[start] & DET:
        # "the chief of police, Ana Ruiz" with no comma before the verb
        head = _described(tokens, start - 1, low)
        if head is not None and _all_name(tokens, start, i + 1):
            return _joined(tokens, (head, start - 1), (start, i + 1))
    return build(tokens, start, i + 1)


def build(tokens: Tokens, i: int, j: int) -> Mention | None:
    """The mention made of tokens i to j-1; None if they can hardly stand for somebody."""
    bits = tokens.bits
    span = (tokens.starts[i], tokens.ends[j - 1])
    gender = next(
        (g for k in range(i, j) if (g := tokens.tables.gender.get(tokens.lows[k])) and bits[k] & (TITLE | ROLE)), None
    )
    first = _name_start(tokens, i, j)
    if first is not None:
        role = _role_before(tokens, i, first)
        return Mention(span, (tokens.starts[first], span[1]), role, gender)
    if not any(bits[k] & (_NOUN | CAP) for k in range(i, j)) and not bits[i] & DET and not _plain(tokens, i, j):
        return None
    body = i
    while body < j - 1 and bits[body] & DET and not bits[body] & ROLE:
        body += 1
    head = next((k for k in range(body, j) if bits[k] & (ROLE | BODY)), None)
    person = head is not None and bits[head] & ROLE and not any(bits[k] & CHAIN for k in range(body, head))
    return Mention(span, None, (tokens.starts[body], span[1]) if person else None, gender)


def _pronoun(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    if tokens.bits[i] & UNNAMED:
        return None
    span = (tokens.starts[i], tokens.ends[i])
    return Mention(span, None, None, tokens.tables.gender.get(tokens.lows[i]), pronoun=True), i + 1


def _phrase_end(tokens: Tokens, i: int, limit: int) -> int:
    """The token after the noun phrase that begins at i; i if none does."""
    bits, named, k = tokens.bits, False, i
    limit = min(limit, i + LONGEST)
    capital_nouns = tokens.tables.nouns_capitalised
    while k < limit:
        b = bits[k]
        name = tokens.name(k)
        if b & _ENDS and not (b & PARTICLE and b & CAP):
            break
        if b & CHAIN and k > i:
            nxt = k + 1
            if nxt >= limit or bits[nxt] & (_ENDS | NUMBER) or (bits[nxt] & PRON and not bits[nxt] & DET):
                break
            if not b & PARTICLE and bits[nxt] & ADV and not bits[nxt] & CAP:
                break
            k = nxt + 1 if bits[nxt] & DET and not bits[nxt] & (ROLE | BODY) else nxt
            named = False
            continue
        if b & DET and not (b & (ROLE | BODY)):
            if k > i and not (b & PARTICLE and b & CAP) and not bits[k - 1] & DET:
                break
        elif b & TITLE or name:
            named = named or (name and not b & _NOUN)
        elif b & PREP or b & CONJ:
            if not (b & CONJ and k > i and k + 1 < limit and tokens.name(k - 1) and tokens.name(k + 1)):
                break
        elif (
            (b & (FINITE | PARTICIPLE | GERUND | VERB | ADV | CLITIC) and not b & _NOUN)
            or b & NUMBER
            or (named and not capital_nouns and not b & _NOUN)
        ):
            break
        k += 1
    while k > i and bits[k - 1] & (CHAIN | DET | PREP) and not bits[k - 1] & _NOUN and not tokens.name(k - 1):
        k -= 1
    if any(bits[x] & (CAP | _NOUN) for x in range(i, k)) or (k - i > 1 and bits[i] & DET):
        return k
    return k if k > i and _plain(tokens, i, k) else i


def _phrase_start(tokens: Tokens, i: int, low: int) -> int | None:
    """The first token of the noun phrase that ends at i."""
    bits, k = tokens.bits, i
    low = max(low, i - LONGEST)
    loose = low
    while k >= low:
        b = bits[k]
        if (b & (BREAK | END) and k < i) or b & BREAK:
            break
        word = b & _NOUN or tokens.name(k)
        if b & CHAIN and k > low and not bits[k - 1] & (BREAK | AUX | STOP | VERB | PREP | THAT | DET):
            verb = bits[k - 1] & FINITE and not bits[k - 1] & (CAP | _NOUN)
            if not verb:
                k -= 1
                continue
        if b & (STOP | AUX | RELAY | BEFORE | THAT | CONJ) and not (
            b & CONJ and k > low and tokens.name(k - 1) and tokens.name(k + 1)
        ):
            break
        if b & DET and not word:
            if k > low and bits[k - 1] & CHAIN and k - 1 > low and not bits[k - 2] & (BREAK | STOP):
                k -= 2
                continue
            k -= 1
            loose = -1
            break
        if not word and b & (FINITE | GERUND | VERB | PREP | ADV | CLITIC | NUMBER | PRON):
            break
        k -= 1
    start = k + 1
    if start > i:
        return None
    if loose >= 0 and start > low and not bits[start - 1] & BREAK:
        # no article and no clear border: begin with the first word that looks like a person's
        while start <= i and not (bits[start] & _NOUN or tokens.name(start)):
            start += 1
    while start <= i and bits[start] & (CHAIN | PREP) and not bits[start] & (DET | _NOUN):
        start += 1
    return start if start <= i else None


def _plain(tokens: Tokens, i: int, j: int) -> bool:
    """A bare plural such as "critics" at a clause's border; only where articles can be left out."""
    plural = tokens.tables.bare_plural
    return bool(plural) and j - i <= 2 and tokens.lows[j - 1].endswith(plural)


def _name_start(tokens: Tokens, i: int, j: int) -> int | None:
    """Where the proper name that ends the phrase begins; None if what ends it is no person's name."""
    bits, k = tokens.bits, j - 1
    if bits[k] & (ROLE | BODY) or not tokens.name(k):
        return None
    if tokens.tables.nouns_capitalised:
        return _german_name(tokens, i, j)
    while k > i:
        b = bits[k - 1]
        if tokens.name(k - 1) and not b & (ROLE | BODY):
            k -= 1
        elif b & PARTICLE and k - 1 > i and tokens.name(k - 2) and not bits[k - 2] & (ROLE | BODY):
            k -= 2
        else:
            break
    while k > i and bits[k - 1] & TITLE and not bits[k - 1] & ROLE:
        k -= 1
    if k > i and bits[k - 1] & (CHAIN | PREP) and not (bits[k - 1] & PARTICLE and bits[k - 1] & CAP):
        return None
    if k > i and bits[k - 1] & DET:
        return None
    described = any(bits[x] & (ROLE | BODY) for x in range(i, j))
    if k > i and bits[i] & DET and not described and j - k < 2:
        return None
    return k


def _german_name(tokens: Tokens, i: int, j: int) -> int | None:
    """Where every noun has a capital, a name follows the last role word, or is the whole of a bare phrase."""
    last = max((x for x in range(i, j) if tokens.bits[x] & (ROLE | BODY | DET) or _compound(tokens, x)), default=-1)
    if last < 0:
        return i
    if last + 1 >= j or tokens.bits[last] & DET or tokens.bits[last + 1] & (CHAIN | PREP):
        return None
    return last + 1


def _compound(tokens: Tokens, i: int) -> bool:
    """A compound ends with a role word (Umweltministerin)."""
    if not tokens.tables.nouns_capitalised:
        return False
    low, words = tokens.lows[i], tokens.tables.words
    return any(words.get(low[k:], 0) & ROLE for k in range(3, max(3, len(low) - 3)))


def _role_before(tokens: Tokens, i: int, first: int) -> Span | None:
    """The role words of a phrase whose name begins at `first`."""
    while i < first and tokens.bits[i] & DET and not tokens.bits[i] & ROLE:
        i += 1
    if i >= first:
        return None
    return (tokens.starts[i], tokens.ends[first - 1])


def _with_apposition(tokens: Tokens, i: int, end: int, limit: int) -> tuple[Mention, int] | None:
    """A phrase and the apposition after its comma: "the chief of staff, Ana Ruiz", "Ana Ruiz, chief of staff"."""
    found = build(tokens, i, end)
    if found is None:
        return None
    if end + 1 < limit and tokens.lows[end] == "," and not tokens.bits[end] & END:
        nxt = end + 1
        if tokens.bits[nxt] & WORD and not tokens.bits[nxt] & (PREP | RELAY | TO & ~DET):
            stop = _role_end(tokens, nxt, limit) if found.name else _phrase_end(tokens, nxt, limit)
            if stop > nxt:
                if found.name is None and found.role is not None and _all_name(tokens, nxt, stop):
                    return _joined(tokens, (i, end), (nxt, stop)), stop
                if found.name is not None and found.role is None and _is_role(tokens, nxt, stop):
                    return _joined(tokens, (nxt, stop), (i, end)), stop
    return found, end


def _around_commas(tokens: Tokens, i: int, low: int) -> Mention | None:
    """The subject before a comma that closes an apposition or a relative clause: "Ana Ruiz, chief of staff, said"."""
    comma = i - 1
    floor = max(low, i - LONGEST)
    opening = "(" if tokens.lows[i] == ")" else tokens.lows[i]
    while comma >= floor and not (tokens.bits[comma] & BREAK and tokens.lows[comma] == opening):
        if tokens.bits[comma] & QUOTE:
            return None
        comma -= 1
    if comma < floor:
        return _opening(tokens, i, low) if opening == "," else None
    inner = (comma + 1, i)
    if opening == "," and _all_name(tokens, *inner):
        wide = _described(tokens, comma, low)
        if wide is not None:
            return _joined(tokens, (wide, comma), inner)
    if opening == "," and (first := _opening(tokens, i, low)):
        return first
    start = _phrase_start(tokens, comma - 1, low) if comma > low else None
    head = build(tokens, start, comma) if start is not None else None
    if head is None or start is None:
        return build(tokens, *inner) if opening == "," and _all_name(tokens, *inner) else None
    if head.name and head.role is None and opening == "," and _is_role(tokens, *inner):
        return _joined(tokens, inner, (start, comma))
    return head


def _opening(tokens: Tokens, i: int, low: int) -> Mention | None:
    """The noun phrase that opens the sentence, if a comma follows it: "The chief, who lives in Rome, Italy, said"."""
    while low < i and tokens.bits[low] & (CONJ | ADV) and not tokens.bits[low] & (DET | PRON):
        low += 1
    found = after(tokens, low, i + 1) if low < i and not tokens.bits[low] & (PREP | STOP) else None
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
    return k if opens and any(tokens.bits[x] & ROLE or _compound(tokens, x) for x in range(k, min(j, k + 5))) else None


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
        if tokens.bits[k] & ROLE or _compound(tokens, k):
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
    gender = next((g for k in range(*role) if (g := tokens.tables.gender.get(tokens.lows[k]))), None)
    while i < j - 1 and tokens.bits[i] & DET and not tokens.bits[i] & ROLE:
        i += 1
    name_span = (tokens.starts[name[0]], tokens.ends[name[1] - 1])
    role_span = (tokens.starts[i], tokens.ends[j - 1])
    span = (min(tokens.starts[role[0]], name_span[0]), max(role_span[1], name_span[1]))
    return Mention(span, name_span, role_span, gender)
