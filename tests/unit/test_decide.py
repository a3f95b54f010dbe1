"""What a poll writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from livetui.engine.decide import Before, decide
from livetui.model.digest import content_digest, facts_digest
from livetui.model.entry import Entry, first_number, moment
from livetui.model.update import ParsedFeed
from livetui.store import Known

NOW = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
ENTRY = Entry("a", url="https://example.org/a", title="Toll at 31", body="<p>31 dead</p>")


def known(entry: Entry, number: int = first_number(int(NOW.timestamp())) + 7, **more: Any) -> Before:
    """What the store says of one entry."""
    kept = Known(number, entry.id, content_digest(entry), facts_digest(entry), **more)
    return Before(known={entry.id: kept}, words={number: entry}, newest=number)


def test_an_unknown_entry_is_new() -> None:
    """A first sight is written."""
    assert decide(ParsedFeed((ENTRY,)), Before(), NOW).new == (ENTRY,)


def test_the_same_entry_again_writes_nothing() -> None:
    """A feed that says what it said before changes nothing."""
    decision = decide(ParsedFeed((ENTRY,)), known(ENTRY), NOW)
    assert (decision.new, decision.changed, decision.withdrawn) == ((), (), ())


def test_other_words_are_a_revision() -> None:
    """A title or body that reads otherwise is a revision of the entry known."""
    later = replace(ENTRY, title="Toll at 33")
    (change,) = decide(ParsedFeed((later,)), known(ENTRY), NOW).changed
    assert (change.entry, change.revision, change.trivial_after) == (later, True, None)
    assert change.figure == ("31", "33")


def test_other_facts_are_no_revision() -> None:
    """A corrected tag or link is brought up to date without counting as a change of words."""
    (change,) = decide(ParsedFeed((replace(ENTRY, tags=("war",)),)), known(ENTRY), NOW).changed
    assert not change.revision


def test_an_entry_no_longer_carried_is_kept() -> None:
    """A feed that shows its newest entries only withdraws nothing."""
    assert decide(ParsedFeed(()), known(ENTRY), NOW).withdrawn == ()


def test_what_the_feed_says_is_deleted_is_withdrawn() -> None:
    """A tombstone (RFC 6721) marks the entry, once, and not one that the feed still carries."""
    gone = ParsedFeed((), deleted=("a", "never seen"))
    assert len(decide(gone, known(ENTRY), NOW).withdrawn) == 1
    assert decide(gone, known(ENTRY, withdrawn=True), NOW).withdrawn == ()
    assert decide(replace(gone, entries=(ENTRY,)), known(ENTRY), NOW).withdrawn == ()


def test_an_edit_that_says_nothing_new_is_a_trivial_revision() -> None:
    """The words before it are kept, and the change says what it was measured against."""
    later = replace(ENTRY, body="<p>31 dead</p><p>Updated at 14:32</p>")
    (change,) = decide(ParsedFeed((later,)), known(ENTRY), NOW).changed
    assert (change.revision, change.trivial_after) == (True, content_digest(ENTRY))
    (change,) = decide(ParsedFeed((replace(later, title="Toll at 33"),)), known(ENTRY), NOW).changed
    assert change.trivial_after is None


def test_the_first_guess_of_a_time_stands() -> None:
    """A clock that is resolved anew each day does not carry the entry along; a stated time replaces the guess."""
    guess = replace(ENTRY, published=NOW, guessed=True)
    before = known(guess, published=NOW, guessed=True)
    again = replace(guess, published=NOW + timedelta(days=1))
    assert decide(ParsedFeed((again,)), before, NOW).changed == ()
    stated = replace(again, guessed=False)
    assert [change.entry for change in decide(ParsedFeed((stated,)), before, NOW).changed] == [stated]


def test_a_feed_that_rolled_past_what_was_known_has_a_gap() -> None:
    """Nothing known is left in it and all of it is newer: what came between may have been missed."""
    before = known(ENTRY)
    since = moment(before.newest or 0)
    later = replace(ENTRY, id="b", published=NOW + timedelta(hours=3))
    newest = replace(ENTRY, id="c", published=NOW + timedelta(hours=4))
    now = NOW + timedelta(hours=5)
    gap = decide(ParsedFeed((newest, later)), before, now).gap
    assert gap is not None
    assert (gap.since, gap.until) == (since, later.published)
    undated = decide(ParsedFeed((Entry("z", title="No time"),)), before, now).gap
    assert undated is not None
    assert undated.until == now


def test_there_is_no_gap_where_the_feed_joins_what_was_known() -> None:
    """Not at the first poll, nor where a known entry is still there, nor where ids changed but times overlap."""
    later = replace(ENTRY, id="b", published=NOW + timedelta(hours=3))
    assert decide(ParsedFeed((later,)), Before(), NOW).gap is None
    assert decide(ParsedFeed((later, ENTRY)), known(ENTRY), NOW).gap is None
    assert decide(ParsedFeed((later,)), known(ENTRY), NOW, partial=True).gap is None
    assert decide(ParsedFeed((later,)), replace(known(ENTRY), comparable=False), NOW).gap is None
    renamed = replace(ENTRY, id="other", published=NOW - timedelta(hours=1))
    assert decide(ParsedFeed((later, renamed)), known(ENTRY), NOW).gap is None
    pinned = replace(ENTRY, pinned=True)
    assert decide(ParsedFeed((pinned, later)), known(ENTRY), NOW).gap is not None
