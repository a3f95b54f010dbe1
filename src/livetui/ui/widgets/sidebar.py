"""Topics, folders and feeds with what is unread in each and how it fares, and who was quoted of late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from livetui.model.feed import Feed
from livetui.model.saying import SpeakerCount
from livetui.ui.paint import Painted, Piece, fit
from livetui.ui.sidelines import FeedLine, FolderLine, SideLine, feed_lines, same, within
from livetui.ui.topics import TopicLine
from livetui.ui.widgets.sidelook import INDENT, pieces_of

WIDTH = 25
"""Cells."""


@dataclass(frozen=True, slots=True)
class Active:
    """What the timeline shows."""

    topic: int = 0
    """Place of the topic; it counts if there is no feed nor folder."""
    feed: int | None = None
    """Number of the feed shown alone."""
    folder: str | None = None


class Sidebar(ScrollView, Painted, can_focus=True, inherit_bindings=False):
    """A list of topics, then of feeds; what is shown in the timeline is marked. Below, if there is room, speakers."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Sidebar { background: $background; scrollbar-size: 0 0; overflow-x: hidden; }
    """

    class Chosen(Message):
        """A topic, a feed or a folder was picked."""

        def __init__(self, line: int | FolderLine | FeedLine) -> None:
            super().__init__()
            self.line = line
            """What was picked; a topic by its place."""

    class Asked(Message):
        """The quotations of a speaker are wanted."""

        def __init__(self, speaker: SpeakerCount) -> None:
            super().__init__()
            self.speaker = speaker

    def __init__(self, now: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002
        """Args: now: the time, aware."""
        super().__init__(id=id)
        self._now = now
        self._topics: Sequence[TopicLine] = ()
        self._feeds: Sequence[Feed] = ()
        self._speakers: Sequence[SpeakerCount] = ()
        self._active = Active()
        self._folded: set[str] = set()
        self._lines: list[SideLine] = []
        self._cursor = 2

    def show(self, topics: Sequence[TopicLine], feeds: Sequence[Feed], active: Active) -> None:
        """Show other counts. Args: active: what the timeline shows."""
        if feeds is self._feeds and (topics, active) == (self._topics, self._active):
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
    def _item(self) -> SideLine:
        """What the cursor stands on."""
        return self._lines[self._cursor] if self._cursor < len(self._lines) else ""

    @property
    def selected_feed(self) -> Feed | None:
        """The feed under the cursor."""
        return item.feed if isinstance(item := self._item, FeedLine) else None

    @property
    def selected_folder(self) -> str | None:
        """The path of the folder under the cursor."""
        return item.path if isinstance(item := self._item, FolderLine) else None

    def rename_folder(self, old: str, new: str) -> None:
        """Let a folder, and those in it, stay closed under another name."""
        self._folded = {new + path[len(old) :] if within(path, old) else path for path in self._folded}

    @property
    def beside(self) -> Sequence[Feed]:
        """The feeds of the folder of the one under the cursor, it among them."""
        here = self._item
        if not isinstance(here, FeedLine):
            return ()
        return [line.feed for line in self._lines if isinstance(line, FeedLine) and line.folder == here.folder]

    def _arrange(self) -> None:
        before = self._item
        self._lines = ["", "TOPICS", *range(len(self._topics)), "", "FEEDS", *feed_lines(self._feeds, self._folded)]
        room = self.size.height - len(self._lines) - 2
        if self._speakers and room > 0:
            self._lines += ["", "SAID TODAY", *self._speakers[:room]]
        found = (line for line, item in enumerate(self._lines) if same(item, before))
        self._cursor = next(found, self._nearest(min(self._cursor, len(self._lines) - 1)))
        self.virtual_size = Size(self.size.width, len(self._lines))
        self._into_view()

    def _nearest(self, line: int) -> int:
        """The nearest line above that can be chosen, else below."""
        around = [*range(line, -1, -1), *range(line, len(self._lines))]
        return next((each for each in around if not isinstance(self._lines[each], str)), line)

    def on_resize(self) -> None:
        """There may be room for more speakers, or for fewer."""
        self._arrange()

    # moving

    def move(self, by: int) -> None:
        """Move the cursor over topics, folders and feeds."""
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            line = self._cursor + step
            while 0 <= line < len(self._lines) and isinstance(self._lines[line], str):
                line += step
            if not 0 <= line < len(self._lines):
                break
            self._cursor = line
        self._into_view()

    def page_by(self, part: float) -> None:
        """Move by a part of the view."""
        self.move(int(self.size.height * part))

    def to_top(self) -> None:
        """Go to the first topic."""
        self.move(-len(self._lines))

    def to_end(self) -> None:
        """Go to the last line."""
        self.move(len(self._lines))

    def _into_view(self) -> None:
        view, height = self.scroll_offset.y, self.size.height
        first = next((line for line, item in enumerate(self._lines) if not isinstance(item, str)), 0)
        if self._cursor <= first:
            self.scroll_to(y=0, animate=False, force=True)
        elif self._cursor <= view:
            self.scroll_to(y=self._cursor - 1, animate=False, force=True)
        elif height and self._cursor >= view + height - 1:
            self.scroll_to(y=self._cursor - height + 2, animate=False, force=True)
        self.refresh()

    def on_focus(self) -> None:
        """Begin at what the timeline shows."""
        for line, item in enumerate(self._lines):
            if self._is_active(item):
                self._cursor = line
        self._into_view()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    # choosing

    def choose(self) -> None:
        """Pick what the cursor stands on."""
        self._pick(self._cursor)

    def toggle(self) -> None:
        """Open or close the folder under the cursor; pick anything else."""
        if isinstance(item := self._item, FolderLine):
            self._folded ^= {item.path}
            self._arrange()
        else:
            self.choose()

    @property
    def closed_folders(self) -> tuple[str, ...]:
        """The paths of the folders that are closed."""
        return tuple(sorted(self._folded))

    def close_folders(self, paths: Collection[str]) -> None:
        """Close just these folders."""
        self._folded = set(paths)
        self._arrange()

    def fold(self) -> bool:
        """Close the folder under the cursor, or go to the one around; False if there is none."""
        item = self._item
        if isinstance(item, FolderLine) and item.opened:
            self.toggle()
            return True
        around = item.folder if isinstance(item, FeedLine) else ""
        around = item.path.rpartition("/")[0] if isinstance(item, FolderLine) else around
        for line, other in enumerate(self._lines):
            if around and isinstance(other, FolderLine) and other.path == around:
                self._cursor = line
                self._into_view()
                return True
        return False

    def _pick(self, line: int) -> None:
        if 0 <= line < len(self._lines) and not isinstance(item := self._lines[line], str):
            self._cursor = line
            if isinstance(item, SpeakerCount):
                self.post_message(self.Asked(item))
                return
            if isinstance(item, FolderLine) and not item.opened:
                self.toggle()
            self.post_message(self.Chosen(item))

    def on_click(self, event: events.Click) -> None:
        """Pick what is clicked; the sign of a folder opens and closes it."""
        line = self.scroll_offset.y + event.y
        item = self._lines[line] if 0 <= line < len(self._lines) else ""
        if isinstance(item, FolderLine) and event.x <= item.depth * INDENT + 2:
            self._cursor = line
            self.toggle()
        else:
            self._pick(line)

    # drawing

    def _is_active(self, item: SideLine) -> bool:
        active = self._active
        match item:
            case FeedLine():
                return item.feed.number == active.feed
            case FolderLine():
                return active.feed is None and item.path == active.folder
            case int():
                return active.feed is None and active.folder is None and item == active.topic
            case _:
                return False

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        width, line = self.size.width - 1, self.scroll_offset.y + y
        item = self._lines[line] if line < len(self._lines) else ""
        ground = "background"
        if isinstance(item, str):
            pieces: list[Piece] = [(fit(f" {item}", width), "bold faint")]
        else:
            active = self._is_active(item)
            here = self.has_focus and line == self._cursor
            ground = "cursor" if here else "cursor-blurred" if active else ground
            pieces = [
                ("▌" if active else "›" if here else " ", "primary"),
                *pieces_of(item, self._topics, self._now(), width - 1),
            ]
        segments = [Segment(text, self.paint.style(look, ground)) for text, look in pieces]
        segments.append(Segment(" ", self.paint.style("faint", "background")))
        return Strip(segments, width + 1)
