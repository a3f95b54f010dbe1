"""Where a noun phrase begins and ends, and where the name in it begins, told without a tagger.

A phrase is followed word by word from where a verb or an adjunct says it begins or ends, and stops at a mark, a verb
form, or a word that opens a clause.
"""

from __future__ import annotations

from livetui.text.quotes import caseless, cases
from livetui.text.quotes.cues import (
    ADV,
    AUX,
    BEFORE,
    BODY,
    CHAIN,
    CLITIC,
    CONJ,
    DET,
    ENDING,
    FINITE,
    GERUND,
    PARTICIPLE,
    PARTICLE,
    PARTICLE_LAST,
    PREP,
    PRON,
    RELAY,
    ROLE,
    STOP,
    THAT,
    TITLE,
    VERB,
)  # fmt: skip
from livetui.text.quotes.tokens import BREAK, CAP, END, MET, NUMBER, Tokens

LONGEST = 24
"""A noun phrase of more words is no mention."""
_ENDS = BREAK | STOP | AUX | RELAY | BEFORE | THAT
_TIES = PREP | CHAIN | DET
NOUN = ROLE | BODY | TITLE
"""Words that name a person, a body or a title."""


def phrase_end(tokens: Tokens, i: int, limit: int) -> int:
    """The token after the noun phrase that begins at i; i if none does."""
    if tokens.tables.forms.caseless:
        return caseless.phrase_end(tokens, i, limit)
    if tokens.tables.cases:
        return cases.phrase_end(tokens, i, limit, tokens.tables.cases)
    bits, named, k = tokens.bits, False, i
    limit = min(limit, i + LONGEST)
    capital_nouns = tokens.tables.nouns_capitalised
    while k < limit:
        b = bits[k]
        name = tokens.name(k)
        if b & _ENDS and not (b & PARTICLE and b & CAP):
            break
        if b & PARTICLE_LAST and k > i and (k + 1 >= limit or bits[k + 1] & (BREAK if b & _TIES else BREAK | PREP)):
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
            inside = (b & PARTICLE and b & CAP) or _in_name(tokens, k, i, limit)
            if k > i and not inside and not bits[k - 1] & DET:
                break
        elif b & TITLE or name:
            named = (named or (name and not b & NOUN)) and not possessor(tokens, k)
        elif (
            b & (PREP | ADV)
            and capital_nouns
            and k > i
            and bits[k - 1] & DET
            and (inner := _attribute(tokens, k, limit))
        ):
            k = inner
            continue
        elif b & PREP or b & CONJ:
            if not (b & CONJ and k > i and k + 1 < limit and tokens.name(k - 1) and tokens.name(k + 1)):
                break
        elif capital_nouns and k > i and bits[k - 1] & CAP and _ends_noun(tokens, i, k):
            break
        elif k == i + 1 and bits[i] & DET and k + 1 < limit and bits[k + 1] & NOUN and not bits[k + 1] & _ENDS:
            pass  # "o então ministro", "the said officer"
        elif (
            (b & (FINITE | PARTICIPLE | GERUND | VERB | ADV | CLITIC) and not b & NOUN and not _a_noun(tokens, i, k))
            or (b & NUMBER and not (k > i and bits[k - 1] & BODY))
            or (named and not capital_nouns and not b & NOUN and not _leads_name(tokens, k, limit))
        ):
            break
        k += 1
    while k > i and bits[k - 1] & (CHAIN | DET | PREP) and not bits[k - 1] & NOUN and not tokens.name(k - 1):
        k -= 1
    if any(bits[x] & (CAP | NOUN) for x in range(i, k)) or (k - i > 1 and bits[i] & DET):
        return k
    return k if k > i and bare_plural(tokens, i, k) else i


def _leads_name(tokens: Tokens, k: int, limit: int) -> bool:
    """Whether a word is a particle before a name ("Anna van der Laan")."""
    return bool(tokens.bits[k] & PARTICLE) and k + 1 < limit and tokens.name(k + 1)


def _in_name(tokens: Tokens, k: int, low: int, limit: int) -> bool:
    """Whether an article is a part of a name, between two of its words ("Jan de Wit")."""
    if not tokens.bits[k] & PARTICLE or tokens.tables.nouns_capitalised or not low < k < limit - 1:
        return False
    return tokens.name(k - 1) and tokens.name(k + 1) and not tokens.bits[k - 1] & NOUN


def _ends_noun(tokens: Tokens, i: int, k: int) -> bool:
    """Where nouns have capitals, a small word after one ends its phrase, except in "Hamburgs neue Chefin"."""
    if tokens.bits[k] & (NOUN | CAP | PARTICLE):
        return False
    return not (k == i + 1 and tokens.lows[i].endswith("s"))


def _attribute(tokens: Tokens, k: int, limit: int) -> int | None:
    """The noun after a participle with an adverbial, between it and the article (de. "die in Rom geborene Autorin")."""
    end = phrase_end(tokens, k + 1, min(limit, k + 8)) if tokens.bits[k] & PREP else k + 1
    if (
        (end == k + 1 and tokens.bits[k] & PREP)
        or end + 1 >= limit
        or tokens.bits[end] & (CAP | BREAK)
        or not tokens.bits[end + 1] & CAP
    ):
        return None
    return end + 1 if tokens.lows[end].endswith(("e", "en", "er", "es")) else None


def _a_noun(tokens: Tokens, i: int, k: int) -> bool:
    """Whether a verb form is a noun, right after the article that opens the phrase at token i."""
    return k == i + 1 and bool(tokens.bits[i] & DET) and bool(tokens.bits[k] & FINITE) and tokens.tables.wary


def phrase_start(tokens: Tokens, i: int, low: int) -> int | None:
    """The first token of the noun phrase that ends at i."""
    if tokens.tables.forms.caseless:
        return caseless.phrase_start(tokens, i, low)
    if tokens.tables.cases:
        found = cases.subject_before(tokens, i, low, tokens.tables.cases)
        return found[0] if found else None
    bits, k = tokens.bits, i
    low = max(low, i - LONGEST)
    loose = low
    while k >= low:
        b = bits[k]
        if (b & (BREAK | END) and k < i) or b & BREAK:
            break
        word = b & NOUN or tokens.name(k)
        if b & CHAIN and k > low and not bits[k - 1] & (BREAK | AUX | STOP | VERB | PREP | THAT | DET):
            verb = bits[k - 1] & FINITE and not bits[k - 1] & (CAP | NOUN)
            if not verb:
                k -= 1
                continue
        if b & (STOP | AUX | RELAY | BEFORE | THAT | CONJ) and not (
            b & CONJ and k > low and tokens.name(k - 1) and tokens.name(k + 1)
        ):
            break
        if b & DET and not word and _in_name(tokens, k, low, i + 1):
            k -= 1
            continue
        if b & DET and not word:
            if k > low and bits[k - 1] & CHAIN and k - 1 > low and not bits[k - 2] & (BREAK | STOP):
                k -= 2
                continue
            k -= 1
            loose = -1
            break
        if b & NUMBER and k > low and bits[k - 1] & BODY:
            k -= 1
            continue  # "article 12"
        if b & FINITE and k > low and bits[k - 1] & DET and not bits[k - 1] & (PRON | CLITIC):
            k -= 1
            continue  # "une demande"
        if not word and b & (FINITE | GERUND | VERB | PREP | ADV | CLITIC | NUMBER | PRON):
            break
        k -= 1
    start = k + 1
    if start > i:
        return None
    if loose >= 0 and start > low and not bits[start - 1] & BREAK:
        # no article and no clear border: begin with the first word that looks like a person's
        while start <= i and not (bits[start] & NOUN or tokens.name(start)):
            start += 1
    while start <= i and bits[start] & (CHAIN | PREP) and not bits[start] & (DET | NOUN):
        start += 1
    return start if start <= i else None


def possessor(tokens: Tokens, k: int) -> bool:
    """Whether token k tells whose the words after it are ("Ana's")."""
    return bool(tokens.tables.genitive) and tokens.lows[k].endswith(tokens.tables.genitive)


def bare_plural(tokens: Tokens, i: int, j: int) -> bool:
    """A bare plural such as "critics" at a clause's border; only where articles can be left out."""
    plural = tokens.tables.bare_plural
    return bool(plural) and j - i <= 2 and tokens.lows[j - 1].endswith(plural)


def name_start(tokens: Tokens, i: int, j: int) -> int | None:
    """Where the proper name that ends the phrase begins; None if what ends it is no person's name."""
    if tokens.tables.forms.caseless:
        return caseless.name_start(tokens, i, j)
    bits, k = tokens.bits, j - 1
    surname = k > i and tokens.name(k - 1) and not bits[k - 1] & NOUN and not tokens.tables.nouns_capitalised
    if (bits[k] & (ROLE | BODY) and not surname) or not tokens.name(k):
        return None  # but "Ana Prince"
    if tokens.tables.nouns_capitalised:
        return _german_name(tokens, i, j)
    while k > i:
        b = bits[k - 1]
        if tokens.name(k - 1) and not b & (ROLE | BODY):
            k -= 1
        elif b & PARTICLE and k - 1 > i and tokens.name(k - 2) and not bits[k - 2] & (ROLE | BODY):
            k -= 2
        elif b & CONJ and k - 1 > i and tokens.name(k - 2) and not bits[k - 2] & (ROLE | BODY):
            k -= 2  # "Righi e Sotti"
        elif b & PARTICLE and b & CAP and (not b & DET or k - 1 > tokens.low[k - 1]):
            k -= 1  # "Di Pietro", "D'Alema"; "La Russa" within a sentence
        else:
            break
    while k > i and bits[k - 1] & TITLE and not bits[k - 1] & ROLE:
        k -= 1
    if k > i and bits[k - 1] & (CHAIN | PREP) and not (bits[k - 1] & PARTICLE and bits[k - 1] & CAP):
        return None
    if k > i and bits[k - 1] & DET and not bits[k] & TITLE:
        return None
    if endings := tokens.tables.cases:
        return cases.name_start(tokens, i, k, j, endings)
    described = any(bits[x] & (ROLE | BODY) for x in range(i, j))
    if k > i and bits[i] & DET and not described and j - k < 2:
        return None
    return k


def _german_name(tokens: Tokens, i: int, j: int) -> int | None:
    """Where every noun has a capital, a name follows the last role word, or is the whole of a bare phrase."""
    found = (x for x in range(i, j) if tokens.bits[x] & (ROLE | BODY | DET) or compound(tokens, x))
    last = max((x for x in found if not tokens.bits[x] & TITLE), default=-1)
    if last < 0:
        return i
    if last + 1 >= j or tokens.bits[last] & DET or tokens.bits[last + 1] & (CHAIN | PREP):
        return None
    return last + 1


def compound(tokens: Tokens, i: int) -> bool:
    """A compound ends with a role word (Umweltministerin)."""
    return role_word(tokens, i) is not None


def role_word(tokens: Tokens, i: int) -> str | None:
    """The role word with which a compound ends (Umweltministerin: ministerin)."""
    if not tokens.tables.nouns_capitalised or not tokens.bits[i] & CAP:
        return None
    low, met = tokens.lows[i], tokens.tables.compounds_met
    if low[-ENDING:] not in tokens.tables.noun_endings:
        return None
    if low not in met:
        if len(met) >= MET:
            met.clear()
        words = tokens.tables.words
        met[low] = next((low[k:] for k in range(3, max(3, len(low) - 3)) if words.get(low[k:], 0) & ROLE), None)
    return met[low]
