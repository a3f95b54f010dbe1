"""The engine as a whole: real feeds from a loopback server or files, a real store, a real parser process."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from livetui import feedlist
from livetui.cli.demo_script import BREAK, REVISION
from livetui.cli.demo_server import DemoServer
from livetui.config import Config
from livetui.engine.engine import Engine
from livetui.errors import FeedError
from livetui.model.entry import Flag
from livetui.model.feed import FeedStatus, Subscription
from livetui.model.filter import parse
from livetui.model.update import Activity, Enriched, Event, Notice, PollStatus, Reloaded, Update
from livetui.paths import Paths
from livetui.text.rules import RULES


@dataclass
class Clock:
    """A clock that the test turns."""

    now: datetime = field(default_factory=lambda: datetime(2026, 3, 4, 14, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def turn(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[DemoServer]:
    """The demo's server, whose story follows the clock."""
    with DemoServer(clock=clock) as server:
        yield server


@asynccontextmanager
async def opened(
    tmp_path: Path, clock: Clock, *, offline: bool = False, feeds: tuple[Subscription, ...] | None = None
) -> AsyncIterator[Engine]:
    """An engine on a home in `tmp_path`."""
    async with Engine(Config(), Paths.of(tmp_path / "home"), offline=offline, feeds=feeds, clock=clock) as engine:
        yield engine


def follow(tmp_path: Path, server: DemoServer) -> None:
    """Write the demo's feeds into the list of the home."""
    feedlist.add(Paths.of(tmp_path / "home").feeds, server.subscriptions)


async def told(engine: Engine, wanted: type[Event] | Callable[[Event], bool]) -> None:
    """Wait until the engine tells an event of this type, or one that passes."""
    heard = asyncio.Event()

    def hear(event: Event) -> None:
        if isinstance(event, wanted) if isinstance(wanted, type) else wanted(event):
            heard.set()

    engine.listen(hear)
    async with asyncio.timeout(30):
        await heard.wait()


async def polled(engine: Engine, *, force: bool = True) -> dict[str, Update]:
    """One round over all feeds, by address."""
    return {update.feed: update async for update in engine.refresh(force=force)}


async def test_a_story_is_followed_over_its_arrivals_and_revisions(
    tmp_path: Path, clock: Clock, server: DemoServer
) -> None:
    """First everything is new, then nothing, then what arrived and what was reworded, and no more than that."""
    async with opened(tmp_path, clock, feeds=server.subscriptions) as engine:
        first = await polled(engine)
        stored = await engine.numbers(None)
        assert sum(len(update.new) for update in first.values()) == len(stored) >= 14
        again = await polled(engine)
        assert {update.status for update in again.values()} == {PollStatus.UNCHANGED}

        clock.turn(REVISION.at + 5)
        later = await polled(engine)
        assert sum(len(update.changed) for update in later.values()) == 1
        (changed,) = await engine.numbers(parse("is:changed"))
        article = await engine.article(changed)
        assert article is not None
        assert [("31 morts" in r.body or "31 morts" in (r.title or "")) for r in article.revisions] == [True, False]
        arrived = {number for update in later.values() for number in update.new}
        assert arrived
        assert set(await engine.numbers(None)) == arrived | set(stored)


async def test_a_feed_that_breaks_stops_no_other(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """Its error is a value kept with it, its entries stay, the others are brought up to date."""
    async with opened(tmp_path, clock, feeds=server.subscriptions) as engine:
        await polled(engine)
        before = {feed.url: feed.entries for feed in await engine.feeds()}
        clock.turn(BREAK.at + 30)
        updates = await polled(engine)
        failed = [update for update in updates.values() if update.status is PollStatus.ERROR]
        assert [BREAK.outlet in update.feed for update in failed] == [True]
        for feed in await engine.feeds():
            assert feed.entries >= before[feed.url]
            assert (feed.status is FeedStatus.ERROR) == (feed.url == failed[0].feed)
            assert bool(feed.error) == (feed.url == failed[0].feed)


async def test_the_cache_reads_without_the_network(tmp_path: Path, clock: Clock) -> None:
    """With the server gone everything is listed, filtered and read as before."""
    with DemoServer(clock=clock) as server:
        subscriptions = server.subscriptions
        async with opened(tmp_path, clock, feeds=subscriptions) as engine:
            await polled(engine)
            known = await engine.numbers(None)
    async with opened(tmp_path, clock, offline=True, feeds=subscriptions) as engine:
        assert await engine.numbers(None) == known
        assert await engine.numbers(parse("said:medinsky"))
        article = await engine.article(known[0])
        assert article is not None
        assert article.document.text
        assert {update.status for update in (await polled(engine)).values()} == {PollStatus.SKIPPED}
    async with opened(tmp_path, clock, feeds=subscriptions) as engine:
        assert {update.status for update in (await polled(engine)).values()} == {PollStatus.ERROR}
        assert await engine.numbers(None) == known


async def test_the_schedule_skips_what_is_not_due(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """Without force a feed is polled again only after its interval."""
    async with opened(tmp_path, clock, feeds=server.subscriptions) as engine:
        assert {u.status for u in (await polled(engine, force=False)).values()} == {PollStatus.UPDATED}
        assert {u.status for u in (await polled(engine, force=False)).values()} == {PollStatus.SKIPPED}
        clock.turn(8)
        assert PollStatus.SKIPPED not in {u.status for u in (await polled(engine, force=False)).values()}


async def test_started_it_polls_and_enriches_by_itself(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """The reader hears of each poll and each batch of enriched entries, without asking."""
    events: list[Event] = []
    enough = asyncio.Event()

    def hear(event: Event) -> None:
        events.append(event)
        polls = {event.feed for event in events if isinstance(event, Update)}
        if len(polls) == len(server.subscriptions) and any(isinstance(event, Enriched) for event in events):
            enough.set()

    async with opened(tmp_path, clock, feeds=server.subscriptions) as engine:
        engine.listen(hear)
        engine.start()
        async with asyncio.timeout(30):
            await enough.wait()
        assert engine.activity.polls


async def test_one_of_two_readers_polls_the_list(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """Two on the same list both read; the schedule runs in the first, and passes to the second when it leaves."""
    follow(tmp_path, server)
    async with opened(tmp_path, clock) as second:
        async with opened(tmp_path, clock) as first:
            first.start()
            await told(first, lambda event: isinstance(event, Activity) and event.polls)
            second.start()
            await told(second, Activity)
            assert not second.activity.polls
        await told(second, lambda event: isinstance(event, Activity) and event.polls)


async def test_feeds_named_for_a_run_are_polled_beside_a_reader(
    tmp_path: Path, clock: Clock, server: DemoServer
) -> None:
    """Reading one feed for a look works while the reader of the list is open."""
    follow(tmp_path, server)
    left = {subscription.url for subscription in server.subscriptions}

    def all_polled(event: Event) -> bool:
        if isinstance(event, Update):
            left.discard(event.feed)
        return not left

    async with opened(tmp_path, clock) as reader:
        reader.start()
        await told(reader, all_polled)  # or one of them could still be polled at the later time, and not be due
        async with opened(tmp_path, clock, feeds=server.subscriptions[:1]) as look:
            look.start()
            clock.turn(30)
            await told(look, Update)


async def test_what_another_process_stores_is_told(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """The reader that polls hears of entries that a command beside it brought, but not of its own writes."""
    follow(tmp_path, server)
    async with opened(tmp_path, clock) as reader:
        await polled(reader)
        events: list[Event] = []
        reader.listen(events.append)
        reader.start()
        await told(reader, Activity)
        first, *_ = await reader.numbers(None)
        await reader.mark([first], Flag.STARRED, True)
        async with opened(tmp_path, clock) as other:
            clock.turn(20)
            assert PollStatus.UPDATED in {update.status for update in (await polled(other)).values()}
        await told(reader, Reloaded)


async def test_offline_asks_nobody(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """Told to stay offline, neither schedule, wish nor add reaches the network, and another reader may poll."""
    follow(tmp_path, server)
    async with opened(tmp_path, clock, offline=True) as engine:
        engine.start()
        await told(engine, Activity)
        engine.poke()
        assert {update.status for update in (await polled(engine)).values()} == {PollStatus.SKIPPED}
        with pytest.raises(FeedError, match="offline"):
            await engine.add(f"{server.urls[0]}?other")
        async with opened(tmp_path, clock) as online:
            online.start()
            await told(online, Update)
        assert not engine.activity.polls


async def test_a_feed_added_is_followed_before_its_entries_are_told(
    tmp_path: Path, clock: Clock, server: DemoServer
) -> None:
    """Whoever hears of the first entries of a new feed finds them on the timeline."""
    async with opened(tmp_path, clock) as engine:
        found: list[asyncio.Task[list[int]]] = []

        def look(event: Event) -> None:
            if isinstance(event, Update):
                found.append(asyncio.create_task(engine.numbers(None)))

        engine.listen(look)
        added = await engine.add(server.urls[0])
        assert added.update is not None
        assert set(await found[0]) == set(added.update.new) != set()


async def test_adding_what_is_followed_takes_the_new_wishes(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """A second add gives title and folder, and says that the feed was followed already."""
    async with opened(tmp_path, clock) as engine:
        await engine.add(server.urls[0])
        again = await engine.add(Subscription(server.urls[0], title="My Wire", folder="War"))
        assert again.what == "followed already"
        assert [(feed.title, feed.folder) for feed in await engine.feeds()] == [("My Wire", "War")]


async def test_marks_are_kept(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """A mark tells what it really changed, so that an undo is exact, and survives a restart."""
    async with opened(tmp_path, clock, feeds=server.subscriptions) as engine:
        await polled(engine)
        first, second, *_ = await engine.numbers(None)
        assert await engine.mark([first], Flag.READ, True) == (first,)
        assert await engine.mark([first, second], Flag.READ, True) == (second,)
    async with opened(tmp_path, clock, offline=True, feeds=server.subscriptions) as engine:
        assert set(await engine.numbers(parse("is:read"))) == {first, second}


async def test_a_page_that_names_one_feed_is_followed_through_it(
    tmp_path: Path, clock: Clock, server: DemoServer
) -> None:
    """Adding the address of a site follows the feed that it names, and says so."""
    page = tmp_path / "site.html"
    page.write_text(
        f'<!doctype html><link rel="alternate" type="application/rss+xml" href="{server.urls[0]}"><p>Front page</p>'
    )
    async with opened(tmp_path, clock) as engine:
        added = await engine.add(str(page))
        assert added.subscription.url == server.urls[0]
        assert [feed.url for feed in await engine.feeds()] == [server.urls[0]]


async def test_what_is_no_feed_is_not_followed(tmp_path: Path, clock: Clock) -> None:
    """A target that can't be followed is refused with the reason, and nothing is written down."""
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><p>Nothing here</p>")
    async with opened(tmp_path, clock) as engine:
        with pytest.raises(FeedError, match="a web page"):
            await engine.add(str(page))
        assert await engine.feeds() == ()


async def test_a_list_edited_by_hand_is_followed_while_running(
    tmp_path: Path, clock: Clock, server: DemoServer
) -> None:
    """A feed written into feeds.toml is polled without a restart; a slip in the file loses no feed."""
    path = tmp_path / "home" / "feeds.toml"
    async with opened(tmp_path, clock) as engine:
        path.write_text(f'[[feeds]]\nurl = "{server.urls[0]}"\n')
        assert set(await polled(engine)) == {server.urls[0]}
        events: list[Event] = []
        engine.listen(events.append)
        for slip in (lambda: path.write_text("[[feeds]\n"), path.unlink):
            slip()
            assert set(await polled(engine)) == {server.urls[0]}
        assert any("feeds.toml" in event.text for event in events if isinstance(event, Notice))
    async with opened(tmp_path, clock) as engine:
        assert await engine.feeds() == ()


async def test_newer_rules_reread_the_cache_unnoticed(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """What older rules found stays until it is read again, newest first, and links and lists are then as if new."""
    follow(tmp_path, server)
    async with opened(tmp_path, clock) as engine:
        _ = [update async for update in engine.refresh(force=True)]
        sayings, speakers = await engine.sayings(), await engine.speakers()
    assert sayings
    with closing(sqlite3.connect(Paths.of(tmp_path / "home").database)) as raw:
        raw.execute("UPDATE entry SET enriched = ?", (RULES - 1,))
        raw.execute("DELETE FROM quote WHERE entry IN (SELECT DISTINCT entry FROM quote LIMIT 3)")
        raw.execute("UPDATE quote SET speaker = 'Somebody', said = ' somebody '")
        raw.commit()
    reread: list[tuple[int, ...]] = []
    async with opened(tmp_path, clock, offline=True) as engine:
        older = await engine.sayings()
        assert {saying.quote.speaker for saying in older} == {"Somebody"}
        engine.listen(lambda event: reread.append(event.entries) if isinstance(event, Enriched) else None)
        engine.start()
        await told(engine, Enriched)
        await engine.finish_enrichment()
        assert (await engine.sayings(), await engine.speakers()) == (sayings, speakers)
        lines = await engine.headlines([saying.number for saying in sayings])
        assert all(line.quotes and line.lead is not None for line in lines.values())
        numbers = await engine.numbers(None)
    again = [number for batch in reread for number in batch]
    assert sorted(again, reverse=True) == numbers


async def test_a_paused_feed_is_asked_by_name_alone(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """The list says so at any time, the others are polled, and its entries stay."""
    follow(tmp_path, server)
    path = Paths.of(tmp_path / "home").feeds
    async with opened(tmp_path, clock) as engine:
        await polled(engine)
        entries = len(await engine.numbers(None))
        paused = replace(feedlist.load(path).feeds[0], paused=True)
        feedlist.edit(path, paused)
        updates = await polled(engine)
        assert [url for url, update in updates.items() if update.status is PollStatus.SKIPPED] == [paused.url]
        assert [feed.url for feed in await engine.feeds() if feed.paused] == [paused.url]
        assert len(await engine.numbers(None)) == entries
        (named,) = [update async for update in engine.refresh([paused.url], force=True)]
        assert named.status is not PollStatus.SKIPPED


async def test_entries_go_with_a_feed_to_its_new_address(tmp_path: Path, clock: Clock, server: DemoServer) -> None:
    """It is polled there, what it had is not new again, and the way back is the same; an address in use is refused."""
    follow(tmp_path, server)
    path = Paths.of(tmp_path / "home").feeds
    path.write_text("# mine\n" + path.read_text())
    old, other = server.urls[0], server.urls[1]
    async with opened(tmp_path, clock) as engine:
        await polled(engine)
        before = (await engine.numbers(None), await engine.feeds())
        assert await engine.readdress(old, f"{old}?moved=1") == f"{old}?moved=1"
        assert [feed.url for feed in feedlist.load(path).feeds][:2] == [f"{old}?moved=1", other]
        updates = await polled(engine)
        assert updates[f"{old}?moved=1"].new == ()
        assert await engine.numbers(None) == before[0]
        assert [feed.number for feed in await engine.feeds()] == [feed.number for feed in before[1]]
        with pytest.raises(FeedError, match="followed already"):
            await engine.readdress(f"{old}?moved=1", other)
        for wrong in ("exec:touch X", "/etc/passwd"):
            with pytest.raises(FeedError):
                await engine.readdress(other, wrong)
        await engine.readdress(f"{old}?moved=1", old)
        assert path.read_text().startswith("# mine\n")
        assert [feed.url for feed in await engine.feeds()] == [feed.url for feed in before[1]]
        path.write_text(path.read_text().replace("[[feeds]]", "[[ feeds ]]", 1).replace("url", '"url"'))
        renamed = await engine.edit_all([replace(feed, folder="A") for feed in feedlist.load(path).feeds[:2]])
        assert [feed.folder for feed in await engine.feeds()][:2] == ["A", "A"]
        await engine.undo_edit(renamed)
        assert [feed.folder for feed in await engine.feeds()][:2] == [feed.folder for feed in before[1]][:2]
