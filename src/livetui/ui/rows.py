"""The lines of the timeline: one headline as pieces of coloured text, measured in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from rich.cells import cell_len

from livetui.model.entry import SEQUENCE_BITS, Headline
from livetui.model.quote import Certainty
from livetui.text.clean import clean_line
from livetui.ui.highlights import UNLIT, Lit, shown_lead, shown_title
from livetui.ui.layout import Density
from livetui.ui.page import Dye, stretches
from livetui.ui.paint import Piece, cut, fit
from livetui.ui.speakers import hue
from livetui.ui.times import AGO_CELLS, ago, clock, clock_cells

_BESIDE_TIME = 4
"""Cells before the title besides those of the time: bar, mark, blank, and one after it."""
_CLOCK_FROM = 30
"""A narrower line has no room for the time."""
_SOURCE_FROM = 58
"""A compact line this wide has room for a source column."""
_LEAST_QUOTED = 10
"""Cells that a quotation is worth beginning for."""
UNKNOWN = "—"
"""Stands for a speaker that is not known."""
UNREAD, STARRED, QUOTES, REVISED, LIVE, WITHDRAWN, PINNED, GUESSED, HIDDEN, ALERT = "●★❝✎◉⌫⚑≈⊘!"
_FIGURE_AT_MOST = 24
"""Cells of a changed number; a longer one stands in the detail alone."""
_TITLE_BESIDE = 16
"""Cells of the title that a changed number leaves."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a row is to be drawn."""

    width: int
    """Cells."""
    density: Density
    selected: bool
    zone: tzinfo | None = None
    lit: Lit = UNLIT
    """What stands out in it."""
    now: datetime | None = None
    """The time, where it is told how long ago entries came; None: by the clock."""

    @property
    def time_cells(self) -> int:
        """Cells of the time that an entry came."""
        return clock_cells(self.zone) if self.now is None else AGO_CELLS


def stamp(number: int, look: Look) -> str:
    """When an entry came: ``14:32``, or ``5m`` ago."""
    seconds = number >> SEQUENCE_BITS
    if look.now is None:
        return clock(datetime.fromtimestamp(seconds, look.zone)).rjust(look.time_cells)
    return ago(datetime.fromtimestamp(seconds, UTC), look.now).rjust(look.time_cells)


def marks(headline: Headline) -> list[Piece]:
    """What is to know of an entry besides its words, as glyphs with counts."""
    found: list[Piece] = []
    if headline.hidden:
        found.append((HIDDEN, "faint"))
    if headline.starred:
        found.append((STARRED, "accent"))
    if headline.alert:
        found.append((ALERT, "bold accent"))
    if headline.live:
        found.append((LIVE, "accent"))
    if headline.pinned:
        found.append((PINNED, "accent"))
    if headline.withdrawn:
        found.append((WITHDRAWN, "error"))
    if headline.quotes:
        found.append((f"{QUOTES}{headline.quotes}", "accent"))
    if headline.revisions:
        found.append((f"{REVISED}{headline.revisions}", "accent"))
    if headline.figure is not None and cell_len(changed := figure(headline.figure)) <= _FIGURE_AT_MOST:
        found.append((changed, "bold accent"))
    return found


def figure(changed: tuple[str, str]) -> str:
    """A number that changed: ``31 → 33``."""
    return clean_line(f"{changed[0]} → {changed[1]}")


def row(number: int, headline: Headline | None, part: int, look: Look) -> list[Piece]:
    """One line of an entry, exactly `look.width` cells; a placeholder while its headline is not loaded."""
    bar = ("▌" if look.selected else " ", "primary")
    if headline is None:
        words = "" if part else f"  {stamp(number, look)} …" if look.width >= _CLOCK_FROM else "  …"
        return [bar, (fit(words, look.width - 1), "faint")]
    if part:
        return [bar, *_second(headline, look)]
    return [bar, *_first(number, headline, look)]


def _first(number: int, headline: Headline, look: Look) -> list[Piece]:
    unread = not headline.read
    signs = marks(headline)
    tail = sum(cell_len(sign) + 1 for sign, _ in signs)
    about = GUESSED if headline.guessed else " "
    time = f"{about}{stamp(number, look)} " if look.width >= _CLOCK_FROM else about
    room = look.width - 3 - len(time) - tail
    if headline.figure is not None and signs and room < _TITLE_BESIDE and "→" in signs[-1][0]:
        room += cell_len(signs.pop()[0]) + 1
    while signs and room < 8:
        dropped, _ = signs.pop(0)
        room += cell_len(dropped) + 1
    pieces: list[Piece] = [
        (UNREAD if unread else " ", "primary"),
        (time, "faint"),
    ]
    if look.density is Density.COMPACT and look.width >= _SOURCE_FROM:
        column = min(18, look.width // 5)
        pieces.append((fit(clean_line(headline.source), column) + " ", "faint"))
        room -= column + 1
    look_of_title = "bold strong" if unread else "read"
    if headline.hidden or headline.withdrawn:
        look_of_title = "strike read" if headline.withdrawn else "italic faint"
    pieces += _lit(fit(shown_title(headline), room), look_of_title, look.lit.title)
    for sign, colour in signs:
        pieces.append((" " + sign, colour))
    pieces.append((" ", "read"))
    return pieces


def _second(headline: Headline, look: Look) -> list[Piece]:
    indent = _BESIDE_TIME + look.time_cells if look.width >= _CLOCK_FROM else 3
    room = look.width - 1 - indent
    source = cut(clean_line(headline.source), max(8, room if headline.lead is None else room // 2))
    pieces: list[Piece] = [(" " * (indent - 1), "faint"), (source, "faint")]
    room -= cell_len(source)
    lead = headline.lead
    if lead is not None and room > 10:
        unsure = lead.certainty is Certainty.LIKELY
        quoted = shown_lead(headline)
        doubt = "?" if unsure else ""
        speaker, space = clean_line(lead.speaker or UNKNOWN), room - 3 - len(doubt)
        name = _short_name(speaker, space - min(_LEAST_QUOTED, cell_len(quoted)))
        if name.endswith("…"):  # who said it comes before a scrap of what was said
            name = _short_name(speaker, space + 1)
        name += doubt
        colour = "faint" if (shade := hue(lead.speaker)) is None else f"speaker-{shade}"
        pieces.append((f"  {name} ", f"italic {colour}" if unsure else colour))
        room -= cell_len(name) + 3
        words = cut(quoted, room) if room >= 4 else ""
        pieces += _lit(words, "faint", look.lit.lead)
        room -= cell_len(words)
    pieces.append((" " * max(0, room + 1), "faint"))
    return pieces


def _lit(drawn: str, look: str, dyes: Sequence[Dye]) -> list[Piece]:
    """Words as they were fitted, with what stands out of them in its colours; blanks and an ellipsis stay plain."""
    if not dyes:
        return [(drawn, look)]
    end = len(drawn.rstrip())
    end -= drawn[end - 1 : end] == "…"
    cut_off = [replace(dye, end=min(dye.end, end)) for dye in dyes if dye.start < end]
    return [(each.text, each.look) for each in stretches(drawn, look, cut_off, (0, len(drawn)))]


def _short_name(name: str, room: int) -> str:
    """A speaker on so many cells: of ``Vladimir Medinsky`` the family name, where both are too long."""
    words = name.split()
    if cell_len(name) > room and len(words) > 1 and all(word[:1].isupper() for word in words):
        name = words[-1]
    return cut(name, room)
