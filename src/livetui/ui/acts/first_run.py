"""The first run: the ways to begin, and where they lead."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from livetui.model.feed import Subscription
from livetui.ui.acts.stage import Stage
from livetui.ui.reading import Reading
from livetui.ui.widgets.welcome import Beginning, Welcome

if TYPE_CHECKING:  # loaded when it is asked for
    from livetui.engine.exchange.nearby import Nearby
    from livetui.engine.exchange.starters import Starter


class Starting(Stage, Protocol):
    """The screen on which livetui begins."""

    def post_message(self, message: Message) -> bool:
        """Tell the application."""

    def leave(self) -> object:
        """End the app when the marks set so far are stored, or after a moment without them."""

    def feeds_changed(self) -> None:
        """Show the list of feeds as it is now."""


class SampleAsked(Message):
    """The reader wants to see the sample."""

    def __init__(self, stage: Starting) -> None:
        super().__init__()
        self.stage = stage
        """The screen to leave for it."""


class FirstRun:
    """Beginning with nothing."""

    def __init__(self, stage: Starting, engine: Reading, welcome: Welcome) -> None:
        self._stage = stage
        self._engine = engine
        self._welcome = welcome
        self._nearby: tuple[Nearby, ...] | None = None

    def look_around(self) -> None:
        """Offer, too, what other readers have at their usual places; looked for once."""
        if self._nearby is None:
            self._nearby = ()
            self._stage.begin("nearby", self._look_around, exclusive=True)

    async def _look_around(self) -> None:
        self._nearby = await self._engine.nearby()
        self._welcome.offer(
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
        self._stage.post_message(SampleAsked(self._stage))

    def action_starters(self) -> None:
        """Offer feeds to begin with."""
        self._stage.begin("starters", self._offer_starters, exclusive=True)

    async def _offer_starters(self) -> None:
        from livetui.engine.exchange.starters import for_locale
        from livetui.model.address import address_key
        from livetui.ui.screens.starters import Starters

        followed = {address_key(feed.url) for feed in await self._engine.feeds()}
        offered = await asyncio.to_thread(for_locale, os.environ)
        left = [starter for starter in offered if address_key(starter.url) not in followed]
        if left:
            self._stage.ask(Starters(left), self._starters_chosen)
        else:
            self._stage.tell("All of them are followed already")

    def _starters_chosen(self, chosen: tuple[Starter, ...] | None) -> None:
        if chosen:
            wanted = tuple(Subscription(starter.url, starter.title) for starter in chosen)
            self._stage.begin("add", partial(self._follow, wanted))

    async def _follow(self, wanted: tuple[Subscription, ...]) -> None:
        await self._engine.follow(wanted)
        self._stage.tell(
            f"Following {len(wanted)} feed{'s' * (len(wanted) != 1)}; first entries come as they are retrieved"
        )
        self._stage.feeds_changed()

    def action_import(self) -> None:
        """Offer what other readers have at their usual places."""
        self._stage.begin("nearby", self._offer_import, exclusive=True)

    async def _offer_import(self) -> None:
        self._nearby = await self._engine.nearby()
        if self._nearby:
            self.action_take_over(0)
        else:
            self._stage.tell("Nothing new of another reader is at its usual place; livetui import FILE takes any list")

    def action_take_over(self, place: int) -> None:
        """Show what a list of another reader would bring, and ask."""
        from livetui.ui.screens.starters import TakeOver

        found = (self._nearby or ())[place]

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._stage.begin("add", partial(self._take_over, found))

        self._stage.ask(TakeOver(found), answered)

    async def _take_over(self, found: Nearby) -> None:
        copies = await self._engine.take_over(found.wanted)
        kept = f"; kept {', '.join(map(_short, copies))}" if copies else ""
        self._stage.tell(f"{found.reader}: {found.wanted.summary(done=True)}{kept}")
        self._stage.feeds_changed()


def _short(path: Path) -> str:
    """A path as a person writes it, from their folder on."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
