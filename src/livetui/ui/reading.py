"""What the screen asks of the engine; `livetui.engine.Engine` has all of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from livetui.config import Config, Highlight, Topic
from livetui.engine.article import Article
from livetui.engine.subscribe import Added
from livetui.feedlist import Edit
from livetui.model.entry import Flag, Headline, Revision
from livetui.model.feed import Feed, Subscription
from livetui.model.filter import Filter
from livetui.model.saying import Carried, Saying, SpeakerCount
from livetui.model.update import Activity, Event, Gap, TopicCounts
from livetui.text.diff import Comparison

if TYPE_CHECKING:  # loaded when it is asked for
    from livetui.engine.exchange.importing import Import
    from livetui.engine.exchange.nearby import Nearby


class Reading(Protocol):
    """The engine as the screen needs it: every wait is off the loop, every event comes on the loop's thread."""

    @property
    def config(self) -> Config:
        """The user's settings."""

    @property
    def notices(self) -> tuple[str, ...]:
        """One-line messages for the user at start."""

    @property
    def activity(self) -> Activity:
        """The state of the polling just now."""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics of now, in the user's order."""

    @property
    def left_before(self) -> bool:
        """False at the very first run: nothing is new since the reader was left."""

    def understand(self, text: str, *, typing: bool = False) -> Filter:
        """What a filter means just now. Raises: FilterError: it can't be understood."""

    async def keep_topic(
        self, name: str, text: str, *, key: int | None = None, replace: bool = False
    ) -> tuple[Topic, Callable[[], Awaitable[None]]]:
        """Keep a filter as a topic; with what undoes it.

        Raises: NameTaken: `replace` is needed; FilterError, ConfigError: it can't be.
        """

    async def remove_topic(self, name: str) -> Callable[[], Awaitable[None]]:
        """Let go of a topic; what undoes it. Raises: ConfigError: there is none, or it can't go."""

    async def topic_counts(self) -> TopicCounts:
        """What the topics hold; later `TopicCounts` are told as they change."""

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """What is drawn otherwise, by the rules of now; `HighlightsChanged` is told when they are others."""

    async def muted(self) -> int:
        """How many entries the user's rules hide."""

    async def leave(self) -> None:
        """Note that what is there was seen. Raises: StoreError: it can't be noted."""

    async def feeds(self) -> tuple[Feed, ...]:
        """The feeds followed, in the user's order."""

    async def numbers(
        self, wanted: Filter | None, /, *, before: int | None = None, limit: int | None = None, feed: int | None = None
    ) -> list[int]:
        """Numbers of the entries that pass, newest first."""

    async def some_numbers(
        self, wanted: Filter | None, /, *, before: int | None = None, limit: int, feed: int | None = None
    ) -> tuple[list[int], int | None]:
        """The same, but what takes long in parts; and the number below which to ask for more, None: there are none."""

    async def count(self, wanted: Filter | None, /, *, unread: bool = False) -> int:
        """How many entries pass."""

    async def passing(self, wanted: Filter | None, numbers: Sequence[int], /, *, feed: int | None = None) -> list[int]:
        """Those of these entries that pass, newest first."""

    async def headlines(self, numbers: Sequence[int]) -> dict[int, Headline]:
        """What the timeline shows of each."""

    async def article(self, number: int) -> Article | None:
        """An entry made ready to be read."""

    async def revisions(self, number: int) -> tuple[Revision, ...]:
        """The wordings of an entry, oldest first."""

    async def comparison(self, before: Revision, after: Revision) -> Comparison:
        """What changed between two of them."""

    async def sayings(
        self,
        wanted: Filter | None = None,
        *,
        speaker: str | None = None,
        before: tuple[int, int] | None = None,
        limit: int | None = 200,
    ) -> tuple[Saying, ...]:
        """Quotations that pass, newest first, the same words once; `before`: the number and place of the last had."""

    async def speakers(self, *, since: datetime | None = None, limit: int = 50) -> tuple[SpeakerCount, ...]:
        """Who was quoted, most often first."""

    async def stated_names(self, limit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Tags and authors of entries shown, most often first."""

    async def speaker_names(self, limit: int) -> tuple[str, ...]:
        """Who is quoted in the whole cache, about so many names, most often first."""

    async def gaps(self) -> tuple[Gap, ...]:
        """Where feeds may have published more than they showed us."""

    async def carried(self, number: int) -> dict[int, tuple[Carried, ...]]:
        """The same words in other entries, by the place of the entry's quotation; only places that have some."""

    async def mark(self, numbers: Sequence[int], flag: Flag, value: bool, *, back: bool = False) -> tuple[int, ...]:
        """Set a flag; the numbers that it really changed."""

    def listen(self, callback: Callable[[Event], None]) -> None:
        """Have each event of the polling told."""

    def poke(self, urls: Sequence[str] | None = None) -> None:
        """Poll these feeds, or all, now and in the background."""

    async def add(self, wanted: Subscription, /) -> Added:
        """Follow one more feed. Raises: LivetuiError: it is none, or can't be had."""

    async def follow(self, wanted: Sequence[Subscription]) -> None:
        """Follow more feeds unseen. Raises: ConfigError: the list can't be written."""

    async def nearby(self) -> tuple[Nearby, ...]:
        """What other readers have at their usual places that could be taken over."""

    async def take_over(self, wanted: Import) -> tuple[Path, ...]:
        """Write what an import brings; the copies of the files as they were. Raises: ConfigError: it can't be."""

    async def edit(self, feed: Subscription, place: int | None = None, /) -> Edit:
        """Let a feed of the list be followed as given, and stand there. Raises: LivetuiError: it can't be."""

    async def edit_all(self, feeds: Sequence[Subscription], /) -> Edit:
        """Let feeds of the list be followed as given, in one step. Raises: LivetuiError: they can't be."""

    async def readdress(self, url: str, new: str, /) -> str:
        """Let a feed have another address, its entries with it. Raises: LivetuiError: it can't have that one."""

    async def remove(self, target: str, /) -> Edit:
        """Stop following a feed. Raises: LivetuiError: it is not of the list, or that can't be written."""

    async def undo_edit(self, done: Edit) -> None:
        """Let the feeds of an edit be followed as before it. Raises: LivetuiError: the list can't be written."""

    async def rates(self) -> dict[int, float]:
        """Entries a day of each feed, by its number."""

    async def follow_live(self, number: int) -> Added:
        """Follow the live page that an entry announces. Raises: LivetuiError: it leads to none."""

    async def open_link(self, url: str) -> None:
        """Show an address in the browser. Raises: LivetuiError: its scheme is not allowed, or nothing opens it."""
