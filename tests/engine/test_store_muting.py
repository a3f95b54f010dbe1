"""What is muted: hidden by rules of the user, in step with the rules, and never against what was done by hand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from livetui.errors import TooSlow
from livetui.model.entry import Entry, Flag
from livetui.model.filter import Pattern, parse, unparse
from livetui.model.update import Change
from livetui.store import Store
from livetui.store.salvage import salvage
from storekit import NOW, enrichment, follow, poll, the

EVERY = parse("is:hidden OR -is:hidden")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A cache with one feed, in memory."""
    store = Store.open(tmp_path / "unused", memory=True)
    follow(store)
    return store


def mute(store: Store, *rules: str) -> None:
    """Have these rules in force, as the engine does at its start and after an edit of the file."""
    store.mute([parse(rule) for rule in rules], NOW)
    if (suspects := store.mute_suspects()) is not None:
        store.remute(suspects)
        store.muted_all()


def arrive(store: Store, *titles: str) -> tuple[int, ...]:
    """Entries come in, the first one oldest."""
    start = len(store.numbers(EVERY, now=NOW))
    moment = NOW - timedelta(days=1)
    return poll(
        store,
        *(
            Entry(id=f"{start + place}", title=title, published=moment + timedelta(seconds=start + place))
            for place, title in enumerate(titles)
        ),
    ).new


def shown(store: Store) -> list[str]:
    """Titles on the timeline, and a look whether all counts are those of the rows."""
    lines = store.headlines(store.numbers(EVERY, now=NOW)).values()
    (feed,) = store.feeds()
    assert feed.unread == sum(not line.read and not line.hidden for line in lines)
    assert feed.entries == len(lines)
    listed = store.headlines(store.numbers(None, now=NOW)).values()
    assert [line for line in listed if line.hidden] == []
    return sorted(line.title for line in listed)


def test_what_passes_a_rule_is_hidden_as_it_comes(store: Store) -> None:
    """It is kept, `is:hidden` shows it, and it is in no count but that of what is muted."""
    mute(store, "sport", "title:chess")
    arrive(store, "News", "Sport today", "Chess in the park")
    assert shown(store) == ["News"]
    assert store.muted() == 2
    assert len(store.numbers(parse("is:hidden"), now=NOW)) == 2
    assert store.numbers(parse("sport"), now=NOW) == []


def test_rules_that_change_reach_the_whole_cache(store: Store) -> None:
    """A rule added hides what is there, one taken away shows it again, one changed does both; the same ones nothing."""
    arrive(store, "News", "Sport today", "Chess in the park")
    mute(store, "sport")
    assert shown(store) == ["Chess in the park", "News"]
    mute(store, "chess")
    assert shown(store) == ["News", "Sport today"]
    store.mute([parse("chess")], NOW)
    assert store.mute_suspects() is None
    mute(store)
    assert shown(store) == ["Chess in the park", "News", "Sport today"]
    assert store.muted() == 0


def test_by_hand_wins_over_rules(store: Store) -> None:
    """What was hidden by hand stays hidden when the rule goes; what was shown again stays shown whatever comes."""
    sport, chess, cards = arrive(store, "Sport one", "Sport two", "Cards")
    store.mark([cards], Flag.HIDDEN, True)
    mute(store, "sport", "cards")
    assert store.mark([sport], Flag.HIDDEN, False) == (sport,)
    assert store.mark([chess], Flag.HIDDEN, True) == ()  # it is hidden already, from now on by hand
    assert shown(store) == ["Sport one"]
    mute(store, "sport")
    assert shown(store) == ["Sport one"]
    poll(store, changed=[Change(sport, Entry(id="0", title="Sport one, again"), revision=True)])
    assert shown(store) == ["Sport one, again"]
    mute(store)
    assert shown(store) == ["Sport one, again"]
    assert store.muted() == 0


@pytest.mark.parametrize("bulk", [True, False])
def test_an_undo_leaves_entries_to_the_rules_as_before(store: Store, bulk: bool) -> None:
    """What was hidden and is shown again can be muted later; what a rule hid comes back when the rule goes."""

    def done_and_undone(title: str, value: bool) -> None:
        if bulk:
            assert store.mark_passing(parse(f"title:{title} (is:hidden OR -is:hidden)"), Flag.HIDDEN, value, now=NOW)
            assert store.take_back()
        else:
            numbers = store.numbers(parse(f"title:{title} (is:hidden OR -is:hidden)"), now=NOW)
            assert store.mark(numbers, Flag.HIDDEN, value) == tuple(numbers)
            store.mark(numbers, Flag.HIDDEN, not value, back=True)

    arrive(store, "News", "Sport", "Chess")
    mute(store, "chess")
    done_and_undone("sport", True)
    assert shown(store) == ["News", "Sport"]
    done_and_undone("chess", False)
    assert shown(store) == ["News", "Sport"]
    mute(store, "sport")
    assert shown(store) == ["Chess", "News"]


def test_a_text_that_is_found_later_decides_then(store: Store) -> None:
    """A rule on the text hides an entry when the second stage has read it, and shows it when it reads otherwise."""
    mute(store, "text:football -text:strike")
    (number,) = arrive(store, "News")
    assert shown(store) == ["News"]
    store.write_enrichments([enrichment(the(store, number), "football tonight")], 1)
    assert shown(store) == []
    store.write_enrichments([enrichment(the(store, number), "football players on strike")], 2)
    assert shown(store) == ["News"]


def test_a_changed_entry_is_looked_at_again(store: Store) -> None:
    """Its new title may pass a rule, or no longer; read or unread, the counts stay right."""
    mute(store, "sport")
    first, second = arrive(store, "Sport", "News")
    store.mark([first], Flag.READ, True)
    poll(
        store,
        changed=[
            Change(first, Entry(id="0", title="News too"), revision=True),
            Change(second, Entry(id="1", title="Sport too"), revision=True),
        ],
    )
    assert shown(store) == ["News too"]
    assert the(store, first).read


def test_another_program_with_other_rules_leaves_a_note(tmp_path: Path) -> None:
    """What it kept under its rules is looked at by the next one that opens the cache."""
    path = tmp_path / "cache.db"
    with Store.open(path) as store, Store.open(path) as other:
        follow(store)
        mute(store, "sport")
        other.mute([], NOW)
        arrive(other, "Sport")
        assert shown(store) == ["Sport"]
    with Store.open(path) as store:
        mute(store, "sport")
        assert shown(store) == []


def test_a_saved_cache_is_looked_at_again(tmp_path: Path) -> None:
    """After a repair nobody knows under which rules its entries were hidden."""
    path, part = tmp_path / "cache.db", tmp_path / "part.db"
    with Store.open(path) as store:
        follow(store)
        mute(store, "sport")
        arrive(store, "Sport", "News")
    Store.open(part).close()
    with closing(sqlite3.connect(part, isolation_level=None)) as raw:
        salvage(raw, [path])
    with Store.open(part) as store:
        assert shown(store) == ["News"]
        mute(store)
        assert shown(store) == ["News", "Sport"]


def test_a_rule_that_takes_too_long_costs_no_poll(tmp_path: Path) -> None:
    """It is left out and told; what a poll brought is kept, and the other rules go on."""
    told: list[str] = []

    def too_slow(_: Pattern, __: str) -> bool:
        raise TooSlow("/slow/", "takes too long")

    with Store.open(tmp_path / "unused", memory=True, finder=lambda: too_slow) as store:
        follow(store)
        store.mute(
            [parse("/slow|./"), parse("sport")], NOW, lambda rule, error: told.append(f"{unparse(rule)}: {error}")
        )
        arrive(store, "News", "Sport")
        assert shown(store) == ["News"]
        assert told == ["/slow|./: /slow/: takes too long"]
        arrive(store, "Sport too")
        assert shown(store) == ["News"]
