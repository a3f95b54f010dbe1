"""Digests tell a changed entry from an unchanged one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from livetui.model.digest import content_digest, facts_digest
from livetui.model.entry import BodyKind, Enclosure, Entry

ENTRY = Entry("a", "https://example.org/a", "Title", datetime(2022, 3, 4, tzinfo=UTC), None, ("Ann",), ("x", "y"))


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, title="Title2"),
        replace(ENTRY, body="<p>new</p>"),
        replace(ENTRY, body_kind=BodyKind.TEXT),
    ],
)
def test_words_change_the_content_digest_alone(other: Entry) -> None:
    """Title, body and its kind are words; changing them leaves the facts alone."""
    assert content_digest(other) != content_digest(ENTRY)
    assert facts_digest(other) == facts_digest(ENTRY)


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, url=None),
        replace(ENTRY, published=None),
        replace(ENTRY, updated=ENTRY.published),
        replace(ENTRY, authors=("An", "n")),
        replace(ENTRY, tags=("x",)),
        replace(ENTRY, tags=("xy",)),
        replace(ENTRY, authors=(), tags=("Ann", "x", "y")),
        replace(ENTRY, lang="fr"),
        replace(ENTRY, enclosures=(Enclosure("https://example.org/a.mp3"),)),
        replace(ENTRY, live=True),
        replace(ENTRY, pinned=True),
    ],
)
def test_anything_else_changes_the_facts_digest_alone(other: Entry) -> None:
    """All that a feed states beside the words counts as facts, down to where one value ends and the next begins."""
    assert facts_digest(other) != facts_digest(ENTRY)
    assert content_digest(other) == content_digest(ENTRY)


def test_fields_do_not_run_into_each_other() -> None:
    """A word moved from title to body is another content."""
    assert content_digest(Entry("a", title="one two", body="")) != content_digest(Entry("a", title="one ", body="two"))


def test_no_title_and_an_empty_title_are_alike() -> None:
    """The cache keeps both as no title, so they may not count as a change."""
    assert content_digest(Entry("a", title=None)) == content_digest(Entry("a", title=""))


def test_digests_stay_the_same_over_the_years() -> None:
    """They are compared with what older releases have stored: another value would revise every entry of every cache."""
    assert content_digest(ENTRY) == "00171a777f7334acc81af62983e0ff2d"
    assert facts_digest(ENTRY) == "103ce3dbd69e681f68ce96535ed1cd13"
