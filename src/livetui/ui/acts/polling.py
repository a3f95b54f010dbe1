"""Asking feeds for news at once."""

from __future__ import annotations

from typing import Protocol

from livetui.model.feed import Feed
from livetui.ui.acts.stage import Stage
from livetui.ui.reading import Reading


class Fed(Stage, Protocol):
    """A screen that knows which feed is meant."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """As last counted."""

    @property
    def managed(self) -> Feed | None:
        """The feed that the keys are about, None if there is none."""


class Polling:
    """Has the engine poll."""

    def __init__(self, stage: Fed, engine: Reading) -> None:
        self._stage = stage
        self._engine = engine

    def action_poll(self) -> None:
        """Ask the feed of the entry for news."""
        if (feed := self._stage.managed) is None:
            self._stage.tell(f"No feed is selected; {self._stage.key('feeds.poll_all')} polls all feeds")
        else:
            self._engine.poke([feed.url])
            self._stage.tell(f"Polling {feed.title}")

    def action_poll_all(self) -> None:
        """Ask every feed for news."""
        feeds = self._stage.feeds
        if not feeds:
            self._stage.tell(f"No feed is followed yet; {self._stage.key('feeds.add')} adds one")
            return
        self._engine.poke(None)
        self._stage.tell(f"Polling {len(feeds)} feed{'s' * (len(feeds) != 1)}")
