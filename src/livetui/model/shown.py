"""What a live page showed when it was last polled: what the next poll is judged by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """A post that the page has shown and that is not known to be gone."""

    key: str
    """Its id in the feed."""
    missed: bool = False
    """The last good poll did not find it, though the page still showed older ones."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The posts that a page showed, and how often in a row it was not believed since."""

    posts: tuple[Post, ...] = ()
    """In the order of the page; those that were missed stand where they stood."""
    found: int = 0
    """Posts that the last good poll of the whole page found."""
    refusals: int = 0
    """Polls in a row that found too few posts to be believed, each at least those of the one before."""
    refused: tuple[str, ...] = ()
    """Ids of the posts that the last one of them found."""
