"""Keys one at a time: each takes full effect before the next is looked at, however fast they come.

Textual hands a key to whatever has the focus when the key arrives, while the key before it may still be on its way
through the widgets. Typed in a hurry, the words after ``/`` would then run as commands. What a key asks the cache for,
such as the text that Enter opens, is waited for as well, but not for long: `TypeaheadApp.hold_for`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

from textual import events, on
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import WorkerError

ROUNDS = 3
"""How often the way of a key is walked before the next one is let in, if one waits: a widget answers a key with a
message of its own (a field is submitted, then its bar closes, then the focus moves), each one step behind."""
PATIENCE = 0.5
"""Seconds after which the next key is let in although the one before gives no sign: its widget may be gone, or the
cache be slow."""


class TypeaheadApp(App[None]):
    """An application that keeps keys waiting until the one before is done with."""

    class Handled(Message):
        """Follows a key through the same widgets, so that its arrival tells that the key has been handled."""

        def __init__(self, serial: int) -> None:
            super().__init__()
            self.serial = serial
            """Tells it from one whose key was given up."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: deque[events.Key] = deque()
        self._under_way: Screen[Any] | None = None
        """The screen that the key under way was typed into."""
        self._patience: Timer | None = None
        self._serial = 0
        self._rounds = 0
        self._awaited: set[asyncio.Task[None]] = set()
        """What the key under way has asked for."""
        self._watch: tuple[int, asyncio.Task[None]] | None = None
        """Waits for all of that; and for which key."""

    async def on_event(self, event: events.Event) -> None:
        """Line keys up; all else goes its way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._keys.append(event)
        if self._under_way is None:
            await self._hand_on()

    async def _hand_on(self) -> None:
        if not self._keys:
            return
        key = self._keys.popleft()
        self._rounds = 0
        await self.between_keys(lambda: self._let_in(key))

    async def _let_in(self, key: events.Key) -> None:
        if not await self.take(key):
            await super().on_event(key)

    async def take(self, key: events.Key) -> bool:  # noqa: ARG002 - for those who derive
        """See to a key before the widgets do. Returns: is it seen to, so that they don't get it."""
        return False

    def take_again(self, key: events.Key) -> None:
        """Let a key in once more, before those that came after it."""
        self._keys.appendleft(key)

    async def between_keys(self, act: Callable[[], Awaitable[object]]) -> None:
        """Do something as if a key did: keys wait until it has taken full effect."""
        self._under_way, target = self.screen, self.focused or self.screen
        await act()
        self._follow(target)

    def hold_for(self, answer: Awaitable[object]) -> None:
        """Let no key in until something is done, such as a worker that a key has begun, or patience is at its end."""
        self._awaited.add(asyncio.ensure_future(_ended(answer)))
        if self._under_way is None:
            self._under_way = self.screen
            self._follow(self.screen)

    def _follow(self, target: Widget) -> None:
        self._serial += 1
        if self._patience is not None:
            self._patience.stop()
        done = partial(self._done, self._serial)
        self._patience = self.set_timer(PATIENCE, partial(self._give_up, self._serial))
        if not target.post_message(self.Handled(self._serial)):
            self.call_later(done)

    @on(Handled)
    def _handled(self, message: Handled) -> None:
        if message.serial != self._serial:
            return
        self._rounds += 1
        if self._keys and (self._rounds < ROUNDS or self.screen is not self._under_way):
            # A key that opened or closed a screen: that one takes the focus in its own time.
            self._under_way = self.screen
            self._follow(self.focused or self.screen)
        else:
            # Not at once: a widget that asked for the focus gets it by a callback that waits here already.
            self.call_later(self._done, message.serial)

    async def _give_up(self, serial: int) -> None:
        if serial == self._serial:
            for waiting in self._awaited:
                waiting.cancel()
            self._awaited = set()
            await self._done(serial)

    async def _wait(self, serial: int) -> None:
        awaited = self._awaited
        while awaited:
            done, _ = await asyncio.wait(awaited)
            awaited -= done
        if serial == self._serial and self.is_running:
            # A text just shown can be scrolled once it is laid out; the key is let in by the app, not by the screen.
            self.screen.call_after_refresh(self.call_later, self._done, serial)

    async def _done(self, serial: int) -> None:
        if serial != self._serial or self._under_way is None:
            return
        if self._awaited:
            if self._watch is None or self._watch[0] != serial:
                self._watch = serial, asyncio.create_task(self._wait(serial))
            return
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        self._under_way = None
        await self._hand_on()


async def _ended(answer: Awaitable[object]) -> None:
    with suppress(WorkerError, asyncio.CancelledError):  # what failed is told by the screen that began it
        await answer
