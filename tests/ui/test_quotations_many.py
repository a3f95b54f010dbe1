"""The screen of quotations on a cache that holds any number of them, and one that answers late."""

from __future__ import annotations

import asyncio
from datetime import datetime

from fakes import NOW, FakeEngine, entries
from livetui.model.filter import Filter
from livetui.model.quote import Quote
from livetui.model.saying import Saying, SpeakerCount
from livetui.ui.screens.quoted import PAGE
from livetui.ui.window import MOST, key_of
from readerkit import reading
from saidkit import WIRE, chosen, engine, opened


async def test_no_key_waits_for_the_cache_and_late_answers_are_dropped() -> None:
    """While the cache does not answer, keys go on; what comes late for another speaker is not shown."""
    async with reading(engine()) as session:
        await opened(session)
        await session.until(lambda: len(session.quotations.speakers.speakers) == 2, "the speakers are listed")
        session.engine.gate = asyncio.Event()
        await session.press("]", "j")
        assert chosen(session) == "We need more beds here"
        await session.press("]", "0", "?")
        await session.shows("Moving")
        await session.press("escape")
        session.engine.gate.set()
        await session.until(lambda: "4 quotations" in session.lines()[0], "everyone is listed")
        await session.press("q")
        await session.until(lambda: session.app.screen is session.screen, "the reader is back")


class Deep(FakeEngine):
    """A cache with more quotations than are ever held."""

    COUNT = 3 * MOST + 77

    async def sayings(
        self,
        wanted: Filter | None = None,
        *,
        speaker: str | None = None,
        before: tuple[int, int] | None = None,
        limit: int | None = 200,
    ) -> tuple[Saying, ...]:
        """Quotation number 1 is the newest."""
        await asyncio.sleep(0)
        start = 0 if before is None else self.COUNT - before[0] + 1
        places = range(start, min(self.COUNT, start + (limit or self.COUNT)))
        return tuple(deep(self.COUNT - place, f"Words number {place + 1} of them", NOW) for place in places)

    async def speakers(self, *, since: datetime | None = None, limit: int = 50) -> tuple[SpeakerCount, ...]:
        """Nobody in particular."""
        return ()


def deep(number: int, words: str, at: datetime) -> Saying:
    """A quotation of an entry of its own."""
    return Saying(number, 0, Quote(((0, 5),), words), WIRE.url, WIRE.title, "Title", None, at)


async def test_any_number_of_quotations_scrolls() -> None:
    """Pages come as they are needed, the oldest is reached, few are held, and the way back has them all in order."""
    async with reading(Deep(entries(3, of=WIRE), feeds=[WIRE])) as session:
        await opened(session)
        view = session.quotations.sayings
        assert len(view.window) == PAGE
        await session.press("G")
        await session.until(lambda: chosen(session) == f"Words number {Deep.COUNT} of them", "the oldest is reached")
        assert len(view.window) <= MOST
        await session.shows(f"{Deep.COUNT:,} quotations")
        await session.shows(f"Words number {Deep.COUNT} of them")
        seen = {key_of(saying) for saying in view.window.sayings}
        for _ in range(400):
            if len(seen) == Deep.COUNT:
                break
            shown = view.cursor
            view.page(-20)
            await session.until(lambda shown=shown: view.cursor != shown or not view.window.above, "it moves")  # type: ignore[misc]
            seen |= {key_of(saying) for saying in view.window.sayings}
            assert len(view.window) <= MOST
        assert len(seen) == Deep.COUNT
        await session.press("g")
        await session.until(lambda: chosen(session) == "Words number 1 of them", "the newest again")


class Endless(Deep):
    """A cache whose end is never reached."""

    COUNT = 10**9


async def test_the_way_to_the_oldest_can_be_left() -> None:
    """However far the oldest is, the next key takes effect at once."""
    async with reading(Endless(entries(3, of=WIRE), feeds=[WIRE])) as session:
        await opened(session)
        await session.press("j", "G")
        await session.until(lambda: "," in session.lines()[0], "some way is made")
        await session.press("k")
        await session.until(lambda: " 200+ quotations" in session.lines()[0], "the walk has ended")
        assert chosen(session) == f"Words number {PAGE - 1} of them"
