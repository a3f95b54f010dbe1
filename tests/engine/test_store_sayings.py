"""Quotations across the cache: listed once, linked both ways, counted by speaker, whatever the order of arrival."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fakesayings
import filterkit
from livetui.model.entry import Entry, Flag
from livetui.model.filter import Filter, parse
from livetui.model.quote import Part, Quote
from livetui.model.update import Change
from livetui.store import Store
from livetui.text.patterns import Finder
from storekit import NOW, URL, enrichment, follow, poll, the

OTHER = "https://other.example/rss"
LONG = "we will rebuild every bridge on this river before the winter comes and nobody will pay for it"
WORDS = LONG.split()
NAMES = (None, None, "Ann Bell", "Bell", "A. Bell", "Jo Bell", "Lena Marsh", "Marsh", "the mayor", "He", "Kestrel News")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A cache with two feeds."""
    with Store.open(tmp_path / "livetui.db", backup=False) as opened:
        follow(opened, URL, OTHER)
        yield opened


def said(text: str, speaker: str | None = None, **more: object) -> Quote:
    """A quotation of these words."""
    span = None if speaker is None else (0, 1)
    return Quote(((0, len(text)),), text, speaker=speaker, speaker_span=span, **more)  # type: ignore[arg-type]


def keep(store: Store, key: str, *quotes: Quote, minutes: int = 0, feed: int = 1, title: str = "News") -> int:
    """An entry so many minutes old with these quotations; its number."""
    (number,) = poll(store, Entry(key, title=title, published=NOW - timedelta(minutes=minutes)), feed=feed).new
    store.write_enrichments([enrichment(the(store, number), "text", *quotes)], 1)
    return number


def test_a_wire_story_is_one_quotation_with_its_carriers(store: Store) -> None:
    """The oldest one is listed; the others are told, with what they have otherwise."""
    first = keep(store, "a", said(LONG, "Ann Bell"), minutes=9)
    again = keep(store, "b", said(LONG.capitalize() + "!", "Bell"), minutes=7, feed=2)
    cut = keep(store, "c", said(" ".join(WORDS[3:12]), "Lena Marsh"), minutes=5, feed=2)
    keep(store, "d", said("nobody will pay"), minutes=3)
    (short, whole) = store.sayings(now=NOW)
    assert (whole.number, short.quote.text, short.also) == (first, "nobody will pay", ())
    assert [(c.number, c.other_words, c.other_speaker) for c in whole.also] == [
        (again, False, False),
        (cut, True, True),
    ]
    assert whole.also[0].at == NOW - timedelta(minutes=7)
    assert [c.number for c in store.carried(cut)[0]] == [first, again]
    assert store.carried(first)[0] == whole.also


def test_what_a_filter_asks_holds_for_the_one_that_is_listed(store: Store) -> None:
    """The oldest one that passes is listed, and those that do not pass are still told of."""
    first = keep(store, "a", said(LONG, "Ann Bell"), said("we are all very happy", "Lena Marsh"), minutes=9)
    other = keep(store, "b", said(LONG, "Lena Marsh"), minutes=7, feed=2)
    (found,) = store.sayings(parse("said:marsh quote:bridge"), now=NOW)
    assert (found.number, [c.number for c in found.also]) == (other, [first])
    assert [s.number for s in store.sayings(parse("said:marsh"), now=NOW)] == [other, first]


def test_parts_of_one_speech_are_not_taken_for_each_other(store: Store) -> None:
    """Two parts that a longer quotation has both stay two: only the longer one gives way, to the older part."""
    start = keep(store, "a", said(" ".join(WORDS[:8])), minutes=9)
    end = keep(store, "b", said(" ".join(WORDS[10:])), minutes=8)
    whole = keep(store, "c", said(LONG), minutes=7)
    listed = store.sayings(now=NOW)
    assert [(s.number, [c.number for c in s.also]) for s in listed] == [(end, [whole]), (start, [whole])]


def test_links_follow_what_an_entry_says_now(store: Store) -> None:
    """A quotation that newer rules or a change take away is carried no more, and one that comes back is again."""
    first = keep(store, "a", said(LONG), minutes=9)
    other = keep(store, "b", said(LONG.replace("for it", "for that")), minutes=8)
    assert store.carried(first)
    store.write_enrichments([enrichment(the(store, other), "text", said("the talks will go on for another week"))], 2)
    assert not store.carried(first)
    store.write_enrichments([enrichment(the(store, other), "text", said(LONG))], 3)
    assert [c.number for c in store.carried(first)[0]] == [other]
    store.sync_feeds([], NOW)
    assert not store.carried(first, scope=(2,))


def test_a_set_phrase_costs_no_more_than_a_few_links(store: Store) -> None:
    """A form with a changing number does not link each of a thousand with each."""
    form = "subscribe to our morning letter number {} and read it before anybody else has"
    entries = [Entry(f"k{i}", title="x", published=NOW - timedelta(minutes=i)) for i in range(300)]
    numbers = poll(store, *entries).new
    for start in range(0, 300, 50):
        part = numbers[start : start + 50]
        store.write_enrichments([enrichment(the(store, n), "text", said(form.format(n % 997))) for n in part], 1)
    assert len(rows(store, "link")) < 300 * 70
    assert len(rows(store, "run")) < 300 * 20


def test_names_of_one_person_are_counted_together(store: Store) -> None:
    """A surname joins the one full name that ends with it; with two such people about it stands alone."""
    keep(store, "a", said("one two three four five", "Ann Bell", role="mayor"), minutes=9)
    keep(store, "b", said("one two three four five", "Bell"), minutes=8, feed=2)
    keep(
        store, "c", said("six seven eight nine", "A. Bell"), said("ten eleven", "he"), said("x", "the mayor"), minutes=7
    )
    counts = {count.name: (count.quotes, count.role) for count in store.speakers()}
    assert counts == {"Ann Bell": (2, "mayor"), "the mayor": (1, None)}
    assert len(store.sayings(now=NOW, speaker="Bell")) == 2
    keep(store, "d", said("six", "Jo Bell"), minutes=1)
    assert {count.name: count.quotes for count in store.speakers()} == {
        "Ann Bell": 2, "Bell": 1, "Jo Bell": 1, "the mayor": 1,
    }  # fmt: skip
    assert [s.quote.text for s in store.sayings(now=NOW, speaker="Jo Bell")] == ["six"]
    assert [count.name for count in store.speakers(since=NOW - timedelta(minutes=2))] == ["Jo Bell"]
    assert sorted(store.speaker_names(10)) == ["Ann Bell", "Bell", "Jo Bell", "the mayor"]


spans = st.tuples(st.integers(0, len(WORDS) - 1), st.integers(1, len(WORDS))).map(
    lambda span: " ".join(WORDS[span[0] : span[0] + span[1]])
)
wordings = st.one_of(
    spans,
    spans.map(str.upper),
    spans.map(lambda text: text.replace("river", "lake")),
    st.tuples(spans, spans).map(" … ".join),
    st.sampled_from((LONG, "Very happy", "very happy!", "we are very happy", "小麦を運ぶ道は明日開く", "道は明日開く")),
)
quotes = st.builds(
    lambda text, name, title: said(text, name, part=Part.TITLE if title else Part.TEXT, role="mayor" if name else None),
    wordings,
    st.sampled_from(NAMES),
    st.booleans(),
)
asked = st.none() | st.one_of(
    filterkit.nodes.map(Filter),
    st.sampled_from(("said:bell", "quote:river", "-said:bell", "said:marsh quote:winter", "role:mayor OR quote:lake",
                     "quotes:>1", "age:<3m", "said:bell,marsh -quote:bridge")).map(parse),
)  # fmt: skip


def compare(store: Store, filters: list[Filter | None]) -> None:
    """The cache answers what the plainest way through its entries gives."""
    numbers = store.numbers(parse("is:hidden OR -is:hidden"), now=NOW)
    every = [(cached, place) for cached in store.entries(numbers) for place in range(len(cached.quotes))]
    for f in filters:
        expected = fakesayings.sayings(every, f, NOW, limit=None)
        assert store.sayings(f, now=NOW) == expected
        pages: list[object] = []
        before = None
        while page := store.sayings(f, now=NOW, before=before, limit=2):
            pages += page
            before = (page[-1].number, page[-1].place)
        assert pages == list(expected)
    for name in filter(None, (*NAMES, "Ann Marie Bell", "Kestrel", "Lena")):
        assert store.sayings(now=NOW, speaker=name) == fakesayings.sayings(every, None, NOW, speaker=name, limit=None)
    for since in (None, NOW - timedelta(minutes=3)):
        assert store.speakers(since=since) == fakesayings.speakers(every, NOW, since=since)
    for number in numbers:
        found = store.carried(number)
        assert found == fakesayings.carried(every, number)
        for place, others in found.items():
            assert place in range(len(the(store, number).quotes))
            if not the(store, number).hidden:
                assert all(  # both ways
                    number in [one.number for one in store.carried(other.number)[other.place]] for other in others
                )


@given(
    st.lists(st.tuples(st.lists(quotes, max_size=3), st.integers(0, 5), st.booleans(), st.booleans()), max_size=6),
    st.lists(asked, max_size=3),
    st.randoms(use_true_random=False),
    st.data(),
)
@settings(max_examples=80, deadline=None)
def test_the_cache_answers_as_the_plainest_way_does(
    stored: list[tuple[list[Quote], int, bool, bool]],
    filters: list[Filter | None],
    chance: random.Random,
    data: st.DataObject,
) -> None:
    """For any quotations, in any order of arrival, after changes and losses: the same lists, links and counts."""
    with Store.open(Path("unused"), memory=True, finder=Finder) as store:
        follow(store, URL, OTHER)
        numbers = []
        for place, (_, minutes, second, hidden) in enumerate(stored):
            entry = Entry(f"k{place}", title="News", published=NOW - timedelta(minutes=minutes))
            (number,) = poll(store, entry, feed=1 + second).new
            numbers.append(number)
            store.mark([number], Flag.HIDDEN, value=hidden)
        order = list(range(len(stored)))
        chance.shuffle(order)
        for place in order:
            store.write_enrichments([enrichment(the(store, numbers[place]), "text", *stored[place][0])], 1)
        compare(store, [None, *filters])
        linked = rows(store, "link")
        store.write_enrichments(  # newer rules that find the same
            [enrichment(the(store, numbers[place]), "text", *stored[place][0]) for place in order], 2
        )
        assert rows(store, "link") == linked
        for place in order[: len(order) // 2]:
            changed = data.draw(st.lists(quotes, max_size=2))
            store.write_enrichments([enrichment(the(store, numbers[place]), "text", *changed)], 3)
        compare(store, [None])
        for number in numbers[1::2]:  # a changed title takes its quotations with it
            poll(
                store,
                feed=the(store, number).feed,
                changed=[Change(number, replace(the(store, number).entry, title="x"), revision=True)],
            )
        compare(store, [None])
        for number in numbers[::2]:
            store._db.raw.execute("DELETE FROM entry WHERE id = ?", (number,))
        compare(store, [None])
        store._db.raw.execute("DELETE FROM feed")
        store.write_enrichments([], 3)
        assert [rows(store, table) for table in ("link", "run", "unquoted")] == [[], [], []]


def rows(store: Store, table: str) -> list[tuple[object, ...]]:
    """Every row of a table."""
    return sorted(store._db.raw.execute(f"SELECT * FROM {table}").fetchall())
