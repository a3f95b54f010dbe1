"""What the keys do to the list of feeds: add, name, pause, move, remove; each can be undone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from livetui.model.feed import Feed, Subscription
from livetui.text.clean import LIMITS, clean_line
from livetui.text.links import with_login, without_passwords
from livetui.ui.acts.stage import Stage
from livetui.ui.reading import Reading
from livetui.ui.screens.feeds import LONGEST, AddFeed, AskLine
from livetui.ui.sidelines import path_of, within
from livetui.ui.undo import Act, Managed, UndoStack


class Meaning(Stage, Protocol):
    """A screen that knows which feed is meant."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """As last counted."""

    @property
    def managed(self) -> Feed | None:
        """The feed that the keys are about, None if there is none."""

    @property
    def managed_folder(self) -> str | None:
        """The path of the folder that the keys are about, None if they are about a feed."""

    @property
    def moved_among(self) -> Sequence[Feed]:
        """The feeds among which one moves up and down, in the order seen."""

    def folder_renamed(self, old: str, new: str) -> None:
        """Show a folder under its new name as it was shown under the old one."""

    def feeds_changed(self) -> None:
        """Show the list of feeds as it is now."""


class Managing:
    """Changes the list of feeds, and takes back the last act, be it that or a mark."""

    def __init__(
        self, stage: Meaning, engine: Reading, undo: UndoStack, take_back_marks: Callable[[Act], None]
    ) -> None:
        """Args: undo: what can be taken back. take_back_marks: undoes a mark on entries."""
        self._stage = stage
        self._engine = engine
        self._undo = undo
        self._take_back_marks = take_back_marks
        self._refused = ""
        """What was asked for last and could not be followed: it stands in the dialog again, for a slip to be mended."""

    # one feed

    def action_rename_feed(self) -> None:
        """Ask for the user's own title of the feed, or the name of the folder."""
        if (folder := self._stage.managed_folder) is not None:
            self._stage.ask(
                AskLine(
                    f"Name of the folder {clean_line(folder, LONGEST)}",
                    folder,
                    hint="Enter keeps · A/B puts it into A · Esc closes",
                ),
                partial(self._folder_named, folder),
            )
        elif (feed := self._meant()) is not None:
            title = clean_line(feed.title, LONGEST)
            self._stage.ask(
                AskLine(
                    f"Name of {title}",
                    feed.own_title or title,
                    hint="Enter keeps · empty takes the outlet's own · Esc closes",
                    empty="as the outlet calls it",
                ),
                partial(self._renamed, feed),
            )

    def _renamed(self, feed: Feed, typed: str | None) -> None:
        if typed is not None and typed != (feed.own_title or feed.title):
            says = f"Named {typed}" if typed else f"{feed.title} is named as the outlet does"
            self._edit(replace(feed.subscription, title=typed or None), says)

    def _folder_named(self, old: str, typed: str | None) -> None:
        new = path_of(typed)
        if not new or new == old:
            return
        moved = [
            replace(feed.subscription, folder=new + path[len(old) :])
            for feed in self._stage.feeds
            if within(path := path_of(feed.folder), old)
        ]
        self._do(f"Folder {old} is {new}", partial(self._folder_edited, moved, old, new))

    async def _folder_edited(
        self, moved: Sequence[Subscription], old: str, new: str
    ) -> Callable[[], Awaitable[object]]:
        done = await self._engine.edit_all(moved)
        self._stage.folder_renamed(old, new)

        async def take_back() -> None:
            await self._engine.undo_edit(done)
            self._stage.folder_renamed(new, old)

        return take_back

    def action_readdress_feed(self) -> None:
        """Ask for another address of the feed; where it says that it has moved, that one is offered."""
        if (feed := self._meant()) is not None:
            title = clean_line(feed.title, LONGEST)
            self._stage.ask(
                AskLine(
                    f"Address of {title}",
                    without_passwords(feed.moved or feed.url),
                    hint="Enter keeps; entries stay · Esc closes",
                    longest=LIMITS.URL,
                ),
                partial(self._readdressed, feed),
            )

    def _readdressed(self, feed: Feed, typed: str | None) -> None:
        if typed and typed != without_passwords(feed.url):
            self._do(f"{feed.title} is now at {typed}", partial(self._readdress, feed.url, with_login(typed, feed.url)))

    async def _readdress(self, url: str, new: str) -> Callable[[], Awaitable[object]]:
        now = await self._engine.readdress(url, new)
        return partial(self._engine.readdress, now, url)

    def action_pause_feed(self) -> None:
        """Poll the feed no more, or again."""
        if (feed := self._meant()) is not None:
            says = f"{feed.title} is polled again" if feed.paused else f"Paused {feed.title}"
            self._edit(replace(feed.subscription, paused=not feed.paused), says)

    def action_file_feed(self) -> None:
        """Ask for the folder of the feed."""
        if (feed := self._meant()) is not None:
            folders = list(dict.fromkeys(each.folder for each in self._stage.feeds if each.folder))
            known = f"there are {', '.join(clean_line(folder) for folder in folders)}" if folders else "a new one"
            self._stage.ask(
                AskLine(
                    f"Folder of {clean_line(feed.title, LONGEST)}",
                    feed.folder or "",
                    hint="Enter keeps · → completes · empty takes it out · Esc closes",
                    empty=known,
                    offered=folders,
                ),
                partial(self._filed, feed),
            )

    def _filed(self, feed: Feed, typed: str | None) -> None:
        if typed is not None and typed != (feed.folder or ""):
            says = f"{feed.title} is in {typed}" if typed else f"{feed.title} is in no folder"
            self._edit(replace(feed.subscription, folder=typed or None), says)

    def action_shift_feed(self, by: int) -> None:
        """Move the feed up or down in the list."""
        if (feed := self._meant()) is None:
            return
        among = [each.number for each in self._stage.moved_among]
        if feed.number not in among:
            self._stage.tell(f"A feed is moved in the sidebar: {self._stage.key('view.sidebar')} shows it")
            return
        place = among.index(feed.number) + by
        if not 0 <= place < len(among):
            self._stage.tell(f"{feed.title} is the {'first' if by < 0 else 'last'} already")
            return
        listed = [each.number for each in self._stage.feeds]
        self._edit(
            feed.subscription, f"Moved {feed.title} {'up' if by < 0 else 'down'}", listed.index(among[place]) + 1
        )

    def action_remove_feed(self) -> None:
        """Follow the feed no more; its entries stay in the cache."""
        if (feed := self._meant()) is not None:
            self._do(f"No longer following {feed.title}", partial(self._remove, feed.url))

    def _meant(self) -> Feed | None:
        if (feed := self._stage.managed) is None:
            self._stage.tell("No feed is selected")
        return feed

    # a new one

    def action_add_feed(self) -> None:
        """Ask for the address of a feed to follow."""
        self._stage.ask(AddFeed(self._refused), self._add_chosen)

    def _add_chosen(self, target: str | None) -> None:
        if target:
            self._stage.tell(f"Looking at {target}")
            self._stage.begin("add", partial(self._add, target))

    async def _add(self, target: str) -> None:
        known = {feed.url for feed in self._stage.feeds}
        self._refused = target
        added = await self._engine.add(Subscription(target))
        self._refused = ""
        subscription = added.subscription
        words = f"Following {subscription.title or subscription.url}: {added.what}"
        if subscription.url not in known:
            self._undo.push(Managed(words, partial(self._engine.remove, subscription.url)))
        self._stage.tell(words)
        self._stage.feeds_changed()

    # doing and undoing

    def _edit(self, wanted: Subscription, says: str, place: int | None = None) -> None:
        self._do(says, partial(self._edited, wanted, place))

    async def _edited(self, wanted: Subscription, place: int | None) -> Callable[[], Awaitable[object]]:
        return partial(self._engine.undo_edit, await self._engine.edit(wanted, place))

    async def _remove(self, url: str) -> Callable[[], Awaitable[object]]:
        return partial(self._engine.undo_edit, await self._engine.remove(url))

    def _do(self, says: str, act: Callable[[], Awaitable[Callable[[], Awaitable[object]]]]) -> None:
        done = Managed(says)
        self._undo.push(done)
        self._stage.begin("manage", partial(self._carry_out, done, act))

    async def _carry_out(self, done: Managed, act: Callable[[], Awaitable[Callable[[], Awaitable[object]]]]) -> None:
        async with self._undo.order:
            try:
                done.take_back = await act()
            except BaseException:
                self._undo.drop(done)
                raise
        self._stage.tell(f"{done.says} · {self._stage.key('mark.undo')} undoes it")
        self._stage.feeds_changed()

    def action_undo(self) -> None:
        """Take the last act back, a mark or a change to the list of feeds."""
        act = self._undo.pop()
        if act is None:
            self._stage.tell("Nothing to undo")
        elif isinstance(act, Act):
            self._take_back_marks(act)
        else:
            self._stage.begin("manage", partial(self._undo_managed, act))

    async def _undo_managed(self, act: Managed) -> None:
        async with self._undo.order:
            if act.take_back is None:  # it came to nothing, which has been told
                return
            await act.take_back()
        self._stage.tell(f"Undone: {act.says}")
        self._stage.feeds_changed()
