"""Rich styles made of theme variables, for what is drawn line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.widget import Widget

from livetui.ui.wrapping import steady

_TINT = 0.20
_TINT_CURRENT = 0.36
_MOST_LINKED = 1000
"""Styles kept of links of entries read before."""
_CONTRAST = 4.5
"""What words have on their ground at least (WCAG 2.2, 1.4.3)."""
_STEPS = 20

Piece: TypeAlias = tuple[str, str]
"""Words and the theme variable of their colour, with ``bold``, ``italic``, … before it."""


class Paint:
    """Styles by name for one theme: a colour variable, a ground, and attributes."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Args: variables: the theme's variables, ours among them."""
        self.variables = variables
        """What it was made from; another object means another theme."""
        self._styles: dict[tuple[str, str], Style] = {}
        self._linked: dict[tuple[str, str, str], Style] = {}

    def style(self, look: str, ground: str) -> Style:
        """The style of ``bold accent`` on ``surface``, say; ``tint-2`` is a ground in the colour of speaker 2."""
        key = (look, ground)
        if (style := self._styles.get(key)) is None:
            *attributes, name = look.split()
            back = self._ground(ground)
            fore = self._colour(name)
            if fore.a < 1 and fore.ansi is None:
                fore = back.blend(fore.with_alpha(1), fore.a)
            fore = readable(fore, back)
            style = self._styles[key] = Style(
                color=fore.rich_color,
                bgcolor=back.rich_color,
                **dict.fromkeys(attributes, True),  # type: ignore[arg-type]
            )
        return style

    def linked(self, look: str, ground: str, link: str) -> Style:
        """The same style on words that the terminal may open. Args: link: as `safe_url` lets it through."""
        key = (look, ground, link)
        if (style := self._linked.get(key)) is None:
            if len(self._linked) > _MOST_LINKED:
                self._linked.clear()
            style = self._linked[key] = self.style(look, ground) + Style(link=link)
        return style

    def segments(self, pieces: list[Piece], ground: str) -> list[Segment]:
        """Drawn words, side by side on one ground."""
        return [Segment(text, self.style(look, ground)) for text, look in pieces]

    def _ground(self, name: str) -> Color:
        if name.startswith("tint"):
            kind, _, hue = name.partition("-")
            over = self._colour(f"speaker-{hue}" if hue.isdigit() else hue or "faint")
            return self._colour("background").blend(over, _TINT_CURRENT if kind == "tintnow" else _TINT, 1)
        colour = self._colour(name)
        return (
            colour
            if colour.a == 1 or colour.ansi is not None
            else self._colour("background").blend(colour, colour.a, 1)
        )

    def _colour(self, name: str) -> Color:
        try:
            return Color.parse(self.variables[name])
        except (KeyError, ColorParseError):
            return Color.parse(self.variables["foreground"])


class Painted(Widget):
    """A widget that draws with `Paint`; what it caches goes when a style changes."""

    _paint: Paint | None = None

    @property
    def paint(self) -> Paint:
        """The styles of the theme now in force."""
        variables = self.app.theme_variables
        if self._paint is None or self._paint.variables is not variables:
            self._paint = Paint(variables)
            self.forget_drawn()
        return self._paint

    def forget_drawn(self) -> None:
        """Drop what was drawn in colours that hold no more."""

    def notify_style_update(self) -> None:
        """Called by Textual when a style of this widget changed."""
        super().notify_style_update()
        self.forget_drawn()


def readable(fore: Color, back: Color) -> Color:
    """A colour for words on that ground: as it is, or as much lighter or darker as it takes to be read.

    Colours that the terminal itself defines are left alone.
    """
    if fore.ansi is not None or back.ansi is not None or contrast(fore, back) >= _CONTRAST:
        return fore
    far = max(Color(255, 255, 255), Color(0, 0, 0), key=lambda each: contrast(each, back))
    nearer = (fore.blend(far, step / _STEPS, 1) for step in range(1, _STEPS))
    return next((each for each in nearer if contrast(each, back) >= _CONTRAST), far)


def contrast(fore: Color, back: Color) -> float:
    """How far two colours are apart, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(fore), _luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def fit(text: str, width: int) -> str:
    """Words on exactly `width` cells: filled with blanks, or cut with an ellipsis."""
    if width <= 0:
        return ""
    text = steady(text)
    length = cell_len(text)
    if length <= width:
        return text + " " * (width - length)
    return set_cell_size(text, width - 1).rstrip(" ") + "…" + " " * _lack(text, width)


def cut(text: str, width: int) -> str:
    """Words on at most `width` cells, cut with an ellipsis."""
    text = steady(text)
    return text if cell_len(text) <= width else fit(text, width).rstrip()


def _lack(text: str, width: int) -> int:
    kept = set_cell_size(text, width - 1).rstrip(" ")
    return width - 1 - cell_len(kept)
