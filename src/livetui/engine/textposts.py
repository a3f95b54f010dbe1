"""The posts of a plain text as entries."""

from __future__ import annotations

import hashlib

from livetui.model.entry import BodyKind, Entry
from livetui.text.clean import LIMITS, clean, clean_line
from livetui.text.split import Post, split_posts


def text_posts(text: str) -> list[Entry]:
    """The posts that headings, clock lines and rules part, in the order of the text; without times."""
    entries = []
    seen: dict[str, int] = {}
    posts = split_posts(text)
    if sum(post.clock is not None for post in posts) > 1 and _introduces(posts[0]):
        posts = posts[1:]
    for post in posts:
        title = clean_line(post.heading, LIMITS.TITLE) if post.heading else None
        body = clean(post.body).strip()
        # A text states no ids: the heading (else the first words) names a post, so that an edit further down keeps it.
        name = hashlib.sha256((title or body[:80]).encode()).hexdigest()[:20]
        seen[name] = seen.get(name, 0) + 1
        identity = name if seen[name] == 1 else f"{name}-{seen[name]}"
        entries.append(Entry(identity, title=title or None, body=body, body_kind=BodyKind.TEXT))
    return entries


def live_text(text: str, url: str) -> list[Entry]:
    """The posts of a text that is followed: one that is told to be a text by its name, or that has clock lines.

    Whatever else a server sends as plain text (an error, a page of a captive network) has none.
    """
    named = url.lower().partition("?")[0].endswith(".txt")
    if not named and sum(post.clock is not None for post in split_posts(text)) < 2:
        return []
    posts = text_posts(text)
    return posts if len(posts) > 1 else []


def _introduces(post: Post) -> bool:
    """Whether a text only says what follows it ("The Latest on the storm (all times local):")."""
    return post.clock is None and post.heading is None and len(post.body) < 400 and post.body.rstrip().endswith(":")
