"""What is taken for the posts of a live page, and what stands beside them: blogs, forums, plans, readers' remarks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from livetui.engine.parse import WebPage, parse_bytes
from livetui.model.update import ParsedFeed
from livetui.text.blocks import read_body

NOW = datetime(2025, 11, 12, 17, 55, tzinfo=UTC)
SITE = "https://courier.example"
TEXT = "The ferry company says that crews have looked at the hull and that nobody aboard was in danger at any time."
MINUTES = (1062, 1031, 987, 913, 902, 846)
"""Of the day, the newest first."""


def clock(minute: int) -> str:
    """As a post shows it."""
    return f"{minute // 60:02}:{minute % 60:02}"


def timed(minute: int) -> str:
    """A time as most pages state it."""
    return f'<time datetime="2025-11-12T{clock(minute)}:00Z">{clock(minute)}</time>'


def post(minute: int, *, names: str = "upd", more: str = "", head: str = "Report {}") -> str:
    """A post of that minute."""
    title = f"<h3>{head.format(minute)}</h3>" if head else ""
    return f'<div class="{names}" id="x{minute * 7919}">{timed(minute)}{title}<p>{TEXT}</p>{more}</div>'


def posts(**how: str) -> str:
    """All of a page."""
    return "".join(post(minute, **how) for minute in MINUTES)


def read(body: str, title: str = "Live: ferry aground", path: str = "/news/live/ferry", said: str = "") -> ParsedFeed:
    """What is read of a page. Args: said: what stands in its head."""
    page = f'<html lang="en"><head><title>{title}</title>{said}</head><body><h1>{title}</h1>{body}</body></html>'
    return parse_bytes(page.encode(), url=SITE + path, now=NOW)


def titles(feed: ParsedFeed) -> list[str | None]:
    """The headlines found."""
    return [entry.title for entry in feed.entries]


def text(feed: ParsedFeed) -> str:
    """The text of the first post."""
    entry = feed.entries[0]
    return read_body(entry.body, entry.body_kind, entry.url).text


REPORTS = [f"Report {minute}" for minute in MINUTES]


def hentry(minute: int) -> str:
    """An article of a blog, as its front page shows it."""
    link = f'<h2 class="entry-title"><a href="{SITE}/2025/11/{minute}/">Garden {minute}</a></h2>'
    return f'<article class="hentry">{link}{timed(minute)}<div class="entry-summary"><p>{TEXT}</p></div></article>'


def note(minute: int) -> str:
    """A note without a headline, which has a page of its own."""
    link = f'<a class="u-url" href="{SITE}/notes/{minute}">{timed(minute)}</a>'
    return f'<article class="h-entry">{link}<div class="e-content"><p>{TEXT}</p></div></article>'


def remark(minute: int) -> str:
    """What a member of a forum writes."""
    return f'<div class="topic-post" id="post_{minute}"><span>user</span>{timed(minute)}<p>{TEXT}</p></div>'


def course(minute: int) -> str:
    """When something is on."""
    return f'<div class="course"><h3>Course {minute}</h3>{timed(minute)}<p>{TEXT}</p></div>'


def programme(minute: int) -> str:
    """When something is on, by the clock alone."""
    return f'<div class="prog"><span class="time">{clock(minute)}</span><h3>Part {minute}</h3><p>{TEXT}</p></div>'


HOURS = (600, 660, 720, 780, 840)
ARTICLE = f'<article class="hentry"><h1 class="entry-title">How to prune</h1>{timed(600)}<p>{TEXT}</p></article>'


@pytest.mark.parametrize(
    ("body", "title", "path"),
    [
        ("".join(map(hentry, MINUTES)), "My garden", "/"),
        (ARTICLE + "".join(map(hentry, MINUTES[:3])), "How to prune", "/2025/11/prune/"),
        ("".join(map(note, MINUTES)), "Notes", "/"),
        ("".join(map(hentry, MINUTES)), "Live news and more", "/news"),
        ("".join(map(remark, reversed(MINUTES))), "Live music thread", "/t/live-music/12"),
        ("".join(map(course, HOURS)), "Course dates", "/online/courses"),
        ("".join(map(course, (1200, 1277, 1338))), "Live music tonight", "/concerts"),
        ("".join(map(programme, HOURS)), "What is on TV today: live", "/schedule"),
    ],
    ids=["blog", "related", "notes", "front", "forum", "courses", "concerts", "programme"],
)
def test_what_repeats_with_times_is_no_live_page_for_that(body: str, title: str, path: str) -> None:
    """What repeats with times is no live page for that."""
    with pytest.raises(WebPage):
        read(body, title, path)


CHANGED = '<meta property="article:modified_time" content="2025-11-12T{}:00Z">'


@pytest.mark.parametrize(
    ("title", "path", "head", "said"),
    [
        ("Brest v Lens live", "/football/brest-lens", "Report {}", ""),
        ("Ferry aground", "/online/2025/ferry", "Report {}", ""),
        ("Ferry aground live", "/a/live", "", ""),
        ("Ferry aground live", "/a/ferry", "", CHANGED.format("17:44")),
        ("Ferry aground", "/live/ferry", "", ""),
    ],
)
def test_a_page_that_hints_at_being_live_is_one_if_it_looks_like_it(
    title: str, path: str, head: str, said: str
) -> None:
    """A page that hints at being live is one if it looks like it."""
    assert len(read(posts(head=head), title, path, said).entries) == len(MINUTES)


@pytest.mark.parametrize("said", ["", CHANGED.format("09:12")])
def test_talk_below_an_article_with_such_a_word_is_none(said: str) -> None:
    """Talk below an article with such a word is none."""
    with pytest.raises(WebPage):
        read(f"<p>{TEXT}</p>{posts(head='')}", "Where the herons live", "/nature/herons", said)


@pytest.mark.parametrize(
    "names",
    ["tag-poll", "category-popular tag-ferry", "tag-social", "topic-menu", "section-comments", "post_tag-quiz"],
)
def test_classes_that_say_what_a_post_is_about_bar_nothing(names: str) -> None:
    """Classes that say what a post is about bar nothing."""
    own = "flow-item" if names.startswith(("tag", "cat")) else "post liveblog-update"
    some = "".join(post(minute, names=f"{own} {names if minute % 2 else ''}") for minute in MINUTES)
    assert titles(read(some)) == REPORTS


@pytest.mark.parametrize("names", ["discussion", "talkback", "zone"])
@pytest.mark.parametrize("by", ["<b>{}</b>", "<h4>{}</h4>"])
def test_remarks_of_readers_are_no_posts_however_long(names: str, by: str) -> None:
    """Remarks of readers are no posts however long."""
    remarks = "".join(
        f'<div class="entry" id="c{n}">{by.format(f"anna_{n}")}{timed(n)}<p>{TEXT * 5}</p></div>' for n in range(9)
    )
    assert titles(read(f'{posts()}<section class="{names}">{remarks}</section>')) == REPORTS


def test_posts_without_headlines_stand_before_what_has_some_below_them() -> None:
    """Posts without headlines stand before what has some below them."""
    heard = "".join(f'<li class="pod"><h3>Podcast number {n}</h3>{timed(n)}<p>{TEXT}</p></li>' for n in range(3))
    assert titles(read(f'{posts(head="")}<ul class="heard">{heard}</ul>')) == [None] * len(MINUTES)


def test_stories_below_that_look_like_posts_and_lead_elsewhere_are_none() -> None:
    """Stories below that look like posts and lead elsewhere are none."""
    below = "".join(post(minute, head='<a href="/news/{0}">Story {0}</a>') for minute in range(401, 409))
    assert titles(read(f'{posts()}<div class="zone">{below}</div>')) == REPORTS


@pytest.mark.parametrize(
    "more",
    [
        '<div class="question"><p>{}</p></div>',
        '<div class="question"><p>Will it float?</p></div>',
        '<blockquote class="post--comment-blockquote"><p>Thank you.</p></blockquote>',
        '<div class="social-embed"><blockquote><p>{}</p></blockquote> <a href="/x">12 November</a></div>',
        '<div class="related-document"><p>{}</p></div>',
        '<p>Read also in the order: {} <a href="/x">The order</a></p>',
    ],
)
def test_what_a_post_says_is_kept_whatever_it_is_named(more: str) -> None:
    """What a post says is kept whatever it is named."""
    words = "The harbour master has ordered that every boat stays where it is until the tide has turned tonight."
    said = text(read(posts(more=more.format(words)))).splitlines()
    assert said[0] == TEXT
    assert any(word in said[1] for word in (words, "Will it float?", "Thank you."))


@pytest.mark.parametrize(
    "more",
    [
        '<div class="related"><a href="/a">Night boat: what is known of her</a><p>Built long ago, far away.</p></div>',
        '<div class="social-links"><a href="/a">Night boat on a page</a> <a href="/b">Night boat on another</a></div>',
        '<p><strong>Lesen Sie auch:</strong> <a href="/a">Night boat</a></p>',
        '<p>À lire aussi : <a href="/a">Night boat</a></p>',
        '<p>» Читайте также: <a href="/a">Night boat</a>.</p>',
        f'<div class="newsletter"><p>{TEXT.replace("ferry", "night")}</p></div>',
    ],
)
def test_what_leads_elsewhere_is_no_text_of_a_post(more: str) -> None:
    """What leads elsewhere is no text of a post."""
    assert text(read(posts(more=more))) == TEXT


def test_lines_that_lead_elsewhere_are_no_text_below_a_heading() -> None:
    """Lines that lead elsewhere are no text below a heading."""
    line = '<p><strong>Lesen Sie auch:</strong> <a href="/a">Nachtboot</a></p>'
    some = "".join(f"<h3>{clock(minute)} Uhr: Report {minute}</h3><p>{TEXT}</p>{line}" for minute in MINUTES)
    feed = read(f'<div class="text">{some}</div>')
    assert titles(feed) == REPORTS
    assert text(feed) == TEXT
