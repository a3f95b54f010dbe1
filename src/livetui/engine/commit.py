"""The last step of a poll: decided against the store and written, several polls in one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from livetui.engine.again import known_again
from livetui.engine.decide import Before, decide, ids, reworded
from livetui.engine.storethread import StoreThread
from livetui.errors import StoreError
from livetui.model.shown import Shown
from livetui.model.update import Decision, FeedState, ParsedFeed
from livetui.store import Known, PollWrite, Store, Written

log = logging.getLogger(__name__)

BATCH = 20
"""Polls written in one transaction at most; each is in it whole or not at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a poll brought, before anything is decided."""

    feed: int
    """Number of the feed."""
    parsed: ParsedFeed | None
    """None: nothing new to read (unchanged, or failed)."""
    state: Callable[[Decision], FeedState]
    """Gives what is kept with the feed, told what was decided."""
    good: bool = True
    """The poll went well: without `parsed` it says that the feed is as the last good poll found it."""
    partial: bool = False
    """`parsed` brings only what is new."""
    comparable: bool = True
    """`parsed` was read by the same rules as the last good poll."""


Committed = tuple[Decision, Written]
"""What was decided, and what of it was new to the store."""


class Committer:
    """Writes polls in the order they end. While one transaction is under way the next ones gather: a burst is cheap."""

    def __init__(self, store: StoreThread, clock: Callable[[], datetime]) -> None:
        """Args: store: the writing connection. clock: the time, UTC."""
        self._store = store
        self._clock = clock
        self._waiting: list[tuple[Outcome, asyncio.Future[Committed]]] = []
        self._task: asyncio.Task[None] | None = None

    async def commit(self, outcome: Outcome) -> Committed:
        """Decide and write; returns once it is on disk.

        Raises: StoreError: nothing of this poll was written. What `outcome.state` raises; other polls are unaffected.
        """
        done: asyncio.Future[Committed] = asyncio.get_running_loop().create_future()
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
            results = await self._results([outcome for outcome, _ in batch])
            for (_, done), result in zip(batch, results, strict=True):
                if done.done():  # its poll was cancelled; what it brought is kept all the same
                    continue
                if isinstance(result, Exception):
                    done.set_exception(result)
                else:
                    done.set_result(result)

    async def _results(self, outcomes: list[Outcome]) -> Sequence[Committed | Exception]:
        try:
            return await self._store.call(_write, outcomes, self._clock())
        except StoreError as error:
            # Each waiting poll gets an error of its own: one raised in several places would gather their tracebacks.
            return [type(error)(error.subject, error.reason) for _ in outcomes]
        except Exception as error:
            if len(outcomes) == 1:
                return [error]
            log.exception("writing %d polls together; they are tried one by one", len(outcomes))
            return [(await self._results([outcome]))[0] for outcome in outcomes]


def _write(store: Store, outcomes: list[Outcome], now: datetime) -> list[Committed | Exception]:
    prepared = [_prepared(store, outcome, now) for outcome in outcomes]
    writes = [write for write in prepared if isinstance(write, PollWrite)]
    written = iter(store.write_polls(writes))
    return [(write.decision, next(written)) if isinstance(write, PollWrite) else write for write in prepared]


def _prepared(store: Store, outcome: Outcome, now: datetime) -> PollWrite | Exception:
    """What to write for one poll; a bug that shows on one feed is an error of that feed alone."""
    try:
        parsed = outcome.parsed
        decision = _decided(store, outcome, now) if outcome.good else Decision()
        state = outcome.state(decision)
        if parsed is not None and decision.refused is None:
            state = replace(
                state,
                title=parsed.title,
                site=parsed.site,
                lang=parsed.lang,
                kind=parsed.kind,
                strategy=parsed.strategy,
                ends=parsed.ends,
            )
        return PollWrite(outcome.feed, decision, state, now)
    except StoreError:
        raise
    except Exception as error:
        return error


def _decided(store: Store, outcome: Outcome, now: datetime) -> Decision:
    feed, parsed = outcome.feed, outcome.parsed
    shown = store.shown(feed)
    if parsed is None and shown is None:
        return Decision()
    known = store.known(feed, ids(parsed, shown))
    if parsed is not None and shown is not None and not outcome.partial:
        parsed = _renamed(store, parsed, shown, known)
    old = reworded(parsed, known) if parsed is not None else []
    before = Before(
        feed=feed,
        known=known,
        words={cached.number: cached.entry for cached in store.entries(old)},
        shown=shown,
        newest=store.newest(feed),
        comparable=outcome.comparable,
    )
    return decide(parsed, before, now, partial=outcome.partial)


def _renamed(store: Store, parsed: ParsedFeed, shown: Shown, known: Mapping[str, Known]) -> ParsedFeed:
    """A live page with the ids that its posts had before, where it states others for them now."""
    stated = {entry.id for entry in parsed.entries}
    gone = [post.key for post in shown.posts if post.key not in stated and post.key in known]
    if not gone or all(entry.id in known for entry in parsed.entries):
        return parsed
    cached = store.entries([known[key].number for key in gone])
    absent = {each.entry.id: each.entry for each in cached}
    return replace(parsed, entries=known_again(parsed.entries, known, absent, len(shown.posts)))
