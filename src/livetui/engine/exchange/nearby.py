"""Lists of other readers at their usual places, so that they can be offered; nothing is taken over from here."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from livetui.engine.exchange.importing import Import, prepare
from livetui.errors import LivetuiError
from livetui.paths import Paths

MOST_OPML = 3
"""OPML files that are offered."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Nearby:
    """What another reader left behind."""

    reader: str
    """Its name; of an OPML file the name of the file."""
    files: tuple[Path, ...]
    wanted: Import
    """What they would bring."""


def nearby(paths: Paths, home: Path, environ: Mapping[str, str]) -> tuple[Nearby, ...]:
    """Lists that would bring feeds. Args: home: the user's folder. environ: of the process."""
    found: list[Nearby] = []
    for reader, files in _usual(home, environ):
        try:
            wanted = prepare(paths, files)
        except LivetuiError as error:
            log.info("not offered: %s", error)
            continue
        if wanted.planned.new:
            found.append(Nearby(reader, files, wanted))
    return tuple(found)


def _usual(home: Path, environ: Mapping[str, str]) -> Iterator[tuple[str, tuple[Path, ...]]]:
    settings = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    for folder in (settings / "newsboat", home / ".newsboat"):
        if (urls := folder / "urls").is_file():
            config = folder / "config"
            yield "newsboat", (urls, config) if config.is_file() else (urls,)
            break
    for path in (settings / "newsraft" / "feeds", home / ".newsraft" / "feeds"):
        if path.is_file():
            yield "newsraft", (path,)
            break
    if (path := home / ".sfeed" / "sfeedrc").is_file():
        yield "sfeed", (path,)
    lists = (path for folder in (home, home / "Downloads") for path in sorted(_opml(folder)))
    for path in islice(lists, MOST_OPML):
        yield path.name, (path,)


def _opml(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.glob("*.opml") if path.is_file())
    except OSError as error:
        log.info("not looked at: %s", error)
