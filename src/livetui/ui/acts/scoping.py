"""Which entries are listed: by what filter, of one feed or folder, in what order, read or not."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace
from typing import Protocol

from livetui.model.feed import Feed
from livetui.model.filter import Filter
from livetui.model.filter_tree import Sort
from livetui.ui.acts.stage import Stage
from livetui.ui.listing import Listing
from livetui.ui.scope import ORDERS, Scope
from livetui.ui.sidelines import within
from livetui.ui.widgets.timeline import Timeline


class Listed(Stage, Protocol):
    """The screen that lists entries of feeds."""

    @property
    def managed(self) -> Feed | None:
        """The feed that the keys are about, None if there is none."""

    def load(self, scope: Scope) -> object:
        """List other entries; the last call wins."""

    @property
    def listed(self) -> Awaitable[None]:
        """Done when what was asked for last is listed as far as it is seen; cancelled when something else is."""

    def hold_list(self) -> None:
        """Leave the list as far as it was read."""

    def show_status(self) -> None:
        """Tell what is listed, or that nothing is."""


class Scoping:
    """Has other entries listed."""

    def __init__(self, stage: Listed, timeline: Timeline, listing: Listing) -> None:
        self._stage = stage
        self._timeline = timeline
        self._listing = listing

    # the filter

    @property
    def filter_words(self) -> str:
        """The filter in force, as typed."""
        return self._listing.scope.words

    def follow_filter(self, words: str, found: Filter | None) -> None:
        """List what passes the filter within the topic."""
        scope = replace(self._listing.scope, words=words, filter=found)
        if found is not None and found.sort is not Sort.NEWEST:  # what is typed says it
            scope = replace(scope, sort=None)
        if scope != self._listing.scope or self._listing.broken_off:
            self._stage.load(scope)

    def hold_filter(self) -> None:
        """Leave the list as far as it was read."""
        self._stage.hold_list()

    def go_on(self) -> None:
        """Read the list to its end."""
        if self._listing.broken_off:
            self._stage.load(self._listing.scope)

    def leave_filter(self) -> None:
        """Back to the timeline, once it lists what was typed."""
        self._timeline.focus()
        self._stage.show_status()
        self._stage.hold_keys(self._stage.listed)

    # order, and what is read

    def action_sort(self) -> None:
        """The next order: newest, oldest, last changed first."""
        scope, orders = self._listing.scope, list(Sort)
        order = orders[(orders.index(scope.order) + 1) % len(orders)]
        self._stage.load(replace(scope, sort=order))
        self._stage.tell(f"{ORDERS[order].capitalize()} first")

    def action_show_read(self) -> None:
        """Show what is read, or only what is unread."""
        scope = self._listing.scope
        self._stage.load(replace(scope, unread=not scope.unread))
        says = "Everything is shown, read or not" if scope.unread else "Only what is unread; what you read stays"
        self._stage.tell(says)

    # feeds

    def action_only_feed(self) -> None:
        """Show only the feed of the entry, or every feed again."""
        scope, feed = self._listing.scope, self._stage.managed
        if scope.feed is not None and (feed is None or feed.number == scope.feed.number):
            self._stage.load(replace(scope, feed=None))
        elif feed is not None:
            self.show_feed(feed)

    def show_feed(self, feed: Feed) -> None:
        """List the entries of one feed."""
        self._stage.load(replace(self._listing.scope, topic=None, feed=feed, folder=None))

    def show_folder(self, path: str) -> None:
        """List the entries of the feeds in a folder."""
        self._stage.load(replace(self._listing.scope, topic=None, feed=None, folder=path))

    def folder_renamed(self, old: str, new: str) -> None:
        """List a folder under its new name as it was listed under the old one."""
        scope = self._listing.scope
        if scope.folder is not None and within(scope.folder, old):
            # At once: that the list of feeds has changed has what is listed now read anew.
            self._listing.scope = replace(scope, folder=new + scope.folder[len(old) :])
            self._stage.load(self._listing.scope)
