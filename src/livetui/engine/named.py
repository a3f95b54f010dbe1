"""Which feed a word of the user means."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from livetui.engine.exchange.addresses import without_login
from livetui.errors import FeedError
from livetui.model.address import address_key
from livetui.model.feed import Feed


def named(word: str, feeds: Sequence[Feed]) -> tuple[Feed, ...]:
    """The feeds of that address, however it is spelled and with or without its password; else those of that title.

    Args: word: an address, the path of a file, or a title as it is shown.
    Raises: FeedError: there is none.
    """
    path = os.path.normpath(Path.cwd() / Path(word).expanduser())
    address = address_key(word)
    found = [
        feed
        for feed in feeds
        if feed.url == path or address in (address_key(feed.url), address_key(without_login(feed.url)))
    ]
    if not found:
        found = [feed for feed in feeds if feed.title.casefold() == word.strip().casefold()]
    if not found:
        raise FeedError(word, "is not among the feeds followed; `livetui feeds` lists them")
    return tuple(found)


def the_one_named(word: str, feeds: Sequence[Feed]) -> Feed:
    """The only feed that the word means. Raises: FeedError: there is none, or more than one."""
    found = named(word, feeds)
    if len(found) > 1:
        raise FeedError(word, "names more than one feed; give its address")
    return found[0]
