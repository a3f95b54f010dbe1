"""What the keys do about going to a headline by its words, without filtering."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work

from livetui.config.keys import shown_key
from livetui.errors import FilterError
from livetui.model.filter import And, Field, Filter, Term
from livetui.model.words import fold
from livetui.ui.bindings import beside_words
from livetui.ui.screens.finding import FindingActions
from livetui.ui.widgets.jumpbar import JumpBar

_HINTS = (("Enter", "stay"), ("Esc", "back"))


class JumpingActions(FindingActions):
    """Goes to headlines that hold what is typed."""

    _origin: tuple[int, int] | None = None
    """The entry from which the jump begins, and its row."""
    _headlines: Sequence[int] = ()
    """Headlines that hold the words, in the order of the list."""
    _words = ""
    """The words that they hold."""

    def action_jump(self) -> None:
        """Open the bar."""
        self.go_out()
        cursor = self.timeline.cursor
        self._origin = None if cursor is None else (cursor, self.timeline.cursor_row or 0)
        self._found_for("", ())
        self.jump_bar.open()
        self.show_hints()

    @on(JumpBar.Typed)
    def _jump_typed(self, message: JumpBar.Typed) -> None:
        self._look_for(message.words)

    @work(group="jump", exclusive=True, exit_on_error=False)
    async def _look_for(self, typed: str, by: int = 0) -> None:
        words = fold(typed).split()
        if not words or self._origin is None:
            self._found_for("", ())
            self._return()
            return
        scope = self.listing.scope
        titled = And(tuple(Field("title", (Term(word, prefix=True),)) for word in words))
        asked = titled if scope.wanted is None else And((And((scope.wanted.root,)), titled))
        try:
            numbers = await self.engine.numbers(Filter(asked), feed=scope.feed.number if scope.feed else None)
        except FilterError as error:
            self.jump_bar.tell(error.reason, none=True)
            return
        index_of = self.timeline.geometry.index_of
        listed = sorted((place, number) for number in numbers if (place := index_of(number)) is not None)
        self._found_for(typed, [number for _, number in listed])
        start = self.timeline.geometry.nearest(self._origin[0])
        if self._headlines:
            at = next((place for place, (index, _) in enumerate(listed) if index >= start), 0)
            self._show_found(at + by)
        else:
            self.jump_bar.tell("in no headline listed", none=True)
            self._return()

    def _found_for(self, words: str, found: Sequence[int]) -> None:
        self._words, self._headlines = words, found
        self.jump_bar.tell("")

    def _return(self) -> None:
        if self._origin is not None:
            self.timeline.land(*self._origin)

    def _show_found(self, at: int) -> None:
        at %= len(self._headlines)
        self.timeline.select(self._headlines[at])
        self.jump_bar.tell(f"{at + 1:,} of {len(self._headlines):,}")

    @on(JumpBar.Stepped)
    def _jump_stepped(self, message: JumpBar.Stepped) -> None:
        typed = self.jump_bar.field.value
        if typed != self._words:
            self._look_for(typed)
        elif self._headlines:
            here = self.timeline.cursor
            at = self._headlines.index(here) if here in self._headlines else -message.by
            self._show_found(at + message.by)

    @on(JumpBar.Closed)
    def _jump_closed(self, message: JumpBar.Closed) -> None:
        if not message.stay:
            self._return()
        self.jump_bar.close()
        self.timeline.focus()
        self.show_hints()

    def show_hints(self, first: Sequence[tuple[str | tuple[str, ...], str]] = ()) -> None:
        """Show the keys that help here."""
        if self.jump_bar.display and self.focused is self.jump_bar.field:
            onward = beside_words(self.keymap, "move.jump")
            self.hints.show(((" ".join([*map(shown_key, onward), "↓ ↑"]), "next, one before"), *_HINTS))
        else:
            super().show_hints(tuple(first))
