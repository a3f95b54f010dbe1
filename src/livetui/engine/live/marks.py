"""What the names and classes of elements give away: what is no post, what in a post is not its text, what is pinned."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

_WORDS = (
    r"related|recommend(?:ed|ations?)|teasers?|promos?|promoted|newsletters?|sidebar|side-bar|sponsor(?:ed)?|sponsored-content"
    r"|ads?|adverts?|advertisements?|advertising|werbung|anzeige|publicite|publicidad|dfp|gpt|outbrain|taboola|amp-ad|adslot|ad-slot"
    r"|comments?|kommentare?|commentaires?|comentarios?|reacties|disqus|discussions?|replies|forum|talkbacks?"
    r"|most-?(?:read|viewed|popular)|popular|trending|read-?more|more-(?:on|stories|news|articles)"
    r"|see-?also|lire-?aussi|a-lire|leggi-anche|key-?(?:events|moments|points|updates|facts)|keyevents|highlights-list|toc"
    r"|table-of-contents|share-?(?:bar|tools|buttons?)?|sharing|social(?:-\w+)?|breadcrumbs?|pagination|nav|navbar|navigation|menu"
    r"|footer|cookie|signup|sign-up|poll|quiz|carousel|mpu"
)
_NO_POST = re.compile(
    rf"(?:^|\s)(?!(?:has|no|with|without|is|show|hide|js)[-_])(?:[^\s_-]+[-_]+){{0,3}}(?:{_WORDS})(?=$|[\s_-]|\d)",
    re.IGNORECASE,
)
_OWN_NO_POST = re.compile(
    rf"(?:^|\s)(?:{_WORDS})(?=$|\s|--|__|[-_]\d|-(?:item|card|box|block|slot|list|unit|post|container|wrapper)\b)",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(
    rf"(?:^|[\s_-])(?:{_WORDS}|byline|author|signature|avatar|toolbar|tools|actions?|permalink|copy-?link|timestamp|pubdate|dateline"
    r"|time|date|datetime|clock|hour|heure|hora|ora|uhrzeit|meta|info|badge|kicker|label|tags?|updated|bubble"
    r"|visually-?hidden|sr-only|screen-reader(?:-text)?|(?<!overflow-)hidden|reply|button|icon|like|reactions?|print-only)(?=$|[\s_-]|\d)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"visually-?hidden|sr-only|screen-?reader|u-hidden|is-hidden|a11y", re.IGNORECASE)
_NEVER_TEXT = re.compile(
    r"(?:^|[\s_-])(?:ads?|adverts?|newsletter|comments|disqus|share-?(?:bar|tools|buttons?)|sharing)(?=$|[\s_-])",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(?:^|[\s_-])(?:related|promos?|teasers?|recommend(?:ed|ations?)|read-?more|more-on|see-?also|lire-?aussi|leggi-anche)(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Elements that point to other pages, in which a few words more may stand beside the link."""
_TAXONOMY = r"tags?|category|categories|cat|terms?|keywords?|tax(?:onomy)?"
_TAGGED = re.compile(rf"(?<!\S)(?:[a-z]{{1,12}}_)?(?:{_TAXONOMY})[_-](?![_-])\S+", re.IGNORECASE)
"""Classes that tell what a post is about, in the words of a newsroom: ``tag-poll``."""
_ABOUT = re.compile(
    rf"(?<!\S)(?:[a-z]{{1,12}}[_-])?(?:{_TAXONOMY}|topics?|subject|section|theme|rubri(?:c|k|que)|author)[_-](?![_-])\S+",
    re.IGNORECASE,
)
"""The same, and names that others give to parts of a page: only a post's own classes are these."""
_ENTRY = re.compile(
    r"(?<!\S)(?:post|post-\d+|(?:type|status|format)-\S+|h-?entry|entry|update|live-?(?:blog|post|update|entry)\S*)(?!\S)",
    re.IGNORECASE,
)
"""Classes of an element that is a post."""
_PINNED = re.compile(
    r"(?:^|[\s_-])(?:pinned|pin-post|pinned-post|sticky|epingle[er]?|épinglée?|fijad[oa]|fixad[oa]|angepinnt|angeheftet|destacad[oa]-fij\w+)(?=$|[\s_-])",
    re.IGNORECASE,
)
_EVENTS = re.compile(r"(?:^|\s)(?:is|has)-(?:key-event|summary|pinned)", re.IGNORECASE)

_NUMBER = re.compile(r"(?=[0-9a-f-]*\d)[0-9a-f]{6,}")

REMEMBERED = 2048
"""Names that are remembered with what they tell: a page gives its elements the same ones again and again."""
SMALL = 90
"""Characters up to which an element named like what stands around a text is taken for that."""
LISTED, POINTED = 2, 5
"""Which part of the text of a list of links, and of a card that leads elsewhere, is links."""
CHROME = frozenset(
    ("nav", "footer", "aside", "form", "template", "dialog", "noscript", "header", "button", "select", "svg")
)
"""Elements in which no post stands."""


def names(values: dict[str, str | None]) -> str:
    """Class, id and the names of parts that an element has, as one text; empty for most."""
    found = values.get("class") or ""
    for name in ("id", "data-component", "data-testid", "data-type", "role"):
        value = values.get(name)
        if value and (name != "id" or not _NUMBER.search(value)):  # the letters of a hexadecimal number say nothing
            found = f"{found} {value}"
    return found[:400]


@lru_cache(REMEMBERED)
def _names_no_post(found: str) -> bool:
    if _NO_POST.search(found) is None:
        return False
    others = (_TAGGED if _ENTRY.search(found) is None else _ABOUT).sub("", found)
    return not others.strip() or _NO_POST.search(others) is not None


@lru_cache(REMEMBERED)
def _names_own_no_post(found: str) -> bool:
    return _OWN_NO_POST.search(found) is not None


@lru_cache(REMEMBERED)
def names_pinned(found: str) -> bool:
    """Whether names (`names`, or one class) say that what has them is held at the top."""
    return _PINNED.search(found) is not None


def no_post(tag: str, values: dict[str, str | None]) -> bool:
    """Whether an element around a post tells that it is none."""
    if tag in CHROME:
        return True
    if not values:
        return False
    return _names_no_post(names(values)) or "/Comment" in (values.get("itemtype") or "")


def holds_page(node: LexborNode) -> bool:
    """Whether an element is a frame of the whole page, whatever else its names say."""
    return node.css_first("h1, main, amp-live-list, [itemprop=liveBlogUpdate]") is not None


def own_no_post(values: dict[str, str | None]) -> bool:
    """Whether a candidate's own names tell that it is no post."""
    return bool(values) and _names_own_no_post(names(values))


def is_pinned(values: dict[str, str | None]) -> bool:
    """Whether an element says that it is held at the top."""
    if not values:
        return False
    if values.get("data-pinned") in ("", "true", "1") or values.get("data-sticky") in ("true", "1"):
        return True
    return names_pinned(names(values))


def is_beside(node: LexborNode) -> bool:
    """Whether an element in a post is not its text: hidden, or named so and short, or little else than links.

    What is marked as a quotation is text, whoever is quoted: a reader whose comment is answered.
    """
    values = node.attributes
    if not values:
        return False
    if "hidden" in values:
        return True
    found = names(values)
    if node.tag == "blockquote" or _NO_TEXT.search(found) is None:
        return False
    size = len(node.text().strip())
    if size <= SMALL or _NEVER_TEXT.search(found) is not None:
        return True
    linked = sum(len(link.text().strip()) for link in node.css("a[href]")[:50])
    return linked * (POINTED if _POINTS.search(found) else LISTED) >= size


def is_unseen(node: LexborNode) -> bool:
    """Whether an element is for screen readers alone, or hidden."""
    values = node.attributes
    return "hidden" in values or _HIDDEN.search(values.get("class") or "") is not None
