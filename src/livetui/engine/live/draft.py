"""A post on its way from the page to an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from selectolax.lexbor import LexborNode

from livetui.engine.live.clock import Clock

_NO_LETTER = re.compile(r"[\W_]+")
LETTERS = 48
"""Letters by which two texts are told to be the same post's."""


@dataclass(slots=True)
class Draft:
    """What one source of a page says of one post; `merge` fills it from the others."""

    title: str | None = None
    """One clean line of plain text."""
    body: str = ""
    html: bool = False
    """The body is HTML."""
    published: datetime | None = None
    """Aware."""
    updated: datetime | None = None
    clock: Clock | None = None
    """Where the source gives only a clock, or gives one beside the time."""
    keys: list[str] = field(default_factory=list)
    """Ids that its sources state for it, the best first; nothing is known yet of their worth.

    What stands at one place comes from the same source in all posts of a page; empty where that one has none.
    """
    url: str | None = None
    """Address of the post as stated."""
    authors: tuple[str, ...] = ()
    pinned: bool = False
    guessed: bool = False
    """`published` was made from a clock and the date of the page."""
    relative: bool = False
    """It shows how long ago it was written, and nothing else."""
    outward: bool = False
    """Its headline leads to another page, as that of a teaser does."""
    node: LexborNode | None = None
    """Its element, where it comes from the page's elements and `body` has not been read yet."""
    head: LexborNode | None = None
    """What shows its headline, where that is no heading; left out of the text."""
    paragraphs: int = 0
    """How many the element holds."""

    _name: tuple[str, str] = ("", "")

    @property
    def key(self) -> str:
        """The best of `keys`; empty without one."""
        return (self.keys[0] or next(filter(None, self.keys), "")) if self.keys else ""

    @property
    def name(self) -> str:
        """The letters of the headline, for comparison; empty without one."""
        if not self.title:
            return ""
        if self._name[0] != self.title:
            self._name = (self.title, letters(self.title))
        return self._name[1]


def letters(text: str) -> str:
    """The first letters and digits of a text in lower case, for comparison."""
    return _NO_LETTER.sub("", text[: 3 * LETTERS].casefold())[:LETTERS]


def words(post: Draft) -> str:
    """The first words of a post's text, without the marks of HTML."""
    if not post.html or "<" not in post.body:
        return post.body
    found, rest = "", post.body[:600]
    while rest and len(found) < 150:
        before, _, rest = rest.partition("<")
        found += before
        rest = rest.partition(">")[2]
    return found
