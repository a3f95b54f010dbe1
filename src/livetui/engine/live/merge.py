"""The sources of one page compared: each post once, each field from where it can be believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median_low

from livetui.engine.live.body import fill_body
from livetui.engine.live.draft import Draft, letters, words
from livetui.engine.live.jsonld import Posting
from livetui.engine.live.page import Page

FAR = timedelta(days=45)
"""A post so far from the others in time is a sample or a leftover of a template."""
RICHER = 0.8
"""A body of elements is preferred to a plain one if it holds at least so much of its length."""


def join_postings(postings: Sequence[Posting], page: Page) -> list[Draft]:
    """The posts of the posting that is the page's own, filled from its twins (AMP, a second block with one ``@id``)."""
    own = [posting for posting in postings if posting.posts]
    if not own:
        return []
    for posting in own:
        believe(posting.posts, page)
    main = max(own, key=lambda posting: (_is_own(posting, page), len(posting.posts)))
    posts = distinct(main.posts)
    for other in own:
        if other is not main:
            posts = fill(posts, other.posts, add=bool(main.id and other.id == main.id))
    return posts


def _is_own(posting: Posting, page: Page) -> bool:
    return page.canonical is not None and page.canonical in (posting.url, posting.id)


def distinct(posts: Sequence[Draft]) -> list[Draft]:
    """The posts without those that hold nothing, and without second copies, of which pinned ones leave their mark."""
    if _all_differ(posts):
        return list(posts)
    found: list[Draft] = []
    known: dict[tuple[str, ...], Draft] = {}
    for post in posts:
        if not post.title and not post.body and post.node is None:
            continue
        marks = _marks(post)
        first = next((known[mark] for mark in marks if mark in known and _may_be(known[mark], post)), None)
        if first is None:
            found.append(post)
            known |= dict.fromkeys(marks, post)
        else:
            _complete(first, post)
    return found


def _may_be(first: Draft, post: Draft) -> bool:
    """Whether two that say the same may be one: not those of other ids and other times ("Summary", "Goal!")."""
    if not first.key or not post.key or first.key == post.key:
        return True
    if first.published is not None and post.published is not None:
        return first.published == post.published
    return first.clock is None or post.clock is None or first.clock == post.clock


def _all_differ(posts: Sequence[Draft]) -> bool:
    """Whether every post has an id, a headline and a text of its own, told without comparing letters."""
    keys = {post.key for post in posts if post.keys}
    titles = {post.title for post in posts if post.title}
    bodies = {post.body[:200] for post in posts if post.body}
    return len(keys) == len(titles) == len(bodies) == len(posts)


def _marks(post: Draft) -> list[tuple[str, ...]]:
    """What two copies of one post share."""
    found: list[tuple[str, ...]] = []
    when = post.published.isoformat() if post.published else str(post.clock or "")
    if key := post.key:
        found.append(("key", key, post.name))
    if post.node is not None and not post.body:
        fill_body(post)
    body = letters(words(post)) if post.body else ""
    if post.title and when:
        found.append(("when", post.name, when, body[:20]))
        if body:
            found.append(("text", post.name, body))
    elif body:
        found.append(("text", post.name, body, when))
    elif post.title:
        found.append(("name", post.name, when))
    return found


def _complete(post: Draft, other: Draft, width: int = 0) -> None:
    """Fill what a post lacks. Args: width: how many ids the source of the post states for one at most."""
    post.pinned = post.pinned or other.pinned
    post.title = post.title or other.title
    if not post.body and post.node is None:
        post.body, post.html, post.node, post.paragraphs = other.body, other.html, other.node, other.paragraphs
    post.published = post.published or other.published
    post.clock = post.clock or other.clock
    post.updated = post.updated or other.updated
    post.authors = post.authors or other.authors
    post.url = post.url or other.url
    if post.keys or width:
        held = set(post.keys)
        blank = [""] * (width - len(post.keys))
        post.keys = [*post.keys, *blank, *("" if key in held else key for key in other.keys)]
    else:
        post.keys = other.keys


def pair(posts: Sequence[Draft], others: Sequence[Draft]) -> dict[int, Draft]:
    """Which of the others is the same post as each one, by number: by id, else headline, else first letters."""
    found: dict[int, Draft] = {}
    free = dict(enumerate(others))
    rules = (_by_key, _by_name, _by_text)
    for rule in rules:
        if len(found) == len(posts) or not free:
            break
        index: dict[str, list[int]] = {}
        for at, other in free.items():
            for mark in rule(other):
                index.setdefault(mark, []).append(at)
        for number, post in enumerate(posts):
            if number in found:
                continue
            for mark in rule(post):
                place = next((at for at in index.get(mark, ()) if at in free), None)
                if place is not None:
                    found[number] = free.pop(place)
                    break
    return found


def _width(posts: Sequence[Draft]) -> int:
    return max((len(post.keys) for post in posts), default=0)


def _by_key(post: Draft) -> Sequence[str]:
    return [key for key in post.keys if key]


def _by_name(post: Draft) -> Sequence[str]:
    return (post.name,) if post.title else ()


def _by_text(post: Draft) -> Sequence[str]:
    if not post.body and post.node is not None:
        fill_body(post)
    text = letters(words(post))
    return (text[:30],) if len(text) >= 12 else ()


def fill(posts: list[Draft], others: Sequence[Draft], *, add: bool = False) -> list[Draft]:
    """The posts completed from another source of the same page, which must know at least half of what both could hold.

    Args: add: keep what only the other source has, too.
    """
    pairs = pair(posts, others)
    both = zip(posts, others, strict=False)
    if not pairs and len(posts) == len(others) and not any(post.title and other.title for post, other in both):
        pairs = dict(enumerate(others))  # one has the words, the other the times
    if not add and 2 * len(pairs) < min(len(posts), len(others)):
        return posts
    width = _width(posts)
    for number, other in pairs.items():
        _complete(posts[number], other, width)
    if add:
        used = {id(other) for other in pairs.values()}
        posts = posts + [other for other in others if id(other) not in used]
    return posts


def believe(posts: list[Draft], page: Page) -> None:
    """Forget what a source says of every post alike: the page's own headline, the page's own date."""
    titles = Counter(post.title for post in posts if post.title)
    for title, number in titles.items():
        if (number > 1 and (title in page.titles or 2 * number > len(posts) > 2)) or (number == len(posts) > 1):
            for post in posts:
                if post.title == title:
                    post.title = None
    dates = Counter(post.published for post in posts if post.published)
    for date, number in dates.items():
        if number == len(posts) > 1 and (number > 2 or date in (page.published, page.modified)):
            for post in posts:
                post.published = post.updated = None


def is_complete(posts: Sequence[Draft]) -> bool:
    """Whether a source says so much of each post that another one could add nothing but its markup."""
    return _all_differ(posts) and all(post.published for post in posts)


def check(posts: list[Draft], ways: Iterable[list[Draft]]) -> list[Draft]:
    """The posts of JSON-LD checked against the elements that show them.

    Args: ways: what the elements may show; the first that shows at least half of what both could hold counts.
    """
    for shown in ways:
        pairs = pair(posts, shown)
        if pairs and 2 * len(pairs) >= min(len(posts), len(shown)):
            return _checked(posts, shown, pairs)
    return posts


def _checked(posts: list[Draft], shown: list[Draft], pairs: dict[int, Draft]) -> list[Draft]:
    named = sum(bool(other.keys) for other in pairs.values())
    width = _width(posts)
    for number, other in pairs.items():
        _richer(posts[number], other)
        _complete(posts[number], other, width)
    used = {id(other) for other in pairs.values()}
    for other in shown:
        if width and other.keys and id(other) not in used:
            other.keys = [""] * width + other.keys
    extra = [other for other in shown if id(other) not in used and (other.published or other.clock)]
    if 5 * named > 4 * len(pairs):
        extra = [other for other in extra if other.keys]  # what has no id where posts have one is an advertisement
    return posts + _near(extra, posts)


def _richer(post: Draft, other: Draft) -> None:
    """Take the body of the element, which keeps paragraphs and links, unless it says less or much more."""
    if post.html or not post.body:
        return
    fill_body(other)
    size = len(post.body)
    length = len(other.body)
    if length < RICHER * size or not any(mark in other.body for mark in ("<p", "<div", "<br")):
        return
    plain = letters(words(other))
    if plain[:24] == letters(post.body)[:24]:
        post.body, post.html, post.paragraphs = other.body, True, other.paragraphs


def _near(extra: list[Draft], posts: Sequence[Draft]) -> list[Draft]:
    dates = sorted(post.published for post in posts if post.published)
    if not dates:
        return extra
    return [
        one for one in extra if one.published is None or dates[0] - FAR / 15 <= one.published <= dates[-1] + FAR / 15
    ]


def without_far(posts: list[Draft]) -> list[Draft]:
    """The posts without those that lie months away from the middle of them."""
    dates: list[datetime] = sorted(post.published for post in posts if post.published)
    if len(dates) < 4:
        return posts
    middle = median_low(dates)
    return [post for post in posts if post.published is None or abs(post.published - middle) < FAR]
