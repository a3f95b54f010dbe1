"""Which entries are listed: of one feed or folder, in what order, read or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from livetui.model.feed import Feed
from livetui.model.filter_tree import Sort
from livetui.ui.acts.stage import Stage
from livetui.ui.listing import Listing
from livetui.ui.scope import ORDERS, Scope
from livetui.ui.sidelines import within


class Listed(Stage, Protocol):
    """The screen that lists entries of feeds."""

    @property
    def managed(self) -> Feed | None:
        """The feed that the keys are about, None if there is none."""

    def load(self, scope: Scope) -> object:
        """List other entries; the last call wins."""


class Scoping:
    """Has other entries listed, under the filter in force."""

    def __init__(self, stage: Listed, listing: Listing) -> None:
        self._stage = stage
        self._listing = listing

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
