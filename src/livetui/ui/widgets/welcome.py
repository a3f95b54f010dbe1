"""What stands in the timeline's place when there is nothing to list."""

from __future__ import annotations

from livetui.ui.page import Dye, Para
from livetui.ui.widgets.pageview import PageView


def _key(text: str, *keys: str) -> Para:
    dyes = tuple(Dye(text.index(key), text.index(key) + len(key), "bold", "primary") for key in keys)
    return Para(text, "foreground", dyes)


def _command(text: str, what: str = "") -> Para:
    """A command to type in the shell, and what it is for."""
    return Para(text + what, "foreground", (Dye(0, len(text), "", "secondary"),), "  ", "  ")


_WELCOME = (
    Para(""),
    Para("Welcome to livetui", "bold strong"),
    Para("What happened, who said it, and what changed since.", "read"),
    Para(""),
    _key("No feed is followed yet. Press a to add one by its address, or type in the shell:", "a"),
    Para(""),
    _command("livetui add https://example.org/feed.xml"),
    _command("livetui starters            ", "feeds to begin with"),
    _command("livetui import feeds.opml   ", "those of another reader"),
    _command("livetui demo                ", "a sample, without the network"),
    Para(""),
    _key("? lists every key, q leaves.", "?", "q"),
)
_EMPTY = (
    Para(""),
    Para("No entries yet", "bold strong"),
    _key("Feeds are polled on schedule; R asks all of them now.", "R"),
)
_FAILING = (
    Para(""),
    Para("No entries yet: no feed could be read", "bold strong"),
    _key("e tells why, for each feed; R tries all of them again.", "e", "R"),
)
_NO_MATCH = (
    Para(""),
    Para("Nothing matches", "bold strong"),
    _key("Esc clears the filter, 0 shows everything.", "Esc", "0"),
)


class Welcome(PageView, can_focus=False):
    """A page in the timeline's place: how to begin, or why it is empty."""

    DEFAULT_CSS = "Welcome { background: $surface; scrollbar-background: $surface; display: none; }"
    ground = "surface"

    def explain(self, *, feeds: int, failing: int, filtered: bool) -> None:
        """Say what fits: no feeds yet, nothing polled yet, none can be read, or nothing passes the filter."""
        none = _FAILING if failing >= feeds > 0 else _EMPTY if feeds else _WELCOME
        self.show(_NO_MATCH if filtered else none)
