"""What changed in an entry over time: its revisions, two by two, compared word by word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from livetui.model.digest import lines_of
from livetui.model.entry import Entry, Revision
from livetui.text.clean import clean_line
from livetui.text.diff import Comparison, Wording, compare

_LONGEST = 100_000
"""Characters of a body in which a poll looks for a changed number."""


def shown_changes(revisions: Sequence[Revision]) -> tuple[tuple[Revision, Revision], ...]:
    """The wordings before and after each change, oldest first; edits that say nothing new are left out."""
    return tuple((before, after) for before, after in pairwise(revisions) if not after.trivial)


def compare_revisions(before: Revision, after: Revision) -> Comparison:
    """What changed between two revisions, as a reader sees them."""
    return compare(_wording(before), _wording(after))


def lead_figure(before: Entry, after: Entry) -> tuple[str, str] | None:
    """The number that stands for a change, as it was and as it is: of the title, else the first of the text."""
    bodies = ("", "") if max(len(before.body), len(after.body)) > _LONGEST else (lines_of(before), lines_of(after))
    found = compare(Wording(before.title or "", bodies[0]), Wording(after.title or "", bodies[1]))
    return (found.numbers[0].before, found.numbers[0].after) if found.numbers else None


def _wording(revision: Revision) -> Wording:
    # The parser of HTML comes with the first body that is read.
    from livetui.text.blocks import read_body

    return Wording(clean_line(revision.title or ""), read_body(revision.body, revision.body_kind).text)
