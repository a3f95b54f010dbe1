"""How the reader was left: kept while it runs, found again at the next start."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from livetui.config import Ui
from livetui.model.filter_tree import Sort
from livetui.rewriting import rewrite

log = logging.getLogger(__name__)

MOST_SCROLLS = 500
"""Entries whose scroll is kept."""
_LARGEST = 1 << 18
"""Bytes; a longer file is none of ours."""

Name = Annotated[str, Meta(max_length=2000)]
Cells = Annotated[int, Meta(ge=-10_000, le=10_000)]
Count = Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]


class Place(Struct, frozen=True):
    """Where the reader was in the timeline."""

    entry: Count
    """The store's number of the entry under the cursor."""
    row: Cells = 0
    """Its first line on the screen, 0 is the top of the timeline."""


class Kept(Struct, frozen=True, kw_only=True):
    """All that is kept of how the reader stood."""

    config: Mapping[Name, str | bool | None] = {}
    """What config.toml said then: where it says something else since, that holds."""
    theme: Name
    density: Literal["comfortable", "compact"]
    times: Literal["clock", "ago"]
    sidebar: bool
    follow: bool
    wider: Cells = 0
    """Columns that the timeline was given beyond its share."""
    taller: Cells = 0
    """Lines, where the text stands below it."""
    topic: Name | None = None
    """The name of a topic."""
    words: Name = ""
    """The filter, as typed."""
    feed: Name | None = None
    """The address of the one feed shown."""
    folder: Name | None = None
    """The folder shown."""
    closed: tuple[Name, ...] = ()
    """Folders closed at the side."""
    sort: Sort | None = None
    unread: bool = False
    """Was only what is unread shown."""
    place: Place | None = None
    """None: at the top, where arrivals come in."""
    scrolls: Mapping[Count, Count] = {}
    """Characters of the text above the view, by entry; the latest last."""


class Memory:
    """Keeps how the reader stands in a file. Of two readers at work, the one last used is found again."""

    def __init__(self, path: Path | None, ui: Ui) -> None:
        """Read what was kept; a file that can't be used is as good as none.

        Args: path: the file; None: nothing is kept. ui: what config.toml says now.
        """
        self.kept = read(path) if path is not None else None
        """How the reader was left, None if that is not known."""
        self.settings = ui if self.kept is None else merged(self.kept, ui)
        """What holds now: as kept, but where config.toml says something else since."""
        self._path = path
        self._ui = ui
        self._last = self.kept
        self._order = asyncio.Lock()
        self._failed = False

    @property
    def config(self) -> Mapping[str, str | bool | None]:
        """To be kept as `Kept.config`."""
        return _said(self._ui)

    async def keep(self, kept: Kept) -> None:
        """Keep how the reader stands, if that is something else than before. Failing is told in the log, once."""
        if self._path is None:
            return
        async with self._order:
            if kept == self._last:
                return
            self._last = kept
            try:
                await asyncio.to_thread(_write, self._path, kept)
            except OSError as error:
                if not self._failed:
                    log.warning("%s: how the reader stands can't be kept (%s)", self._path, error.strerror)
                self._failed = True


def read(path: Path) -> Kept | None:
    """How the reader was left; None if nothing is kept, or nothing that can be used, which is told in the log."""
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(_LARGEST), type=Kept)  # cut, it is no JSON
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:  # msgspec's errors are values that are wrong
        log.warning("%s: can't be used, the reader starts afresh (%s)", path, error)
        return None


def merged(kept: Kept, ui: Ui) -> Ui:
    """The settings with what was kept, but where config.toml says something else than then."""
    said = _said(ui)
    unchanged = {name: getattr(kept, name) for name, value in said.items() if kept.config.get(name) == value}
    return msgspec.structs.replace(ui, **unchanged)


def _said(ui: Ui) -> Mapping[str, str | bool | None]:
    return {name: getattr(ui, name) for name in ("theme", "density", "times", "sidebar", "follow")}


def _write(path: Path, kept: Kept) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rewrite(path, msgspec.json.format(msgspec.json.encode(kept)).decode() + "\n", mode=0o600)
