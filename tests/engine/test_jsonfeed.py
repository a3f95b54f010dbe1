"""JSON Feed, as its specification has it and as it comes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from livetui.engine.parse import parse_bytes
from livetui.errors import ParseError
from livetui.model.entry import BodyKind, Enclosure, Entry
from livetui.model.update import ParsedFeed

URL = "https://json.example/feed.json"
SAMPLE = Path(__file__).parents[1] / "data" / "feeds" / "feed11.json"


def parse(*items: Any, **top: Any) -> ParsedFeed:
    """A JSON Feed of these items, read."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": list(items), **top}
    return parse_bytes(json.dumps(feed).encode(), url=URL)


def test_whole_feed() -> None:
    """Every field has its place: HTML before text before summary, authors of the feed for entries without."""
    feed = parse_bytes(SAMPLE.read_bytes(), url=URL)
    assert (feed.title, feed.site, feed.lang, feed.strategy) == ("JSON & co", "https://json.example/", "en-US", "json")
    first, second, third = feed.entries
    assert first == Entry(
        id="7",
        url="https://json.example/7",
        title="1 < 2 & <b>so</b>",
        published=datetime(2022, 3, 4, 9, 0, tzinfo=UTC),
        updated=datetime(2022, 3, 4, 11, 0, tzinfo=UTC),
        authors=("Ann",),
        tags=("a", "b"),
        lang="fr",
        body="<p>html</p>",
        body_kind=BodyKind.HTML,
        enclosures=(Enclosure("https://json.example/a.mp3", "audio/mpeg", 99, 61),),
    )
    assert (second.url, second.authors, second.lang) == ("https://elsewhere.example/x", ("The desk",), "en-US")
    assert (second.body, second.body_kind) == ("a < b", BodyKind.TEXT)
    assert (third.body, third.authors) == ("short", ("Old style",))


@pytest.mark.parametrize(
    ("stated", "id_"), [("a", "a"), (7, "7"), (-1, "-1"), (1.5, "1.5"), (10**300, str(10**300))]
)  # fmt: skip
def test_ids_become_text(stated: object, id_: str) -> None:
    """An id that is a number is its digits."""
    assert parse({"id": stated, "content_text": "x"}).entries[0].id == id_


def test_zone_by_name() -> None:
    """A date in the format of mail is read too, its zone by name and by the language of the item."""
    item = {"id": "1", "title": "t", "date_published": "Fri, 04 Mar 2022 14:30:00 IST"}
    assert parse(item).entries[0].published == datetime(2022, 3, 4, 9, 0, tzinfo=UTC)
    assert parse({**item, "language": "he"}).entries[0].published == datetime(2022, 3, 4, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize("stated", [None, True, [], {}, ""])
def test_item_without_id_is_left_out(stated: object) -> None:
    """The specification has an item without an id, or with one that is no text, discarded; it is said."""
    item = {"id": stated, "url": "https://json.example/1", "title": "31 dead"}
    feed = parse(item, {"id": "good", "title": "Good"})
    assert [entry.id for entry in feed.entries] == ["good"]
    assert feed.notes == ("1 of 2 items have no id and were left out, as the format demands",)


def test_wrong_shapes_cost_only_themselves() -> None:
    """Items of the wrong shape are left out and it is said; fields of the wrong shape are as absent."""
    wrong: dict[str, Any] = {
        "id": "bad", "title": 5, "url": ["x"], "date_published": {}, "tags": "a", "authors": "x", "attachments": [3],
        "content_html": 1, "content_text": None, "language": 9,
    }  # fmt: skip
    feed = parse({"id": "good", "title": "Good"}, wrong, None, 3, [], {}, authors={"name": 1}, language=[], title=[])
    assert [entry.id for entry in feed.entries] == ["good", "bad"]
    assert feed.entries[1] == Entry(id="bad", body_kind=BodyKind.TEXT)
    assert feed.notes[0] == "3 of 6 items can't be read and were left out"


def test_feed_that_has_ended() -> None:
    """A feed that says it will not be updated again is read, and it is said."""
    assert parse({"id": "1", "title": "t"}, expired=True).notes == ("the feed says that it has ended",)
    assert parse().entries == ()


@pytest.mark.parametrize(
    "stated", ["2022-13-01T00:00:00Z", "9999-12-31T23:59:59Z", "-1", "0000-00-00", "soon", 7, None, "2022-03-04T25:00Z"]
)
def test_impossible_dates(stated: object) -> None:
    """A date that can't be is none."""
    assert parse({"id": "1", "date_published": stated}).entries[0].published is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"[" * 100_000, "nested too deeply"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "cut', "not valid JSON"),
        (b'{"items": {"0": {}}}', "no list of items"),
        (b'[{"id": "1"}]', "not a feed"),
        (b'{"error": "gone"}', "no list of items"),
        (b'{"items": [{"a": 1}]}', "no ids"),
        (b'{"items": [1, null]}', "none of its items"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [null]}', "none of its items"),
    ],
)
def test_no_json_feed(body: bytes, reason: str) -> None:
    """JSON that is broken, or no feed, is an error that says so."""
    with pytest.raises(ParseError, match=reason):
        parse_bytes(body, url=URL)


def test_numbers_beyond_measure() -> None:
    """A number of 5 000 digits, NaN and Infinity harm nobody."""
    body = b'{"version": "https://jsonfeed.org/version/1", "x": NaN, "items": [{"id": "1", "n": ' + b"9" * 5000 + b"}]}"
    assert [entry.id for entry in parse_bytes(body, url=URL).entries] == ["1"]


def test_texts_are_clean() -> None:
    """Escape sequences, surrogates and NUL do not come through; a byte order mark is no text."""
    item = {"id": "\x1b[2Ja\ud800\x00", "title": "\x1b]0;x\x07t", "content_text": "a\x9b1mb", "tags": ["\u202ea"]}
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]})
    (entry,) = parse_bytes(b"\xef\xbb\xbf" + body.encode(), url=URL).entries
    assert (entry.id, entry.title, entry.body, entry.tags) == ("a\ufffd\ufffd", "t", "ab", ("a",))
