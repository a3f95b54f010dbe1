"""The answers of the cache: which entries pass, in which order, and the marks set on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, tzinfo
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import filterkit
from livetui.model.entry import Entry, Flag
from livetui.model.feed import Subscription, Validators
from livetui.model.filter import Filter, Node, matches, parse
from livetui.model.quote import Part, Quote
from livetui.model.update import Change
from livetui.store import Store
from livetui.text.patterns import Finder
from storekit import NOW, STATE, URL, enrichment, follow, poll, the

OTHER = "https://other.example/rss"
FAILED = replace(STATE, status="error", error="HTTP 500")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A cache with two feeds."""
    with Store.open(tmp_path / "livetui.db", backup=False) as opened:
        follow(opened, URL, OTHER)
        yield opened


cached = st.tuples(
    filterkit.entries,
    filterkit.lines,
    st.lists(filterkit.quotes, max_size=2),
    st.sets(st.sampled_from(("read", "starred", "hidden", "withdrawn", "changed", "second", "plain"))),
)


@given(
    st.lists(cached, min_size=1, max_size=4),
    st.lists(filterkit.nodes, min_size=1, max_size=6),
    filterkit.zones,
    st.integers(0, 6),
)
@settings(max_examples=100, deadline=None)
def test_cache_and_memory_answer_alike(
    stored: list[tuple[Entry, str, list[object], set[str]]], nodes: list[Node], zone: tzinfo, left: int
) -> None:
    """For any entries and any filters SQLite finds the very entries that the test in memory lets pass."""
    now = filterkit.NOW.astimezone(zone)
    with Store.open(Path("unused"), memory=True, finder=Finder) as store:
        store.sync_feeds([Subscription(URL, title="Grain Wire", folder="État x"), Subscription(OTHER)], NOW)
        store._baseline = left
        for place, (entry, text, quotes, traits) in enumerate(stored):
            feed = 2 if "second" in traits else 1
            (number,) = poll(store, replace(entry, id=f"k{place}"), feed=feed, now=filterkit.NOW).new
            if "changed" in traits:
                revised = replace(the(store, number).entry, body="other")
                poll(store, feed=feed, changed=[Change(number, revised, revision=True)], state=FAILED)
            if "plain" not in traits:
                store.write_enrichments([enrichment(the(store, number), text, *quotes, lang="fr")], 1)  # type: ignore[arg-type]
            for flag in Flag:
                store.mark([number], flag, flag.value in traits)
            if "withdrawn" in traits:
                poll(store, feed=feed, withdrawn=[number])
        every = store.numbers(parse("is:hidden OR -is:hidden"), now=filterkit.NOW)
        assert len(every) == len(stored)
        for node in nodes:
            f = Filter(node)
            expected = [e.number for e in store.entries(every) if matches(f, e, now, Finder())]
            assert store.numbers(f, now=now) == expected
            assert store.passing(f, every, now=now) == expected
            assert store.count(f, now=now) == len(expected)
            unread = [e.number for e in store.entries(expected) if not (e.read or e.hidden)]
            assert store.count(f, now=now, unread_only=True) == len(unread)


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_words_of_any_kind_are_no_syntax_to_the_index(text: str) -> None:
    """Whatever a user looks for as a phrase, the index answers, and finds the title that holds it."""
    with Store.open(Path("unused"), memory=True) as store:
        follow(store)
        (number,) = poll(store, Entry("a", title="before " + text.replace("\0", " ") + " after")).new
        phrase = text.replace("\\", " ").replace('"', " ").replace("\0", " ")
        if phrase.strip() and any(letter.isalnum() for letter in phrase):
            assert store.numbers(parse(f'title:"before {phrase}"'), now=NOW) == [number]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("said:lagarde quote:rise", True),
        ("said:lagarde quote:agree", False),
        ("said:lagarde AND (quote:agree OR quote:rise)", True),
        ("said:lagarde said:kuleba", False),
        ("said:lagarde,kuleba quote:agree", True),
        ("-(said:lagarde quote:agree)", True),
        ('said:lag* quote:"rates will"', True),
    ],
)
def test_words_and_speaker_belong_to_one_quotation(store: Store, text: str, found: bool) -> None:
    """Two people quoted in one article do not lend each other their words."""
    (number,) = poll(store, Entry("a", title="t")).new
    quotes = (
        Quote(((0, 1),), "rates will rise", speaker="Christine Lagarde", speaker_span=(0, 1)),
        Quote(((0, 1),), "we agree", speaker="Dmytro Kuleba", speaker_span=(0, 1)),
    )
    store.write_enrichments([enrichment(the(store, number), "text", *quotes)], 1)
    assert store.numbers(parse(text), now=NOW) == ([number] if found else [])
    assert matches(parse(text), the(store, number), NOW) is found


def test_pages_by_key_cover_the_timeline_once(store: Store) -> None:
    """`before` the last number of a page begins the next one, with and without a filter."""
    poll(store, *(Entry(f"k{i}", title=f"odd {i}" if i % 2 else f"even {i}") for i in range(25)))
    for f, size in ((None, 25), (parse("odd"), 12), (parse("-odd"), 13)):
        pages, before = [], None
        while page := store.numbers(f, now=NOW, before=before, limit=5):
            pages += page
            before = page[-1]
        assert pages == store.numbers(f, now=NOW) == sorted(pages, reverse=True)
        assert len(pages) == store.count(f, now=NOW) == size


def test_scope_limits_every_question(store: Store) -> None:
    """None is what is followed, a tuple is just those feeds; what is no longer followed stays readable."""
    first = poll(store, Entry("a", title="one")).new
    second = poll(store, Entry("a", title="two"), feed=2).new
    assert set(store.numbers(None, now=NOW)) == {*first, *second}
    assert store.numbers(None, scope=(2,), now=NOW) == list(second)
    assert store.count(None, scope=(), now=NOW) == 0
    follow(store, OTHER)
    assert store.numbers(None, now=NOW) == list(second)
    assert store.numbers(parse("one"), now=NOW) == []
    assert store.numbers(parse("one"), scope=(1,), now=NOW) == list(first)
    assert (store.count(None, now=NOW), store.count(None, now=NOW, unread_only=True)) == (1, 1)
    assert [entry.number for entry in store.unenriched(1, 9)] == list(second)


def test_marks_tell_what_really_changed(store: Store) -> None:
    """An undo needs just those, and the counts of the feeds follow."""
    numbers = poll(store, *(Entry(f"k{i}", title="t") for i in range(4))).new
    assert store.mark(numbers[:2], Flag.READ, value=True) == numbers[:2]
    assert store.mark([*numbers[:3], 99, numbers[0]], Flag.READ, value=True) == numbers[2:3]
    assert store.mark(numbers, Flag.HIDDEN, value=True) == numbers
    assert store.count(None, now=NOW, unread_only=True) == 0
    assert store.mark(numbers, Flag.HIDDEN, value=False) == numbers
    assert store.mark(numbers[:1], Flag.STARRED, value=True) == numbers[:1]
    assert store.feeds()[0].unread == store.count(None, now=NOW, unread_only=True) == 1
    lines = store.headlines(numbers)
    assert [(line.read, line.starred) for line in lines.values()] == [
        (True, True),
        (True, False),
        (True, False),
        (False, False),
    ]


def test_hidden_entries_are_listed_only_when_asked_for(store: Store) -> None:
    """Hiding takes an entry out of lists and counts, not out of the cache."""
    numbers = poll(store, Entry("a", title="one"), Entry("b", title="two")).new
    store.mark(numbers[:1], Flag.HIDDEN, value=True)
    assert store.numbers(None, now=NOW) == [numbers[1]]
    assert store.count(None, now=NOW) == 1
    assert store.numbers(parse("is:hidden"), now=NOW) == [numbers[0]]
    assert store.feeds()[0].entries == 2


def test_entries_come_in_the_order_asked_for(store: Store) -> None:
    """Also over several pages; numbers that do not exist are passed over."""
    numbers = poll(store, *(Entry(f"k{i}", title="t") for i in range(450))).new
    asked = [7, *numbers[::-2], *numbers[::2]]
    assert [entry.number for entry in store.entries(asked)] == asked[1:]
    assert store.entry(7) is None
    assert store.headlines([7]) == {}
    assert store.revisions(7) == ()


def test_the_followed_feeds_are_exactly_those_of_the_user(store: Store) -> None:
    """Order, titles and folders follow the list; a feed taken out keeps its state for the day it returns."""
    subs = [Subscription(OTHER, title="Mine", folder="Work", every=120), Subscription("/tmp/news.xml")]
    poll(store, Entry("a", title="x"))
    synced = store.sync_feeds(subs, NOW)
    assert [(f.url, f.title, f.own_title, f.folder, f.every) for f in synced] == [
        (OTHER, "Mine", "Mine", "Work", 120),
        ("/tmp/news.xml", "news.xml", None, None, None),
    ]
    assert store.feeds() == synced
    gone = store.feed(URL)
    assert gone is not None
    assert (gone.followed, gone.entries) == (False, 1)
    assert [feed.url for feed in store.feeds((gone.number, synced[1].number))] == ["/tmp/news.xml", URL]
    assert [feed.number for feed in store.sync_feeds([Subscription(URL)], NOW)] == [gone.number]
    assert store.feed("https://nowhere.example/") is None


def test_a_list_that_says_nothing_new_is_not_written(store: Store, tmp_path: Path) -> None:
    """A start neither waits for another program's poll nor makes the others read everything again."""
    subs = [Subscription(OTHER, title="Mine", folder="Work", every=120), Subscription(URL)]
    synced = store.sync_feeds(subs, NOW)
    with Store.open(tmp_path / "livetui.db", busy=0, backup=False) as second:
        before = second.changes()
        with store._db.writing():
            assert second.sync_feeds(subs, NOW) == synced
            assert second.ensure_feed(subs[0], NOW) == synced[0]
        assert store.sync_feeds(subs, NOW) == synced
        assert second.changes() == before
        for other in ([subs[1], subs[0]], subs[:1], [replace(subs[0], every=None), subs[1]], subs):
            assert [(f.url, f.every) for f in store.sync_feeds(other, NOW)] == [(s.url, s.every) for s in other]


def test_arrivals_are_tested_alone(store: Store) -> None:
    """Of some numbers those that pass come newest first, within scope, hidden ones only when asked for."""
    numbers = poll(store, *(Entry(f"k{i}", title=f"odd {i}" if i % 2 else f"even {i}") for i in range(1200))).new
    (second,) = poll(store, Entry("a", title="odd"), feed=2).new
    asked = [*numbers[::-1], 7, numbers[0], second]
    assert store.passing(None, asked, now=NOW) == sorted({*numbers, second}, reverse=True)
    assert store.passing(parse("odd"), asked, scope=(1,), now=NOW) == store.numbers(parse("odd"), scope=(1,), now=NOW)
    assert store.passing(parse("odd"), asked[:3], scope=(2,), now=NOW) == []
    assert store.passing(parse("od*"), asked, scope=(1,), now=NOW) == store.numbers(parse("odd"), scope=(1,), now=NOW)
    assert store.passing(parse("odd"), [], now=NOW) == []
    store.mark([second], Flag.HIDDEN, value=True)
    assert store.passing(parse("odd"), [second], now=NOW) == []
    assert store.passing(parse("odd is:hidden"), [second], now=NOW) == [second]


@pytest.mark.parametrize(
    "text", ["grain", "-grain", "grain OR said:bell", "gra* OR said:b*", "-(said:bell quote:talk) is:unread"]
)
def test_testing_arrivals_reads_nothing_else(store: Store, text: str) -> None:
    """The words and quotations of all entries are not gone through for a few: each number is looked up by itself."""
    seen: list[str] = []
    numbers = poll(store, *(Entry(f"k{i}", title="grain") for i in range(30))).new
    with store._db.plain() as raw:
        raw.set_trace_callback(seen.append)
        store.passing(parse(text), numbers[:3], now=NOW)
        raw.set_trace_callback(None)
        (asked,) = (statement for statement in seen if "e.id IN" in statement)
        plan = [str(row[3]) for row in raw.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert not [line for line in plan if "LIST SUBQUERY" in line], plan
    assert ("words MATCH" in asked) is ("grain" in text)  # a beginning of a word is dear in the index


def test_a_feed_for_one_run_is_not_followed(store: Store) -> None:
    """It exists for its entries; one that is followed stays so."""
    one = store.ensure_feed(Subscription("https://run.example/rss", title="Run"), NOW)
    assert (one.followed, one.title) == (False, "Run")
    assert one.url not in [feed.url for feed in store.feeds()]
    assert store.ensure_feed(Subscription(URL, title="Ignored"), NOW) == store.feeds()[0]


def test_a_poll_leaves_its_state(store: Store) -> None:
    """What a poll says is kept, None keeps what was there where that is the rule, and the user's title wins."""
    good = replace(
        STATE, next_poll=NOW + timedelta(minutes=10), validators=Validators('"e"', "Fri", "abc"), title="Stated",
        site="https://example.org/", lang="en", strategy="rss20", reader="rss20/3", remark="read in part: cut",
    )  # fmt: skip
    poll(store, state=good)
    assert (store.feeds()[0].remark, store.feeds()[0].error) == ("read in part: cut", None)
    failed = replace(STATE, next_poll=None, status="error", error="HTTP 500", failures=3, interval=None)
    poll(store, state=failed)
    feed = store.feeds()[0]
    assert (feed.title, feed.site, feed.lang, feed.strategy) == ("Stated", "https://example.org/", "en", "rss20")
    assert (feed.reader, feed.remark) == ("rss20/3", None)
    assert (feed.status, feed.error, feed.failures, feed.interval) == ("error", "HTTP 500", 3, None)
    assert (feed.last_poll, feed.next_poll, feed.validators) == (NOW, None, Validators('"e"', "Fri", "abc"))
    store.sync_feeds([Subscription(URL, title="Own")], NOW)
    assert store.feeds()[0].title == "Own"
    assert store.headlines(poll(store, Entry("a", title="t")).new).popitem()[1].source == "Own"


def test_another_writer_is_noticed(store: Store, tmp_path: Path) -> None:
    """A reader knows when to look again: after others have written, not after itself."""
    before = store.changes()
    poll(store, Entry("a", title="t"))
    assert store.changes() == before
    with Store.open(tmp_path / "livetui.db", backup=False) as other:
        poll(other, Entry("b", title="t"))
        assert store.changes() != before


def test_what_is_kept_out_of_words_is_looked_up_again_after_each_change(store: Store, tmp_path: Path) -> None:
    """Hidden entries and feeds taken out of the list never pass, whoever hid them or took them out, and when."""
    first = poll(store, *(Entry(f"k{i}", title="grain") for i in range(4))).new
    (other,) = poll(store, Entry("a", title="grain"), feed=2).new

    def found(scope: tuple[int, ...] | None = None) -> set[int]:
        passed = store.numbers(parse("grain"), scope=scope, now=NOW, limit=9)
        assert store.count(parse("grain"), scope=scope, now=NOW) == len(passed)
        assert store.numbers(parse("grain sort:oldest"), scope=scope, now=NOW) == passed[::-1]
        return set(passed)

    assert (found(), found((2,))) == ({*first, other}, {other})
    store.mark(first[:1], Flag.HIDDEN, value=True)
    assert (found(), found((1,))) == ({*first[1:], other}, {*first[1:]})
    with Store.open(tmp_path / "livetui.db", backup=False) as second:
        second.mark(first[1:2], Flag.HIDDEN, value=True)
        assert (found(), found((1,))) == ({*first[2:], other}, {*first[2:]})
        second.sync_feeds([Subscription(URL)], NOW)
    assert (found(), found((1, 2))) == ({*first[2:]}, {*first[2:], other})


def test_the_index_follows_quotations_and_addresses(store: Store) -> None:
    """What is asked of quotations and addresses finds them as they are now, both of the same quotation where asked."""
    (number,) = poll(store, Entry("a", "https://x.example/old", "Title", body="talk of peace")).new
    said = [
        Quote(((0, 4),), "grain deal", speaker="Ann Bell", speaker_span=(0, 8)),
        Quote(((5, 7),), "rates rise", speaker="Bob Low", speaker_span=(0, 7), part=Part.TITLE),
    ]

    def found(*texts: str) -> list[bool]:
        return [store.numbers(parse(text), now=NOW, limit=5) == [number] for text in texts]

    assert found("url:old", "url:new", "said:bell") == [True, False, False]
    store.write_enrichments([enrichment(the(store, number), "talk of peace", *said)], 1)
    assert found("said:bell quote:deal", "said:bell peace", "(said:low said:low) OR x") == [True] * 3
    assert found("said:low quote:deal", "quote:deal quote:rates", 'quote:"deal rates"') == [False] * 3
    edited = Entry("a", "https://x.example/new", "Other", body="talk of peace")
    poll(store, changed=[Change(number, edited, revision=True)])
    assert found("url:old", "url:new", "said:low", "said:bell") == [False, True, False, True]
    store.write_enrichments([enrichment(the(store, number), "talk of peace")], 1)
    assert found("said:bell", "quote:deal", "peace") == [False, False, True]


def test_names_that_entries_state_are_proposed_as_they_are_mostly_written(store: Store) -> None:
    """Of feeds in view and entries shown, most often first; capitals and accents make no other name."""
    stated = [("Sport", "Élan"), ("sport", "Élan"), ("sport", "élan", "war"), ("sport",)]
    poll(store, *(Entry(f"k{n}", title="x", tags=tags, authors=("Ann Bell",)) for n, tags in enumerate(stated)))
    (hidden,) = poll(store, Entry("h", title="x", tags=("secret",))).new
    store.mark([hidden], Flag.HIDDEN, True)
    assert store.stated_names(limit=9) == (("sport", "Élan", "war"), ("Ann Bell",))
    assert store.stated_names(limit=1) == (("sport",), ("Ann Bell",))
    assert store.stated_names(scope=(2,), limit=9) == ((), ())
