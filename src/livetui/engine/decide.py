"""What a poll writes: what is stated now against what is known. Pure: no network, no store, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from livetui.engine import withdrawal
from livetui.engine.history import lead_figure
from livetui.engine.withdrawal import Verdict
from livetui.model.digest import content_digest, facts_digest, lines_of
from livetui.model.entry import Entry, moment
from livetui.model.feed import FeedKind
from livetui.model.shown import Shown
from livetui.model.update import Change, Decision, Gap, ParsedFeed
from livetui.store import Known
from livetui.text.trivial import trivial


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of a feed before a poll is decided."""

    feed: int = 0
    """Number of the feed."""
    known: Mapping[str, Known] = field(default_factory=dict)
    """By entry id, what the store holds of the ids that `ids` names."""
    words: Mapping[int, Entry] = field(default_factory=dict)
    """By number, the entries that `reworded` names, as they were stated."""
    shown: Shown | None = None
    """What the polls before left of a live page."""
    newest: int | None = None
    """The highest number of an entry of the feed; None: it has none."""
    comparable: bool = True
    """The feed was read by the same rules as the last time."""


def ids(parsed: ParsedFeed | None, shown: Shown | None) -> list[str]:
    """The ids of the entries that `decide` has to know of."""
    wanted: dict[str, None] = {}
    if parsed is not None:
        wanted.update(dict.fromkeys(entry.id for entry in parsed.entries))
        wanted.update(dict.fromkeys(parsed.deleted))
    if shown is not None:
        wanted.update(dict.fromkeys(post.key for post in shown.posts))
    return list(wanted)


def reworded(parsed: ParsedFeed, known: Mapping[str, Known]) -> list[int]:
    """Numbers of the entries whose words are others now, so that `decide` needs the old ones."""
    return [
        before.number
        for entry in parsed.entries
        if (before := known.get(entry.id)) is not None and before.digest != content_digest(entry)
    ]


def decide(parsed: ParsedFeed | None, before: Before, now: datetime, *, partial: bool = False) -> Decision:
    """Compare what a feed states with what the store knows.

    An entry that a feed no longer carries is kept as it is: feeds show their newest entries only. It is withdrawn
    where the feed says that it is deleted, and where a live page misses it (`withdrawal`).

    Args:
        parsed: what the feed states now; None: what it stated before.
        now: the time of the poll.
        partial: the answer brought only what is new.
    """
    if parsed is None:
        verdict = withdrawal.unchanged(before.shown) if before.shown is not None else None
        return Decision(withdrawn=_withdrawn(verdict, (), before), shown=verdict.shown if verdict else None)
    verdict = _verdict(parsed, before, partial=partial)
    if verdict is not None and verdict.refused is not None:
        return Decision(shown=verdict.shown, refused=verdict.refused)
    new: list[Entry] = []
    changed: list[Change] = []
    for entry in parsed.entries:
        kept = before.known.get(entry.id)
        if kept is None:
            new.append(entry)
        elif (change := _change(entry, kept, before)) is not None:
            changed.append(change)
    stated = {entry.id for entry in parsed.entries}
    deleted = tuple(key for key in parsed.deleted if key not in stated)
    return Decision(
        new=tuple(new),
        changed=tuple(changed),
        withdrawn=_withdrawn(verdict, deleted, before),
        shown=verdict.shown if verdict is not None else None,
        gap=None if partial else _gap(parsed, before, now),
    )


def _verdict(parsed: ParsedFeed, before: Before, *, partial: bool) -> Verdict | None:
    """What is to be said of the posts of a live page; None for any other feed."""
    if parsed.kind is not FeedKind.LIVE:
        return None
    if partial:
        return Verdict(withdrawal.added(parsed.entries, before.shown))
    return withdrawal.judge(parsed.entries, before.shown, before.known, comparable=before.comparable)


def _withdrawn(verdict: Verdict | None, deleted: tuple[str, ...], before: Before) -> tuple[int, ...]:
    keys = dict.fromkeys((*(verdict.gone if verdict is not None else ()), *deleted))
    found = (before.known.get(key) for key in keys)
    return tuple(known.number for known in found if known is not None and not known.withdrawn)


def _change(entry: Entry, kept: Known, before: Before) -> Change | None:
    if entry.guessed and kept.guessed:
        # A guess depends on when it was made: the first one stands, or an entry would wander day by day.
        entry = replace(entry, published=kept.published)
    if not kept.withdrawn and kept.facts == facts_digest(entry):
        return None
    if kept.digest == content_digest(entry):
        return Change(kept.number, entry, revision=False)
    old = before.words.get(kept.number)
    alike = (
        old is not None
        and content_digest(old) == kept.digest
        and trivial(old.title or "", entry.title or "")
        and trivial(lines_of(old), lines_of(entry))
    )
    if alike:
        return Change(kept.number, entry, revision=True, trivial_after=kept.digest)
    return Change(kept.number, entry, revision=True, figure=lead_figure(old, entry) if old is not None else None)


def _gap(parsed: ParsedFeed, before: Before, now: datetime) -> Gap | None:
    """What was missed: nothing of what the feed shows is known, and all of it is newer than what was known.

    Pinned entries are no bridge. A feed whose ids are others at each poll is told by its times, which overlap.
    """
    entries = [entry for entry in parsed.entries if not entry.pinned]
    if before.newest is None or not before.comparable or not entries:
        return None
    if any(entry.id in before.known for entry in entries):
        return None
    since = moment(before.newest)
    dated = [entry.published for entry in entries if entry.published is not None]
    until = min(dated, default=now)
    return Gap(before.feed, since, min(until, now)) if until > since else None
