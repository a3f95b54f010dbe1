"""Digests tell a changed entry from an unchanged one."""

from __future__ import annotations

import timeit
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

import pytest

from livetui.model.digest import content_digest, facts_digest, source_digest
from livetui.model.entry import BodyKind, Enclosure, Entry

ENTRY = Entry("a", "https://example.org/a", "Title", datetime(2022, 3, 4, tzinfo=UTC), None, ("Ann",), ("x", "y"))


MARKUP = replace(ENTRY, body='<p>One <b>wo</b>rd, <a href="/x?a=1&amp;b=2">a&nbsp;link</a>.</p>\n<p>Two &lt; three</p>')


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, title="Title2"),
        replace(ENTRY, body="<p>new</p>"),
        replace(ENTRY, body="a < b, new", body_kind=BodyKind.TEXT),
    ],
)
def test_words_change_both_digests(other: Entry) -> None:
    """Words of title and body make a revision."""
    assert content_digest(other) != content_digest(ENTRY)
    assert facts_digest(other) != facts_digest(ENTRY)
    assert source_digest(other) != source_digest(ENTRY)


@pytest.mark.parametrize(
    "body",
    [
        MARKUP.body + '<img src="https://count.example/i.gif?t=17" alt="a > b">',
        MARKUP.body.replace("\n", "\n  \r\n"),
        MARKUP.body.replace("&lt;", "&#60;").replace("&nbsp;", " "),
        MARKUP.body.replace("<b>wo</b>rd", "<EM class='x'>word</EM >"),
        MARKUP.body.replace("<p>", "<div id=7>").replace("</p>", "</div>"),
        MARKUP.body + "<!-- 0.31 s <p> -->",
        "<style>p > b {x: 'y'}</style>" + MARKUP.body + "<script>var t = '<p>17</p>';</script >",
        MARKUP.body + "<script>never closed 17",
        MARKUP.body + '<a href="https://cut.example/?t=1',
    ],
)
def test_markup_is_no_words(body: str) -> None:
    """A counter's address, a comment, another way to write the same: brought up to date, but no revision."""
    other = replace(MARKUP, body=body)
    assert content_digest(other) == content_digest(MARKUP)
    assert facts_digest(other) != facts_digest(MARKUP)
    assert source_digest(other) != source_digest(MARKUP)


def test_a_broken_tag_ends_alike_on_every_python() -> None:
    """Ids are digests, too: one that came out otherwise after an upgrade would bring every entry again."""
    broken, plain = (replace(ENTRY, body=body) for body in ("x<a '=>>''>y", "x>''>y"))
    assert content_digest(broken) == content_digest(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a < b and c</p>", "<p>a < b and d</p>"),
        ("<p>every day</p>", "<p>everyday</p>"),
        ("<p>x</p><p>y</p>", "<p>xy</p>"),
        ("<p>it's <b>so</b></p>", "<p>it's <b>not</b></p>"),
        ('<p title="open>old</p>', '<p title="open>new</p>'),
        ("&lt;b&gt;", "&lt;i&gt;"),
        ("<scripture>a</scripture>", "<scripture>b</scripture>"),
    ],
)
def test_words_between_odd_signs_are_words(one: str, other: str) -> None:
    """Nothing that a reader would see differently is taken for markup."""
    assert content_digest(Entry("a", body=one)) != content_digest(Entry("a", body=other))


def test_plain_text_has_no_markup() -> None:
    """What looks like a tag in plain text is read, so it counts."""
    one, other = (Entry("a", body=f"if x <{name}> y", body_kind=BodyKind.TEXT) for name in ("b", "i"))
    assert content_digest(one) != content_digest(other)


def test_the_same_words_in_another_kind_are_no_revision() -> None:
    """A feed that turns from plain text to HTML says nothing new."""
    plain = replace(ENTRY, body="Fish & chips", body_kind=BodyKind.TEXT)
    html = replace(ENTRY, body="<p>Fish &amp; chips</p>", body_kind=BodyKind.HTML)
    assert content_digest(plain) == content_digest(html)
    assert facts_digest(plain) != facts_digest(html)


@pytest.mark.parametrize(
    "part", ["<", "<a ", '<a "', "<a '\"", "<!--", "<script ", "<script></script", "&", "&amp", "<b"]
)
def test_no_body_takes_long(part: str) -> None:
    """The time grows with the length: ten times the text takes about ten times as long, not a hundred times."""

    def seconds(count: int) -> float:
        entry = Entry("a", body=part * count)
        return min(timeit.repeat(lambda: content_digest(entry), number=1, repeat=3, timer=process_time))

    assert seconds(40_000) < 40 * seconds(4_000) + 0.01


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


def test_times_that_the_cache_bends_are_not_read() -> None:
    """The second stage works on what the cache gives back; its result has to be known for that of the stated entry."""
    assert source_digest(replace(ENTRY, published=None, updated=ENTRY.published)) == source_digest(ENTRY)
    assert source_digest(replace(ENTRY, lang="fr")) != source_digest(ENTRY)


def test_fields_do_not_run_into_each_other() -> None:
    """A word moved from title to body is another content."""
    assert content_digest(Entry("a", title="one two", body="")) != content_digest(Entry("a", title="one ", body="two"))


def test_no_title_and_an_empty_title_are_alike() -> None:
    """The cache keeps both as no title, so they may not count as a change."""
    assert content_digest(Entry("a", title=None)) == content_digest(Entry("a", title=""))


def test_digests_stay_the_same_over_the_years() -> None:
    """They are compared with what older releases have stored: another value would revise every entry of every cache."""
    assert content_digest(MARKUP) == "b2e8eb9bf39a8c3ea24ea88f82444d7d"
    assert facts_digest(MARKUP) == "bd6ba3562b33c2b44fd8bed04e4aec2a"
