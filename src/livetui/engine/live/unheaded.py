"""Headlines that no heading marks: an element that is named after one, or strong words at the head of a post."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from livetui.engine.live.body import is_clock
from livetui.engine.live.draft import Draft
from livetui.text.clean import LIMITS, clean_line

_NAMED = re.compile(
    r"(?:^|[\s_-])(?<!sub[_-])(?<!author[_-])(?<!media[_-])(?<!image[_-])(?<!video[_-])(?<!job[_-])"
    r"(?:titles?|titel|titre|titolo|t[ií]tulo|tytu[lł]|heading|headline|head|header|rubrik|overskrift|otsikko|kop)(?=$|\s)",
    re.IGNORECASE,
)
_TAGS = frozenset(("div", "p", "span", "a", "strong", "b", "td"))
_LONGEST = 160
"""Characters of such a headline."""
_BEFORE = 24
"""Characters that may stand before strong words: a clock."""
_LOOKED_AT = 12
"""Elements with a class that are looked at in one post."""


def take_titles(posts: Sequence[Draft]) -> None:
    """Find the headlines of posts that have none, where most of a page's posts show theirs in the same way."""
    for way in (_named, _strong):
        found = [(post, head) for post in posts if post.node is not None and (head := way(post.node)) is not None]
        if 5 * len(found) >= 4 * len(posts):
            for post, head in found:
                post.title, post.head = clean_line(head.text(), LIMITS.TITLE).rstrip(" .:"), head
            return


def _named(node: LexborNode) -> LexborNode | None:
    for part in node.css("[class]")[:_LOOKED_AT]:
        if part.tag not in _TAGS or part.mem_id == node.mem_id:
            continue
        if _NAMED.search(part.attributes.get("class") or "") and _is_title(part) and not part.css("p, div, time")[1:]:
            return part
    return None


def _strong(node: LexborNode) -> LexborNode | None:
    first = node.css_first("strong, b")
    if first is None or not _is_title(first):
        return None
    words = _folded(first)
    before, _, after = _folded(node).partition(words)
    if len(before) > _BEFORE or (before and not is_clock(before)) or len(after) < len(words):
        return None
    around = first.parent
    return around if around is not None and around.mem_id != node.mem_id and _folded(around) == words else first


def _is_title(part: LexborNode) -> bool:
    words = _folded(part)
    return 3 < len(words) <= _LONGEST and not is_clock(words)


def _folded(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())
