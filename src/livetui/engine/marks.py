"""What the user marks: the engine's part that sets flags, one by one or by filter."""

from __future__ import annotations

from collections.abc import Sequence

from livetui.engine.answers import Answers
from livetui.engine.storethread import StoreThread
from livetui.engine.topics import TopicCounter
from livetui.model.act import Act
from livetui.model.entry import Flag
from livetui.model.filter import Filter
from livetui.store import Store


class Marks(Answers):
    """Sets flags and has the topics counted; what it works with is the engine's."""

    _writer: StoreThread
    _counter: TopicCounter

    async def mark(self, numbers: Sequence[int], flag: Flag, value: bool, *, back: bool = False) -> tuple[int, ...]:
        """Set a flag; gives back the entries on which it was not so before. Args: back: to undo the opposite."""
        changed = await self._writer.call(Store.mark, numbers, flag, value, back=back)
        self._counter.marked(changed, flag, value)
        return changed

    async def mark_passing(self, wanted: Filter | None, flag: Flag, value: bool) -> Act:
        """Set a flag on every entry that passes, in one step that `take_back` undoes; None: on all that are shown."""
        scope, now = self._scope(), self._now()
        act = await self._writer.call(Store.mark_passing, wanted, flag, value, scope=scope, now=now)
        self._counter.marked(act.numbers, flag, value)
        return act

    async def take_back(self) -> Act | None:
        """Undo the newest act of `mark_passing`, by whatever process; None: there is none left."""
        act = await self._writer.call(Store.take_back)
        if act is not None:
            self._counter.marked(act.numbers, act.flag, not act.value)
        return act
