"""Showing an address in the user's browser, and nothing else to anything else."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence

from livetui.errors import LivetuiError
from livetui.text.links import safe_url

OPENERS = {"darwin": ("open",), "win32": ("explorer.exe",)}
"""Programs that open an address, by platform."""
OTHER_OPENERS = ("xdg-open", "wslview", "open")
"""Those of all other platforms."""


def spawn(argv: Sequence[str]) -> None:
    """Starts a program without a shell, apart from this terminal, and does not wait for it.

    Raises:
        OSError: it can't be started.
    """
    process = subprocess.Popen(  # noqa: S603 - an opener of the user's, with one checked address
        list(argv),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    )
    threading.Thread(target=process.wait, name="opener", daemon=True).start()  # else it stays as a zombie


def open_link(
    url: str,
    *,
    environ: Mapping[str, str] | None = None,
    spawn: Callable[[Sequence[str]], None] = spawn,
) -> None:
    """Show an http(s) address in the browser that ``BROWSER`` names, else in the platform's.

    The address is parsed and written anew, and is one argument that begins with ``http``.

    Args:
        url: as a feed states it; everything but http and https is refused.
        environ: where ``BROWSER`` and ``PATH`` are looked up; None: this process's own.
        spawn: starts a program with its arguments.

    Raises:
        LivetuiError: refused, or no program was found that could be started.
    """
    address = safe_url(url)
    if address is None:
        raise LivetuiError(url, "not opened: only well-formed http and https addresses are")
    environ = os.environ if environ is None else environ
    for argv in _commands(address, environ):
        with contextlib.suppress(OSError):
            spawn(argv)
            return
    raise LivetuiError(address, "not opened: no browser was found; set BROWSER to the command of yours")


def _commands(address: str, environ: Mapping[str, str]) -> list[list[str]]:
    """The commands to try, in order."""
    commands: list[list[str]] = []
    for stated in environ.get("BROWSER", "").split(os.pathsep):
        with contextlib.suppress(ValueError):  # an unclosed quotation mark
            words = shlex.split(stated)
            if not words or not (program := shutil.which(words[0], path=environ.get("PATH"))):
                continue
            rest = [word.replace("%s", address) for word in words[1:]]
            commands.append([program, *rest] if rest != words[1:] else [program, *rest, address])
    programs = (shutil.which(name, path=environ.get("PATH")) for name in OPENERS.get(sys.platform, OTHER_OPENERS))
    return commands + [[program, address] for program in programs if program]
