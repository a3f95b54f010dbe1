"""What a filter bar does: the list follows what is typed, and a slip leaves it as it was."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Protocol

from livetui.errors import FilterError
from livetui.model.completion import Names
from livetui.model.filter import And, Filter, hints, parse, unparse
from livetui.ui.acts.stage import Stage
from livetui.ui.reading import Reading
from livetui.ui.widgets.filterbar import FilterBar

ANYTHING = Filter(And(()))
"""What an empty line asks for."""
_NAMES = 500
"""Speakers, tags and authors that are proposed, of each."""


class Filtered(Protocol):
    """What is listed by the filter."""

    @property
    def filter_words(self) -> str:
        """The filter in force, as typed."""

    def follow_filter(self, words: str, found: Filter | None) -> None:
        """List what passes. Args: words: as typed. found: None: they ask for nothing."""

    def hold_filter(self) -> None:
        """Stop reading what passes the words as they were: they are others by now."""

    def go_on(self) -> None:
        """Go on with what was stopped: the words that came can't be understood."""

    def leave_filter(self) -> None:
        """Give the focus back to what is listed."""


class Filtering:
    """Opens the bar, understands what is typed, and closes it."""

    def __init__(self, stage: Stage, engine: Reading, bar: FilterBar, listed: Filtered) -> None:
        """Args: listed: follows what is typed."""
        self._stage = stage
        self._engine = engine
        self._bar = bar
        self._listed = listed

    def open(self) -> None:
        """Open the filter bar."""
        self._bar.open(self._listed.filter_words)
        self._stage.begin("names", self._learn_names, exclusive=True)

    async def _learn_names(self) -> None:
        await self._bar.earlier.load()
        feeds = await self._engine.feeds()
        topics = tuple(topic.name for topic in self._engine.topics)
        names = Names(
            sources=tuple(feed.title for feed in feeds),
            hosts=tuple(dict.fromkeys(_host(feed.url) for feed in feeds)),
            folders=tuple(dict.fromkeys(feed.folder for feed in feeds if feed.folder)),
            topics=topics,
            languages=tuple(dict.fromkeys(feed.lang for feed in feeds if feed.lang)),
        )
        self._bar.know(names)
        tags, authors = await self._engine.stated_names(_NAMES)
        names = replace(names, tags=tags, authors=authors)
        self._bar.know(names)
        self._bar.know(replace(names, speakers=await self._engine.speaker_names(_NAMES)))

    def close(self, text: str) -> None:
        """Keep a filter and close the bar; one that can't be understood leaves it open."""
        if self.filter_by(text, kept=True):
            self._bar.close()
            self._listed.leave_filter()

    def filter_by(self, text: str, *, kept: bool = False) -> bool:
        """List what passes a filter; one that can't be understood leaves the list as it is and says why.

        Args: kept: the filter is done; what is listed stays, so a word half typed is kept with its ``*``.

        Returns: Could it be understood.
        """
        try:
            if kept:
                self._engine.understand(text)  # what may be half typed while it is typed may not be kept so
            found = self._engine.understand(text, typing=True)
        except FilterError as error:
            self._bar.complain(error)
            self._listed.go_on()
            return False
        self._bar.complain(None, next(((hint.position, hint.text) for hint in hints(text)), None))
        words = unparse(parse(text, typing=True)) if kept else " ".join(text.split())
        self._listed.follow_filter(words, None if found == ANYTHING else found)
        if kept and words:
            self._stage.begin("remember", partial(self._remember, words))
        return True

    async def _remember(self, words: str) -> None:
        await self._bar.earlier.add(words)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.") or url
