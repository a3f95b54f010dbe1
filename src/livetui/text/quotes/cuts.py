"""The author's words inside marked ones or in a turn of dialogue: cut out, they say who speaks."""

from __future__ import annotations

from livetui.model.quote import Span
from livetui.text.quotes.asides import asides
from livetui.text.quotes.cues import Tables
from livetui.text.quotes.found import Attribution, Found
from livetui.text.quotes.incises import Incise, closing_clause, cut, incises
from livetui.text.quotes.stretch import UNCLOSED, Stretch, trim
from livetui.text.quotes.tokens import Tokens


def cut_author(item: Found, *, dialogue: bool) -> None:
    """Cut the incises out of a stretch; they say who speaks."""
    stretch = item.stretch
    tables = item.tokens.tables
    inner = Tokens(item.tokens.text, stretch.start, stretch.end, (), tables)
    if dialogue and tables.asides:
        _cut_asides(item, inner)
        return
    cuts = incises(inner, stretch, dialogue=dialogue)
    plain = UNCLOSED in stretch.repairs or (dialogue and not cuts and tables.plain_turns)
    if plain and (clause := closing_clause(inner)):
        cuts = [*(c for c in cuts if c.span[1] <= clause.span[0]), clause]
    if not cuts:
        return
    if not _part(item, [c.span for c in cuts]):
        return
    best: Incise = next((c for c in cuts if c.mention), cuts[0])
    words = (best.verb.first, min(inner.size, best.verb.last + 12))
    item.given, item.source = Attribution(best.mention, best.verb.cue, words), inner


def _cut_asides(item: Found, inner: Tokens) -> None:
    """Cut the author's words out of a turn of dialogue; they say who speaks."""
    found = asides(inner, item.stretch.start, item.stretch.end)
    best = next((x for x in found if x.mention), next((x for x in found if x.verb), None))
    if found and _part(item, [x.span for x in found]) and best and best.verb:
        words = (best.verb.first, min(inner.size, best.verb.last + 12))
        item.given, item.source = Attribution(best.mention, best.verb.cue, words), inner


def _part(item: Found, cuts: list[Span]) -> bool:
    """Leave out these spans of a stretch; False if nothing would remain."""
    parts = [trim(item.tokens.text, *s) for s in cut(item.stretch.start, item.stretch.end, cuts)]
    parts = [s for s in parts if s[1] > s[0]]
    item.segments = parts or item.segments
    return bool(parts)


def interrupts(text: str, turn: Stretch, tables: Tables) -> bool:
    """Whether a turn of dialogue that holds marks has its reporting clause outside them."""
    if not tables.dash_incise:
        return False
    inner = Tokens(text, turn.start, turn.end, (), tables)
    return bool(incises(inner, turn, dialogue=True))
