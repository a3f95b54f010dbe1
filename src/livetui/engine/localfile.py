"""Feeds that are files of this machine."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from urllib.parse import urlsplit

from livetui.engine.retrieved import Retrieved
from livetui.engine.transfer import BodyError, BodyReader, too_long
from livetui.model.feed import Validators

_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def local_path(url: str) -> Path | None:
    """The file that an address names: an absolute path or a ``file:`` URL of this machine; None if it names none."""
    if url[:5].lower() == "file:":
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        if parts.netloc.lower() not in ("", "localhost"):  # RFC 8089 §2: another host is no file of ours
            return None
        from urllib.request import url2pathname  # brings http.client and ssl, which plain paths do without

        path = Path(url2pathname(parts.path))
    else:
        path = Path(url)
    return path if path.is_absolute() and "\0" not in str(path) else None


def retrieve_file(url: str, path: Path, limit: int, known: Validators) -> Retrieved:
    """The bytes of a regular file, or that it is the same as before by its time and size. Gzip is decompressed.

    Raises:
        OSError: it can't be read.
        BodyError: not a regular file (a FIFO or device could hang or never end), too long, or damaged.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise BodyError("not a regular file")
    with open(os.open(path, _OPEN), "rb") as file:  # noqa: PTH123 - a descriptor opened with flags of ours
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise BodyError("not a regular file")
        if found.st_size > limit:
            raise BodyError(too_long(limit))
        etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
        reader = BodyReader(limit)
        while etag != known.etag and (piece := file.read(1 << 16)):
            reader.feed(piece)
    body = None if etag == known.etag else reader.finish()
    return Retrieved(
        url=url,
        status=304 if body is None else 200,
        body=body,
        content_type=None,
        validators=Validators(etag=etag, digest=known.digest if body is None else hashlib.sha256(body).hexdigest()),
        retry_after=None,
        max_age=None,
        permanent=None,
        received=reader.received,
    )


def file_reason(error: OSError) -> str:
    """Why a file can't be read, in few words."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "no permission to read the file"
    return f"the file can't be read ({error.strerror or type(error).__name__})"
