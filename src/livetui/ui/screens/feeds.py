"""What the keys do to the list of feeds: add, name, pause, move, remove; each can be undone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from livetui.model.feed import Feed, Subscription
from livetui.text.clean import LIMITS, clean_line
from livetui.text.links import with_login, without_passwords
from livetui.ui.content import plain_line
from livetui.ui.reading import Reading
from livetui.ui.screens.dialogs import Closing
from livetui.ui.screens.full import FullScreen
from livetui.ui.sidelines import path_of, within
from livetui.ui.undo import Act, Managed, UndoStack

_Answer = TypeVar("_Answer")
_LONGEST = 200
"""Characters of a title or a folder."""


class AskLine(Closing):
    """Asks for one line; the answer is what was typed, which may be nothing."""

    def __init__(
        self,
        title: str,
        value: str,
        *,
        hint: str,
        empty: str = "",
        offered: Sequence[str] = (),
        longest: int = _LONGEST,
    ) -> None:
        """Args: value: what stands there. empty: stands there while nothing is typed. offered: what completes it.

        longest: characters.
        """
        super().__init__()
        self._title = title
        self._hint = hint
        self._field = Input(
            value,
            placeholder=clean_line(empty),
            select_on_focus=True,
            max_length=longest,
            suggester=SuggestFromList([clean_line(each) for each in offered], case_sensitive=False)
            if offered
            else None,
        )

    def compose(self) -> ComposeResult:
        """Title, a line to type in, the keys."""
        with Vertical():
            yield Static(plain_line(self._title), classes="title", markup=False)
            yield self._field
            yield Static(plain_line(self._hint), classes="hint", markup=False)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss(clean_line(event.value).strip())


class AddFeed(AskLine):
    """Asks for a feed; the answer is what was typed."""

    def __init__(self, value: str) -> None:
        """Args: value: what was typed before and could not be followed."""
        super().__init__(
            "Follow a feed",
            value,
            hint="Enter adds · Esc closes",
            empty="https://example.org/feed.xml, a site, or a file",
            longest=LIMITS.URL,
        )


class ManagingActions(FullScreen[_Answer]):
    """Changes to the list of feeds, and undo; mixed into screens that know which feed is meant."""

    engine: Reading
    feeds: tuple[Feed, ...]
    """As last counted."""
    _refused = ""
    """What was asked for last and could not be followed: it stands in the dialog again, for a slip to be mended."""

    @property
    def undo(self) -> UndoStack:
        """What can be taken back."""
        raise NotImplementedError

    @property
    def managed(self) -> Feed | None:
        """The feed that the keys are about, None if there is none."""
        raise NotImplementedError

    def take_back_marks(self, act: Act) -> None:
        """Undo a mark on entries."""
        raise NotImplementedError

    def feeds_changed(self) -> None:
        """Show the list of feeds as it is now."""
        raise NotImplementedError

    @property
    def moved_among(self) -> Sequence[Feed]:
        """The feeds among which one moves up and down, in the order seen."""
        return self.feeds

    @property
    def managed_folder(self) -> str | None:
        """The path of the folder that the keys are about, None if they are about a feed."""
        return None

    def folder_renamed(self, old: str, new: str) -> None:
        """Show a folder under its new name as it was shown under the old one."""

    # one feed

    def action_rename_feed(self) -> None:
        """Ask for the user's own title of the feed, or the name of the folder."""
        if (folder := self.managed_folder) is not None:
            self.app.push_screen(
                AskLine(
                    f"Name of the folder {clean_line(folder, _LONGEST)}",
                    folder,
                    hint="Enter keeps · A/B puts it into A · Esc closes",
                ),
                partial(self._folder_named, folder),
            )
        elif (feed := self._meant()) is not None:
            title = clean_line(feed.title, _LONGEST)
            self.app.push_screen(
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
            for feed in self.feeds
            if within(path := path_of(feed.folder), old)
        ]
        self._do(f"Folder {old} is {new}", partial(self._folder_edited, moved, old, new))

    async def _folder_edited(
        self, moved: Sequence[Subscription], old: str, new: str
    ) -> Callable[[], Awaitable[object]]:
        done = await self.engine.edit_all(moved)
        self.folder_renamed(old, new)

        async def take_back() -> None:
            await self.engine.undo_edit(done)
            self.folder_renamed(new, old)

        return take_back

    def action_readdress_feed(self) -> None:
        """Ask for another address of the feed; where it says that it has moved, that one is offered."""
        if (feed := self._meant()) is not None:
            title = clean_line(feed.title, _LONGEST)
            self.app.push_screen(
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
        now = await self.engine.readdress(url, new)
        return partial(self.engine.readdress, now, url)

    def action_pause_feed(self) -> None:
        """Poll the feed no more, or again."""
        if (feed := self._meant()) is not None:
            says = f"{feed.title} is polled again" if feed.paused else f"Paused {feed.title}"
            self._edit(replace(feed.subscription, paused=not feed.paused), says)

    def action_file_feed(self) -> None:
        """Ask for the folder of the feed."""
        if (feed := self._meant()) is not None:
            folders = list(dict.fromkeys(each.folder for each in self.feeds if each.folder))
            known = f"there are {', '.join(clean_line(folder) for folder in folders)}" if folders else "a new one"
            self.app.push_screen(
                AskLine(
                    f"Folder of {clean_line(feed.title, _LONGEST)}",
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
        among = [each.number for each in self.moved_among]
        if feed.number not in among:
            self.tell(f"A feed is moved in the sidebar: {self.key('view.sidebar')} shows it")
            return
        place = among.index(feed.number) + by
        if not 0 <= place < len(among):
            self.tell(f"{feed.title} is the {'first' if by < 0 else 'last'} already")
            return
        listed = [each.number for each in self.feeds]
        self._edit(
            feed.subscription, f"Moved {feed.title} {'up' if by < 0 else 'down'}", listed.index(among[place]) + 1
        )

    def action_remove_feed(self) -> None:
        """Follow the feed no more; its entries stay in the cache."""
        if (feed := self._meant()) is not None:
            self._do(f"No longer following {feed.title}", partial(self._remove, feed.url))

    def _meant(self) -> Feed | None:
        if (feed := self.managed) is None:
            self.tell("No feed is selected")
        return feed

    # a new one

    def action_add_feed(self) -> None:
        """Ask for the address of a feed to follow."""
        self.app.push_screen(AddFeed(self._refused), self._add_chosen)

    def _add_chosen(self, target: str | None) -> None:
        if target:
            self.tell(f"Looking at {target}")
            self._add(target)

    @work(group="add", exit_on_error=False)
    async def _add(self, target: str) -> None:
        known = {feed.url for feed in self.feeds}
        self._refused = target
        added = await self.engine.add(Subscription(target))
        self._refused = ""
        subscription = added.subscription
        words = f"Following {subscription.title or subscription.url}: {added.what}"
        if subscription.url not in known:
            self.undo.push(Managed(words, partial(self.engine.remove, subscription.url)))
        self.tell(words)
        self.feeds_changed()

    # doing and undoing

    def _edit(self, wanted: Subscription, says: str, place: int | None = None) -> None:
        self._do(says, partial(self._edited, wanted, place))

    async def _edited(self, wanted: Subscription, place: int | None) -> Callable[[], Awaitable[object]]:
        return partial(self.engine.undo_edit, await self.engine.edit(wanted, place))

    async def _remove(self, url: str) -> Callable[[], Awaitable[object]]:
        return partial(self.engine.undo_edit, await self.engine.remove(url))

    def _do(self, says: str, act: Callable[[], Awaitable[Callable[[], Awaitable[object]]]]) -> None:
        done = Managed(says)
        self.undo.push(done)
        self._carry_out(done, act)

    @work(group="manage", exit_on_error=False)
    async def _carry_out(self, done: Managed, act: Callable[[], Awaitable[Callable[[], Awaitable[object]]]]) -> None:
        async with self.undo.order:
            try:
                done.take_back = await act()
            except BaseException:
                self.undo.drop(done)
                raise
        self.tell(f"{done.says} · {self.key('mark.undo')} undoes it")
        self.feeds_changed()

    def action_undo(self) -> None:
        """Take the last act back, a mark or a change to the list of feeds."""
        act = self.undo.pop()
        if act is None:
            self.tell("Nothing to undo")
        elif isinstance(act, Act):
            self.take_back_marks(act)
        else:
            self._undo_managed(act)

    @work(group="manage", exit_on_error=False)
    async def _undo_managed(self, act: Managed) -> None:
        async with self.undo.order:
            if act.take_back is None:  # it came to nothing, which has been told
                return
            await act.take_back()
        self.tell(f"Undone: {act.says}")
        self.feeds_changed()
