"""The posts of a plain text as entries."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from livetui.engine.live.clock import Clock, leading_clock, resolve
from livetui.model.entry import BodyKind, Entry
from livetui.text.clean import LIMITS, clean, clean_line
from livetui.text.split import HEADING, Post, split_posts

_NAMING = 80
"""Characters at the head of a post without heading that name it."""
_NO_LETTER = re.compile(r"[\W\d_]+")
_ENDS = re.compile(r"[.!?…][\s\"”»’)]*$")


def text_posts(text: str, modified: datetime | None = None) -> list[Entry]:
    """The posts that headings, clock lines and rules part, in the order of the text.

    Args: modified: when the text last changed, for times (guessed ones) of posts that state a clock; None: no times.
    """
    posts = list(split_posts(text))
    if sum(post.clock is not None for post in posts) > 1 and _introduces(posts[0]):
        posts = posts[1:]
    clocks = [found[0] if post.clock and (found := leading_clock(post.clock)) else None for post in posts]
    moments = resolve(clocks, modified, (UTC,)) if modified is not None else [None] * len(posts)
    entries = []
    seen: dict[str, int] = {}
    for post, clock, moment in reversed(list(zip(posts, clocks, moments, strict=True))):
        title = clean_line(post.heading, LIMITS.TITLE) if post.heading else None
        body = clean(post.body).strip()
        name = _name(title or body[:_NAMING], clock)
        seen[name] = seen.get(name, 0) + 1  # the oldest, which stand last, keep the plain name when others come
        identity = name if seen[name] == 1 else f"{name}-{seen[name]}"
        entries.append(
            Entry(
                identity,
                title=title or None,
                published=moment,
                body=body,
                body_kind=BodyKind.TEXT,
                guessed=moment is not None,
            )
        )
    return entries[::-1]


def _name(words: str, clock: Clock | None) -> str:
    """A text states no ids: its heading or first words and its clock name a post, without digits."""
    said = _NO_LETTER.sub("", words.casefold()) or words
    return hashlib.sha256(f"{clock or ''}\0{said}".encode("utf-8", "surrogatepass")).hexdigest()[:20]


def live_text(text: str, url: str, modified: datetime | None = None) -> list[Entry]:
    """The posts of a text that is followed: one that is told to be a text by its name, or that has clock lines.

    Whatever else a server sends as plain text (an error, a page of a captive network) has none.
    """
    named = url.lower().partition("?")[0].endswith(".txt")
    if not named and sum(post.clock is not None for post in split_posts(text)) < 2:
        return []
    posts = text_posts(text, modified)
    return posts if len(posts) > 1 else []


def _introduces(post: Post) -> bool:
    """Whether a text only says what follows it ("The Latest on the storm (all times local):"), or is its headline."""
    whole = post.body.strip() if post.heading is None else f"{post.heading}\n{post.body}".strip()
    last = whole.rpartition("\n")[2]
    return (
        post.clock is None
        and len(whole) < 400
        and (
            last.endswith(":")
            or (post.heading is None and "\n" not in whole and len(whole) <= HEADING and not _ENDS.search(whole))
        )
    )
