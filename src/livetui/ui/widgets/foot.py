"""The line below the text: how far the reader has come."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from livetui.ui.paint import Painted


class Foot(Painted):
    """Empty while the whole text is in view."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Foot { height: 1; background: $background; }"

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        """What it says."""

    def show(self, words: str) -> None:
        """Say something else."""
        if words != self.words:
            self.words = words
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is but one line
        """Draw the line."""
        width = self.size.width
        words = f"{self.words}  " if cell_len(self.words) + 2 <= width else ""
        return Strip(
            [
                Segment(" " * (width - cell_len(words)), self.paint.style("faint", "background")),
                Segment(words, self.paint.style("faint", "background")),
            ],
            width,
        )
