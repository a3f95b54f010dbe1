"""What polls brought in order, and bulk acts, as the store keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from livetui.model.entry import Entry, Flag
from livetui.model.filter import parse
from livetui.model.happening import What
from livetui.store import Store
from livetui.store.acts import KEPT
from storekit import NOW, follow, poll, the


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A cache in memory with one feed."""
    with Store.open(tmp_path / "livetui.db", memory=True) as opened:
        follow(opened)
        yield opened


def test_happenings_are_read_on_from_any_of_them(store: Store) -> None:
    """In the order kept, also when the clock was set back; a time leads to the first one from then on."""
    assert (store.newest_event(), store.events(0, 10)) == (0, ())
    (first,) = poll(store, Entry("a")).new
    (second,) = poll(store, Entry("b"), now=NOW - timedelta(hours=1)).new
    poll(store, withdrawn=[first], now=NOW + timedelta(hours=1))
    found = store.events(0, 10)
    assert [(each.number, each.what) for each in found] == [
        (first, What.NEW),
        (second, What.NEW),
        (first, What.WITHDRAWN),
    ]
    assert found[0].at == NOW
    assert store.events(found[0].seq, 1) == found[1:2]
    assert store.newest_event() == found[-1].seq
    assert store.event_before(NOW + timedelta(minutes=1)) == found[1].seq
    assert store.event_before(NOW - timedelta(days=1)) == 0
    assert store.event_before(NOW + timedelta(days=1)) == found[-1].seq


def test_an_act_is_kept_as_what_it_changed(store: Store) -> None:
    """An entry that had the mark before keeps it; what changed nothing is not kept; old acts are let go."""
    poll(store, *[Entry(str(n), title=f"entry {n}") for n in range(3)])
    (one,) = store.numbers(parse("title:1"), now=NOW)
    store.mark([one], Flag.STARRED, value=True)
    act = store.mark_passing(None, Flag.STARRED, value=True, now=NOW)
    assert one not in act.numbers
    assert len(act.numbers) == 2
    assert store.mark_passing(None, Flag.STARRED, value=True, now=NOW).numbers == ()
    assert store.take_back() == act
    assert the(store, one).starred
    assert store.take_back() is None
    for turn in range(KEPT + 3):
        store.mark_passing(parse("title:2"), Flag.READ, value=turn % 2 == 0, now=NOW)
    taken = 0
    while store.take_back() is not None:
        taken += 1
    assert taken == KEPT
