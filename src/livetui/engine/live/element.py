"""One post's element: its ids, time and headline."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from livetui.engine.live import marks
from livetui.engine.live.body import HEADINGS, LONE_CLOCK, WHOLE, shows_time
from livetui.engine.live.clock import clock_in, has_zone, stated
from livetui.engine.live.draft import Draft
from livetui.engine.live.keys import address_keys, path_key, plain
from livetui.engine.live.page import Page
from livetui.text.clean import LIMITS, clean_line
from livetui.text.trivial import is_ago

_EPOCHS = (
    "data-timestamp", "data-post-time", "data-sort-time", "data-time", "data-published", "data-published-at",
    "data-publish-time", "data-date", "data-datetime", "data-created", "data-created-at", "data-epoch", "data-unixtime",
    "data-unix", "data-publishedtime",
)  # fmt: skip
_UPDATES = (
    "data-update-time", "data-last-modified-time", "data-updated", "data-updated-at", "data-modified",
    "data-last-modified",
)  # fmt: skip
_OWN_ID = re.compile(r"^data-(?:\w+-)*(?:id|uid|uuid|key|urn|guid|anchor)$")
_SHOWS_EDIT = re.compile(r"updat|modif|edit|aktualis|actualiz|aggiorn|atualiz|mis-a-jour|maj\b", re.IGNORECASE)
_MOMENT = re.compile(r",?\s*(?:published at|publié à|veröffentlicht um)\s+[\d:.]+.{0,30}$", re.IGNORECASE)
_AGO = re.compile(
    r"\b\d{1,2}\s?(?:m|h|min\w*|std\w*|hours?|heures?|horas?|ore|ora|stunden?|час\w*|мин\w*|хв\w*|годин\w*|godz\w*|timer?|dk|saat)\b"
    r"|\bago\b|\bil y a\b|\bhace\b|\bhá\b|\bvor\b|\bfa\b|назад|тому",
    re.IGNORECASE,
)
LABEL = 40
"""Characters of what says of a time what it is, at most."""
_HREF = 'a[href*="#"], a[href*="ostId="], a[href*="post="], a[href*="ostid="]'
_TIMES = (
    "time, [datetime], [itemprop=datePublished], [itemprop=dateModified], [data-timestamp], [data-time], [data-date],"
    " [data-epoch], [data-unixtime], [data-published]"
)
BARE = "span, p, div, small, a, b, i, strong, em, td, th, dt"
"""What a clock may stand in that nothing names after it."""
HEADLINE = "h1, h2, h3, h4, h5, h6, [itemprop=headline], [class*=headline], [class*=Headline]"
"""What a post's headline stands in."""
_NAMED_TIME = (
    "[class*=time], [class*=date], [class*=hour], [class*=heure], [class*=hora], [class*=stamp], [class*=clock],"
    " [class*=zeit], [class*=Time], [class*=Date]"
)


def read_element(node: LexborNode, page: Page) -> Draft:
    """What a post's element says, its text left for `fill_body`."""
    values = node.attributes
    post = Draft(node=node, pinned=marks.is_pinned(values) or _pinned_inside(node))
    inner = _single(node)
    for one in (values, inner.attributes if inner is not None else {}):
        if own := one.get("id"):
            post.keys.append(plain(own))
        for name, value in one.items():
            if value and value != own and _OWN_ID.match(name) and len(value) < 200:
                post.keys.append(plain(value))
    _read_time(node, values, inner, post, page)
    heading = node.css_first(HEADLINE)
    if heading is not None and not marks.no_post("", heading.attributes):
        _read_title(heading, post, page)
    if not post.keys or post.pinned:
        for link in node.css(_HREF)[:3]:
            href = link.attributes.get("href") or ""
            if same_page(href, page) and (keys := address_keys(href)):
                post.keys += keys[-1:]
                post.url = post.url or href
                break
    if post.url is None and "id" in values:
        post.url = f"#{values['id']}"
    return post


def _pinned_inside(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag != "body" and marks.is_pinned(parent.attributes)


def _single(node: LexborNode) -> LexborNode | None:
    """The one element that all of a wrapper stands in."""
    first = node.first_child
    while first is not None and first.tag == "-text" and not (first.text_content or "").strip():
        first = first.next
    if first is None or (first.tag or "-")[0] == "-" or first.tag in HEADINGS or first.tag in WHOLE:
        return None
    after = first.next
    while after is not None:
        if (after.tag or "-")[0] != "-":
            return None
        after = after.next
    return first


def _read_time(
    node: LexborNode, values: dict[str, str | None], inner: LexborNode | None, post: Draft, page: Page
) -> None:
    for one in (values, inner.attributes if inner is not None else {}):
        for name in _EPOCHS:
            if post.published is None and (value := one.get(name)):
                post.published = stated(value, page.zone)
        for name in _UPDATES:
            if post.updated is None and (value := one.get(name)):
                post.updated = stated(value, page.zone)
    for shown in node.css(_TIMES)[:6]:
        own = shown.attributes
        value = (
            own.get("datetime") or own.get("content") or next((own[name] for name in _EPOCHS if own.get(name)), None)
        )
        at = stated(value, page.zone)
        text = shown.text()
        edit = own.get("itemprop") == "dateModified" or _SHOWS_EDIT.search(
            f"{own.get('class')} {own.get('itemprop')} {text[:30]} {_label(shown)}"
        )
        if edit:
            post.updated = post.updated or at
            continue
        if post.published is not None and post.clock is not None:
            continue
        ago = is_ago(text.strip())  # "6h ago" is no clock
        clock = None if ago else clock_in(text) or (clock_in(value) if value and at is None else None)
        if at is not None and (post.published is None or (has_zone(value) and own.get("itemprop"))):
            post.published = at
        post.clock = post.clock or clock
        post.relative = post.relative or ago or _AGO.search(text[:60]) is not None
    if post.published is None and post.clock is None:
        _read_clock(node, post, page)
    elif post.published is not None and post.clock is None:
        _mend_edit(node, post)
    if post.published is None and post.updated is not None and post.clock is None:
        post.published = post.updated


def _label(shown: LexborNode) -> str:
    """What stands right before a time: "Updated", as text or in an element of its own."""
    before = shown.prev
    while before is not None and before.tag == "-text" and not (before.text_content or "").strip(" \n:"):
        before = before.prev
    if before is None or before.tag in HEADINGS or before.tag in WHOLE or before.tag == "time":
        return ""
    text = (before.text_content or "") if before.tag == "-text" else before.text()
    return text if len(text) <= LABEL else ""


def _mend_edit(node: LexborNode, post: Draft) -> None:
    """Where a time is that of the edit, which a footer names, take the clock that stands beside it."""
    if post.published is None:
        return
    foots = node.css("footer, [class*=updated], [class*=modified]")[:2]
    texts = [text for foot in foots if len(text := foot.text().strip()) < 60 and _SHOWS_EDIT.search(text)]
    edit = next((clock for text in texts if (clock := clock_in(text))), None)
    if edit is None or edit.minutes != post.published.hour * 60 + post.published.minute:
        return
    for beside in node.css("time + span, time + small, time + a")[:2]:
        clock = clock_in(beside.text())
        if clock is not None and clock.minutes != edit.minutes and clock.zone is not None:
            post.updated = post.published
            first = post.published.astimezone(clock.zone).replace(hour=clock.minutes // 60, minute=clock.minutes % 60)
            post.published = (first if first <= post.updated else first - timedelta(days=1)).astimezone(UTC)
            return


def _read_clock(node: LexborNode, post: Draft, page: Page) -> None:
    """A time that stands in an element named after what it shows, or first of all."""
    for shown in node.css(_NAMED_TIME)[:6]:
        text = shown.text().strip()
        if len(text) <= 60 and not is_ago(text) and (clock := clock_in(text)) is not None:
            post.clock, post.published = clock, stated(text, page.zones()[0])
            return
    for shown in node.css(BARE)[:12]:
        text = shown.text().strip()
        if len(text) <= LONE_CLOCK and shows_time(text):
            post.relative = is_ago(text)
            if not post.relative:
                post.clock, post.published = clock_in(text), stated(text, page.zones()[0])
            return


def _read_title(heading: LexborNode, post: Draft, page: Page) -> None:
    values = heading.attributes
    text = values.get("content") or ""
    if not text:
        unseen = [part for part in heading.css("[class]") if marks.is_unseen(part)]
        text = heading.text()
        twice = [
            shown
            for part in heading.css("[aria-hidden=true]")
            if text.count(shown := part.text()) > 1 and shown.strip()
        ]
        if twice:
            text = twice[0]  # once for the eye and once, with more, for the ear
        elif unseen:
            without = text
            for part in unseen:
                without = without.replace(part.text(), "", 1)
            text = without if without.strip() else _MOMENT.sub("", text)
    post.title = clean_line(text, LIMITS.TITLE) or None
    link = heading.css_first("a[href]")
    around = heading.parent
    for _ in range(4):  # a card may be one link
        if link is not None or around is None:
            break
        link = around if around.tag == "a" else None
        around = around.parent
    if link is not None and (href := link.attributes.get("href")):
        post.outward = not same_page(href, page)
        if not post.outward or "u-url" in (link.attributes.get("class") or ""):
            post.url = href
        if post.outward:
            post.keys.append(path_key(href))


def same_page(href: str, page: Page) -> bool:
    """Whether an address is that of the page itself, as far as can be told."""
    if href.startswith(("#", "?")):
        return True
    try:
        path = urlsplit(href).path.rstrip("/")
        known = {urlsplit(own).path.rstrip("/") for own in (page.canonical, page.base) if own}
    except ValueError:
        return False
    return not path or path in known or any(path.replace("/amp", "") == own.replace("/amp", "") for own in known)
