"""Retrieving feeds from a real server on the loopback interface, and from files."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from livetui.engine.retrieve import Limits, Retriever, _next
from livetui.engine.transfer import Headers
from livetui.errors import RetrieveError
from livetui.model.feed import Validators
from loopback import Loopback, Reply

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>" + b" " * 2000


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server to be scripted."""
    with Loopback() as server:
        yield server


@pytest.fixture
async def retriever() -> AsyncIterator[Retriever]:
    """A retriever with small limits."""
    retriever = Retriever(limits=Limits(decoded=100_000, total=10))
    yield retriever
    await retriever.aclose()


async def refused(retriever: Retriever, url: str) -> RetrieveError:
    """The error that retrieving ends in; it is one clean line in any case."""
    with pytest.raises(RetrieveError) as caught:
        await retriever.retrieve(url)
    line = str(caught.value)
    assert len(caught.value.reason) <= 300
    assert line.isprintable()
    return caught.value


async def test_unchanged_is_its_own_outcome(server: Loopback, retriever: Retriever) -> None:
    """What a server gave to ask again with goes back byte for byte, and 304 brings no body."""
    url = server.route("/", Reply(FEED, etag='W/"a b"', headers=(("Last-Modified", "Tue, 01 Mar 2022 10:00:00 GMT"),)))
    first = await retriever.retrieve(url)
    again = await retriever.retrieve(url, first.validators)
    assert (first.status, first.body) == (200, FEED)
    assert first.validators == Validators('W/"a b"', "Tue, 01 Mar 2022 10:00:00 GMT", hashlib.sha256(FEED).hexdigest())
    assert (again.status, again.body, again.validators) == (304, None, first.validators)
    sent = server.requests[1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"a b"', "Tue, 01 Mar 2022 10:00:00 GMT")


async def test_unchanged_answers_share_a_connection(server: Loopback, retriever: Retriever) -> None:
    """A round of feeds in which nothing changed costs a server one connection, not one a feed."""
    url = server.route("/", Reply(FEED, headers=(("ETag", '"1"'),)), Reply(status=304))
    known = (await retriever.retrieve(url)).validators
    for _ in range(3):
        assert (await retriever.retrieve(url, known)).status == 304
    assert server.connections == 1


@pytest.mark.parametrize("status", [204, 304])
async def test_nothing_from_nothing(server: Loopback, retriever: Retriever, status: int) -> None:
    """An answer without a body is an error where nothing is known yet, and no change where something is."""
    url = server.route("/", Reply(status=status))
    error = await refused(retriever, url)
    assert (error.reason, error.status) == ("the server sent nothing", status)
    known = Validators(digest="d")
    again = await retriever.retrieve(url, known)
    assert (again.body, again.validators) == (None, known)


async def test_honest_request(server: Loopback, retriever: Retriever) -> None:
    """The program says who it is, asks for gzip alone, and sends no cookie back."""
    url = server.route("/", Reply(FEED, headers=(("Set-Cookie", "id=1; Path=/"),)))
    await retriever.retrieve(url)
    await retriever.retrieve(url)
    sent = server.requests[1].headers
    assert sent["user-agent"].startswith("livetui/")
    assert sent["accept-encoding"] == "gzip"
    assert sent["a-im"] == "feed"
    assert "cookie" not in sent


async def test_connection_is_kept(server: Loopback, retriever: Retriever) -> None:
    """Polls of one server one after the other share a connection; at the same time each has its own."""
    url = server.route("/", Reply(FEED))
    for _ in range(3):
        await retriever.retrieve(url)
    assert server.connections == 1
    await asyncio.gather(*(retriever.retrieve(url) for _ in range(4)))
    assert server.connections == 4


async def test_kept_connection_may_be_gone(server: Loopback, retriever: Retriever) -> None:
    """A server that ends a kept connection instead of answering is asked once more on a new one."""
    url = server.route("/", Reply(FEED), Reply(raw=b""), Reply(FEED))
    await retriever.retrieve(url)
    assert (await retriever.retrieve(url)).body == FEED
    assert len(server.requests) == 3


async def test_partial_answer_is_marked(server: Loopback, retriever: Retriever) -> None:
    """226 brings only what is new, which must not be taken for the whole feed."""
    answer = await retriever.retrieve(server.route("/", Reply(FEED, 226, (("IM", "feed"),))))
    assert answer.partial
    assert answer.body == FEED


@pytest.mark.parametrize("labelled", [True, False])
async def test_gzip(server: Loopback, retriever: Retriever, labelled: bool) -> None:
    """Compressed bodies are read, with or without the header that says so, in one member or several."""
    body = gzip.compress(FEED[:1000]) + gzip.compress(FEED[1000:])
    headers = (("Content-Encoding", "gzip"),) if labelled else ()
    answer = await retriever.retrieve(server.route("/", Reply(body, headers=headers)))
    assert answer.body == FEED
    assert answer.received == len(body)


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ((("Content-Encoding", "gzip"),), gzip.compress(b"A" * 200_000), "longer than"),
        ((("Content-Encoding", "gzip, gzip"),), gzip.compress(gzip.compress(FEED)), "several times"),
        ((("Content-Encoding", "br"),), b"\x0b\x02\x80", "not asked for"),
        ((("Content-Encoding", "deflate"),), zlib.compress(FEED), "not asked for"),
        ((("Content-Encoding", "gzip"),), gzip.compress(os.urandom(3000))[:500], "cut short"),
        ((("Content-Encoding", "gzip"),), gzip.compress(FEED)[:-8] + b"\0" * 8, "damaged"),
        ((), b"A" * 100_001, "longer than"),
        (tuple((f"X-{n}", "a" * 900) for n in range(80)), FEED, "headers are too long"),
    ],
    ids=["bomb", "twice", "brotli", "deflate", "cut", "damaged", "long", "headers"],
)
async def test_bombs_and_cuts(
    server: Loopback, retriever: Retriever, headers: tuple[tuple[str, str], ...], body: bytes, reason: str
) -> None:
    """Too long, compressed over and over, or cut: an error that says so, and no half body."""
    error = await refused(retriever, server.route("/", Reply(body, headers=headers)))
    assert reason in error.reason


async def test_short_body_is_an_error(server: Loopback, retriever: Retriever) -> None:
    """A body that ends before its stated length is no feed."""
    error = await refused(retriever, server.route("/", Reply(FEED, cut=100)))
    assert "cut short" in error.reason


async def test_silence_ends(server: Loopback) -> None:
    """A server that says nothing more is given up, and others are retrieved meanwhile."""
    retriever = Retriever(limits=Limits(total=0.3))
    slow = asyncio.create_task(refused(retriever, server.route("/slow", Reply(silent=True))))
    good = await retriever.retrieve(server.route("/good", Reply(FEED)))
    assert good.body == FEED
    assert (await slow).reason == "gave up after 0.3 seconds"
    await retriever.aclose()


@pytest.mark.parametrize(
    ("status", "stated", "wait"),
    [
        (429, "3600", 3600.0),
        (503, "1", 60.0),
        (503, "999999999999999999", 86400.0),
        (429, "-5", None),
        (429, "soon\x07", None),
        (429, "1.5", None),
        (503, "Thu, 01 Jan 1970 00:00:00 GMT", None),
        (503, "Fri, 31 Dec 9999 23:59:59 GMT", 86400.0),
        (404, None, None),
    ],
)
async def test_status_and_wait(
    server: Loopback, retriever: Retriever, status: int, stated: str | None, wait: float | None
) -> None:
    """An error carries its status and a wait within a minute and a day; nothing the server wrote is repeated."""
    headers = (("Retry-After", stated),) if stated else ()
    error = await refused(retriever, server.route("/", Reply(b"no", status, headers)))
    assert (error.status, error.retry_after) == (status, wait)
    assert "As scripted" not in error.reason


async def test_freshness(server: Loopback, retriever: Retriever) -> None:
    """Cache-Control says how long an answer is fresh, a day at most."""
    url = server.route(
        "/", Reply(FEED, headers=(("Cache-Control", "public, max-age=90"),)),
        Reply(FEED, headers=(("Cache-Control", "max-age=1000000000000"),)), Reply(FEED),
    )  # fmt: skip
    assert [(await retriever.retrieve(url)).max_age for _ in range(3)] == [90.0, 86400.0, None]


async def test_unfit_validators_are_dropped(server: Loopback, retriever: Retriever) -> None:
    """A long or unprintable ETag is neither kept nor, if one was kept, sent."""
    url = server.route("/", Reply(FEED, etag='"' + "x" * 1001 + '"'), Reply(FEED, etag='"\xe9\x1b"'))
    for _ in range(2):
        assert (await retriever.retrieve(url)).validators.etag is None
    await retriever.retrieve(url, Validators(etag="é\n"))
    assert "if-none-match" not in server.requests[2].headers


async def test_redirects(server: Loopback, retriever: Retriever) -> None:
    """Redirects are followed; only what came before the first temporary one is a move for good."""
    end = server.route("/end", Reply(FEED))
    temporary = server.route("/b", Reply(status=302, headers=(("Location", "/end"),)))
    answer = await retriever.retrieve(server.route("/a", Reply(status=301, headers=(("Location", "b"),))))
    assert (answer.url, answer.permanent, answer.body) == (end, temporary, FEED)
    assert (await retriever.retrieve(temporary)).permanent is None


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/again", "circle"),
        ("file:///etc/passwd", "away from http"),
        ("javascript:alert(1)", "away from http"),
        ("http://user:secret@127.0.0.1/", "password"),
        ("http://127.0.0.1:99999/", "not valid"),
        ("http://[/", "not valid"),
        ("/x\x1b]0;title\x07", "not valid"),
        ("/" + "a" * 9000, "too long"),
        (None, "names no address"),
    ],
)
async def test_redirects_refused(server: Loopback, retriever: Retriever, location: str | None, reason: str) -> None:
    """A redirect that goes round, away from the web, or nowhere is an error, and no secret is repeated."""
    headers = (("Location", location),) if location else ()
    url = server.route("/again", Reply(status=302, headers=headers))
    error = await refused(retriever, url)
    assert reason in error.reason
    assert "secret" not in str(error)
    assert len(server.requests) == 1


def test_no_way_from_https_to_http() -> None:
    """A secure address is not given up for an open one; the way up is free."""
    headers = [Headers([(b"Location", location)]) for location in (b"http://a.example/", b"https://a.example/")]
    with pytest.raises(RetrieveError, match="secure"):
        _next(httpx.URL("https://a.example/x"), headers[0], "feed", 302)
    assert str(_next(httpx.URL("http://a.example/x"), headers[1], "feed", 302)) == "https://a.example/"


async def test_chain_has_an_end(server: Loopback, retriever: Retriever) -> None:
    """Ten redirects are followed, eleven are not."""
    for n in range(12):
        server.route(f"/{n}", Reply(status=302, headers=(("Location", f"/{n + 1}"),)))
    server.route("/12", Reply(FEED))
    assert (await retriever.retrieve(server.url("/2"))).body == FEED
    assert "more than 10" in (await refused(retriever, server.url("/1"))).reason


async def test_public_page_does_not_lead_inside(server: Loopback) -> None:
    """From a public address no redirect reaches a private one: the connection is ended before anything is asked."""
    with Loopback("127.0.0.2") as inside:
        secret = inside.route("/secret", Reply(FEED))
        url = server.route("/", Reply(status=302, headers=(("Location", secret),)))
        retriever = Retriever(is_private=lambda address: address == "127.0.0.2")
        assert "private network" in (await refused(retriever, url)).reason
        assert inside.requests == []
        assert (await retriever.retrieve(secret)).body == FEED, "an address that the user gave may be private"
        assert "private network" in (await refused(retriever, url)).reason, "also when a connection to it stands"
        assert len(inside.requests) == 1
        await retriever.aclose()


async def test_password_stays_with_its_origin(server: Loopback, retriever: Retriever) -> None:
    """A user and password in the address go to that server alone, and appear in no result and no error."""
    with Loopback() as other:
        server.route("/", Reply(status=302, headers=(("Location", other.route("/", Reply(FEED))),)))
        server.route("/gone", Reply(status=410))
        answer = await retriever.retrieve(server.url("/").replace("//", "//me:secret@"))
        error = await refused(retriever, server.url("/gone").replace("//", "//me:secret@"))
    assert server.requests[0].headers["authorization"] == "Basic bWU6c2VjcmV0"
    assert "authorization" not in other.requests[0].headers
    assert "secret" not in answer.url + str(error)


@pytest.mark.parametrize(
    "url",
    ["ftp://127.0.0.1/", "http://", "http://[/", "nonsense", "", "http://" + "a" * 300 + "/", "http://127.0.0.1:0/",
     "http://ex\x00ample/", "http://xn--/", "file://elsewhere/feed.xml"],
)  # fmt: skip
async def test_bad_addresses(retriever: Retriever, url: str) -> None:
    """An address that can't be asked for is an error like any other."""
    with pytest.raises(RetrieveError) as caught:
        await retriever.retrieve(url)
    assert caught.value.status is None


@pytest.mark.parametrize(
    "raw",
    [b"", b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
)  # fmt: skip
async def test_no_http(server: Loopback, retriever: Retriever, raw: bytes) -> None:
    """What is not HTTP is an error of that feed, and the next one is retrieved all the same."""
    error = await refused(retriever, server.route("/", Reply(raw=raw)))
    assert "HTTP" in error.reason
    assert (await retriever.retrieve(server.route("/good", Reply(FEED)))).body == FEED


async def test_refused_connection_is_not_offline(server: Loopback, retriever: Retriever) -> None:
    """A server that is down says nothing about the network; a name that can't be found does."""
    with Loopback() as gone:
        url = gone.url()
    error = await refused(retriever, url)
    assert (error.reason, error.offline) == ("the server refuses connections", False)


async def test_file(tmp_path: Path, retriever: Retriever) -> None:
    """A local file is read by path and by URL, and is unchanged as long as its time and size are."""
    file = tmp_path / "a feed.xml"
    file.write_bytes(FEED)
    first = await retriever.retrieve(str(file))
    assert (first.body, first.status) == (FEED, 200)
    assert (await retriever.retrieve(file.as_uri())).body == FEED
    assert (await retriever.retrieve(str(file), first.validators)).body is None
    os.utime(file, (1, 1))
    assert (await retriever.retrieve(str(file), first.validators)).body == FEED


async def test_files_that_are_none(tmp_path: Path, retriever: Retriever) -> None:
    """Devices, pipes, folders and huge files end at once in an error."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "huge").write_bytes(b"x" * 100_001)
    reasons = [
        (await refused(retriever, str(path))).reason
        for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero"), tmp_path / "huge", tmp_path / "none")
    ]
    assert reasons[:3] == ["not a regular file"] * 3
    assert "longer than" in reasons[3]
    assert reasons[4] == "no such file"
