"""Who said what across the cache: speakers, and their quotations, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from livetui.model.filter import Filter
from livetui.model.saying import SpeakerCount
from livetui.ui.acts.filtering import Filtering
from livetui.ui.citing import citation, quotation
from livetui.ui.earlier import Earlier
from livetui.ui.hinting import FILTER_HINTS, Hint
from livetui.ui.layout import Panes, panes
from livetui.ui.lighting import Lighting
from livetui.ui.reading import Reading
from livetui.ui.screens.quoted import QuotedScreen, Scope
from livetui.ui.widgets.bars import HintLine, QuotationsBar
from livetui.ui.widgets.filterbar import FilterBar
from livetui.ui.widgets.sayings import SayingsView
from livetui.ui.widgets.speakers import SpeakersPane

_WIDE = 70
"""Columns from which speakers and quotations stand side by side."""
_AIRY = 14
"""Rows from which there is an empty line above the quotations."""
_COMMANDS = frozenset(
    {
        "move.down", "move.up", "move.half_down", "move.half_up", "move.page_down", "move.page_up", "move.top",
        "move.end", "pane.next", "pane.left", "read.open", "read.on", "read.next_quote", "read.previous_quote",
        "read.quotations", "read.browser", "read.copy_link", "read.copy_citation", "filter.edit", "filter.close",
        "topic.all", "topic.next", "topic.previous", "live.pending", "view.theme", "view.redraw", "app.palette",
        "app.help", "app.suspend", "app.back", "app.quit",
    }
)  # fmt: skip
_HINTS: tuple[Hint, ...] = (
    ("read.open", "read there"), ("filter.close", "back"), ("filter.edit", "find"),
    (("topic.next", "topic.previous"), "speaker"), ("read.copy_link", "copy"), ("read.browser", "open"),
    ("live.pending", "refresh"), ("app.help", "help"),
)  # fmt: skip
_SPEAKER_HINTS: tuple[Hint, ...] = (
    (("move.down", "move.up"), "choose"), ("read.open", "quotations"), ("filter.edit", "find"),
    ("topic.all", "everyone"), ("filter.close", "back"),
)  # fmt: skip
_PROMPT = "a name, a role, words said, source:name, age:<2h …"


class QuotationsScreen(QuotedScreen):
    """Quotations across the cache; the answer is the one to be read where it stands, None if none is."""

    OFFERED = _COMMANDS
    AUTO_FOCUS = "#sayings"
    DEFAULT_CSS = """
    QuotationsScreen #speakers { width: 29; }
    QuotationsScreen #sayings { width: 1fr; padding: 1 0 0 0; }
    QuotationsScreen #quotations { height: 1fr; }
    QuotationsScreen.-one #speakers { width: 1fr; }
    QuotationsScreen.-dense #sayings { padding: 0; }
    """

    def __init__(
        self,
        engine: Reading,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        *,
        speaker: SpeakerCount | None,
        browse: Callable[[int, str], None],
        leave: Callable[[], None],
        earlier: Earlier,
        lighting: Lighting,
    ) -> None:
        """Args: speaker: whose quotations to begin with. browse: opens an entry's page. leave: ends the app.

        earlier: filters of before. lighting: tells what stands out; of this screen alone.
        """
        super().__init__(engine, Scope(speaker), lighting)
        self.sayings = SayingsView(now, zone, id="sayings")
        self.speakers = SpeakersPane(id="speakers")
        self.filter_bar = FilterBar(_PROMPT, id="filter")
        self.filter_bar.earlier = earlier
        self.filtering = Filtering(self, engine, self.filter_bar, self)
        self.bar = QuotationsBar()
        self.hints = HintLine()
        self._zone = zone
        self._browse = browse
        self._leave = leave
        self._choosing = False

    def compose(self) -> ComposeResult:
        """Where we are, speakers and quotations, the filter, hints."""
        yield self.bar
        with Horizontal(id="quotations"):
            yield self.speakers
            yield self.sayings
        yield self.filter_bar
        yield self.filter_bar.suggestions
        yield self.hints
        yield Static("Too small: livetui needs 20 columns and 5 rows", id="too-small", markup=False)

    # panes

    def on_resize(self) -> None:
        """Arrange the panes for the new size."""
        self._fit()

    def _fit(self) -> None:
        width, height = self.size
        self.set_class(panes(width, height) is Panes.NONE, "-none")
        one = width < _WIDE
        self.set_class(one, "-one")
        self.set_class(one or height < _AIRY, "-dense")
        self.speakers.display = not one or self._choosing
        self.sayings.display = not one or not self._choosing

    def _turn_to(self, *, speakers: bool) -> None:
        self._choosing = speakers
        self.speakers.display = self.sayings.display = True  # what is not displayed can't be focused
        (self.speakers if speakers else self.sayings).focus()
        self.call_next(self._fit)

    def on_descendant_focus(self) -> None:
        """Show the keys that help here."""
        filtering = self.filter_bar.display and self.focused is self.filter_bar.field
        hints = self.hint(*(_SPEAKER_HINTS if self._in_speakers else _HINTS))
        self.hints.show(FILTER_HINTS if filtering else hints)

    @property
    def _in_speakers(self) -> bool:
        return self.focused is self.speakers

    def action_next_pane(self) -> None:
        """From the quotations to the speakers, or back."""
        self._turn_to(speakers=not self._in_speakers)

    def action_pane_left(self) -> None:
        """To the speakers."""
        self._turn_to(speakers=True)

    # moving

    def action_move(self, by: int) -> None:
        """Move by quotations or speakers."""
        self.stop_walking()
        (self.speakers if self._in_speakers else self.sayings).move(by)

    def action_quote(self, by: int) -> None:
        """Move by quotations."""
        self.stop_walking()
        self.sayings.move(by)

    def action_page(self, part: float) -> None:
        """Move by a part of the view."""
        self.stop_walking()
        if self._in_speakers:
            self.speakers.page_by(part)
        else:
            self.sayings.page(part)

    def action_read_on(self) -> None:
        """A page on."""
        self.action_page(1.0)

    def action_top(self) -> None:
        """Go to the newest quotation, or to everyone."""
        self.stop_walking()
        if self._in_speakers:
            self.speakers.to_top()
        elif self.sayings.window.above:
            self.load()
        else:
            self.sayings.to_top()

    def action_end(self) -> None:
        """Go to the oldest quotation, however far that is, or to the last speaker."""
        if self._in_speakers:
            self.speakers.to_end()
        else:
            self.sayings.to_end()
            if self.sayings.window.more:
                self.walk_to_the_oldest()

    # choosing

    def action_filter(self) -> None:
        """Open the filter bar."""
        self.filtering.open()

    @on(FilterBar.Typed)
    def _typed(self, message: FilterBar.Typed) -> None:
        self.filtering.filter_by(message.text)

    @on(FilterBar.Closed)
    def _filter_closed(self, message: FilterBar.Closed) -> None:
        self.filtering.close(message.text)

    @property
    def filter_words(self) -> str:
        """The filter in force, as typed."""
        return self.scope.words

    def follow_filter(self, words: str, found: Filter | None) -> None:
        """List the quotations and the speakers that pass."""
        self.choose(Scope(self.scope.speaker, words, found))
        self.show_speakers()

    def show_status(self) -> None:
        """Bring the line above up to date, and the count beside what is typed."""
        super().show_status()
        self.filter_bar.count(f"{self.count} listed")

    def hold_filter(self) -> None:
        """Nothing: what is read for words that were typed over is dropped when it comes."""

    def go_on(self) -> None:
        """Nothing: nothing was stopped."""

    def leave_filter(self) -> None:
        """Back to the quotations, or to the speakers."""
        self._turn_to(speakers=self._choosing)

    def action_topic(self, _: int) -> None:
        """Show everyone's quotations again."""
        self.speakers.choose(0)

    def action_step_topic(self, by: int) -> None:
        """Show the quotations of the next speaker, or of the one before."""
        self.speakers.move(by)

    # the quotation under the cursor

    def action_read(self) -> None:
        """Read the entry of the quotation, at the quotation; of a speaker the quotations."""
        if self._in_speakers:
            self._turn_to(speakers=False)
        elif (saying := self.sayings.selected) is not None:
            self.dismiss(saying)

    @on(SayingsView.Opened)
    def _opened(self) -> None:
        self.dismiss(self.sayings.selected)

    def action_browse(self) -> None:
        """Open the page of the entry in the browser and mark it read."""
        if (saying := self.sayings.selected) is None:
            return
        if saying.url is None:
            self.tell("This entry has no address", severity="warning")
        else:
            self._browse(saying.number, saying.url)

    def action_copy_link(self) -> None:
        """Copy the quotation with speaker, source, time and address."""
        if (saying := self.sayings.selected) is not None:
            self.app.copy_to_clipboard(quotation(saying, self._zone))
            self.tell("Copied the quotation")

    def action_copy_citation(self) -> None:
        """Copy the quotation with all that is known of it."""
        if (saying := self.sayings.selected) is not None:
            self.app.copy_to_clipboard(citation(saying, self._zone))
            self.tell("Copied the citation")

    # leaving

    def action_close(self) -> None:
        """Close the filter bar, clear the filter, show everyone again; then back to where the reader was."""
        if self.filter_bar.display:
            self.filter_bar.action_clear()
        elif self.scope.words:
            self.filtering.filter_by("", kept=True)
        elif self.scope.speaker is not None:
            self.speakers.choose(0)
        else:
            self.dismiss(None)

    def action_back(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)

    def action_quotations(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)

    def action_quit(self) -> None:
        """Leave livetui."""
        self._leave()
