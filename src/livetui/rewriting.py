"""Files of the user, replaced in one step: after a crash the old one stands there or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def rewrite(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Replace a text file; one that is there keeps its mode. Args: mode: of a new one. Raises: OSError."""
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    scratch = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        scratch.chmod(target.stat().st_mode & 0o777 if target.exists() else mode)
        scratch.replace(target)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
