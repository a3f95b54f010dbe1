"""The rules of the user as they are now: topics and what is muted, kept in line with `config.toml`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from livetui import config as settings
from livetui.config import Config, Highlight, Mute, Topic, topic_of
from livetui.model.filter import Filter, expand, parse
from livetui.model.update import Event, HighlightsChanged, Notice, TopicsChanged
from livetui.userfile import stamp


class Rules:
    """Begins with the settings of this run, and follows the file as it is edited, by us or by hand."""

    def __init__(self, config: Config, path: Path, tell: Callable[[Event], None], muted: Callable[[], None]) -> None:
        """Args: path: the user's file. tell: hears of its changes and faults. muted: called when `mute` is another."""
        self.topics: tuple[Topic, ...] = config.topics
        """In the order of the file."""
        self.mute: tuple[Mute, ...] = config.mute
        self.highlights: tuple[Highlight, ...] = config.highlights
        self._path = path
        self._tell = tell
        self._muted = muted
        self._stamp = stamp(path)
        self._problems = config.problems

    def understand(self, text: str, *, typing: bool = False) -> Filter:
        """What a filter means, with the topics of now. Raises: FilterError: it can't be understood."""
        return expand(parse(text, typing=typing), {topic.name: topic.filter for topic in self.topics}, text)

    async def keep(
        self, name: str, text: str, *, key: int | None, replace: bool
    ) -> tuple[Topic, Callable[[], Awaitable[None]]]:
        """Write a topic into the file; with what undoes it. Raises: FilterError, what `config.keep_topic` raises."""
        self.understand(text)
        found, take_back = await self._edit(
            lambda path: settings.keep_topic(path, name, text, key=key, replace=replace)
        )
        kept = topic_of(found, name)
        assert kept is not None, "what was written is read back before it is kept"
        return kept, take_back

    async def remove(self, name: str) -> Callable[[], Awaitable[None]]:
        """Take a topic out of the file; gives back what undoes it. Raises: what `config.remove_topic` raises."""
        _, take_back = await self._edit(lambda path: settings.remove_topic(path, name))
        return take_back

    async def _edit(self, edit: Callable[[Path], Config]) -> tuple[Config, Callable[[], Awaitable[None]]]:
        before = await asyncio.to_thread(settings.written, self._path)
        found = await asyncio.to_thread(edit, self._path)
        self._edited(found)
        after = await asyncio.to_thread(settings.written, self._path)

        async def take_back() -> None:
            self._edited(await asyncio.to_thread(settings.take_back, self._path, before, after))

        return found, take_back

    async def look(self) -> None:
        """Take over what was edited since the last look; a file that can't be read changes nothing."""
        now = await asyncio.to_thread(stamp, self._path)
        # Missing: an editor is about to put it back, or it was never there.
        if now is None or now == self._stamp:
            return
        found = await asyncio.to_thread(settings.load, self._path)
        for problem in found.problems:
            if problem not in self._problems:
                self._tell(Notice(str(problem)))
        self._problems, self._stamp = found.problems, now
        if not any(not problem.where for problem in found.problems):
            self._take(found)

    def _edited(self, found: Config) -> None:
        """Take over what we have written ourselves: the next look finds nothing new in it."""
        self._stamp, self._problems = stamp(self._path), found.problems
        self._take(found)

    def _take(self, found: Config) -> None:
        if found.mute != self.mute:
            self.mute = found.mute
            self._muted()
        if found.topics != self.topics:
            self.topics = found.topics
            self._tell(TopicsChanged())
        if found.highlights != self.highlights:
            self.highlights = found.highlights
            self._tell(HighlightsChanged())
