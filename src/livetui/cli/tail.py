"""``livetui tail`` and ``livetui wait``: what polls bring, as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta, tzinfo

import click

from livetui.cli.console import TIMED_OUT, Session, fail, pass_session, run, say
from livetui.cli.filters import understood
from livetui.cli.lines import timeline_line
from livetui.cli.options import TIME
from livetui.cli.records import entry_record, line
from livetui.cli.streaming import Put, until_ended
from livetui.config import Config, load
from livetui.engine.tailing import follow
from livetui.errors import FeedError
from livetui.model.entry import CachedEntry
from livetui.model.filter import Filter
from livetui.model.happening import Happening, What
from livetui.model.update import Event, Notice, PollStatus, Update
from livetui.text.clean import clean

SIGNS = {What.NEW: "+", What.CHANGED: "✎", What.WITHDRAWN: "⌫", What.BACK: "↺"}
"""How a line begins."""


@click.command()
@click.argument("words", nargs=-1, metavar="[FILTER…]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: the entry, with event and seq.")
@click.option("--since", type=TIME, metavar="1h", help="Print first what polls brought in that time.")
@click.option(
    "--after", type=click.IntRange(min=0), metavar="SEQ", help="Print first what came after that seq of --json."
)
@pass_session
def tail(session: Session, words: tuple[str, ...], as_json: bool, since: int | None, after: int | None) -> int:
    """Keep polling, and print each arrival, revision and withdrawal once, as it comes.

    FILTER is what the reader's / takes. If a reader polls already, what that one stores is followed. Lines begin with
    + new, ✎ changed, ⌫ withdrawn, ↺ back. Each object of --json has a seq; a script that was stopped goes on with
    --after the last one it saw, and misses nothing.

    \b
    Examples:
      livetui tail
      livetui tail 'talks OR corridor' --since 1h
      livetui tail --json said:lagarde | jq -r .title
    """
    if since is not None and after is not None:
        raise click.UsageError("--since and --after both say where to begin; give one of them")
    config = load(session.paths.config)
    wanted = understood(" ".join(words), config)

    async def work(put: Put) -> int:
        async with _following(session, config, wanted, as_json=as_json, since=since, after=after) as happenings:
            async for happening, entry in happenings:
                await put(_shown(happening, entry, config.ui.zone_info, as_json=as_json))
        return 0

    return run(until_ended(work))


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="FILTER…")
@click.option("--timeout", type=TIME, metavar="10m", help="Give up after that time, with exit code 4.")
@click.option("--json", "as_json", is_flag=True, help="Print the entry as a JSON object.")
@pass_session
def wait(session: Session, words: tuple[str, ...], timeout: int | None, as_json: bool) -> int:
    """Keep polling until an entry arrives or changes that passes FILTER; print it and end.

    The exit code is 4 if none came in time.

    \b
    Examples:
      livetui wait 'ceasefire' && notify-send 'It is there'
      livetui wait --timeout 10m --json source:wire is:changed
    """
    config = load(session.paths.config)
    wanted = understood(" ".join(words), config)

    async def work(put: Put) -> int:
        try:
            async with asyncio.timeout(timeout), _following(session, config, wanted, as_json=as_json) as happenings:
                async for happening, entry in happenings:
                    await put(_shown(happening, entry, config.ui.zone_info, as_json=as_json))
                    break
        except TimeoutError:
            return TIMED_OUT
        return 0

    return run(until_ended(work))


@asynccontextmanager
async def _following(
    session: Session,
    config: Config,
    wanted: Filter,
    *,
    as_json: bool,
    since: int | None = None,
    after: int | None = None,
) -> AsyncIterator[AsyncIterator[tuple[Happening, CachedEntry]]]:
    """Poll, and give what passes. Args: since: from so many seconds ago on. after: from that happening on."""
    from livetui.engine.engine import Engine

    async with Engine(config, session.paths, offline=session.offline) as engine:
        for notice in engine.notices:
            say(f"livetui: {notice}")
        if since is not None:
            after = await engine.event_before(datetime.now(UTC) - timedelta(seconds=since))
        elif after is None:
            after = await engine.newest_event()
        engine.listen(_Faults().hear)
        engine.start(reading=False)
        filtered = None if wanted.empty else wanted
        # What a rule about the text hides must not be told before the text is read.
        whole = as_json or wanted.needs_text or any(rule.filter.needs_text for rule in config.mute)
        async with aclosing(follow(engine, filtered, after=after, whole=whole)) as happenings:
            yield happenings


class _Faults:
    """Says on stderr what goes wrong with a feed, once as long as it goes wrong in the same way."""

    def __init__(self) -> None:
        self._told: dict[str, str] = {}

    def hear(self, event: Event) -> None:
        """Take an event of the engine."""
        if isinstance(event, Notice):
            say(f"livetui: {event.text}")
        elif isinstance(event, Update) and event.status is PollStatus.ERROR:
            reason = event.error or "failed"
            if self._told.get(event.feed) != reason:
                self._told[event.feed] = reason
                fail(FeedError(event.feed, reason))
        elif isinstance(event, Update):
            self._told.pop(event.feed, None)


def _shown(happening: Happening, entry: CachedEntry, zone: tzinfo | None, *, as_json: bool) -> str:
    if as_json:
        return line({**entry_record(entry), "event": happening.what.value, "seq": happening.seq})
    return clean(f"{SIGNS[happening.what]} {timeline_line(entry, zone)}")
