"""What the screen of quotations lists: read page by page, and left alone by what comes in until it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.timer import Timer

from livetui.model.filter import Filter
from livetui.model.saying import Carried, Saying, SpeakerCount
from livetui.model.update import Enriched, Event, HighlightsChanged, Reloaded
from livetui.ui.lighting import Lighting
from livetui.ui.reading import Reading
from livetui.ui.screens.full import FullScreen
from livetui.ui.spoken import fitting, of_quotations
from livetui.ui.widgets.bars import QuotationsBar
from livetui.ui.widgets.sayings import SayingsView
from livetui.ui.widgets.speakers import SpeakersPane
from livetui.ui.window import Key, key_of

PAGE = 100
"""Quotations asked for at a time: laid out in some milliseconds, so that no key waits for them."""
_STRIDE = 1000
"""Quotations asked for at a time on the way to the oldest."""
_SPEAKERS = 500
"""Speakers listed."""
_PAUSE = 0.05
"""Seconds without another choice after which the quotations follow it."""
_COALESCE = 0.3
"""Seconds in which news is gathered before what is new is counted."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose quotations are listed."""

    speaker: SpeakerCount | None = None
    """None: everyone's."""
    words: str = ""
    """The filter in force, as typed."""
    typed: Filter | None = None
    """What the words mean in the timeline."""

    @property
    def wanted(self) -> Filter | None:
        """What the words mean here."""
        return None if self.typed is None else of_quotations(self.typed)


class QuotedScreen(FullScreen[Saying | None]):
    """Keeps speakers and quotations in line with what is wanted; the last wish wins, late answers are dropped."""

    sayings: SayingsView
    speakers: SpeakersPane
    bar: QuotationsBar

    def __init__(self, engine: Reading, scope: Scope, lighting: Lighting) -> None:
        """Args: lighting: tells what stands out; of this screen alone."""
        super().__init__()
        self.engine = engine
        self.lighting = lighting
        self.scope = scope
        """What is listed, or being loaded."""
        self.loaded = False
        """Is what is listed what was asked for."""
        self._everyone: Sequence[SpeakerCount] = ()
        self._first: Mapping[Key, tuple[Carried, ...]] = {}
        self._new = 0
        self._loading: Timer | None = None
        self._looking: Timer | None = None

    def on_mount(self) -> None:
        """Read what the cache has."""
        self.speakers.show((), self.scope.speaker)
        self.load()
        self.load_speakers()

    @work(group="sayings", exclusive=True, exit_on_error=False)
    async def load(self) -> None:
        """List the newest quotations of what is wanted; the last call wins."""
        self.stop_walking()
        scope, self.loaded = self.scope, False
        self._new = 0
        self.lighting.follow(scope.wanted)
        page = await self._page(None, PAGE)
        lit = await self.lighting.sayings(page)
        self._first = {key_of(saying): saying.also for saying in page}
        everything = scope.speaker is None and scope.typed is None
        notice = "No quotation yet" if everything else "Nothing matches; Esc shows all again"
        self.sayings.light(lit)
        self.sayings.show(page, more=len(page) == PAGE, notice=notice)
        self.loaded = True
        self.show_status()

    @property
    def _whose(self) -> str:
        return self.scope.speaker.name if self.scope.speaker else ""

    async def _page(self, before: Key | None, limit: int) -> tuple[Saying, ...]:
        speaker = self.scope.speaker.name if self.scope.speaker else None
        return await self.engine.sayings(self.scope.wanted, speaker=speaker, before=before, limit=limit)

    @on(SayingsView.Wanted)
    def _wanted(self, message: SayingsView.Wanted) -> None:
        self._load_more(message)

    @work(group="more", exit_on_error=False)
    async def _load_more(self, wanted: SayingsView.Wanted) -> None:
        try:
            page = await self._page(wanted.before, wanted.above or PAGE)
            lit = await self.lighting.sayings(page)
        except Exception:
            self.sayings.failed()
            raise
        if wanted.window is self.sayings.window:
            self.sayings.light(lit, more=True)
        if wanted.above:
            self.sayings.put_above(wanted.window, wanted.before, page)
        else:
            self.sayings.extend(wanted.window, wanted.before, page, more=len(page) == PAGE)
        self.show_status()

    @work(group="walk", exclusive=True, exit_on_error=False)
    async def walk_to_the_oldest(self) -> None:
        """Go to the oldest quotation, past pages that are read only to know where the next one begins."""
        window = self.sayings.window
        pages: list[tuple[Key | None, int]] = []
        before, oldest, far = window.last, tuple[Saying, ...](), window.reached
        while stride := await self._page(before, _STRIDE):
            if window is not self.sayings.window:
                return
            for start in range(0, len(stride), PAGE):
                oldest = stride[start : start + PAGE]
                pages.append((before, len(oldest)))
                before = key_of(oldest[-1])
            far += len(stride)
            self.bar.show(self._whose, self.scope.words, f"{far:,}+ quotations", self._new)
            if len(stride) < _STRIDE:
                break
        lit = await self.lighting.sayings(oldest)
        if oldest and window is self.sayings.window:
            self.sayings.light(lit)
            self.sayings.jump(pages, oldest)
        self.show_status()

    def stop_walking(self) -> None:
        """Stay here: the oldest is not wanted any more."""
        if self.workers.cancel_group(self, "walk"):
            self.show_status()

    @work(group="speakers", exclusive=True, exit_on_error=False)
    async def load_speakers(self) -> None:
        """Read who is quoted how often."""
        self._everyone = await self.engine.speakers(limit=_SPEAKERS)
        self.show_speakers()

    def show_speakers(self) -> None:
        """List the speakers that fit what is typed."""
        self.speakers.show(fitting(self._everyone, self.scope.typed), self.scope.speaker)

    @property
    def count(self) -> str:
        """How many quotations are listed, with a sign where there are more."""
        window = self.sayings.window
        return f"{window.reached:,}{'+' * window.more}"

    def show_status(self) -> None:
        """Bring the line above up to date."""
        count = self.count
        if self.scope == Scope():
            self.speakers.count(count)
        self.bar.show(self._whose, self.scope.words, f"{count} quotation{'s' * (count != '1')}", self._new)

    @on(SpeakersPane.Chosen)
    def _chosen(self, message: SpeakersPane.Chosen) -> None:
        self.choose(Scope(message.speaker, self.scope.words, self.scope.typed))

    def choose(self, scope: Scope) -> None:
        """List the quotations of another scope, soon."""
        if scope == self.scope:
            return
        self.scope, self.loaded = scope, False
        self.show_status()
        if self._loading is not None:
            self._loading.stop()
        self._loading = self.set_timer(_PAUSE, self.load)

    # what comes in

    def hear(self, event: Event) -> None:
        """Take news of the engine: quotations found since are counted, and wait until they are asked for."""
        if isinstance(event, HighlightsChanged):
            self.lighting.renew()
            self.lighting.follow(self.scope.wanted)
            self._relight()
        if not isinstance(event, Enriched | Reloaded):
            return
        if self._looking is None:
            self._looking = self.set_timer(_COALESCE, self._look)

    @work(group="light", exclusive=True, exit_on_error=False)
    async def _relight(self) -> None:
        """Have other words stand out in what is listed."""
        window = self.sayings.window
        lit = await self.lighting.sayings(window.sayings)
        if window is self.sayings.window:
            self.sayings.light(lit)
            self.sayings.draw_anew()

    def _look(self) -> None:
        self._looking = None
        self._count_new()

    @work(group="new", exclusive=True, exit_on_error=False)
    async def _count_new(self) -> None:
        scope = self.scope
        page = await self._page(None, PAGE)
        if scope is not self.scope or not self.loaded:
            return  # the list is being read anew and has them
        if not len(self.sayings.window):
            self.load()
            self.load_speakers()
            return
        self._new = self._news(page)
        self.show_status()

    def _news(self, page: Sequence[Saying]) -> int:
        """How many came in since the list was read, or came to be carried by somebody else."""
        known = [place for place, saying in enumerate(page) if key_of(saying) in self._first]
        if len(self._first) == PAGE:  # what stands below the last one known was merely not read yet
            page = page[: max(known, default=-1) + 1]
        return sum(self._first.get(key_of(saying)) != saying.also for saying in page)

    def action_pending(self) -> None:
        """List anew, with what came in."""
        self.load()
        self.load_speakers()
