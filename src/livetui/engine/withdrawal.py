"""Which posts of a live page are gone from it. Pure: what the page shows now against what it showed before.

A post is withdrawn when two good polls in a row miss it on a page that still shows older posts. Everything else that
makes posts disappear is no withdrawal: a page that is cut to its newest posts and may keep its first ones at the foot,
one that comes half, one that another rung of the ladder has read, an answer that brings only what is new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from livetui.model.entry import Entry
from livetui.model.shown import Post, Shown
from livetui.store import Known

BELIEVED = 3
"""The so manieth page in a row that shows too few posts, but those each time, is taken as what the page is now."""
FOOT = 2
"""Posts at the foot of a page that may be kept there though what stood above them was cut."""
ALIKE = 0.8
"""Part of the posts that is found again where two ways of reading a page find the same."""
KEPT = 4000
"""Posts of one page that are watched at most, from its top."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at a live page tells."""

    shown: Shown
    """To be kept for the next poll."""
    gone: tuple[str, ...] = ()
    """Ids of the posts that are withdrawn."""
    refused: str | None = None
    """Why the page is not believed, in words for the user; None: it is."""


def judge(
    entries: Sequence[Entry], before: Shown | None, known: Mapping[str, Known], *, comparable: bool = True
) -> Verdict:
    """Judge a whole page.

    Args:
        entries: the posts found, in the order of the page.
        before: what the polls before left; None: it was never seen.
        known: what the store knows, at least of the posts of `before`.
        comparable: False: it was read otherwise than the last time, so that what is missing says nothing, unless nearly
            all the rest is there.
    """
    keys = tuple(entry.id for entry in entries)
    if before is None:
        return Verdict(_fresh(keys))
    if len(keys) * 2 < before.found:
        again = before.refusals if set(before.refused) <= set(keys) else 0
        if not keys or again + 1 < BELIEVED:
            reason = f"shows {len(keys)} posts where there were {before.found}; kept as it was until it is whole again"
            return Verdict(replace(before, refusals=again + 1, refused=keys), refused=reason)
        return Verdict(_fresh(keys))
    if not comparable and not _mostly_there(keys, before):
        return Verdict(_fresh(keys))
    missing = _missing(entries, before, known)
    gone = tuple(post.key for post in before.posts if post.key in missing and post.missed)
    return Verdict(Shown(_merged(keys, before.posts, missing.difference(gone))[:KEPT], len(keys)), gone)


def unchanged(before: Shown) -> Verdict:
    """Judge an answer that the page is still as the last good poll found it: what that one missed is gone."""
    posts = tuple(post for post in before.posts if not post.missed)
    return Verdict(replace(before, posts=posts, refusals=0, refused=()), tuple(p.key for p in before.posts if p.missed))


def added(entries: Sequence[Entry], before: Shown | None) -> Shown:
    """What is kept after an answer that brought only what is new: it shows more, and says nothing of the rest."""
    keys = tuple(entry.id for entry in entries)
    held = before.posts if before is not None else ()
    told = set(keys)
    old = tuple(replace(post, missed=False) if post.key in told else post for post in held)
    there = {post.key for post in held}
    top = tuple(Post(key) for key in keys if key not in there)
    return replace(before or Shown(), posts=(top + old)[:KEPT])


def _fresh(keys: Sequence[str]) -> Shown:
    return Shown(tuple(map(Post, keys[:KEPT])), len(keys))


def _mostly_there(keys: Sequence[str], before: Shown) -> bool:
    """Whether so much of what a page showed is there that another way of reading it has lost nothing."""
    here = set(keys)
    return ALIKE * len(before.posts) <= sum(post.key in here for post in before.posts)


def _missing(entries: Sequence[Entry], before: Shown, known: Mapping[str, Known]) -> set[str]:
    """The posts that are absent though both witnesses say that older ones are still shown.

    One witness is time, the other the order of the page: pages that are cut by another order than that of time (ranked
    ones, with advertisements between) must not withdraw what they cut. Pinned posts are witnesses of nothing.
    """
    pinned = {entry.id for entry in entries if entry.pinned}
    here = {entry.id for entry in entries}
    posts = [post.key for post in before.posts if post.key in known]
    if _oldest_first([known[key].number for key in posts]):
        posts.reverse()
    witnesses = [place for place, key in enumerate(posts) if key in here and key not in pinned]
    if not witnesses:
        return set()
    oldest = min(known[posts[place]].number for place in witnesses)
    end = witnesses[-1]
    if end == len(posts) - 1 and len(entries) <= before.found:  # a page that grew was not cut
        arrived = len(here.difference(post.key for post in before.posts))
        end = _cut(witnesses, arrived)
    return {key for key in posts[:end] if key not in here and known[key].number > oldest}


def _cut(witnesses: Sequence[int], arrived: int) -> int:
    """From where on posts may have been cut: an opening post that is kept at the foot tells nothing of those above it.

    Args: witnesses: the places of the posts that are still there. arrived: posts that are new on the page.
    """
    for foot in range(1, min(FOOT, len(witnesses)) + 1):
        above, below = (-1, *witnesses)[-foot - 1], witnesses[-foot]
        missing = below - above - 1
        if missing > 1 or (missing and foot == 1 and arrived):
            return above + 1
    return witnesses[-1]


def _oldest_first(numbers: Sequence[int]) -> bool:
    """Whether a page lists its oldest post first, by the store's numbers, which follow time."""
    rising = sum(later > earlier for earlier, later in pairwise(numbers))
    return rising * 2 > max(len(numbers) - 1, 1)


def _merged(keys: Sequence[str], before: Sequence[Post], missed: AbstractSet[str]) -> tuple[Post, ...]:
    """The posts of the page, with those that were missed where they stood."""
    here, merged, waiting = set(keys), [], []
    after: dict[str, list[Post]] = {}
    anchor: str | None = None
    for post in before:
        if post.key in here:
            anchor = post.key
        elif post.key in missed:
            if anchor is None:
                waiting.append(Post(post.key, missed=True))
            else:
                after.setdefault(anchor, []).append(Post(post.key, missed=True))
    held = {post.key for post in before}
    for key in keys:
        if waiting and key in held:
            merged += waiting
            waiting = []
        merged += [Post(key), *after.get(key, ())]
    return tuple(merged)
