"""The demo's feeds as a client sees them, with the script's clock moved by hand."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from livetui.cli.demo_script import ARRIVALS, BREAK, DEMO_TOPICS, REVISION
from livetui.cli.demo_server import DemoServer
from livetui.model.entry import CachedEntry, Entry
from livetui.model.filter import matches, parse
from livetui.text.blocks import read_html

START = datetime(2026, 5, 7, 8, 30, 15, 250_000, tzinfo=UTC)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
END = 120
"""Seconds after which nothing happens any more."""


@dataclass
class Clock:
    """A clock that moves only when told."""

    now: datetime = START

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.now

    def at(self, seconds: float) -> None:
        """Show the moment so many seconds after the start."""
        self.now = START + timedelta(seconds=seconds)


@dataclass(frozen=True)
class Got:
    """An answer of the server."""

    status: int
    etag: str | None
    body: bytes


@pytest.fixture
def clock() -> Clock:
    """A clock at the demo's start."""
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[DemoServer]:
    """A running demo server on that clock."""
    with DemoServer(clock=clock) as running:
        yield running


def get(url: str, etag: str | None = None) -> Got:
    """One GET over a real socket."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        connection.request("GET", parts.path, headers={} if etag is None else {"If-None-Match": etag})
        response = connection.getresponse()
        return Got(response.status, response.getheader("ETag"), response.read())
    finally:
        connection.close()


def entries(server: DemoServer) -> dict[str, ET.Element]:
    """The items of every feed that answers, by id."""
    found: dict[str, ET.Element] = {}
    for url in server.urls:
        got = get(url)
        if got.status == 200:
            for item in ET.fromstring(got.body).findall("channel/item"):
                found[item.findtext("guid", "")] = item
    return found


def published(item: ET.Element) -> datetime:
    """When the item says it was published."""
    return parsedate_to_datetime(item.findtext("pubDate", ""))


def test_a_full_timeline_is_there_from_the_start(server: DemoServer) -> None:
    """Five feeds with at least fourteen entries, the newest minutes old and the oldest over a day."""
    ages = [START - published(item) for item in entries(server).values()]

    assert len(server.urls) == 5
    assert len(ages) >= 14
    assert timedelta(minutes=2) < min(ages) < timedelta(minutes=10)
    assert timedelta(hours=24) < max(ages) < timedelta(hours=36)


def test_each_feed_names_itself_and_its_language(server: DemoServer) -> None:
    """The feeds carry the outlets' titles, and the languages their readers would expect."""
    channels = [ET.fromstring(get(url).body) for url in server.urls]

    assert {(c.findtext("channel/title"), c.findtext("channel/language")) for c in channels} == {
        ("Le Quotidien", "fr"),
        ("Example Wire", "en"),
        ("Eastern Desk", "en"),
        ("Der Bote", "de"),
        ("Radio Frontière", "fr"),
    }


def test_entries_arrive_one_by_one_until_the_script_ends(server: DemoServer, clock: Clock) -> None:
    """Each arrival adds one entry, dated to that moment; after two minutes nothing more comes."""
    known = entries(server)
    for seconds in ARRIVALS:
        clock.at(seconds - 1)
        assert entries(server).keys() <= known.keys()
        clock.at(seconds)
        arrived = entries(server).keys() - known.keys()
        assert len(arrived) == 1
        item = entries(server)[arrived.pop()]
        assert timedelta(0) <= clock() - published(item) < timedelta(seconds=2)
        known |= entries(server)
    clock.at(END)
    last = [get(url).etag for url in server.urls]
    clock.at(3600)

    assert max(ARRIVALS) <= END
    assert len(known) == 25
    assert [get(url).etag for url in server.urls] == last


def test_the_toll_is_revised(server: DemoServer, clock: Clock) -> None:
    """The entry first says 31, then 33, in title and body alike, under the same id and date."""
    before = entries(server)[REVISION.id]
    clock.at(REVISION.at)
    after = entries(server)[REVISION.id]

    for part in ("title", CONTENT):
        assert "31 morts" in before.findtext(part, "")
        assert "33" not in before.findtext(part, "")
        assert after.findtext(part, "") == before.findtext(part, "").replace("31 morts", "33 morts")
    assert published(before) == published(after)


def test_one_feed_breaks_and_the_others_go_on(server: DemoServer, clock: Clock) -> None:
    """The feed that breaks answers well at first, then with an error; no other does."""
    before = [get(url).status for url in server.urls]
    clock.at(BREAK.at)
    after = {url: get(url).status for url in server.urls}

    assert before == [200] * 5
    assert [url for url, status in after.items() if status != 200] == [
        url for url in server.urls if BREAK.outlet in url
    ]


def test_an_unchanged_feed_is_not_sent_again(server: DemoServer, clock: Clock) -> None:
    """With its entity tag a feed answers 304 and no body, until the script changes that feed."""
    first = {url: get(url).etag for url in server.urls}
    clock.at(ARRIVALS[0])
    answers = [get(url, etag) for url, etag in first.items()]

    assert sorted(got.status for got in answers) == [200, 304, 304, 304, 304]
    assert all(got.body == b"" for got in answers if got.status == 304)


@pytest.mark.parametrize("stated", ["W/{}", '"other", {}', "*"])
def test_every_form_of_the_condition_is_understood(server: DemoServer, stated: str) -> None:
    """Weak tags, lists and the star match as RFC 9110 §13.1.2 says."""
    url = server.urls[0]

    assert get(url, stated.format(get(url).etag)).status == 304
    assert get(url, '"other"').status == 200


def test_an_unknown_address_is_not_found(server: DemoServer) -> None:
    """Only the feeds are served."""
    assert get(server.urls[0].rsplit("/", 1)[0] + "/etc/passwd").status == 404


def test_the_subscriptions_name_the_feeds(server: DemoServer) -> None:
    """The engine is told to poll each feed often enough to see every arrival by itself."""
    assert [each.url for each in server.subscriptions] == list(server.urls)
    gap = min(later - earlier for earlier, later in pairwise(ARRIVALS))
    assert all(each.every is not None and 5 <= each.every <= gap for each in server.subscriptions)


def test_a_stopped_server_answers_no_more() -> None:
    """After `stop` the port is free; a second `stop` is harmless."""
    server = DemoServer()
    urls = server.start()
    server.stop()
    server.stop()

    with pytest.raises(ConnectionRefusedError):
        get(urls[0])


def as_cached(item: ET.Element) -> CachedEntry:
    """The item as the cache would give it to a filter."""
    body = item.findtext(CONTENT, "")
    return CachedEntry(
        number=1,
        feed=1,
        feed_url="http://127.0.0.1/",
        source="a source",
        entry=Entry(id=item.findtext("guid", ""), title=item.findtext("title")),
        seen_at=START,
        text=read_html(body).text,
    )


@pytest.mark.parametrize(("name", "text"), DEMO_TOPICS)
def test_each_topic_tells_entries_apart(server: DemoServer, name: str, text: str) -> None:
    """Every topic of the demo finds at least two of the first entries, and at most half of them."""
    topic = parse(text)
    cached = [as_cached(item) for item in entries(server).values()]
    found = [each for each in cached if matches(topic, each, START)]

    assert 2 <= len(found) <= len(cached) / 2, name
