"""Colours that can be read."""

from __future__ import annotations

import re

import pytest
from rich.color import Color as RichColor
from textual.color import Color
from textual.theme import Theme

from fakes import FakeEngine, entries, feed
from livetui.ui.paint import Paint
from livetui.ui.speakers import HUES
from livetui.ui.themes import THEMES, stand_ins
from readerkit import reading

WORDS = ("foreground", "read", "faint", "strong", "primary", "secondary", "accent", "error", "success",
         *(f"speaker-{hue}" for hue in range(HUES)))  # fmt: skip
GROUNDS = ("background", "surface", "panel", "cursor", "cursor-blurred")
TINTS = ("tint", *(f"{kind}-{hue}" for kind in ("tint", "tintnow") for hue in range(HUES)))


def contrast(fore: RichColor, back: RichColor) -> float:
    """WCAG 2.2 contrast ratio."""
    light, dark = sorted((_luminance(Color.from_rich_color(each)) for each in (fore, back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_have_contrast(theme: Theme) -> None:
    """Every colour of words is read on every ground it stands on: 4.5 to 1 at least (WCAG 2.2, 1.4.3)."""
    paint = Paint({**stand_ins(theme), **theme.to_color_system().generate(), **theme.variables})
    pairs = [(word, ground) for word in WORDS for ground in GROUNDS]
    pairs += [(word, ground) for word in ("foreground", "strong") for ground in TINTS]
    pairs += [("chip", "primary"), ("chip", "accent")]
    poor = {}
    for word, ground in pairs:
        style = paint.style(word, ground)
        assert style.color is not None
        assert style.bgcolor is not None
        if (ratio := contrast(style.color, style.bgcolor)) < 4.5:
            poor[word, ground] = round(ratio, 2)
    assert not poor


async def test_the_theme_is_changed_by_a_key() -> None:
    """T turns the dark theme into the light one, and what was drawn before with it."""
    async with reading(FakeEngine(entries(3), feeds=[feed()])) as session:
        await session.shows("Entry number 1 ")
        before = session.app.screen._compositor.render_strips(session.app.size)[3]
        await session.press("T")
        await session.until(lambda: session.app.theme == "livetui-light", "the light theme is on")
        after = session.app.screen._compositor.render_strips(session.app.size)[3]
        assert before.text == after.text
        assert {each.style.bgcolor for each in before if each.style}.isdisjoint(
            {each.style.bgcolor for each in after if each.style}
        )


async def test_without_colour_marks_still_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR nothing is coloured, and unread, selected and live are still told by signs."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(FakeEngine(entries(3), feeds=[feed()])) as session:
        await session.shows("▌● 14:37 Entry number 1 ")
        assert "● live" in session.text()
        for strip in session.screen.timeline.render_lines(session.screen.timeline.size.region):
            for segment in strip:
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    assert colour is None or colour.triplet is None or len(set(colour.triplet)) == 1


def test_no_colour_is_named_by_number_outside_the_themes() -> None:
    """Colours come from theme variables alone."""
    from pathlib import Path

    import livetui.ui

    folder = Path(livetui.ui.__file__).parent
    for path in [*folder.rglob("*.py"), *folder.rglob("*.tcss")]:
        if path.name != "themes.py":
            assert not re.search(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}[;\s\"]", path.read_text("utf-8")), path.name
