"""Posts that only their headings part, in one running body; and bodies that are plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from livetui.engine.live import marks
from livetui.engine.live.body import is_clock, is_pointer
from livetui.engine.live.clock import Clock, clock_in, leading_clock, stated
from livetui.engine.live.draft import Draft
from livetui.text.clean import LIMITS, clean_line
from livetui.text.split import split_posts

_LEVELS = ("h2", "h3", "h4", "h5")
_BOXES = frozenset(("div", "section", "article", "li", "dd"))
_LEFT_OUT = frozenset(("script", "style", "form", "nav", "aside", "button"))
_RULE = re.compile(r"[_*\s–—-]{3,}")
"""A line of signs that parts posts."""
_MARKED = "h2, h3, h4, h5, p > strong, p > b, hr, dt"
_PLUS = re.compile(r"^[\s+*•#|–—-]+|[\s+*#|]+$")
_DD = re.compile(r"(?<=^<)dd|dd(?=>$)")
_LINE_ENDS = re.compile(r"\n{3,}")
PARENTS = 400
"""Bodies that are looked at, at most."""
TIME_LINE = 60
"""Characters of a line that holds little but a time."""
CLOCK_LINE = 30
"""Characters of a line that holds a clock alone."""
TOLD = 40
"""Letters of a post of a text that is more than an item of a programme."""
TEXT_LIMIT = 400_000


@dataclass(slots=True)
class _Section:
    title: str | None = None
    clock: Clock | None = None
    pieces: list[str] = field(default_factory=list)
    level: str = ""
    """The heading's element; "p" for a paragraph that is one."""
    at: datetime | None = None
    """Where the heading states a time."""
    line: str = ""
    """What the line says that the clock comes from."""


def read_headings(tree: LexborHTMLParser, zone: tzinfo | None = None) -> list[Draft]:
    """The posts of the body that has most sections headed by a clock. Args: zone: the page's, for dates beside them."""
    lines = [node for node in tree.css("p")[:5_000] if _is_clock_line(node.text())]
    bodies: dict[int, LexborNode] = {}
    for mark in [*tree.css(_MARKED)[:5_000], *lines]:
        around = mark.parent
        body = around.parent if around is not None and mark.tag in ("strong", "b") else around
        if body is not None and len(bodies) < PARENTS:
            bodies.setdefault(body.mem_id, body)
    best = _most_sections(bodies.values())
    if len(best) < 2:  # each heading may stand in a box of its own
        around_all = {outer.mem_id: outer for body in bodies.values() if (outer := body.parent) is not None}
        best = _most_sections(around_all.values())
    return [
        Draft(
            title=one.title,
            clock=one.clock,
            published=one.at or (stated(one.line, zone) if one.line else None),
            body="".join(one.pieces),
            html=True,
            paragraphs=len(one.pieces),
        )
        for one in best
        if one.title or one.pieces
    ]


def _most_sections(bodies: Iterable[LexborNode]) -> list[_Section]:
    best: list[_Section] = []
    for body in bodies:
        if not _barred(body) and len(sections := _sections(body)) > len(best):
            best = sections
    return best


def _barred(node: LexborNode | None) -> bool:
    while node is not None and node.tag not in ("body", "html"):
        if marks.no_post(node.tag or "", node.attributes) and not marks.holds_page(node):
            return True
        node = node.parent
    return False


def _sections(body: LexborNode) -> list[_Section]:
    """What stands in a body, parted at headings; sections without a clock are left out."""
    found: list[_Section] = []
    now: _Section | None = None
    child = body.first_child
    while child is not None:
        tag = child.tag or "-"
        begun = _begin(child, tag)
        if begun is not None:
            waiting = now is not None and now.clock is not None and not now.title and not now.pieces
            bare = now is not None and now.clock is None and bool(now.title) and not now.pieces
            if bare and now is not None and begun.clock is not None and not begun.title and not begun.pieces:
                now.clock, now.at = begun.clock, begun.at  # a clock right below its heading
            elif waiting and now is not None and begun.clock is None and begun.title:
                now.title, now.level = begun.title, begun.level  # a clock right above its heading
            elif now is not None and begun.clock is None and _below(begun.level, now.level):
                now.pieces.append(child.html or "")
            else:
                now = begun
                found.append(now)
        elif tag == "hr":
            now = None
        elif now is not None and tag[0] != "-" and tag not in _LEFT_OUT:
            text = child.text().strip()
            if text and not (_RULE.fullmatch(text) or marks.is_beside(child) or is_pointer(child, tag)):
                now.pieces.append(_described(child, now) if tag in _BOXES else child.html or "")
        child = child.next
    return [one for one in found if one.clock is not None]


def _described(node: LexborNode, section: _Section) -> str:
    """What a box below a clock says; its heading goes to the section if that has none."""
    heading = node.css_first("h2, h3, h4, h5")
    if heading is not None and not section.title and not section.pieces:
        section.title = clean_line(heading.text(), LIMITS.TITLE) or None
        return _DD.sub("div", _without(node, heading))
    return _DD.sub("div", node.html or "")


def _begin(node: LexborNode, tag: str) -> _Section | None:
    """The section that an element begins, None if it begins none."""
    if tag in _LEVELS or (tag == "dt" and not _is_clock_line(node.text())):
        title, clock = _parted(node.text())
        return _Section(title, clock, level=tag)
    if tag in _BOXES and (boxed := _begin_box(node)) is not None:
        return boxed
    if tag not in ("p", "div", "time", "span", "dt"):
        return None
    text = node.text().strip()
    if len(text) <= TIME_LINE and (found_time := _time_line(node, tag)) is not None:
        return found_time
    if not text or len(text) > 5_000:
        return None
    if _is_clock_line(text):
        return _Section(clock=clock_in(text), level="p", line=text)
    strong = node.css_first("strong, b")
    if tag != "p" or strong is None or not text.startswith((first := strong.text().strip()) or "\0"):
        return None
    if len(first) >= len(text) - 2:
        title, clock = _parted(text)
        return _Section(title, clock, level="p")
    title, clock = _parted(first)
    if clock is None:
        return None
    return _Section(title, clock, [_trimmed(_without(node, strong))], level="p")


def _begin_box(node: LexborNode) -> _Section | None:
    """The section that a box with one heading is, or begins."""
    headings = node.css("h2, h3, h4, h5")
    if len(headings) != 1:
        return None
    title, clock = _parted(headings[0].text())
    if clock is None:
        return None
    more = len(node.text().strip()) > len(headings[0].text().strip())
    return _Section(title, clock, [_without(node, headings[0])] if more else [], level="h5")


def _without(node: LexborNode, part: LexborNode) -> str:
    """An element without one of its parts, which stays in the tree: it may be read in another way, too."""
    return (node.html or "").replace(part.html or "\0", "", 1)


def _time_line(node: LexborNode, tag: str) -> _Section | None:
    """The section that a line with a ``time`` begins."""
    shown = node if tag == "time" else node.css_first("time")
    if shown is None:
        return None
    at, clock = stated(shown.attributes.get("datetime"), None), clock_in(shown.text())
    if clock is None and at is not None:
        clock = Clock(at.hour * 60 + at.minute)
    return _Section(clock=clock, level="p", at=at) if clock is not None else None


def _is_clock_line(text: str) -> bool:
    found = leading_clock(_PLUS.sub("", text)) if len(text) <= CLOCK_LINE else None
    if found is not None and not found[1].strip():
        return True
    return is_clock(text) and stated(text, None) is not None  # with its date; "Kick-off: 20:45" is text


def _trimmed(paragraph: str) -> str:
    """A paragraph whose beginning has been taken off, without what parted the two."""
    return re.sub(r"^(<p[^>]*>)[\s:.,–—|-]+", r"\1", paragraph)


def _parted(text: str) -> tuple[str | None, Clock | None]:
    text = _PLUS.sub("", clean_line(text, LIMITS.TITLE))
    found = leading_clock(text)
    if found is None:
        return text or None, None
    return _PLUS.sub("", found[1]).strip(" :") or None, found[0]


def _below(level: str, other: str) -> bool:
    """Whether a heading stands below another one's level: then it is a part of that post."""
    order = (*_LEVELS, "p")
    return level in order and other in order and order.index(level) > order.index(other)


def read_text(tree: LexborHTMLParser) -> list[Draft]:
    """The posts of a page whose body is plain text with clock lines, in ``pre`` or parted by ``br``."""
    best: list[Draft] = []
    seen: set[int] = set()
    for mark in tree.css("pre, br")[:5_000]:
        body = mark if mark.tag == "pre" else mark.parent
        if body is None or body.mem_id in seen or len(seen) > PARENTS or _barred(body):
            continue
        seen.add(body.mem_id)
        found = _text_posts(_lines(body))
        if len(found) > len(best):
            best = found
    return best


def _lines(body: LexborNode) -> str:
    """The text of an element, a line where it has a ``br``."""
    pieces: list[str] = []
    for node in body.traverse(include_text=True):
        if node.tag == "br":
            pieces.append("\n")
        elif node.tag == "-text":
            text = node.text_content or ""
            pieces.append(text if body.tag == "pre" else text.replace("\n", " "))
        if len(pieces) > 20_000:
            break
    return _LINE_ENDS.sub("\n\n", "".join(pieces))[:TEXT_LIMIT]


def _text_posts(text: str) -> list[Draft]:
    found = []
    for post in split_posts(text):
        clock = leading_clock(post.clock) if post.clock else None
        if clock is not None and post.body.strip():
            found.append(
                Draft(
                    title=clean_line(post.heading, LIMITS.TITLE) if post.heading else None,
                    body=post.body,
                    clock=clock[0],
                )
            )
    told = [post for post in found if len(post.body) > TOLD]
    return found if 2 * len(told) >= len(found) or _newest_first(found) else told


def _newest_first(posts: list[Draft]) -> bool:
    """Whether clocks fall down the page, as those of a programme don't."""
    minutes = [post.clock.minutes for post in posts if post.clock is not None]
    falling = sum(before > after for before, after in pairwise(minutes))
    return len(minutes) > 2 and falling >= len(minutes) - 2
