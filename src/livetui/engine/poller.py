"""One poll of one feed: retrieve -> parse -> decide -> store. Whatever goes wrong is a value kept with the feed."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from livetui.config import Refresh
from livetui.engine.commit import Committer, Outcome
from livetui.engine.increment import REFUSED, brings_news, increment_of
from livetui.engine.pool import ParserPool
from livetui.engine.reader_version import READER
from livetui.engine.retrieve import Retrieved, Retriever
from livetui.engine.schedule import after_failure, after_success, asks_increment
from livetui.engine.subscribe import is_remote
from livetui.engine.times import read_time
from livetui.engine.turns import Turns, host_of
from livetui.errors import FeedError, ParseError, RetrieveError, StoreError
from livetui.model.feed import Feed, FeedKind, Validators
from livetui.model.update import Answered, Decision, FeedState, ParsedFeed, PollStatus, Update

log = logging.getLogger(__name__)

_READER = str(READER)
_OVERLOADED = {429, 503}
REMARK = 300
"""Characters of what is kept with a feed about its last poll."""


class Poller:
    """Polls feeds, so many at a time and so many to a host; never raises for what a feed or its server does."""

    def __init__(
        self,
        retriever: Retriever,
        parser: ParserPool,
        committer: Committer,
        settings: Refresh,
        clock: Callable[[], datetime],
        chance: Callable[[], float] = lambda: random.uniform(-1, 1),  # noqa: S311 - spreads polls, keeps no secret
    ) -> None:
        """Args: clock: the time, UTC. chance: draws from -1 to 1 for the jitter."""
        self._retriever = retriever
        self._parser = parser
        self._committer = committer
        self._settings = settings
        self._clock = clock
        self._chance = chance
        self._turns = Turns(settings)
        self._dark: set[str] = set()

    @property
    def running(self) -> int:
        """Polls under way, those that wait for their turn not counted."""
        return self._turns.running

    @property
    def online(self) -> bool:
        """Whether there is a network, as the polls tell.

        False once polls of two hosts (of the only one, if there is one) failed for want of it, until one gets through.
        """
        return len(self._dark) < min(2, max(1, self._turns.hosts))

    async def poll(self, feed: Feed) -> tuple[Update, FeedError | StoreError | None]:
        """Bring one feed up to date; the error, if any, is also told in the update."""
        async with self._turns.turn(feed):
            started = time.monotonic()
            try:
                update = await self._poll(feed)
                failure: FeedError | StoreError | None = None
            except (FeedError, StoreError) as error:
                log.info("poll failed: %s", error)
                update = Update(feed.url, feed.number, PollStatus.ERROR, error=error.reason)
                failure = error
            return replace(update, ms=round((time.monotonic() - started) * 1000)), failure

    async def _poll(self, feed: Feed) -> Update:
        try:
            if feed.reader == _READER and asks_increment(feed):
                quiet = await self._quiet(feed)
                if isinstance(quiet, Retrieved):
                    return await self._still(feed, quiet)
                if not quiet:
                    feed = replace(feed, increment=REFUSED)
            # What an older parser read is asked for anew, and read even if not a byte has changed.
            known = feed.validators if feed.reader == _READER else Validators()
            answer = await self._asked(feed, feed.url, known)
            digest = known.digest if answer.body is None else answer.validators.digest
            parsed: ParsedFeed | None = None
            if answer.body is not None and digest != known.digest:
                parsed = await self._parser.parse(
                    answer.body,
                    url=answer.url,
                    content_type=answer.content_type,
                    now=self._clock(),
                    modified=read_time(answer.validators.last_modified),
                    split=feed.split,
                )
        except FeedError as error:
            state = self._failed(feed, error)
            await self._committer.commit(Outcome(feed.number, None, lambda _: state, good=False))
            raise
        outcome = Outcome(
            feed.number,
            parsed,
            lambda decision: self._succeeded(feed, answer, digest, parsed, decision),
            partial=answer.partial,
            comparable=feed.reader == _READER and (parsed is None or parsed.strategy == feed.strategy),
        )
        decision, written = await self._committer.commit(outcome)
        if decision.refused is not None:
            raise ParseError(feed.url, decision.refused)
        touched = bool(written.new or written.changed or written.amended or written.withdrawn)
        return Update(
            feed.url,
            feed.number,
            PollStatus.UPDATED if touched else PollStatus.UNCHANGED,
            written.new,
            written.changed,
            written.withdrawn,
            amended=written.amended,
            gap=decision.gap,
        )

    async def _asked(self, feed: Feed, url: str, known: Validators) -> Retrieved:
        """What the server of the feed answers; how it fares is remembered."""
        try:
            answer = await self._retriever.retrieve(url, known)
        except RetrieveError as error:
            if error.offline:
                self._dark.add(host_of(feed.url))
            self._turns.overloaded(feed.url, now=error.status in _OVERLOADED)
            raise
        if is_remote(feed.url):
            self._dark.clear()
        self._turns.overloaded(feed.url, now=False)
        return answer

    async def _quiet(self, feed: Feed) -> Retrieved | bool:
        """The answer that nothing is new on a live page, else whether the page can be asked so again."""
        assert feed.increment
        try:
            answer = await self._asked(feed, feed.increment, Validators())
        except RetrieveError as error:
            if error.offline or error.status in _OVERLOADED:
                raise
            return error.status is None or error.status >= 500
        news = brings_news(answer.body or b"")
        return answer if news is False else news is True

    async def _still(self, feed: Feed, answer: Retrieved) -> Update:
        """Keep that nothing is new: this says nothing of edits, and withdraws nothing."""
        state = replace(
            self._succeeded(feed, answer, None, None, Decision()),
            validators=None,
            since_whole=feed.since_whole + 1,
            answered=Answered(answer.received, spared=True, moved=feed.moved),
        )
        await self._committer.commit(Outcome(feed.number, None, lambda _: state, good=False))
        return Update(feed.url, feed.number, PollStatus.UNCHANGED)

    def _succeeded(
        self, feed: Feed, answer: Retrieved, digest: str | None, parsed: ParsedFeed | None, decision: Decision
    ) -> FeedState:
        if decision.refused is not None:
            return self._failed(feed, ParseError(feed.url, decision.refused))
        asked = max(answer.max_age or 0.0, answer.retry_after or 0.0, float(parsed.ttl or 0) if parsed else 0.0)
        now = self._clock()
        changed = bool(decision.new or decision.changed or decision.withdrawn)
        if parsed is not None:
            feed = replace(feed, kind=parsed.kind, ends=parsed.ends or feed.ends)
        plan = after_success(feed, self._settings, now, changed=changed, asked=asked, chance=self._chance())
        kept = feed.validators if answer.body is None else answer.validators
        return FeedState(
            last_poll=now,
            next_poll=plan.next_poll,
            interval=plan.interval,
            status=plan.status,
            failures=plan.failures,
            remark=_remark(feed, parsed),
            why=plan.why,
            answered=Answered(answer.received, answer.body is None, answer.permanent),
            hub=answer.hub or ((parsed.hub or "") if parsed is not None else None),
            reader=_READER,
            last_change=now if changed else None,
            increment=_increment_after(feed, answer, parsed),
            validators=replace(
                kept,
                etag=answer.validators.etag or kept.etag,
                last_modified=answer.validators.last_modified or kept.last_modified,
                digest=digest,
            ),
        )

    def _failed(self, feed: Feed, error: FeedError) -> FeedState:
        now = self._clock()
        plan = after_failure(feed, self._settings, now, error, chance=self._chance())
        return FeedState(
            last_poll=now,
            next_poll=plan.next_poll,
            interval=feed.interval,
            status=plan.status,
            failures=plan.failures,
            error=error.reason,
            remark=feed.remark,
            why=plan.why,
        )


def _remark(feed: Feed, parsed: ParsedFeed | None) -> str | None:
    """What a good poll had to complain of: a feed that is read in part says so, until it is read whole."""
    if parsed is None:
        return feed.remark
    return ("read in part: " + "; ".join(parsed.notes))[:REMARK] if parsed.notes else None


def _increment_after(feed: Feed, answer: Retrieved, parsed: ParsedFeed | None) -> str | None:
    """Where to ask for news after a good poll; None: as before."""
    if feed.increment == REFUSED:
        return REFUSED
    if parsed is None or parsed.kind is not FeedKind.LIVE or answer.partial:
        return None
    return increment_of(answer.url, parsed.entries)
