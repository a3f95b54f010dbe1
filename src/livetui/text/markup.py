"""HTML into a tree, in bounded time and memory whatever the HTML is."""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser

MAX_TAGS = 50_000
MAX_DEPTH = 256
MAX_ATTRIBUTES = 1_000
"""On one element."""
MAX_REOPENED = 200_000
"""Formatting elements open at each tag, summed up: how many the parser may have to open anew."""

_SMALL = (20_000, 300)
"""Characters and tags below which nothing that the parser does can take long."""
_LONG_TAG = 10_000

_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?"""
_RAW = "script|style|xmp|iframe|noembed|noframes|textarea|title"
# Comments and raw text first, as what they hold is no tag; one that never ends reaches to the end, as in the parser.
_TOKEN = re.compile(
    rf"<!--(?:.*?-->|.*+)|<(?:(?P<raw>{_RAW})(?=[\s/>])(?:.*?</(?P=raw)(?=[\s/>])[^>]*+>?|.*+)"
    rf"|(?P<close>/?)(?P<name>[a-z][^\s/>]*+)(?:{_ATTRIBUTE})*[\s/]*+>?|[!?/][^>]*+>?)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _names("area base basefont bgsound br col embed frame hr img input link meta param source track wbr")
# Elements that end by themselves where the next one starts, so that they do not pile up.
_SELF_ENDING = _names("p tr td th thead tbody tfoot colgroup html head body")
_FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
_ITEMS = {"li": _names("li"), "dd": _names("dd dt"), "dt": _names("dd dt")}
"""Elements that end the last of these, unless another block stands between."""
_FOREIGN = _names("math svg")
_SCREENED = _names("applet marquee math object svg template")
"""Formatting that begins in these ends with them."""
_BOUNDARY = _SCREENED | {"table"}
"""End tags inside these do not reach elements outside."""
_BLOCKS = _names(
    "address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre section summary table"
    " tbody td tfoot th thead title tr ul"
)
_SPECIAL = _BLOCKS | _names("button noscript search select")
"""End tags of elements that HTML does not know as blocks do not reach past these."""
_ENDING_BLOCKS = _BLOCKS | _BOUNDARY | _FORMATTING | _names("button search select")

_LEAVES_FOREIGN = (
    _BLOCKS
    | _FORMATTING
    | _names("annotation-xml desc embed foreignobject img meta mi mn mo ms mtext ruby span sub sup var")
)
"""Elements with which HTML's own rules hold again, in the element or behind it."""
_ENDED_AT_ONCE = re.compile(r"""(?:[\s"']|^[^=]*)/>\Z""")
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_html(html: str) -> LexborHTMLParser | None:
    """The tree of a fragment or page, or None if making it could take long.

    HTML's tree construction is quadratic in the depth of elements, in the attributes of one element, and in the
    formatting elements that it opens anew in every paragraph: 600 kB keep the parser busy for more than ten seconds.
    Honest pages are far from the limits set here. `flatten` reads what does not pass.
    """
    if (len(html) >= _SMALL[0] or html.count("<") >= _SMALL[1]) and _is_costly(html):
        return None
    try:
        source = html.encode()
    except UnicodeEncodeError:
        source = _SURROGATE.sub("\ufffd", html).encode()
    return LexborHTMLParser(source)


def flatten(html: str) -> str:
    """The words of HTML without its structure, a line a block; in linear time."""
    return unescape(_TOKEN.sub(_flat, html))


def _flat(match: re.Match[str]) -> str:
    name = match["name"]
    return "\n" if name and name.lower() in _BLOCKS else ""


def _is_costly(html: str) -> bool:
    open_elements: list[str] = []
    formatting = reopened = 0
    foreign = False  # inside math or svg, where other rules hold
    for tags, match in enumerate(_TOKEN.finditer(html)):
        name = match["name"]
        if tags > MAX_TAGS:
            return True
        if not name:
            # In foreign content a script or style is an element like others, and what it holds are tags.
            if foreign and match["raw"] and "<" in match[0][1:].rpartition("</")[0]:
                return True
            continue
        name = name.lower()
        if match["close"]:
            formatting -= _close(open_elements, name)
            if name in _FOREIGN:
                foreign = not _FOREIGN.isdisjoint(open_elements)
            continue
        if match.end() - match.start() > _LONG_TAG and _has_many_attributes(match[0]):
            return True
        reopened += formatting
        if name in _ITEMS and not foreign:
            formatting -= _end_item(open_elements, _ITEMS[name])
        if foreign and name in _LEAVES_FOREIGN:
            open_elements[:] = [other for other in open_elements if other not in _FOREIGN]
            foreign = False
        if foreign and _ENDED_AT_ONCE.search(match[0]):
            continue
        if foreign or (name not in _VOID and name not in _SELF_ENDING):
            open_elements.append(name)
            formatting += name in _FORMATTING
            foreign = foreign or name in _FOREIGN
        if len(open_elements) > MAX_DEPTH or reopened > MAX_REOPENED:
            return True
    return False


def _close(open_elements: list[str], name: str) -> int:
    """Take off what an end tag ends, at least (HTML §13.2.6.4.7); the number of formatting elements among it."""
    ends_blocks = name in _ENDING_BLOCKS
    for at in range(len(open_elements) - 1, -1, -1):
        other = open_elements[at]
        if other == name:
            break
        if other in _BOUNDARY and name != "table":
            return 0
        if other in _SPECIAL and not ends_blocks:
            return 0
    else:
        return 0
    if name in _FORMATTING or name == "form":
        del open_elements[at]
        return int(name != "form")
    # Formatting elements that are still open start anew behind the end tag.
    kept = [] if name in _SCREENED else [other for other in open_elements[at:] if other in _FORMATTING]
    ended = sum(other in _FORMATTING for other in open_elements[at:]) - len(kept)
    open_elements[at:] = kept
    return ended


def _end_item(open_elements: list[str], items: frozenset[str]) -> int:
    """Take off the item that the start of another one ends; the number of formatting elements among it."""
    for other in reversed(open_elements):
        if other in items:
            return _close(open_elements, other)
        if other in _SPECIAL or other in _BOUNDARY:
            return 0
    return 0


def _has_many_attributes(tag: str) -> bool:
    return sum(1 for _ in _ATTRIBUTES.finditer(tag)) > MAX_ATTRIBUTES
