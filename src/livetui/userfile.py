"""Files that the user and the program both edit: one at a time, and never half written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from livetui.errors import ConfigError
from livetui.filelock import alone
from livetui.rewriting import rewrite


@contextmanager
def edited_alone(path: Path) -> Iterator[None]:
    """Two that edit at once would each write the file without what the other did: one waits.

    Raises: ConfigError: its folder can't be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(str(path), f"can't be written ({error.strerror})") from error
    with alone(path.with_name(path.name + ".lock")):
        yield


def write(path: Path, text: str) -> None:
    """Replace the file in one step, so that a crash leaves the old or the new one; its mode is kept.

    Raises: ConfigError: it can't be written; then it is as it was.
    """
    try:
        rewrite(path, text)
    except OSError as error:
        raise ConfigError(str(path), f"can't be written ({error.strerror})") from error


def keep_copy(path: Path) -> Path | None:
    """Copy the file beside itself before it is changed, under its name and the time.

    Returns: the copy; None if there is no such file. Raises: ConfigError: it can't be copied.
    """
    if not path.exists():
        return None
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    number = 0
    while True:
        copy = path.with_name(f"{path.name}.{now}{f'-{number}' if number else ''}.bak")
        try:
            copy.touch(mode=0o600, exist_ok=False)
            shutil.copy2(path, copy)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise ConfigError(str(path), f"can't be copied before it is changed ({error.strerror})") from error
        else:
            return copy


def stamp(path: Path) -> tuple[int, int] | None:
    """What is another one after the file was edited; None if it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
