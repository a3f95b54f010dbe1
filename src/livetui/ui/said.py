"""A quotation as paragraphs: who, in which role and how surely; the words; where they stand, and where else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, tzinfo

from rich.cells import cell_len

from livetui.model.quote import Certainty, Quote
from livetui.model.saying import Saying
from livetui.model.words import fold
from livetui.text.clean import clean_line
from livetui.ui.carrying import carried_paras
from livetui.ui.highlights import UNLIT_SAYING, LitSaying
from livetui.ui.page import Dye, Para, shifted
from livetui.ui.paint import cut
from livetui.ui.rows import QUOTES, UNKNOWN
from livetui.ui.speakers import hue
from livetui.ui.times import when

UNSURE = "?"
"""Stands behind a speaker that is only likely."""
MOST_LINES = 8
"""Lines of a quotation's words on the screen of quotations; the entry has them all."""
_NAME, _ROLE = 80, 120
"""Characters of a name and of a role."""
_LEAST_TITLE = 12
"""Cells that a headline is worth beginning for."""


def speaker_para(quote: Quote) -> Para:
    """Who said it: name in the speaker's colour, role, and the agency that relays it."""
    shade = hue(quote.speaker)
    colour = "faint" if shade is None else f"speaker-{shade}"
    unsure = quote.certainty is Certainty.LIKELY
    name = UNKNOWN if quote.speaker is None else clean_line(quote.speaker, _NAME) + (UNSURE if unsure else "")
    # “a Belarusian diplomat” is named by the role alone: it need not be said twice.
    role = None if fold(quote.role or "") in fold(quote.speaker or "") else quote.role
    rest = " · ".join(clean_line(words, _ROLE) for words in (role, f"via {quote.via}" if quote.via else None) if words)
    style = "bold italic" if unsure else "bold"
    line = f"{name}  {rest}" if rest else name
    return Para(line, "faint", (Dye(0, len(name), style, colour),), f"{QUOTES} ", "  ", colour)


def words_para(words: str, quote: Quote, number: int) -> Para:
    """What was said, its marks included, on the speaker's ground. Args: number: stands out as the current quote."""
    shade = hue(quote.speaker)
    dyes = (Dye(0, len(words), "", None, "tint" if shade is None else f"tint-{shade}", number),)
    return Para(words, "foreground", dyes, "  ", "  ")


def saying_paras(
    saying: Saying, now: datetime, zone: tzinfo | None, width: int, lit: LitSaying = UNLIT_SAYING
) -> Iterator[Para]:
    """A quotation of the cache: who, the words, the entry they stand in, and who else carries them.

    Args: width: cells; words that would take more than `MOST_LINES` of them are cut. lit: what stands out in it.
    """
    quote = saying.quote
    who = speaker_para(quote)
    name = len(clean_line(quote.speaker or "", _NAME))
    role = who.text.find(clean_line(quote.role or "", _ROLE), name)
    marks = [*shifted(lit.speaker, 0, name), *(shifted(lit.role, role, len(who.text)) if role >= name else ())]
    yield replace(who, dyes=(*who.dyes, *marks))
    words = words_para(f"“{clean_line(quote.text, max(40, MOST_LINES * (width - 4)))}”", quote, 0)
    yield replace(words, dyes=(*words.dyes, *shifted(lit.words, 1, len(words.text) - 1)))
    facts = f"{clean_line(saying.source, 60)} · {when(saying.at, now, zone)}"
    room = width - cell_len(facts) - 5
    title = f" · {cut(clean_line(saying.title), room)}" if saying.title and room >= _LEAST_TITLE else ""
    dyes = (Dye(0, len(facts), "", "read"), *shifted(lit.title, len(facts) + len(" · "), len(facts + title)))
    yield Para(facts + title, "faint", dyes, "  ", "  ")
    yield from carried_paras(quote, saying.also, now, zone)
