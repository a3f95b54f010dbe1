"""Which entries are listed, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from livetui.config import Topic
from livetui.model.feed import Feed
from livetui.model.filter import And, Filter, Is
from livetui.model.filter_tree import Sort
from livetui.ui.sidelines import in_folder

ORDERS = {Sort.NEWEST: "newest", Sort.OLDEST: "oldest", Sort.CHANGED: "last changed"}
"""What comes first, in words."""
_UNREAD = Filter(Is("unread"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which entries are listed."""

    topic: Topic | None = None
    """None: all of them."""
    words: str = ""
    """The filter in force, as typed."""
    filter: Filter | None = None
    """What the words mean; None: they ask for nothing."""
    feed: Feed | None = None
    """Only this feed, None for all."""
    folder: str | None = None
    """Only the feeds of this folder and of those in it, None for all."""
    sort: Sort | None = None
    """The order asked for by a key, None: that of topic and filter."""
    unread: bool = False
    """Only what is not read yet."""

    @property
    def wanted(self) -> Filter | None:
        """Topic or folder, filter, order and whether what is read is shown, in one."""
        bound = self.topic.filter if self.topic else in_folder(self.folder) if self.folder else None
        asked = _both(bound, self.filter) if bound and self.filter else bound or self.filter
        if self.unread:
            asked = _both(asked, _UNREAD) if asked else _UNREAD
        if self.sort is None or self.sort is (Sort.NEWEST if asked is None else asked.sort):
            return asked
        return replace(asked or Filter(And(())), sort=self.sort)

    @property
    def shape(self) -> str:
        """Order and what is left out by a key, in words; empty if there is nothing to say."""
        order = "" if self.order is Sort.NEWEST else f"{ORDERS[self.order]} first"
        return " · ".join(each for each in (order, "unread" if self.unread else "") if each)

    @property
    def bare(self) -> Scope:
        """Everything, in the same order, and without what is read if that is left out."""
        return Scope(sort=self.sort, unread=self.unread)

    @property
    def order(self) -> Sort:
        """In which order it is listed."""
        return Sort.NEWEST if (wanted := self.wanted) is None else wanted.sort

    @property
    def ranked_by_cache(self) -> bool:
        """Does only the cache know what is listed where, so that arrivals ask for the list to be read anew."""
        wanted = self.wanted
        return wanted is not None and (wanted.limit is not None or wanted.sort is Sort.CHANGED)

    @property
    def name(self) -> str:
        """What the status line calls it."""
        names = [self.topic.name if self.topic else self.folder or "", self.feed.title if self.feed else ""]
        return " · ".join(name for name in names if name) or "Everything"

    @property
    def everything(self) -> bool:
        """Is nothing left out."""
        wanted = self.wanted
        return self.feed is None and (wanted is None or (wanted.empty and wanted.limit is None))


def plain(wanted: Filter | None) -> Filter | None:
    """The same entries, newest first and all of them."""
    return None if wanted is None else Filter(wanted.root)


def _both(one: Filter, other: Filter) -> Filter:
    """Both hold, each by itself: what they ask of quotations may hold for different ones. The other says the order."""
    limits = [each.limit for each in (one, other) if each.limit is not None]
    sort = one.sort if other.sort is Sort.NEWEST else other.sort
    return Filter(And((And((one.root,)), And((other.root,)))), sort, min(limits, default=None))
