"""Entries that are lists of headed updates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from livetui.engine.parse import parse_bytes
from livetui.engine.splitting import split_entries
from livetui.model.entry import BodyKind, Entry
from livetui.model.feed import Split

PUBLISHED = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
BODY = (
    "<div><p>The day in short.</p>"
    "<h3>14:32 – Talks resume</h3><p>Both <a href='https://example.org/s'>sides</a> met.</p><p>They talk on.</p>"
    "<h3>13:40 – Bridge open</h3><p>Cars pass again.</p>"
    "<p><strong>09:05 – Rain sets in</strong></p><p>It will last.</p></div>"
)
ENTRY = Entry("e1", url="https://example.org/live/1", title="The day", published=PUBLISHED, body=BODY, lang="en")


def test_headed_updates_become_posts() -> None:
    """Each with its heading, its clock as its time, and its markup; what leads in is a post without a title."""
    posts = split_entries([ENTRY], Split.ALWAYS)
    assert [post.title for post in posts] == [None, "Talks resume", "Bridge open", "Rain sets in"]
    times = [post.published.strftime("%H:%M") if post.published else None for post in posts]
    assert times == ["15:00", "14:32", "13:40", "09:05"]
    assert all(post.live and post.guessed and post.url == ENTRY.url and post.lang == "en" for post in posts)
    assert "href" in posts[1].body
    assert "They talk on." in posts[1].body


def test_an_edit_of_one_post_leaves_all_ids() -> None:
    """Also a new post above, and another day on which the feed is read."""
    before = {post.title: post.id for post in split_entries([ENTRY], Split.ALWAYS)}
    body = BODY.replace("Cars pass again.", "Cars and trucks pass.").replace(
        "<h3>14:32", "<h3>14:50 – News</h3><p>Just in.</p><h3>14:32"
    )
    later = replace(ENTRY, body=body, published=datetime(2026, 3, 5, 9, 0, tzinfo=UTC))
    after = {post.title: post.id for post in split_entries([later], Split.ALWAYS)}
    assert {title: after[title] for title in before} == before
    assert len(set(after.values())) == 5


def test_a_text_is_split_at_its_headings_too() -> None:
    """Plain text has headings by their shape."""
    words = "Both sides met at noon and said that there was much to talk about before anything could be signed at all."
    text = f"Talks resume in the capital\n{words}\n\nThe bridge is open\n{words}"
    posts = split_entries([replace(ENTRY, body=text, body_kind=BodyKind.TEXT)], Split.ALWAYS)
    assert [post.title for post in posts] == ["Talks resume in the capital", "The bridge is open"]


def test_only_what_is_told_or_announced_is_split() -> None:
    """Auto takes apart what announces a live page, never takes nothing, and one heading is no list."""
    report = replace(ENTRY, url="https://example.org/report")
    assert split_entries([report], Split.AUTO) == (report,)
    assert len(split_entries([ENTRY], Split.AUTO)) == 4
    assert len(split_entries([report], Split.ALWAYS)) == 4
    assert split_entries([ENTRY], Split.NEVER) == (ENTRY,)
    single = replace(ENTRY, body="<h3>Only one</h3><p>Words.</p>")
    assert split_entries([single], Split.ALWAYS) == (single,)


def test_a_feed_is_split_as_its_reader_is_told() -> None:
    """The option reaches the worker's own function."""
    feed = (
        '<rss version="2.0"><channel><title>T</title><item><guid>1</guid><title>Day</title><description><![CDATA['
        f"{BODY}]]></description></item></channel></rss>"
    ).encode()
    url = "https://example.org/feed"
    assert len(parse_bytes(feed, url=url).entries) == 1
    assert len(parse_bytes(feed, url=url, split=Split.ALWAYS).entries) == 4
