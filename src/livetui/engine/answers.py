"""What the cache answers: everything of the engine that only reads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from livetui.engine.article import Article, make_article
from livetui.engine.history import compare_revisions
from livetui.engine.localzone import LOCAL
from livetui.engine.storethread import StoreThread
from livetui.model.entry import CachedEntry, Headline, Revision
from livetui.model.feed import Feed
from livetui.model.filter import Filter
from livetui.model.happening import Happening
from livetui.model.saying import Carried, Saying, SpeakerCount
from livetui.model.update import Gap
from livetui.store import Scope, Store
from livetui.text.diff import Comparison


class Answers:
    """Questions to the cache, answered by a connection of its own, so that none ever waits for a write."""

    zone: tzinfo = LOCAL
    """The reader's, in which a filter cuts days."""

    def __init__(self, reader: StoreThread, scope: Callable[[], Scope], clock: Callable[[], datetime]) -> None:
        """Args: reader: the connection. scope: tells the feeds followed just now. clock: the time, UTC."""
        self._reader = reader
        self._scope = scope
        self._clock = clock

    def _now(self) -> datetime:
        """The time in the reader's zone, in which a filter cuts days."""
        return self._clock().astimezone(self.zone)

    async def feeds(self) -> tuple[Feed, ...]:
        """The feeds followed, in the order of the user's list."""
        return await self._reader.call(Store.feeds, self._scope())

    async def rates(self) -> dict[int, float]:
        """Entries a day of each feed followed, by its number."""
        return await self._reader.call(Store.rates, self._clock(), scope=self._scope())

    async def numbers(
        self, wanted: Filter | None, *, before: int | None = None, limit: int | None = None, feed: int | None = None
    ) -> list[int]:
        """Numbers of the entries that pass, newest first.

        Args: before: only those that stand below this number. feed: only those of this feed.
        """
        scope = self._scope() if feed is None else (feed,)
        return await self._reader.call(Store.numbers, wanted, scope=scope, now=self._now(), before=before, limit=limit)

    async def some_numbers(
        self, wanted: Filter | None, *, before: int | None = None, limit: int, feed: int | None = None
    ) -> tuple[list[int], int | None]:
        """The same, but what regular expressions find comes in parts: other questions get their turn in between.

        Returns: the numbers, and the one below which to ask for more; None: there are no more.
        """
        scope = self._scope() if feed is None else (feed,)
        return await self._reader.call(
            Store.some_numbers, wanted, scope=scope, now=self._now(), before=before, limit=limit
        )

    async def count(self, wanted: Filter | None, *, unread: bool = False) -> int:
        """How many entries pass; unread: of those, the unread ones."""
        scope = self._scope()
        return await self._reader.call(Store.count, wanted, scope=scope, now=self._now(), unread_only=unread)

    async def passing(self, wanted: Filter | None, numbers: Sequence[int], *, feed: int | None = None) -> list[int]:
        """Those of these entries that pass, newest first; for arrivals, where `numbers` would read the whole list."""
        scope = self._scope() if feed is None else (feed,)
        return await self._reader.call(Store.passing, wanted, numbers, scope=scope, now=self._now())

    async def headlines(self, numbers: Sequence[int]) -> dict[int, Headline]:
        """The timeline's lines of these entries; those that are gone are left out."""
        return await self._reader.call(Store.headlines, numbers)

    async def article(self, number: int) -> Article | None:
        """An entry made ready to be read, None if it is gone."""
        entry = await self._reader.call(Store.entry, number)
        if entry is None:
            return None
        revisions = await self._reader.call(Store.revisions, number)
        return await asyncio.to_thread(make_article, entry, revisions)

    async def entries(self, numbers: Sequence[int]) -> list[CachedEntry]:
        """These entries whole, in the order given."""
        return await self._reader.call(lambda store: list(store.entries(numbers)))

    async def newest_event(self) -> int:
        """Number of the last thing that a poll brought, 0 before the first one."""
        return await self._reader.call(Store.newest_event)

    async def event_before(self, moment: datetime) -> int:
        """Number after which that begins which polls brought from that time on."""
        return await self._reader.call(Store.event_before, moment)

    async def events(self, after: int, limit: int) -> tuple[Happening, ...]:
        """What polls brought after the one of that number, in the order in which it was kept; at most so many."""
        return await self._reader.call(Store.events, after, limit)

    async def sayings(
        self,
        wanted: Filter | None = None,
        *,
        speaker: str | None = None,
        before: tuple[int, int] | None = None,
        limit: int | None = 200,
        once: bool = True,
    ) -> tuple[Saying, ...]:
        """Quotations of the entries shown, newest first.

        The same words carried by several entries come once: as the oldest one that passes, with the others in `also`.

        Args:
            wanted: what it asks of quotations must hold for the very one that is listed.
            speaker: only those of this person, under any form of the name.
            before: number and place of the last one had, for the next page.
            limit: at most so many; None: all.
            once: False: every quotation for itself, with nothing in `also`.
        """
        return await self._reader.call(
            Store.sayings,
            wanted,
            scope=self._scope(),
            now=self._now(),
            speaker=speaker,
            before=before,
            limit=limit,
            once=once,
        )

    async def speakers(self, *, since: datetime | None = None, limit: int = 50) -> tuple[SpeakerCount, ...]:
        """Who is quoted in the entries shown, most often first. Args: since: only in entries from then on."""
        return await self._reader.call(Store.speakers, scope=self._scope(), since=since, limit=limit)

    async def speaker_names(self, limit: int) -> tuple[str, ...]:
        """Who is quoted in the whole cache, about so many names, most often first: to propose while one types."""
        return await self._reader.call(Store.speaker_names, limit)

    async def stated_names(self, limit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Tags and authors of the newest entries shown, so many of both, most often first."""
        return await self._reader.call(Store.stated_names, scope=self._scope(), limit=limit)

    async def carried(self, number: int) -> dict[int, tuple[Carried, ...]]:
        """The same words in other entries shown, by the place of the entry's quotation; only places that have some."""
        return await self._reader.call(Store.carried, number, scope=self._scope())

    async def revisions(self, number: int) -> tuple[Revision, ...]:
        """The wordings of an entry, oldest first, that of today the last; empty if the entry is gone."""
        return await self._reader.call(Store.revisions, number)

    async def comparison(self, before: Revision, after: Revision) -> Comparison:
        """What changed between two revisions of an entry."""
        return await asyncio.to_thread(compare_revisions, before, after)

    async def gaps(self) -> tuple[Gap, ...]:
        """Where the feeds followed may have published more than they showed us, newest first; for the timeline."""
        return await self._reader.call(Store.gaps, scope=self._scope())

    async def check(self) -> list[str]:
        """What is wrong with the store, a line each; empty if it is sound."""
        return await self._reader.call(Store.check)
