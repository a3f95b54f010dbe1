"""Commands that run until they are told to end: signals, a reader that goes away, one that reads slowly."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import stat
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

Put = Callable[[str], Awaitable[None]]
"""Writes a line to standard output, at once."""

_PIECE = getattr(select, "PIPE_BUF", 512)
"""Bytes that a pipe takes whole once it says that it takes any (POSIX, ``select.PIPE_BUF``)."""


async def until_ended(work: Callable[[Put], Coroutine[Any, Any, int]]) -> int:
    """Run a command that writes lines until it ends by itself, by a signal, or because nobody reads it any more.

    Returns: its own code, or 128+n by signal n.

    Raises: BrokenPipeError: the reader of standard output has gone. KeyboardInterrupt: Ctrl-C. What `work` raises.
    """
    loop = asyncio.get_running_loop()
    end: asyncio.Future[int] = loop.create_future()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # One that is ignored (nohup) stays so.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, _end, end, 128 + number)
    out = sys.stdout.fileno()
    watched = _watch_reader(loop, out, end)
    task = asyncio.create_task(work(_put))
    try:
        await asyncio.wait({task, end}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        if watched:
            loop.remove_reader(out)
    return end.result() if end.done() else task.result()


def _end(end: asyncio.Future[int], code: int) -> None:
    if not end.done():
        end.set_result(code)


def _watch_reader(loop: asyncio.AbstractEventLoop, out: int, end: asyncio.Future[int]) -> bool:
    """End also when the reader of a pipe closes it while there is nothing to write, which may be so for hours."""

    def gone() -> None:
        if not end.done():
            end.set_exception(BrokenPipeError())

    if not stat.S_ISFIFO(os.fstat(out).st_mode):
        return False
    try:
        # What is written to can't be read: this end becomes readable only when the other one is closed.
        loop.add_reader(out, gone)
    except (NotImplementedError, OSError):
        return False
    return True


async def _put(text: str) -> None:
    """Write a line. Whoever reads slowly, or not at all for a while, holds up the lines but not the polling."""
    data = (text + "\n").encode(sys.stdout.encoding, "replace")
    out = sys.stdout.fileno()
    while data:
        await _room(out)
        data = data[os.write(out, data[:_PIECE]) :]


async def _room(out: int) -> None:
    """Wait until something can be written."""
    loop = asyncio.get_running_loop()
    room: asyncio.Future[None] = loop.create_future()
    try:
        loop.add_writer(out, _let, room)
    except (NotImplementedError, OSError):  # Windows; a file always has room
        return
    try:
        await room
    finally:
        loop.remove_writer(out)


def _let(room: asyncio.Future[None]) -> None:
    if not room.done():
        room.set_result(None)
