"""``livetui add``, ``remove``, ``edit`` and ``feeds``: the feeds that are followed."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo

import click

from livetui import feedlist
from livetui.cli.console import FAILED, Session, fail, pass_session, put, put_records, run, say
from livetui.cli.lines import local_time
from livetui.cli.options import TIME
from livetui.cli.records import feed_record, line
from livetui.config import load
from livetui.engine.exchange.addresses import shown
from livetui.engine.named import the_one_named
from livetui.errors import FeedError
from livetui.model.feed import Feed, FeedStatus, Split, Subscription


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
                url = shown(added.subscription.url)
                put([f"{url}: {added.what}{count}"])
                if added.known and (subscription.title or subscription.folder or subscription.every):
                    say(f"livetui: it stays as it is; to change it: livetui edit {shlex.quote(url)} …")
        await engine.finish_enrichment()
    return code


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="FEED…")
@pass_session
def remove(session: Session, targets: tuple[str, ...]) -> int:
    """Stop following feeds. Their entries stay in the cache and come back when a feed is added again.

    FEED is the address, the path of the file, or the title.

    \b
    Examples:
      livetui remove https://example.org/feed.xml
      livetui remove "The Wire"
    """
    return run(_remove(session, targets))


async def _remove(session: Session, targets: tuple[str, ...]) -> int:
    from livetui.engine.engine import Engine

    code = 0
    async with Engine(load(session.paths.config), session.paths, offline=True) as engine:
        for target in targets:
            try:
                gone = the_one_named(target, await engine.feeds())
                await engine.remove(gone.url)
            except FeedError as error:
                fail(FeedError(target, error.reason))
                code = FAILED
            else:
                put([f"{shown(gone.url)}: no longer followed"])
    return code


class _TimeOrAuto(click.ParamType[int]):
    """A duration, or "auto"."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Seconds of a duration as typed; 0 for "auto"."""
        return 0 if value == "auto" else TIME.convert(value, param, ctx)


@click.command()
@click.argument("target", metavar="FEED")
@click.option("--title", metavar="T", help='Your own title for it; "" takes the outlet\'s again.')
@click.option("--folder", metavar="F", help='The folder it is shown in, A/B for one in another; "" for none.')
@click.option("--every", type=_TimeOrAuto(), metavar="2m", help='Poll it this often; "auto": as the schedule decides.')
@click.option(
    "--split",
    type=click.Choice([choice.value for choice in Split]),
    help="Whether its entries that are lists of updates are taken apart.",
)
@click.option("--url", metavar="U", help="Its address from now on; entries stay.")
@click.option("--pause/--resume", default=None, help="Poll it no more, or again; its entries stay.")
@click.option("--move", type=click.IntRange(min=1), metavar="N", help="Its place in the list; 1 is the first.")
@pass_session
def edit(
    session: Session,
    target: str,
    title: str | None,
    folder: str | None,
    every: int | None,
    split: str | None,
    url: str | None,
    pause: bool | None,
    move: int | None,
) -> int:
    """Change how a feed is followed. FEED is its address, the path of its file, or its title.

    Only what is named changes, and comments in feeds.toml stay. A reader that is open follows at once.

    \b
    Examples:
      livetui edit https://example.org/feed.xml --title "The Wire" --folder Agencies
      livetui edit "The Wire" --pause
      livetui edit "The Wire" --every auto --move 1
      livetui edit "The Wire" --url https://new.example.org/feed.xml
    """

    def changed(feed: Subscription) -> Subscription:
        return replace(
            feed,
            title=feed.title if title is None else title.strip() or None,
            folder=feed.folder if folder is None else folder.strip() or None,
            every=feed.every if every is None else every or None,
            split=feed.split if split is None else Split(split),
            paused=feed.paused if pause is None else pause,
        )

    return run(_edit(session, target, changed, move, url))


async def _edit(
    session: Session,
    target: str,
    changed: Callable[[Subscription], Subscription],
    place: int | None,
    address: str | None,
) -> int:
    from livetui.engine.engine import Engine

    async with Engine(load(session.paths.config), session.paths, offline=True) as engine:
        url = the_one_named(target, await engine.feeds()).url
        feed = next(feed for feed in feedlist.load(session.paths.feeds).feeds if feed.url == url)
        wished = changed(feed)
        if wished == feed and place is None and address in (None, url):
            raise click.UsageError("nothing to change was named, or it is so already")
        if address is not None and address != url:
            url = await engine.readdress(url, address)
        if wished != feed or place is not None:
            await engine.edit(replace(wished, url=url), place)
    put([f"{shown(url)}: changed"])
    return 0


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
        zone = session.zone
        put(_feed_line(feed, zone) for feed in found)


async def _feeds(session: Session) -> tuple[tuple[Feed, ...], tuple[str, ...]]:
    from livetui.engine.engine import Engine

    async with Engine(load(session.paths.config), session.paths, offline=True) as engine:
        return await engine.feeds(), engine.notices


def _feed_line(feed: Feed, zone: tzinfo | None) -> str:
    mark = "‖" if feed.paused else {FeedStatus.OK: "●", FeedStatus.NEW: "○"}.get(feed.status, "✗")
    due = local_time(feed.next_poll, zone) or ("never" if feed.status is FeedStatus.GONE else "now")
    due = "paused" if feed.paused else due
    read = f"{feed.kind} {feed.strategy}" if feed.strategy else feed.kind
    text = f"{mark} {feed.unread:5} of {feed.entries:5}  next {due:16}  {read:16}  {feed.title}  {shown(feed.url)}"
    said = feed.error or feed.remark
    return f"{text}\n    {said}" if said else text
