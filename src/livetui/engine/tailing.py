"""Following what polls bring, one thing after the other: nothing is missed and nothing comes twice.

The cache numbers all that is kept, whoever polled, in the order in which it was kept. Following it is reading on from
the last number seen; the events of the engine only say that it is time to look.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

from livetui.model.entry import CachedEntry
from livetui.model.filter import Filter
from livetui.model.happening import Happening
from livetui.model.update import Enriched, Event, Reloaded, Update

if TYPE_CHECKING:
    from livetui.engine.engine import Engine

_PAGE = 100
"""Happenings read at a time."""
_GLANCE = 30.0
"""Seconds after which it is looked also when nothing was told."""


async def follow(
    engine: Engine, wanted: Filter | None, *, after: int, whole: bool = False
) -> AsyncGenerator[tuple[Happening, CachedEntry], None]:
    """Yield for ever what polls bring, each with its entry as it stands by then, in the order in which it was kept.

    Args:
        engine: one that was started; its polls and those of any other livetui on the same cache are followed.
        wanted: only entries that pass; None: all that are shown.
        after: the number of the last happening that is known.
        whole: wait with each entry, and those behind it, until its text and quotations are found.
    """
    woken = asyncio.Event()

    def hear(event: Event) -> None:
        if isinstance(event, Update | Enriched | Reloaded):
            woken.set()

    engine.listen(hear)
    while True:
        woken.clear()
        held = False
        while not held and (page := await engine.events(after, _PAGE)):
            numbers = list(dict.fromkeys(happening.number for happening in page))
            entries = {entry.number: entry for entry in await engine.entries(numbers)}
            passing = set(await engine.passing(wanted, numbers))
            followed = {feed.number for feed in await engine.feeds()} if whole else set()
            for happening in page:
                entry = entries.get(happening.number)
                if held := entry is not None and entry.feed in followed and not entry.enriched:
                    break
                after = happening.seq
                if entry is not None and happening.number in passing:
                    yield happening, entry
        try:
            async with asyncio.timeout(_GLANCE):
                await woken.wait()
        except TimeoutError:
            pass
