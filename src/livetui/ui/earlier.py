"""Filters and commands of before: kept between runs, walked with the arrow keys."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from livetui.errors import LivetuiError
from livetui.rewriting import rewrite
from livetui.text.clean import clean_line

MOST = 200
"""Filters kept."""


class Earlier:
    """Filters in the order in which they were last used, the newest last; what another livetui keeps is kept too."""

    def __init__(self, path: Path | None = None) -> None:
        """Args: path: the file, a filter a line; None: nothing is kept beyond this run."""
        self.filters: Sequence[str] = ()
        """The newest last."""
        self._path = path
        self._order = asyncio.Lock()

    def beside(self, name: str) -> Earlier:
        """Other lines of before, kept in a file in the same folder, or not at all like these."""
        return Earlier(self._path.with_name(name) if self._path is not None else None)

    async def load(self) -> None:
        """Read what was kept; a file that can't be read is as good as none."""
        async with self._order:
            if self._path is not None:
                self.filters = await asyncio.to_thread(_read, self._path)

    async def add(self, text: str) -> None:
        """Keep a filter as the newest. Raises: LivetuiError: the file can't be written; this run still has it."""
        line = clean_line(text).strip()
        if not line:
            return
        self.filters = _with(self.filters, line)
        async with self._order:
            if self._path is not None:
                self.filters = await asyncio.to_thread(_keep, self._path, line)


def _with(filters: Sequence[str], line: str) -> Sequence[str]:
    return (*(each for each in filters if each != line), line)[-MOST:]


def _read(path: Path) -> Sequence[str]:
    try:
        lines = path.read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return ()
    return tuple(line for line in map(clean_line, lines) if line)[-MOST:]


def _keep(path: Path, line: str) -> Sequence[str]:
    filters = _with(_read(path), line)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        rewrite(path, "".join(f"{each}\n" for each in filters), mode=0o600)
    except OSError as error:
        raise LivetuiError(str(path), f"can't be kept for another run ({error.strerror})") from error
    return filters
