"""Which changes of an entry are revisions, and what becomes of the results for the wording before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from livetui.model.digest import content_digest
from livetui.model.entry import Flag
from livetui.model.filter import parse
from livetui.model.quote import Part
from livetui.model.update import Change
from livetui.store import Store
from livetui.store.changes import KEPT
from storekit import FULL, NOW, QUOTE, enrichment, follow, poll, the


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A cache with one feed."""
    with Store.open(tmp_path / "livetui.db", backup=False) as opened:
        follow(opened)
        yield opened


def test_a_result_for_other_markup_is_dropped(store: Store) -> None:
    """With other markup the text may be parted otherwise, so that offsets would count in another text."""
    (number,) = poll(store, FULL).new
    late = enrichment(the(store, number), "old text", QUOTE)
    poll(store, changed=[Change(number, replace(FULL, body="<div>Words</div>"), revision=False)])
    assert store.write_enrichments([late], 1) == ()
    assert [cached.number for cached in store.unenriched(1, 9)] == [number]


def test_other_markup_is_no_revision(store: Store) -> None:
    """An image that counts views has another address at each poll: the body is replaced, nothing was said anew."""
    (number,) = poll(store, FULL).new
    store.write_enrichments([enrichment(the(store, number), "Words")], 1)
    other = replace(FULL, body='<p>Words</p><img src="https://count.example/i.gif?t=2">')
    done = poll(store, changed=[Change(number, other, revision=False)])
    assert (done.changed, done.amended) == ((), (number,))
    cached = the(store, number)
    assert (cached.entry, cached.revisions, cached.changed_at) == (other, 0, None)
    assert [waiting.number for waiting in store.unenriched(1, 9)] == [number]
    assert poll(store, changed=[Change(number, other, revision=False)]).amended == ()


def test_a_late_result_survives_what_the_second_stage_does_not_read(store: Store) -> None:
    """Also for entries whose stated times were bent, or they would wait for ever."""
    stated = replace(FULL, published=NOW + timedelta(days=900))
    (number,) = poll(store, stated).new
    late = enrichment(the(store, number), "text")
    poll(store, changed=[Change(number, replace(stated, tags=()), revision=False)])
    assert store.write_enrichments([late], 1) == (number,)


def test_a_result_for_other_words_is_dropped(store: Store) -> None:
    """What was read from words that have changed since never reaches the cache."""
    (number,) = poll(store, FULL).new
    late = enrichment(the(store, number), "old text", QUOTE)
    poll(store, changed=[Change(number, replace(FULL, body="new"), revision=True)])
    assert store.write_enrichments([late], 1) == ()
    assert store.numbers(parse("old"), now=NOW) == []
    assert [cached.number for cached in store.unenriched(1, 9)] == [number]


def test_a_change_of_words_is_a_revision(store: Store) -> None:
    """The old words are kept in order, the entry keeps its place and marks, and waits for the second stage again."""
    (number,) = poll(store, FULL).new
    store.write_enrichments([enrichment(the(store, number), "Talk, end. Ann Bell", QUOTE)], 1)
    store.mark([number], Flag.READ, value=True)
    later, latest = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    second, third = replace(FULL, title="Corridor shut"), replace(FULL, title="Corridor shut", body="text", lang=None)
    assert poll(store, changed=[Change(number, second, revision=True)], now=later).changed == (number,)
    assert poll(store, changed=[Change(number, third, revision=True)], now=latest).changed == (number,)
    assert [(r.index, r.seen_at, r.title, r.body) for r in store.revisions(number)] == [
        (0, NOW, FULL.title, FULL.body),
        (1, later, "Corridor shut", FULL.body),
        (2, latest, "Corridor shut", "text"),
    ]
    cached = the(store, number)
    assert (cached.entry, cached.revisions, cached.changed_at, cached.enriched) == (third, 2, latest, 0)
    assert (cached.read, cached.text, cached.quotes) == (True, "Talk, end. Ann Bell", (QUOTE,))
    assert store.numbers(parse("title:grain"), now=NOW) == []
    assert store.numbers(parse("title:shut talk"), now=NOW) == [number]


def test_a_trivial_edit_is_kept_and_not_shown(store: Store) -> None:
    """Its words stand among the revisions, marked; nothing counts it, and what it was measured against must hold."""
    (number,) = poll(store, FULL).new
    later, latest = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    spaced, other = replace(FULL, body="<p>Words</p><p>14:32</p>"), replace(FULL, body="<p>Other</p><p>14:32</p>")
    alike = Change(number, spaced, revision=True, trivial_after=content_digest(FULL))
    done = poll(store, changed=[alike], now=later)
    assert (done.changed, done.amended) == ((), (number,))
    assert (the(store, number).revisions, the(store, number).changed_at) == (0, None)
    assert store.headlines([number])[number].revisions == 0
    assert store.numbers(parse("is:changed"), now=NOW) == []
    assert store.before_change([number]) == {}
    assert poll(store, changed=[Change(number, other, revision=True)], now=latest).changed == (number,)
    told = [(r.index, r.seen_at, r.body, r.trivial) for r in store.revisions(number)]
    assert told == [(0, NOW, FULL.body, False), (1, later, spaced.body, True), (2, latest, other.body, False)]
    assert (the(store, number).revisions, the(store, number).changed_at) == (1, latest)
    (before,) = store.before_change([number, number + 1]).values()
    assert (before.index, before.seen_at, before.body) == (1, later, spaced.body)
    stale = Change(number, FULL, revision=True, trivial_after=content_digest(spaced))
    assert poll(store, changed=[stale]).changed == (number,)


def test_of_many_revisions_the_first_and_the_last_stay(store: Store) -> None:
    """A feed that rewrites an entry at every poll does not fill the disk; trivial ones go first."""
    (number,) = poll(store, FULL).new
    said = FULL
    for turn in range(KEPT + 30):
        after = replace(FULL, body=f"text {turn}")
        alike = content_digest(said) if turn % 10 == 5 else None
        poll(store, changed=[Change(number, after, revision=True, trivial_after=alike)])
        said = after
    kept = store.revisions(number)
    assert len(kept) == KEPT + 1
    assert (kept[0].body, kept[-2].body, kept[-1].body) == (FULL.body, f"text {turn - 1}", f"text {turn}")
    assert [r.index for r in kept] == sorted({r.index for r in kept})
    assert the(store, number).revisions == KEPT + 30 - 13


def test_quotations_of_an_old_title_go_with_it(store: Store) -> None:
    """No span ever counts in a title that is no longer there."""
    (number,) = poll(store, FULL).new
    spoken = replace(QUOTE, part=Part.TITLE)
    store.write_enrichments([enrichment(the(store, number), "Talk", spoken, QUOTE)], 1)
    poll(store, changed=[Change(number, replace(FULL, title="Other"), revision=True)])
    assert the(store, number).quotes == (QUOTE,)
    assert store.headlines([number])[number].quotes == 1


def test_a_change_of_facts_is_no_revision(store: Store) -> None:
    """Tags and links are brought up to date in silence, and are found at once."""
    (number,) = poll(store, FULL).new
    other = replace(FULL, tags=("harvest",), url=None, authors=(), published=None)
    done = poll(store, changed=[Change(number, other, revision=False)])
    assert (done.changed, done.amended) == ((), (number,))
    cached = the(store, number)
    assert (cached.entry, cached.revisions, cached.changed_at) == (other, 0, None)
    assert len(store.revisions(number)) == 1
    assert store.numbers(parse("tag:harvest -tag:trade"), now=NOW) == [number]
