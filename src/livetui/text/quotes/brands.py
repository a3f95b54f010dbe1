"""Names of firms, papers and ships between marks: words of a noun phrase, and no speech."""

from __future__ import annotations

from livetui.text.quotes.agencies import known_at
from livetui.text.quotes.cues import BODY, BRAND, FINITE, GERUND, OUTLET, PARTICIPLE, SIMILE, THAT, WORK
from livetui.text.quotes.found import words_of
from livetui.text.quotes.tokens import NUMBER, WORD, Tokens

_SPEAKS = FINITE | PARTICIPLE | GERUND | SIMILE | THAT


def names_in_marks(tokens: Tokens) -> frozenset[int]:
    """The marked stretches that are names of firms, papers or ships inside a noun phrase: глава «Газпрома» Миллер.

    They become words, so that phrases go over them.
    """
    found = []
    for q in tokens.quotes:
        before = tokens.bits[q - 1] if q else 0
        if known_at(tokens.text, tokens.starts[q] + 1, tokens.ends[q] - 1) == (
            tokens.starts[q] + 1,
            tokens.ends[q] - 1,
        ):
            found.append(q)  # рассказал «Медузе»
            tokens.bits[q] = WORD | BRAND
            continue
        if not before & WORD or before & _SPEAKS or (q > 1 and tokens.bits[q - 2] & SIMILE):
            continue
        inside = tokens.text[tokens.starts[q] + 1 : tokens.ends[q] - 1][:200]
        words = words_of(inside)
        titled = bool(before & (NUMBER | WORK))  # № 64 «О порядке …»
        if not words or (len(words) > 6 and not titled):
            continue
        follows = tokens.lows[q + 1 : q + 3]
        told = follows and (follows[0] in ("—", "–") or follows in ([",", "—"], [",", "–"], [",", "-"]))
        begins = words[0][0].isupper() or words[0][0].isdigit() or (before & OUTLET and before & BODY)
        if begins and inside.rstrip()[-1:] not in "!?….," and not told:
            found.append(q)
            tokens.bits[q] = WORD | BRAND
    return frozenset(found)
