"""Topics and feeds with what is unread in each, and who was quoted of late."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from livetui.model.feed import Feed, FeedKind, FeedStatus
from livetui.model.saying import SpeakerCount
from livetui.text.clean import clean_line
from livetui.ui.paint import Painted, Piece, fit
from livetui.ui.topics import TopicLine
from livetui.ui.widgets.speakers import speaker_pieces

_SIGNS = {FeedStatus.OK: ("●", "success"), FeedStatus.NEW: ("○", "faint"), FeedStatus.ERROR: ("✗", "error"),
          FeedStatus.GONE: ("✗", "error")}  # fmt: skip
WIDTH = 25
"""Cells."""


class Sidebar(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """A list of topics, then of feeds; what is shown in the timeline is marked. Below, if there is room, speakers."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Sidebar { background: $background; scrollbar-size: 0 0; overflow-x: hidden; }
    """

    class Chosen(Message):
        """A topic or feed was picked."""

        def __init__(self, topic: int | None = None, feed: Feed | None = None) -> None:
            super().__init__()
            self.topic = topic
            """Place of the topic, 0 for everything; None if a feed was picked."""
            self.feed = feed

    class Asked(Message):
        """The quotations of a speaker are wanted."""

        def __init__(self, speaker: SpeakerCount) -> None:
            super().__init__()
            self.speaker = speaker

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._topics: Sequence[TopicLine] = ()
        self._feeds: Sequence[Feed] = ()
        self._speakers: Sequence[SpeakerCount] = ()
        self._active: tuple[int, int | None] = (0, None)
        self._lines: list[int | Feed | SpeakerCount | str] = []
        self._cursor = 2

    def show(self, topics: Sequence[TopicLine], feeds: Sequence[Feed], active: tuple[int, int | None]) -> None:
        """Show other counts. Args: active: place of the topic shown, and number of the feed shown alone."""
        if (topics, feeds, active) == (self._topics, self._feeds, self._active):
            return
        self._topics, self._feeds, self._active = topics, feeds, active
        self._arrange()

    def show_speakers(self, speakers: Sequence[SpeakerCount]) -> None:
        """Show who was quoted of late, most often first; under the reader's cursor counts change, but no places."""
        if isinstance(self._item, SpeakerCount) and self.has_focus:
            now = {speaker.name: speaker for speaker in speakers}
            stay = [now.pop(speaker.name, speaker) for speaker in self._speakers]
            speakers = (*stay, *now.values())
        if speakers != self._speakers:
            self._speakers = speakers
            self._arrange()

    @property
    def _item(self) -> int | Feed | SpeakerCount | str:
        """What the cursor stands on."""
        return self._lines[self._cursor] if self._cursor < len(self._lines) else ""

    def _arrange(self) -> None:
        before = self._item
        self._lines = ["", "TOPICS", *range(len(self._topics)), "", "FEEDS", *self._feeds]
        room = self.size.height - len(self._lines) - 2
        if self._speakers and room > 0:
            self._lines += ["", "SAID TODAY", *self._speakers[:room]]
        same = (line for line, item in enumerate(self._lines) if _same(item, before))
        self._cursor = next(same, min(self._cursor, len(self._lines) - 1))
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        """There may be room for more speakers, or for fewer."""
        self._arrange()

    def move(self, by: int) -> None:
        """Move the cursor over topics and feeds."""
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            line = self._cursor + step
            while 0 <= line < len(self._lines) and isinstance(self._lines[line], str):
                line += step
            if not 0 <= line < len(self._lines):
                break
            self._cursor = line
        self.scroll_to(y=max(0, self._cursor - self.size.height + 2), animate=False, force=True)
        self.refresh()

    def page_by(self, part: float) -> None:
        """Move by a part of the view."""
        self.move(int(self.size.height * part))

    def to_top(self) -> None:
        """Go to the first topic."""
        self.move(-len(self._lines))

    def to_end(self) -> None:
        """Go to the last feed."""
        self.move(len(self._lines))

    def choose(self) -> None:
        """Pick what the cursor stands on."""
        self._pick(self._cursor)

    def _pick(self, line: int) -> None:
        if 0 <= line < len(self._lines) and not isinstance(item := self._lines[line], str):
            self._cursor = line
            if isinstance(item, SpeakerCount):
                self.post_message(self.Asked(item))
            else:
                self.post_message(self.Chosen(feed=item) if isinstance(item, Feed) else self.Chosen(topic=item))

    def on_click(self, event: events.Click) -> None:
        """Pick what is clicked."""
        self._pick(self.scroll_offset.y + event.y)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        width, line = self.size.width - 1, self.scroll_offset.y + y
        item = self._lines[line] if line < len(self._lines) else ""
        ground = "background"
        if isinstance(item, str):
            pieces: list[Piece] = [(fit(f" {item}", width), "bold faint")]
        else:
            active = item.number == self._active[1] if isinstance(item, Feed) else (item, None) == self._active
            here = self.has_focus and line == self._cursor
            ground = "cursor" if here else "cursor-blurred" if active else ground
            if isinstance(item, SpeakerCount):
                pieces = speaker_pieces(item, width - 1)
            else:
                pieces = self._feed(item, width) if isinstance(item, Feed) else self._topic(self._topics[item], width)
            pieces.insert(0, ("▌" if active else "›" if here else " ", "primary"))
        segments = [Segment(text, self.paint.style(look, ground)) for text, look in pieces]
        segments.append(Segment(" ", self.paint.style("faint", "background")))
        return Strip(segments, width + 1)

    def _topic(self, topic: TopicLine, width: int) -> list[Piece]:
        sign, look = topic.sign
        return [(f"{sign} ", look), *_counted(topic.label, topic.unread, width - 3)]

    def _feed(self, feed: Feed, width: int) -> list[Piece]:
        sign, look = _SIGNS[feed.status]
        if feed.kind is FeedKind.LIVE and feed.status is FeedStatus.OK:
            sign, look = "◉", "accent"
        return [(f"{sign} ", look), *_counted(clean_line(feed.title), feed.unread, width - 3)]


def _same(one: int | Feed | SpeakerCount | str, other: int | Feed | SpeakerCount | str) -> bool:
    """Is it the same thing, however its counts have changed."""
    if isinstance(one, Feed) and isinstance(other, Feed):
        return one.number == other.number
    if isinstance(one, SpeakerCount) and isinstance(other, SpeakerCount):
        return one.name == other.name
    return isinstance(one, int) and one == other


def _counted(name: str, unread: int | None, width: int) -> list[Piece]:
    count = "" if unread is None else f"{unread:,}" if unread else "·"
    count = count if len(count) < 6 else f"{(unread or 0) // 1000}k"
    look = "foreground" if unread else "faint"
    return [(fit(name, width - len(count) - 2) + " ", look), (count + " ", "accent" if unread else "faint")]
