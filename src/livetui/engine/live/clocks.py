"""Clocks that pages write before headlines and texts ("14.42 Uhr: …", "10:05 IST:"): taken off, and kept as times."""

from __future__ import annotations

import re
from collections.abc import Sequence

from livetui.engine.live.clock import leading_clock
from livetui.engine.live.draft import Draft

_BEGIN = re.compile(
    r"(?P<open>\s*(?:<(?:p|div|span)\b[^>]{0,80}>\s*)*)(?:<(?:strong|b|em|span)\b[^>]{0,60}>)?"
    r"(?P<text>[^<]{2,140})(?P<end></(?:strong|b|em|span)>\s*(?:<br\s*/?>)?)?"
)
_LIKELY = re.compile(r"[\s\[(+|•*]*(?:\w{1,7}\.?\s+)?\d{1,2}\s?(?:[:.hH]\s?\d\d|[ap]\.?\s?m|h\b|Uhr)")
"""What a text that begins with a clock looks like at first sight."""
SAMPLE = 12
"""Posts by which it is told whether a page begins its posts with clocks."""


def take_clocks(posts: Sequence[Draft]) -> None:
    """Take the clock off headlines and bodies that begin with one, where it is the page's way to begin them."""
    step = max(1, len(posts) // SAMPLE)
    if any(post.title and _LIKELY.match(post.title) for post in posts[::step]):
        _from_titles(posts)
    if any(_begins(post.body) for post in posts[::step]):
        _from_bodies(posts)


def _from_titles(posts: Sequence[Draft]) -> None:
    titled = [(post, leading_clock(post.title)) for post in posts if post.title]
    heads = [(post, found) for post, found in titled if found is not None and found[1].strip()]
    all_of_them = 2 * len(heads) > len(titled)
    for post, (clock, rest, parted) in heads:
        if parted or all_of_them:
            post.clock, post.title = post.clock or clock, rest.strip() or None


def _begins(body: str) -> bool:
    match = _BEGIN.match(body[:400])
    return match is not None and _LIKELY.match(match["text"]) is not None


def _from_bodies(posts: Sequence[Draft]) -> None:
    taken = []
    for post in posts:
        match = _BEGIN.match(post.body[:400])
        found = leading_clock(match["text"]) if match is not None else None
        if match is None or found is None:
            continue
        whole = bool(match["end"]) and not found[1].strip(" :.–—-")
        if whole or found[2]:
            taken.append((post, match, found, whole))
    if 2 * len(taken) <= len(posts):
        return
    for post, match, (clock, rest, _), whole in taken:
        post.clock = post.clock or clock
        kept = match["open"] if not whole or match["open"].startswith("<p") else ""
        after = post.body[match.end() :] if whole else rest + post.body[match.end("text") :]
        post.body = kept + after.lstrip(" :")
