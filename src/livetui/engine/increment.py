"""Asking a live page for news alone, where its publisher answers that.

The answer to ``<page>.json?lastUpdate=block-…&isLivePage=true`` says how many posts came after the one named. It costs
a few bytes where the page costs half a megabyte. It tells nothing of edits and withdrawals, so only the page itself
decides: it is read when there is news, every so manieth time (`schedule.WHOLE`) and after an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

import msgspec

from livetui.engine.subscribe import is_remote
from livetui.model.entry import Entry

_BLOCK = re.compile(r"(?:block-)?([0-9a-f]{24})")
"""The id of a post; the reader of live pages takes off what stands before it."""
REFUSED = ""
"""Stands for the increment of a page that turned out to have none."""


class _Answer(msgspec.Struct):
    new: int = msgspec.field(name="numNewBlocks")


def increment_of(url: str, posts: Sequence[Entry]) -> str | None:
    """The address to ask for news after the newest of the posts; None where the page is not of that kind.

    Args: url: of the page, where it was found. posts: all of its posts, in the order of the page.
    """
    known = [post for post in posts if not post.pinned and _BLOCK.fullmatch(post.id)]
    if not is_remote(url) or "/live/" not in url or not known or len(known) * 2 < len(posts):
        return None
    newest = max(known, key=lambda post: post.published.timestamp() if post.published else 0.0)
    parts = urlsplit(url)
    return urlunsplit(
        parts._replace(
            path=parts.path + ".json", query=f"lastUpdate=block-{newest.id[-24:]}&isLivePage=true", fragment=""
        )
    )


def brings_news(body: bytes) -> bool | None:
    """Whether the answer says that there are new posts; None: it is no such answer."""
    try:
        return msgspec.json.decode(body, type=_Answer).new > 0
    except msgspec.DecodeError:
        return None
