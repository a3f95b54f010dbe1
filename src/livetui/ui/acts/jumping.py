"""Going to a headline by its words, without filtering."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from livetui.config.keys import shown_key
from livetui.errors import FilterError
from livetui.model.filter import And, Field, Filter, Term
from livetui.model.words import fold
from livetui.ui.acts.stage import Stage
from livetui.ui.bindings import beside_words
from livetui.ui.keymap import Keymap
from livetui.ui.listing import Listing
from livetui.ui.reading import Reading
from livetui.ui.widgets.jumpbar import JumpBar
from livetui.ui.widgets.timeline import Timeline

_HINTS = (("Enter", "stay"), ("Esc", "back"))


class Paned(Stage, Protocol):
    """The screen with the timeline among its panes."""

    def go_out(self) -> None:
        """Focus the timeline."""

    def show_hints(self) -> None:
        """Show the keys that help here."""


class Jumping:
    """Goes to headlines that hold what is typed."""

    def __init__(self, stage: Paned, engine: Reading, timeline: Timeline, listing: Listing, bar: JumpBar) -> None:
        self._stage = stage
        self._engine = engine
        self._timeline = timeline
        self._listing = listing
        self._bar = bar
        self._origin: tuple[int, int] | None = None
        """The entry from which the jump begins, and its row."""
        self._headlines: Sequence[int] = ()
        """Headlines that hold the words, in the order of the list."""
        self._words = ""
        """The words that they hold."""

    def action_jump(self) -> None:
        """Open the bar."""
        self._stage.go_out()
        cursor = self._timeline.cursor
        self._origin = None if cursor is None else (cursor, self._timeline.cursor_row or 0)
        self._found_for("", ())
        self._bar.open()
        self._stage.show_hints()

    def look_for(self, typed: str) -> None:
        """Go to the first headline from where the jump began that holds words; the last call wins."""
        self._stage.begin("jump", partial(self._look_for, typed), exclusive=True)

    async def _look_for(self, typed: str) -> None:
        words = fold(typed).split()
        if not words or self._origin is None:
            self._found_for("", ())
            self._return()
            return
        scope = self._listing.scope
        titled = And(tuple(Field("title", (Term(word, prefix=True),)) for word in words))
        asked = titled if scope.wanted is None else And((And((scope.wanted.root,)), titled))
        try:
            numbers = await self._engine.numbers(Filter(asked), feed=scope.feed.number if scope.feed else None)
        except FilterError as error:
            self._bar.tell(error.reason, none=True)
            return
        index_of = self._timeline.geometry.index_of
        listed = sorted((place, number) for number in numbers if (place := index_of(number)) is not None)
        self._found_for(typed, [number for _, number in listed])
        start = self._timeline.geometry.nearest(self._origin[0])
        if self._headlines:
            self._show_found(next((place for place, (index, _) in enumerate(listed) if index >= start), 0))
        else:
            self._bar.tell("in no headline listed", none=True)
            self._return()

    def _found_for(self, words: str, found: Sequence[int]) -> None:
        self._words, self._headlines = words, found
        self._bar.tell("")

    def _return(self) -> None:
        if self._origin is not None:
            self._timeline.land(*self._origin)

    def _show_found(self, at: int) -> None:
        at %= len(self._headlines)
        self._timeline.select(self._headlines[at])
        self._bar.tell(f"{at + 1:,} of {len(self._headlines):,}")

    def step(self, by: int) -> None:
        """Go to the next headline that holds the words, or the one before."""
        typed = self._bar.field.value
        if typed != self._words:
            self.look_for(typed)
        elif self._headlines:
            here = self._timeline.cursor
            at = self._headlines.index(here) if here in self._headlines else -by
            self._show_found(at + by)

    def close(self, *, stay: bool) -> None:
        """Close the bar. Args: stay: at the headline found; else go back to where the jump began."""
        if not stay:
            self._return()
        self._bar.close()
        self._timeline.focus()
        self._stage.show_hints()


def jump_hints(keymap: Keymap) -> tuple[tuple[str, str], ...]:
    """The keys that help while words of a headline are typed."""
    onward = beside_words(keymap, "move.jump")
    return (" ".join([*map(shown_key, onward), "↓ ↑"]), "next, one before"), *_HINTS
