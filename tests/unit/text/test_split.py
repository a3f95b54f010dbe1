"""Plain text into posts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from livetui.text.split import split_posts

LEAD = (
    "Des centaines de pompiers luttent depuis midi contre le feu, et la préfecture appelle à ne pas prendre la route."
)
BODY = "Deux avions supplémentaires sont attendus du sud avant la nuit, a indiqué la ministre devant les élus réunis."


def test_headings_part_a_text() -> None:
    """A short line before a longer paragraph heads a post; what comes before the first is a post without heading."""
    text = f"{LEAD}\nDeux avions en renfort\n{BODY}\nSuite du texte, une phrase.\nDautun : « Tout ce qui vole »\n{LEAD}"
    posts = split_posts(text)
    assert [p.heading for p in posts] == [None, "Deux avions en renfort", "Dautun : « Tout ce qui vole »"]
    assert posts[1].body == f"{BODY}\nSuite du texte, une phrase."


def test_spans_count_in_the_text_given() -> None:
    """Carriage returns and a byte order mark are counted, never altered."""
    text = f"\ufeff{LEAD}\r\n\r\nDeux avions en renfort\r\n{BODY}\r\n"
    lead, second = split_posts(text)
    assert text[slice(*lead.body_span)] == LEAD
    assert second.heading_span is not None
    assert text[slice(*second.heading_span)] == "Deux avions en renfort"
    assert text[slice(*second.body_span)] == BODY


def test_a_line_that_ends_a_sentence_or_follows_a_colon_is_no_heading() -> None:
    """Sentences, and what a colon announces, stay in the body."""
    assert len(split_posts(f"Le vent tourne.\n{BODY}")) == 1
    assert len(split_posts(f"{LEAD[:-1]} :\nDeux avions en renfort\n{BODY}")) == 1


def test_clock_lines_start_posts() -> None:
    """A clock alone on its line, or before a dash or colon, starts a post; right above a heading it belongs to it."""
    text = (
        f"08:32\nDeux avions en renfort\n{BODY}\n10h05 — {LEAD}\n2:45 p.m.\nThe tide turns.\n10:05 IST: It is over.\n"
    )
    posts = split_posts(text)
    assert [p.clock for p in posts] == ["08:32", "10h05", "2:45 p.m.", "10:05"]
    assert posts[0].heading == "Deux avions en renfort"
    assert posts[1].body == LEAD
    assert posts[3].body == "It is over."


def test_rules_end_posts() -> None:
    """``___`` and ``***`` part posts and belong to none."""
    posts = split_posts(f"{LEAD}\n\n___\n\n{BODY}\n\n***\n\nFin du direct.\n")
    assert [p.body for p in posts] == [LEAD, BODY, "Fin du direct."]


def test_a_time_within_a_sentence_is_no_clock_line() -> None:
    """A sentence that begins with a time goes on with its post."""
    assert len(split_posts(f"{LEAD}\n08:32 was the minute when the bridge fell into the river.\n{LEAD}")) == 1


def test_texts_without_structure() -> None:
    """Unbroken text is one post; nothing is none."""
    (post,) = split_posts("Une seule phrase, rien de plus.")
    assert (post.heading, post.clock, post.body) == (None, None, "Une seule phrase, rien de plus.")
    assert split_posts("") == split_posts(" \r\n\t\n") == ()


@given(st.text(alphabet=st.sampled_from("aB .:»\r\n_*1230hpm\ufeff\x85"), max_size=300))
def test_posts_are_in_order_and_inside_the_text(text: str) -> None:
    """Whatever the text: spans are disjoint, in order, and cut out what they say."""
    at = 0
    for post in split_posts(text):
        if post.heading_span:
            assert at <= post.heading_span[0] < post.heading_span[1]
            assert text[slice(*post.heading_span)] == post.heading
            at = post.heading_span[1]
        assert at <= post.body_span[0] <= post.body_span[1] <= len(text)
        assert text[slice(*post.body_span)] == post.body
        at = post.body_span[1]
