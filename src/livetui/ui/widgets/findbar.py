"""Finding words in a page: where they are typed, and the places that are stepped through."""

from __future__ import annotations

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Label

from livetui.ui.finding import Found, Searchable, Searched

FOUND_HINTS = (
    ("move.next_unread", "next place"), ("read.find_previous", "place before"), ("filter.edit", "other words"),
    ("filter.close", "close"),
)  # fmt: skip
"""Keys that help while places are found."""
TYPING_HINTS = (("↓ ↑", "next place, place before"), ("Enter", "done"), ("Esc", "close"))
"""Keys that help while words are typed."""


class FindBar(Horizontal):
    """One line at the foot of a page; while it is open, what it stands in has the class ``-finding``."""

    DEFAULT_CSS = """
    FindBar { height: 1; background: $panel; display: none; }
    FindBar Label { width: 3; color: $primary; text-style: bold; }
    FindBar .found { width: auto; max-width: 60%; color: $foreground; text-style: none; padding: 0 1; }
    FindBar .found.-none { color: $error; }
    FindBar Input { width: 1fr; min-width: 6; height: 1; border: none; padding: 0; background: $panel; }
    FindBar Input:focus { border: none; background: $panel; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("escape", "leave", show=False),
        Binding("tab", "done", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    def __init__(self, page: Searchable) -> None:
        """Args: page: in which words are found."""
        super().__init__()
        self.field = Input(placeholder="words in this text", select_on_focus=False)
        """Takes what is typed."""
        self._told = Label("", classes="found", markup=False)
        self._page = page
        self._from = (0, 0)
        self._searched: Searched | None = None
        self._found = Found()
        self._at: int | None = None

    def compose(self) -> ComposeResult:
        """Sign, words, and which place of how many."""
        yield Label(" / ", markup=False)
        yield self.field
        yield self._told

    @property
    def is_open(self) -> bool:
        """Are words being looked for."""
        return bool(self.display)

    def open(self) -> None:
        """Show the bar; what was typed last can be typed over or gone on with."""
        self._from = self._page.top
        if not self.display:
            self._set_display(True)
            self._look(self.field.value)
        self.field.focus()
        self.field.action_select_all()

    def _set_display(self, shown: bool) -> None:
        self.display = shown
        if (pane := self.parent) is not None:
            pane.set_class(shown, "-finding")

    def close(self) -> None:
        """Hide the bar; nothing stands out any more."""
        if self.display:
            focused = self.field.has_focus
            self._set_display(False)
            self._searched = None
            self._show(Found(), None)
            if focused:
                self._page.focus()

    def renew(self) -> None:
        """Look again in a page that reads otherwise now, without moving in it."""
        self._searched = None
        if self.display:
            self._look(self.field.value, stay=True)

    def step(self, by: int) -> None:
        """Show the next place, or the one before; past the last one comes the first."""
        if self._at is None:
            return
        count = len(self._found.matches)
        place = self._at + by
        self._at = place % count
        self._page.show_match(self._found.matches[self._at])
        self._tell(" · from the top" if place >= count else " · from the end" if place < 0 else "")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display and event.value == self.field.value:
            self._look(event.value)

    @work(group="find", exclusive=True, exit_on_error=False)
    async def _look(self, typed: str, *, stay: bool = False) -> None:
        if self._searched is None:
            self._searched = Searched(self._page.paras)
        searched = self._searched
        found = await asyncio.to_thread(searched.find, typed)
        if self._searched is not searched or typed != self.field.value:
            return
        matches = found.matches
        if not matches:
            at = None
        elif stay and self._at is not None:
            at = min(self._at, len(matches) - 1)
        else:
            at = found.at_or_after(*self._from)
        self._show(found, at, stay=stay)

    def _show(self, found: Found, at: int | None, *, stay: bool = False) -> None:
        self._found, self._at = found, at
        self._page.mark_found(found.matches)
        self._page.show_match(found.matches[at] if at is not None else None, bring=not stay)
        self._tell()

    def _tell(self, more: str = "") -> None:
        found = self._found
        none = self._at is None
        if self._at is not None:
            words = f"{self._at + 1:,} of {len(found.matches):,}{more}"
        else:
            words = found.trouble or ("not in this text" if self.field.value.strip() else "")
        self._told.set_class(none, "-none")
        self._told.update(words)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Back to the text, where the keys step through the places; without a place there is nothing to keep open."""
        if self._at is None and not self.field.value.strip():
            self.close()
        self._page.focus()

    def action_leave(self) -> None:
        """Close the bar."""
        self.close()

    def action_step(self, by: int) -> None:
        """Show the next place, or the one before."""
        self.step(by)
