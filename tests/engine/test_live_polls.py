"""Polls of live pages by the engine: news asked for alone, gaps, pages that entries announce, turns at a host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from livekit import LivePost, live_page, post
from livetui.config import Config, Refresh
from livetui.engine.engine import Engine
from livetui.engine.increment import brings_news, increment_of
from livetui.engine.schedule import WHOLE
from livetui.engine.turns import Turns
from livetui.errors import FeedError
from livetui.model.entry import Entry
from livetui.model.feed import Feed, FeedKind, Subscription
from livetui.model.update import PollStatus, Update
from livetui.paths import Paths
from loopback import Loopback, Reply

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
PAGE = "/live/talks"


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server of live pages."""
    with Loopback() as server:
        yield server


@asynccontextmanager
async def opened(tmp_path: Path, *urls: str) -> AsyncIterator[Engine]:
    """An engine that follows these."""
    feeds = tuple(map(Subscription, urls)) or None
    async with Engine(Config(), Paths.of(tmp_path / "home"), feeds=feeds, clock=lambda: NOW) as engine:
        yield engine


async def poll(engine: Engine) -> Update:
    """One poll of the only feed."""
    (update,) = [update async for update in engine.refresh(force=True, listed=True)]
    return update


def serve(server: Loopback, posts: list[LivePost], **more: object) -> str:
    """The page shows these posts from now on."""
    return server.route(PAGE, Reply(live_page(posts, **more)))  # type: ignore[arg-type]


def increment(posts: list[LivePost]) -> str:
    """Where the page's publisher tells what came after the newest of the posts."""
    return f"{PAGE}.json?lastUpdate={posts[0].key}&isLivePage=true"


async def test_news_alone_are_asked_for_where_the_page_offers_them(server: Loopback, tmp_path: Path) -> None:
    """The page itself is read at first, when there is news, and every tenth time."""
    posts = [post(n) for n in range(5, 0, -1)]
    url = serve(server, posts)
    quiet, news = Reply(b'{"numNewBlocks": 0, "html": ""}'), Reply(b'{"numNewBlocks": 1, "html": "<p>x</p>"}')
    server.route(increment(posts), quiet)
    async with opened(tmp_path, url) as engine:
        assert len((await poll(engine)).new) == 5
        for _ in range(WHOLE - 1):
            assert (await poll(engine)).status is PollStatus.UNCHANGED
        assert len(server.asked(PAGE)) == 1
        assert len(server.asked(increment(posts))) == WHOLE - 1
        await poll(engine)
        assert len(server.asked(PAGE)) == 2
        server.route(increment(posts), news)
        more = [post(6), *posts]
        serve(server, more)
        assert len((await poll(engine)).new) == 1
        assert len(server.asked(PAGE)) == 3
        server.route(increment(more), Reply(b"", 503))
        assert (await poll(engine)).status is PollStatus.ERROR
        await poll(engine)
        assert len(server.asked(PAGE)) == 4  # after an error the page itself


async def test_an_increment_withdraws_nothing(server: Loopback, tmp_path: Path) -> None:
    """A post is missed by good polls of the page; that nothing is new says nothing of it."""
    posts = [post(n) for n in range(5, 0, -1)]
    url = serve(server, posts)
    server.route(increment(posts), Reply(b'{"numNewBlocks": 1}'))
    async with opened(tmp_path, url) as engine:
        await poll(engine)
        serve(server, posts[:2] + posts[3:])
        assert (await poll(engine)).withdrawn == ()
        server.route(increment(posts), Reply(b'{"numNewBlocks": 0}'))
        for _ in range(WHOLE - 1):
            assert (await poll(engine)).withdrawn == ()
        assert len((await poll(engine)).withdrawn) == 1


async def test_a_page_that_offers_no_news_alone_is_asked_for_them_once(server: Loopback, tmp_path: Path) -> None:
    """From then on each poll reads the page."""
    posts = [post(n) for n in range(5, 0, -1)]
    async with opened(tmp_path, serve(server, posts)) as engine:
        for _ in range(4):
            assert (await poll(engine)).error is None
    assert len(server.asked(PAGE)) == 4
    assert len(server.asked(increment(posts))) == 1


def test_only_pages_of_that_kind_have_an_increment() -> None:
    """Told by the ids of their posts; pinned ones are passed over, files are not asked."""
    older, newer = (Entry(post(n).key, published=NOW + timedelta(minutes=n), live=True) for n in (1, 2))
    url = "https://example.org/live/talks"
    expected = f"{url}.json?lastUpdate={newer.id}&isLivePage=true"
    assert increment_of(url, [older, newer]) == expected
    assert increment_of(url + "?page=2#top", [newer, older]) == expected
    assert increment_of(url, [replace(newer, pinned=True), older]) == expected.replace(newer.id, older.id)
    assert increment_of(url, [Entry("a"), Entry("b")]) is None
    assert increment_of("/tmp/page.html", [newer]) is None
    assert increment_of(url, []) is None


def test_an_answer_that_is_none_is_told() -> None:
    """Whatever a server sends instead of the count."""
    assert brings_news(b'{"numNewBlocks": 2}') is True
    assert brings_news(b'{"numNewBlocks": 0, "html": ""}') is False
    for body in (b"", b"<html>", b"[]", b'{"html": ""}', b'{"numNewBlocks": "many"}', b"\xff"):
        assert brings_news(body) is None


async def test_a_gap_is_kept_and_told(server: Loopback, tmp_path: Path) -> None:
    """After a pause the page shows only what is newer than all that was known."""
    posts = [post(n) for n in range(5, 0, -1)]
    async with opened(tmp_path, serve(server, posts)) as engine:
        assert (await poll(engine)).gap is None
        assert await engine.gaps() == ()
        later = [post(n) for n in range(20, 14, -1)]
        serve(server, later)
        gap = (await poll(engine)).gap
        assert gap is not None
        assert await engine.gaps() == (gap,)
        assert ((gap.since - gap.until) / timedelta(minutes=7)) == 5 - 15
        assert (await poll(engine)).gap is None
        assert len(await engine.gaps()) == 1


async def test_a_page_that_is_over_says_so_to_the_schedule(server: Loopback, tmp_path: Path) -> None:
    """The end that a page states is kept with it."""
    ends = NOW - timedelta(minutes=1)
    async with opened(tmp_path, serve(server, [post(2), post(1)], ends=ends)) as engine:
        await poll(engine)
        (feed,) = await engine.feeds()
        assert (feed.kind, feed.ends, feed.last_change, feed.interval) == (FeedKind.LIVE, ends, NOW, 30)


async def test_the_page_that_an_entry_announces_is_followed(server: Loopback, tmp_path: Path) -> None:
    """As a feed of its own; an entry that leads to no live page is refused with the reason."""
    page = serve(server, [post(2), post(1)])
    plain = server.route("/report", Reply(b"<!doctype html><html><body><p>A report.</p></body></html>"))
    items = "".join(
        f"<item><guid>{number}</guid><title>{title}</title><link>{link}</link></item>"
        for number, (title, link) in enumerate(
            [("Live: talks", page), ("Report", plain), ("Feed", server.url("/other"))]
        )
    )
    rss = server.route("/rss", Reply(f'<rss version="2.0"><channel><title>W</title>{items}</channel></rss>'.encode()))
    server.route("/other", Reply(b'<rss version="2.0"><channel><title>O</title></channel></rss>'))
    async with opened(tmp_path) as engine:
        await engine.add(rss)
        by_title = {line.title: number for number, line in (await engine.headlines(await engine.numbers(None))).items()}
        added = await engine.follow_live(by_title["Live: talks"])
        assert added.what.startswith("a live page")
        assert [feed.kind for feed in await engine.feeds()] == [FeedKind.FEED, FeedKind.LIVE]
        assert "followed already" in (await engine.follow_live(by_title["Live: talks"])).what
        with pytest.raises(FeedError, match="can't be followed as a live page: a web page"):
            await engine.follow_live(by_title["Report"])
        with pytest.raises(FeedError, match="not a live page"):
            await engine.follow_live(by_title["Feed"])
        with pytest.raises(FeedError, match="leads to no page"):
            await engine.follow_live(1)


async def test_a_text_with_clock_lines_is_followed_like_a_page(server: Loopback, tmp_path: Path) -> None:
    """What comes, goes and changes in it is told; a text that is none stays an error."""
    words = "Observers say that both sides came, that they sat down, and that nothing was signed."
    text = "The Latest on the talks (all times local):\n\n" + "".join(
        f"{hour}:45 p.m.\n\nStage {hour} of the talks. {words}\n\n___\n\n" for hour in (4, 3, 2, 1)
    )
    url = server.route("/wire/latest", Reply(text.encode(), headers=(("Content-Type", "text/plain"),)))
    async with opened(tmp_path, url) as engine:
        assert len((await poll(engine)).new) == 4
        edited = text.replace("Stage 1 of the talks. " + words, "Stage 1 of the talks. " + words + " Not yet.")
        server.route("/wire/latest", Reply(edited.replace(f"3:45 p.m.\n\nStage 3 of the talks. {words}", "").encode()))
        first, second = await poll(engine), await poll(engine)
        assert (len(first.changed), len(first.withdrawn), len(second.withdrawn)) == (1, 0, 1)
        server.route("/wire/latest", Reply(b"Service unavailable.\nPlease log in to the network first."))
        assert "plain text, not a feed" in ((await poll(engine)).error or "")
        assert len(await engine.numbers(None)) == 4


async def test_live_pages_of_a_host_take_turns() -> None:
    """One at a time, beside ordinary feeds; while the host is overloaded everything takes turns."""
    turns = Turns(Refresh())
    running: dict[FeedKind, int] = dict.fromkeys(FeedKind, 0)
    most: dict[FeedKind, int] = dict.fromkeys(FeedKind, 0)

    async def one(number: int, kind: FeedKind) -> None:
        async with turns.turn(Feed(number, f"https://example.org/{number}", "F", kind=kind)):
            running[kind] += 1
            most[kind] = max(most[kind], running[kind])
            for _ in range(5):
                await asyncio.sleep(0)
            running[kind] -= 1

    async def burst() -> None:
        most.update(dict.fromkeys(FeedKind, 0))
        await asyncio.gather(*(one(number, kind) for number in range(10) for kind in FeedKind))

    await burst()
    assert most == {FeedKind.FEED: 5, FeedKind.LIVE: 1} or most == {FeedKind.FEED: 6, FeedKind.LIVE: 1}
    turns.overloaded("https://example.org/x", now=True)
    await burst()
    assert most == {FeedKind.FEED: 1, FeedKind.LIVE: 1}
    turns.overloaded("https://example.org/x", now=False)
    await burst()
    assert most[FeedKind.FEED] >= 5
