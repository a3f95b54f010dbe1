"""``livetui add``, ``remove`` and ``feeds``: the feeds that are followed."""

from __future__ import annotations

import click

from livetui.cli.console import FAILED, Session, fail, pass_session, put, put_records, run, say
from livetui.cli.lines import local_time
from livetui.cli.options import TIME
from livetui.cli.records import feed_record, line
from livetui.config import load
from livetui.errors import FeedError
from livetui.model.feed import Feed, FeedStatus, Subscription


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET…")
@click.option("--title", metavar="T", help="Your own title for the feed.")
@click.option("--folder", metavar="F", help="The folder it is shown in.")
@click.option("--every", type=TIME, metavar="2m", help="Poll it this often, whatever it says itself.")
@click.option("--no-check", is_flag=True, help="Only write it down, without looking what it is.")
@pass_session
def add(
    session: Session, targets: tuple[str, ...], title: str | None, folder: str | None, every: int | None, no_check: bool
) -> int:
    """Follow feeds and live pages: addresses or files. Each is read once, so that what it is can be told.

    The page of a site is searched for the feed that it names; where it names several, they are listed to choose from.

    \b
    Examples:
      livetui add https://example.org/feed.xml
      livetui add --title "The Wire" --every 2m https://example.org/wire
      livetui add ./sample_feed.xml
    """
    if title is not None and len(targets) > 1:
        raise click.UsageError("--title names one feed; add them one by one")
    return run(_add(session, [Subscription(target, title, folder, every) for target in targets], check=not no_check))


async def _add(session: Session, wanted: list[Subscription], *, check: bool) -> int:
    from livetui.engine.engine import Engine
    from livetui.engine.webpage import WebPage

    code = 0
    async with Engine(load(session.paths.config), session.paths, offline=session.offline) as engine:
        for subscription in wanted:
            try:
                added = await engine.add(subscription, check=check)
            except FeedError as error:
                fail(FeedError(subscription.url, error.reason))
                for found in error.feeds if isinstance(error, WebPage) else ():
                    say(f"livetui add {found.url}" + (f" # {found.title}" if found.title else ""))
                code = FAILED
            else:
                count = f", {len(added.update.new)} new entries" if added.update else ""
                put([f"{added.subscription.url}: {added.what}{count}"])
        await engine.finish_enrichment()
    return code


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="FEED…")
@pass_session
def remove(session: Session, targets: tuple[str, ...]) -> int:
    """Stop following feeds. Their entries stay in the cache and come back when a feed is added again.

    \b
    Example:
      livetui remove https://example.org/feed.xml
    """
    return run(_remove(session, targets))


async def _remove(session: Session, targets: tuple[str, ...]) -> int:
    from livetui.engine.engine import Engine

    code = 0
    async with Engine(load(session.paths.config), session.paths, offline=True) as engine:
        for target in targets:
            try:
                gone = await engine.remove(target)
            except FeedError as error:
                fail(FeedError(target, error.reason))
                code = FAILED
            else:
                put([f"{gone.url}: no longer followed"])
    return code


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each feed.")
@pass_session
def feeds(session: Session, as_json: bool) -> None:
    """List the feeds followed: unread and kept entries, next poll, how each is read, title, and what went wrong.

    \b
    Examples:
      livetui feeds
      livetui feeds --json
    """
    found, notices = run(_feeds(session))
    for notice in notices:
        say(f"livetui: {notice}")
    if as_json:
        put_records(line(feed_record(feed)) for feed in found)
    else:
        put(_feed_line(feed) for feed in found)


async def _feeds(session: Session) -> tuple[tuple[Feed, ...], tuple[str, ...]]:
    from livetui.engine.engine import Engine

    async with Engine(load(session.paths.config), session.paths, offline=True) as engine:
        return await engine.feeds(), engine.notices


def _feed_line(feed: Feed) -> str:
    mark = {FeedStatus.OK: "●", FeedStatus.NEW: "○"}.get(feed.status, "✗")
    due = local_time(feed.next_poll) or ("never" if feed.status is FeedStatus.GONE else "now")
    read = f"{feed.kind} {feed.strategy}" if feed.strategy else feed.kind
    text = f"{mark} {feed.unread:5} of {feed.entries:5}  next {due:16}  {read:16}  {feed.title}  {feed.url}"
    said = feed.error or feed.remark
    return f"{text}\n    {said}" if said else text
