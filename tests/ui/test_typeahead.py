"""Keys typed faster than the cache answers do what they do one by one."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from fakes import NOW, FakeEngine, entry, feed
from livetui.engine.article import Article
from readerkit import reading

LINES = 200
SIZES = [(120, 36), (80, 24), (60, 20), (40, 15)]


class Unhurried(FakeEngine):
    """A cache that takes some turns of the loop for each answer."""

    async def _wait(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
        await super()._wait()

    async def article(self, number: int) -> Article | None:
        """An entry to read."""
        for _ in range(50):
            await asyncio.sleep(0)
        return await super().article(number)


def engine() -> Unhurried:
    """Some long entries, the words of each its own."""
    texts = ["\n\n".join(f"Line {line} of {place}." for line in range(LINES)) for place in range(1, 31)]
    cached = [
        entry(NOW - timedelta(minutes=place), f"Entry number {place}", text) for place, text in enumerate(texts, 1)
    ]
    return Unhurried(cached, feeds=[feed()])


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
@pytest.mark.parametrize(
    ("keys", "title", "lines", "pages"),
    [
        (("enter", *"jjjjj"), "Entry number 1", 5, 0),
        (("j", "enter", "space"), "Entry number 2", 0, 1),
        (("j", "j", "enter", "G"), "Entry number 3", 0, 999),
        (("n", "n", "n", "enter", "j"), "Entry number 4", 1, 0),
        (("slash", *"title:7", "enter", "enter", "j"), "Entry number 7", 1, 0),
    ],
    ids=["enter j", "enter space", "enter G", "n enter", "filter"],
)
async def test_a_burst_does_what_the_keys_do_one_by_one(
    keys: tuple[str, ...], title: str, lines: int, pages: int, size: tuple[int, int]
) -> None:
    """Whatever is opened, listed or gone to is there when the next key comes."""
    async with reading(engine(), size) as session:
        await session.until(lambda: session.cursor_title == "Entry number 1", "it is loaded")
        await session.burst(*keys)
        await session.until(lambda: session.cursor_title == title, "it is selected")
        text = session.screen.detail.text
        await session.until(lambda: text.scroll_offset.y > 0, "the text is scrolled")
        await session.pilot.pause()
        top = min(lines + pages * (text.size.height - 1), len(text.page) - text.size.height)
        assert (text.scroll_offset.y, session.cursor_title) == (top, title)
