"""Topics: which is shown, their menu, and keeping a filter as one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Protocol

from livetui.config import Topic
from livetui.model.feed import Feed
from livetui.model.filter import parse
from livetui.model.naming import propose_name
from livetui.model.update import TopicCounts
from livetui.ui.acts.stage import Stage
from livetui.ui.listing import Listing
from livetui.ui.reading import Reading
from livetui.ui.scope import Scope
from livetui.ui.screens.topics import KeepTopic, Kept, TopicMenu
from livetui.ui.topics import EVERYTHING, SINCE, TopicLine, choices, kept_text, topic_lines
from livetui.ui.undo import Managed, UndoStack


class Listed(Stage, Protocol):
    """The screen that lists entries of feeds."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """As last counted."""

    def load(self, scope: Scope) -> object:
        """List other entries; the last call wins."""

    def go_out(self) -> None:
        """Focus the timeline."""

    def show_status(self) -> None:
        """Bring status line and sidebar up to date."""


class Topics:
    """Shows topics, keeps them and lets go of them."""

    def __init__(self, stage: Listed, engine: Reading, listing: Listing, undo: UndoStack) -> None:
        """Args: undo: what can be taken back."""
        self._stage = stage
        self._engine = engine
        self._listing = listing
        self._undo = undo
        self._menu: TopicMenu | None = None
        """The menu while it is open."""
        self.counts = TopicCounts({}, 0)
        """What they hold, as last told."""

    @property
    def _choices(self) -> tuple[Topic | None, ...]:
        return choices(self._engine.topics, self._engine.left_before)

    @property
    def lines(self) -> tuple[TopicLine, ...]:
        """The topics as sidebar and menu list them."""
        unread = sum(feed.unread for feed in self._stage.feeds)
        return topic_lines(self._engine.topics, self._engine.left_before, unread, self.counts.unread, self.counts.new)

    @property
    def place(self) -> int:
        """Which of the lines is shown in the timeline."""
        offered, topic = self._choices, self._listing.scope.topic
        return offered.index(topic) if topic in offered else 0

    def show_line(self, place: int) -> None:
        """List what a line stands for."""
        self._choose(self._choices[place])

    def count(self) -> None:
        """Count what they hold; from then on the engine tells it."""
        self._stage.begin("topics", self._count)

    async def _count(self) -> None:
        self.counts = await self._engine.topic_counts()
        self._stage.show_status()

    def changed(self) -> None:
        """Bring what is listed in line with the topics there are now."""
        if self._menu is not None:
            self._menu.show(self.lines)
        scope = self._listing.scope
        topic = scope.topic
        if topic is None or topic in self._choices:
            return
        named = next((each for each in self._engine.topics if each.name == topic.name), None)
        if named is None or named.filter != topic.filter:
            self._stage.load(replace(scope, topic=named))
        else:
            self._listing.scope = replace(scope, topic=named)

    def _choose(self, topic: Topic | None) -> None:
        scope = self._listing.scope
        self._stage.load(scope.bare if topic is None else replace(scope, topic=topic, feed=None, folder=None))

    def action_topic(self, key: int) -> None:
        """Show the topic with a key; 0 shows everything."""
        topic = next((topic for topic in self._engine.topics if topic.key == key), None)
        if key and topic is None:
            filters, keeps = self._stage.key("filter.edit"), self._stage.key("filter.keep")
            self._stage.tell(f"No topic has the key {key}; {filters} filters, and {keeps} keeps the filter as a topic")
        else:
            self._choose(topic)

    def action_step_topic(self, by: int) -> None:
        """Show the next topic or the one before; what is new since the reader left only if something is."""
        offered = [topic for topic in self._choices if topic != SINCE or self.counts.new]
        now = self._listing.scope.topic
        place = offered.index(now) if now in offered else 0
        self._choose(offered[(place + by) % len(offered)])

    # the menu

    def action_topics(self) -> None:
        """Open the menu of topics."""
        if self._menu is None:
            self._menu = TopicMenu(self.lines, self._remove)
            self._stage.ask(self._menu, self._menu_closed)

    def _menu_closed(self, name: str | None) -> None:
        self._menu = None
        for topic, line in zip(self._choices, self.lines, strict=True):
            if line.name == name:
                self._choose(topic)
                self._stage.go_out()

    def _remove(self, name: str) -> None:
        self._stage.begin("topic", partial(self._removed, name))

    async def _removed(self, name: str) -> None:
        done = Managed(f"Removed the topic {name}")
        async with self._undo.order:
            done.take_back = await self._engine.remove_topic(name)
        self._undo.push(done)
        self._stage.tell(f"{done.says} · {self._stage.key('mark.undo')} undoes it")

    # keeping

    def action_keep(self) -> None:
        """Keep the filter in force as a topic."""
        scope = self._listing.scope
        if scope.filter is None:
            self._stage.tell(f"There is no filter to keep; {self._stage.key('filter.edit')} begins one")
            return
        typed = parse(scope.words)
        text = kept_text(typed, scope.topic, scope.feed.title if scope.feed else None, scope.folder)
        names = [topic.name for topic in self._engine.topics]
        keys = {topic.key: topic.name for topic in self._engine.topics if topic.key is not None}
        name = propose_name(typed, (*names, EVERYTHING, SINCE.name))

        def answered(kept: Kept | None) -> None:
            if kept is not None:
                self._stage.begin("topic", partial(self._keep, text, kept))

        self._stage.ask(KeepTopic(text, name, names, keys), answered)

    async def _keep(self, text: str, kept: Kept) -> None:
        done = Managed(f"Kept as the topic {kept.name}")
        async with self._undo.order:
            topic, done.take_back = await self._engine.keep_topic(kept.name, text, key=kept.key, replace=kept.replace)
        self._undo.push(done)
        self._stage.load(replace(self._listing.scope.bare, topic=topic))
        shows = f" · {topic.key} shows it" if topic.key is not None else ""
        self._stage.tell(f"{done.says}{shows} · {self._stage.key('mark.undo')} undoes it")
