"""Stand-ins for the parts a test is not about: an engine in memory, beside the values it holds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextvars import Context
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import fakesayings
from fakevalues import NOW, article, entries, entry, feed, headline, quote
from livetui.config import Config, Highlight, Topic
from livetui.engine.article import Article
from livetui.engine.exchange.importing import Import
from livetui.engine.exchange.nearby import Nearby
from livetui.engine.history import compare_revisions
from livetui.engine.subscribe import Added
from livetui.errors import ConfigError, FeedError, LivetuiError, NameTaken
from livetui.feedlist import Edit
from livetui.model.entry import CachedEntry, Flag, Headline, Revision
from livetui.model.feed import Feed, FeedStatus, Subscription
from livetui.model.filter import Filter, expand, matches, parse
from livetui.model.filter_tree import Sort
from livetui.model.quote import Quote
from livetui.model.saying import Carried, Saying, SpeakerCount
from livetui.model.update import (
    Activity,
    Enriched,
    Event,
    Following,
    Gap,
    PollStatus,
    TopicCounts,
    TopicsChanged,
    Update,
)
from livetui.text.diff import Comparison
from livetui.text.patterns import Finder

__all__ = ["NOW", "FakeEngine", "article", "entries", "entry", "feed", "headline", "quote"]


class FakeEngine:
    """The engine of the screen's needs, in memory; tests call `arrive`, `revise` and `tell` to make things happen."""

    def __init__(
        self,
        cached: Iterable[CachedEntry] = (),
        *,
        feeds: Sequence[Feed] = (),
        config: Config | None = None,
        online: bool = True,
        notices: Sequence[str] = (),
    ) -> None:
        """Args: cached: what the cache holds. feeds: those followed. online: is there a network."""
        self.cached = {each.number: each for each in cached}
        self.followed = list(feeds)
        self.config = config or Config()
        self.topics = self.config.topics
        self.muted_now = 0
        """What `muted` answers."""
        self.left_before = True
        self.left = 0
        """How often it was noted that the user has seen what is there."""
        self.notices = tuple(notices)
        self.activity = Activity(online, online, 0, len(self.followed), 0, NOW + timedelta(seconds=83))
        self.listeners: list[Callable[[Event], None]] = []
        self.poked: list[Sequence[str] | None] = []
        self.opened: list[str] = []
        self.asked: list[tuple[int, ...]] = []
        """Numbers of each call of `headlines`."""
        self.past: dict[int, list[tuple[datetime, CachedEntry]]] = {}
        """Earlier wordings of entries and since when they stood, oldest first."""
        self.gate: asyncio.Event | None = None
        """While set and not open, nothing that reads comes to an end."""
        self.others: tuple[Nearby, ...] = ()
        """What `nearby` answers."""
        self.missed: tuple[Gap, ...] = ()
        """What `gaps` answers."""
        self.failing: str | None = None
        """A reason makes `mark` fail with it."""
        self.edits: dict[str, list[Feed]] = {}
        """The feeds as they were before each edit."""
        self._sorted: list[int] | None = None

    async def feeds(self) -> tuple[Feed, ...]:
        """The feeds, with their entries counted."""
        counts: dict[int, list[int]] = {}
        for each in self.cached.values():
            tally = counts.setdefault(each.feed, [0, 0])
            tally[0] += 1
            tally[1] += not each.read and not each.hidden
        return tuple(
            replace(f, entries=counts.get(f.number, [0, 0])[0], unread=counts.get(f.number, [0, 0])[1])
            for f in self.followed
        )

    async def some_numbers(
        self, wanted: Filter | None, /, *, before: int | None = None, limit: int, feed: int | None = None
    ) -> tuple[list[int], int | None]:
        """The same in one part."""
        found = await self.numbers(wanted, before=before, limit=limit, feed=feed)
        return found, found[-1] if len(found) == limit else None

    async def numbers(
        self, wanted: Filter | None, /, *, before: int | None = None, limit: int | None = None, feed: int | None = None
    ) -> list[int]:
        """Numbers of the entries that pass, newest first."""
        await self._wait()
        if self._sorted is None:
            self._sorted = sorted(self.cached, reverse=True)
        order: Sequence[int] = self._sorted
        if wanted is not None:
            limit = min((each for each in (limit, wanted.limit) if each is not None), default=None)
            if wanted.sort is Sort.OLDEST:
                order = order[::-1]
            elif wanted.sort is Sort.CHANGED:
                order = sorted(order, key=lambda n: -self._changed(n))
        if before is not None:
            order = order[order.index(before) + 1 :]
        found: list[int] = []
        for number in order:
            each = self.cached[number]
            if (feed is None or each.feed == feed) and _passes(wanted, each):
                found.append(number)
                if limit is not None and len(found) == limit:
                    break
        return found

    async def passing(self, wanted: Filter | None, numbers: Sequence[int], /, *, feed: int | None = None) -> list[int]:
        """Those of these entries that pass, newest first."""
        asked = set(numbers)
        every = await self.numbers(wanted and replace(wanted, limit=None), feed=feed)
        return [number for number in every if number in asked]

    def _changed(self, number: int) -> float:
        cached = self.cached[number]
        return (cached.changed_at or cached.entry.published or cached.seen_at).timestamp()

    async def count(self, wanted: Filter | None, /, *, unread: bool = False) -> int:
        """How many pass."""
        return sum(_passes(wanted, each) and not (unread and each.read) for each in self.cached.values())

    def understand(self, text: str, *, typing: bool = False) -> Filter:
        """What a filter means."""
        return expand(parse(text, typing=typing), {topic.name: topic.filter for topic in self.topics}, text)

    async def keep_topic(
        self, name: str, text: str, *, key: int | None = None, replace: bool = False
    ) -> tuple[Topic, Callable[[], Awaitable[None]]]:
        """Keep a filter as a topic; with what undoes it."""
        before = self.topics
        kept = Topic(name, self.understand(text), text, key)
        names = [topic.name for topic in self.topics]
        if name not in names:
            self.topics = (*self.topics, kept)
        elif replace:
            self.topics = tuple(kept if topic.name == name else topic for topic in self.topics)
        else:
            raise NameTaken(name, "a topic of that name exists already")
        self.tell(TopicsChanged())
        return kept, self._topics_back(before)

    async def remove_topic(self, name: str) -> Callable[[], Awaitable[None]]:
        """Let go of a topic; gives back what undoes it."""
        before = self.topics
        if name not in [topic.name for topic in self.topics]:
            raise ConfigError(name, "is no topic")
        self.topics = tuple(topic for topic in self.topics if topic.name != name)
        self.tell(TopicsChanged())
        return self._topics_back(before)

    def _topics_back(self, before: tuple[Topic, ...]) -> Callable[[], Awaitable[None]]:
        async def take_back() -> None:
            self.topics = before
            self.tell(TopicsChanged())

        return take_back

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """The highlights of the settings."""
        return self.config.highlights

    async def muted(self) -> int:
        """How many entries the user's rules hide."""
        return self.muted_now

    async def leave(self) -> None:
        """Note that what is there was seen."""
        self.left += 1

    async def topic_counts(self) -> TopicCounts:
        """What the topics hold."""
        await self._wait()
        return self._counts()

    def _counts(self) -> TopicCounts:
        every = self.cached.values()
        unread = {
            topic.name: sum(_passes(topic.filter, each) and not each.read for each in every) for topic in self.topics
        }
        return TopicCounts(unread, sum(each.new and not each.hidden for each in every))

    async def headlines(self, numbers: Sequence[int]) -> dict[int, Headline]:
        """The lines of the timeline."""
        self.asked.append(tuple(numbers))
        await self._wait()
        return {number: headline(self.cached[number]) for number in numbers if number in self.cached}

    async def article(self, number: int) -> Article | None:
        """An entry to read."""
        await self._wait()
        return article(self.cached[number]) if number in self.cached else None

    async def revisions(self, number: int) -> tuple[Revision, ...]:
        """The wordings of an entry, oldest first."""
        await self._wait()
        if (now := self.cached.get(number)) is None:
            return ()
        past = self.past.get(number, [])
        every = [*past, (now.changed_at or now.seen_at, now)]
        return tuple(
            Revision(place, seen, each.entry.title, each.entry.body, each.entry.body_kind)
            for place, (seen, each) in enumerate(every)
        )

    async def comparison(self, before: Revision, after: Revision) -> Comparison:
        """What changed between two of them."""
        await self._wait()
        return compare_revisions(before, after)

    async def sayings(
        self,
        wanted: Filter | None = None,
        *,
        speaker: str | None = None,
        before: tuple[int, int] | None = None,
        limit: int | None = 200,
    ) -> tuple[Saying, ...]:
        """Quotations newest first, the same words once."""
        await self._wait()
        every = [(each, place) for each in self.cached.values() for place in range(len(each.quotes))]
        return fakesayings.sayings(every, wanted, NOW, speaker=speaker, before=before, limit=limit)

    async def speakers(self, *, since: datetime | None = None, limit: int = 50) -> tuple[SpeakerCount, ...]:
        """The speakers, most quoted first."""
        await self._wait()
        every = [(each, place) for each in self.cached.values() for place in range(len(each.quotes))]
        return fakesayings.speakers(every, NOW, since=since, limit=limit)

    async def stated_names(self, limit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Tags and authors of the entries."""
        await self._wait()
        stated = [each.entry for each in self.cached.values()]
        tags, authors = (name for each in stated for name in each.tags), (n for each in stated for n in each.authors)
        return tuple(dict.fromkeys(tags))[:limit], tuple(dict.fromkeys(authors))[:limit]

    async def speaker_names(self, limit: int) -> tuple[str, ...]:
        """The names of the speakers, most quoted first."""
        return tuple(speaker.name for speaker in await self.speakers(limit=limit))

    async def carried(self, number: int) -> dict[int, tuple[Carried, ...]]:
        """The same words in other entries, by the place of the quotation."""
        await self._wait()
        every = [(each, place) for each in self.cached.values() for place in range(len(each.quotes))]
        return fakesayings.carried(every, number)

    async def gaps(self) -> tuple[Gap, ...]:
        """Where feeds may have published more than they showed."""
        await self._wait()
        return self.missed

    async def mark(self, numbers: Sequence[int], flag: Flag, value: bool, *, back: bool = False) -> tuple[int, ...]:
        """Set a flag."""
        await self._wait()
        if self.failing:
            raise LivetuiError("the cache", self.failing)
        changed = tuple(n for n in numbers if n in self.cached and getattr(self.cached[n], flag) is not value)
        for number in changed:
            self.cached[number] = replace(self.cached[number], **{str(flag): value})  # type: ignore[arg-type]
        self.tell(self._counts())
        return changed

    def listen(self, callback: Callable[[Event], None]) -> None:
        """Have events told."""
        self.listeners.append(callback)

    def poke(self, urls: Sequence[str] | None = None) -> None:
        """Note what was asked to be polled."""
        self.poked.append(urls)

    async def add(self, wanted: Subscription, /) -> Added:
        """Follow a feed, unless its address says bad."""
        if "bad" in wanted.url:
            raise FeedError(wanted.url, "is no feed")
        self.followed.append(feed(len(self.followed) + 1, wanted.url, url=wanted.url))
        return Added(wanted, "a feed")

    async def follow(self, wanted: Sequence[Subscription]) -> None:
        """Follow feeds unseen."""
        self.followed += [
            feed(len(self.followed) + place, each.title or each.url, url=each.url, status=FeedStatus.NEW)
            for place, each in enumerate(wanted, 1)
        ]
        self.tell(Following())

    async def nearby(self) -> tuple[Nearby, ...]:
        """What the test has laid out for other readers."""
        return self.others

    async def take_over(self, wanted: Import) -> tuple[Path, ...]:
        """Follow what an import brings."""
        await self.follow(wanted.planned.new)
        return ()

    async def edit(self, wanted: Subscription, place: int | None = None, /) -> Edit:
        """Let a feed be followed as given, and stand at that place."""
        return self._done(wanted.url, wanted, place)

    async def edit_all(self, wanted: Sequence[Subscription], /) -> Edit:
        """Let feeds be followed as given."""
        before = list(self.followed)
        done = [self._done(each.url, each, None) for each in wanted]
        self.edits[done[0].before] = before
        return done[0]

    async def readdress(self, url: str, new: str, /) -> str:
        """Let a feed have another address."""
        if any(each.url == new for each in self.followed):
            raise FeedError(new, "is followed already")
        self.followed = [replace(each, url=new, moved=None) if each.url == url else each for each in self.followed]
        self.tell(Following())
        return new

    async def remove(self, target: str, /) -> Edit:
        """Stop following a feed."""
        return self._done(target, None, None)

    async def undo_edit(self, done: Edit) -> None:
        """Follow the feeds as before an edit."""
        self.followed = self.edits.pop(done.before)
        self.tell(Following())

    def _done(self, url: str, wanted: Subscription | None, place: int | None) -> Edit:
        at = next((at for at, each in enumerate(self.followed) if each.url == url), None)
        if at is None or self.failing:
            raise ConfigError("feeds.toml", self.failing or f"{url} does not stand in it")
        done = Edit((self.followed[at].subscription,), f"edit {len(self.edits)}", "")
        self.edits[done.before] = list(self.followed)
        old = self.followed.pop(at)
        if wanted is not None:
            now = replace(old, title=wanted.title or old.title, own_title=wanted.title, folder=wanted.folder,
                          every=wanted.every, paused=wanted.paused)  # fmt: skip
            self.followed.insert(at if place is None else place - 1, now)
        self.tell(Following())
        return done

    async def rates(self) -> dict[int, float]:
        """Entries a day of each feed."""
        return {each.number: float(each.number) for each in self.followed}

    async def follow_live(self, number: int) -> Added:
        """Follow the page that an entry leads to, unless its address says bad."""
        return await self.add(Subscription(self.cached[number].entry.url or "bad"))

    async def open_link(self, url: str) -> None:
        """Note what was opened."""
        self.opened.append(url)

    def tell(self, event: Event) -> None:
        """Tell the listeners, as the engine's own tasks do: without the context of the app; then the counts."""
        for callback in self.listeners:
            Context().run(callback, event)
        if not isinstance(event, TopicCounts):
            self.tell(self._counts())

    def arrive(self, *cached: CachedEntry) -> None:
        """Entries come in by a poll."""
        self.put(*cached)
        numbers = tuple(each.number for each in cached)
        self.tell(Update("https://feed1.example/rss", 1, PollStatus.UPDATED, new=numbers))

    def put(self, *cached: CachedEntry) -> None:
        """Entries stand in the cache, and nobody is told."""
        self.cached.update({each.number: each for each in cached})
        self._sorted = None

    def revise(self, number: int, **changes: object) -> None:
        """An entry changes by a poll."""
        old = self.cached[number]
        self.past.setdefault(number, []).append((old.changed_at or old.seen_at, old))
        self.cached[number] = replace(old, revisions=old.revisions + 1, **changes)  # type: ignore[arg-type]
        self.tell(Update("https://feed1.example/rss", 1, PollStatus.UPDATED, changed=(number,)))

    def enrich(self, number: int, quotes: Sequence[Quote]) -> None:
        """The second stage finds quotations."""
        self.cached[number] = replace(self.cached[number], quotes=tuple(quotes))
        self.tell(Enriched((number,)))

    async def _wait(self) -> None:
        if self.gate is not None:
            await self.gate.wait()
        else:
            await asyncio.sleep(0)


def _passes(wanted: Filter | None, cached: CachedEntry) -> bool:
    return not cached.hidden if wanted is None else matches(wanted, cached, NOW, Finder())
