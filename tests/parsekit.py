"""What tests of feeds share: a text read as a feed, and feeds of a few items."""

from __future__ import annotations

from pathlib import Path

from livetui.engine.parse import parse_bytes
from livetui.model.entry import Entry
from livetui.model.update import ParsedFeed

URL = "https://news.example/feed.xml"


FEEDS = Path(__file__).parent / "data" / "feeds"


def parse(text: str | bytes, content_type: str | None = None, url: str = URL) -> ParsedFeed:
    """What a text says as a feed."""
    return parse_bytes(text.encode() if isinstance(text, str) else text, url=url, content_type=content_type)


def rss(*items: str, head: str = "", prolog: str = '<?xml version="1.0"?>') -> str:
    """An RSS feed of these items."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'{prolog}<rss version="2.0"><channel><title>Wire</title>{head}{inner}</channel></rss>'


def only(text: str | bytes) -> Entry:
    """The one entry of a feed."""
    (entry,) = parse(text).entries
    return entry
