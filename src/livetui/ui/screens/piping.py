"""Handing the text of an entry to a command that is typed."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from time import monotonic

from textual import on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from livetui.engine.article import Article
from livetui.engine.piping import pipe, words_of
from livetui.errors import LivetuiError
from livetui.text.clean import clean_line
from livetui.ui.earlier import Earlier
from livetui.ui.screens.dialogs import Closing
from livetui.ui.screens.revising import RevisingActions

_GLANCE = 2.0
"""Seconds: what a command that ends sooner has printed is left on the screen until a key comes."""


class PipeTo(Closing):
    """Asks for a command; the answer is what was typed."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("up", "walk(1)", show=False),
        Binding("down", "walk(-1)", show=False),
    ]

    def __init__(self, earlier: Earlier) -> None:
        """Args: earlier: commands of before."""
        super().__init__()
        self._earlier = earlier
        self._back = 0

    def compose(self) -> ComposeResult:
        """A line to type in."""
        with Vertical():
            yield Static("Hand the text to a command", classes="title", markup=False)
            yield Input(placeholder="less, wc -w, espeak-ng -f -", select_on_focus=False)
            yield Static("Enter runs it · ↑ commands of before · Esc closes", classes="hint", markup=False)

    def action_walk(self, by: int) -> None:
        """Among the commands of before."""
        kept = self._earlier.filters
        self._back = min(max(0, self._back + by), len(kept))
        field = self.query_one(Input)
        field.value = kept[-self._back] if self._back else ""
        field.cursor_position = len(field.value)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)


class PipingActions(RevisingActions):
    """Runs a command with the text of the entry while the reader steps aside."""

    piped: Earlier
    """Commands of before."""

    @work(group="pipe", exclusive=True, exit_on_error=False)
    async def action_pipe(self) -> None:
        """Ask for a command that gets the text of the entry."""
        if (number := self.timeline.cursor) is None:
            return
        await self.piped.load()
        article = await self.engine.article(number)
        if article is None or self.app.screen is not self:
            return
        command = await self.app.push_screen_wait(PipeTo(self.piped))
        if not command:
            return
        argv = words_of(command)
        await self.piped.add(command)
        await self._run(argv, as_text(article))

    async def _run(self, argv: list[str], text: str) -> None:
        """Step aside for a command. What the engine does goes on; nothing is drawn meanwhile."""
        loop = asyncio.get_running_loop()
        failed: LivetuiError | None = None
        code = 0
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
            loop.add_signal_handler(signal.SIGINT, lambda: None)  # ^C is for the command
        try:
            with self.app.batch_update(), self.app.suspend():
                try:
                    code = await asyncio.to_thread(_run_and_wait, argv, text)
                except LivetuiError as error:
                    failed = error  # raised inside it would leave the terminal as the command had it
        except SuspendNotSupported:
            raise LivetuiError(argv[0], "this terminal can't be lent to a command") from None
        finally:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(signal.SIGINT, lambda: self.app.exit(return_code=128 + signal.SIGINT))
        if failed is not None:
            raise failed
        if code:
            ended = f"exit code {code}" if code > 0 else f"signal {-code}"
            self.tell(f"{argv[0]} ended with {ended}", severity="warning")


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
