"""Alerts of a running engine: real feeds over loopback, a real store, and the clock of the test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from livetui import feedlist
from livetui.config import Alerts, Config, Duration, Quiet, Topic, Way
from livetui.engine.engine import Engine
from livetui.engine.rehearsal import rehearse
from livetui.model.alert import Alert
from livetui.model.entry import Flag, Revision
from livetui.model.feed import Subscription
from livetui.model.filter import parse
from livetui.model.update import Alerted, Event
from livetui.paths import Paths
from livetui.store import Store
from loopback import Loopback, Reply

TOPICS = tuple(
    Topic(name, parse(text), text, alert=(Way.TOAST,))
    for name, text in (("Talks", "talks"), ("Lee", "said:lee"), ("Titles", "title:talks -title:sport"))
)
SILENT = Topic("Silent", parse("talks"), "talks")


@dataclass
class World:
    """A clock that the test turns, and a feed that it writes."""

    server: Loopback
    tmp_path: Path
    now: datetime = field(default_factory=lambda: datetime(2026, 3, 4, 12, 0, tzinfo=UTC))
    items: dict[str, tuple[str, str, int | None]] = field(default_factory=dict)
    told: list[tuple[str, str, int]] = field(default_factory=list)

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def serve(self, **items: tuple[str, str, int | None]) -> str:
        """Add or change entries: headline, words, and how many minutes ago each was published."""
        self.items |= items
        written = "".join(
            f"<item><guid>{key}</guid><title>{title}</title><description>{words}</description>{self._date(age)}</item>"
            for key, (title, words, age) in self.items.items()
        )
        body = f'<rss version="2.0"><channel><title>The Wire</title>{written}</channel></rss>'
        return self.server.route("/feed", Reply(body.encode()))

    def _date(self, age: int | None) -> str:
        return "" if age is None else f"<pubDate>{format_datetime(self.now - timedelta(minutes=age))}</pubDate>"

    @asynccontextmanager
    async def engine(
        self, topics: Sequence[Topic] = TOPICS[:1], *, throttle: int = 300, quiet: str | None = None
    ) -> AsyncIterator[Engine]:
        """An engine whose alerts are noted in `told`."""
        alerts = Alerts(throttle=Duration(throttle), quiet=None if quiet is None else Quiet.parse(quiet))
        config = Config(alerts=alerts, topics=(*topics, SILENT))
        paths = Paths.of(self.tmp_path / "home")
        feedlist.add(paths.feeds, [Subscription(self.server.url("/feed"))])
        async with Engine(config, paths, clock=self) as engine:
            engine.listen(self._hear)
            yield engine

    def _hear(self, event: Event) -> None:
        if isinstance(event, Alerted):
            self.told.append((event.alert.topic, event.alert.title, event.alert.count))

    async def poll(self, engine: Engine, minutes: int = 1) -> datetime | None:
        """Let time pass, poll, and look; when something held back is due."""
        self.now += timedelta(minutes=minutes)
        async for _ in engine.refresh(force=True):
            pass
        return await engine._alarms.look()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world of its own."""
    with Loopback() as server:
        yield World(server, tmp_path)


async def test_only_news_are_told_one_alert_for_a_batch(world: World) -> None:
    """The first poll tells of the last hour; what comes together is one; what came before the start is nothing."""
    world.serve(a=("Talks begin", "x", 20), b=("Talks of old", "x", 90), c=("Talks undated", "x", None))
    async with world.engine() as engine:
        await world.poll(engine)
        assert world.told == [("Talks", "Talks begin", 1)]
        world.serve(d=("Talks go on", "x", 0), e=("Talks listed late", "x", 300), f=("Sport", "x", 0))
        await world.poll(engine, minutes=10)
        assert world.told[1:] == [("Talks", "Talks go on", 2)]
        await world.poll(engine, minutes=10)
        assert len(world.told) == 2
    async with world.engine() as engine:
        await world.poll(engine, minutes=10)
        assert len(world.told) == 2


async def test_each_topic_tells_when_what_it_asks_for_is_known(world: World) -> None:
    """Words of a title are known at once, quotations after the second stage."""
    world.serve(a=("Sport", "x", 0))
    async with world.engine(TOPICS) as engine:
        await world.poll(engine)
        world.serve(b=("Talks", "“It holds,” said Ann Lee.", 0))
        async for _ in engine.refresh(force=True, listed=True):
            pass
        await engine._alarms.look()
        assert world.told == [("Titles", "Talks", 1)]
        await engine.finish_enrichment()
        await engine._alarms.look()
        assert sorted(world.told) == [("Lee", "Talks", 1), ("Talks", "Talks", 1), ("Titles", "Talks", 1)]


async def test_a_change_is_told_where_it_makes_the_entry_pass(world: World) -> None:
    """Not each edit of what was told, nor of what passed before anybody asked."""
    world.serve(a=("Talks of old", "x", 500), b=("Corridors", "Words.", 500))
    async with world.engine(throttle=1) as engine:
        await world.poll(engine)
        world.serve(a=("Talks of old, rewritten", "y", 500))
        await world.poll(engine)
        assert world.told == []
        world.serve(b=("Corridors and talks", "Words.", 500))
        await world.poll(engine)
        assert world.told == [("Talks", "Corridors and talks", 1)]
        world.serve(b=("Corridors and talks again", "Words.", 500))
        await world.poll(engine)
        assert len(world.told) == 1


async def test_many_changes_are_looked_at_together(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many entries a feed rewrites, the cache is asked once for a topic, and of those alone that pass."""
    asked: list[int] = []
    words_before = Store.before_change

    def counted(store: Store, numbers: Sequence[int]) -> dict[int, Revision]:
        asked.append(len(numbers))
        return words_before(store, numbers)

    monkeypatch.setattr(Store, "before_change", counted)
    world.serve(**{f"k{n}": (f"Corridor {n}", "x", 500) for n in range(60)})
    async with world.engine(throttle=1) as engine:
        await world.poll(engine)
        world.serve(**{f"k{n}": (f"Corridor {n}{' talks' if n % 2 else ' shut'}", "x", 500) for n in range(60)})
        await world.poll(engine)
        assert [count for *_, count in world.told] == [30]
        assert asked == [30]


async def test_what_is_held_back_is_told_once_when_it_may(world: World) -> None:
    """By the throttle, then by quiet hours; what was read meanwhile is not."""
    world.serve(a=("Talks 1", "x", 0))
    async with world.engine(quiet="13:00-14:00") as engine:
        await world.poll(engine)
        world.serve(b=("Talks 2", "x", 0))
        due = await world.poll(engine)
        assert due == world.now + timedelta(minutes=4)
        world.now += timedelta(minutes=4)
        await engine._alarms.look()
        assert world.told[1:] == [("Talks", "Talks 2", 1)]
        world.now = world.now.replace(hour=13, minute=5)
        world.serve(c=("Talks 3", "x", 0))
        await world.poll(engine)
        world.serve(d=("Talks 4", "x", 0), e=("Talks 5", "x", 0))
        due = await world.poll(engine)
        assert due == world.now.replace(hour=14, minute=0)
        (third,) = await engine.numbers(parse("title:3"))
        await engine.mark((third,), Flag.READ, True)
        assert len(world.told) == 2
        world.now = due
        assert await engine._alarms.look() is None
        assert [(topic, count) for topic, _, count in world.told[2:]] == [("Talks", 2)]


async def test_two_readers_on_one_cache_tell_once(world: World) -> None:
    """Whoever comes first tells, the other one finds it told; the line of the entry is marked for both."""
    world.serve(a=("Sport", "x", 0))
    async with world.engine() as one, world.engine() as other:
        await world.poll(one)
        await other._alarms.look()
        world.serve(b=("Talks", "x", 0))
        await world.poll(one)
        await other._alarms.look()
        assert world.told == [("Talks", "Talks", 1)]
        (number,) = await other.numbers(parse("talks"))
        assert (await other.headlines((number,)))[number].alert


async def test_a_rehearsal_tells_what_would_have_been_told(world: World) -> None:
    """Over what the cache holds, by the same rules."""
    world.serve(a=("Talks 1", "x", 0), b=("Talks of old", "x", 90))
    async with world.engine(TOPICS[:0]) as engine:
        await world.poll(engine)
        started = world.now
        world.serve(c=("Talks 2", "x", 0))
        await world.poll(engine)
        world.serve(d=("Talks 3", "x", 0))
        await world.poll(engine)
        await world.poll(engine, minutes=20)
        pace = engine._alarms._pace
        found = await rehearse(engine, "Talks", parse("talks"), pace, after=0, now=world)
        assert [(each.at - started, each.alert.title, each.alert.count, each.held) for each in found] == [
            (timedelta(0), "Talks 1", 1, False),
            (timedelta(minutes=5), "Talks 3", 2, True),
        ]
        assert found[0].alert == Alert("Talks", "Talks 1", "The Wire", found[0].alert.numbers, None)
        assert world.told == []
