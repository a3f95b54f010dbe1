"""``livetui import`` and ``export``: lists of feeds, from and for other readers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from livetui import feedlist
from livetui.cli.console import FAILED, Session, fail, pass_session, put, run, say
from livetui.config import load
from livetui.engine.exchange import exporting, importing
from livetui.engine.exchange.found import Form, ListError
from livetui.engine.exchange.importing import counted
from livetui.errors import ConfigError, LivetuiError, StoreError
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
    try:
        wanted = importing.prepare(session.paths, files, Form(form) if form else None)
    except (ListError, ConfigError) as error:
        fail(error)
        return FAILED
    for line in wanted.left():
        say(f"livetui: {line}")
    if dry_run:
        put(wanted.lines())
    else:
        for copy in importing.write(session.paths, wanted):
            say(f"kept a copy of the file as it was: {copy}")
    put([wanted.summary(done=not dry_run)])
    if wanted.rules.keys and not dry_run:
        say('`preset = "newsboat"` under [keys] in config.toml gives newsboat\'s other keys, too')
    if wanted.planned.new and not dry_run:
        say("`livetui refresh` retrieves them now; the reader does so by itself")
    if wanted.nothing:
        for file in files:
            fail(LivetuiError(str(file), "holds nothing that could be taken over"))
        return FAILED
    return 0


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
        say(f"livetui: {counted(done.files, 'feed')} left out: files of this machine")
    if done.passwords:
        say(f"livetui: {counted(done.passwords, 'password')} left out; --with-passwords keeps them")
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
    say(f"{counted(done.feeds, 'feed')} written to {file}")
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
