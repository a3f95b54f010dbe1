"""``livetui doctor``: what a user is asked for when something does not work."""

from __future__ import annotations

import locale
import os
import platform
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

import click

from livetui import __version__, feedlist
from livetui.cli.console import FAILED, Session, pass_session, put, put_records, run
from livetui.cli.records import line, shown
from livetui.config import load
from livetui.errors import ConfigError, LivetuiError
from livetui.model.feed import FeedStatus
from livetui.ui.checking import checked

PACKAGES = ("textual", "rich", "httpx", "feedparser", "platformdirs", "click", "selectolax", "msgspec", "tomlkit")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    value: str
    good: bool = True


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each finding.")
@pass_session
def doctor(session: Session, as_json: bool) -> int:
    """Look at the installation, the files and the feeds, and say what is not as it should be. No network is used.

    \b
    Examples:
      livetui doctor
      livetui doctor --json
    """
    findings = [replace(found, value=shown(found.value)) for found in run(_all(session))]
    if as_json:
        put_records(line({"name": found.name, "value": found.value, "good": found.good}) for found in findings)
    else:
        put(f"{'✓' if found.good else '✗'} {found.name:12} {found.value}" for found in findings)
    return 0 if all(found.good for found in findings) else FAILED


async def _all(session: Session) -> Sequence[Finding]:
    return [*_machine(), *_files(session), *[found async for found in _work(session)]]


def _machine() -> list[Finding]:
    encoding = locale.getencoding()
    return [
        Finding("livetui", __version__),
        Finding("python", f"{platform.python_version()} on {platform.system()}", sys.version_info >= (3, 11)),
        Finding("packages", ", ".join(f"{name} {_version(name)}" for name in PACKAGES)),
        Finding("terminal", f"TERM={os.environ.get('TERM', '')} COLORTERM={os.environ.get('COLORTERM', '')}"),
        Finding("characters", encoding, encoding.lower().replace("-", "") == "utf8"),
    ]


def _files(session: Session) -> list[Finding]:
    paths = session.paths
    found = [
        Finding(path.name, f"{path}{'' if path.exists() else ' (not there yet)'}")
        for path in (paths.config, paths.feeds, paths.database, paths.log)
    ]
    settings = checked(load(paths.config), paths.config)
    found += [Finding("settings", str(problem), good=False) for problem in settings.problems]
    try:
        found += [Finding("feeds", str(problem), good=False) for problem in feedlist.load(paths.feeds).problems]
    except ConfigError as error:
        found.append(Finding("feeds", str(error), good=False))
    return found


async def _work(session: Session) -> AsyncIterator[Finding]:
    from livetui.engine.engine import Engine

    try:
        async with Engine(load(session.paths.config), session.paths, offline=True) as engine:
            for problem in await engine.check():
                yield Finding("store", problem, good=False)
            yield Finding("store", f"{await engine.count(None)} entries")
            feeds = await engine.feeds()
            failing = [feed for feed in feeds if feed.status in (FeedStatus.ERROR, FeedStatus.GONE)]
            yield Finding("feeds", f"{len(feeds)} followed, {len(failing)} failing", not failing)
            for feed in failing:
                yield Finding("feed", f"{feed.url}: {feed.error}", good=False)
    except LivetuiError as error:
        yield Finding("store", str(error), good=False)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
