"""The first run: the ways to begin, and where they lead."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import Worker

from livetui.model.feed import Subscription
from livetui.ui.screens.marks import MarkingActions
from livetui.ui.widgets.pageview import PageView
from livetui.ui.widgets.sidebar import Sidebar
from livetui.ui.widgets.welcome import Beginning, Welcome

if TYPE_CHECKING:  # loaded when it is asked for
    from livetui.engine.exchange.nearby import Nearby
    from livetui.engine.exchange.starters import Starter


class SampleAsked(Message):
    """The reader wants to see the sample."""

    def __init__(self, screen: BeginningActions) -> None:
        super().__init__()
        self.screen = screen
        """The screen to leave for it."""


class BeginningActions(MarkingActions):
    """Beginning with nothing."""

    _nearby: tuple[Nearby, ...] | None = None

    @property
    def _page(self) -> PageView | Sidebar | None:
        return super()._page or (self.welcome if self.welcome.choosing else None)

    @on(Welcome.Chosen)
    async def _begin(self, message: Welcome.Chosen) -> None:
        await self.run_action(message.beginning.action)

    def show_empty(self, empty: bool) -> None:
        """Put the page that says why in the place of an empty timeline, or take it away."""
        super().show_empty(empty)
        if self.welcome.choosing and self._nearby is None:
            self._nearby = ()
            self._look_around()

    @work(group="nearby", exclusive=True, exit_on_error=False)
    async def _look_around(self) -> None:
        self._nearby = await self.engine.nearby()
        self.welcome.offer(
            [
                Beginning(
                    f"Take over the feeds of {found.reader}",
                    f"{', '.join(map(_short, found.files))}: {found.wanted.summary(done=False)}.",
                    f"take_over({place})",
                )
                for place, found in enumerate(self._nearby)
            ]
        )

    def action_sample(self) -> None:
        """Leave for the sample; livetui is back after it."""
        self.post_message(SampleAsked(self))

    def leave(self) -> Worker[None]:
        """End the app when the marks set so far are stored, or after a moment without them."""
        raise NotImplementedError

    @work(group="starters", exclusive=True, exit_on_error=False)
    async def action_starters(self) -> None:
        """Offer feeds to begin with."""
        from livetui.engine.exchange.starters import for_locale
        from livetui.model.address import address_key
        from livetui.ui.screens.starters import Starters

        followed = {address_key(feed.url) for feed in await self.engine.feeds()}
        offered = await asyncio.to_thread(for_locale, os.environ)
        left = [starter for starter in offered if address_key(starter.url) not in followed]
        if left:
            self.app.push_screen(Starters(left), self._starters_chosen)
        else:
            self.tell("All of them are followed already")

    def _starters_chosen(self, chosen: tuple[Starter, ...] | None) -> None:
        if chosen:
            self._follow(tuple(Subscription(starter.url, starter.title) for starter in chosen))

    @work(group="add", exit_on_error=False)
    async def _follow(self, wanted: tuple[Subscription, ...]) -> None:
        await self.engine.follow(wanted)
        self.tell(f"Following {len(wanted)} feed{'s' * (len(wanted) != 1)}; first entries come as they are retrieved")
        self.count_soon()

    @work(group="nearby", exclusive=True, exit_on_error=False)
    async def action_import(self) -> None:
        """Offer what other readers have at their usual places."""
        self._nearby = await self.engine.nearby()
        if self._nearby:
            self.action_take_over(0)
        else:
            self.tell("Nothing new of another reader is at its usual place; livetui import FILE takes any list")

    def action_take_over(self, place: int) -> None:
        """Show what a list of another reader would bring, and ask."""
        from livetui.ui.screens.starters import TakeOver

        found = (self._nearby or ())[place]

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._take_over(found)

        self.app.push_screen(TakeOver(found), answered)

    @work(group="add", exit_on_error=False)
    async def _take_over(self, found: Nearby) -> None:
        copies = await self.engine.take_over(found.wanted)
        kept = f"; kept {', '.join(map(_short, copies))}" if copies else ""
        self.tell(f"{found.reader}: {found.wanted.summary(done=True)}{kept}")
        self.count_soon()


def _short(path: Path) -> str:
    """A path as a person writes it, from their folder on."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
