"""What the keys do to which entries are listed: filter, topics, one feed."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.worker import Worker

from livetui.config import Topic
from livetui.model.feed import Feed
from livetui.model.filter import Filter
from livetui.model.saying import Saying
from livetui.ui.listing import Scope
from livetui.ui.screens.filtering import FilteringScreen
from livetui.ui.screens.revising import RevisingActions
from livetui.ui.widgets.sidebar import Sidebar


class ChoosingActions(RevisingActions, FilteringScreen[None]):
    """Filter, topics and feeds."""

    def load(self, scope: Scope, at: Saying | None = None) -> Worker[None]:
        """List other entries; the last call wins. Args: at: the quotation to go to, in an entry of the list."""
        raise NotImplementedError

    @property
    def filter_words(self) -> str:
        """The filter in force, as typed."""
        return self.listing.scope.words

    def follow_filter(self, words: str, found: Filter | None) -> None:
        """List what passes the filter within the topic."""
        scope = replace(self.listing.scope, words=words, filter=found)
        if scope != self.listing.scope:
            self.load(scope)

    def leave_filter(self) -> None:
        """Back to the timeline."""
        self.timeline.focus()

    def action_filter(self) -> None:
        """Open the filter bar."""
        self.go_out()
        super().action_filter()

    def action_topic(self, key: int) -> None:
        """Show the topic with a key; 0 shows everything."""
        topic = next((topic for topic in self.engine.topics if topic.key == key), None)
        if key and topic is None:
            self.tell(f"No topic has the key {key}; topics stand in config.toml")
        else:
            self._choose(topic)

    def action_step_topic(self, by: int) -> None:
        """Show the next topic or the one before."""
        choices = (None, *self.engine.topics)
        self._choose(choices[(choices.index(self.listing.scope.topic) + by) % len(choices)])

    def _choose(self, topic: Topic | None) -> None:
        self.load(Scope() if topic is None else replace(self.listing.scope, topic=topic, feed=None))

    @on(Sidebar.Chosen)
    def _chosen(self, message: Sidebar.Chosen) -> None:
        if message.feed is not None:
            self._show_feed(message.feed)
        else:
            self._choose((None, *self.engine.topics)[message.topic or 0])
        self.go_out()

    def action_only_feed(self) -> None:
        """Show only the feed of the entry, or every feed again."""
        selected = self.timeline.selected
        if self.listing.scope.feed is not None:
            self.load(replace(self.listing.scope, feed=None))
        elif selected is not None:
            feed = next((feed for feed in self.feeds if feed.number == selected.feed), None)
            if feed is not None:
                self._show_feed(feed)

    def _show_feed(self, feed: Feed) -> None:
        self.load(replace(self.listing.scope, topic=None, feed=feed))
