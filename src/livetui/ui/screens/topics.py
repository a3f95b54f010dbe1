"""Small screens about topics: the menu of all of them, and the question how a filter is to be kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, Label, Static

from livetui.model.naming import LONGEST
from livetui.model.words import fold
from livetui.text.clean import clean_line
from livetui.ui.content import plain_line
from livetui.ui.paint import Painted, Piece, cut, fit
from livetui.ui.topics import TopicLine

_TINY = 8
"""Rows below which there is none for a title."""
_FILTER_FROM = 56
"""Cells from which the filters stand beside the names."""


class TopicList(Painted):
    """Topics, one a line, with a cursor."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "TopicList { height: auto; max-height: 16; background: $surface; margin-top: 1; }"

    class Chosen(Message):
        """A line was clicked."""

    def __init__(self, lines: Sequence[TopicLine]) -> None:
        super().__init__()
        self.lines = lines
        """Those listed."""
        self.cursor = 0

    @property
    def selected(self) -> TopicLine | None:
        """The topic under the cursor."""
        return self.lines[self.cursor] if self.lines else None

    def show(self, lines: Sequence[TopicLine]) -> None:
        """List others; the cursor stays on its topic if that is among them."""
        before = self.selected
        self.lines = lines
        same = (place for place, line in enumerate(lines) if before is not None and line.name == before.name)
        self.cursor = next(same, min(self.cursor, max(0, len(lines) - 1)))
        self.refresh(layout=True)

    def move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor = min(max(0, self.cursor + by), max(0, len(self.lines) - 1))
        self.refresh()

    def get_content_height(self, *_: object) -> int:
        """A line each; one that says so when there is none."""
        return max(1, len(self.lines))

    @property
    def _top(self) -> int:
        """The first line in view."""
        height = max(1, self.size.height)
        return max(0, min(self.cursor - height // 2, len(self.lines) - height))

    def render_line(self, y: int) -> Strip:
        """Draw one topic."""
        width, place = self.size.width, self._top + y
        if place >= len(self.lines):
            text = "No topic is called so" if not place else ""
            return Strip([Segment(fit(text, width), self.paint.style("faint", "surface"))], width)
        line, here = self.lines[place], place == self.cursor
        pieces = _pieces(line, width - 2)
        ground = "cursor" if here else "surface"
        segments = [Segment("›" if here else " ", self.paint.style("bold primary", ground))]
        segments += [Segment(text, self.paint.style(look, ground)) for text, look in pieces]
        return Strip(segments).adjust_cell_length(width, self.paint.style("faint", ground))

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        place = self._top + event.y
        if place < len(self.lines):
            self.cursor = place
            self.refresh()
            self.post_message(self.Chosen())


def _pieces(line: TopicLine, width: int) -> list[Piece]:
    sign, look = line.sign
    count = "" if line.unread is None else f"{line.unread:,}" if line.unread else "·"
    wide = width >= _FILTER_FROM
    room = min(24, width // 3) if wide else width - 10
    pieces: list[Piece] = [
        (f"{sign} ", f"bold {look}"),
        (fit(line.label, max(4, room)), "foreground" if line.unread else "read"),
        (f"{count:>6}  ", "accent" if line.unread else "faint"),
    ]
    if wide:
        used = sum(cell_len(text) for text, _ in pieces)
        pieces.append((cut(clean_line(line.text, 200), width - used), "faint"))
    return pieces


class _Narrowing(Input):
    """A line to type in, whose keys for the list go to the screen."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("ctrl+d", "screen.remove", show=False),
        Binding("down,ctrl+n", "screen.move(1)", show=False),
        Binding("up,ctrl+p", "screen.move(-1)", show=False, priority=True),
    ]


class TopicMenu(ModalScreen[str | None]):
    """All topics; the answer is the name of the one chosen."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("escape", "leave", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
    ]

    def __init__(self, lines: Sequence[TopicLine], remove: Callable[[str], object]) -> None:
        """Args: remove: lets go of a topic of the user's, by its name."""
        super().__init__()
        self._all = lines
        self._remove = remove
        self._list = TopicList(lines)
        self._asked: str | None = None
        """The topic that the next ^D removes."""
        self._hint = Static("", classes="hint", markup=False)

    def compose(self) -> ComposeResult:
        """Title, a line to narrow the list, the list, the keys."""
        with Vertical():
            yield Static("Topics", classes="title", markup=False)
            yield _Narrowing(placeholder="type to narrow", select_on_focus=False)
            yield self._list
            yield self._hint

    def on_mount(self) -> None:
        """Say which keys help."""
        self._ask(None)

    def on_resize(self) -> None:
        """Leave out what there is no room for."""
        self.set_class(self.size.height < _TINY, "-tiny")

    def show(self, lines: Sequence[TopicLine]) -> None:
        """List what there is now."""
        self._all = lines
        self._narrow()

    def _narrow(self) -> None:
        typed = fold(self.query_one(Input).value.strip())
        self._list.show([line for line in self._all if typed in fold(line.name) or typed in fold(line.text)])

    def _ask(self, name: str | None) -> None:
        self._asked = name
        if name is None:
            self._say("Enter shows · ^D removes · Esc closes", stands_out=False)
        else:
            self._say(f"Remove “{name}”? ^D again removes it · Esc keeps it")

    def _say(self, words: str, *, stands_out: bool = True) -> None:
        self._hint.update(plain_line(words))
        self._hint.set_class(stands_out, "-asking")

    @on(Input.Changed)
    def _typed(self) -> None:
        self._ask(None)
        self._narrow()

    @on(Input.Submitted)
    @on(TopicList.Chosen)
    def _chosen(self) -> None:
        if (line := self._list.selected) is not None:
            self.dismiss(line.name)

    def action_move(self, by: int) -> None:
        """Move in the list."""
        self._ask(None)
        self._list.move(by)

    def action_remove(self) -> None:
        """Ask whether the topic is to go; asked twice, let it go."""
        line = self._list.selected
        if line is None or not line.own:
            self._say("Only topics of config.toml can be removed")
        elif self._asked == line.name:
            self._ask(None)
            self._remove(line.name)
        else:
            self._ask(line.name)

    def action_leave(self) -> None:
        """Keep the topic that was about to go; else close without an answer."""
        if self._asked is not None:
            self._ask(None)
        else:
            self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Kept:
    """How a filter is to be kept."""

    name: str
    key: int | None
    """None: no digit selects it."""
    replace: bool
    """In the place of the topic of that name."""


class KeepTopic(ModalScreen[Kept | None]):
    """Asks under which name and key a filter is kept."""

    BINDINGS = [Binding("escape", "leave", show=False)]  # noqa: RUF012 - Textual's own form
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012 - Textual's own form
    DEFAULT_CSS = """
    KeepTopic Horizontal { height: 1; margin-top: 1; }
    KeepTopic Label { width: 6; }
    KeepTopic #name { width: 1fr; }
    KeepTopic #key { width: 5; }
    KeepTopic #free { width: 1fr; color: $faint; padding: 0 1; }
    KeepTopic #filter { color: $secondary; height: auto; max-height: 3; }
    """

    def __init__(self, text: str, name: str, names: Collection[str], keys: dict[int, str]) -> None:
        """Args: text: the filter. name: proposed. names: those in use. keys: whose the digits in use are."""
        super().__init__()
        self._text = text
        self._names = {fold(each): each for each in names}
        self._keys = keys
        free = [key for key in range(1, 10) if key not in keys]
        self._called = Input(name, select_on_focus=True, max_length=LONGEST, id="name")
        self._digit = Input(
            str(free[0]) if free else "", select_on_focus=True, max_length=1, restrict="[1-9]?", id="key"
        )
        self._free = "free: " + " ".join(map(str, free)) if free else "every digit is taken; leave it empty"
        self._agreed: str | None = None
        """The name that may be taken from the topic that has it."""
        self._hint = Static("Enter keeps · Tab key · Esc closes", classes="hint", markup=False)

    def compose(self) -> ComposeResult:
        """The filter, name and key."""
        with Vertical():
            yield Static("Keep as a topic in config.toml", classes="title", markup=False)
            yield Static(plain_line(self._text, 300), id="filter", markup=False)
            with Horizontal():
                yield Label("Name", markup=False)
                yield self._called
            with Horizontal():
                yield Label("Key", markup=False)
                yield self._digit
                yield Label(self._free, id="free", markup=False)
            yield self._hint

    def on_resize(self) -> None:
        """Leave out what there is no room for."""
        self.set_class(self.size.height < _TINY, "-tiny")

    @on(Input.Submitted)
    def _done(self) -> None:
        name = clean_line(self._called.value).strip()
        key = int(self._digit.value) if self._digit.value else None
        used = self._names.get(fold(name))
        if not name:
            self._say("It needs a name")
        elif key in self._keys and key is not None and self._keys[key] != used:
            self._say(f"{key} selects “{self._keys[key]}” already; {self._free}")
        elif used is not None and self._agreed != name:
            self._agreed = name
            self._say(f"“{used}” exists: Enter again gives it this filter")
        else:
            self.dismiss(Kept(used or name, key, used is not None))

    def _say(self, words: str) -> None:
        self._hint.update(plain_line(words))
        self._hint.add_class("-asking")

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
