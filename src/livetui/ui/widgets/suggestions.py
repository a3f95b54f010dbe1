"""What stands above a filter being typed: what the word may become, and where and why it can't be understood."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from livetui.model.completion import Completion
from livetui.text.clean import clean_line
from livetui.ui.paint import Painted, Piece, fit
from livetui.ui.wrapping import wrap

_FEW = 3
"""Lines that it may take where the terminal is so low that they lie over all the list."""
_LEAST = 20
"""Cells of the list."""


@dataclass(frozen=True, slots=True)
class Advice:
    """All that is shown, in one value."""

    completions: tuple[Completion, ...] = ()
    chosen: int = 0
    """The completion that Tab takes."""
    column: int = 0
    """Cell at which the word begins that they complete."""
    trouble: str = ""
    """Why the filter can't be understood, or a hint."""
    spot: int | None = None
    """Cell at which it goes wrong; None: nowhere in particular."""
    wrong: bool = True
    """False: the trouble is but a hint."""


class Suggestions(Painted):
    """Lies over the lines above the bar, so that nothing moves when it comes and goes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Suggestions { layer: above; dock: bottom; margin: 0 0 2 0; height: 1; background: $panel; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.advice = Advice()
        """What is shown."""
        self._lines: list[tuple[list[Piece], str]] = []

    def show(self, advice: Advice) -> None:
        """Show something else, or nothing any more."""
        self.advice = advice
        whole, height = self.screen.size
        room = max(height - 4, min(_FEW, height - 2), 1)
        lines = _trouble(advice, whole)
        if len(lines) > room and advice.spot is not None:
            lines.pop()  # what is proposed says more than the place
        width, column = whole, 0
        offered = advice.completions[: max(0, room - len(lines))]
        if offered:
            words = [clean_line(one.text, 60).rstrip() for one in offered]
            left = max(map(cell_len, words))
            about = max(cell_len(one.about) for one in offered)
            wanted = min(whole, max(_LEAST, left + about + 2 * bool(about) + 3))
            column = max(0, min(advice.column - 1, whole - wanted))
            if lines:
                before = column
            else:
                width, before = wanted, 0
            lines = [*_list(advice, words, left, wanted, before), *lines]
        self._lines = lines[-room:]
        self.styles.width, self.styles.height = width, len(self._lines)
        self.styles.offset = (0 if lines and width == whole else column, 0)
        self.display = bool(self._lines)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if y >= len(self._lines):
            return Strip.blank(self.size.width)
        pieces, ground = self._lines[y]
        strip = Strip([Segment(text, self.paint.style(look, ground)) for text, look in pieces])
        return strip.adjust_cell_length(self.size.width, self.paint.style("faint", ground))


def _list(advice: Advice, words: list[str], left: int, width: int, before: int) -> list[tuple[list[Piece], str]]:
    lines: list[tuple[list[Piece], str]] = []
    for place, (one, text) in enumerate(zip(advice.completions, words, strict=False)):
        chosen = place == advice.chosen
        pieces: list[Piece] = [
            (" " * before + ("›" if chosen else " "), "bold primary"),
            (fit(text, min(left, width - 2)) + " ", "bold strong" if chosen else "foreground"),
        ]
        if (room := width - left - 4) > 0:
            pieces.append((fit(f" {one.about}", room + 1) + " ", "read" if chosen else "faint"))
        lines.append((pieces, "cursor" if chosen and not before else "panel"))
    return lines


def _apart(words: str, width: int) -> list[str]:
    """What is wrong, and from the next line on what to do; each thing to do on one line if that is wide enough."""
    reason, *rest = words.split(" · ")
    lines = [reason]
    for more in rest:
        together = f"{lines[-1]} · {more}"
        if len(lines) > 1 and cell_len(together) <= width:
            lines[-1] = together
        else:
            lines.append(more)
    return lines


def _trouble(advice: Advice, width: int) -> list[tuple[list[Piece], str]]:
    if not advice.trouble:
        return []
    look = "error" if advice.wrong else "faint"
    words = clean_line(advice.trouble)
    parts = [words] if cell_len(words) < width else _apart(words, width - 2)
    wrapped = [part[start:end] for part in parts for start, end in wrap(part, max(2, width - 2))]
    lines: list[tuple[list[Piece], str]] = [([(f" {line}", look)], "panel") for line in wrapped]
    if advice.spot is not None:
        lines.append(([(" " * min(advice.spot, width - 1) + "▼", f"bold {look}")], "panel"))
    return lines
