"""How feeds fare: what polls leave for those who wonder, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livetui import feedlist
from livetui.config import Config
from livetui.engine.engine import Engine
from livetui.engine.health import Health, health, reason, result, rhythm, worst_first
from livetui.engine.linkheader import hub_of
from livetui.engine.parse import parse_bytes
from livetui.errors import FeedError
from livetui.model.entry import Entry
from livetui.model.feed import Feed, FeedKind, FeedStatus, Subscription, Why
from livetui.paths import Paths
from livetui.store import Store
from loopback import Loopback, Reply
from storekit import follow, poll

NOW = datetime(2022, 3, 4, 14, 37, tzinfo=UTC)
FEED = Feed(1, "https://wire.example/rss", "Wire", status=FeedStatus.OK, last_change=NOW, interval=600, why=Why.QUIET)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><link rel="hub" href="https://hub.example/"/>'
    b"<entry><id>1</id><title>One</title><updated>2022-03-04T14:00:00Z</updated></entry></feed>"
)


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server on this machine."""
    with Loopback() as running:
        yield running


async def test_a_poll_leaves_what_it_cost_and_where_the_feed_has_moved(tmp_path: Path, server: Loopback) -> None:
    """Bytes, answers without news, the new address and the hub; a failure keeps them and counts."""
    link = (("Link", '<https://other.example/>; rel="self"'), ("Link", '<https://first.example/>; rel="hub"'))
    server.route("/new", Reply(body=ATOM, etag='"1"', headers=link), Reply(status=304), Reply(status=500))
    url = server.route("/old", Reply(status=301, headers=(("Location", "/new"),)))
    paths = Paths.of(tmp_path)
    feedlist.add(paths.feeds, [Subscription(url)])
    async with Engine(Config(), paths, clock=lambda: NOW) as engine:
        seen: list[Feed] = []
        for _ in range(3):
            async for _update in engine.refresh(force=True):
                pass
            seen += await engine.feeds()
        rates = await engine.rates()
    first, second, third = seen
    assert (first.traffic.last, first.traffic.total, first.traffic.answers) == (len(ATOM), len(ATOM), 1)
    assert (second.traffic.last, second.traffic.answers, second.traffic.spared) == (len(ATOM), 2, 1)
    assert [feed.moved for feed in seen] == [server.url("/new")] * 3
    assert [feed.hub for feed in seen] == ["https://first.example/"] * 3
    assert (third.why, third.failures, third.traffic) == (Why.BACKOFF, 1, second.traffic)
    assert rates == {1: 1.0}


@pytest.mark.parametrize(
    ("stated", "hub"),
    [
        ('<https://h.example/>; rel="hub"', "https://h.example/"),
        ('</self>; rel=self, </h>;rel="x hub" ; title="a, <b>"', "https://a.example/h"),
        ('<https://a.example/x>; title="rel=hub", <https://h.example/>; REL=Hub', "https://h.example/"),
        ("<javascript:x>; rel=hub, <file:///x>; rel=hub", None),
        ('<https://h.example/>; rel="next"; rel="hub"', None),
        ('<https://a.example/>; title="a \\" , b", <https://h.example/>; rel=hub', "https://h.example/"),
        ("<https://h.example/", None),
        ("", None),
    ],
)
def test_hubs_in_headers(stated: str, hub: str | None) -> None:
    """As RFC 8288 writes links: several of them, several relations, the first rel counts; web addresses only."""
    assert hub_of(stated, "https://a.example/f") == hub


@given(st.text('<>;,="rel hub\\\\x', max_size=60) | st.text(max_size=60))
def test_whatever_a_link_header_holds_it_is_read(stated: str) -> None:
    """Nothing is raised, and what comes out is an address."""
    assert (hub_of(stated, "https://a.example/f") or "http").startswith("http")


def test_a_json_feed_names_its_hub() -> None:
    """As an Atom feed does."""
    text = '{"version":"https://jsonfeed.org/version/1.1","items":[],"hubs":[{"type":"WebSub","url":"https://h.example/"}]}'
    assert parse_bytes(text.encode(), url="https://a.example/").hub == "https://h.example/"


def test_the_rate_is_that_of_the_last_weeks(tmp_path: Path) -> None:
    """Of a feed with a past only the last four weeks count; of a young one the days it has."""
    with Store.open(tmp_path / "cache.db") as store:
        old, young = follow(store, "https://old.example/", "https://young.example/")
        for feed, days in ((old, (100, 20, 10, 5, 1)), (young, (4, 3, 2, 1, 0.5))):
            entries = [Entry(id=f"{day}", url=None, title="A", published=NOW - timedelta(days=day)) for day in days]
            poll(store, *entries, feed=feed, now=NOW)
        rates = store.rates(NOW)
    assert rates[old] == pytest.approx(4 / 28, rel=0.01)
    assert rates[young] == pytest.approx(5 / 4, rel=0.01)


async def test_lists_of_a_run_are_not_edited(tmp_path: Path) -> None:
    """Feeds named for one run stand in no list."""
    subscription = Subscription("https://wire.example/rss")
    async with Engine(Config(), Paths.of(tmp_path), offline=True, feeds=[subscription]) as engine:
        with pytest.raises(FeedError, match="for this run alone"):
            await engine.edit(replace(subscription, paused=True))
        with pytest.raises(FeedError, match="for this run alone"):
            await engine.remove(subscription.url)


async def test_an_edit_and_a_removal_are_undone(tmp_path: Path) -> None:
    """The feed is followed again as it was, with its entries and its place."""
    paths = Paths.of(tmp_path)
    wanted = [Subscription(f"https://{name}.example/", name) for name in "ab"]
    feedlist.add(paths.feeds, wanted)
    async with Engine(Config(), paths, offline=True) as engine:
        first, second = await engine.feeds()
        edited = await engine.edit(replace(first.subscription, folder="War", paused=True), 2)
        changed = (await engine.feeds())[1]
        assert (changed.number, changed.folder, changed.paused) == (first.number, "War", True)
        removed = await engine.remove(second.url)
        assert len(await engine.feeds()) == 1
        await engine.undo_edit(removed)
        await engine.undo_edit(edited)
        assert await engine.feeds() == (first, second)


HEALTHS = [
    (replace(FEED, status=FeedStatus.NEW, why=None), Health.QUIET, "not polled yet", "as soon as"),
    (FEED, Health.OK, "ok", "every 10m, later since it brought nothing"),
    (replace(FEED, moved="https://b.example/"), Health.OK, "ok, but has moved", "every 10m"),
    (replace(FEED, remark="read in part: cut"), Health.OK, "read in part: cut", "every 10m"),
    (replace(FEED, last_change=NOW - timedelta(days=40)), Health.QUIET, "ok, nothing new for long", "every 10m"),
    (replace(FEED, kind=FeedKind.LIVE, why=Why.LIVE), Health.LIVE, "ok", "a live page under way"),
    (replace(FEED, kind=FeedKind.LIVE, ends=NOW, why=Why.OVER), Health.QUIET, "ok, the coverage is over", "over"),
    (replace(FEED, status=FeedStatus.ERROR, error="404", failures=3, why=Why.BACKOFF), Health.FAILING, "404", "3 by"),
    (replace(FEED, status=FeedStatus.GONE, error="410", why=Why.GONE), Health.FAILING, "410", "gone for good"),
    (replace(FEED, paused=True, status=FeedStatus.ERROR), Health.PAUSED, "failed", "paused"),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "sign", "last", "why"), HEALTHS)
def test_health_is_told_in_words(feed: Feed, sign: Health, last: str, why: str) -> None:
    """A sign, how the last poll went, and why the next one comes when it does."""
    assert (health(feed, NOW), result(feed, NOW)) == (sign, last)
    assert why in reason(feed)


def test_every_reason_has_words() -> None:
    """None is left out."""
    assert len({reason(replace(FEED, why=why)) for why in Why}) == len(Why)


def test_what_fails_stands_first() -> None:
    """Then what is not quite well; what is paused comes last."""
    signs = [health(feed, NOW) for feed in sorted((each[0] for each in HEALTHS), key=lambda f: worst_first(f, NOW))]
    assert signs[:2] == [Health.FAILING, Health.FAILING]
    assert signs[-1] is Health.PAUSED


@pytest.mark.parametrize(
    ("rate", "words"),
    [(240, "about 10 an hour"), (24, "about hourly"), (5.2, "about 5 a day"), (1, "about daily"),
     (0.4, "about 3 a week"), (0.05, "less than weekly"), (0, "nothing these four weeks")],
)  # fmt: skip
def test_a_rate_is_said_in_words(rate: float, words: str) -> None:
    """As people say it."""
    assert rhythm(rate) == words
