"""What polls and the second stage leave in the cache."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livetui.errors import StoreFull
from livetui.model.digest import content_digest, facts_digest
from livetui.model.entry import SEQUENCE_BITS, BodyKind, Entry, Flag, first_number, moment
from livetui.model.feed import Split, Subscription
from livetui.model.filter import matches, parse
from livetui.model.shown import Post, Shown
from livetui.model.update import Change, Decision, Gap
from livetui.store import PollWrite, Store, index
from livetui.store.values import stamped
from storekit import FULL, NOW, QUOTE, STATE, URL, enrichment, follow, poll, the


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A cache with one feed."""
    with Store.open(tmp_path / "livetui.db", backup=False) as opened:
        follow(opened)
        yield opened


def test_an_entry_comes_back_as_it_went_in(store: Store) -> None:
    """Nothing of what a feed states is lost or bent."""
    (number,) = poll(store, FULL).new
    cached = the(store, number)
    assert cached.entry == FULL
    assert (cached.feed, cached.feed_url, cached.source) == (1, URL, "feeds.example.org")
    assert (cached.seen_at, cached.changed_at, cached.read, cached.enriched) == (NOW, None, False, 0)
    assert moment(number) == FULL.published.replace(microsecond=0)  # type: ignore[union-attr]


def test_the_second_stage_is_kept(store: Store) -> None:
    """Text, language and quotations come back, and the entry no longer waits."""
    (number,) = poll(store, replace(FULL, lang=None)).new
    (waiting,) = store.unenriched(3, 10)
    assert store.write_enrichments([enrichment(waiting, "Talk, end. Ann Bell", QUOTE, lang="en")], 3) == (number,)
    cached = the(store, number)
    assert (cached.text, cached.quotes, cached.enriched) == ("Talk, end. Ann Bell", (QUOTE,), 3)
    assert (cached.entry.lang, cached.lang) == (None, "en")
    assert store.headlines([number])[number].lead == QUOTE
    assert store.unenriched(3, 10) == ()
    assert store.unenriched(4, 10) == (cached,)


def test_a_language_that_was_found_can_be_found_anew(store: Store) -> None:
    """A guess is no statement: better rules correct it, the feed's own word replaces it, and filters follow."""
    (number,) = poll(store, replace(FULL, lang=None)).new
    for version, lang in ((1, "en"), (2, "nl")):
        (waiting,) = store.unenriched(version, 10)
        assert waiting.entry.lang is None
        store.write_enrichments([enrichment(waiting, "Talk", lang=lang)], version)
        assert (the(store, number).lang, store.numbers(parse(f"lang:{lang}"), now=NOW)) == (lang, [number])
    assert matches(parse("lang:nl"), the(store, number), NOW)
    poll(store, changed=[Change(number, replace(FULL, lang="fr"), revision=False)])
    assert (the(store, number).entry.lang, the(store, number).lang) == ("fr", "fr")
    store.write_enrichments([enrichment(the(store, number), "Talk", lang="nl")], 2)
    assert the(store, number).lang == "fr"


def test_what_a_live_page_showed_is_kept_with_the_poll(store: Store) -> None:
    """And replaced by the next one; a poll that says nothing of it leaves it."""
    assert store.shown(1) is None
    page = Shown((Post("b"), Post("a", missed=True)), 1, 2, ("x",))
    store.write_polls([PollWrite(1, Decision(shown=page), STATE, NOW)])
    poll(store, FULL)
    assert store.shown(1) == page
    store.write_polls([PollWrite(1, Decision(shown=Shown()), STATE, NOW)])
    assert store.shown(1) == Shown()


def test_a_feed_that_is_to_be_split_otherwise_is_read_anew(store: Store) -> None:
    """The same bytes make other entries then; a new title alone does not."""
    poll(store, FULL, state=replace(STATE, reader="1"))
    store.sync_feeds([Subscription(URL, title="Mine")], NOW)
    assert store.feeds()[0].reader == "1"
    store.sync_feeds([Subscription(URL, title="Mine", split=Split.ALWAYS)], NOW)
    assert (store.feeds()[0].reader, store.feeds()[0].split) == (None, Split.ALWAYS)


def test_gaps_are_kept_for_the_timeline(store: Store) -> None:
    """Newest first, of the feeds of the scope."""
    hour = timedelta(hours=1)
    gaps = [Gap(1, NOW - hour * n, NOW - hour * (n - 1)) for n in (3, 1)]
    for gap in gaps:
        store.write_polls([PollWrite(1, Decision(gap=gap), STATE, NOW)])
    assert store.gaps() == (gaps[1], gaps[0])
    assert store.gaps(scope=(2,)) == ()


def test_where_an_entry_stands_may_be_a_guess(store: Store) -> None:
    """Its time is a clock alone, or our first sight; a stated time is none."""
    timed, clock, none = poll(
        store, Entry("c", published=NOW), Entry("b", published=NOW - timedelta(1), guessed=True), Entry("a")
    ).new[::-1]
    lines = store.headlines([timed, clock, none])
    guesses = {the(store, number).entry.id: line.guessed for number, line in lines.items()}
    assert guesses == {"a": True, "b": True, "c": False}
    assert store.known(1, ["b"])["b"].guessed


def test_polls_can_be_written_twice(store: Store) -> None:
    """What another process has kept meanwhile is neither an error nor doubled."""
    (number,) = poll(store, FULL).new
    change = Change(number, replace(FULL, body="new"), revision=True)
    assert poll(store, FULL).new == ()
    assert poll(store, changed=[change]).changed == (number,)
    assert poll(store, changed=[change]).changed == ()
    assert poll(store, changed=[Change(number + 1, FULL, revision=True)]).changed == ()
    assert len(store.revisions(number)) == 2
    assert store.feeds()[0].entries == 1


def test_known_tells_what_a_poll_needs(store: Store) -> None:
    """Digests are those of the entry as stated, also where its times were bent."""
    stated = replace(FULL, published=NOW + timedelta(days=900))
    (number,) = poll(store, stated).new
    poll(store, withdrawn=[number])
    found = store.known(1, [f"other{i}" for i in range(1200)] + [FULL.id])
    assert list(found) == [FULL.id]
    known = found[FULL.id]
    assert (known.number, known.key, known.withdrawn) == (number, FULL.id, True)
    assert (known.digest, known.facts) == (content_digest(stated), facts_digest(stated))


def test_a_withdrawn_entry_can_come_back(store: Store) -> None:
    """It stays readable, is marked, and loses the mark when the feed states it again."""
    (number,) = poll(store, FULL).new
    poll(store, withdrawn=[number])
    assert store.headlines([number])[number].withdrawn
    assert poll(store, changed=[Change(number, FULL, revision=False)]).amended == (number,)
    assert not the(store, number).withdrawn
    poll(store, withdrawn=[number])
    assert poll(store, changed=[Change(number, replace(FULL, body="new"), revision=True)]).amended == ()


def test_the_order_of_what_polls_brought_is_kept(store: Store, tmp_path: Path) -> None:
    """Arrivals, revisions, withdrawals and returns in the order they were kept, also where the clock was set back."""
    (number,) = poll(store, FULL).new
    before, reworded = NOW - timedelta(hours=1), replace(FULL, body="new")
    poll(store, changed=[Change(number, reworded, revision=True)], now=before)
    poll(store, changed=[Change(number, replace(reworded, tags=()), revision=False)], now=before)
    for moment_ in (NOW, NOW + timedelta(minutes=1)):
        poll(store, withdrawn=[number, number + 1], now=moment_)
    with closing(sqlite3.connect(tmp_path / "livetui.db")) as raw:
        assert raw.execute("SELECT withdrawn_at FROM entry").fetchone() == (stamped(NOW),)
    (other,) = poll(store, replace(FULL, id="b"), changed=[Change(number, FULL, revision=True)]).new
    with closing(sqlite3.connect(tmp_path / "livetui.db")) as raw:
        assert raw.execute("SELECT entry, what, at FROM event ORDER BY seq").fetchall() == [
            (number, "new", stamped(NOW)),
            (number, "changed", stamped(before)),
            (number, "withdrawn", stamped(NOW)),
            (other, "new", stamped(NOW)),
            (number, "changed", stamped(NOW)),
            (number, "back", stamped(NOW)),
        ]
        assert raw.execute("SELECT withdrawn_at FROM entry").fetchall() == [(None,), (None,)]


def test_the_same_id_in_two_feeds_is_two_entries(store: Store) -> None:
    """Ids are only known within their feed."""
    follow(store, URL, "https://other.example/rss")
    first, second = poll(store, FULL).new + poll(store, replace(FULL, title="Other"), feed=2).new
    assert (the(store, first).entry.title, the(store, second).entry.title) == (FULL.title, "Other")
    assert store.known(2, [FULL.id])[FULL.id].number == second


@pytest.mark.parametrize(
    ("published", "stands", "kept"),
    [
        (None, NOW, None),
        (datetime(1, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), NOW, NOW + timedelta(days=1)),
        (NOW + timedelta(hours=3), NOW, NOW + timedelta(hours=3)),
    ],
)
def test_poison_dates_are_bent(
    store: Store, published: datetime | None, stands: datetime, kept: datetime | None
) -> None:
    """No entry stands before 1970 or later than our first sight of it."""
    (number,) = poll(store, replace(FULL, published=published)).new
    assert moment(number) == stands.replace(microsecond=0)
    assert the(store, number).entry.published == kept


def test_entries_without_a_time_stand_in_the_order_of_the_feed(store: Store) -> None:
    """A feed lists its newest first, and so does the timeline."""
    poll(store, *(Entry(f"k{i}", title=f"t{i}") for i in range(5)))
    assert [the(store, n).entry.id for n in store.numbers(None, now=NOW)] == ["k0", "k1", "k2", "k3", "k4"]


def test_a_second_that_is_full_spills_into_the_one_before(store: Store, tmp_path: Path) -> None:
    """More than 2^20 entries of one second still have numbers of their own; in 1970 they go to the next second."""
    for second, neighbour in ((1_000_000, 999_999), (0, 1)):
        stamp = datetime.fromtimestamp(second, UTC)
        (number,) = poll(store, Entry(f"first{second}", title="x", published=stamp)).new
        assert number == first_number(second)
        with closing(sqlite3.connect(tmp_path / "livetui.db")) as raw, raw:
            raw.execute("UPDATE entry SET id = ? WHERE id = ?", (first_number(second + 1) - 1, number))
        (spilt,) = poll(store, Entry(f"second{second}", title="y", published=stamp)).new
        assert spilt >> SEQUENCE_BITS == neighbour


def test_a_line_is_never_empty(store: Store) -> None:
    """Without a title the first words stand in, without any words a sign does; the entry itself stays untitled."""
    bare, html, text = poll(
        store,
        Entry("c", body="Plain <b> text " + "word " * 90, body_kind=BodyKind.TEXT),
        Entry("b", body="<p>Some <b>bold</b> words</p>"),
        Entry("a", title=""),
    ).new
    lines = store.headlines([bare, html, text])
    assert lines[bare].title == "…"
    assert lines[html].title == "Some bold words"
    assert lines[text].title.startswith("Plain <b> text word")
    assert lines[text].title.endswith("word…")
    assert the(store, html).entry.title is None
    store.write_enrichments([enrichment(the(store, html), "Read text")], 1)
    assert store.headlines([html])[html].title == "Read text"


def test_the_oldest_rules_are_applied_anew_newest_first(store: Store) -> None:
    """With new rules every entry waits again, the newest first, page by page."""
    numbers = poll(store, *(Entry(f"k{i}", title=f"t{i}", published=NOW - timedelta(minutes=i)) for i in range(6))).new
    store.write_enrichments([enrichment(the(store, n), "x") for n in numbers[1:3]], 1)
    store.write_enrichments([enrichment(the(store, n), "x") for n in numbers[3:5]], 2)
    assert [cached.number for cached in store.unenriched(2, 9)] == [numbers[i] for i in (5, 2, 1, 0)]
    assert [cached.number for cached in store.unenriched(2, 2, below=numbers[5])] == [numbers[2], numbers[1]]
    assert store.unenriched(2, 9, scope=(2,)) == ()
    assert len(store.unenriched(2, 9, scope=(1,))) == 4


def test_many_polls_are_one_transaction(store: Store) -> None:
    """One poll of a batch that can't be kept leaves nothing of the others."""
    good = PollWrite(1, Decision(new=(FULL,)), STATE, NOW)
    with pytest.raises(Exception, match="could not be read or written"):
        store.write_polls([good, replace(good, feed=77)])
    assert store.numbers(None, now=NOW) == []
    assert store.write_polls([good, good])[1].new == ()


def test_a_full_disk_keeps_what_was_there(store: Store) -> None:
    """No half of a poll stays, and reading goes on."""
    poll(store, FULL)
    with store._db.plain() as raw:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(StoreFull):
        poll(store, *(Entry(f"k{i}", title="t", body="x" * 9000) for i in range(40)))
    assert len(store.numbers(None, now=NOW)) == 1
    assert store.feeds()[0].entries == 1
    assert store.check() == []


def test_two_writers_take_turns(tmp_path: Path) -> None:
    """Two programs that poll the same feeds at once see no lock and keep nothing twice."""
    path = tmp_path / "livetui.db"
    barrier, errors = Barrier(2), []

    def work() -> None:
        try:
            with Store.open(path, backup=False) as own:
                barrier.wait()
                follow(own)
                for round_ in range(40):
                    poll(own, *(Entry(f"k{round_}-{i}", title="t") for i in range(5)))
        except Exception as error:
            errors.append(error)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Store.open(path, backup=False) as after:
        assert after.feeds()[0].entries == len(after.numbers(None, now=NOW)) == 200


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("new"), st.lists(st.integers(0, 12), max_size=4)),
            st.tuples(st.just("change"), st.lists(st.integers(0, 12), max_size=3)),
            st.tuples(st.just("facts"), st.lists(st.integers(0, 12), max_size=3)),
            st.tuples(st.just("enrich"), st.lists(st.integers(0, 12), max_size=3)),
            *(st.tuples(st.just(flag.value), st.lists(st.integers(0, 12), max_size=4)) for flag in Flag),
            *(st.tuples(st.just("un" + flag.value), st.lists(st.integers(0, 12), max_size=4)) for flag in Flag),
        ),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_counts_and_index_stay_in_step(steps: list[tuple[str, list[int]]]) -> None:
    """Whatever happened, the kept counts are the true ones and the index is the one a rebuild would make."""
    with Store.open(Path("unused"), memory=True) as store:
        follow(store, URL, "https://other.example/rss")
        for turn, (step, places) in enumerate(steps):
            numbers = store.numbers(parse("is:hidden OR -is:hidden"), now=NOW)
            chosen = [numbers[place % len(numbers)] for place in places] if numbers else []
            match step:
                case "new":
                    for place in places:
                        poll(store, Entry(f"k{place}", title=f"Title {turn}", tags=("a",)), feed=1 + place % 2)
                case "change":
                    for n in chosen:
                        changed = replace(the(store, n).entry, title=[None, f"Other {turn}"][turn % 2], body=str(turn))
                        poll(store, feed=the(store, n).feed, changed=[Change(n, changed, revision=True)])
                case "facts":
                    for n in chosen:
                        changed = replace(the(store, n).entry, tags=(f"tag {turn}", "a"), authors=("Zoë",))
                        poll(store, feed=the(store, n).feed, changed=[Change(n, changed, revision=False)])
                case "enrich":
                    store.write_enrichments(
                        [enrichment(the(store, n), f"été {turn} text", QUOTE) for n in set(chosen)], turn
                    )
                case _:
                    store.mark(chosen, Flag(step.removeprefix("un")), not step.startswith("un"))
        with store._db.plain() as raw:
            for feed in store.feeds():
                kept = raw.execute(
                    "SELECT count(*), coalesce(sum(read = 0 AND hidden = 0), 0) FROM entry WHERE feed = ?",
                    (feed.number,),
                ).fetchone()
                assert kept == (feed.entries, feed.unread)
            raw.execute("CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, words, instance)")
            before = raw.execute("SELECT * FROM temp.seen ORDER BY 1, 2, 3, 4").fetchall()
            raw.execute("BEGIN")
            index.rebuild(raw)
            assert raw.execute("SELECT * FROM temp.seen ORDER BY 1, 2, 3, 4").fetchall() == before
            raw.execute("COMMIT")
