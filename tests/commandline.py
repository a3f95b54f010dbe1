"""Running commands of livetui in tests, in this process or as one of their own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

from herepool import HerePool
from livetui.__main__ import main

_OF_THE_INTERPRETER = ("PYTHON", "LC_", "LANG", "TZ")
"""Beginnings of what is looked at when a process starts, and not again."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The lines of NDJSON on stdout."""
        return [json.loads(text) for text in self.out.split("\n") if text]


def livetui(
    *arguments: str | Path,
    home: Path | None = None,
    stdin: bytes = b"",
    environ: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    apart: bool = False,
) -> Result:
    """Run a command to its end: the whole of it, from its arguments to its exit code.

    It runs in this process, with files for its streams, which spares the second that a process takes to start;
    `test_processes.py` holds that each command does the same in a process of its own.

    Args: home: given as ``--home``. environ: added to the test's own environment. apart: in a process of its own.
    """
    words, environ = command(*arguments, home=home), environ or {}
    if apart or any(name.startswith(_OF_THE_INTERPRETER) for name in environ):
        done = subprocess.run(
            words, input=stdin, capture_output=True, env={**os.environ, **environ}, cwd=cwd, timeout=120, check=False
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert threading.current_thread() is threading.main_thread(), "streams and signals are those of the whole process"
    with contextlib.ExitStack() as streams:
        given, out, err = (streams.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        given.write(stdin)
        given.seek(0)
        code = _run([words[0], *words[3:]], (given, out, err), environ, cwd)
        return Result(code, _written(out), _written(err))


def command(*arguments: str | Path, home: Path | None = None) -> Sequence[str]:
    """The words that start a command."""
    return [sys.executable, "-m", "livetui", *(["--home", str(home)] if home else []), *map(str, arguments)]


def _run(words: Sequence[str], files: Sequence[IO[bytes]], environ: Mapping[str, str], cwd: Path | None) -> int:
    streams = [
        io.TextIOWrapper(io.FileIO(file.fileno(), mode, closefd=False), "utf-8", write_through=True)
        for file, mode in zip(files, ("r", "w", "w"), strict=True)
    ]
    with (
        patch.dict(os.environ, environ),
        contextlib.chdir(cwd or Path.cwd()),
        patch.multiple(sys, argv=list(words), stdin=streams[0], stdout=streams[1], stderr=streams[2]),
        patch("livetui.engine.pool.ParserPool", HerePool),
        patch("livetui.engine.engine.ParserPool", HerePool),
    ):
        try:
            main()
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else 0
        finally:
            for stream in streams[1:]:
                stream.flush()
    raise AssertionError("it has to end with an exit code")


def _written(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()
