"""The user's own command for alerts: run as it is written, never by way of a shell, one at a time."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress

from livetui.model.alert import Alert
from livetui.text.clean import clean_line

log = logging.getLogger(__name__)

TIMEOUT = 10.0
"""Seconds after which a command that still runs is killed."""
WAITING = 10
"""Alerts that wait for their turn; of more, the oldest are let go."""
PLACES = ("topic", "title", "source", "url", "count")
"""What can stand in braces in an argument."""
_LONGEST = 500
"""Characters of a value."""
_PLACE = re.compile(r"\{(" + "|".join(PLACES) + r")\}")


def arguments(command: Sequence[str], alert: Alert) -> list[str]:
    """The command with the alert put in: program and arguments, each place within the argument where it is written.

    An argument whose beginning comes from the news, and is neither letter nor digit, gets a blank before it, so that no
    headline is taken for an option or a file (``--exec``, ``@list``). The program is never put together from news.
    """
    values = {
        "topic": alert.topic,
        "title": alert.title,
        "source": alert.source,
        "url": alert.url or "",
        "count": str(alert.count),
    }

    def put_in(argument: str) -> str:
        made = _PLACE.sub(lambda found: clean_line(values[found[1]], _LONGEST), argument)
        from_news = _PLACE.match(argument) is not None
        return " " + made if from_news and made and not made[0].isalnum() else made

    return [command[0], *map(put_in, command[1:])]


class CommandRunner:
    """Runs the command for one alert after the other, beside everything else."""

    def __init__(self, command: Sequence[str], complain: Callable[[str], None]) -> None:
        """Args: complain: hears, once, why it can't be run or fails; every time it is in the log."""
        self._command = tuple(command)
        self._complain = complain
        self._complained = False
        self._alerts: deque[Alert] = deque(maxlen=WAITING)
        self._task: asyncio.Task[None] | None = None

    def run(self, alert: Alert) -> None:
        """Run it as soon as the one before has ended; returns at once."""
        if not self._command:
            return
        self._alerts.append(alert)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain(), name="alert command")

    async def close(self) -> None:
        """End the one that runs, and forget those that wait."""
        self._alerts.clear()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _drain(self) -> None:
        while self._alerts:
            alert = self._alerts.popleft()
            try:
                reason = await _ended(arguments(self._command, alert))
            except (OSError, ValueError) as error:  # not there, not allowed, too long
                reason = getattr(error, "strerror", None) or str(error)
            if reason is not None:
                self._failed(reason)

    def _failed(self, reason: str) -> None:
        text = f"the command for alerts, {self._command[0]}: {reason}"
        log.warning("%s", text)
        if not self._complained:
            self._complained = True
            self._complain(text)


async def _ended(argv: Sequence[str]) -> str | None:
    """Run a program with nothing to read and nowhere to write; why it failed, None if it did not."""
    null = asyncio.subprocess.DEVNULL
    # A session of its own: it has no terminal to write to, and is killed with all that it started.
    process = await asyncio.create_subprocess_exec(
        *argv, stdin=null, stdout=null, stderr=null, start_new_session=sys.platform != "win32"
    )
    try:
        async with asyncio.timeout(TIMEOUT):
            code = await process.wait()
    except TimeoutError:
        return f"still ran after {TIMEOUT:.0f} s and was killed"
    finally:
        if process.returncode is None:
            _kill(process)
            await process.wait()
    return None if code == 0 else f"ended with code {code}"


def _kill(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
