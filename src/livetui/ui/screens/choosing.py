"""What the keys do to which entries are listed: filter, topics, one feed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import on, work

from livetui.config import Topic
from livetui.model.feed import Feed
from livetui.model.filter import Filter, parse
from livetui.model.filter_tree import Sort
from livetui.model.naming import propose_name
from livetui.model.saying import Saying
from livetui.model.update import TopicCounts
from livetui.ui.scope import ORDERS, Scope
from livetui.ui.screens.entry import EntryActions
from livetui.ui.screens.filtering import FilteringScreen
from livetui.ui.screens.health import HealthScreen
from livetui.ui.screens.topics import KeepTopic, Kept, TopicMenu
from livetui.ui.sidelines import FeedLine, FolderLine, within
from livetui.ui.state import Place
from livetui.ui.topics import EVERYTHING, SINCE, TopicLine, choices, kept_text, topic_lines
from livetui.ui.undo import Managed
from livetui.ui.widgets.sidebar import Sidebar


class ChoosingActions(EntryActions, FilteringScreen[None]):
    """Filter, topics and feeds."""

    topic_menu: TopicMenu | None = None
    """The menu of topics while it is open."""
    health: HealthScreen | None = None
    """The screen of how the feeds fare while it is open."""
    topic_counts = TopicCounts({}, 0)
    """As last told."""
    listed: asyncio.Future[None]
    """Done when what was asked for last is listed as far as it is seen; cancelled when something else is."""

    def load(self, scope: Scope, at: Saying | Place | None = None) -> None:
        """List other entries; the last call wins. Args: at: the quotation, or the place in the list, to go to."""
        raise NotImplementedError

    @property
    def filter_words(self) -> str:
        """The filter in force, as typed."""
        return self.listing.scope.words

    def follow_filter(self, words: str, found: Filter | None) -> None:
        """List what passes the filter within the topic."""
        scope = replace(self.listing.scope, words=words, filter=found)
        if found is not None and found.sort is not Sort.NEWEST:  # what is typed says it
            scope = replace(scope, sort=None)
        if scope != self.listing.scope or self.listing.broken_off:
            self.load(scope)

    def hold_filter(self) -> None:
        """Leave the list as far as it was read."""
        self.workers.cancel_group(self, "list")

    def go_on(self) -> None:
        """Read the list to its end."""
        if self.listing.broken_off:
            self.load(self.listing.scope)

    def leave_filter(self) -> None:
        """Back to the timeline, once it lists what was typed."""
        self.timeline.focus()
        self.hold_keys(self.listed)

    def action_filter(self) -> None:
        """Filter the timeline, or find words in the text that has the focus."""
        if self.focus_in_detail:
            self.detail.finding.open()
        else:
            self.go_out()
            super().action_filter()

    def action_topic(self, key: int) -> None:
        """Show the topic with a key; 0 shows everything."""
        topic = next((topic for topic in self.engine.topics if topic.key == key), None)
        if key and topic is None:
            filters, keeps = self.key("filter.edit"), self.key("filter.keep")
            self.tell(f"No topic has the key {key}; {filters} filters, and {keeps} keeps the filter as a topic")
        else:
            self._choose(topic)

    def action_step_topic(self, by: int) -> None:
        """Show the next topic or the one before; what is new since the reader left only if something is."""
        offered = [topic for topic in self._choices if topic != SINCE or self.topic_counts.new]
        now = self.listing.scope.topic
        place = offered.index(now) if now in offered else 0
        self._choose(offered[(place + by) % len(offered)])

    def _choose(self, topic: Topic | None) -> None:
        scope = self.listing.scope
        self.load(scope.bare if topic is None else replace(scope, topic=topic, feed=None, folder=None))

    @on(Sidebar.Chosen)
    def _chosen(self, message: Sidebar.Chosen) -> None:
        match message.line:
            case FeedLine(feed):
                self.show_feed(feed)
            case FolderLine(path):
                self.load(replace(self.listing.scope, topic=None, feed=None, folder=path))
            case place:
                self._choose(self._choices[place])
        self.go_out()

    # topics

    @property
    def _choices(self) -> tuple[Topic | None, ...]:
        return choices(self.engine.topics, self.engine.left_before)

    @property
    def topic_lines(self) -> tuple[TopicLine, ...]:
        """The topics as sidebar and menu list them."""
        counts = self.topic_counts
        unread = sum(feed.unread for feed in self.feeds)
        return topic_lines(self.engine.topics, self.engine.left_before, unread, counts.unread, counts.new)

    @property
    def topic_place(self) -> int:
        """Which of the lines is shown in the timeline."""
        offered, topic = self._choices, self.listing.scope.topic
        return offered.index(topic) if topic in offered else 0

    def topics_changed(self) -> None:
        """Bring what is listed in line with the topics there are now."""
        if self.topic_menu is not None:
            self.topic_menu.show(self.topic_lines)
        topic = self.listing.scope.topic
        if topic is None or topic in self._choices:
            return
        named = next((each for each in self.engine.topics if each.name == topic.name), None)
        if named is None or named.filter != topic.filter:
            self.load(replace(self.listing.scope, topic=named))
        else:
            self.listing.scope = replace(self.listing.scope, topic=named)

    def action_topics(self) -> None:
        """Open the menu of topics."""
        if self.topic_menu is None:
            self.topic_menu = TopicMenu(self.topic_lines, self._remove_topic)
            self.app.push_screen(self.topic_menu, self._menu_closed)

    def _menu_closed(self, name: str | None) -> None:
        self.topic_menu = None
        for topic, line in zip(self._choices, self.topic_lines, strict=True):
            if line.name == name:
                self._choose(topic)
                self.go_out()

    @work(group="topic", exit_on_error=False)
    async def _remove_topic(self, name: str) -> None:
        done = Managed(f"Removed the topic {name}")
        async with self.undo_stack.order:
            done.take_back = await self.engine.remove_topic(name)
        self.undo_stack.push(done)
        self.tell(f"{done.says} · {self.key('mark.undo')} undoes it")

    def action_keep(self) -> None:
        """Keep the filter in force as a topic."""
        scope = self.listing.scope
        if scope.filter is None:
            self.tell(f"There is no filter to keep; {self.key('filter.edit')} begins one")
            return
        typed = parse(scope.words)
        text = kept_text(typed, scope.topic, scope.feed.title if scope.feed else None, scope.folder)
        names = [topic.name for topic in self.engine.topics]
        keys = {topic.key: topic.name for topic in self.engine.topics if topic.key is not None}
        name = propose_name(typed, (*names, EVERYTHING, SINCE.name))

        def answered(kept: Kept | None) -> None:
            if kept is not None:
                self._keep(text, kept)

        self.app.push_screen(KeepTopic(text, name, names, keys), answered)

    @work(group="topic", exit_on_error=False)
    async def _keep(self, text: str, kept: Kept) -> None:
        done = Managed(f"Kept as the topic {kept.name}")
        async with self.undo_stack.order:
            topic, done.take_back = await self.engine.keep_topic(kept.name, text, key=kept.key, replace=kept.replace)
        self.undo_stack.push(done)
        self.load(replace(self.listing.scope.bare, topic=topic))
        shows = f" · {topic.key} shows it" if topic.key is not None else ""
        self.tell(f"{done.says}{shows} · {self.key('mark.undo')} undoes it")

    # order, and what is read

    def action_sort(self) -> None:
        """The next order: newest, oldest, last changed first."""
        scope, orders = self.listing.scope, list(Sort)
        order = orders[(orders.index(scope.order) + 1) % len(orders)]
        self.load(replace(scope, sort=order))
        self.tell(f"{ORDERS[order].capitalize()} first")

    def action_show_read(self) -> None:
        """Show what is read, or only what is unread."""
        scope = self.listing.scope
        self.load(replace(scope, unread=not scope.unread))
        self.tell("Everything is shown, read or not" if scope.unread else "Only what is unread; what you read stays")

    # feeds

    def action_health(self) -> None:
        """How the feeds fare."""
        self.health = HealthScreen(
            self.engine,
            self.now,
            self.zone,
            feeds=self.feeds,
            undo=self.undo_stack,
            marks=self.marks,
            open_link=self.open_link,
            leave=self.action_quit,
        )
        self.app.push_screen(self.health, self._health_closed)

    def _health_closed(self, chosen: Feed | None) -> None:
        self.health = None
        self.feeds_changed()
        if chosen is not None:
            self.show_feed(chosen)
            self.go_out()

    def folder_renamed(self, old: str, new: str) -> None:
        """Show a folder under its new name as it was shown under the old one."""
        self.sidebar.rename_folder(old, new)
        scope = self.listing.scope
        if scope.folder is not None and within(scope.folder, old):
            # At once: that the list of feeds has changed has what is listed now read anew.
            self.listing.scope = replace(scope, folder=new + scope.folder[len(old) :])
            self.load(self.listing.scope)

    def action_only_feed(self) -> None:
        """Show only the feed of the entry, or every feed again."""
        scope, feed = self.listing.scope, self.managed
        if scope.feed is not None and (feed is None or feed.number == scope.feed.number):
            self.load(replace(scope, feed=None))
        elif feed is not None:
            self.show_feed(feed)

    def show_feed(self, feed: Feed) -> None:
        """List the entries of one feed."""
        self.load(replace(self.listing.scope, topic=None, feed=feed, folder=None))
