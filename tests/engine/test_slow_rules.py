"""One rule whose regular expression takes too long is left out and told once; every other rule works on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from livetui import feedlist
from livetui.config import Config, Mute, Topic
from livetui.config.sections import Way
from livetui.engine.engine import Engine
from livetui.engine.topics import TopicCounter
from livetui.model.entry import Entry
from livetui.model.feed import Subscription
from livetui.model.filter import Filter, parse
from livetui.model.update import Alerted, Event, Notice, PollStatus, TopicCounts, Update
from livetui.paths import Paths
from livetui.store import Store
from livetui.text.patterns import Finder
from loopback import Loopback, Reply
from storekit import NOW, follow, poll

SLOW = "/(a|aa)+$!/"
HOSTILE = "talks " + "a" * 40


class Cache:
    """What the counter asks, without an engine around it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def numbers(self, wanted: Filter | None, *, before: int | None = None, limit: int | None = None) -> list[int]:
        """As the engine."""
        return self.store.numbers(wanted, now=NOW, before=before, limit=limit)

    async def passing_each(self, wanted: Sequence[Filter], numbers: Sequence[int]) -> list[set[int]]:
        """As the engine."""
        return [set(self.store.passing(each, numbers, now=NOW)) for each in wanted]


def topic(text: str, *, alert: bool = False) -> Topic:
    """A topic of that filter."""
    return Topic(text, parse(text), text, alert=(Way.TOAST,) if alert else ())


async def test_counts_go_on_beside_a_topic_that_takes_too_long() -> None:
    """Its own count is gone, with a word to the user; those of the others are kept, also by increment."""
    with Store.open(Path("unused"), memory=True, finder=Finder) as store:
        (feed,) = follow(store)
        topics = [topic(SLOW), topic("talks"), topic("/talks/")]
        told: list[TopicCounts | Notice] = []
        counter = TopicCounter(Cache(store), lambda: topics, told.append)
        assert (await counter.counts()).unread == {SLOW: 0, "talks": 0, "/talks/": 0}
        for count in (1, 2):
            new = poll(store, Entry(f"k{count}", title=HOSTILE)).new
            counter.hear(Update("", feed, PollStatus.UPDATED, new=new))
            assert (await counter.counts()).unread == {"talks": count, "/talks/": count}
        (notice,) = told
        assert isinstance(notice, Notice)
        assert notice.text.startswith(f"{SLOW} is no longer counted: ")
        topics[0] = topic("a*")
        assert (await counter.counts()).unread == {"a*": 2, "talks": 2, "/talks/": 2}


async def test_alerts_go_on_beside_a_topic_that_takes_too_long(tmp_path: Path) -> None:
    """It is told that it is left out, once; polls bring what they bring, and what is muted stays muted."""
    heard: list[Event] = []
    with Loopback() as server:
        paths = Paths.of(tmp_path)
        feedlist.add(paths.feeds, [Subscription(server.url("/feed"))])
        rules = (Mute(parse(SLOW), SLOW, "config.toml:7"), Mute(parse("title:chess"), "title:chess"))
        settings = Config(topics=(topic(SLOW, alert=True), topic("talks", alert=True)), mute=rules)
        async with Engine(settings, paths) as engine:
            engine.listen(heard.append)
            for number in (1, 2):
                items = "".join(
                    f"<item><guid>{kind}{each}</guid><title>{words} {each}</title></item>"
                    for each in range(number)
                    for kind, words in (("t", HOSTILE), ("c", "chess talks"))
                )
                body = f'<rss version="2.0"><channel><title>W</title>{items}</channel></rss>'
                server.route("/feed", Reply(body.encode()))
                assert [update.status async for update in engine.refresh(force=True)] == [PollStatus.UPDATED]
                await engine._alarms.look()
            assert len(await engine.numbers(parse("is:hidden"))) == 2
            assert len(await engine.numbers(None)) == 2
    assert [event.alert.topic for event in heard if isinstance(event, Alerted)] == ["talks"]
    notices = [event.text for event in heard if isinstance(event, Notice)]
    assert len(notices) == 2
    assert any("no longer tells what arrives" in text for text in notices)
    assert any(text.startswith(f"The rule of mute “{SLOW}” (config.toml:7) hides nothing more") for text in notices)
