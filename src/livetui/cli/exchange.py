"""``livetui import`` and ``export``: lists of feeds, from and for other readers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from livetui import feedlist
from livetui.cli.console import FAILED, Session, fail, pass_session, put, run, say
from livetui.config import Duration, load
from livetui.engine.exchange import exporting, plan, settings
from livetui.engine.exchange.addresses import shown
from livetui.engine.exchange.found import Form, ListError
from livetui.errors import ConfigError, LivetuiError, StoreError
from livetui.model.feed import Subscription
from livetui.rewriting import rewrite


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would come; nothing is written.")
@click.option(
    "--from", "form", type=click.Choice([form.value for form in Form]), help="What the files are, if not recognised."
)
@pass_session
def import_(session: Session, files: tuple[Path, ...], dry_run: bool, form: str | None) -> int:
    """Follow the feeds of other readers: OPML, and the files of newsboat, newsraft and sfeed.

    Several files may be named: newsboat's urls and config, for instance. All are read and checked before anything is
    written, and feeds.toml is copied first. Feeds that are followed already stay as they are. What can't be taken over
    is listed; commands in the files are never run.

    \b
    Examples:
      livetui import --dry-run subscriptions.opml
      livetui import subscriptions.opml
      livetui import ~/.newsboat/urls ~/.newsboat/config
    """
    wanted = Form(form) if form else None
    try:
        sources = [plan.Source(str(file), plan.read(plan.load(file), str(file), wanted)) for file in files]
        planned = plan.planned(sources, feedlist.load(session.paths.feeds).feeds)
        rules = settings.settled(
            session.paths.config,
            [wish for source in sources for wish in source.found.wishes],
            next((source.found.every for source in sources if source.found.every), None),
        )
    except (ListError, ConfigError) as error:
        fail(error)
        return FAILED
    _tell_left(planned, rules)
    if dry_run:
        put(_lines(planned.new, rules))
    else:
        _write(session, planned, rules)
    put([_summary(planned, rules, dry_run=dry_run)])
    if planned.new and not dry_run:
        say("`livetui refresh` retrieves them now; the reader does so by itself")
    nothing = not (planned.new or planned.known or rules.wishes or rules.known or rules.every)
    return FAILED if nothing else 0


def _write(session: Session, planned: plan.Plan, rules: settings.Settled) -> None:
    """Write the settings and the list; each is replaced in one step, and copied first."""
    copies: list[Path | None] = []
    if rules.wishes or rules.every:
        copies.append(settings.write(session.paths.config, rules))
    if planned.new:
        copies.append(feedlist.append(session.paths.feeds, planned.new))
    for copy in copies:
        if copy is not None:
            say(f"kept a copy of the file as it was: {copy}")


def _tell_left(planned: plan.Plan, rules: settings.Settled) -> None:
    for name, each in planned.left:
        say(f"livetui: {name}{f':{each.line}' if each.line else ''}: {each.text}: {each.reason}")
    for wish, reason in rules.left:
        name = next(source.name for source in planned.sources if wish in source.found.wishes)
        say(f"livetui: {name}:{wish.line}: {shown(wish.text)}: {reason}")
    if rules.every_is_set:
        say("livetui: the time between polls is not taken over: config.toml sets refresh.every already")


def _lines(new: Sequence[Subscription], rules: settings.Settled) -> Iterator[str]:
    for feed in new:
        about = [feed.title, f"in {feed.folder}" if feed.folder else None]
        about += [f"every {Duration(feed.every)}" if feed.every else None, "paused" if feed.paused else None]
        told = ", ".join(filter(None, about))
        yield f"+ {shown(feed.url)}" + (f"  ({told})" if told else "")
    for wish in rules.wishes:
        yield f"+ {wish.table}: " + shown(", ".join(f"{key} = {value}" for key, value in wish.values))
    if rules.every:
        yield f"+ refresh: every = {rules.every}"


def _summary(planned: plan.Plan, rules: settings.Settled, *, dry_run: bool) -> str:
    parts = [f"{_count(len(planned.new), 'feed')} {'would be added' if dry_run else 'added'}"]
    if planned.known:
        parts.append(f"{planned.known} followed already")
    if planned.twice:
        parts.append(f"{planned.twice} named twice")
    for table, name in (("topics", "topic"), ("highlights", "highlight"), ("mute", "mute rule")):
        if count := sum(wish.table == table for wish in rules.wishes):
            parts.append(_count(count, name))
    if left := len(rules.left) + sum(1 for _ in planned.left):
        parts.append(f"{_count(left, 'thing')} not taken over")
    return ", ".join(parts)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


@click.command()
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in exporting.Kind]),
    default=exporting.Kind.OPML.value,
    show_default=True,
    help="OPML 2.0, newsboat's urls, or livetui's own feeds.toml.",
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option("--with-passwords", is_flag=True, help="Keep user names and passwords in addresses.")
@pass_session
def export(session: Session, file: Path | None, kind: str, force: bool, with_passwords: bool) -> int:
    """Write the feeds that are followed as a list that other readers take: to FILE, else to standard output.

    OPML holds folders and your own titles, times and the like, so that `livetui import` has the same list from it.

    \b
    Examples:
      livetui export feeds.opml
      livetui export --format urls > ~/.newsboat/urls
    """
    listed = feedlist.load(session.paths.feeds)
    for problem in listed.problems:
        say(f"livetui: {problem}")
    known = run(_known(session)) if kind == exporting.Kind.OPML.value else {}
    done = exporting.exported(listed.feeds, exporting.Kind(kind), known, passwords=with_passwords)
    if done.files:
        say(f"livetui: {_count(done.files, 'feed')} left out: files of this machine")
    if done.passwords:
        say(f"livetui: {_count(done.passwords, 'password')} left out; --with-passwords keeps them")
    if file is None or str(file) == "-":
        sys.stdout.write(done.text)
        return 0
    try:
        if not force:
            # Made before it is written, so that a file that comes in between is not replaced.
            file.touch(mode=0o600 if with_passwords else 0o666, exist_ok=False)
        rewrite(file, done.text, mode=0o600 if with_passwords else 0o644)
    except FileExistsError:
        raise LivetuiError(str(file), "exists already; --force replaces it") from None
    except OSError as error:
        raise LivetuiError(str(file), f"can't be written ({error.strerror})") from error
    say(f"{_count(done.feeds, 'feed')} written to {file}")
    return 0


async def _known(session: Session) -> dict[str, exporting.Known]:
    """Titles and sites as the cache has them; a list is written without, too."""
    from livetui.engine.engine import Engine

    try:
        async with Engine(load(session.paths.config), session.paths, offline=True) as engine:
            return {feed.url: exporting.Known(feed.title, feed.site) for feed in await engine.feeds()}
    except StoreError as error:
        say(f"livetui: {error.subject}: {error.reason}; feeds without a title of yours are named by their address")
        return {}
