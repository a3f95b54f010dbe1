"""Posts that a page marks as such: microdata, ``amp-live-list``, microformats."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from livetui.engine.live import marks
from livetui.engine.live.clock import has_zone, stated
from livetui.engine.live.draft import Draft
from livetui.engine.live.element import read_element, same_page
from livetui.engine.live.keys import address_keys, path_key
from livetui.engine.live.page import Page
from livetui.text.clean import LIMITS, clean_line

ADVERTISED = 120
"""Characters around an advertisement that make no post of it."""
LIMIT = 5_000
"""Posts read of one page, at most."""


def read_microdata(tree: LexborHTMLParser, page: Page) -> list[Draft]:
    """Elements that are the ``liveBlogUpdate`` of a posting."""
    posts = []
    for node in tree.css('[itemprop~="liveBlogUpdate"]')[:LIMIT]:
        post = read_element(node, page)
        title = node.css_first('[itemprop~="headline"]')
        if title is not None:
            text = title.attributes.get("content") or title.text()
            post.title = clean_line(text, LIMITS.TITLE) or post.title
        dates = [shown.attributes for shown in node.css('[itemprop~="datePublished"]')[:4]]
        values = [one.get("content") or one.get("datetime") or "" for one in dates]
        for value in sorted(values, key=has_zone, reverse=True):
            if (at := stated(value, page.zone)) is not None:
                post.published = at
                break
        author = node.css_first('[itemprop~="author"] [itemprop~="name"], [itemprop~="author"]')
        if author is not None:
            name = " ".join((author.attributes.get("content") or author.text()).split())
            post.authors = (name,) if name and len(name) < 100 else ()
        posts.append(post)
    return posts


def read_amp(tree: LexborHTMLParser, page: Page) -> list[Draft]:
    """The items of the largest ``amp-live-list``, tombstones and advertisements left out."""
    best: list[Draft] = []
    for live in tree.css("amp-live-list")[:20]:
        items = live.css_first("[items]")
        posts = [_amp_item(node, page) for node in _children(items)] if items is not None else []
        found = [post for post in posts if post is not None]
        if len(found) > len(best):
            best = found
    return best


def _amp_item(node: LexborNode, page: Page) -> Draft | None:
    values = node.attributes
    if "data-tombstone" in values or marks.own_no_post(values) or _is_advertisement(node):
        return None
    if stated(values.get("data-sort-time", "0"), page.zone) is None and values.get("data-sort-time"):
        return None  # a sample that a template carries
    post = read_element(node, page)
    sort, update = stated(values.get("data-sort-time"), page.zone), stated(values.get("data-update-time"), page.zone)
    shown = post.published if node.css_first("time[datetime]") is not None else None
    # What is sorted by may be the time of the edit; the time that is shown is the post's.
    post.published = shown or sort or post.published
    post.updated = update or post.updated
    return post


def _is_advertisement(node: LexborNode) -> bool:
    if node.css_first("amp-ad, amp-embed, ins.adsbygoogle") is None:
        return False
    return node.css_first("h2, h3, h4") is None and len(node.text().strip()) < ADVERTISED


def read_hfeed(tree: LexborHTMLParser, page: Page) -> list[Draft]:
    """The entries of the largest ``h-feed`` (or older ``hfeed``), else of the page."""
    best: list[Draft] = []
    feeds = tree.css(".h-feed, .hfeed")[:20] or ([tree.body] if tree.body is not None else [])
    for feed in feeds:
        entries = [node for node in feed.css(".h-entry, .hentry")[:LIMIT] if not marks.own_no_post(node.attributes)]
        if len(entries) > len(best):
            best = [_hentry(node, page) for node in entries]
    return best


def _hentry(node: LexborNode, page: Page) -> Draft:
    post = read_element(node, page)
    name = node.css_first(".p-name, .entry-title")
    if name is not None:
        text = clean_line(name.text(), LIMITS.TITLE)
        content = node.css_first(".e-content")
        # Of a note the name is its whole text: then it has no title.
        post.title = text if content is None or not " ".join(content.text().split()).startswith(text[:200]) else None
    link = node.css_first("a.u-uid[href], .u-url[href], a[rel=bookmark][href]")
    if link is not None:
        post.url = link.attributes.get("href")
        post.outward = post.outward or not same_page(post.url or "", page)
        keys = address_keys(post.url)
        post.keys = [*keys, *post.keys] if keys else [*post.keys, path_key(post.url or "")]
    date = node.css_first(".dt-published, .published")
    if date is not None:
        post.published = (
            stated(date.attributes.get("datetime") or date.attributes.get("title") or date.text(), page.zone)
            or post.published
        )
    return post


def _children(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    child = node.first_child
    while child is not None and len(found) < LIMIT:
        if (child.tag or "-")[0] != "-":
            found.append(child)
        child = child.next
    return found
