"""One import, from reading the files of another reader to writing what they bring, and the words that tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from livetui import feedlist
from livetui.config import Duration
from livetui.engine.exchange import plan, settings
from livetui.engine.exchange.addresses import shown
from livetui.engine.exchange.found import Form
from livetui.errors import ConfigError
from livetui.paths import Paths


@dataclass(frozen=True, slots=True)
class Import:
    """What files would bring, compared with what is there."""

    planned: plan.Plan
    rules: settings.Settled

    @property
    def brings(self) -> bool:
        """Whether there is anything new in it."""
        return bool(self.planned.new or self.rules.wishes or self.rules.every)

    @property
    def nothing(self) -> bool:
        """Whether the files hold nothing that could be taken over, be it new or known."""
        return not (self.brings or self.planned.known or self.rules.known)

    def lines(self) -> Iterator[str]:
        """Each thing that is new, as a line."""
        for feed in self.planned.new:
            about = [feed.title, f"in {feed.folder}" if feed.folder else None]
            about += [f"every {Duration(feed.every)}" if feed.every else None, "paused" if feed.paused else None]
            told = ", ".join(filter(None, about))
            yield f"+ {shown(feed.url)}" + (f"  ({told})" if told else "")
        for wish in self.rules.wishes:
            yield f"+ {wish.table}: " + shown(", ".join(f"{key} = {value}" for key, value in wish.values))
        if self.rules.every:
            yield f"+ refresh: every = {self.rules.every}"

    def left(self) -> Iterator[str]:
        """Each thing that is not taken over, where it stands and why, as a line."""
        for name, each in self.planned.left:
            yield f"{name}{f':{each.line}' if each.line else ''}: {each.text}: {each.reason}"
        for wish, reason in self.rules.left:
            name = next(source.name for source in self.planned.sources if wish in source.found.wishes)
            yield f"{name}:{wish.line}: {shown(wish.text)}: {reason}"
        if self.rules.every_is_set:
            yield "the time between polls is not taken over: config.toml sets refresh.every already"

    def summary(self, *, done: bool) -> str:
        """How much of each kind, in one line. Args: done: it is written already."""
        parts = [f"{counted(len(self.planned.new), 'feed')} {'added' if done else 'would be added'}"]
        if self.planned.known:
            parts.append(f"{self.planned.known} followed already")
        if self.planned.twice:
            parts.append(f"{self.planned.twice} named twice")
        for table, name in (("topics", "topic"), ("highlights", "highlight"), ("mute", "mute rule")):
            if count := sum(wish.table == table for wish in self.rules.wishes):
                parts.append(counted(count, name))
        if self.rules.keys:
            parts.append(counted(len(self.rules.keys), "key"))
        if left := len(self.rules.left) + sum(1 for _ in self.planned.left):
            parts.append(f"{counted(left, 'thing')} not taken over")
        return ", ".join(parts)


def prepare(paths: Paths, files: Sequence[Path], form: Form | None = None) -> Import:
    """Read and check files; nothing is written. Args: form: as the user names it; None: the content decides.

    Raises: ListError: a file can't be imported. ConfigError: our own list or settings can't be read.
    """
    sources = [plan.Source(str(file), plan.read(plan.load(file), str(file), form)) for file in files]
    planned = plan.planned(sources, feedlist.load(paths.feeds).feeds)
    rules = settings.settled(
        paths.config,
        [wish for source in sources for wish in source.found.wishes],
        next((source.found.every for source in sources if source.found.every), None),
    )
    return Import(planned, rules)


def write(paths: Paths, wanted: Import) -> tuple[Path, ...]:
    """Write the settings and the list; each is replaced in one step, and copied first.

    Returns: the copies of the files as they were.
    Raises: ConfigError: one can't be written; both are as they were.
    """
    copies: list[Path | None] = []
    if rules := bool(wanted.rules.wishes or wanted.rules.every):
        copies.append(settings.write(paths.config, wanted.rules))
    if wanted.planned.new:
        try:
            copies.append(feedlist.append(paths.feeds, wanted.planned.new))
        except ConfigError:
            if rules:
                _put_back(paths.config, copies[0])
            raise
    return tuple(copy for copy in copies if copy is not None)


def _put_back(path: Path, copy: Path | None) -> None:
    """Let a file be as it was before it was written. Args: copy: of that; None: there was none."""
    if copy is None:
        path.unlink(missing_ok=True)
    else:
        copy.replace(path)


def counted(number: int, thing: str) -> str:
    """A number of things: ``1 feed``, ``2 feeds``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
