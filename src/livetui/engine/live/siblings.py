"""Posts as elements that repeat side by side, each with a time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from livetui.engine.live import marks
from livetui.engine.live.body import LONE_CLOCK, shows_time
from livetui.engine.live.clock import clock_in, stated
from livetui.engine.live.draft import Draft
from livetui.engine.live.element import BARE, HEADLINE, read_element
from livetui.engine.live.page import Page
from livetui.engine.live.unheaded import take_titles

ANCHORS = 6_000
"""Elements with a time that are looked at, at most."""
_TIMED = (
    "time, [datetime], [data-timestamp], [data-post-time], [data-sort-time], [data-time], [data-published],"
    " [data-created], [data-datetime], [data-published-at], [data-created-at], [data-epoch], [data-unixtime],"
    " [class*=time], [class*=date], [class*=hour], [class*=heure], [class*=hora], [class*=stamp], [class*=clock],"
    " [class*=zeit], [class*=Time], [class*=Date]"
)
HEADED = 100
"""Letters that elements with headlines hold on average, if they are more than a list of headlines."""
NAME = 10
"""Letters that a headline has at least; the name of who wrote a remark is shorter."""
_SHOWN = re.compile(r"\d")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")

_Sign = tuple[str, str]


@dataclass(slots=True)
class _Place:
    """An element on the way from a time up to the body."""

    node: LexborNode
    parent: int
    sign: _Sign
    barred: bool
    """It, or something around it, is no place for posts."""
    pinned: bool


@dataclass(slots=True)
class Group:
    """Elements of one kind, each with a time."""

    nodes: list[LexborNode] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    pinned: set[int] = field(default_factory=set)
    """Of `ids`, those in a place for pinned posts."""
    letters: int = 0
    """A measure of the text in them."""
    signs: Counter[_Sign] = field(default_factory=Counter)


def find_groups(tree: LexborHTMLParser, *, bare: bool = False) -> list[Group]:
    """Groups of elements that may be the posts, the likeliest first.

    Args: bare: look for clocks that stand in elements which nothing names after them.
    """
    body = tree.body
    if body is None:
        return []
    places: dict[int, _Place] = {}
    found: dict[tuple[str, ...], Group] = {}
    for anchor in tree.css(BARE)[: 5 * ANCHORS] if bare else tree.css(_TIMED)[:ANCHORS]:
        if _is_bare_clock(anchor) if bare else _is_time(anchor):
            _climb(anchor, places)
    _spread(places)
    beside = Counter((place.parent, place.sign) for place in places.values() if not place.barred)
    for number, place in places.items():
        if place.barred:
            continue
        around = places.get(place.parent)
        if place.sign[1]:
            key: tuple[str, ...] = place.sign
        elif beside[place.parent, place.sign] > 1 or around is None:
            key = (*place.sign, str(place.parent))
        else:
            key = (*place.sign, *around.sign)
        group = found.setdefault(key, Group())
        group.nodes.append(place.node)
        group.ids.append(number)
        if place.pinned:
            group.pinned.add(number)
    groups = [level for group in found.values() for level in _levels(group, places) if len(level.nodes) > 1]
    for group in groups:
        step = max(1, len(group.nodes) // 12)
        sample = [_weight(node) for node in group.nodes[::step]]
        group.letters = sum(min(size, 600) for size in sample) * len(group.nodes) // len(sample)
    groups = [group for group in groups if group.letters >= 15 * len(group.nodes)]
    kept = _outermost(groups, places)
    if len(kept) > 1:
        at = {number: order for order, number in enumerate(places)}
        heaviest = at[kept[0].ids[0]]
        # Below the posts readers may write more than the newsroom did, but without headlines.
        kept.sort(key=lambda group: at[group.ids[0]] <= heaviest and _is_headed(group), reverse=True)
    return kept


def read_group(group: Group, page: Page) -> list[Draft]:
    """The posts of a group, in the order of the page, those that hold nothing left out."""
    posts: list[Draft] = []
    parents: list[int] = []
    for node, number in zip(group.nodes, group.ids, strict=True):
        values = node.attributes
        if marks.own_no_post(values) or "data-tombstone" in values:
            continue
        post = read_element(node, page)
        post.pinned = post.pinned or number in group.pinned
        posts.append(post)
        parents.append(node.parent.mem_id if node.parent is not None else 0)
    posts = _without_teasers(posts, parents)
    if not any(post.title for post in posts):
        take_titles(posts)
    return posts


def _is_headed(group: Group) -> bool:
    """Whether most of a group have a headline that leads nowhere, and a text."""
    if group.letters < HEADED * len(group.nodes):
        return False
    sample = group.nodes[:: max(1, len(group.nodes) // 12)]
    return 2 * sum(_has_headline(node) for node in sample) > len(sample)


def _has_headline(node: LexborNode) -> bool:
    heading = node.css_first(HEADLINE)
    if heading is None or len(heading.text().strip()) < NAME or heading.css_first("a[href]") is not None:
        return False
    around = heading.parent
    while around is not None and around.mem_id != node.mem_id:
        if around.tag == "a":
            return False
        around = around.parent
    return node.tag != "a"


def _without_teasers(posts: list[Draft], parents: list[int]) -> list[Draft]:
    """The posts without what stands apart from the others and leads to other pages, when those do not."""
    if 3 * sum(post.outward for post in posts) > 2 * len(posts):
        return posts
    staying = {parent for post, parent in zip(posts, parents, strict=True) if not post.outward}
    apart = Counter(parent for parent in parents if parent not in staying)
    return [post for post, parent in zip(posts, parents, strict=True) if apart[parent] < 2]


def _is_time(node: LexborNode) -> bool:
    """Whether an element shows or states a time, rather than being named so for another reason."""
    values = node.attributes
    if node.tag == "time" or "datetime" in values:
        return True
    for name, value in values.items():
        if name.startswith("data-") and value and _SHOWN.search(value) and stated(value, None) is not None:
            return True
    first = node.first_child
    if first is None or (first.next is not None and first.next.next is not None and first.next.next.next is not None):
        return False
    text = node.text().strip()
    return len(text) <= 60 and (clock_in(text) is not None or shows_time(text))


def _is_bare_clock(node: LexborNode) -> bool:
    """Whether an element holds nothing but a clock, or how long ago it was."""
    first = node.first_child
    if first is None or first.tag != "-text" or first.next is not None:
        return False
    text = (first.text_content or "").strip()
    return len(text) <= LONE_CLOCK and shows_time(text)


def _climb(anchor: LexborNode, places: dict[int, _Place]) -> None:
    node: LexborNode | None = anchor
    while node is not None and node.mem_id not in places:
        tag = node.tag or ""
        if tag in ("body", "html", "main"):
            return
        parent = node.parent
        values = node.attributes
        places[node.mem_id] = _Place(
            node,
            parent.mem_id if parent is not None else 0,
            (tag, _class((values.get("class") or "")[:1000])),
            tag == "dt" or (tag != "header" and marks.no_post(tag, values) and not marks.holds_page(node)),
            bool(values) and marks.is_pinned(values),
        )
        node = parent


def _spread(places: dict[int, _Place]) -> None:
    """What holds of an element holds of all in it."""
    done: dict[int, tuple[bool, bool]] = {}
    for number in places:
        chain = []
        at = number
        while at in places and at not in done:
            chain.append(at)
            at = places[at].parent
        barred, pinned = done.get(at, (False, False))
        for inner in reversed(chain):
            place = places[inner]
            place.barred = barred = barred or place.barred
            place.pinned = pinned = pinned or place.pinned
            done[inner] = (barred, pinned)


@lru_cache(marks.REMEMBERED)
def _class(names: str) -> str:
    """The first class that is no number and no hash: the others tell states of the one element."""
    for name in names.split()[:8]:
        if not _DIGIT.search(name) and not name.startswith(("is-", "has-", "js-")) and not marks.names_pinned(name):
            return name
    return ""


def _weight(node: LexborNode) -> int:
    text = node.text()
    return len(text) if _LETTERS.search(text) else 0


def _outermost(groups: list[Group], places: dict[int, _Place]) -> list[Group]:
    """By weight of text; of groups one in the other the outer, unless each of its elements holds many of the inner."""
    ranked = sorted(groups, key=lambda group: (-group.letters, len(group.nodes)))
    kept: list[Group] = []
    for group in ranked:
        members = set(group.ids)
        inside = next((other for other in kept if _within(group, set(other.ids), places)), None)
        around = next((other for other in kept if _within(other, members, places)), None)
        if inside is not None:
            if (
                len(group.nodes) > 1.4 * len(inside.nodes)
                and group.letters > 0.6 * inside.letters
                and len(inside.nodes) < 12
            ):
                kept[kept.index(inside)] = group
            continue
        if around is not None:
            if len(around.nodes) <= 1.4 * len(group.nodes):
                kept[kept.index(around)] = group
            continue
        kept.append(group)
    return kept


def _levels(group: Group, places: dict[int, _Place]) -> list[Group]:
    """The group; where some of it stand in others of it, a group for each depth: a frame of posts is no post."""
    members = set(group.ids)
    levels: dict[int, Group] = {}
    for node, number in zip(group.nodes, group.ids, strict=True):
        depth, at = 0, places[number].parent
        while at in places:
            depth += at in members
            at = places[at].parent
        level = levels.setdefault(depth, Group(pinned=group.pinned))
        level.nodes.append(node)
        level.ids.append(number)
    return list(levels.values())


def _within(inner: Group, outer: set[int], places: dict[int, _Place]) -> bool:
    """Whether the elements of one group stand in those of another."""
    for number in (inner.ids[0], inner.ids[-1]):
        at = places[number].parent
        while at in places:
            if at in outer:
                return True
            at = places[at].parent
    return False
