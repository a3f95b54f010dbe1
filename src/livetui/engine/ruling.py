"""What the user's rules mean just now: the engine's part for filters, topics and their counts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from livetui.config import Highlight, Topic
from livetui.engine.answers import Answers
from livetui.engine.followed import Followed
from livetui.engine.muter import Muter
from livetui.engine.rules import Rules
from livetui.engine.storethread import StoreThread
from livetui.engine.topics import TopicCounter
from livetui.model.entry import Revision
from livetui.model.filter import Filter
from livetui.model.update import TopicCounts
from livetui.store import Store
from livetui.store.alerts import Noted


class Ruling(Answers):
    """Understands filters, keeps topics and tells their counts; what it works with is the engine's."""

    _rules: Rules
    _counter: TopicCounter
    _muter: Muter
    _writer: StoreThread
    _followed: Followed
    left_before = False
    """The reader was left before this run; if not, nothing is new (``is:new``)."""

    def understand(self, text: str, *, typing: bool = False) -> Filter:
        """What a filter means, with the topics of now put in for their names.

        Args: typing: the text is still being typed.
        Raises: FilterError: it can't be understood.
        """
        return self._rules.understand(text, typing=typing)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics of now, in the order of the user's file."""
        return self._rules.topics

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """The rules of now that colour words, later ones over earlier ones."""
        return self._rules.highlights

    async def keep_topic(
        self, name: str, text: str, *, key: int | None = None, replace: bool = False
    ) -> tuple[Topic, Callable[[], Awaitable[None]]]:
        """Keep a filter as a topic, written into the user's file; with what undoes it, unless that is edited meanwhile.

        Args: key: its digit, 1 to 9. replace: a topic of that name gets this filter instead of its own.

        Raises:
            FilterError: the filter can't be understood.
            NameTaken: there is a topic of that name.
            ConfigError: the file can't be read or written, or another topic has the key; nothing was written.
        """
        return await self._rules.keep(name, text, key=key, replace=replace)

    async def remove_topic(self, name: str) -> Callable[[], Awaitable[None]]:
        """Take a topic out of the user's file; gives back what undoes it, unless the file is edited meanwhile.

        Raises: ConfigError: there is none, or the file can't be written; of both.
        """
        return await self._rules.remove(name)

    async def topic_counts(self) -> TopicCounts:
        """The unread entries of each topic. Raises: StoreError: the cache can't be read."""
        return await self._counter.counts()

    async def finish_muting(self) -> None:
        """Hide and show what the rules of now ask for in the whole cache.

        Raises: StoreError: the cache can't be read or written.
        """
        await self._muter.finish()

    async def muted(self) -> int:
        """How many entries of the feeds followed the rules hide."""
        return await self._reader.call(Store.muted, scope=self._scope())

    async def leave(self) -> None:
        """Note that the user has seen what is there: for the next reader what comes from now on is new (``is:new``).

        For this one nothing changes. A run on feeds of its own says nothing about the others, so it notes nothing.
        Raises: StoreError: the cache can't be written.
        """
        if not self._followed.own:
            await self._writer.call(Store.leave)

    async def came_first(self, numbers: Sequence[int]) -> set[int]:
        """Those of the entries that the first poll of their feed brought."""
        return await self._reader.call(Store.came_first, numbers)

    async def before_change(self, numbers: Sequence[int]) -> dict[int, Revision]:
        """The words of those of the entries that changed, until their last change that is shown."""
        return await self._reader.call(Store.before_change, numbers)

    async def note_alerts(
        self, hits: Mapping[str, Sequence[int]], since: datetime, may_tell: Callable[[datetime | None], bool]
    ) -> Noted:
        """Note what is to be told of each topic, and claim what may be told now (`Store.note_alerts`)."""
        now = self._clock()
        return await self._writer.call(Store.note_alerts, hits, since=since, now=now, may_tell=may_tell)

    async def passing_each(self, wanted: Sequence[Filter], numbers: Sequence[int]) -> list[set[int]]:
        """Those of these entries that pass, for each of the filters."""
        scope, now = self._scope(), self._now()

        def ask(store: Store) -> list[set[int]]:
            return [set(store.passing(each, numbers, scope=scope, now=now)) for each in wanted]

        return await self._reader.call(ask)
