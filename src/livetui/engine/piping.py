"""Handing a text to a program of the user's, and nothing to a shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence

from livetui.errors import LivetuiError


def words_of(command: str) -> list[str]:
    """A command as its program and arguments, quotation marks obeyed as a shell does.

    Raises:
        LivetuiError: it has no words, a quotation mark is not closed, or the program is not found.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise LivetuiError(command, f"can't be understood: {str(error).lower()}") from None
    if not words:
        raise LivetuiError("|", "type a command, such as less or wc -w")
    if shutil.which(os.path.expanduser(words[0])) is None:  # noqa: PTH111 - a word that may be no path
        raise LivetuiError(words[0], "no such program; there is no shell, so pipes, > and built-in commands don't work")
    return [os.path.expanduser(words[0]), *words[1:]]  # noqa: PTH111


def pipe(argv: Sequence[str], text: str) -> int:
    """Run a program in this terminal with a text on its standard input, and wait for its end.

    Args:
        argv: as `words_of` gives it.
        text: in UTF-8, with a line end after the last line.

    Returns:
        Its exit code, negative when a signal ended it.

    Raises:
        LivetuiError: it can't be started.
    """
    try:
        done = subprocess.run(list(argv), input=f"{text.rstrip()}\n".encode(errors="replace"), check=False)  # noqa: S603
    except OSError as error:
        raise LivetuiError(argv[0], f"can't be started: {error.strerror}") from error
    return done.returncode
