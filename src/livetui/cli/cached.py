"""Walking through the cache for a command that prints."""

from __future__ import annotations

from collections.abc import Callable

from livetui.cli.console import Session, say
from livetui.config import load
from livetui.errors import StoreError
from livetui.model.entry import CachedEntry
from livetui.model.filter import parse

PAGE = 200
"""Entries held in memory at a time."""


async def each_cached(
    session: Session,
    wanted: str,
    limit: int,
    take: Callable[[CachedEntry], None],
    *,
    with_quotes: bool = False,
) -> None:
    """Hand on the cached entries that pass a filter, newest first. No network is used.

    Args:
        wanted: the filter as typed; empty: every entry.
        limit: entries at most, 0: all.
        with_quotes: quotations are asked for, so the enrichment is finished first (a filter on text does so too).

    Raises: FilterError: the filter can't be understood. StoreError: the cache can't be read.
    """
    from livetui.engine.engine import Engine

    parsed = parse(wanted)
    async with Engine(load(session.paths.config), session.paths, offline=True) as engine:
        for notice in engine.notices:
            say(f"livetui: {notice}")
        if with_quotes or parsed.needs_text:
            try:
                await engine.finish_enrichment()
            except StoreError as error:
                # A cache that can only be read, or that another program writes: what is in it is shown all the same.
                say(f"livetui: the newest texts and quotations may be missing: {error.reason}")
        numbers = await engine.numbers(None if parsed.empty else parsed, limit=limit or None)
        for start in range(0, len(numbers), PAGE):
            for entry in await engine.entries(numbers[start : start + PAGE]):
                take(entry)
