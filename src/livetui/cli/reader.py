"""``livetui`` and ``livetui demo``: the reader."""

from __future__ import annotations

import difflib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from livetui import feedlist
from livetui.cli.console import FAILED, Session, fail, pass_session, put, run, say
from livetui.cli.lines import timeline_line
from livetui.config import Config, load, topic_table
from livetui.engine.subscribe import address_of
from livetui.errors import FeedError, StoreError
from livetui.model.feed import Subscription
from livetui.paths import Paths

PLAIN_LIMIT = 200
"""Entries printed where no reader can be drawn."""


@click.command("livetui", add_help_option=False)
@click.argument("feeds", nargs=-1, metavar="[FEED…]")
@pass_session
def read(session: Session, feeds: Sequence[str]) -> int:
    """Open the reader; with FEED (URL or file) on just those, for this run.

    \b
    Example:
      livetui https://example.org/feed.xml
    """
    followed: list[Subscription] | None = None
    if feeds:
        followed, code = [], 0
        for target in feeds:
            try:
                followed.append(Subscription(address_of(target, Path.cwd())))
            except FeedError as error:
                fail(FeedError(target, error.reason + _nearest_command(target)))
                code = FAILED
        if code:
            return code
    paths = session.paths
    return run(_read(load(paths.config), paths, offline=session.offline, feeds=followed))


@click.command()
@pass_session
def demo(session: Session) -> int:  # noqa: ARG001 - the demo has a home of its own
    """Open the reader on a sample story that develops over two minutes. No network, and no file of yours, is touched.

    \b
    Example:
      livetui demo
    """
    return run(_demo())


async def _demo(greeting: str = "") -> int:
    """The reader on the sample, in a home of its own that is gone afterwards. Args: greeting: told at the start."""
    import tempfile

    from livetui.cli.demo_script import DEMO_TOPICS
    from livetui.cli.demo_server import DemoServer

    with tempfile.TemporaryDirectory(prefix="livetui-demo-") as home, DemoServer() as server:
        paths = Paths.of(Path(home))
        # Files, so that keeping and removing topics and feeds works as it does at home.
        paths.config.write_text("".join(map(topic_table, *zip(*DEMO_TOPICS, strict=True))), "utf-8")
        paths.feeds.write_text(feedlist.written(server.subscriptions), "utf-8")
        return await _read(load(paths.config), paths, offline=False, feeds=None, sample=True, greeting=greeting)


async def _read(
    config: Config,
    paths: Paths,
    *,
    offline: bool,
    feeds: Sequence[Subscription] | None,
    sample: bool = False,
    greeting: str = "",
) -> int:
    """Until the reader is left for good. Args: sample: this is the sample. greeting: told at the start."""
    if not _can_draw():
        return await _plain(config, paths, offline=offline, feeds=feeds)
    from livetui.cli.logs import log_to
    from livetui.engine.engine import Engine
    from livetui.ui.app import LivetuiApp
    from livetui.ui.checking import checked

    while True:
        config = checked(config, paths.config)
        with log_to(paths.log):
            async with Engine(config, paths, offline=offline, feeds=feeds) as engine:
                kept = paths.state if feeds is None else None
                app = LivetuiApp(engine, earlier=paths.earlier, state=kept, sample=sample, greeting=greeting)
                engine.start()
                await app.run_async()
                try:
                    await engine.leave()
                except StoreError as error:
                    logging.getLogger(__name__).warning("leaving: %s", error)
        if not app.sample_asked:
            return app.return_code or 0
        if code := await _demo("The sample: a story that develops over two minutes. q leads back"):
            return code
        config = load(paths.config)


def _nearest_command(word: str) -> str:
    from livetui.cli.main import COMMANDS

    close = difflib.get_close_matches(word, COMMANDS, 1, 0.6)
    return f"; did you mean `livetui {close[0]}`?" if close else "; `livetui --help` lists the commands"


def _can_draw() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")


async def _plain(config: Config, paths: Paths, *, offline: bool, feeds: Sequence[Subscription] | None) -> int:
    """Where no screen can be drawn (a pipe, a dumb terminal): poll what is due and print the timeline as lines."""
    from livetui.engine.engine import Engine

    async with Engine(config, paths, offline=offline, feeds=feeds) as engine:
        for notice in engine.notices:
            say(f"livetui: {notice}")
        code = 0
        async for update in engine.refresh():
            if update.error:
                fail(FeedError(update.feed, update.error))
                code = FAILED
        for entry in await engine.entries(await engine.numbers(None, limit=PLAIN_LIMIT)):
            put([timeline_line(entry, engine.zone)])
        if not await engine.feeds():
            say("livetui: no feed is followed yet; `livetui add ADDRESS` follows one, `livetui demo` shows a sample")
    return code
