"""Entries that a rule hides while they are on the screen."""

from __future__ import annotations

from dataclasses import replace

from fakes import FakeEngine, entries
from livetui.model.update import Enriched
from readerkit import reading


async def test_what_is_muted_leaves_the_list_but_not_from_under_the_cursor() -> None:
    """A text that is read later may pass a rule: its line goes, the reader's place stays."""
    cached = entries(5)
    engine = FakeEngine(cached)
    async with reading(engine) as session:
        await session.press("j")
        assert session.cursor_title == "Entry number 2"
        for place in (0, 1, 3):
            engine.cached[cached[place].number] = replace(cached[place], hidden=True)
        engine.tell(Enriched(tuple(each.number for each in cached)))
        await session.until(lambda: len(session.screen.timeline.geometry) == 3, "two lines are gone")
        assert session.cursor_title == "Entry number 2"
        assert "Entry number 1" not in session.text()
