"""Columns hold whatever script the words are in, as a terminal lays them out.

What is drawn is written to the emulator ``pyte``, which measures by tables of its own. It takes a character at a time,
and so cannot show emoji that are joined, coloured or given a style, flags, nor vowel signs of combining class 0; for
those the measure is rich's ``cell_len``, which counts clusters as terminals of today do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from unicodedata import normalize

import pyte
import pytest
from rich.cells import cell_len

from fakes import NOW, FakeEngine, entry, feed
from livetui.config import Config, Ui
from livetui.ui.rows import STARRED
from readerkit import Session, reading

EMULATED = {
    "plain": "Talks end with a corridor",
    "Japanese": "停戦協議が終わる、回廊が開く",
    "Korean": "휴전 회담이 끝났다",
    "fullwidth": "ＡＢＣ　ｎｅｗｓ！",
    "emoji": "🕊 Talks 🚨 end 🔥",
    "accents apart": normalize("NFD", "Đàm phán kết thúc à Zürich"),
    "Arabic": "انتهت المُحادَثات أمس",
    "Hebrew": "הַשִּׂיחוֹת הסתיימו",
    "Thai": "ข่าวด่วน น่าน",
    "a family": "👩‍👩‍👧 Talks end",
    "an astronaut": "Talks 👩🏽‍🚀 end",
    "a skin tone": "👍🏽 Talks 👋🏿 end",
    "a coloured heart": "❤️ Talks ☀️ end",
    "a joined flag": "🏳️‍🌈 Talks end",
}
"""Words that the emulator lays out as terminals do."""
MEASURED = {
    "plain": "Talks end with a corridor",
    "flags": "🇺🇦 Talks 🇫🇷 end",
    "a keycap": "1️⃣ Talks end",
    "Thai vowels": "วันนี้ มีการเจรจา",
    "Devanagari": "वार्ता समाप्त हुई",
}
"""Words that are measured alone."""
QUOTED = "│"
"""Stands at the left of each line of a block quotation."""


def emulated(session: Session) -> list[list[str]]:
    """The cells of the screen as a terminal shows them; each piece of a line must end where the reader thinks."""
    width, height = session.app.size
    screen = pyte.Screen(width, height)
    stream = pyte.Stream(screen)
    for row, strip in enumerate(session.app.screen._compositor.render_strips(session.app.size)):
        stream.feed(f"\x1b[{row + 1};1H")
        end = 0
        for segment in strip:
            stream.feed(segment.text)
            end += cell_len(segment.text)
            assert (screen.cursor.y, screen.cursor.x) == (row, end), f"{segment.text!r} in line {row + 1}"
        assert end == width
    return [[screen.buffer[row][column].data for column in range(width)] for row in range(height)]


def measured(session: Session) -> list[list[str]]:
    """The cells of the screen as they are counted: a character that takes none, or its second cell, is empty."""
    found = []
    for strip in session.app.screen._compositor.render_strips(session.app.size):
        line = "".join(segment.text for segment in strip)
        cells = [""] * session.app.size.width
        assert cell_len(line) == len(cells), line
        for sign in (STARRED, QUOTED):
            for at in (at for at, character in enumerate(line) if character == sign):
                cells[cell_len(line[:at])] = sign
        found.append(cells)
    return found


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@pytest.mark.parametrize(("words", "cells_of"), [(EMULATED, emulated), (MEASURED, measured)], ids=["pyte", "cell_len"])
async def test_columns_hold_in_every_script(
    words: Mapping[str, str], cells_of: Callable[[Session], list[list[str]]], size: tuple[int, int]
) -> None:
    """Short or cut off, titles leave the stars under each other; long quotations wrap inside their pane."""
    cached = [
        entry(
            NOW - timedelta(minutes=place, hours=times == 1), " ".join([title] * times),
            f"<p>{name}, {times}</p><blockquote>{' '.join([title] * 12)}</blockquote>", of=feed(1, title), starred=True,
        )
        for times in (8, 1)
        for place, (name, title) in enumerate(words.items())
    ]  # fmt: skip
    async with reading(FakeEngine(cached, feeds=[feed()], config=Config(ui=Ui(motion=False))), size) as session:
        for each in [*cached[: len(words)], cached[-1]]:
            await session.shows(each.text.splitlines()[0])
            cells = cells_of(session)
            timeline = session.screen.timeline.region
            inside = [cells[row][timeline.x : timeline.right] for row in range(timeline.y, timeline.bottom)]
            stars = {line.index(STARRED) for line in inside if STARRED in line}
            assert len(stars) == 1, session.text()
            text = session.screen.detail.text.region
            quoted = {row.index(QUOTED, text.x) for row in cells[text.y : text.bottom] if QUOTED in row[text.x :]}
            assert len(quoted) == 1, session.text()
            await session.press("j" if each is not cached[len(words) - 1] else "G")
