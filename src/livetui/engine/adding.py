"""Following something new: finding out what a target is, by reading it once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from livetui.engine.followed import Followed
from livetui.engine.subscribe import Added, address_of
from livetui.engine.webpage import FoundFeed, WebPage
from livetui.errors import FeedError, StoreError
from livetui.model.feed import Feed, FeedKind, Subscription
from livetui.model.update import Update

FirstPoll = Callable[[Subscription], Awaitable[tuple[Update, FeedError | StoreError | None]]]
"""Reads a feed that may not be followed yet; the error, if any, is also told in the update."""


class Adding:
    """Decides whether a target is a feed, a live page, a site with feeds, or nothing that can be followed."""

    def __init__(
        self, followed: Followed, first_poll: FirstPoll, feed: Callable[[int], Awaitable[Feed | None]]
    ) -> None:
        """Args: followed: the list of feeds. first_poll: reads one. feed: a feed of the store by its number."""
        self._followed = followed
        self._first_poll = first_poll
        self._feed = feed

    async def add(self, wanted: Subscription, *, check: bool, live: bool = False) -> Added:
        """Follow what stands at an address.

        Args: check: False: only write it down. live: only a live page will do.

        Raises: FeedError: there is nothing that can be followed. ConfigError: the list can't be read or written.
        """
        wanted = replace(wanted, url=await asyncio.to_thread(address_of, wanted.url, Path.cwd()))
        # A list that can't be edited is found out before anything is polled.
        known = wanted.url in await asyncio.to_thread(self._followed.listed)
        if not check or known:
            await self._followed.add(wanted)
            return Added(wanted, "followed already" if known else "written down, not looked at", known=known)
        update, failure = await self._first_poll(wanted)
        source = ""
        if not live and isinstance(failure, WebPage) and (offered := _worth_following(failure.feeds)) is not None:
            source = f" that {failure.subject} names"
            wanted = replace(wanted, url=offered.url)
            if wanted.url in await asyncio.to_thread(self._followed.listed):
                await self._followed.add(wanted)
                return Added(wanted, f"the feed{source}, followed already", known=True)
            update, failure = await self._first_poll(wanted)
        if failure is not None:
            raise failure
        feed = await self._feed(update.number)
        if live and (feed is None or feed.kind is not FeedKind.LIVE):
            raise FeedError(wanted.url, "not a live page")
        what = _what(feed)
        await self._followed.add(wanted)
        return Added(wanted, what.replace("a feed", f"the feed{source}", 1) if source else what, update)


def _what(feed: Feed | None) -> str:
    if feed is not None and feed.kind is FeedKind.LIVE:
        return f"a live page ({feed.strategy})" if feed.strategy else "a live page"
    return "a feed"


def _worth_following(feeds: tuple[FoundFeed, ...]) -> FoundFeed | None:
    """The feed that a page means, if that is beyond doubt: its only one, comments left out."""
    chosen = [feed for feed in feeds if "comment" not in f"{feed.url} {feed.title}".lower()] or list(feeds)
    return chosen[0] if len(chosen) == 1 else None
