"""The log: a rotating file in the state folder, never the terminal."""

from __future__ import annotations

import logging
import logging.handlers
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from livetui.text.clean import clean_line
from livetui.text.links import without_passwords

SIZE = 1 << 20
"""Bytes of one log file; with the older ones it stays under 5 MB."""
OLDER = 3
"""Older files kept."""


class _Cleaned(logging.Formatter):
    """Every record on one line that no terminal obeys and no password stands in: messages quote what servers send."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; a traceback keeps its lines, cleaned one by one."""
        first, *rest = without_passwords(super().format(record)).split("\n")
        return "\n".join([clean_line(first), *("  " + clean_line(text) for text in rest)])


@contextmanager
def log_to(path: Path) -> Iterator[None]:
    """Log to this file while the block runs; a folder that can't be written is done without."""
    root = logging.getLogger("livetui")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=SIZE, backupCount=OLDER, encoding="utf-8", errors="replace", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Cleaned("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()
