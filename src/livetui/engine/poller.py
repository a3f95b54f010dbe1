"""One poll of one feed: retrieve -> parse -> decide -> store. Whatever goes wrong is a value kept with the feed."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from livetui.config import Refresh
from livetui.engine.commit import Committer, Outcome
from livetui.engine.pool import ParserPool
from livetui.engine.reader_version import READER
from livetui.engine.retrieve import Retrieved, Retriever
from livetui.engine.schedule import after_failure, after_success
from livetui.engine.subscribe import is_remote
from livetui.errors import FeedError, RetrieveError, StoreError
from livetui.model.feed import Feed, Validators
from livetui.model.update import FeedState, ParsedFeed, PollStatus, Update

log = logging.getLogger(__name__)

_READER = str(READER)
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
        self._slots = asyncio.Semaphore(settings.jobs)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(settings.per_host))
        self.running = 0
        """Polls under way, those that wait for their turn not counted."""
        self._dark: set[str] = set()

    @property
    def online(self) -> bool:
        """Whether there is a network, as the polls tell.

        False once polls of two hosts (of the only one, if there is one) failed for want of it, until one gets through.
        """
        return len(self._dark) < min(2, max(1, sum(map(bool, self._hosts))))

    async def poll(self, feed: Feed) -> tuple[Update, FeedError | StoreError | None]:
        """Bring one feed up to date; the error, if any, is also told in the update."""
        async with self._turn(feed.url):
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
            # What an older parser read is asked for anew, and read even if not a byte has changed.
            known = feed.validators if feed.reader == _READER else Validators()
            answer = await self._retriever.retrieve(feed.url, known)
            if is_remote(feed.url):
                self._dark.clear()
            digest = known.digest if answer.body is None else answer.validators.digest
            parsed: ParsedFeed | None = None
            if answer.body is not None and digest != known.digest:
                parsed = await self._parser.parse(answer.body, url=answer.url, content_type=answer.content_type)
        except FeedError as error:
            if isinstance(error, RetrieveError) and error.offline:
                self._dark.add(_host(feed.url))
            state = self._failed(feed, error)
            await self._committer.commit(Outcome(feed.number, None, lambda _: state))
            raise
        decision, written = await self._committer.commit(
            Outcome(feed.number, parsed, lambda changed: self._succeeded(feed, answer, digest, parsed, changed))
        )
        touched = bool(written.new or written.changed or written.amended or decision.withdrawn)
        return Update(
            feed.url,
            feed.number,
            PollStatus.UPDATED if touched else PollStatus.UNCHANGED,
            written.new,
            written.changed,
            decision.withdrawn,
            amended=written.amended,
        )

    def _succeeded(
        self, feed: Feed, answer: Retrieved, digest: str | None, parsed: ParsedFeed | None, changed: bool
    ) -> FeedState:
        asked = max(answer.max_age or 0.0, answer.retry_after or 0.0, float(parsed.ttl or 0) if parsed else 0.0)
        now = self._clock()
        plan = after_success(feed, self._settings, now, changed=changed, asked=asked, chance=self._chance())
        kept = feed.validators if answer.body is None else answer.validators
        return FeedState(
            last_poll=now,
            next_poll=plan.next_poll,
            interval=plan.interval,
            status=plan.status,
            failures=plan.failures,
            remark=_remark(feed, parsed),
            reader=_READER,
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
        )

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        # The host's turn comes first: feeds of one slow host must not hold the slots of all others.
        async with self._hosts[_host(url)], self._slots:
            self.running += 1
            try:
                yield
            finally:
                self.running -= 1


def _remark(feed: Feed, parsed: ParsedFeed | None) -> str | None:
    """What a good poll had to complain of: a feed that is read in part says so, until it is read whole."""
    if parsed is None:
        return feed.remark
    return ("read in part: " + "; ".join(parsed.notes))[:REMARK] if parsed.notes else None


def _host(url: str) -> str:
    """The host that is asked, empty for a file."""
    return urlsplit(url).netloc.lower()
