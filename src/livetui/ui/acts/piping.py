"""Handing the text of an entry to a command that is typed."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Protocol

from textual.app import App, SuspendNotSupported

from livetui.engine.article import Article
from livetui.engine.piping import pipe, words_of
from livetui.errors import LivetuiError
from livetui.text.clean import clean_line
from livetui.ui.acts.stage import Stage
from livetui.ui.earlier import Earlier
from livetui.ui.reading import Reading
from livetui.ui.screens.piping import PipeTo
from livetui.ui.widgets.timeline import Timeline

_GLANCE = 2.0
"""Seconds: what a command that ends sooner has printed is left on the screen until a key comes."""


class Lending(Stage, Protocol):
    """A screen whose terminal can be lent to a command."""

    @property
    def app(self) -> App[object]:
        """The application that steps aside."""


class Piping:
    """Runs a command with the text of the entry while the reader steps aside."""

    def __init__(self, stage: Lending, engine: Reading, timeline: Timeline, earlier: Earlier) -> None:
        """Args: earlier: commands of before."""
        self._stage = stage
        self._engine = engine
        self._timeline = timeline
        self._earlier = earlier

    def action_pipe(self) -> None:
        """Ask for a command that gets the text of the entry."""
        if (number := self._timeline.cursor) is not None:
            self._stage.begin("pipe", partial(self._pipe, number), exclusive=True)

    async def _pipe(self, number: int) -> None:
        await self._earlier.load()
        article = await self._engine.article(number)
        if article is None or not self._stage.uppermost:
            return
        command = await self._stage.app.push_screen_wait(PipeTo(self._earlier))
        if not command:
            return
        argv = words_of(command)
        await self._earlier.add(command)
        await self._run(argv, as_text(article))

    async def _run(self, argv: list[str], text: str) -> None:
        """Step aside for a command. What the engine does goes on; nothing is drawn meanwhile."""
        loop = asyncio.get_running_loop()
        failed: LivetuiError | None = None
        code = 0
        app = self._stage.app
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
            loop.add_signal_handler(signal.SIGINT, lambda: None)  # ^C is for the command
        try:
            with app.batch_update(), app.suspend():
                try:
                    code = await asyncio.to_thread(_run_and_wait, argv, text)
                except LivetuiError as error:
                    failed = error  # raised inside it would leave the terminal as the command had it
        except SuspendNotSupported:
            raise LivetuiError(argv[0], "this terminal can't be lent to a command") from None
        finally:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(signal.SIGINT, lambda: app.exit(return_code=128 + signal.SIGINT))
        if failed is not None:
            raise failed
        if code:
            ended = f"exit code {code}" if code > 0 else f"signal {-code}"
            self._stage.tell(f"{argv[0]} ended with {ended}", severity="warning")


def as_text(article: Article) -> str:
    """An entry as plain text: headline, source and address, then the words."""
    entry = article.entry
    head = [clean_line(entry.entry.title or ""), clean_line(entry.source), entry.entry.url or ""]
    return "\n".join([*(line for line in head if line), "", article.document.text])


def _run_and_wait(argv: list[str], text: str) -> int:
    start = monotonic()
    code = pipe(argv, text)
    if (code or monotonic() - start < _GLANCE) and sys.__stdin__ is not None and sys.__stdout__ is not None:
        print("\n— Enter goes back to livetui —", end="", file=sys.__stdout__, flush=True)
        sys.__stdin__.readline()
    return code
