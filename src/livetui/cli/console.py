"""What every command shares: where its files are, how it speaks, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from livetui.errors import FilterError, LivetuiError, StoreRefused

if TYPE_CHECKING:
    from datetime import tzinfo

    from livetui.paths import Paths

T = TypeVar("T")
P = ParamSpec("P")

FAILED = 1
"""Exit code: something failed (some feeds, some targets)."""
REFUSED = 3
"""Exit code: the store is not ours or too new."""
TIMED_OUT = 4
"""Exit code: what was waited for did not come in time."""
_WIDEST = 60
"""Characters of a filter that are shown above a caret."""


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

    @property
    def zone(self) -> tzinfo | None:
        """The time zone of the settings, None for the system's."""
        from livetui.config import load

        return load(self.paths.config).ui.zone_info


def pass_session(command: Callable[Concatenate[Session, P], T]) -> Callable[P, T]:
    """Hand the session to a command, before its own arguments."""
    import click  # what is asked for most often does without

    return click.make_pass_decorator(Session, ensure=True)(command)


def say(text: str) -> None:
    """Talk to the user: one line on stderr, whatever stands in it; passwords in addresses are not shown."""
    from livetui.text.clean import clean_line  # its tables take as long to make ready as a short run takes

    if "@" in text:
        from livetui.text.links import without_passwords

        text = without_passwords(text)
    sys.stderr.write(clean_line(text) + "\n")


def fail(error: LivetuiError) -> None:
    """Report a failure: ``livetui: TARGET: reason`` on one line of stderr."""
    say(f"livetui: {error.subject}: {error.reason}")


def explain(error: FilterError) -> None:
    """Report a filter that can't be understood, with a caret under the spot."""
    from rich.cells import cell_len

    from livetui.text.clean import clean_line

    # What is cleaned away before the spot, and letters of two cells, move the caret.
    before = clean_line(error.subject[: error.position] + "|")[:-1]
    shown = clean_line(error.subject)
    say(f"livetui: {shown}: {error.reason}")
    if len(shown) > _WIDEST:  # the words around the spot are enough
        start = max(0, min(len(before), len(shown)) - _WIDEST // 2)
        begun, rest = "…" * bool(start), "…" * (start + _WIDEST < len(shown))
        before, shown = f"{begun}{before[start:]}", f"{begun}{shown[start : start + _WIDEST]}{rest}"
    sys.stderr.write(f"  {shown}\n  {' ' * min(cell_len(before), cell_len(shown))}^\n")


def put(lines: Iterable[str]) -> None:
    """Write data to stdout, cleaned of what a terminal would obey."""
    from livetui.text.clean import clean

    for text in lines:
        sys.stdout.write(clean(text) + "\n")


def put_records(lines: Iterable[str]) -> None:
    """Write lines of NDJSON to stdout; they are safe already."""
    sys.stdout.write("".join(text + "\n" for text in lines))


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


def ended(work: Callable[[], int]) -> int:
    """Do the work of a command line and tell, by its exit code, how it ended.

    Returns: 0 done, 1 failed, 2 usage, 3 store refused, 128+n ended by signal n.
    """
    use_utf8()
    try:
        code = work()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        end_quietly()
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        end_quietly()
        fail(LivetuiError("standard output", error.strerror or "can't be written"))
        return FAILED
    except FilterError as error:
        explain(error)
        return 2
    except StoreRefused as error:
        fail(error)
        return REFUSED
    except LivetuiError as error:
        fail(error)
        return FAILED
    return code


def end_quietly() -> None:
    """The reader of our output has gone: leave without a word, and without the interpreter's complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
