"""``livetui refresh``: bring the feeds up to date without the reader."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import tzinfo

import click
import msgspec

from livetui.cli.console import FAILED, Session, fail, pass_session, put, put_records, run, say
from livetui.cli.lines import local_time
from livetui.cli.records import line, poll_record
from livetui.config import load
from livetui.engine.named import named
from livetui.errors import FeedError
from livetui.model.update import PollStatus, Update
from livetui.text.links import without_passwords


@click.command()
@click.argument("wanted", nargs=-1, metavar="[FEED…]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each feed, as it ends.")
@click.option("--force", is_flag=True, help="Poll what is not due, too. Unchanged feeds still cost next to nothing.")
@click.option(
    "--listed", is_flag=True, help="Return when all is stored; quotations and full text come with a later run."
)
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Polls at the same time.")
@pass_session
def refresh(
    session: Session, wanted: tuple[str, ...], as_json: bool, force: bool, listed: bool, jobs: int | None
) -> int:
    """Poll the feeds that are due (or those named) and store what they bring.

    On a terminal a bar shows the progress; otherwise each feed is a line. The exit code is 1 if a feed failed.

    \b
    Examples:
      livetui refresh
      livetui refresh --force --json
      livetui refresh https://example.org/feed.xml
    """
    return run(_refresh(session, wanted, as_json=as_json, force=force, listed=listed, jobs=jobs))


async def _refresh(
    session: Session, wanted: Sequence[str], *, as_json: bool, force: bool, listed: bool, jobs: int | None
) -> int:
    from livetui.engine.engine import Engine

    config = load(session.paths.config)
    if jobs is not None:
        config = replace(config, refresh=msgspec.structs.replace(config.refresh, jobs=jobs))
    code = 0
    async with Engine(config, session.paths, offline=session.offline) as engine:
        for notice in engine.notices:
            say(f"livetui: {notice}")
        feeds = await engine.feeds()
        urls: list[str] | None = None
        if wanted:
            urls = []
            for name in wanted:
                try:
                    urls += [feed.url for feed in named(name, feeds)]
                except FeedError as error:
                    fail(error)
                    code = FAILED
        with _progress(len(feeds) if urls is None else len(urls), shown=not as_json and sys.stdout.isatty()) as advance:
            async for update in engine.refresh(urls, force=force, listed=listed):
                if update.status is PollStatus.ERROR:
                    code = FAILED
                    fail(FeedError(update.feed, update.error or "failed"))
                if as_json:
                    put_records([line(poll_record(update))])
                    sys.stdout.flush()
                elif advance is not None:
                    advance(update)
                elif update.status is not PollStatus.ERROR:
                    put([_line(update, engine.zone)])
    return code


def _line(update: Update, zone: tzinfo) -> str:
    changes = [
        f"{len(numbers)} {what}"
        for numbers, what in ((update.new, "new"), (update.changed, "changed"), (update.withdrawn, "withdrawn"))
        if numbers
    ]
    if update.gap is not None:
        since, until = local_time(update.gap.since, zone), local_time(update.gap.until, zone)
        changes.append(f"may have missed some from {since} to {until}")
    return f"{without_passwords(update.feed)}: {', '.join(changes) or update.status.value}"


@contextmanager
def _progress(total: int, *, shown: bool) -> Iterator[Callable[[Update], None] | None]:
    """A progress bar on stderr while the block runs; None instead where nobody would see it."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    new = changed = 0
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[news]}"))
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("Polling", total=total, news="")

        def advance(update: Update) -> None:
            nonlocal new, changed
            new += len(update.new)
            changed += len(update.changed)
            progress.update(task, advance=1, news=f"{new} new, {changed} changed")

        yield advance
