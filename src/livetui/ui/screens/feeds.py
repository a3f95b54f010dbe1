"""Asking for one line: the address of a feed, its name, its folder."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from livetui.text.clean import LIMITS, clean_line
from livetui.ui.content import plain_line
from livetui.ui.screens.dialogs import Closing

LONGEST = 200
"""Characters of a title or a folder."""


class AskLine(Closing):
    """Asks for one line; the answer is what was typed, which may be nothing."""

    def __init__(
        self,
        title: str,
        value: str,
        *,
        hint: str,
        empty: str = "",
        offered: Sequence[str] = (),
        longest: int = LONGEST,
    ) -> None:
        """Args: value: what stands there. empty: stands there while nothing is typed. offered: what completes it.

        longest: characters.
        """
        super().__init__()
        self._title = title
        self._hint = hint
        self._field = Input(
            value,
            placeholder=clean_line(empty),
            select_on_focus=True,
            max_length=longest,
            suggester=SuggestFromList([clean_line(each) for each in offered], case_sensitive=False)
            if offered
            else None,
        )

    def compose(self) -> ComposeResult:
        """Title, a line to type in, the keys."""
        with Vertical():
            yield Static(plain_line(self._title), classes="title", markup=False)
            yield self._field
            yield Static(plain_line(self._hint), classes="hint", markup=False)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss(clean_line(event.value).strip())


class AddFeed(AskLine):
    """Asks for a feed; the answer is what was typed."""

    def __init__(self, value: str) -> None:
        """Args: value: what was typed before and could not be followed."""
        super().__init__(
            "Follow a feed",
            value,
            hint="Enter adds · Esc closes",
            empty="https://example.org/feed.xml, a site, or a file",
            longest=LIMITS.URL,
        )
