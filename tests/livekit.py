"""Live pages of a newsroom that does not exist, as bytes, for tests that follow them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

START = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
"""When the first post of a page was published."""


@dataclass(frozen=True, slots=True)
class LivePost:
    """A post of such a page."""

    key: str
    title: str
    text: str
    minute: int
    """Minutes after `START`."""
    pinned: bool = False

    def edited(self, text: str) -> LivePost:
        """The same post with other words."""
        return replace(self, text=text)


def post(number: int, text: str | None = None, title: str | None = None) -> LivePost:
    """The so manieth post: its id, its headline and its time follow from its number."""
    words = text or f"The observers report on stage {number} of the talks, and nothing was signed so far."
    return LivePost(
        f"block-{sha256(bytes([number])).hexdigest()[:24]}", title or f"Stage {number} of the talks", words, number * 7
    )


def live_page(posts: Sequence[LivePost], title: str = "Talks in Lindmar: live", ends: datetime | None = None) -> bytes:
    """A page with these posts, the first at the top: elements with an id and a time, and the data of the whole."""
    articles = "".join(
        f'<article id="{each.key}" class="block"><h2>{html.escape(each.title)}</h2>'
        f'<time datetime="{_time(each)}">{_time(each)[11:16]}</time><p>{html.escape(each.text)}</p></article>'
        for each in posts
    )
    end = f'"coverageEndTime": "{ends.isoformat()}",' if ends else ""
    newest = max((_time(each) for each in posts), default=START.isoformat())
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "LiveBlogPosting",'
        f'"headline": "{title}", {end} "datePublished": "{START.isoformat()}", "dateModified": "{newest}"}}</script>'
        f"</head><body><h1>{title}</h1><main><div class='blocks'>{articles}</div></main></body></html>"
    ).encode()


def _time(each: LivePost) -> str:
    return (START + timedelta(minutes=each.minute)).isoformat()
