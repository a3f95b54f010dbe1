"""The last step of a poll: decided against the store and written, several polls in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from livetui.engine.decide import decide
from livetui.engine.storethread import StoreThread
from livetui.errors import StoreError
from livetui.model.update import Decision, FeedState, ParsedFeed
from livetui.store import PollWrite, Store, Written

BATCH = 20
"""Polls written in one transaction at most; each is in it whole or not at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a poll brought, before anything is decided."""

    feed: int
    """Number of the feed."""
    parsed: ParsedFeed | None
    """None: nothing new to read (unchanged, or failed)."""
    state: Callable[[bool], FeedState]
    """Gives what is kept with the feed, told whether the poll changes anything."""


class Committer:
    """Writes polls in the order they end. While one transaction is under way the next ones gather: a burst is cheap."""

    def __init__(self, store: StoreThread, clock: Callable[[], datetime]) -> None:
        """Args: store: the writing connection. clock: the time, UTC."""
        self._store = store
        self._clock = clock
        self._waiting: list[tuple[Outcome, asyncio.Future[tuple[Decision, Written]]]] = []
        self._task: asyncio.Task[None] | None = None

    async def commit(self, outcome: Outcome) -> tuple[Decision, Written]:
        """Decide and write; returns once it is on disk.

        Raises: StoreError: nothing of this poll was written.
        """
        done: asyncio.Future[tuple[Decision, Written]] = asyncio.get_running_loop().create_future()
        self._waiting.append((outcome, done))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain(), name="commit")
        return await done

    async def close(self) -> None:
        """Wait until everything given to `commit` is written."""
        if self._task is not None:
            await self._task

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            outcomes = [outcome for outcome, _ in batch]
            try:
                results = await self._store.call(_write, outcomes, self._clock())
            except StoreError as error:
                for _, done in batch:
                    if not done.done():
                        done.set_exception(type(error)(error.subject, error.reason))
            except BaseException as error:
                for _, done in batch:
                    if not done.done():
                        done.set_exception(error)
                raise
            else:
                for (_, done), result in zip(batch, results, strict=True):
                    if not done.done():
                        done.set_result(result)


def _write(store: Store, outcomes: list[Outcome], now: datetime) -> list[tuple[Decision, Written]]:
    writes: list[PollWrite] = []
    for outcome in outcomes:
        if outcome.parsed is None:
            writes.append(PollWrite(outcome.feed, Decision(), outcome.state(False), now))
            continue
        parsed = outcome.parsed
        decision = decide(parsed, store.known(outcome.feed, [entry.id for entry in parsed.entries]))
        state = outcome.state(bool(decision.new or decision.changed or decision.withdrawn))
        state = replace(
            state, title=parsed.title, site=parsed.site, lang=parsed.lang, kind=parsed.kind, strategy=parsed.strategy
        )
        writes.append(PollWrite(outcome.feed, decision, state, now))
    written = store.write_polls(writes)
    return [(write.decision, done) for write, done in zip(writes, written, strict=True)]
