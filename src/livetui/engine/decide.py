"""What a poll writes: what is stated now against what is known. Pure: no network, no store, no clock."""

from __future__ import annotations

from collections.abc import Mapping

from livetui.model.digest import content_digest, facts_digest
from livetui.model.entry import Entry
from livetui.model.update import Change, Decision, ParsedFeed
from livetui.store import Known


def decide(parsed: ParsedFeed, known: Mapping[str, Known]) -> Decision:
    """Compare the entries of a feed with those the store knows.

    An entry that the feed no longer carries is kept as it is: feeds show their newest entries only, and a poll that
    brought less than the last one may have been cut.

    Args:
        parsed: what the feed states now.
        known: by entry id, what the store holds of the ids in `parsed`.
    """
    new: list[Entry] = []
    changed: list[Change] = []
    for entry in parsed.entries:
        before = known.get(entry.id)
        if before is None:
            new.append(entry)
        elif before.withdrawn or before.facts != facts_digest(entry):
            changed.append(Change(before.number, entry, revision=before.digest != content_digest(entry)))
    return Decision(tuple(new), tuple(changed))
