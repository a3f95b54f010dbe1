"""What every command shares: where its files are, how it speaks, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from livetui.errors import FilterError, LivetuiError
from livetui.paths import Paths
from livetui.text.clean import clean, clean_line

T = TypeVar("T")

FAILED = 1
"""Exit code: something failed (some feeds, some targets)."""
REFUSED = 3
"""Exit code: the store is not ours or too new."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the options before the command say."""

    home: Path | None = None
    offline: bool = False

    @property
    def paths(self) -> Paths:
        """The folders of this run."""
        return Paths.of(self.home)


pass_session = click.make_pass_decorator(Session, ensure=True)


def say(text: str) -> None:
    """Talk to the user: one line on stderr, whatever stands in it."""
    sys.stderr.write(clean_line(text) + "\n")


def fail(error: LivetuiError) -> None:
    """Report a failure: ``livetui: TARGET: reason`` on one line of stderr."""
    say(f"livetui: {error.subject}: {error.reason}")


def explain(error: FilterError) -> None:
    """Report a filter that can't be understood, with a caret under the spot."""
    shown = clean_line(error.subject)
    say(f"livetui: {shown}: {error.reason}")
    sys.stderr.write(f"  {shown}\n  {' ' * min(error.position, len(shown))}^\n")


def put(lines: Iterable[str]) -> None:
    """Write data to stdout, cleaned of what a terminal would obey."""
    for text in lines:
        sys.stdout.write(clean(text) + "\n")


def put_records(lines: Iterable[str]) -> None:
    """Write lines of NDJSON to stdout; they are safe already."""
    for text in lines:
        sys.stdout.write(text + "\n")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine of the engine to its end."""
    import asyncio  # 60 ms that a command over plain texts does without

    return asyncio.run(work)


def use_utf8() -> None:
    """Make the streams take any text: NDJSON is UTF-8, and what a terminal can't show must not end the program.

    A stream that was closed before we started takes anything and keeps nothing.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")


def end_quietly() -> None:
    """The reader of our output has gone: leave without a word, and without the interpreter's complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
