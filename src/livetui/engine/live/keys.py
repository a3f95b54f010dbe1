"""By what a post is known again: ids that pages state, if they are worth it, else a digest that edits leave alone."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from urllib.parse import parse_qsl, unquote, urlsplit

from livetui.engine.live.draft import Draft, letters, words
from livetui.text.clean import LIMITS, clean_line

_NAMES = frozenset(
    (
        *("postid", "post_id", "post", "pid", "entryid", "entry", "blockid", "block", "updateid", "eventid", "itemid"),
        *("liveid", "liveblogpost", "liveblog_post", "liveblogentry", "lbid", "lid", "messageid", "m", "id", "p"),
        *("update", "updateid", "card", "cardid", "eid", "item", "msg", "uid", "lbpost", "entry_id", "block_id"),
    )
)
_WITH = re.compile(r"with:([\w:-]+)")
_PREFIX = re.compile(r"(?:[A-Za-z]+[-_:])+(?=(?:\d{4,}|(?=\D*\d)[0-9a-fA-F]{8}(?:[0-9a-fA-F]*|-[0-9a-fA-F-]{20,}))$)")
_SIMPLE = re.compile(r"[\w:.-]{1,200}", re.ASCII)
_NUMBER = re.compile(r"^(.*?)(\d{1,9})(\D*)$", re.DOTALL)
_MOMENT = re.compile(r"(?<!\d)(1[3-9]\d{8}|2\d{9})(?:\d{3})?(?!\d)")
_NO_LETTER = re.compile(r"[\W\d_]+")
_TELLING, _FIRST = 8, 24
"""Letters from which a headline tells a post from the others, and first ones of the text that do so without it."""
POSITIONS = 10_000
"""Numbers from here on are no positions."""


def plain(key: str) -> str:
    """An id without what stands before it (``post-``, ``block-``, ``asset:``), which differs between sources."""
    if not _SIMPLE.fullmatch(key):
        key = clean_line(unquote(key))[: LIMITS.ID]
    return _bare(key)


def _bare(key: str) -> str:
    match = _PREFIX.match(key)
    return key[match.end() :] if match is not None else key


def address_keys(url: str | None) -> list[str]:
    """What an address says of the one post: ``?postId=``, a fragment; nothing if it is the page's alone."""
    if not url or len(url) > 4 * LIMITS.URL:
        return []
    if "?" not in url:
        fragment = url.partition("#")[2]
        return [_bare(fragment)] if _SIMPLE.fullmatch(fragment) else []
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    found = []
    fragment = parts.fragment.partition(":~:")[0].strip("!/ ")
    if fragment and len(fragment) < 200:
        found.append(plain(fragment))
    for name, value in parse_qsl(parts.query, max_num_fields=50) if parts.query.count("&") < 50 else ():
        if name.lower() in _NAMES and value:
            found.append(plain(value))
        elif (match := _WITH.search(value)) is not None:
            found.append(plain(match[1]))
    return [key for key in found if key]


def path_key(address: str) -> str:
    """Address without scheme, host and query, by which a post is known that has a page of its own."""
    bare = address.partition("#")[0].partition("?")[0]
    return "/" + bare.split("://", 1)[-1].partition("/")[2] if "://" in bare else bare


def settle(posts: Sequence[Draft]) -> list[str]:
    """An id for each post, unique among them."""
    sources = max((len(post.keys) for post in posts), default=0)
    names: list[str | None] = [None] * len(posts)
    # A source of ids counts as a whole: if those it gives are positions or moments, none of them is an identity.
    for source in range(sources):
        column = [post.keys[source] if len(post.keys) > source else "" for post in posts]
        shared = Counter(column)
        if _positions(column) or _moving(column, posts):
            continue
        for at, key in enumerate(column):
            if key and names[at] is None and shared[key] == 1:
                names[at] = key
    taken = Counter(name for name in names if name)
    again: Counter[str] = Counter()
    # The oldest, which stand last, keep the plain digest: what comes later must not change it.
    for at in reversed(range(len(posts))):
        if names[at] is None or taken[names[at] or ""] > 1:
            name = _digest(posts[at])
            if taken[name]:
                name = _hash(name, letters(words(posts[at])))
            single = name
            while taken[name]:
                again[single] += 1
                name = f"{single}-{again[single]}"
            names[at] = name
            taken[name] += 1
    return [name or "" for name in names]


def _positions(keys: Sequence[str]) -> bool:
    """Whether ids are bare positions: one run of small numbers without a gap, up or down the page."""
    numbers: list[int] = []
    around: set[str] = set()
    for key in keys:
        match = _NUMBER.match(key) if key else None
        if match is None or int(match[2]) >= POSITIONS or len(around) > 1:
            if key:
                return False
            continue
        numbers.append(int(match[2]))
        around.add(f"{match[1]}\0{match[3]}")
    if len(numbers) < 2 or len(around) > 1 or len(set(numbers)) < len(numbers):
        return False
    run = max(numbers) - min(numbers) == len(numbers) - 1
    return run and (min(numbers) <= 1 or len(numbers) > 2)


def _moving(keys: Sequence[str], posts: Sequence[Draft]) -> bool:
    """Whether ids are made of the time of the last edit, so that an edit makes another id."""
    tried = told = same = 0
    for key, post in zip(keys, posts, strict=True):
        match = _MOMENT.search(key)
        if match is None:
            continue
        second = int(match[1])
        near = [at.timestamp() for at in (post.updated, post.published) if at]
        tried += 1
        if not any(abs(second - at) < 90 for at in near):
            continue
        same += 1
        told += bool(post.published and post.updated and abs(post.published.timestamp() - second) >= 90)
    return bool(tried) and tried * 2 > sum(1 for key in keys if key) and (bool(told) or same * 2 > tried)


def _digest(post: Draft) -> str:
    """Headline and time; where the headline tells too little, the first letters. Numbers, which edits change, do not.

    The time alone would not do: of two posts of one minute the one that is left would be taken for the other.
    """
    when = ""
    if post.clock is not None and (post.guessed or post.published is None):
        when = str(post.clock)
    elif post.published is not None:
        when = post.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    name = _NO_LETTER.sub("", (post.title or "").casefold())
    if len(name) < _TELLING:
        name += _NO_LETTER.sub("", letters(words(post)))[:_FIRST]
    return _hash(name, when)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
