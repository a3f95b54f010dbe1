"""Colours that can be read."""

from __future__ import annotations

import re

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from fakes import FakeEngine, entries, feed
from livetui.config import Config, Ui
from livetui.ui.paint import Paint
from livetui.ui.paint import contrast as ratio_of
from livetui.ui.speakers import HUES
from livetui.ui.themes import THEMES, stand_ins
from readerkit import reading

WORDS = ("foreground", "read", "faint", "strong", "primary", "secondary", "accent", "error", "success",
         *(f"speaker-{hue}" for hue in range(HUES)))  # fmt: skip
MARKS = tuple(f"mark-{name}" for name in ("red", "yellow", "green", "blue", "magenta", "cyan", "orange"))
GROUNDS = ("background", "surface", "panel", "cursor", "cursor-blurred")
TINTS = ("tint", *(f"{kind}-{hue}" for kind in ("tint", "tintnow") for hue in range(HUES)))


def contrast(fore: RichColor, back: RichColor) -> float:
    """WCAG 2.2 contrast ratio."""
    return ratio_of(Color.from_rich_color(fore), Color.from_rich_color(back))


OTHERS = [theme for name, theme in BUILTIN_THEMES.items() if "ansi" not in name]


def paint_of(theme: Theme) -> Paint:
    """What draws in the colours of a theme."""
    return Paint({**stand_ins(theme), **theme.to_color_system().generate(), **theme.variables})


def pairs() -> list[tuple[str, str]]:
    """Colours of words and the grounds on which they stand."""
    found = [(word, ground) for word in (*WORDS, *MARKS) for ground in GROUNDS]
    found += [(word, ground) for word in ("foreground", "strong", "read", "accent", *MARKS) for ground in TINTS]
    return [*found, ("chip", "primary"), ("chip", "accent")]


@pytest.mark.parametrize("theme", [*THEMES, *OTHERS], ids=lambda theme: theme.name)
def test_words_have_contrast(theme: Theme) -> None:
    """Every colour of words is read on every ground it stands on, in every theme: 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    paint, poor = paint_of(theme), {}
    for word, ground in pairs():
        style = paint.style(word, ground)
        assert style.color is not None
        assert style.bgcolor is not None
        if (ratio := contrast(style.color, style.bgcolor)) < 4.5:
            poor[word, ground] = round(ratio, 2)
    assert not poor


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_our_own_colours_need_no_help_on_plain_grounds(theme: Theme) -> None:
    """What a theme of ours calls a colour is that colour wherever no quotation tints the ground."""
    paint = paint_of(theme)
    for word in (*WORDS, *MARKS):
        drawn = {paint.style(word, ground).color for ground in GROUNDS}
        assert drawn == {Color.parse(paint.variables[word]).rich_color}, word


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_in_sixteen_colours_words_are_seen(theme: Theme) -> None:
    """No colour becomes that of its ground, nor one that many terminals draw like it."""
    paint = paint_of(theme)
    for word, ground in pairs():
        style = paint.style(word, ground)
        assert style.color is not None
        assert style.bgcolor is not None
        numbers = {each.downgrade(ColorSystem.STANDARD).number for each in (style.color, style.bgcolor)}
        assert len(numbers) == 2, (word, ground)
        assert numbers != {0, 8}, (word, ground)


@pytest.mark.parametrize("still", [True, False])
async def test_where_nothing_is_to_move_no_cursor_blinks(still: bool) -> None:
    """With ``motion = false`` scrolling does not glide and cursors stand."""
    config = Config(ui=Ui(motion=not still))
    async with reading(FakeEngine(entries(3), feeds=[feed()], config=config)) as session:
        assert (session.app.animation_level == "none") is still
        await session.press("slash")
        assert session.screen.filter_bar.field.cursor_blink is not still


async def test_every_theme_is_to_be_tried() -> None:
    """The menu shows each at once; Esc goes back to the one before, Enter keeps."""
    async with reading(FakeEngine(entries(3), feeds=[feed()])) as session:
        await session.screen.run_action("themes")
        await session.shows("livetui-light")
        assert "solarized-dark" in session.text()
        await session.press("down", "j")
        await session.until(lambda: session.app.theme not in ("livetui-dark", "livetui-light"), "another is tried")
        await session.press("escape")
        assert session.app.theme == "livetui-dark"
        await session.screen.run_action("themes")
        await session.press("down", "enter")
        assert session.app.theme == "livetui-light"
        await session.until(lambda: session.app.screen is session.screen, "the menu is closed")


async def test_the_users_own_theme_is_among_those_of_the_key() -> None:
    """T goes on from dark and light to the one of config.toml."""
    config = Config(ui=Ui(theme="nord"))
    async with reading(FakeEngine(entries(3), feeds=[feed()], config=config)) as session:
        seen = []
        for _ in range(3):
            await session.press("T")
            seen.append(session.app.theme)
        assert seen == ["livetui-dark", "livetui-light", "nord"]


async def test_the_theme_is_changed_by_a_key() -> None:
    """T turns the dark theme into the light one, and what was drawn before with it."""
    async with reading(FakeEngine(entries(3), feeds=[feed()])) as session:
        await session.shows("Example Wire · 14:37 · en")
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
