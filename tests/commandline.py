"""Running commands of livetui in tests, as processes of their own or in this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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
) -> Result:
    """Run a command to its end in a process of its own.

    Args: home: given as ``--home``. environ: added to the test's own environment.
    """
    done = subprocess.run(
        command(*arguments, home=home),
        input=stdin,
        capture_output=True,
        env={**os.environ, **(environ or {})},
        cwd=cwd,
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def command(*arguments: str | Path, home: Path | None = None) -> Sequence[str]:
    """The words that start a command."""
    return [sys.executable, "-m", "livetui", *(["--home", str(home)] if home else []), *map(str, arguments)]
