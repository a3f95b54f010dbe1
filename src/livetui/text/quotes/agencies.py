"""Which agency or outlet relays the words: "cité par l'agence …", "told …", and the dateline of a wire report."""

from __future__ import annotations

import re
from functools import cache

from livetui.model.quote import Span
from livetui.text.quotes.cues import ADV, BRAND, CHAIN, DET, FINITE, OUTLET, QUOTING, RELAY, ROLE, TO, fold
from livetui.text.quotes.mentions import after
from livetui.text.quotes.tokens import BREAK, CAP, QUOTE, Tokens
from livetui.text.tables import read_table

_DATELINE = re.compile(r"\s*[A-ZÀ-ÖØ-Þ][^\n()]{1,60}\(([^()\n]{2,30})\)\s*[—–-]")
_PROGRAMME = 8
"""The name of a programme and its outlet have at most so many words."""
_WORD = re.compile(r"[^\W_]+")


@cache
def _listed() -> tuple[str, ...]:
    """The names of the gazetteer as written."""
    raw = read_table("agencies.toml")
    return tuple(name.strip() for name in "|".join(raw.values()).split("|") if name.strip())


@cache
def _written_small() -> frozenset[str]:
    """Names that do not begin with a capital (dpa), or in a script that has none."""
    return frozenset(name for name in _listed() if not name[0].isupper())


@cache
def _unspaced() -> dict[str, tuple[str, ...]]:
    """First sign -> names in scripts that part no words, longest first."""
    out: dict[str, list[str]] = {}
    for name in _listed():
        if "\u3040" < name[0] < "\ua000" or name[0] == "Ｎ":
            out.setdefault(name[0], []).append(name)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in out.items()}


@cache
def _names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> names as words, longest first."""
    out: dict[str, set[tuple[str, ...]]] = {}
    for name in _listed():
        if words := tuple(_WORD.findall(fold(name))):
            out.setdefault(words[0], set()).add(words)
    return {k: tuple(sorted(v, key=lambda w: -len(w))) for k, v in out.items()}


def known_at(text: str, start: int, limit: int) -> Span | None:
    """The agency or outlet of the gazetteer whose name begins at an offset."""
    for sign in _unspaced().get(text[start : start + 1], ()):
        if text.startswith(sign, start) and start + len(sign) <= limit:
            return start, start + len(sign)
    limit = min(limit, start + 60)
    first = _WORD.search(text, start, limit)
    names = _names().get(fold(first[0])) if first else None
    if not names:
        return None
    words, ends = [], []
    for m in _WORD.finditer(text, start, limit):
        words.append(fold(m[0]))
        ends.append(m.end())
    for name in names:
        end = ends[min(len(name), len(ends)) - 1]
        if tuple(words[: len(name)]) == name and (text[start].isupper() or text[start:end] in _written_small()):
            return start, end
    return None


def dateline(text: str) -> Span | None:
    """The agency in the dateline at the head of a report: "WASHINGTON (AP) —"."""
    m = _DATELINE.match(text)
    if m and (found := known_at(text, m.start(1), m.end(1))) and found[1] == m.end(1):
        return found
    return None


def _within(tokens: Tokens, i: int, high: int) -> Span | None:
    """The outlet that a programme is of: "nel Late Show della BBC"."""
    for k in range(i, min(high, i + _PROGRAMME)):
        bits = tokens.bits[k]
        if not (bits & (CAP | CHAIN | DET | OUTLET)) or bits & (ROLE | QUOTE):
            return None
        tied = k > i and tokens.bits[k - 1] & (CHAIN | DET) and not bits & (CHAIN | DET)
        if tied and (found := known_at(tokens.text, tokens.starts[k], tokens.ends[high - 1])):
            return found
    return None


def via(tokens: Tokens, low: int, high: int, beside: Span | None) -> Span | None:
    """The agency that relays, among the tokens of a reporting clause; never the speaker, who stands `beside`."""
    high = min(high, tokens.size)
    if tokens.tables.cases and (found := _unmarked(tokens, low, high, beside)):
        return found
    for k in range(low, high - 1):
        bits = tokens.bits[k]
        if (tokens.tables.topics or tokens.tables.verb_final) and (found := _before_relay(tokens, k, high, beside)):
            return found
        if tokens.tables.dative and (found := _spoken_to(tokens, k, beside)):
            return found
        if bits & QUOTING and (found := _quotes(tokens, low, high, beside)):
            return found
        if not bits & (RELAY | TO):
            continue
        i = k + 1
        while (
            i < high
            and tokens.bits[i] & (OUTLET | DET | ADV)
            and not known_at(tokens.text, tokens.starts[i], tokens.ends[high - 1])
        ):
            i += 1
        if i < high and tokens.bits[i] & BRAND and i > k and tokens.bits[i - 1] & OUTLET:
            return tokens.starts[i] + 1, tokens.ends[i] - 1
        if i >= high or tokens.bits[i] & QUOTE:
            continue
        found = known_at(tokens.text, tokens.starts[i], tokens.ends[high - 1])
        if found is None and bits & DET and i == k + 1:
            found = _without_article(tokens, i, high)
        if found is None:
            found = _within(tokens, i, high)
        if found is None and bits & RELAY and not bits & TO and tokens.bits[i] & CAP and not tokens.bits[i] & BREAK:
            named = after(tokens, k + 1, high)
            found = named[0].name or (tokens.starts[i], named[0].span[1]) if named else None
        if found and not (beside and found[0] < beside[1] and beside[0] < found[1]):
            return found
    return None


def _quotes(tokens: Tokens, low: int, high: int, beside: Span | None) -> Span | None:
    """The agency that quotes, among the tokens of a clause whose verb says so; never the speaker (`beside`)."""
    for k in range(low, high):
        if tokens.bits[k] & BREAK or (not tokens.bits[k] & CAP and tokens.lows[k] in tokens.tables.words):
            continue
        found = known_at(tokens.text, tokens.starts[k], tokens.ends[high - 1])
        if found and beside and not (found[0] < beside[1] and beside[0] < found[1]):
            return found
    return None


@cache
def _bare() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Second word -> names of several words, longest first."""
    out: dict[str, set[tuple[str, ...]]] = {}
    for names in _names().values():
        for name in names:
            if len(name) > 1:
                out.setdefault(name[1], set()).add(name)
    return {k: tuple(sorted(v, key=lambda w: -len(w))) for k, v in out.items()}


def _without_article(tokens: Tokens, i: int, high: int) -> Span | None:
    """An outlet at token i whose article has gone into the preposition before: "au Figaro"."""
    words = tokens.tables.words
    if not tokens.bits[i] & CAP:
        return None
    for name in _bare().get(tokens.lows[i], ()):
        end = i + len(name) - 1
        if words.get(name[0], 0) & DET and end <= high and tuple(tokens.lows[i:end]) == name[1:]:
            return tokens.starts[i], tokens.ends[end - 1]
    return None


def _spoken_to(tokens: Tokens, k: int, beside: Span | None) -> Span | None:
    """The agency that token k names with the ending of whom something is said to (fi. "STT:lle", tr. "AA'ya")."""
    if not tokens.bits[k] & CAP or not tokens.lows[k].endswith(tokens.tables.dative):
        return None
    found = known_at(tokens.text, tokens.starts[k], tokens.ends[k])
    return found if found and not (beside and found[0] < beside[1] and beside[0] < found[1]) else None


def _unmarked(tokens: Tokens, low: int, high: int, beside: Span | None) -> Span | None:
    """An agency spoken to that stands without a preposition beside the verb or the speaker: "сказал ТАСС министр"."""
    for k in range(max(low, 1), high):
        bits = tokens.bits[k]
        if not bits & (CAP | BRAND) or (beside and beside[0] <= tokens.starts[k] < beside[1]):
            continue
        last = k - 2 if tokens.lows[k - 1] == "," else k - 1
        if not (tokens.bits[k - 1] & FINITE or (beside and last >= 0 and tokens.ends[last] == beside[1])):
            continue
        if found := known_at(tokens.text, tokens.starts[k] + bool(bits & BRAND), tokens.ends[high - 1]):
            return found
    return None


def _before_relay(tokens: Tokens, k: int, high: int, beside: Span | None) -> Span | None:
    """The agency at token k, where what makes it one that relays stands behind it (ja. "ロイターに")."""
    found = known_at(tokens.text, tokens.starts[k], tokens.ends[high - 1])
    if found is None or (beside and found[0] < beside[1] and beside[0] < found[1]):
        return None
    i = next((i for i in range(k + 1, high) if tokens.starts[i] >= found[1]), high)
    if i >= high or tokens.text[found[1] : tokens.starts[i]].strip():
        return None
    return found if tokens.bits[i] & (TO | RELAY) else None
