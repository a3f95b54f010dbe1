"""Finding out what a target of `livetui add` is, and how it is written in the list of feeds."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from livetui.errors import FeedError
from livetui.model.feed import Subscription
from livetui.model.update import Update
from livetui.text.links import safe_url


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding one target."""

    subscription: Subscription
    """As it stands in the list now."""
    what: str
    """What the target turned out to be, in words for the user."""
    update: Update | None = None
    """The first poll; None when it was not asked for."""
    known: bool = False
    """Was it followed before, so that nothing has changed."""


_FILE_ENDINGS = {".xml", ".rss", ".atom", ".rdf", ".json", ".html", ".htm", ".txt", ".opml", ".toml"}
"""Of words that name a file and no host."""


def is_remote(target: str) -> bool:
    """Whether an address or target is to be had over the network."""
    return target[:8].lower().startswith(("http://", "https://"))


def address_of(target: str, folder: Path) -> str:
    """The address that a target stands for: an http(s) URL, or the absolute path of a local file.

    Args:
        target: URL, ``feed:`` URL, ``file:`` URL, path, or a bare host such as ``example.org/feed``.
        folder: the folder that relative paths start from.

    Raises: FeedError: it is neither a file that exists nor an address that can be followed.
    """
    target = target.strip()
    if target.startswith("feed:"):  # feed://host/… and feed:https://… are both in use
        rest = target.removeprefix("feed:")
        target = "http:" + rest if rest.startswith("//") else rest
    unfit = FeedError(target, "is no address that can be followed; check it for blanks, passwords and typing errors")
    try:
        parts = urlsplit(target)
    except ValueError as error:  # a bracket of an IPv6 host is missing or holds something else
        raise unfit from error
    if parts.scheme in ("http", "https"):
        if url := safe_url(target):
            return urldefrag(url).url  # which part of a page is scrolled to says nothing of what is followed
        raise unfit
    path = Path(unquote(parts.path)) if parts.scheme == "file" else Path(target).expanduser()
    path = Path(os.path.normpath(folder / path))
    if path.exists():
        return str(path)
    host, slash, _ = target.partition("/")
    names_a_file = target.startswith((".", "/", "~")) or (not slash and Path(target).suffix.lower() in _FILE_ENDINGS)
    if "." in host and not names_a_file and (url := safe_url("https://" + target)):
        return url
    raise FeedError(target, "no such file, and no http(s) address either")
