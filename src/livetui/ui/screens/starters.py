"""Dialogs of the first run: feeds to begin with, and the list of another reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from livetui.engine.exchange.importing import counted
from livetui.engine.exchange.nearby import Nearby
from livetui.engine.exchange.starters import Starter, name_of
from livetui.text.clean import clean_line
from livetui.ui.content import plain_line
from livetui.ui.page import Para
from livetui.ui.screens.dialogs import DialogPage, Steered


class Starters(Steered[tuple[Starter, ...] | None]):
    """Offers feeds; the answer is those that were chosen."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("escape", "leave", show=False),
        Binding("space", "pick", show=False),
    ]
    STEERED: ClassVar[Mapping[str, str]] = {"move.down": "move(1)", "move.up": "move(-1)", "app.back": "leave"}

    def __init__(self, offered: Sequence[Starter]) -> None:
        """Args: offered: in order, those of a language beside each other."""
        super().__init__()
        self._offered = tuple(offered)
        self._chosen: set[int] = set()

    def compose(self) -> ComposeResult:
        """The list, and what the keys do."""
        with Vertical():
            yield Static("Feeds to begin with", classes="title", markup=False)
            yield OptionList(*self._options(), markup=False)
            yield Static(self._hint(), classes="hint", markup=False)

    def _options(self) -> list[Option]:
        lines: list[Option] = []
        lang = ""
        for place, starter in enumerate(self._offered):
            if starter.lang != lang:
                lang = starter.lang
                lines.append(Option(Content.styled(name_of(lang), "bold"), disabled=True))
            lines.append(Option(self._line(place), id=str(place)))
        return lines

    def _line(self, place: int) -> Content:
        return plain_line(f"[{'x' if place in self._chosen else ' '}] {clean_line(self._offered[place].title)}")

    def _hint(self) -> str:
        what = f"follows {counted(len(self._chosen), 'feed')}" if self._chosen else "follows this one"
        return f"Space chooses · Enter {what} · Esc closes"

    def action_leave(self) -> None:
        """Close, following nothing."""
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        """The next feed, or the one before."""
        listed = self.query_one(OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def action_pick(self) -> None:
        """Choose the feed under the cursor, or not after all; then the next."""
        listed = self.query_one(OptionList)
        if listed.highlighted_option is None or listed.highlighted_option.id is None:
            return
        place = int(listed.highlighted_option.id)
        self._chosen ^= {place}
        listed.replace_option_prompt(str(place), self._line(place))
        listed.action_cursor_down()
        self.query_one(".hint", Static).update(plain_line(self._hint()))

    @on(OptionList.OptionSelected)
    def _done(self, event: OptionList.OptionSelected) -> None:
        chosen = sorted(self._chosen) or [int(event.option.id or 0)]
        self.dismiss(tuple(self._offered[place] for place in chosen))


class TakeOver(Steered[bool]):
    """Shows what the list of another reader would bring; the answer is whether it is wanted."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("enter", "answer(True)", show=False),
        Binding("escape", "answer(False)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("space,pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]
    STEERED: ClassVar[Mapping[str, str]] = {
        "move.down": "move(1)", "move.up": "move(-1)", "move.page_down": "page(1)", "move.page_up": "page(-1)",
        "app.back": "answer(False)",
    }  # fmt: skip
    DEFAULT_CSS = "TakeOver > Vertical { height: 90%; } TakeOver PageView { height: 1fr; }"

    def __init__(self, found: Nearby) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        """What would come, what not, and what the keys do."""
        wanted = self._found.wanted
        paras = [Para(clean_line(wanted.summary(done=False)), "bold strong"), Para("")]
        paras += [Para(clean_line(line), "foreground", (), "", "  ") for line in wanted.lines()]
        if left := tuple(wanted.left()):
            paras += [Para(""), Para("Not taken over", "bold strong")]
            paras += [Para(clean_line(line), "faint", (), "", "  ") for line in left]
        with Vertical():
            yield Static(plain_line(f"The feeds of {self._found.reader}"), classes="title", markup=False)
            yield DialogPage(paras)
            yield Static("Enter takes them over · Esc closes", classes="hint", markup=False)

    def action_answer(self, wanted: bool) -> None:
        """Close with the answer."""
        self.dismiss(wanted)

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one(DialogPage).move(by)

    def action_page(self, by: int) -> None:
        """Scroll by pages."""
        self.query_one(DialogPage).page_by(by)
