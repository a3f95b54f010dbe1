"""An entry of a feed whose body is a list of headed updates, taken apart into posts. Runs in the worker process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC

from selectolax.lexbor import LexborNode

from livetui.engine.live import keys
from livetui.engine.live.clock import leading_clock, resolve
from livetui.engine.live.clocks import take_clocks
from livetui.engine.live.draft import Draft
from livetui.model.entry import BodyKind, Entry
from livetui.model.feed import Split
from livetui.model.live import announces_live
from livetui.text.clean import LIMITS, clean_line
from livetui.text.markup import parse_html
from livetui.text.split import split_posts

MOST = 500
"""Posts taken from one entry; one that holds more is left whole."""
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_STRONG = {"strong", "b"}


def split_entries(entries: Iterable[Entry], split: Split) -> tuple[Entry, ...]:
    """The entries, those that are lists of updates replaced by their posts as `split` says.

    Fewer than two headed updates are no list: such an entry stays whole.
    """
    found: list[Entry] = []
    for entry in entries:
        told = split is Split.ALWAYS or (split is Split.AUTO and announces_live(entry))
        posts = _posts(entry) if told else []
        found += posts if 1 < len(posts) <= MOST else [entry]
    return tuple(found)


def _posts(entry: Entry) -> list[Entry]:
    html = entry.body_kind is BodyKind.HTML
    drafts = [
        draft for draft in (_sections(entry.body) if html else _texts(entry.body)) if draft.title or draft.body.strip()
    ]
    take_clocks(drafts)
    if sum(draft.title is not None or draft.clock is not None for draft in drafts) < 2:
        return []
    names = keys.settle(drafts)  # before the clocks are resolved, for that depends on the day
    reference = entry.updated or entry.published
    if reference is not None:
        moments = resolve([draft.clock for draft in drafts], reference, (UTC,))
        for draft, moment in zip(drafts, moments, strict=True):
            draft.published, draft.guessed = moment, moment is not None
    return [
        replace(
            entry,
            id=f"{entry.id[: LIMITS.ID - 40]}#{key[:32]}",
            title=draft.title,
            published=draft.published or entry.published,
            updated=entry.updated,
            body=draft.body.strip(),
            enclosures=(),
            live=True,
            guessed=draft.published is None or draft.guessed,
        )
        for draft, key in zip(drafts, names, strict=True)
    ]


def _sections(html: str) -> Iterator[Draft]:
    """What stands in a body, parted at its headings; what stands above the first one leads in, and is a post too."""
    tree = parse_html(html)
    body = tree.body if tree is not None else None
    while body is not None and (only := _only_child(body)) is not None:
        body = only
    title: str | None = None
    pieces: list[str] = []
    child = body.first_child if body is not None else None
    while child is not None:
        if (heading := _heading(child)) is not None:
            yield Draft(title=title, body="".join(pieces), html=True)
            title, pieces = heading, []
        elif child.html:
            pieces.append(child.html)
        child = child.next
    yield Draft(title=title, body="".join(pieces), html=True)


def _texts(text: str) -> Iterator[Draft]:
    for post in split_posts(text):
        clock = leading_clock(post.clock) if post.clock else None
        yield Draft(title=post.heading, body=post.body, clock=clock[0] if clock else None)


def _heading(node: LexborNode) -> str | None:
    """The words of a heading, also of a paragraph that is one strong phrase; None for anything else."""
    strong = node.tag == "p" and (only := _only_child(node)) is not None and only.tag in _STRONG
    if node.tag not in _HEADINGS and not strong:
        return None
    return clean_line(node.text(deep=True), LIMITS.TITLE) or None


def _only_child(node: LexborNode) -> LexborNode | None:
    """The element that holds all there is in another one."""
    found: LexborNode | None = None
    child = node.first_child
    while child is not None:
        if child.tag == "-text":
            if (child.text_content or "").strip():
                return None
        elif child.tag not in ("-comment", "_comment", "!--"):
            if found is not None:
                return None
            found = child
        child = child.next
    return found
