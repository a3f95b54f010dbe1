"""What a poll writes."""

from __future__ import annotations

from dataclasses import replace

from livetui.engine.decide import decide
from livetui.model.digest import content_digest, facts_digest
from livetui.model.entry import Entry
from livetui.model.update import ParsedFeed
from livetui.store import Known

ENTRY = Entry("a", url="https://example.org/a", title="Toll at 31", body="<p>31 dead</p>")


def known(entry: Entry, number: int = 7) -> dict[str, Known]:
    """What the store says of one entry."""
    return {entry.id: Known(number, entry.id, content_digest(entry), facts_digest(entry))}


def test_an_unknown_entry_is_new() -> None:
    """A first sight is written."""
    assert decide(ParsedFeed((ENTRY,)), {}).new == (ENTRY,)


def test_the_same_entry_again_writes_nothing() -> None:
    """A feed that says what it said before changes nothing."""
    decision = decide(ParsedFeed((ENTRY,)), known(ENTRY))
    assert (decision.new, decision.changed, decision.withdrawn) == ((), (), ())


def test_other_words_are_a_revision() -> None:
    """A title or body that reads otherwise is a revision of the entry known."""
    later = replace(ENTRY, title="Toll at 33")
    (change,) = decide(ParsedFeed((later,)), known(ENTRY)).changed
    assert (change.number, change.entry, change.revision) == (7, later, True)


def test_other_facts_are_no_revision() -> None:
    """A corrected tag or link is brought up to date without counting as a change of words."""
    (change,) = decide(ParsedFeed((replace(ENTRY, tags=("war",)),)), known(ENTRY)).changed
    assert not change.revision


def test_an_entry_no_longer_carried_is_kept() -> None:
    """A feed that shows its newest entries only withdraws nothing."""
    assert decide(ParsedFeed(()), known(ENTRY)).withdrawn == ()
