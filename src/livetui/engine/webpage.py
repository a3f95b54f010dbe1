"""An address that turned out to be a web page."""

from __future__ import annotations

from typing import NamedTuple

from livetui.errors import ParseError


class FoundFeed(NamedTuple):
    """A feed that a page names."""

    url: str
    title: str
    """Empty if the page gives none."""
    type: str
    """Media type as stated, in lower case; may be empty."""


class WebPage(ParseError):
    """The address is that of a web page, which may name feeds."""

    def __init__(self, subject: str, feeds: tuple[FoundFeed, ...] = (), found: str = "") -> None:
        """Args: feeds: what the page names. found: what else it holds, where that is worth a word."""
        named = ", ".join(feed.url for feed in feeds[:3])
        more = f" and {len(feeds) - 3} more" if len(feeds) > 3 else ""
        parts = ["a web page, not a feed", *([found] if found else []), *([f"it names {named}{more}"] if feeds else [])]
        if len(parts) == 1:
            parts.append("it names no feeds and shows no live posts")
        super().__init__(subject, "; ".join(parts))
        self.found = found
        """Why a page that calls itself live can't be followed; empty for any other page."""
        self.feeds = feeds
        """The feeds that the page names, http(s) only."""
