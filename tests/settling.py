"""Waiting until the reader has done all there is to do, instead of for a fixed time after each key.

Textual's pilot looks at the clock: it sleeps at least 20 ms twice a key and takes a process that used little time
meanwhile for idle, which is slow on a quick machine and too early on a busy one. Here the event loop is asked: what is
ready to run is run, what is to be drawn is drawn, and threads that work for the screen are waited for.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch

from textual._context import active_app
from textual.app import App
from textual.screen import Screen

P = ParamSpec("P")
T = TypeVar("T")

_LIMIT = 1.0
"""Seconds after which a screen that is never done with its work is looked at all the same."""


class Threads(ThreadPoolExecutor):
    """The threads of an event loop, which tell whether they work."""

    def __init__(self) -> None:
        super().__init__(thread_name_prefix="screen")
        self.busy: set[Future[Any]] = set()
        """What is under way or waits for its turn."""

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a thread do something."""
        future = super().submit(job, *args, **kwargs)
        self.busy.add(future)
        future.add_done_callback(self.busy.discard)
        return future


@asynccontextmanager
async def settling() -> AsyncIterator[None]:
    """Have the pilots of this block wait as described above."""
    loop = asyncio.get_running_loop()
    threads = Threads()
    loop.set_default_executor(threads)

    async def idle(min_sleep: float = 0, max_sleep: float = 0) -> None:
        await settle(active_app.get(), threads)

    pace, thresholds = sys.getswitchinterval(), gc.get_threshold()
    with patch("textual.pilot.wait_for_idle", idle), patch("textual.app.wait_for_idle", idle):
        yield
    sys.setswitchinterval(pace)  # the reader sets both for itself, and the tests after it are not to notice
    gc.set_threshold(*thresholds)


async def settle(app: App[Any], threads: Threads) -> None:
    """Let everything be done that is ready to be done. What waits for a timer goes on waiting for it."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _LIMIT
    while loop.time() < end:
        await _run_dry(loop, end)
        if threads.busy:
            await asyncio.sleep(0.001)
        elif app._resize_timer is not None:
            app._check_resize()
        elif app.is_running and not app._batch_count and _is_to_be_drawn(app.screen):
            app.screen._on_timer_update()
        else:
            return


async def _run_dry(loop: asyncio.AbstractEventLoop, end: float) -> None:
    """Give way until nothing else is ready, twice: what comes from a thread or a pipe is seen a round later."""
    dry = 0
    while dry < 2 and loop.time() < end:
        await asyncio.sleep(0)
        dry = 0 if loop._ready else dry + 1  # type: ignore[attr-defined]


def _is_to_be_drawn(screen: Screen[Any]) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
    )
