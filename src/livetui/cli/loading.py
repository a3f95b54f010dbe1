"""Reading the targets of ``show`` and ``quotes``: texts at once, feeds and addresses through the engine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from livetui.cli.console import Session, fail, run, say
from livetui.config import load
from livetui.engine.subscribe import is_remote
from livetui.engine.targets import feed_entries, make_target, read_target
from livetui.engine.texts import Target
from livetui.errors import FeedError, RetrieveError
from livetui.model.entry import CachedEntry

if TYPE_CHECKING:
    from livetui.engine.retrieve import Retriever  # starts asyncio, which reading a text does without


def each_target(
    session: Session,
    targets: Sequence[str],
    lang: str | None,
    on_text: Callable[[Target], None],
    on_feed: Callable[[Target, list[CachedEntry]], None],
) -> bool:
    """Read each target once and hand on what it holds, in the order given; failures are reported as they come.

    Texts are read without starting anything; only a feed or an address starts the event loop and the parser process.

    Args:
        on_text: takes a plain text.
        on_feed: takes a feed and its entries.

    Returns: False if a target failed.
    """
    reading = _Reading(session, lang, on_text, on_feed)
    rest = list(targets)
    while rest and not is_remote(rest[0]):
        target = reading.local(rest[0])
        if target is not None and target.kind != "text":
            break
        rest.pop(0)
        if target is not None:
            on_text(target)
    if rest:
        run(reading.all(rest))
    return reading.good


class _Reading:
    def __init__(
        self,
        session: Session,
        lang: str | None,
        on_text: Callable[[Target], None],
        on_feed: Callable[[Target, list[CachedEntry]], None],
    ) -> None:
        self._session = session
        self._lang = lang
        self._on_text = on_text
        self._on_feed = on_feed
        self._limits = load(session.paths.config).network
        self._kept: dict[str, Target] = {}
        self.good = True

    def local(self, given: str) -> Target | None:
        """Read a file or standard input, once; None if that failed."""
        if given not in self._kept:
            try:
                self._kept[given] = read_target(given, sys.stdin.buffer.read, self._limits.max_mib << 20)
            except FeedError as error:
                self._failed(error)
                return None
        return self._kept[given]

    async def all(self, targets: Sequence[str]) -> None:
        from livetui.engine.pool import ParserPool
        from livetui.engine.retrieve import Limits, Retriever

        retriever = Retriever(limits=Limits(decoded=self._limits.max_mib << 20, total=float(self._limits.timeout)))
        parser = ParserPool()
        try:
            for given in targets:
                try:
                    target = await self._remote(given, retriever) if is_remote(given) else self.local(given)
                    if target is None:
                        continue
                    if target.kind == "text":
                        self._on_text(target)
                    else:
                        entries, notes = await feed_entries(target, parser, self._lang)
                        for note in notes:
                            say(f"livetui: {given}: read in part: {note}")
                        self._on_feed(target, entries)
                except FeedError as error:
                    self._failed(FeedError(given, error.reason))
        finally:
            await parser.aclose()
            await retriever.aclose()

    async def _remote(self, given: str, retriever: Retriever) -> Target:
        if self._session.offline:
            raise RetrieveError(given, "not retrieved: told to stay offline")
        answer = await retriever.retrieve(given)
        assert answer.body is not None, "asked without validators"
        return make_target(given, answer.url, answer.body, answer.content_type)

    def _failed(self, error: FeedError) -> None:
        self.good = False
        fail(error)
