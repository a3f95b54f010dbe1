"""Entries that a feed says are deleted."""

from __future__ import annotations

from livetui.engine.parse import parse_bytes
from livetui.engine.tombstones import MOST, NAMESPACE, deleted_ids

FEED = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="{NAMESPACE}"><id>tag:example.org,2026:f</id><title>T</title>
<updated>2026-03-04T14:00:00Z</updated>
<at:deleted-entry ref="tag:example.org,2026:1?a=1&amp;b=2" when="2026-03-04T13:00:00Z"><at:comment>twice</at:comment>
</at:deleted-entry>
<at:deleted-entry when="2026-03-04T13:00:00Z" ref='tag:example.org,2026:2'/>
<entry><id>tag:example.org,2026:3</id><title>Kept</title><updated>2026-03-04T14:00:00Z</updated>
<content type="html"><![CDATA[<at:deleted-entry ref="tag:example.org,2026:3"/>]]></content></entry>
<!-- <at:deleted-entry ref="tag:example.org,2026:4"/> -->
</feed>"""
GONE = ("tag:example.org,2026:1?a=1&b=2", "tag:example.org,2026:2")


def test_tombstones_name_what_is_deleted() -> None:
    """Only the feed's own markup counts, not what an entry quotes."""
    parsed = parse_bytes(FEED.encode(), url="https://example.org/feed")
    assert parsed.deleted == GONE
    assert [entry.title for entry in parsed.entries] == ["Kept"]


def test_the_prefix_is_the_feeds_own() -> None:
    """Any prefix will do, also none; another namespace does not."""
    assert deleted_ids(FEED.replace("at:", "x:").replace("xmlns:at", "xmlns:x")) == GONE
    assert deleted_ids(FEED.replace(NAMESPACE, "https://other.example/")) == ()


def test_hostile_tombstones_cost_nothing() -> None:
    """Many, endless or broken ones are passed over in linear time."""
    head = f'<feed xmlns:at="{NAMESPACE}">'
    assert len(deleted_ids(head + "".join(f'<at:deleted-entry ref="{n}"/>' for n in range(MOST + 50)))) == MOST
    for piece in ("<at:deleted-entry ", "<at:deleted-entry ref='", "<![CDATA[", "<!--", ' xmlns:at="'):
        assert deleted_ids(head + piece * 20_000) == ()
