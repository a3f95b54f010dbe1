"""Speakers with how often each is quoted; the one under the cursor is the one listed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from livetui.model.saying import SpeakerCount
from livetui.model.speakers import surname
from livetui.text.clean import clean_line
from livetui.ui.paint import Painted, Piece, fit
from livetui.ui.rows import QUOTES
from livetui.ui.speakers import hue

_HEAD = 2
"""Lines above the first choice."""


def speaker_pieces(speaker: SpeakerCount, width: int) -> list[Piece]:
    """A speaker and the number of quotations on exactly so many cells."""
    colour = f"speaker-{hue(speaker.name) or 0}"
    count = f"{speaker.quotes:,}" if speaker.quotes < 100_000 else f"{speaker.quotes // 1000}k"
    name = fit(clean_line(speaker.name), max(0, width - len(count) - 4))
    return [(f"{QUOTES} ", colour), (f"{name} ", "foreground"), (f"{count} ", "accent")]


class SpeakersPane(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """Everyone, then those quoted most."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "SpeakersPane { background: $background; scrollbar-size: 0 0; overflow-x: hidden; }"

    class Chosen(Message):
        """The quotations of another speaker are wanted."""

        def __init__(self, speaker: SpeakerCount | None) -> None:
            super().__init__()
            self.speaker = speaker
            """None: those of everyone."""

        def can_replace(self, message: Message) -> bool:
            """Only the last choice of a burst matters."""
            return isinstance(message, SpeakersPane.Chosen)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.speakers: Sequence[SpeakerCount] = ()
        """Those listed, most quoted first."""
        self.cursor = 0
        """0 for everyone, then their places from 1."""
        self._everyone = ""

    @property
    def chosen(self) -> SpeakerCount | None:
        """The speaker under the cursor, None for everyone."""
        return self.speakers[self.cursor - 1] if self.cursor else None

    def show(self, speakers: Sequence[SpeakerCount], chosen: SpeakerCount | None) -> None:
        """Show other speakers, the chosen one among them whether or not it belongs there."""
        place = 0 if chosen is None else _place_of(chosen, speakers)
        if place is None and chosen is not None:
            speakers, place = (*speakers, chosen), len(speakers) + 1
        self.speakers, self.cursor = speakers, place or 0
        self.virtual_size = Size(self.size.width, _HEAD + 1 + len(speakers))
        self._into_view()

    def count(self, everyone: str) -> None:
        """Say how many quotations there are of everyone."""
        if everyone != self._everyone:
            self._everyone = everyone
            self.refresh()

    def move(self, by: int) -> None:
        """Choose by places."""
        self.choose(self.cursor + by)

    def page_by(self, part: float) -> None:
        """Choose by a part of the view."""
        self.move(int(self.size.height * part) or (1 if part > 0 else -1))

    def to_top(self) -> None:
        """Choose everyone."""
        self.choose(0)

    def to_end(self) -> None:
        """Choose the last."""
        self.choose(len(self.speakers))

    def choose(self, place: int) -> None:
        """Choose a place: 0 is everyone."""
        place = min(max(place, 0), len(self.speakers))
        if place != self.cursor:
            self.cursor = place
            self._into_view()
            self.post_message(self.Chosen(self.chosen))

    def _into_view(self) -> None:
        line, view, height = self.cursor + _HEAD, self.scroll_offset.y, self.size.height
        top = 0 if not self.cursor else line
        if top < view:
            self.scroll_to(y=top, animate=False, force=True)
        elif line >= view + height > 0:
            self.scroll_to(y=line - height + 1, animate=False, force=True)
        self.refresh()

    def on_resize(self) -> None:
        """Keep the choice in view."""
        self.virtual_size = Size(self.size.width, _HEAD + 1 + len(self.speakers))
        self._into_view()

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        place = self.scroll_offset.y + event.y - _HEAD
        if 0 <= place <= len(self.speakers):
            self.choose(place)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        width, place = self.size.width - 1, self.scroll_offset.y + y - _HEAD
        ground = "background"
        if 0 <= place <= len(self.speakers):
            active = place == self.cursor
            ground = ground if not active else "cursor" if self.has_focus else "cursor-blurred"
            pieces: list[Piece] = [("▌" if active else " ", "primary")]
            if place:
                pieces += speaker_pieces(self.speakers[place - 1], width - 1)
            else:
                name = fit("Everyone", max(0, width - len(self._everyone) - 3))
                pieces.append((f"{name} {self._everyone} ", "foreground"))
        else:
            pieces = [(fit(" SPEAKERS" if place == -1 else "", width), "bold faint")]
        segments = self.paint.segments(pieces, ground)
        segments.append(Segment(" ", self.paint.style("faint", "background")))
        return Strip(segments).adjust_cell_length(width + 1)


def _place_of(chosen: SpeakerCount, speakers: Sequence[SpeakerCount]) -> int | None:
    """Where a speaker stands, under that name or as the only one of that surname; from 1, None if nowhere."""
    family = surname(chosen.name)
    places = [place for place, speaker in enumerate(speakers, 1) if speaker.name == chosen.name] or [
        place for place, speaker in enumerate(speakers, 1) if family and surname(speaker.name) == family
    ]
    return places[0] if len(places) == 1 else None
