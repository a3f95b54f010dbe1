"""What every screen with a filter bar does: the list follows what is typed, and a slip leaves it as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from textual import on, work

from livetui.errors import FilterError
from livetui.model.completion import Names
from livetui.model.filter import And, Filter, hints, parse, unparse
from livetui.ui.reading import Reading
from livetui.ui.screens.full import FullScreen
from livetui.ui.widgets.filterbar import FilterBar

_Answer = TypeVar("_Answer")
ANYTHING = Filter(And(()))
"""What an empty line asks for."""
_NAMES = 500
"""Speakers, tags and authors that are proposed, of each."""


class FilteringScreen(FullScreen[_Answer]):
    """Opens the bar, understands what is typed, and closes it."""

    engine: Reading
    filter_bar: FilterBar

    @property
    def filter_words(self) -> str:
        """The filter in force, as typed."""
        raise NotImplementedError

    def follow_filter(self, words: str, found: Filter | None) -> None:
        """List what passes. Args: words: as typed. found: None: they ask for nothing."""
        raise NotImplementedError

    def hold_filter(self) -> None:
        """Stop reading what passes the words as they were: they are others by now."""

    def go_on(self) -> None:
        """Go on with what was stopped: the words that came can't be understood."""

    def leave_filter(self) -> None:
        """Give the focus back to what is listed."""
        raise NotImplementedError

    def action_filter(self) -> None:
        """Open the filter bar."""
        self.filter_bar.open(self.filter_words)
        self._learn_names()

    @work(group="names", exclusive=True, exit_on_error=False)
    async def _learn_names(self) -> None:
        await self.filter_bar.earlier.load()
        feeds = await self.engine.feeds()
        topics = tuple(topic.name for topic in self.engine.topics)
        names = Names(
            sources=tuple(feed.title for feed in feeds),
            hosts=tuple(dict.fromkeys(_host(feed.url) for feed in feeds)),
            folders=tuple(dict.fromkeys(feed.folder for feed in feeds if feed.folder)),
            topics=topics,
            languages=tuple(dict.fromkeys(feed.lang for feed in feeds if feed.lang)),
        )
        self.filter_bar.know(names)
        tags, authors = await self.engine.stated_names(_NAMES)
        names = replace(names, tags=tags, authors=authors)
        self.filter_bar.know(names)
        self.filter_bar.know(replace(names, speakers=await self.engine.speaker_names(_NAMES)))

    @on(FilterBar.Typing)
    def _typing(self) -> None:
        self.hold_filter()

    @on(FilterBar.Typed)
    def _typed(self, message: FilterBar.Typed) -> None:
        self.filter_by(message.text)

    @on(FilterBar.Closed)
    def _filter_closed(self, message: FilterBar.Closed) -> None:
        if self.filter_by(message.text, kept=True):
            self.filter_bar.close()
            self.leave_filter()

    def filter_by(self, text: str, *, kept: bool = False) -> bool:
        """List what passes a filter; one that can't be understood leaves the list as it is and says why.

        Args: kept: the filter is done; what is listed stays, so a word half typed is kept with its ``*``.

        Returns: Could it be understood.
        """
        try:
            if kept:
                self.engine.understand(text)  # what may be half typed while it is typed may not be kept so
            found = self.engine.understand(text, typing=True)
        except FilterError as error:
            self.filter_bar.complain(error)
            self.go_on()
            return False
        self.filter_bar.complain(None, next(((hint.position, hint.text) for hint in hints(text)), None))
        words = unparse(parse(text, typing=True)) if kept else " ".join(text.split())
        self.follow_filter(words, None if found == ANYTHING else found)
        if kept and words:
            self._remember(words)
        return True

    @work(group="remember", exit_on_error=False)
    async def _remember(self, words: str) -> None:
        await self.filter_bar.earlier.add(words)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.") or url
