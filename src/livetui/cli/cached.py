"""Walking through the cache for a command that prints."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from livetui.cli.console import Session, say
from livetui.cli.filters import understood
from livetui.config import load
from livetui.errors import StoreError
from livetui.model.entry import CachedEntry

if TYPE_CHECKING:
    from livetui.engine.engine import Engine

PAGE = 200
"""Entries held in memory at a time."""
LISTED = 200
"""Entries listed where nobody says how many."""


@asynccontextmanager
async def opened_cache(session: Session, *, with_quotes: bool) -> AsyncIterator[Engine]:
    """The engine on the cache, without the network.

    Args: with_quotes: texts, languages or quotations are asked for, so the enrichment is finished first.

    Raises: StoreError: the cache can't be read.
    """
    from livetui.engine.engine import Engine

    async with Engine(load(session.paths.config), session.paths, offline=True) as engine:
        for notice in engine.notices:
            say(f"livetui: {notice}")
        try:
            await engine.finish_muting()
        except StoreError as error:
            say(f"livetui: what is muted now may still be shown: {error.reason}")
        if with_quotes:
            try:
                await engine.finish_enrichment()
            except StoreError as error:
                # A cache that can only be read, or that another program writes: what is in it is shown all the same.
                say(f"livetui: the newest texts and quotations may be missing: {error.reason}")
        yield engine


async def each_cached(
    session: Session,
    wanted: str,
    limit: int | None,
    take: Callable[[CachedEntry], None],
    *,
    with_quotes: bool = False,
) -> None:
    """Hand on the cached entries that pass a filter, newest first unless it says otherwise. No network is used.

    Args:
        wanted: the filter as typed; empty: every entry.
        limit: entries at most, 0: all; None: what the filter says, else `LISTED`.
        with_quotes: quotations are asked for, so the enrichment is finished first (a filter on text does so too).

    Raises: FilterError: the filter can't be understood. StoreError: the cache can't be read.
    """
    parsed = understood(wanted, load(session.paths.config))
    if limit is None:
        limit = LISTED if parsed.limit is None else parsed.limit
    parsed = replace(parsed, limit=None)
    async with opened_cache(session, with_quotes=with_quotes or parsed.needs_text) as engine:
        numbers = await engine.numbers(parsed, limit=limit or None)
        for start in range(0, len(numbers), PAGE):
            for entry in await engine.entries(numbers[start : start + PAGE]):
                take(entry)
