"""Which keys help where: what the hint line tells in each pane, and of the entry under the cursor."""

from __future__ import annotations

from livetui.model.entry import Headline
from livetui.model.live import leads_to_live

Hint = tuple[str | tuple[str, ...], str]
"""One command or a few by their ids, and what they do."""

FILTER_HINTS = (("Enter", "keep"), ("Tab", "complete"), ("↑", "earlier filters"), ("Esc", "clear"))
"""While a filter is typed: keys as they are shown, not commands. Here as below the last is shown wherever one is."""
BEGIN_HINTS: tuple[Hint, ...] = (
    (("move.down", "move.up"), "choose"), ("read.open", "begin"), ("feeds.add", "add a feed"), ("app.back", "quit"),
    ("app.help", "help"),
)  # fmt: skip
"""Among the ways to begin."""
SIDE_HINTS: tuple[Hint, ...] = (
    ("read.open", "show"), ("read.on", "open, close"), ("feeds.rename", "name"), ("feeds.pause", "pause"),
    ("feeds.folder", "folder"), (("feeds.down", "feeds.up"), "move"), ("feeds.remove", "remove"),
    ("feeds.add", "add"), ("mark.undo", "undo"), ("feeds.health", "health"), ("app.help", "help"),
)  # fmt: skip
"""In the sidebar."""
_LIST_HINTS: tuple[Hint, ...] = (
    ("filter.edit", "filter"), (("topic.1", "topic.9"), "topic"), ("read.open", "read"),
    ("read.quotations", "quotations"), ("move.next_unread", "next unread"), ("mark.read", "mark read"),
    ("mark.star", "star"), ("live.pending", "show new"), ("read.browser", "open"), ("app.help", "help"),
)  # fmt: skip
_OUT_HINT: Hint = ("pane.left", "back")
_TEXT_HINTS: tuple[Hint, ...] = (
    ("read.on", "read on"), (("read.previous_quote", "read.next_quote"), "quotes"), ("filter.edit", "find"),
    ("read.quotations", "quotations"), ("read.revisions", "what changed"), _OUT_HINT,
    ("read.browser", "open"), ("read.links", "links"), ("read.copy_link", "copy"), ("app.help", "help"),
)  # fmt: skip
_FILTERED_HINTS: tuple[Hint, ...] = (("filter.keep", "keep as topic"), ("filter.close", "clear"))
_CHANGED_HINT: Hint = ("read.revisions", "what changed")
_LIVE_HINT: Hint = ("feeds.follow_live", "follow live page")
_FIRST = 3
"""Hints that stand before those for the one entry."""


def list_hints(headline: Headline | None, *, filtered: bool) -> tuple[Hint, ...]:
    """In the timeline. Args: headline: under the cursor. filtered: is there a filter to keep or clear."""
    changed = (_CHANGED_HINT,) if headline is not None and headline.revisions else ()
    first = _FILTERED_HINTS if filtered else ()
    return *first, *_LIST_HINTS[:_FIRST], *changed, *_live(headline), *_LIST_HINTS[_FIRST:]


def text_hints(headline: Headline | None, *, alone: bool = False) -> tuple[Hint, ...]:
    """In the text. Args: headline: that of the entry. alone: no other pane is seen, so the way out comes first."""
    found = *_TEXT_HINTS[:_FIRST], *_live(headline), *_TEXT_HINTS[_FIRST:]
    return (_OUT_HINT, *(hint for hint in found if hint != _OUT_HINT)) if alone else found


def _live(headline: Headline | None) -> tuple[Hint, ...]:
    return (_LIVE_HINT,) if headline is not None and leads_to_live(headline) else ()
