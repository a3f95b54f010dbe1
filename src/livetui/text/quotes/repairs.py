"""Where words begin and end that have only one of their marks, as the words around tell."""

from __future__ import annotations

from livetui.text.quotes.cues import (
    AFTER,
    AUX,
    BEFORE,
    DET,
    FINITE,
    GERUND,
    PARTICIPLE,
    PREP,
    PRON,
    SIMILE,
    THAT,
    TOPIC,
    Tables,
)

_REACH = 600
"""So many characters of a sentence are looked at for where words begin that only a closing mark ends."""
_BEHIND = 5
"""A comma or "that" fewer than this many words behind a verb opens what it reports."""
_SUBJECT = 8
"""Whoever speaks has fewer words than this before a comma."""
_LAST = 6
"""A verb that ends a sentence stands among so many of its last words."""
_TAIL = 160
"""So many characters before the end of the words are looked at for it."""
_PAUSES = (",", "–", "—")


def words_behind(text: str, tables: Tables, low: int, high: int) -> int | None:
    """Where words begin between two offsets if whoever says them stands before, in a language whose verbs stand last.

    Behind the first particle that tells what a sentence is about, or what stands before "according to"; in a language
    without such particles behind the first comma that ends a few words.
    """
    for count, m in enumerate(tables.token.finditer(text, low, min(high, low + _REACH))):
        bits = tables.words.get(m.group().casefold(), 0)
        if tables.topics and count and bits & (TOPIC | AFTER):
            return int(m.span()[1])
        if tables.verb_final and m.group() == ",":
            return int(m.span()[1]) if 0 < count < _SUBJECT else None
    return None


def words_until(text: str, tables: Tables, start: int, end: int) -> int | None:
    """Where words without a closing mark end: before the verb that reports them, at the paragraph's end."""
    start = max(start, end - _TAIL)
    tokens = [(m.span(), tables.words.get(m.group().casefold(), 0)) for m in tables.token.finditer(text, start, end)]
    last = next((k for k in range(len(tokens) - 1, 0, -1) if text[tokens[k][0][0]].isalnum()), 0)
    k = last
    while k > 0 and last - k < _LAST and not tokens[k][1] & (FINITE | PARTICIPLE):
        k -= 1
    if k <= 0 or not tokens[k][1] & (FINITE | PARTICIPLE):
        return None
    if not tables.topics:
        while k > 1 and tokens[k - 1][1] & THAT:
            k -= 1
        return tokens[k][0][0] if last - k < 2 else None
    that = next((x for x in range(k - 1, max(0, k - _LAST), -1) if tokens[x][1] & THAT), None)
    return tokens[that][0][0] if that else None


def words_from(text: str, tables: Tables, low: int, high: int) -> int | None:
    """Where words that somebody says begin in the part of a sentence before a lone closing mark.

    After its last colon, else after the first verb that reports with a comma or "that" right behind it, or the comma
    behind "according to S", else after the last verb that reports. Where a reporting clause may stand inside marks and
    one opens with its verb behind the first comma, they begin with the sentence; without words before, behind it.
    """
    if tables.topics or tables.verb_final:
        return words_behind(text, tables, low, high)
    known, begin, strength, behind = tables.words, None, 0, _BEHIND
    before = commas = 0
    awaits = False  # a comma ends what says who speaks
    last = ""
    for count, m in enumerate(tables.token.finditer(text, low, min(high, low + _REACH))):
        sign = m.group()
        bits = known.get(sign.casefold(), 0)
        behind += 1
        reports = bits & (FINITE | PARTICIPLE | GERUND) and not (before & DET or bits & DET)
        if tables.incise and last in _PAUSES and commas == 1 and (bits & FINITE or bits & AUX) and strength < 2:
            if count > 1:
                return low if bits & FINITE else _incised(text, tables, low, m.span()[1], high)
            awaits = True
        if sign == ":":
            begin, strength = m.span()[1], 3
        elif (bits & BEFORE and strength < 2 and (count == 0 or not bits & PREP)) or (bits & SIMILE and count == 0):
            awaits = True
        elif awaits and sign in _PAUSES and count > 1:
            if strength < 2:
                begin, strength = m.span()[1], 2
            awaits = False
        elif behind < _BEHIND and strength < 2 and ((sign == "," and not tables.incise) or bits & (THAT | SIMILE)):
            begin, strength = m.span()[1], 2
        elif reports:
            behind = 0
            if strength < 2:
                begin, strength = m.span()[1], 1
        elif behind == 1 and strength == 1 and tables.verb_second and bits & PRON:
            begin = m.span()[1]  # "Dort nannte sie …"
        commas += sign in _PAUSES
        before, last = bits, sign
    return begin


def _incised(text: str, tables: Tables, low: int, at: int, high: int) -> int | None:
    """Where the words begin if an auxiliary that ends at an offset has a reporting participle; else unknown."""
    for n, m in enumerate(tables.token.finditer(text, at, high)):
        if tables.words.get(m.group().casefold(), 0) & PARTICIPLE:
            return low
        if n > 1:
            break
    return None
