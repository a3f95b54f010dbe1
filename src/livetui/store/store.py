"""The cache as the engine sees it: values in, values out, one transaction for what belongs together."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from time import perf_counter

from livetui.errors import FeedError
from livetui.model.entry import CachedEntry, Enrichment, Flag, Headline, Revision
from livetui.model.feed import Feed, Subscription
from livetui.model.filter import Filter
from livetui.model.pattern import Finds
from livetui.model.saying import Carried, Saying, SpeakerCount
from livetui.model.shown import Shown
from livetui.model.update import Gap
from livetui.store import (
    enriched,
    entries,
    events,
    feeds,
    opening,
    pages,
    polls,
    rescue,
    sayings,
    search,
    speakers,
    stated,
    vocabulary,
)
from livetui.store.conditions import Asked
from livetui.store.feeds import Scope
from livetui.store.lookups import Lookups
from livetui.store.muting import Muting
from livetui.store.polls import Known, PollWrite, Written
from livetui.store.ruled import Ruled
from livetui.store.telling import Telling
from livetui.store.values import chunks

_MOMENT = 0.1
"""Seconds after which a question that reads texts tells what it has found so far."""
_AT_ONCE = 200
"""Entries read in one view of the cache when many are asked for, so that a slow reader holds nobody up."""


class Store(Ruled, Telling):
    """One connection to the cache, for one thread at a time.

    Every method raises StoreLocked when another program holds the cache for longer than `busy` seconds, StoreFull
    when a disk is full, StoreError for any other trouble; then nothing of its work is kept.
    """

    def __init__(self, opened: opening.Opened, finder: Callable[[], Finds] | None = None) -> None:
        self._opened = opened
        self._db = opened.db
        self._closed = False
        self._lookups = Lookups(opened.db.raw, finder)
        self._muting = Muting(self._lookups)
        try:
            with self._db.plain() as raw:
                vocabulary.attach(raw)
            with self._db.reading() as raw:
                left = events.left(raw)
                self._baseline = events.NEVER if left is None else left
        except BaseException:
            opened.close()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        memory: bool = False,
        busy: float = 5.0,
        cache_mib: int = 8,
        backup: bool = True,
        finder: Callable[[], Finds] | None = None,
    ) -> Store:
        """Open the cache at that path; made, brought up to date and repaired as needed.

        Args:
            path: where it is kept; the folder is made when missing.
            memory: keep everything in memory and leave the path alone.
            busy: seconds to wait for another program.
            cache_mib: memory for pages, in MiB.
            backup: let a clean close make the daily copy.
            finder: makes, for each question, what looks regular expressions up; None: there will be none.

        Raises:
            StoreRefused: the file is another program's or a newer livetui's; it is left untouched.
            StoreLocked, StoreError: it can't be opened now.
        """
        settings = opening.Settings(busy, cache_mib, backup)
        return cls(opening.open_memory(settings) if memory else opening.open_file(path, settings), finder)

    @property
    def path(self) -> Path | None:
        """The file; None for a cache in memory."""
        return self._opened.path

    @property
    def read_only(self) -> bool:
        """True when nothing can be written here: every writing method raises StoreError."""
        return self._opened.read_only

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should be told of the opening, one line each."""
        return self._opened.notices

    def close(self) -> None:
        """Let go of the file, with the daily backup when it is due. Closing twice is closing once."""
        if not self._closed:
            self._closed = True
            self._opened.close()

    def interrupt(self) -> None:
        """Break off the question under way; it raises StoreError. The one method to be called from another thread."""
        self._db.raw.interrupt()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def changes(self) -> int:
        """A number that is another one after another connection or program has written."""
        with self._db.plain() as raw:
            return int(raw.execute("PRAGMA data_version").fetchone()[0])

    def check(self) -> list[str]:
        """What is wrong with the file, one line each; empty when it is sound."""
        with self._db.plain() as raw:
            return rescue.problems(raw)

    # Feeds

    def sync_feeds(self, subs: Sequence[Subscription], now: datetime) -> tuple[Feed, ...]:
        """Make the followed feeds exactly these, in this order; what is no longer followed keeps its entries.

        A cache that can only be read goes on with the feeds it has; one that follows just these is not written.
        """
        with self._db.reading() as raw:
            if self.read_only or feeds.in_step(raw, subs):
                return feeds.select(raw)
        with self._db.writing() as raw:
            feeds.sync(raw, subs, now)
            return feeds.select(raw)

    def ensure_feed(self, sub: Subscription, now: datetime) -> Feed:
        """The feed of that address; one that is new is kept unfollowed."""
        found = self.feed(sub.url)
        if found is None:
            with self._db.writing() as raw:
                feeds.ensure(raw, sub, now)
                found = feeds.find(raw, sub.url)
        assert found is not None
        return found

    def readdress(self, url: str, new: str) -> None:
        """Let a feed have another address, with its entries. Raises: FeedError: that one is taken."""
        with self._db.writing() as raw:
            if taken := feeds.readdress(raw, url, new):
                raise FeedError(new, taken)

    def feeds(self, scope: Scope = None) -> tuple[Feed, ...]:
        """The feeds of the scope in the user's order."""
        with self._db.reading() as raw:
            return feeds.select(raw, scope)

    def feed(self, url: str) -> Feed | None:
        """The feed of that address as added, followed or not."""
        with self._db.reading() as raw:
            return feeds.find(raw, url)

    # Polls

    def known(self, feed: int, keys: Sequence[str]) -> dict[str, Known]:
        """Those of the ids that the feed already holds, by id."""
        with self._db.reading() as raw:
            return polls.known(raw, feed, keys)

    def newest(self, feed: int) -> int | None:
        """The highest number of an entry of the feed, None if it has none."""
        with self._db.reading() as raw:
            return polls.newest(raw, feed)

    def shown(self, feed: int) -> Shown | None:
        """What the polls before left of a live page, None if it was never read."""
        with self._db.reading() as raw:
            return pages.shown(raw, feed)

    def rates(self, now: datetime, *, scope: Scope = None) -> dict[int, float]:
        """Entries a day of each feed of the scope, over the last four weeks or as long as it has any."""
        with self._db.reading() as raw:
            return feeds.rates(raw, [feed.number for feed in feeds.select(raw, scope)], now)

    def gaps(self, *, scope: Scope = None) -> tuple[Gap, ...]:
        """Where feeds of the scope may have published more than they showed us, newest first."""
        with self._db.reading() as raw:
            return pages.gaps(raw, feeds.numbers_of(raw, scope))

    def write_polls(self, polls_: Sequence[PollWrite]) -> list[Written]:
        """Keep all that polls decided, in one transaction; what each really changed.

        A changed entry keeps its number, its place and its marks (also read). With other words the old ones become a
        revision; with other markup the second stage is due again. An entry that another process has kept meanwhile is
        left as it is. What passes a rule of `mute` is hidden as it is stored.
        """
        with self._db.writing() as raw:
            written = polls.write(raw, polls_)
            self._muting.kept(raw, chain.from_iterable(each.touched for each in written))
            return written

    # The second stage

    def unenriched(
        self, version: int, limit: int, *, scope: Scope = None, below: int | None = None
    ) -> tuple[CachedEntry, ...]:
        """Entries not yet read under the rules of that version, newest first, with numbers under `below`."""
        with self._db.reading() as raw:
            return enriched.unenriched(raw, version, limit, scope, below)

    def write_enrichments(self, items: Sequence[Enrichment], version: int) -> tuple[int, ...]:
        """Keep text, language and quotations in one transaction; the numbers of those kept.

        One whose entry is gone or stated otherwise by now is passed over.
        """
        with self._db.writing() as raw:
            done = enriched.write(raw, items, version)
            self._muting.kept(raw, done)
            return done

    # Reading

    @property
    def baseline(self) -> int:
        """Number of the last event when the reader was last left, as this connection found it.

        What came, changed or was withdrawn since is new; nothing is if the reader was never left (`events.NEVER`).
        """
        return self._baseline

    def was_left(self) -> bool:
        """Was the reader ever left before this connection was opened: else nothing is new."""
        return self._baseline != events.NEVER

    def leave(self) -> None:
        """Note that the reader is left now: for the next one what comes from now on is new."""
        with self._db.writing() as raw:
            events.leave(raw)

    @contextmanager
    def _asking(self, now: datetime) -> Iterator[tuple[sqlite3.Connection, Asked]]:
        """One view of the cache for a question that a filter asks."""
        with self._db.reading() as raw, self._lookups.question(steady=True) as lookups:
            yield raw, Asked(now, self._baseline, lookups)

    def numbers(
        self,
        f: Filter | None,
        *,
        scope: Scope = None,
        now: datetime,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[int]:
        """Numbers of the entries that pass, in the filter's order; hidden ones only when it speaks of them.

        Args:
            now: in the reader's zone, in which days are cut.
            before: only what comes behind this one in that order (the key of the next page).
            limit: at most so many, and not more than the filter lets be listed.

        Raises: TooSlow: its regular expressions took too long; of this and all that answer a filter.
        """
        with self._asking(now) as (raw, asked):
            return search.numbers(raw, f, scope=scope, asked=asked, before=before, limit=limit)

    def some_numbers(
        self, f: Filter | None, *, scope: Scope = None, now: datetime, before: int | None = None, limit: int
    ) -> tuple[list[int], int | None]:
        """The same as `numbers`, but what regular expressions find comes in parts, each after a moment.

        Returns: the numbers, and the one behind which to ask for more; None: there are no more.
        """
        until = perf_counter() + _MOMENT
        with self._asking(now) as (raw, asked):
            return search.some_numbers(
                raw, f, scope=scope, asked=asked, before=before, limit=limit, enough=lambda: perf_counter() > until
            )

    def passing(self, f: Filter | None, numbers: Sequence[int], *, scope: Scope = None, now: datetime) -> list[int]:
        """Those of the entries that pass, newest first, whatever order and number the filter asks for.

        For entries that just arrived; each costs a look into the index, so ask `numbers` for more than some hundreds.
        """
        with self._asking(now) as (raw, asked):
            return search.passing(raw, f, numbers, scope=scope, asked=asked)

    def count(self, f: Filter | None, *, scope: Scope = None, now: datetime, unread_only: bool = False) -> int:
        """How many entries pass, whatever number the filter lets be listed."""
        with self._asking(now) as (raw, asked):
            return search.count(raw, f, scope=scope, asked=asked, unread_only=unread_only)

    def headlines(self, numbers: Sequence[int]) -> dict[int, Headline]:
        """The lines of those of the entries that exist, by number."""
        with self._db.reading() as raw:
            return entries.headlines(raw, numbers)

    def entry(self, number: int) -> CachedEntry | None:
        """The entry, None if there is none of that number."""
        return next(self.entries((number,)), None)

    def entries(self, numbers: Sequence[int]) -> Iterator[CachedEntry]:
        """The entries in the order of the numbers, without those that do not exist."""
        for part in chunks(numbers, _AT_ONCE):
            with self._db.reading() as raw:
                found = list(entries.entries(raw, part, baseline=self._baseline))
            yield from found

    def revisions(self, number: int) -> tuple[Revision, ...]:
        """The words of the entry from the first seen to those of today; empty if there is no such entry."""
        with self._db.reading() as raw:
            return entries.revisions(raw, number)

    # Quotations

    def sayings(
        self,
        f: Filter | None = None,
        *,
        scope: Scope = None,
        now: datetime,
        speaker: str | None = None,
        before: tuple[int, int] | None = None,
        limit: int | None = None,
        once: bool = True,
    ) -> tuple[Saying, ...]:
        """Quotations that pass, newest first; the same words once, as the oldest one that passes, the others beside it.

        Args: speaker: only those of this person, under any form of the name. before: number and place of the last one
        had (the key of the next page). limit: at most so many. once: False: every one for itself, nothing beside it.
        """
        with self._asking(now) as (raw, asked):
            return sayings.sayings(
                raw, f, scope=scope, asked=asked, speaker=speaker, before=before, limit=limit, once=once
            )

    def speakers(
        self, *, scope: Scope = None, since: datetime | None = None, limit: int = 50
    ) -> tuple[SpeakerCount, ...]:
        """Who is quoted in the entries that stand on the timeline from then on, most often first."""
        with self._db.reading() as raw:
            return speakers.speakers(raw, scope=scope, since=since, limit=limit)

    def speaker_names(self, limit: int) -> tuple[str, ...]:
        """Who is quoted in the whole cache, about so many names, most often first; counted less exactly."""
        with self._db.reading() as raw:
            return speakers.names(raw, limit)

    def stated_names(self, *, scope: Scope = None, limit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Tags and authors of the newest entries shown, so many of both, most often first."""
        with self._db.reading() as raw:
            return stated.names(raw, scope=scope, limit=limit)

    def carried(self, number: int, *, scope: Scope = None) -> dict[int, tuple[Carried, ...]]:
        """The same words in other entries, by the place of the entry's quotation; only places that have some."""
        with self._db.reading() as raw:
            return sayings.carried(raw, number, scope=scope)

    # Marks

    def mark(self, numbers: Sequence[int], flag: Flag, value: bool, *, back: bool = False) -> tuple[int, ...]:
        """Set a mark; the numbers of the entries that really changed, ascending, for an undo.

        Args: back: this is the undo: rules of `mute` decide again where they did before.
        """
        with self._db.writing() as raw:
            changed = entries.mark(raw, numbers, flag, value, back=back)
            if back and flag is Flag.HIDDEN:
                self._muting.apply(raw, changed)
            return changed
