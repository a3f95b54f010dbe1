"""Every way of writing a live page that is known, each as a small page of our own (`tests/data/live`)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from livetui.engine.parse import WebPage, parse_bytes
from livetui.model.feed import FeedKind
from livetui.model.update import ParsedFeed
from livetui.text.blocks import read_body

PAGES = Path(__file__).parents[1] / "data" / "live"
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAGES / "expected.json").read_text("utf-8"))
NOW = datetime(2025, 11, 12, 17, 55, tzinfo=UTC)


def read(name: str) -> ParsedFeed:
    """The page of that name, retrieved soon after its last post."""
    return parse_bytes((PAGES / f"{name}.html").read_bytes(), url=f"/pages/{name}.html", now=NOW)


@pytest.mark.parametrize("name", EXPECTED["live"])
def test_each_kind_gives_its_posts_once_with_title_time_and_text(name: str) -> None:
    """Each kind gives its posts once with title time and text."""
    expected, feed = EXPECTED["live"][name], read(name)
    assert (feed.kind, feed.strategy) == (FeedKind.LIVE, expected["strategy"])
    found = []
    for entry in feed.entries:
        text = read_body(entry.body, entry.body_kind, entry.url).text
        when = entry.published.strftime("%Y-%m-%dT%H:%M:%SZ") if entry.published else None
        found.append({"title": entry.title, "published": when, "starts": text[:30], "pinned": entry.pinned})
        assert entry.live
        assert entry.guessed == expected["guessed"]
        assert "Share" not in text
        assert "night boat" not in text
    assert found == [{**post, "starts": post["starts"][:30]} for post in expected["posts"]]
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert any(expected["note"] in note for note in feed.notes) if "note" in expected else not feed.notes


@pytest.mark.parametrize("name", EXPECTED["none"])
def test_what_is_no_live_page_says_why(name: str) -> None:
    """What is no live page says why."""
    with pytest.raises(WebPage) as caught:
        read(name)
    assert any(why in caught.value.reason for why in EXPECTED["none"][name].split("|"))
