"""Topics: how many unread entries each holds, and how they are kept, edited and noticed."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from livetui.config import Config, Topic, load, topic_table
from livetui.engine import engine as engine_module
from livetui.engine import topics as topics_module
from livetui.engine.engine import Engine
from livetui.engine.topics import TopicCounter
from livetui.errors import ConfigError, FilterError, NameTaken
from livetui.model.entry import Entry, Flag
from livetui.model.feed import Subscription
from livetui.model.filter import Filter, parse
from livetui.model.update import (
    Enriched,
    Event,
    HighlightsChanged,
    Notice,
    PollStatus,
    Reloaded,
    TopicCounts,
    TopicsChanged,
    Update,
)
from livetui.paths import Paths
from livetui.store import Store, Written
from livetui.text.rules import RULES
from storekit import NOW, URL, enrichment, follow, poll, the

NINE = ("news", "odd OR news", "-news", "is:starred", "is:hidden", "title:odd", "text:deep", "is:changed", "is:unread")


class Cache:
    """The cache as the counter asks it, with what it was asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOW
        self.listed = 0
        """How often all entries were asked for."""
        self.looked_at: list[int] = []
        """Entries asked about one by one."""

    async def numbers(self, wanted: Filter | None, *, before: int | None = None, limit: int | None = None) -> list[int]:
        """As the engine."""
        self.listed += 1
        return self.store.numbers(wanted, now=self.now, before=before, limit=limit)

    async def passing_each(self, wanted: Sequence[Filter], numbers: Sequence[int]) -> list[set[int]]:
        """As the engine."""
        self.looked_at += numbers
        return [set(self.store.passing(each, numbers, now=self.now)) for each in wanted]


class Counted:
    """A counter on a cache of its own."""

    def __init__(self, *filters: str) -> None:
        self.store = Store.open(Path("unused"), memory=True)
        (self.feed,) = follow(self.store)
        self.cache = Cache(self.store)
        self.topics = [Topic(text, parse(text), text) for text in filters]
        self.told: list[TopicCounts] = []
        self.elapsed = 0.0
        self.counter = TopicCounter(self.cache, lambda: self.topics, self._hear, lambda: self.elapsed)

    def _hear(self, event: TopicCounts | Notice) -> None:
        assert isinstance(event, TopicCounts)
        self.told.append(event)

    def poll(self, count: int, title: str = "odd news") -> Written:
        """So many entries arrive."""
        already = len(self.store.numbers(None, now=NOW))
        moment = NOW - timedelta(days=1) + timedelta(seconds=already)
        written = poll(
            self.store,
            *(Entry(id=f"{already + n}", title=f"{title} {n}", published=moment) for n in range(count)),
        )
        self.counter.hear(Update("", self.feed, PollStatus.UPDATED, new=written.new))
        return written

    def mark(self, numbers: Sequence[int], flag: Flag, value: bool) -> None:
        """Set a mark as the engine does."""
        self.counter.marked(self.store.mark(numbers, flag, value), flag, value)

    async def unread(self) -> dict[str, int]:
        """The counts as they are now."""
        return dict((await self.counter.counts()).unread)

    def true(self) -> dict[str, int]:
        """The counts that asking every filter gives."""
        return {
            topic.text: self.store.count(topic.filter, now=self.cache.now, unread_only=True) for topic in self.topics
        }


async def test_a_poll_of_ten_touches_ten_rows() -> None:
    """With nine topics over a full cache, only what arrived is asked about, and once."""
    kit = Counted(*NINE)
    kit.poll(1500, "odd news")
    assert await kit.unread() == kit.true()
    listed = kit.cache.listed
    assert kit.cache.looked_at == []
    arrived = kit.poll(10, "news").new
    assert await kit.unread() == kit.true()
    assert kit.cache.listed == listed
    assert kit.cache.looked_at == sorted(arrived)
    await kit.unread()
    assert kit.cache.looked_at == sorted(arrived)


async def test_reading_asks_nothing() -> None:
    """An entry read or hidden leaves its topics without a question; unread again, it alone is asked about."""
    kit = Counted(*NINE)
    first, second, *_ = kit.poll(20).new
    await kit.unread()
    kit.mark([first], Flag.READ, True)
    kit.mark([second], Flag.HIDDEN, True)
    assert (await kit.unread())["news"] == 18
    assert kit.cache.looked_at == []
    kit.mark([first], Flag.READ, False)
    kit.mark([first], Flag.STARRED, True)
    assert await kit.unread() == kit.true()
    assert set(kit.cache.looked_at) == {first}
    assert (await kit.unread())["is:hidden"] == 0


async def test_text_counts_once_it_is_found() -> None:
    """A topic on the text takes an entry in when the second stage has read it."""
    kit = Counted("text:deep")
    (number,) = kit.poll(1).new
    assert await kit.unread() == {"text:deep": 0}
    found = kit.store.write_enrichments([enrichment(the(kit.store, number), "in deep water")], 1)
    kit.counter.hear(Enriched(found))
    assert await kit.unread() == {"text:deep": 1}


@pytest.mark.parametrize("seed", range(4))
async def test_counts_never_drift(seed: int) -> None:
    """After any run of arrivals and marks, the counts are those that asking every filter gives."""
    kit, chance = Counted(*NINE), random.Random(seed)
    for _ in range(40):
        numbers = kit.store.numbers(parse("is:hidden OR -is:hidden"), now=NOW)
        some = chance.sample(numbers, min(len(numbers), chance.randrange(5)))
        match chance.randrange(4):
            case 0:
                kit.poll(chance.randrange(4), chance.choice(("odd", "news", "other")))
            case 1:
                kit.topics = chance.sample(kit.topics, len(kit.topics))
                kit.counter.hear(TopicsChanged())
            case _:
                kit.mark(some, chance.choice(list(Flag)), chance.random() < 0.6)
        if chance.random() < 0.5:
            assert await kit.unread() == kit.true()
    assert await kit.unread() == kit.true()


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.005)
    pytest.fail("waited in vain")


async def test_topics_go_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What grows too old leaves its topic within a minute; other topics are not counted for that."""
    monkeypatch.setattr(topics_module, "MINUTE", 0.05)
    monkeypatch.setattr(topics_module, "GATHER", 0.0)
    kit = Counted("news", "age:<25h")
    kit.poll(5, "news")
    task = asyncio.create_task(kit.counter.run())
    await until(lambda: bool(kit.told))
    assert kit.told[-1].unread == {"news": 5, "age:<25h": 5}
    listed = kit.cache.listed
    kit.cache.now = NOW + timedelta(hours=2)
    kit.elapsed = 1.0
    await until(lambda: len(kit.told) > 1)
    assert kit.told[-1].unread == {"news": 5, "age:<25h": 0}
    assert kit.cache.listed == listed + 1
    task.cancel()


async def test_another_process_is_followed_when_it_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its writes are not told one by one, so all is counted anew, once, after them."""
    monkeypatch.setattr(topics_module, "QUIET", 0.05)
    monkeypatch.setattr(topics_module, "GATHER", 0.0)
    kit = Counted("news")
    numbers = kit.poll(5, "news").new
    task = asyncio.create_task(kit.counter.run())
    await until(lambda: bool(kit.told))
    listed = kit.cache.listed
    kit.store.mark(numbers[:2], Flag.READ, True)
    for _ in range(3):
        kit.counter.hear(Reloaded())
        await asyncio.sleep(0)
    kit.elapsed = 1.0
    await until(lambda: len(kit.told) > 1)
    assert [counts.unread["news"] for counts in kit.told] == [5, 3]
    assert kit.cache.listed == listed + 2  # the topic, and what is new
    task.cancel()


class Home:
    """An engine's folder with a config.toml, and what the engine told."""

    def __init__(self, folder: Path) -> None:
        self.paths = Paths.of(folder)
        self.paths.config.parent.mkdir(parents=True, exist_ok=True)
        self.events: list[Event] = []

    def engine(self) -> Engine:
        """An engine on it."""
        engine = Engine(load(self.paths.config), self.paths, offline=True, clock=lambda: NOW)
        engine.listen(self.events.append)
        return engine

    def fill(self, *titles: str, at: int = 0) -> tuple[int, ...]:
        """Entries stand in its cache, read through already. Args: at: how many were there before."""
        self.paths.feeds.write_text(f'[[feeds]]\nurl = "{URL}"\n', "utf-8")
        with Store.open(self.paths.database) as store:
            follow(store)
            new = poll(
                store, *(Entry(id=f"{place}", title=title, published=NOW) for place, title in enumerate(titles, at))
            ).new
            store.write_enrichments([enrichment(the(store, number), "") for number in new], RULES)
            return new

    def told(self, kind: type[Event]) -> int:
        """How often something was told."""
        return sum(isinstance(event, kind) for event in self.events)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A folder, and engines that look at it often."""
    monkeypatch.setattr(engine_module, "WATCH", 0.02)
    monkeypatch.setattr(topics_module, "QUIET", 0.05)
    monkeypatch.setattr(topics_module, "GATHER", 0.01)
    return Home(tmp_path / "home")


async def test_a_filter_is_kept_as_a_topic(home: Home) -> None:
    """It is there at once, counted, in the file, and still there the next time; removed, it is gone again."""
    home.paths.config.write_text("# mine\n[ui]\nfollow = false\n", "utf-8")
    async with home.engine() as engine:
        kept, _ = await engine.keep_topic("Talks", "talks OR pourparlers", key=4)
        assert (kept.name, kept.key) == ("Talks", 4)
        assert engine.topics == (kept,)
        assert (await engine.topic_counts()).unread == {"Talks": 0}
        assert home.told(TopicsChanged) == 1
        with pytest.raises(NameTaken):
            await engine.keep_topic("talks", "x")
        with pytest.raises(FilterError):
            await engine.keep_topic("Other", "(x")
        _, take_back = await engine.keep_topic("Talks", "war", replace=True)
        assert [topic.text for topic in engine.topics] == ["war"]
        await take_back()
        assert engine.topics == (kept,)
        await engine.keep_topic("Talks", "talks", replace=True)
        assert [topic.text for topic in engine.topics] == ["talks"]
    async with home.engine() as engine:
        assert [(topic.text, topic.key) for topic in engine.topics] == [("talks", 4)]
        before = home.paths.config.read_text("utf-8")
        take_back = await engine.remove_topic("Talks")
        await take_back()
        assert home.paths.config.read_text("utf-8") == before
        assert [topic.name for topic in engine.topics] == ["Talks"]
        take_back = await engine.remove_topic("Talks")
        left = home.paths.config.read_text("utf-8")
        home.paths.config.write_text(left + "# theirs\n", "utf-8")
        with pytest.raises(ConfigError, match="edited meanwhile"):
            await take_back()
        assert engine.topics == ()
        with pytest.raises(ConfigError, match="is no topic"):
            await engine.remove_topic("Talks")
    assert home.paths.config.read_text("utf-8").startswith("# mine\n[ui]\nfollow = false\n")


async def test_the_file_is_watched(home: Home) -> None:
    """Topics and highlights edited by hand are taken over while the program runs; a slip is told and loses none."""
    home.paths.config.write_text(topic_table("A", "a"), "utf-8")
    async with home.engine() as engine:
        engine.start()
        home.paths.config.write_text(
            '[[topics]]\nname = "A"\nfilter = "a"\n[[topics]]\nname = "B"\nfilter = "b"\n[[highlights]]\nmatch = "b"\n',
            "utf-8",
        )
        await until(lambda: home.told(TopicsChanged) == home.told(HighlightsChanged) == 1)
        assert [rule.text for rule in engine.highlights] == ["b"]
        assert [topic.name for topic in engine.topics] == ["A", "B"]
        home.paths.config.write_text("[[topics]\n", "utf-8")
        await until(lambda: home.told(Notice) == 1)
        with pytest.raises(ConfigError, match="mend it by hand"):
            await engine.keep_topic("C", "c")
        home.paths.config.unlink()
        await asyncio.sleep(0.1)
        assert [topic.name for topic in engine.topics] == ["A", "B"]
        home.paths.config.write_text(topic_table("B", "b"), "utf-8")
        await until(lambda: home.told(TopicsChanged) == 2)
        await until(lambda: any(isinstance(each, TopicCounts) and set(each.unread) == {"B"} for each in home.events))
    assert home.told(Notice) == 1


async def test_two_readers_count_alike(home: Home) -> None:
    """What one of them marks is counted by the other a moment later."""
    home.paths.config.write_text(topic_table("News", "news"), "utf-8")
    numbers = home.fill(*["news"] * 6)
    async with home.engine() as one, Engine(one.config, home.paths, offline=True, clock=lambda: NOW) as other:
        one.start()
        other.start()
        await until(lambda: home.told(TopicCounts) == 1)
        await other.mark(numbers[:4], Flag.READ, True)
        await until(lambda: home.told(TopicCounts) == 2)
        told = [event for event in home.events if isinstance(event, TopicCounts)]
        assert [each.unread["News"] for each in told] == [6, 2]
        assert await other.topic_counts() == told[-1]


async def test_rules_of_what_is_muted_follow_the_file(home: Home) -> None:
    """Edited while the reader runs or between two runs, they hide and show what is in the cache."""
    home.fill("News", "Sport", "Chess")
    home.paths.config.write_text(topic_table("All", "news OR sport OR chess"), "utf-8")
    async with home.engine() as engine:
        engine.start()
        await until(lambda: home.told(TopicCounts) == 1)
        home.paths.config.write_text(home.paths.config.read_text("utf-8") + "[[mute]]\nfilter = 'sport'\n", "utf-8")
        await until(lambda: home.told(Reloaded) == 1)
        assert await engine.muted() == 1
        await until(lambda: home.told(TopicCounts) == 2)
        assert (await engine.topic_counts()).unread == {"All": 2}
        assert len(await engine.numbers(None)) == 2
        assert len(await engine.numbers(engine.understand("is:hidden"))) == 1
    home.paths.config.write_text("[[mute]]\nfilter = 'chess'\n", "utf-8")
    async with home.engine() as engine:
        await engine.finish_muting()
        titles = await engine.headlines(await engine.numbers(None))
        assert sorted(line.title for line in titles.values()) == ["News", "Sport"]
        assert sum(feed.unread for feed in await engine.feeds()) == 2


async def test_what_came_since_the_reader_was_left_is_new(home: Home) -> None:
    """The line is drawn when it is left, and holds for the whole of the next run."""
    first = home.fill("One", "Two")
    async with home.engine() as engine:
        assert (await engine.topic_counts()).new == 0
        await engine.leave()
        assert (await engine.topic_counts()).new == 0
    (third,) = home.fill("Three", at=2)
    async with home.engine() as engine:
        new = engine.understand("is:new")
        assert await engine.numbers(new) == [third]
        assert (await engine.topic_counts()).new == 1
        await engine.mark([*first, third], Flag.READ, True)
        assert (await engine.topic_counts()).new == 1
        await engine.mark([third], Flag.HIDDEN, True)
        assert (await engine.topic_counts()).new == 0


async def test_a_run_on_its_own_feeds_draws_no_line(home: Home) -> None:
    """Looking at one feed is not having seen the others."""
    async with home.engine() as engine:
        await engine.leave()
    home.fill("One", "Two")
    async with Engine(Config(), home.paths, offline=True, feeds=[Subscription(URL)]) as engine:
        await engine.leave()
    async with home.engine() as engine:
        assert (await engine.topic_counts()).new == 2
