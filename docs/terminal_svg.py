"""Draw screens of a terminal as SVG: one picture, a sheet of many, or a recording that plays by itself.

Nothing is embedded: the viewer's own monospaced font is used, and every stretch of text is told how wide it is, so that
the columns stand in line in any font. Half blocks and the like are drawn as rectangles, without seams.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

import pyte
from wcwidth import wcwidth

CELL, LINE, SIZE = 8.4, 18, 14
"""Width and height of a cell and size of the letters, in pixels."""
_BASELINE = 13.5
_BLOCKS = {
    "▌": (0, 0, 0.5, 1), "▐": (0.5, 0, 0.5, 1), "█": (0, 0, 1, 1), "▀": (0, 0, 1, 0.5), "▄": (0, 0.5, 1, 0.5),
    "▁": (0, 7 / 8, 1, 1 / 8), "▂": (0, 6 / 8, 1, 2 / 8), "▃": (0, 5 / 8, 1, 3 / 8), "▅": (0, 3 / 8, 1, 5 / 8),
    "▆": (0, 2 / 8, 1, 6 / 8), "▇": (0, 1 / 8, 1, 7 / 8), "▉": (0, 0, 7 / 8, 1), "▊": (0, 0, 6 / 8, 1),
    "▋": (0, 0, 5 / 8, 1), "▍": (0, 0, 3 / 8, 1), "▎": (0, 0, 2 / 8, 1), "▏": (0, 0, 1 / 8, 1),
}  # fmt: skip
"""Left edge, top, width and height of the part of its cell that a block element fills."""
_APART = re.compile(r"\S+(?: \S+)*")
_STYLE = (
    f"text{{font:{SIZE}px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}}"
    "rect{shape-rendering:crispEdges}.b{font-weight:700}.i{font-style:italic}.u{text-decoration:underline}.s{text-decoration:line-through}"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One character as a terminal shows it."""

    text: str
    """Empty behind a character of two cells."""
    ink: str
    """Colour, ``#rrggbb``."""
    ground: str
    look: str
    """Classes of the style: ``b i u s``."""


Row = tuple[Cell, ...]


def cells(screen: pyte.Screen) -> tuple[Row, ...]:
    """What a screen shows now; only colours given as such are known, which is what the reader sends."""
    return tuple(tuple(_cell(screen.buffer[y][x]) for x in range(screen.columns)) for y in range(screen.lines))


def _cell(char: pyte.screens.Char) -> Cell:
    ink = f"#{char.fg}" if char.fg != "default" else "#d0d0d0"
    ground = f"#{char.bg}" if char.bg != "default" else "#101010"
    if char.reverse:
        ink, ground = ground, ink
    looks = (("b", char.bold), ("i", char.italics), ("u", char.underscore), ("s", char.strikethrough))
    return Cell(char.data, ink, ground, " ".join(name for name, on in looks if on))


def size_of(rows: Sequence[Row]) -> tuple[float, float]:
    """Width and height in pixels."""
    return round(len(rows[0]) * CELL, 1), len(rows) * LINE


def picture(rows: Sequence[Row], title: str) -> str:
    """One screen."""
    width, height = size_of(rows)
    return _document(width, height, title, "", drawn(rows))


def sheet(screens: Sequence[Sequence[tuple[str, Sequence[Row]]]], title: str) -> str:
    """Screens in lines, each with its name above it."""
    gap, parts, top, widest = 24, [], 0.0, 0.0
    for line in screens:
        left = float(gap)
        for name, rows in line:
            width, _ = size_of(rows)
            parts.append(f'<text x="{left:g}" y="{top + 18:g}" fill="#888">{escape(name)}</text>')
            parts.append(f'<g transform="translate({left:g} {top + gap:g})">{drawn(rows)}</g>')
            left = round(left + width + gap, 1)
        widest = max(widest, left)
        top += gap + max(size_of(rows)[1] for _, rows in line) + gap / 2
    return _document(widest, top, title, "", "".join(parts))


def recording(frames: Sequence[tuple[float, Sequence[Row]]], length: float, still: int, title: str) -> str:
    """Screens that follow each other, over and over.

    Lines that stay are drawn once. Whoever asked for less motion sees one screen.

    Args:
        frames: seconds from the start, ascending, and what is shown from then on.
        length: seconds until it begins anew.
        still: place of the screen for those who want none that move.
    """
    width, height = size_of(frames[0][1])
    parts, styles, spans = [], [], dict[tuple[float, float], str]()
    ends = [*(at for at, _ in frames[1:]), length]
    for y in range(len(frames[0][1])):
        place = 0
        for row, same in groupby(frames, key=lambda frame, y=y: frame[1][y]):
            last = place + len(list(same)) - 1
            span = (frames[place][0], ends[last])
            if span not in spans:
                spans[span] = name = f"t{len(spans)}"
                if span != (0, length):
                    styles.append(_turns(name, span, length, seen=place <= still <= last))
            parts.append(f'<g class="{spans[span]}" transform="translate(0 {y * LINE})">{drawn((row,))}</g>')
            place = last + 1
    calm = "@media(prefers-reduced-motion:reduce){g{animation:none!important}}"
    return _document(width, height, title, "".join(styles) + calm, "".join(parts))


def _turns(name: str, span: tuple[float, float], length: float, *, seen: bool) -> str:
    start, end = (round(100 * at / length, 2) for at in span)
    frames = f"{start:g}%{{visibility:visible}}"
    if start:
        frames = "0%{visibility:hidden}" + frames
    if end < 100:
        frames += f"{end:g}%{{visibility:hidden}}"
    still = "visible" if seen else "hidden"
    return f"@keyframes {name}{{{frames}}}.{name}{{visibility:{still};animation:{name} {length:g}s step-end infinite}}"


def _document(width: float, height: float, title: str, style: str, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img"><title>{escape(title)}</title><style>{_STYLE}{style}</style>{body}</svg>\n'
    )


def drawn(rows: Sequence[Row]) -> str:
    """Grounds first, then what stands on them."""
    return "".join([*_grounds(rows), *(part for y, row in enumerate(rows) for part in _words(row, y * LINE))])


def _grounds(rows: Sequence[Row]) -> Iterator[str]:
    """One rectangle for stretches of a colour that stand below each other."""
    open_: dict[tuple[int, int, str], int] = {}
    for y in range(len(rows) + 1):
        here = set(_stretches(rows[y])) if y < len(rows) else set[tuple[int, int, str]]()
        for stretch in [stretch for stretch in open_ if stretch not in here]:
            start, end, colour = stretch
            top = open_.pop(stretch)
            yield (
                f'<rect x="{start * CELL:g}" y="{top * LINE}" width="{(end - start) * CELL:g}" '
                f'height="{(y - top) * LINE}" fill="{colour}"/>'
            )
        for stretch in sorted(here):
            open_.setdefault(stretch, y)


def _stretches(row: Row) -> Iterator[tuple[int, int, str]]:
    x = 0
    for colour, same in groupby(row, key=lambda cell: cell.ground):
        length = len(list(same))
        yield x, x + length, colour
        x += length


def _words(row: Row, top: int) -> Iterator[str]:
    x = 0
    while x < len(row):
        cell = row[x]
        if block := _BLOCKS.get(cell.text):
            left, down, wide, high = block
            yield (
                f'<rect x="{(x + left) * CELL:g}" y="{top + down * LINE:g}" width="{wide * CELL:g}" '
                f'height="{high * LINE:g}" fill="{cell.ink}"/>'
            )
            x += 1
            continue
        end = x + 1
        if _plain(cell.text):
            while end < len(row) and _plain(row[end].text) and (row[end].ink, row[end].look) == (cell.ink, cell.look):
                end += 1
        elif wcwidth(cell.text[:1] or " ") == 2:  # its second cell is empty
            end += 1
        text = "".join(each.text for each in row[x:end])
        for start, stop in _parts(text, lined="u" in cell.look.split() or "s" in cell.look.split()):
            yield _word(text[start:stop], x + start, (x + stop) if stop < len(text) else end, top, cell)
        x = end


def _parts(text: str, *, lined: bool) -> Iterator[tuple[int, int]]:
    """Where words stand between wide blanks, which some viewers make narrow; all of them if a line goes along."""
    if lined:
        yield 0, len(text)
        return
    for found in _APART.finditer(text):
        yield found.span()


def _word(text: str, x: int, end: int, top: int, cell: Cell) -> str:
    look = f' class="{cell.look}"' if cell.look else ""
    # A character that stands alone needs no width, and one that is drawn wider by its font is not squeezed.
    length = f' textLength="{(end - x) * CELL:g}"' if len(text) > 1 and end - x > 1 else ""
    at = f'x="{x * CELL:g}" y="{top + _BASELINE:g}"{length}'
    return f'<text {at} fill="{cell.ink}"{look}>{escape(text, quote=False)}</text>'


def _plain(text: str) -> bool:
    """Whether every font gives it one cell among its like."""
    return len(text) == 1 and ("\x20" <= text < "\u0250" or text in "‘’“”«»–—…" or "\u0370" <= text < "\u0530")
