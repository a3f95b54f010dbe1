"""Plain texts as targets of ``quotes``: all that a run over texts needs, so that it starts with little else."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass

from livetui.model.quote import Quote, Span
from livetui.text.quotes import find_entry_quotes
from livetui.text.split import split_posts

SMALL = 1 << 20
"""Bytes; a text up to this size is read whatever the settings say, since no limit that can be set is lower."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Target:
    """The bytes of a target, and what they are."""

    given: str
    """As the user gave it."""
    url: str
    """Where it stands: an http(s) URL or a path; relative links are resolved against it."""
    body: bytes
    kind: str
    """"xml", "json", "html" or "text"."""
    content_type: str | None = None

    @property
    def text(self) -> str:
        """The bytes of a text as characters before any cleaning; offsets count in it, a byte-order mark as one."""
        for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
            if self.body.startswith(mark):
                return self.body.decode(encoding, "replace")
        try:
            return self.body.decode("utf-8")
        except UnicodeDecodeError:
            mended = self.body.decode("utf-8", "replace")
            # A few bad bytes do not make UTF-8 another encoding: what else is not ASCII decides.
            bad = mended.count("\ufffd")
            return mended if sum(char > "\x7f" for char in mended) > 2 * bad else self.body.decode("cp1252", "replace")


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """A quotation found in a plain text; add `shift` to its offsets to count from the start of the text."""

    quote: Quote
    shift: int


def small_text(given: str) -> Target | None:
    """A plain text of usual size, read at once; None for whatever else, and for trouble, which `read_target` tells."""
    if not given.lower().endswith(".txt") or "://" in given:
        return None
    try:
        descriptor = os.open(os.path.expanduser(given), _FLAGS)  # noqa: PTH111 - a Path costs as much as the reading
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size > SMALL:
                return None
            body = os.read(descriptor, found.st_size + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        return None
    if len(body) != found.st_size or body.startswith(_GZIP) or (b"\0" in body[:4096] and not body.startswith(_UTF16)):
        return None
    return Target(given, given, body, "text")


def text_quotes(text: str, lang: str | None) -> list[PlacedQuote]:
    """The quotations of a plain text, post by post, since a pronoun never refers across posts."""
    found: list[PlacedQuote] = []
    for post in split_posts(text):
        heading = text[slice(*post.heading_span)] if post.heading_span else None
        for quote in find_entry_quotes(heading, text[slice(*post.body_span)], lang):
            place: Span | None = post.heading_span if quote.part.value == "title" else post.body_span
            assert place is not None, "a quotation of the heading needs a heading"
            found.append(PlacedQuote(quote, place[0]))
    return found
