"""Posts whose ids change between two polls are known again, and a page that keeps its first posts withdraws none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from livetui.engine.again import known_again
from livetui.engine.parse import parse_bytes
from livetui.engine.textposts import text_posts
from livetui.engine.withdrawal import judge
from livetui.model.entry import BodyKind, Entry
from livetui.model.shown import Post, Shown
from livetui.store import Known

AT = datetime(2026, 3, 4, 8, tzinfo=UTC)
WORDS = "The observers report on the talks in the north wing, and nothing was signed so far by either side."


def entry(number: int, key: str | None = None, **stated: object) -> Entry:
    """A post of a page; its id follows from its number unless another one is given."""
    made = Entry(
        key or f"old-{number}",
        title=f"Report {'abcdefghijklmnop'[number]} of the talks",
        published=AT + timedelta(minutes=7 * number),
        body=f"{WORDS} {'abcdefghijklmnop'[number]}",
        body_kind=BodyKind.TEXT,
    )
    return replace(made, **stated)  # type: ignore[arg-type]


OLD = {f"old-{number}": entry(number) for number in range(6)}


@pytest.mark.parametrize(
    ("now", "ids"),
    [
        pytest.param([entry(n, f"new-{n}") for n in (6, 5, 4)], ["new-6", "old-5", "old-4"], id="other ids"),
        pytest.param([entry(5, "new-5", body="Other words altogether.")], ["old-5"], id="text edited"),
        pytest.param([entry(5, "new-5", title="Signed at last")], ["old-5"], id="title edited"),
        pytest.param([entry(5, "new-5", title=None)], ["old-5"], id="title lost"),
        pytest.param([entry(5, "new-5", published=None)], ["old-5"], id="time lost"),
        pytest.param(
            [entry(n, f"n{n}", published=AT, title="Update", body="Words.") for n in (4, 5)], ["n4", "n5"], id="alike"
        ),
        pytest.param(
            [entry(5, "new-5", title="Signed at last", body=f"UPDATE: In the end the observers left. {WORDS}")],
            ["old-5"],
            id="title and first words edited",
        ),
        pytest.param([entry(7, "new-7", title=entry(5).title, body=entry(5).body)], ["new-7"], id="words of another"),
        pytest.param([entry(9, "new-9")], ["new-9"], id="another post"),
    ],
)
def test_posts_keep_the_id_that_they_had(now: list[Entry], ids: list[str]) -> None:
    """By headline or text with the time; an id stays new where two posts could have had it."""
    assert [each.id for each in known_again(now, set(OLD), OLD, len(OLD))] == ids


def test_where_the_ids_are_kept_a_time_alone_renames_nothing() -> None:
    """One post was taken back and another one came in the same minute: two posts."""
    now = [entry(5), entry(4), entry(3), entry(2, "new", title="Another matter", body="Rain over the coast today.")]
    absent = {"old-2": entry(2)}
    assert known_again(now, set(OLD), absent, len(OLD))[-1].id == "new"


def shown(*numbers: int) -> Shown:
    """What a page showed, the newest first."""
    return Shown(tuple(Post(f"old-{number}") for number in numbers), len(numbers))


@pytest.mark.parametrize(
    ("now", "missed"),
    [
        pytest.param((9, 8, 7, 6, 5, 0), set(), id="cut, the first post kept"),
        pytest.param((9, 8, 7, 6, 1, 0), set(), id="cut, two kept"),
        pytest.param((8, 7, 6, 4, 3, 2, 1, 0), {"old-5"}, id="taken back from the middle"),
        pytest.param((5, 4, 3, 2, 0), {"old-1"}, id="taken back near the foot, nothing new"),
        pytest.param((6, 5, 4, 3, 1, 0), {"old-2"}, id="taken back above the last two, one new"),
        pytest.param((7, 6, 5, 4, 3, 2, 0), {"old-1"}, id="taken back near the foot of a page that grew"),
        pytest.param((7, 6, 5, 3, 2, 1), {"old-4"}, id="cut and taken back"),
    ],
)
def test_what_stood_above_posts_kept_at_the_foot_may_be_cut(now: tuple[int, ...], missed: set[str]) -> None:
    """It is not withdrawn; what is missing further up is."""
    before = shown(5, 4, 3, 2, 1, 0)
    known = {f"old-{n}": Known(n, f"old-{n}", "", "") for n in range(10)}
    verdict = judge([entry(number) for number in now], before, known)
    assert {post.key for post in verdict.shown.posts if post.missed} == missed


def test_posts_of_a_text_keep_their_ids_when_numbers_change() -> None:
    """Heading and clock name them, and give them a guessed time where the server says when the text was changed."""
    text = "The Latest: Rivers rise\n\n11:36 a.m.\n\n{} pumps have come to town.\n\n___\n\n10:08 a.m.\n\nA dam held.\n"
    before, after = (text_posts(text.format(count), AT.replace(hour=12)) for count in (200, 214))
    assert [post.id for post in before] == [post.id for post in after]
    assert [post.published for post in before] == [AT.replace(hour=11, minute=36), AT.replace(hour=10, minute=8)]
    assert all(post.guessed for post in before)
    assert [post.published for post in text_posts(text.format(1))] == [None, None]


def test_the_frame_around_the_posts_is_no_post() -> None:
    """Elements without names of their own, some in others: of those alike the ones of one depth belong together."""
    posts = "".join(
        f'<div class="c1"><div class="c{n}2"><div class="c3{n}"><span>1{n}:36</span></div><div><h3>Stage {n}</h3></div>'
        f"<div><p>{WORDS}</p></div></div></div>"
        for n in range(6, 0, -1)
    )
    page = (
        f"<!doctype html><title>Talks: live</title><body><div><div><h1>Talks: live</h1><div>{posts}</div></div></div>"
    )
    feed = parse_bytes(page.encode(), url="https://x.example/live/talks", now=AT.replace(hour=20))
    assert [entry.title for entry in feed.entries] == [f"Stage {n}" for n in range(6, 0, -1)]
