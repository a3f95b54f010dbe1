"""Which entries are listed: as the filter bar and the sidebar say."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import on

from livetui.model.feed import Feed
from livetui.model.filter import Filter
from livetui.model.filter_tree import Sort
from livetui.model.saying import Saying
from livetui.ui.acts.scoping import Scoping
from livetui.ui.acts.topics import Topics
from livetui.ui.scope import Scope
from livetui.ui.screens.entry import EntryActions
from livetui.ui.screens.filtering import FilteringScreen
from livetui.ui.sidelines import FeedLine, FolderLine
from livetui.ui.state import Place
from livetui.ui.widgets.sidebar import Sidebar


class ChoosingActions(EntryActions, FilteringScreen[None]):
    """Follows the filter bar and the sidebar."""

    scoping: Scoping
    topics: Topics
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

    @on(Sidebar.Chosen)
    def _chosen(self, message: Sidebar.Chosen) -> None:
        match message.line:
            case FeedLine(feed):
                self.scoping.show_feed(feed)
            case FolderLine(path):
                self.scoping.show_folder(path)
            case place:
                self.topics.show_line(place)
        self.go_out()

    def show_feed(self, feed: Feed) -> None:
        """List the entries of one feed, and focus the timeline."""
        self.scoping.show_feed(feed)
        self.go_out()

    def folder_renamed(self, old: str, new: str) -> None:
        """Show a folder under its new name as it was shown under the old one."""
        self.sidebar.rename_folder(old, new)
        self.scoping.folder_renamed(old, new)
