"""The scheduled polling when things go wrong: nobody is hammered, nothing stops for good."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from livetui.engine.runner import PAUSE, Runner
from livetui.engine.schedule import AT_ONCE, SPREAD
from livetui.errors import StoreLocked
from livetui.model.feed import Feed, FeedStatus

NOW = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)


class World:
    """Feeds, a clock that jumps to whenever the runner would sleep, and a record of what was polled."""

    def __init__(self, *feeds: Feed) -> None:
        self.feeds = {feed.url: feed for feed in feeds}
        self.now = NOW
        self.polls: list[tuple[str, float]] = []
        self.loads = 0
        self.polled = asyncio.Event()

    def clock(self) -> datetime:
        """The time."""
        return self.now

    async def load(self) -> list[Feed]:
        """The feeds."""
        self.loads += 1
        return list(self.feeds.values())

    async def poll(self, feed: Feed) -> Feed | None:
        """A good poll: the next one is due an interval later."""
        self.polls.append((feed.url, (self.now - NOW).total_seconds()))
        self.polled.set()
        after = replace(feed, status=FeedStatus.OK, next_poll=self.now + timedelta(seconds=feed.every or 600))
        self.feeds[feed.url] = after
        return after


@asynccontextmanager
async def running(world: World, poll: Callable[[Feed], Awaitable[Feed | None]] | None = None) -> AsyncIterator[Runner]:
    """A runner at work."""
    runner = Runner(world.load, poll or world.poll, lambda: True, world.clock)
    task = asyncio.create_task(runner.run())
    try:
        yield runner
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def settle() -> None:
    """Let everything run that can run without time passing."""
    for _ in range(50):
        await asyncio.sleep(0)


async def test_a_feed_polled_once_a_week_is_not_polled_at_once_again() -> None:
    """An interval longer than any back-off is kept, not taken for a clock set back."""
    world = World(Feed(1, "http://127.0.0.1/a", "A", every=7 * 86400))
    async with running(world) as runner:
        await world.polled.wait()
        for _ in range(5):
            runner.reload()
            await settle()
        assert len(world.polls) == 1


async def test_a_poll_that_could_not_be_kept_waits_before_the_next() -> None:
    """A full disk or a bug leaves the feed due: it is tried again after a pause, not in a loop."""
    world = World(Feed(1, "http://127.0.0.1/a", "A"))

    async def unkept(feed: Feed) -> Feed | None:
        await world.poll(feed)
        return feed

    async def raising(feed: Feed) -> Feed | None:
        await world.poll(feed)
        raise RuntimeError("a bug")

    for poll in (unkept, raising):
        world.polls.clear()
        world.feeds = {feed.url: replace(feed, next_poll=None) for feed in world.feeds.values()}
        async with running(world, poll) as runner:
            await settle()
            assert len(world.polls) == 1
            world.now += timedelta(seconds=PAUSE + 1)
            runner.poke([])
            await settle()
            assert len(world.polls) == 2


async def test_a_store_that_is_locked_for_a_while_ends_nothing() -> None:
    """The feeds can't be read just now: the runner goes on with those it knows and reads again later."""
    world = World(Feed(1, "http://127.0.0.1/a", "A", every=60))
    locked = False
    load = world.load

    async def sometimes() -> list[Feed]:
        if locked:
            raise StoreLocked("livetui.db", "is held by another program")
        return await load()

    world.load = sometimes  # type: ignore[method-assign]
    async with running(world) as runner:
        await settle()
        locked = True
        world.now += timedelta(seconds=61)
        runner.reload()
        await settle()
        assert len(world.polls) == 2


async def test_asked_for_it_is_polled_though_not_due() -> None:
    """A wish of the user does not wait for the schedule, for one feed or for all."""
    world = World(*(Feed(n, f"http://127.0.0.1/{n}", "A", every=600) for n in (1, 2)))
    async with running(world) as runner:
        await settle()
        runner.poke(["http://127.0.0.1/2"])
        await settle()
        runner.poke(None)
        await settle()
        assert [url[-1] for url, _ in world.polls] == ["1", "2", "2", "1", "2"]


async def test_after_a_sleep_polls_are_spread_out() -> None:
    """Of many feeds that fell due meanwhile a few are polled at once, the others one after the other, each once."""
    world = World(*(Feed(n, f"http://127.0.0.1/{n}", "A", every=600) for n in range(40)))
    async with running(world) as runner:
        await settle()
        assert len(world.polls) == 40
        world.polls.clear()
        world.now += timedelta(hours=3)
        runner.reload()
        await settle()
        assert len(world.polls) == AT_ONCE
        for _ in range(SPREAD):
            world.now += timedelta(seconds=1)
            runner.reload()
            await settle()
            assert len(world.polls) <= 40
        assert sorted(url for url, _ in world.polls) == sorted(world.feeds)
        times = [when for _, when in world.polls]
        assert max(times.count(when) for when in times) <= AT_ONCE


async def test_what_is_polled_in_step_is_not_held_back() -> None:
    """Without a sleep what is due is polled at once, also when another program polled meanwhile."""
    world = World(*(Feed(n, f"http://127.0.0.1/{n}", "A", every=60) for n in range(20)))
    async with running(world) as runner:
        await settle()
        world.now += timedelta(seconds=61)
        runner.reload()
        await settle()
        assert len(world.polls) == 40


async def test_what_is_paused_is_polled_only_where_it_is_named() -> None:
    """Neither the schedule nor a poll of all feeds asks it, and it keeps nobody awake."""
    paused = Feed(1, "https://a.example/", "A", paused=True, next_poll=NOW - timedelta(days=1))
    other = Feed(2, "https://b.example/", "B", next_poll=NOW + timedelta(days=1))
    world = World(paused, other)
    async with running(world) as runner:
        await settle()
        assert world.polls == []
        runner.poke(None)
        await settle()
        assert [url for url, _ in world.polls] == [other.url]
        runner.poke([paused.url])
        await settle()
    assert [url for url, _ in world.polls] == [other.url, paused.url]
