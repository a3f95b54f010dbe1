"""The process that reads what came from outside: bounded in memory and time, and free to be killed.

It takes jobs on its standard input and answers on its standard output until the input ends, which it does at the
latest when the program that started it dies.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from livetui.engine import frames
from livetui.engine.frames import Answer, Enriched, Failure, Job, Parsed, ParseJob, Ready
from livetui.engine.parse import parse_bytes
from livetui.engine.webpage import WebPage
from livetui.errors import ParseError

MEMORY_LIMIT = 768 * 2**20
"""Bytes of address space, where the system can hold a process to them."""


def main(seconds: int) -> None:
    """Work until there is nothing more to read.

    Args:
        seconds: after which a single job ends the process, should nobody be left to end it.
    """
    jobs, answers = _streams()
    _confine()
    _send(answers, Ready())
    while (job := frames.read_job(jobs)) is not None:
        _alarm(seconds)
        result = _work(job)
        _alarm(0)
        _send(answers, result)


def _work(job: Job) -> Parsed | Enriched | Failure:
    try:
        if isinstance(job, ParseJob):
            return Parsed(
                parse_bytes(
                    job.body,
                    url=job.url,
                    content_type=job.content_type,
                    now=job.now,
                    modified=job.modified,
                    split=job.split,
                )
            )
        from livetui.engine.enrich import enrich_entry  # the tables of quotations are not needed to read feeds

        return Enriched([enrich_entry(entry) for entry in job.entries])
    except WebPage as page:
        feeds = [(feed.url, feed.title, feed.type) for feed in page.feeds]
        return Failure(page.reason, page=True, feeds=feeds, found=page.found)
    except ParseError as error:
        return Failure(error.reason)
    except MemoryError:
        return Failure("reading it takes more memory than is allowed")
    except Exception as error:  # a fault of ours on one feed must not stop the others
        calls = traceback.extract_tb(error.__traceback__)[-3:]
        where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in calls)
        return Failure(f"can't be read: a fault in livetui ({type(error).__name__})", fault=where)


def _send(answers: BinaryIO, result: Ready | Parsed | Enriched | Failure) -> None:
    try:
        frame = frames.encode(Answer(result, _resident()))
    except (OverflowError, MemoryError):
        frame = frames.encode(Answer(Failure("what it says is more than is allowed"), _resident()))
    answers.write(frame)
    answers.flush()


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """The two ends of the pipes, out of reach of anything that reads or prints by the usual names."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return jobs, answers


def _confine() -> None:
    """Bounds the memory, and leaves Ctrl-C to the program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        if sys.platform != "darwin":  # which refuses any limit below the space that every process maps there
            _limit(resource.RLIMIT_AS, MEMORY_LIMIT)
        _limit(resource.RLIMIT_CORE, 0)


def _limit(kind: int, value: int) -> None:
    """Lowers a limit of this process. Where that is refused the other bounds (time, memory after each job) remain."""
    import resource

    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _alarm(seconds: int) -> None:
    """Ends the process after so many seconds, also inside a C function; 0 calls it off."""
    if sys.platform != "win32":
        signal.alarm(seconds)


def _resident() -> int:
    """Bytes of memory in use now; on macOS the most there ever were; 0 where the system does not tell."""
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
