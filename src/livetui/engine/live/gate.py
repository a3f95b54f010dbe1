"""Whether elements that repeat and have times are the posts of a live page: not teasers, a programme, a forum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from livetui.engine.live.draft import Draft
from livetui.engine.live.page import Page

_LINK = re.compile(r"(?:<div>\s*)*<a\b[^>]*>(?:(?!</a>).)*</a>(?:\s*</div>)*", re.DOTALL)
_TOLD = 30
"""Characters of HTML that a post without a headline has at least."""
_TEASED = 600
"""Characters of HTML that a teaser has at most."""
_AHEAD = timedelta(hours=3)
"""How far ahead a time is that tells a plan; less may be a zone that a page does not name."""
_KEPT_UP = timedelta(minutes=30)
"""How far the newest post of a live page is from the last change that the page states."""
_ENOUGH = 4
"""Posts from which their times tell a programme."""
_STEP, _HALF = 5, 15
"""Minutes: times of a programme are multiples."""


def may_be_live(posts: Sequence[Draft], page: Page, *, marked: bool = False) -> bool:
    """Whether posts that the page does not mark as those of a live page can be that.

    Args:
        page: does it announce that it is live, or only hold words that others use, too? Then more is asked for.
        marked: the page marks them as entries of a feed, which a blog does, too.
    """
    if marked:
        if page.announced:
            return True
        if not page.hints:
            return not _lead_away(posts) and not _are_teasers(posts)
    if _are_teasers(posts) or _is_programme(posts):
        return False
    return page.announced or _is_credible(posts, page)


def _are_teasers(posts: Sequence[Draft]) -> bool:
    """Whether most lead elsewhere, to a page of their own or down this one, and say little themselves."""
    contents = sum(
        post.html and not post.title and (len(post.body) < _TOLD or _LINK.fullmatch(post.body.strip()) is not None)
        for post in posts
    )
    outward = [post for post in posts if post.outward]
    short = sum(post.paragraphs <= 1 and len(post.body) < _TEASED for post in outward)
    return (2 * len(outward) > len(posts) and 2 * short > len(outward)) or 2 * contents > len(posts)


def _lead_away(posts: Sequence[Draft]) -> bool:
    """Whether any post but one leads to a page of its own, as the articles of a blog do."""
    return sum(post.outward for post in posts) > 1


def _is_programme(posts: Sequence[Draft]) -> bool:
    """Whether the times are those of a plan: clocks in steps, the earliest first, and nothing has an id."""
    minutes = [post.clock.minutes for post in posts if post.clock is not None]
    if len(minutes) < max(_ENOUGH, len(posts)) or any(post.keys for post in posts):
        return False
    rising = sum(before < after for before, after in pairwise(minutes))
    return all(minute % _HALF == 0 for minute in minutes) and 2 * rising > len(minutes)


def _is_credible(posts: Sequence[Draft], page: Page) -> bool:
    """Whether posts of a page that only hints at being live look like what happened: past, at odd minutes, told.

    A plan names times ahead, or in steps; of talk among readers nothing has a headline, and the oldest stands first.
    """
    times = [post.published for post in posts if post.published is not None]
    last = max((at for at in (page.now, page.modified) if at is not None), default=None)
    ahead = sum(at > last + _AHEAD for at in times) if last is not None else 0
    in_steps = len(times) >= _ENOUGH and all(at.minute % _STEP == 0 for at in times)
    if 2 * ahead > len(times) or in_steps:
        return False
    titled = sum(post.title is not None for post in posts)
    if 2 * titled > len(posts):
        return True
    return not _is_oldest_first(times) and (page.hints > 1 or _is_kept_up(times, page))


def _is_kept_up(times: Sequence[datetime], page: Page) -> bool:
    """Whether the page changed last when its newest post was written; an article that people talk about did not."""
    return bool(times) and page.modified is not None and abs(max(times) - page.modified) <= _KEPT_UP


def _is_oldest_first(times: Sequence[datetime]) -> bool:
    rising = sum(before < after for before, after in pairwise(times))
    return 2 * rising > len(times) - 1 > 0
