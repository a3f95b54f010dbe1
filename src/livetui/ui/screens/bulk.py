"""The dialog that does something to every entry that passes a filter; it says to how many before it does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static

from livetui.errors import FilterError
from livetui.model.deed import DEEDS, Deed, entries
from livetui.model.filter import Filter
from livetui.ui.content import plain_line
from livetui.ui.screens.dialogs import Steered

_PAUSE = 0.12
"""Seconds without a key after which the entries are counted."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user wants done, and to which entries: those that were counted."""

    deed: Deed
    numbers: tuple[int, ...]


class Sure(Steered[bool]):
    """Asks before more is marked than is seen; the answer is whether it is wanted."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("enter", "answer(True)", show=False),
        Binding("escape", "answer(False)", show=False),
    ]
    DEFAULT_CSS = """
    Sure #question { height: auto; color: $strong; text-style: bold; margin-bottom: 1; }
    Sure #listed { height: auto; }
    Sure.-short #question { margin: 0; }
    Sure.-short #listed { display: none; }
    """
    STEERED: ClassVar[Mapping[str, str]] = {"mark.all": "answer(True)", "app.back": "answer(False)"}

    def __init__(self, deed: Deed, count: int, listed: str) -> None:
        """Args: count: entries it is about. listed: what lists them."""
        super().__init__()
        self._question = deed.question.format(f"all {entries(count)}" if count > 1 else entries(count))
        self._listed = listed

    def compose(self) -> ComposeResult:
        """The question, what it is about, the keys."""
        with Vertical():
            yield Static(plain_line(self._question), id="question", markup=False)
            yield Static(plain_line(f"{self._listed}: more than is seen here"), id="listed", markup=False)
            yield Static("Enter does it · Esc closes", classes="hint", markup=False)

    def action_answer(self, wanted: bool) -> None:
        """Close with the answer."""
        self.dismiss(wanted)


class BulkDialog(ModalScreen[Chosen | None]):
    """Asks for a deed and a filter."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("escape", "leave", show=False),
        Binding("tab,down", "step(1)", show=False, priority=True),
        Binding("shift+tab,up", "step(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    BulkDialog #deeds { height: auto; margin-bottom: 1; }
    BulkDialog #count { height: auto; margin-top: 1; color: $strong; }
    BulkDialog #count.-wrong { color: $error; }
    """

    def __init__(
        self, words: str, understand: Callable[[str], Filter], find: Callable[[Filter], Awaitable[list[int]]]
    ) -> None:
        """Args: words: the filter to begin with. understand: reads one. find: the entries that pass it."""
        super().__init__()
        self._deeds = Static("", id="deeds", markup=False)
        self._words = words
        self._understand = understand
        self._find = find
        self._deed = DEEDS[0]
        self._found: Chosen | None = None
        """What was counted for the deed and the words as they stand; None while they are not counted."""
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Deeds, filter, how many."""
        with Vertical():
            yield Static("Mark by filter", classes="title", markup=False)
            yield self._deeds
            yield Input(self._words, placeholder="words, source:name, age:>2d … nothing: every entry", id="words")
            yield Static("", id="count", markup=False)
            yield Static("Enter does it · Tab another act · Esc closes", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Count for what is there already."""
        self._show_deeds()
        self._count()

    def action_leave(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)

    def action_step(self, by: int) -> None:
        """Choose the next deed, or the one before."""
        self._deed = DEEDS[(DEEDS.index(self._deed) + by) % len(DEEDS)]
        self._show_deeds()
        self._count()

    def _show_deeds(self) -> None:
        parts = [
            (f" {each.name} ", "bold $chip on $primary") if each is self._deed else (f" {each.name} ", "$faint")
            for each in DEEDS
        ]
        self._deeds.update(Content.assemble(*parts))

    @on(Input.Changed)
    def _typed(self) -> None:
        self._found = None
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._count)

    @work(group="count", exclusive=True, exit_on_error=False)
    async def _count(self) -> None:
        self._found = None
        deed, words = self._deed, self.query_one("#words", Input).value
        try:
            wanted = self._understand(words)
        except FilterError as error:
            self._tell(error.reason, wrong=True)
            return
        numbers = tuple(await self._find(deed.bound(wanted)))
        if (deed, words) == (self._deed, self.query_one("#words", Input).value):
            self._tell(deed.question.format(entries(len(numbers))) if numbers else "No entry to do that to.")
            self.call_after_refresh(self._take, Chosen(deed, numbers), words)

    def _take(self, found: Chosen, words: str) -> None:
        """From now on Enter is an answer: the question stands on the screen."""
        if (found.deed, words) == (self._deed, self.query_one("#words", Input).value):
            self._found = found

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        line = self.query_one("#count", Static)
        line.set_class(wrong, "-wrong")
        line.update(plain_line(words))

    @on(Input.Submitted)
    def _done(self) -> None:
        """Do it, once the number stands there to be read."""
        if self._found is not None and self._found.numbers:
            self.dismiss(self._found)
