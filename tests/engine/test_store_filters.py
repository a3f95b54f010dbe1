"""Filters over a whole cache: order and number, what is new, bounded regular expressions, and agreement with memory."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest

import agreement
import livetui.store.store
from livetui.errors import FilterError, TooSlow
from livetui.model.entry import Entry
from livetui.model.filter import matches, parse
from livetui.model.update import Change
from livetui.store import Store, search, vocabulary
from livetui.text.patterns import Finder
from storekit import NOW, URL, enrichment, follow, poll, the


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A cache with one feed."""
    with Store.open(tmp_path / "livetui.db", backup=False, finder=Finder) as opened:
        follow(opened, URL)
        yield opened


def test_lists_come_in_the_order_asked_for(store: Store) -> None:
    """Oldest first, or by the last change, page by page; a number bounds the list over all its pages."""
    numbers = poll(
        store, *(Entry(f"k{i}", title=f"t{i % 3}", published=NOW - timedelta(minutes=9 - i)) for i in range(9))
    ).new
    for minutes, place in ((1, 6), (2, 0), (3, 3)):
        changed = Change(numbers[place], Entry(f"k{place}", title="t0", body="new words"), revision=True)
        poll(store, changed=[changed], now=NOW + timedelta(minutes=minutes))
    first, *_ = numbers
    orders = {
        "": [*numbers[::-1]],
        "sort:oldest": [*numbers],
        "sort:changed": [numbers[3], first, numbers[6], *(numbers[place] for place in (8, 7, 5, 4, 2, 1))],
        "t0 sort:changed": [numbers[3], first, numbers[6]],
        "t0 sort:oldest": [first, numbers[3], numbers[6]],
        "sort:oldest limit:5": [*numbers[:5]],
        "sort:changed limit:4": [numbers[3], first, numbers[6], numbers[8]],
        "limit:3 -t0": [numbers[8], numbers[7], numbers[5]],
    }
    for text, expected in orders.items():
        f = parse(text)
        assert store.numbers(f, now=NOW) == expected
        pages, before = [], None
        while page := store.numbers(f, now=NOW, before=before, limit=2):
            pages += page
            before = page[-1]
        assert pages == expected
        unbounded = parse(text.partition("sort:")[0].partition("limit:")[0])
        assert store.count(f, now=NOW) == store.count(parse(text.replace("limit:", "limit:1")), now=NOW)
        assert store.passing(f, numbers, now=NOW) == (
            store.numbers(unbounded, now=NOW)
            if "limit:3" not in text
            else store.passing(parse("-t0"), numbers, now=NOW)
        )


def test_what_came_since_the_reader_was_left_is_new(store: Store, tmp_path: Path) -> None:
    """Arrivals, changes and withdrawals after that; what the reader does while it is open moves no line."""
    old, changed, gone = poll(store, Entry("a", title="a"), Entry("b", title="b"), Entry("c", title="c")).new
    assert store.numbers(parse("is:new"), now=NOW) == []
    store.leave()
    assert store.numbers(parse("is:new"), now=NOW) == []
    with Store.open(tmp_path / "livetui.db", backup=False) as later:
        assert later.numbers(parse("is:new"), now=NOW) == []
        (came,) = poll(
            later,
            Entry("d", title="d"),
            changed=[Change(changed, Entry("b", title="B!"), revision=True)],
            withdrawn=[gone],
        ).new
        found = [came, gone, changed]
        assert sorted(later.numbers(parse("is:new"), now=NOW)) == sorted(found)
        assert sorted(later.passing(parse("is:new"), [old, *found], now=NOW)) == sorted(found)
        assert [cached.new for cached in later.entries([old, *found])] == [False, True, True, True]
        assert later.count(parse("-is:new"), now=NOW) == 1


def test_a_bad_regular_expression_never_holds_the_cache(store: Store) -> None:
    """The question ends with an error that names it; the next one is answered."""
    (number,) = poll(store, Entry("a", title="t")).new
    store.write_enrichments([enrichment(the(store, number), "a" * 5000 + "!")], 1)
    start = process_time()
    for ask in (store.numbers, store.count, lambda f, now: store.passing(f, [number], now=now)):
        with pytest.raises(TooSlow, match="takes too long"):
            ask(parse("/(a|aa)+$/"), now=NOW)
    assert process_time() - start < 5
    assert store.numbers(parse("/a!/"), now=NOW) == [number]


def test_what_takes_long_comes_in_parts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest that were found so far at once, and where to go on; what the index answers comes whole."""
    monkeypatch.setattr(livetui.store.store, "_MOMENT", 0)
    monkeypatch.setattr(search, "_WINDOW", 10)
    monkeypatch.setattr(search, "_PART", 10)
    every = poll(store, *(Entry(f"k{n}", title=f"entry {n}") for n in range(30))).new[::-1]
    fives, all_of_them = parse("/entry .?5$/"), parse("/entry/")
    assert store.some_numbers(fives, now=NOW, limit=5) == ([every[5]], every[10])
    assert store.some_numbers(fives, now=NOW, limit=5, before=every[10]) == ([every[15]], every[21])
    assert store.some_numbers(fives, now=NOW, limit=5, before=every[21]) == ([every[25]], None)
    assert store.some_numbers(all_of_them, now=NOW, limit=5) == (list(every[:5]), every[4])
    assert store.some_numbers(parse("entry"), now=NOW, limit=50) == (list(every), None)


def test_a_name_that_was_not_put_in_is_refused(store: Store) -> None:
    """The cache knows no saved filters; it says so, as memory does."""
    (number,) = poll(store, Entry("a", title="t")).new
    for text in ("@talks", "topic:talks"):
        with pytest.raises(FilterError, match="can't be named here"):
            store.numbers(parse(text), now=NOW)
        with pytest.raises(FilterError, match="can't be named here"):
            matches(parse(text), the(store, number), NOW)


def test_the_deepest_filters_are_answered(store: Store) -> None:
    """Neither SQLite nor its index has a limit that a filter which is understood can meet."""
    (number,) = poll(store, Entry("a", title="a b c")).new
    for opening in ("(a OR (b ", "-(x OR -(y ", "(is:unread OR (b "):
        levels = 0
        text = "c"
        while True:
            deeper = opening * (levels + 1) + "c" + "))" * (levels + 1)
            try:
                parse(deeper)
            except FilterError:
                break
            levels, text = levels + 1, deeper
        assert levels > 3
        assert (store.numbers(parse(text), now=NOW) == [number]) is matches(parse(text), the(store, number), NOW)
    wide = parse(" OR ".join(f"w{i}" for i in range(99)) + " OR c")
    assert store.numbers(wide, now=NOW) == [number]


def test_many_filters_over_many_entries_agree(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 filters made at random: SQLite and memory give the very same entries, however beginnings are looked up."""
    agreement.fill(store, 600)
    assert agreement.differences(store, 140, chance=random.Random(20260603)) == []
    # As in a cache that knows many words, and takes long to be looked through.
    monkeypatch.setattr(vocabulary, "FEW", 0)
    monkeypatch.setattr(livetui.store.store, "_MOMENT", 0)
    monkeypatch.setattr(search, "_WINDOW", 50)
    monkeypatch.setattr(search, "_PART", 70)
    assert agreement.differences(store, 60, chance=random.Random(20260604)) == []
