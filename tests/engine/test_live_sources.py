"""Several sources and several readings of one page leave each other alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livetui.engine.live import headings, keys, merge
from livetui.engine.live.draft import Draft
from livetui.text.markup import parse_html

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
WORDS = "The observers report on the talks in the north wing, and nothing was signed so far."


@pytest.mark.parametrize(
    "post",
    [
        pytest.param("<p><strong>1{n}:30</strong> {words}</p>", id="strong clock"),
        pytest.param("<div><h3>1{n}:30 Stage {n}</h3><p>{words}</p></div>", id="boxes"),
    ],
)
def test_reading_posts_by_their_headings_leaves_the_page_as_it_is(post: str) -> None:
    """Whoever reads the same tree afterwards finds all of it, and no clock stands in a text twice."""
    body = "".join(post.format(n=n, words=WORDS) for n in range(6, 0, -1))
    tree = parse_html(f"<html><body><h1>Talks</h1><div>{body}</div></body></html>")
    assert tree is not None
    first, second = headings.read_headings(tree), headings.read_headings(tree)
    assert [(post.title, post.body) for post in first] == [(post.title, post.body) for post in second]
    assert len(first) == 6
    assert not any("30" in post.body or "Stage" in post.body for post in first)


def test_positions_of_one_source_stay_told_from_ids_of_another() -> None:
    """A post that has no position must not lend its id to the column of positions."""
    at = [NOON - timedelta(minutes=7 * n) for n in range(5)]
    data = [Draft(title=f"Post {n}", published=at[n], keys=[f"post{n}"] if n < 4 else []) for n in range(5)]
    shown = [
        Draft(title=f"Post {n}", body=f"{n} {WORDS}", published=at[n], keys=[f"e{n}77a-{9 - n}c"]) for n in range(5)
    ]
    posts = merge.check(data, [shown])
    assert keys.settle(posts) == [f"e{n}77a-{9 - n}c" for n in range(5)]


def test_a_post_without_headline_keeps_its_id_when_another_of_its_minute_goes() -> None:
    """Neither takes over the id of the other, and numbers in the text do not count."""
    posts = [
        Draft(body=f"{text} 31 boats were counted in the harbour.", published=NOON) for text in ("North:", "South:")
    ]
    both = keys.settle(posts)
    posts[0].body = posts[0].body.replace("31", "33")
    assert [keys.settle([post])[0] for post in posts] == both


POSTS = st.lists(st.tuples(st.sampled_from(["", "Goal!", "Summary"]), st.integers(0, 2)), min_size=2, max_size=6)


@given(POSTS, st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_ids_that_are_made_depend_on_no_other_post(said: list[tuple[str, int]], gone: int) -> None:
    """Taking any one away, or cutting the page, changes none of the ids that are left."""
    drafts = [
        Draft(title=title or None, body=f"{'abcdefg'[n] * 9} {WORDS}", published=NOON - timedelta(minutes=minute))
        for n, (title, minute) in enumerate(said)
    ]
    names = dict(zip(map(id, drafts), keys.settle(drafts), strict=True))
    assert len(set(names.values())) == len(drafts)
    for left in (drafts[:gone] + drafts[gone + 1 :], drafts[: gone + 1]):
        assert keys.settle(left) == [names[id(draft)] for draft in left]
