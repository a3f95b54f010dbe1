"""The text of a post's element, as HTML without what stands beside it: times, buttons, bylines, comments."""

from __future__ import annotations

import re
from html import escape

from selectolax.lexbor import LexborNode

from livetui.engine.live import marks
from livetui.engine.live.clock import clock_in
from livetui.engine.live.draft import Draft
from livetui.text.months import dates_in
from livetui.text.trivial import is_ago

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DROPPED = frozenset((
    "script", "style", "template", "button", "form", "svg", "nav", "footer", "time", "input", "select", "noscript",
    "meta", "link", "header", "label", "textarea", "object", "iframe", "amp-iframe", "amp-ad", "amp-social-share",
    "amp-timeago", "bsp-timestamp", "relative-time",
))  # fmt: skip
WHOLE = frozenset(("p", "ul", "ol", "blockquote", "figure", "table", "pre", "dl", "hr", "br", *HEADINGS))
_INLINE = frozenset((
    "a", "em", "strong", "b", "i", "u", "s", "span", "q", "cite", "sub", "sup", "code", "abbr", "mark", "small", "img",
    "del", "ins", "font", "bdi", "bdo", "kbd", "picture", "amp-img", "wbr",
))  # fmt: skip
_TIMES = "time, amp-timeago, bsp-timestamp, relative-time"
LONE_CLOCK = 60
"""Characters of an element that shows a clock, with its date at most, and nothing else."""
_BARE_CLOCK, _BESIDE_CLOCK = 34, 12
"""The same without a date, and letters that may stand beside it: a zone, a short word."""
_BESIDE_DATE = 16
"""Letters beside a clock and a date: the day of the week, "Published on"."""
_SENTENCE = re.compile(r"(?<!m)[.!?…]$")
_POINTER = re.compile(
    r"[\W_]*(?:lesen sie (?:auch|mehr|hier)|lies auch|mehr (?:dazu|zum thema|lesen)|(?:read|see) (?:also|more)"
    r"|also read|related|more on this|(?:à |a )?lire (?:aussi|également)|voir aussi|leggi anche|leia (?:também|mais)"
    r"|lea también|lee también|leer más|te puede interesar|читайте (?:также|ещ[её])|по теме|читайте також"
    r"|(?:czytaj|zobacz) (?:też|także|więcej)|lees (?:ook|meer)|läs (?:också|även|mer)|les (?:også|mer)|læs også"
    r"|lue (?:myös|lisää)|ayrıca bkz|اقرأ أيضا[ً]?|関連記事)\b",
    re.IGNORECASE,
)
"""What stands before a link to another page that is no part of the text."""
_POINTED = 300
"""Characters of such a line, at most."""
_BESIDE = 12
"""Characters of it that are neither its first words nor a link."""


def fill_body(post: Draft) -> None:
    """Read the text of a post's element, once."""
    node, post.node = post.node, None
    head, post.head = post.head, None
    if node is None:
        return
    content = node.css_first("[itemprop=articleBody], .e-content") or node
    pieces: list[str] = []
    title = " ".join((post.title or "").split())
    _gather(content, pieces, title, 0)
    post.html = True
    post.body = "".join(pieces)
    if head is not None and head.html:
        post.body = post.body.replace(head.html, "", 1)
    post.paragraphs = post.body.count("<p")


def _gather(container: LexborNode, pieces: list[str], title: str, depth: int) -> None:
    child = container.first_child
    while child is not None:
        tag = child.tag or "-"
        if tag == "-text":
            text = child.text_content or ""
            if text.strip():
                pieces.append(escape(text, quote=False))
            elif pieces:
                pieces.append(" ")
        elif tag[0] != "-" and tag not in _DROPPED:
            _gather_element(child, tag, pieces, title, depth)
        child = child.next


def _gather_element(child: LexborNode, tag: str, pieces: list[str], title: str, depth: int) -> None:
    if marks.is_beside(child) or is_pointer(child, tag):
        return
    if tag in HEADINGS or tag in WHOLE or tag in _INLINE:
        if tag not in ("figure", "table", "hr", "br", "img", "picture", "amp-img"):
            text = child.text()
            if tag[0] in "hp" or tag in _INLINE:
                folded = " ".join(text[:400].split())
                if title and folded and (folded == title or (tag in HEADINGS and _close(folded, title))):
                    return
            if not text.strip() or is_clock(text) or (shows_time(text) and not _goes_on(child)):
                return
            if tag in _INLINE and len(text) <= marks.SMALL and child.css_first(_TIMES) is not None:
                return
        pieces.append(child.html or "")
    elif (tag == "aside" and not child.css_first("p")) or (_short(child, LONE_CLOCK) and shows_time(child.text())):
        return
    elif depth < 60:
        pieces.append("<div>")
        _gather(child, pieces, title, depth + 1)
        pieces.append("</div>")


def _goes_on(node: LexborNode) -> bool:
    """Whether an element stands in a sentence: right behind words."""
    before = node.prev
    return before is not None and before.tag == "-text" and bool((before.text_content or "").strip())


def is_pointer(node: LexborNode, tag: str) -> bool:
    """Whether a paragraph does nothing but point to another page: "See also", and a link."""
    if tag not in ("p", "div"):
        return False
    text = node.text().strip()
    if len(text) > _POINTED or (lead := _POINTER.match(text)) is None:
        return False
    linked = sum(len(link.text().strip()) for link in node.css("a[href]")[:5])
    return linked > 0 and len(text) - linked - lead.end() <= _BESIDE


def _close(heading: str, title: str) -> bool:
    return title in heading and len(heading) < 3 * len(title) + 40


def is_clock(text: str) -> bool:
    """Whether a text is a clock and next to nothing else."""
    text = text.strip()
    if len(text) > LONE_CLOCK or not any(char.isdigit() for char in text):
        return False
    if clock_in(text) is None or is_ago(text):
        return False
    letters = sum(char.isalpha() for char in text)
    if len(text) <= _BARE_CLOCK and letters <= _BESIDE_CLOCK:
        return True
    if letters > _BESIDE_CLOCK + 2 * _BESIDE_DATE or _SENTENCE.search(text) is not None:
        return False
    date = next(dates_in(text), None)
    return date is not None and letters - sum(char.isalpha() for char in text[date[3] : date[4]]) <= _BESIDE_DATE


def shows_time(text: str) -> bool:
    """Whether a text is a clock, or how long ago something was, and next to nothing else."""
    return is_clock(text) or (len(text) <= LONE_CLOCK and is_ago(" ".join(text.split())))


def _short(node: LexborNode, limit: int) -> bool:
    return len(node.text().strip()) <= limit
