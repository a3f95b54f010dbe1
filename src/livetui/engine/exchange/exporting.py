"""The feeds that are followed, as a list that other readers take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from livetui import feedlist
from livetui.engine.exchange import opml
from livetui.engine.exchange.addresses import without_login
from livetui.engine.subscribe import is_remote
from livetui.model.address import address_key
from livetui.model.feed import Subscription
from livetui.text.clean import clean_line

Known = opml.Known


class Kind(StrEnum):
    """The forms that feeds are written in."""

    OPML = "opml"
    URLS = "urls"
    """Newsboat's: an address on each line, then folder and title."""
    TOML = "toml"
    """Our own `feeds.toml`."""


@dataclass(frozen=True, slots=True)
class Export:
    """A list to be written, and what is not in it."""

    text: str
    feeds: int
    files: int
    """Feeds left out because they are files of this machine."""
    passwords: int
    """Addresses whose user name and password were left out."""


def exported(feeds: Sequence[Subscription], kind: Kind, known: Mapping[str, Known], *, passwords: bool) -> Export:
    """The feeds in a form. Args: known: what the cache knows of them, by address. passwords: keep those there are."""
    remote = [feed for feed in feeds if is_remote(feed.url)]
    taken = remote if passwords else [replace(feed, url=without_login(feed.url)) for feed in remote]
    secrets = sum(before.url != after.url for before, after in zip(remote, taken, strict=True))
    match kind:
        case Kind.OPML:
            by_address = {address_key(without_login(url)): about for url, about in known.items()}
            named = {
                feed.url: about for feed in taken if (about := by_address.get(address_key(without_login(feed.url))))
            }
            text = opml.written(taken, named)
        case Kind.URLS:
            text = "".join(f"{_line(feed)}\n" for feed in taken)
        case Kind.TOML:
            text = feedlist.written(taken)
    return Export(text, len(taken), len(feeds) - len(remote), secrets)


def _line(feed: Subscription) -> str:
    # A tag that began so would be a title there, or hide its feed.
    tags = [folder] if (folder := clean_line(feed.folder or "").lstrip("~! ")) else []
    tags += ["~" + clean_line(feed.title)] if feed.title else []
    return " ".join([feed.url, *('"' + tag.replace("\\", "\\\\").replace('"', '\\"') + '"' for tag in tags)])
