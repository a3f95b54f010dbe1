"""What every command shares: where its files are, how it speaks, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from livetui.errors import FilterError, LivetuiError

if TYPE_CHECKING:
    from livetui.paths import Paths

T = TypeVar("T")

FAILED = 1
"""Exit code: something failed (some feeds, some targets)."""
REFUSED = 3
"""Exit code: the store is not ours or too new."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the options before the command say."""

    home: str | None = None
    """Folder given with ``--home``."""
    offline: bool = False

    @property
    def paths(self) -> Paths:
        """The folders of this run."""
        from pathlib import Path

        from livetui.paths import Paths

        return Paths.of(None if self.home is None else Path(self.home))


pass_session = click.make_pass_decorator(Session, ensure=True)


def say(text: str) -> None:
    """Talk to the user: one line on stderr, whatever stands in it."""
    from livetui.text.clean import clean_line  # its tables take as long to make ready as a short run takes

    sys.stderr.write(clean_line(text) + "\n")


def fail(error: LivetuiError) -> None:
    """Report a failure: ``livetui: TARGET: reason`` on one line of stderr."""
    say(f"livetui: {error.subject}: {error.reason}")


def explain(error: FilterError) -> None:
    """Report a filter that can't be understood, with a caret under the spot."""
    from livetui.text.clean import clean_line

    shown = clean_line(error.subject)
    say(f"livetui: {shown}: {error.reason}")
    sys.stderr.write(f"  {shown}\n  {' ' * min(error.position, len(shown))}^\n")


def put(lines: Iterable[str]) -> None:
    """Write data to stdout, cleaned of what a terminal would obey."""
    from livetui.text.clean import clean

    for text in lines:
        sys.stdout.write(clean(text) + "\n")


def put_records(lines: Iterable[str]) -> None:
    """Write lines of NDJSON to stdout; they are safe already."""
    for text in lines:
        sys.stdout.write(text + "\n")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine of the engine to its end."""
    import asyncio  # 60 ms that a command over plain texts does without
    import logging

    # What is logged goes to a file or nowhere: without a handler, warnings would land on stderr.
    logging.getLogger("livetui").addHandler(logging.NullHandler())

    return asyncio.run(work)


def use_utf8() -> None:
    """Make the streams take any text: NDJSON is UTF-8, and what a terminal can't show must not end the program.

    A stream that was closed before we started takes anything and keeps nothing.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")


def end_quietly() -> None:
    """The reader of our output has gone: leave without a word, and without the interpreter's complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
