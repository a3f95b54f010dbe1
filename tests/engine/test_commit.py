"""Polls written together: one bad outcome is nobody else's trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from livetui.engine.commit import BATCH, Committer, Outcome
from livetui.engine.storethread import StoreThread
from livetui.model.entry import Entry
from livetui.model.feed import FeedStatus, Subscription
from livetui.model.update import Decision, FeedState, ParsedFeed
from livetui.store import Store

NOW = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)


@asynccontextmanager
async def committer(tmp_path: Path, feeds: int) -> AsyncIterator[tuple[Committer, StoreThread, list[int]]]:
    """A committer on a new store with so many feeds, and their numbers."""
    store = StoreThread("test")
    await store.open(tmp_path / "livetui.db")
    try:
        subscriptions = [Subscription(f"http://127.0.0.1/{n}") for n in range(feeds)]
        numbers = [feed.number for feed in await store.call(Store.sync_feeds, subscriptions, NOW)]
        yield Committer(store, lambda: NOW), store, numbers
    finally:
        await store.close()


def outcome(feed: int, *, interval: int = 600) -> Outcome:
    """A good poll with one new entry."""
    state = FeedState(NOW, NOW, interval, FeedStatus.OK)
    return Outcome(feed, ParsedFeed((Entry(f"entry of {feed}", title="News"),)), lambda _: state)


def broken(feed: int) -> Outcome:
    """A poll on which deciding fails."""

    def state(decision: Decision) -> FeedState:
        raise OverflowError(decision)

    return Outcome(feed, None, state)


async def test_one_bad_outcome_costs_no_other(tmp_path: Path) -> None:
    """Among many polls that end together the bad ones raise, and every other one is on disk."""
    async with committer(tmp_path, 2 * BATCH) as (commits, store, numbers):
        bad = {numbers[0], numbers[7], numbers[-1]}
        # What SQLite can't hold fails only when it is written.
        too_big = numbers[3]
        outcomes = [broken(n) if n in bad else outcome(n, interval=10**30 if n == too_big else 600) for n in numbers]
        results = await asyncio.gather(*map(commits.commit, outcomes), return_exceptions=True)
        failed = {n for n, result in zip(numbers, results, strict=True) if isinstance(result, BaseException)}
        assert failed == bad | {too_big}
        kept = {feed.number for feed in await store.call(Store.feeds, None) if feed.entries == 1}
        assert kept == set(numbers) - failed
        await commits.close()


async def test_it_goes_on_after_a_bad_outcome(tmp_path: Path) -> None:
    """The next poll is written as if nothing had happened."""
    async with committer(tmp_path, 2) as (commits, _, numbers):
        with pytest.raises(OverflowError):
            await commits.commit(broken(numbers[0]))
        _, written = await commits.commit(outcome(numbers[1]))
        assert len(written.new) == 1
