"""The line above (where we are, what the polling does) and the line below (which keys help here)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from livetui.model.update import Activity
from livetui.text.clean import clean_line
from livetui.ui.paint import Painted, Piece, cut


@dataclass(frozen=True, slots=True)
class Status:
    """All that the status line shows, in one value."""

    activity: Activity
    scope: str = "Everything"
    """Topic or feed."""
    words: str = ""
    """The filter as typed."""
    shown: int = 0
    total: int = 0
    pending: int = 0
    follow: bool = True
    muted: int = 0
    """Entries that the user's rules hide."""
    more: bool = False
    """Are more being read than are listed yet."""
    shape: str = ""
    """Order, and what is left out by a key."""


class Bar(Painted):
    """One line of words, on the panel's ground, the right part kept when it is narrow."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Bar { height: 1; background: $panel; }"

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """The words on the left and those on the right."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is but one line
        """Draw the line."""
        width = self.size.width
        left, right = self.pieces(width)
        room = width - sum(cell_len(text) for text, _ in right)
        while right and room < 4:
            room += cell_len(right.pop(0)[0])
        segments: list[Segment] = []
        for text, look in left:
            words = cut(text, room)
            if not words:
                break
            segments.append(Segment(words, self._style(look)))
            room -= cell_len(words)
        segments.append(Segment(" " * max(0, room), self._style("faint")))
        segments += [Segment(text, self._style(look)) for text, look in right]
        return Strip(segments).adjust_cell_length(width)

    def _style(self, look: str) -> Style:
        words, _, ground = look.partition(" on ")
        return self.paint.style(words, ground or "panel")


class StatusLine(Bar):
    """Where the reader is, and the state of the polling."""

    def __init__(self, status: Status, now: Callable[[], datetime]) -> None:
        """Args: now: the time, aware."""
        super().__init__()
        self.status = status
        self._now = now
        self._countdown = ""

    def show(self, status: Status) -> None:
        """Show another state."""
        if status != self.status:
            self.status = status
            self.refresh()

    def on_mount(self) -> None:
        """Count the seconds to the next poll."""
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Draw again if the countdown has changed."""
        if self._countdown != (text := self._soon()):
            self._countdown = text
            self.refresh()

    def _soon(self) -> str:
        """How long until the next poll; empty where this reader polls nothing, so that nothing is drawn for it."""
        activity = self.status.activity
        return countdown(activity.next_poll, self._now()) if activity.polls else ""

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """Name, topic, filter and count; activity and what is new."""
        status, activity = self.status, self.status.activity
        name: list[Piece] = [(" livetui ", "bold chip on primary")] if width >= 50 else []
        left: list[Piece] = [(f" {clean_line(status.scope, 40)}", "bold strong")]
        if status.words:
            left += [(" · ", "faint"), (cut(clean_line(status.words, 200), max(8, width // 3)), "secondary")]
        if status.shape:
            left.append((f" · {status.shape}", "accent"))
        shown = f"{status.shown:,}{'+' * status.more}"
        count = f"{shown} of {status.total:,}" if status.shown != status.total else shown
        left.append((f" · {count} ", "faint"))
        if status.muted and width >= 60:
            left.append((f"· {status.muted:,} muted ", "faint"))
        right: list[Piece] = []
        if width >= 100 and activity.feeds:
            failing = f", {activity.failing} failing" if activity.failing else ""
            right.append((f"{activity.feeds} feed{'s' * (activity.feeds != 1)}{failing}  ", "faint"))
        if width >= 60:
            if activity.running:
                right.append((f"polling {activity.running}  ", "faint"))
            elif soon := self._soon():
                right.append((f"next {soon}  ", "faint"))
            elif not activity.polls and activity.online:
                right.append(("another livetui polls  ", "faint"))
            if not status.follow:
                right.append(("hold  ", "accent"))
        state: Piece = ("● live  ", "bold success") if activity.online else ("○ offline  ", "bold accent")
        if activity.online and activity.feeds and activity.failing >= activity.feeds:
            state = ("✗ failing  ", "bold error")
        elif activity.online and not activity.feeds:  # what is not there is not live
            state = ("○ no feed yet  ", "faint")
        right.insert(0, state if width >= 34 else (state[0][:2], state[1]))
        if status.pending:
            right.append((f" ↑ {status.pending} new ", "bold chip on accent"))
        # Where and how many is what is looked for: the seconds left, then the name, give way to it.
        if _cells(*name, *left, *right) > width:
            right = [piece for piece in right if not piece[0].startswith("next ")]
        if _cells(*name, *left, *right) > width:
            name = []
        if _cells(*left, *right) > width:
            right = [(words[:2], look) if words == state[0] else (words, look) for words, look in right]
        if status.words and (excess := _cells(*left, *right) - width) > 0:
            words = left[2][0]
            left[2] = (cut(words, max(6, cell_len(words) - excess)), left[2][1])
            if _cells(*left, *right) > width:  # what is typed stands in the filter bar, too
                del left[1:3]
        if (excess := _cells(*left, *right) - width) > 0:
            left[0] = (cut(left[0][0], max(6, cell_len(left[0][0]) - excess)), left[0][1])
        return [*name, *left], right


class QuotationsBar(Bar):
    """Whose quotations are listed, how many, and how many are new."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ("", "", "", 0)

    def show(self, speaker: str, words: str, count: str, new: int) -> None:
        """Show another state. Args: words: the filter. count: what is listed. new: how many came since."""
        if (speaker, words, count, new) != self._shown:
            self._shown = speaker, words, count, new
            self.refresh()

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """Name, speaker, words and count; what is new."""
        speaker, words, count, new = self._shown
        left: list[Piece] = [(" livetui ", "bold chip on primary")] if width >= 50 else []
        left.append((" Who said what ", "bold strong"))
        if speaker:
            left.append((f" {clean_line(speaker, 40)} ", "bold strong"))
        if words:
            left.append((f" {cut(clean_line(words, 200), max(8, width // 3))} ", "secondary"))
        left.append((f" {count} ", "faint"))
        return left, [(f" ↑ {new} new ", "bold chip on accent")] if new else []


class RevisionsBar(Bar):
    """Whose entry is looked at, and which of its changes."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ("", 0, 0)

    def show(self, source: str, place: int, count: int) -> None:
        """Show another state. Args: place: which change, from 1. count: how many there are."""
        if (source, place, count) != self._shown:
            self._shown = source, place, count
            self.refresh()

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """Name, source; which change."""
        source, place, count = self._shown
        left: list[Piece] = [(" livetui ", "bold chip on primary")] if width >= 50 else []
        left += [(" What changed ", "bold strong"), (f" {source} ", "faint")]
        newest = " · newest" if place == count > 1 and width >= 50 else ""
        return left, [(f" change {place} of {count}{newest} ", "bold accent")]


class HealthBar(Bar):
    """How many feeds there are, and how many of them fail or are paused."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = (0, 0, 0, 0, "")

    def show(self, feeds: int, failing: int, paused: int, listed: int, words: str) -> None:
        """Show another state. Args: listed: how many pass the words typed."""
        if (feeds, failing, paused, listed, words) != self._shown:
            self._shown = feeds, failing, paused, listed, words
            self.refresh()

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """Name and count; what is not as it should be."""
        feeds, failing, paused, listed, words = self._shown
        left: list[Piece] = [(" livetui ", "bold chip on primary")] if width >= 50 else []
        left.append((" Feeds ", "bold strong"))
        if words:
            left.append((f" {cut(clean_line(words, 200), max(8, width // 3))} ", "secondary"))
        left.append((f" {listed:,} of {feeds:,} " if words else f" {feeds:,} ", "faint"))
        right: list[Piece] = [(f"‖ {paused} paused  ", "secondary")] if paused else []
        right.append((f"✗ {failing} failing  ", "bold error") if failing else ("● none fails  ", "success"))
        return left, right if feeds else []


class HintLine(Bar):
    """Keys that help where the focus is, or what is wrong with what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: Sequence[tuple[str, str]] = ()
        self._trouble = ""
        self._begun: tuple[str, Sequence[tuple[str, str]]] = ("", ())

    def begin(self, begun: str, after: Sequence[tuple[str, str]]) -> None:
        """Show keys that wait for the next one, or no more. Args: after: what may follow, and what it does."""
        if (begun, after) != self._begun:
            self._begun = begun, after
            self.refresh()

    def show(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show other hints: key and what it does."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def complain(self, trouble: str) -> None:
        """Say what is wrong, or nothing more."""
        if trouble != self._trouble:
            self._trouble = trouble
            self.refresh()

    def pieces(self, width: int) -> tuple[list[Piece], list[Piece]]:
        """Keys begun, the trouble, or as many hints as fit, the last one (help) before others."""
        begun, after = self._begun
        if begun:
            more = [piece for key, what in after for piece in ((f" {key} ", "bold primary"), (f"{what} ", "faint"))]
            return [(f" {begun} ", "bold accent"), *more], []
        if self._trouble:
            return [(f" {clean_line(self._trouble)}", "error")], []
        found: list[Piece] = []
        room = width - 1
        for key, what in (*self._hints[-1:], *self._hints[:-1]):
            room -= cell_len(key) + cell_len(what) + 3
            if room < 0:
                break
            found += [(f" {key} ", "bold primary"), (f"{what} ", "faint")]
        return found[2:] + found[:2], []


def _cells(*pieces: Piece) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def countdown(due: datetime | None, now: datetime) -> str:
    """Time left as ``0:23`` or ``1:02:10``; empty when nothing is due."""
    if due is None:
        return ""
    left = max(0, round((due - now).total_seconds()))
    hours, rest = divmod(left, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
