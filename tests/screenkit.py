"""What a screen looks like as text that can be kept, compared and read: its words, and the style of each cell."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_letters, digits
from time import monotonic

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style

from readerkit import Session

_SIGNS = ascii_letters + digits + "!#$%&*+-/<=>?@^~"
_PATIENCE, _CALM = 1.5, 0.5
"""Seconds that what is wanted may take at least; seconds without a change after which a screen stands still."""
_FLAGS = ("bold", "dim", "italic", "underline", "strike", "reverse", "blink")


@dataclass(frozen=True, slots=True)
class Look:
    """A screen at one moment."""

    lines: tuple[str, ...]
    """Its words, without the blanks at the ends of lines."""
    styles: tuple[tuple[str, ...], ...]
    """The style of each cell, line by line, in words: ``bold #eef1fb on #15171e``."""

    @property
    def text(self) -> str:
        """The words as they are kept."""
        return "".join(f"{line}\n" for line in self.lines)

    @property
    def style_map(self) -> str:
        """The styles as they are kept: a sign for each, then a line of signs for each line; its last one goes on."""
        signs: dict[str, str] = {}
        rows = []
        for line in self.styles:
            row = "".join(signs.setdefault(style, _SIGNS[len(signs)]) for style in line)
            rows.append(row.rstrip(row[-1]) + row[-1])
        return "".join(f"{line}\n" for line in [*(f"{sign} {style}" for style, sign in signs.items()), "", *rows])


def look_of(session: Session) -> Look:
    """What is on the screen now, as it leaves the reader."""
    width, _ = session.app.size
    lines, styles = [], []
    for strip in session.app.screen._compositor.render_strips(session.app.size):
        lines.append("".join(segment.text for segment in strip).rstrip())
        cells = [_words(segment.style) for segment in strip for _ in range(cell_len(segment.text))]
        styles.append((*cells, *[_words(None)] * (width - len(cells))))
    return Look(tuple(lines), tuple(styles))


async def come_to(session: Session, wanted: Callable[[Look], bool]) -> Look:
    """The screen as soon as it is as wanted; else as it is when nothing has moved on it for a while."""
    look = look_of(session)
    begin = since = monotonic()

    def there() -> bool:
        nonlocal look, since
        before, look, now = look, look_of(session), monotonic()
        if look != before:
            since = now
        return wanted(look) or (now - begin > _PATIENCE and now - since > _CALM)

    await session.until(there, "the screen stands still")
    return look


def different_words(kept: str, now: Look) -> str:
    """The lines that differ; empty where none does."""
    return "\n".join(difflib.unified_diff(kept.splitlines(), now.lines, "kept", "now", "", "", n=2, lineterm=""))


def different_styles(kept: str, now: Look) -> str:
    """Each stretch of cells that is drawn otherwise than it was, with its words; empty where none is."""
    found = []
    width = len(now.styles[0])
    rows = _read(kept, width)
    if len(rows) != len(now.styles):
        return f"{len(rows)} lines were kept, and there are {len(now.styles)}"
    for place, (before, after) in enumerate(zip(rows, now.styles, strict=True)):
        at = 0
        for (was, is_now), cells in groupby(zip(before, after, strict=True)):
            end = at + len(list(cells))
            if was != is_now:
                words = now.lines[place][at:end]  # of a line with wide glyphs only about these
                found.append(f"line {place + 1}, cells {at + 1}-{end} {words!r}: was {was}, is {is_now}")
            at = end
    return "\n".join(found)


def _read(kept: str, width: int) -> Sequence[tuple[str, ...]]:
    legend, _, rows = kept.partition("\n\n")
    styles = {line[0]: line[2:] for line in legend.splitlines()}
    return [tuple(styles[sign] for sign in row.ljust(width, row[-1:])) for row in rows.splitlines()]


def _words(style: Style | None) -> str:
    if style is None:
        return "plain"
    flags = [flag for flag in _FLAGS if getattr(style, flag)] + ["link"] * bool(style.link)
    return " ".join([*flags, _colour(style.color), "on", _colour(style.bgcolor)])


def _colour(colour: Color | None) -> str:
    return "default" if colour is None or colour.is_default else colour.get_truecolor().hex
