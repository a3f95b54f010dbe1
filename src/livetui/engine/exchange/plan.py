"""What an import would do: files are recognised and read, and their feeds compared with those that are followed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from livetui import feedlist
from livetui.engine.decoding import decode
from livetui.engine.exchange import newsboat, newsboat_config, newsraft, opml, sfeed
from livetui.engine.exchange.addresses import RefusedError, followable, shown
from livetui.engine.exchange.found import LARGEST, MOST_FEEDS, Form, Found, Left, ListError
from livetui.errors import ConfigError
from livetui.model.address import address_key
from livetui.model.feed import Subscription

_ADDRESS = re.compile(r'\s*"?(?:https?://|feed:|query:|exec:|filter:|file:|\$\()', re.IGNORECASE)
_TABLES = re.compile(r"^\s*\[\[\s*feeds\s*\]\]|^\s*feeds\s*=\s*\[", re.MULTILINE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Source:
    """One file and what it holds."""

    name: str
    found: Found


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would bring."""

    sources: tuple[Source, ...]
    new: tuple[Subscription, ...]
    """In the order of the files, each once."""
    known: int
    """Feeds that are in the list already."""
    twice: int
    """Feeds that stand in the files more than once, under one spelling of their address or another."""

    @property
    def left(self) -> Iterator[tuple[str, Left]]:
        """What is not taken over, with the name of its file."""
        return ((source.name, left) for source in self.sources for left in source.found.left)


def load(path: Path) -> bytes:
    """The content of a file to import. Raises: ListError: it can't be read, or is too large."""
    name = str(path)
    try:
        if not path.is_file():
            raise ListError(name, "no such file" if not path.exists() else "is no file that can be read")
        with path.open("rb") as file:
            body = file.read(LARGEST + 1)
    except OSError as error:
        raise ListError(name, f"can't be read ({error.strerror})") from error
    if len(body) > LARGEST:
        raise ListError(name, f"is larger than {LARGEST >> 20} MiB")
    return body


def read(body: bytes, name: str, form: Form | None = None) -> Found:
    """What a file holds. Args: form: as the user names it; None: its content decides.

    Raises: ListError: it is none that can be imported, or holds too much.
    """
    text = decode(body)[0].replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROLS.search(text[:10_000]):
        raise ListError(name, "is no text")
    found = _READERS[form or recognised(text, name)](text, name)
    if len(found.feeds) > MOST_FEEDS:
        raise ListError(name, f"has more than {MOST_FEEDS} feeds")
    return found


def recognised(text: str, name: str) -> Form:
    """What kind of list a text is. Raises: ListError: none."""
    if text.lstrip().startswith("<"):
        return Form.OPML
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if any(sfeed.CALL.match(line) for line in lines) and not any(_ADDRESS.match(line) for line in lines):
        return Form.SFEED
    if _TABLES.search(text):
        return Form.TOML
    addresses = [line for line in lines if _ADDRESS.match(line)]
    if addresses:
        # A title in newsraft's looks like a tag in newsboat's; where nothing else tells them apart, the name does.
        if any(line.lstrip().startswith(("@", "$(")) for line in lines):
            return Form.NEWSRAFT
        return Form.NEWSRAFT if "newsraft" in name or Path(name).name == "feeds" else Form.NEWSBOAT
    if any(line.split(maxsplit=1)[0] in newsboat_config.COMMANDS for line in lines):
        return Form.NEWSBOAT_CONFIG
    if not lines:
        raise ListError(name, "holds nothing")
    raise ListError(name, "is no list of feeds that is known here: OPML, newsboat, newsraft, sfeed or feeds.toml")


def planned(sources: Sequence[Source], listed: Iterable[Subscription]) -> Plan:
    """What the files would add to a list. Raises: ListError: more than may be imported."""
    there = {address_key(feed.url) for feed in listed}
    stated = [feed for source in sources for feed in source.found.feeds]
    once = {address_key(feed.url): feed for feed in reversed(stated)}
    new = [feed for feed in stated if once[key := address_key(feed.url)] is feed and key not in there]
    if len(new) > MOST_FEEDS:
        raise ListError(sources[0].name, f"has, with the other files, more than {MOST_FEEDS} feeds")
    return Plan(tuple(sources), tuple(new), len(once) - len(new), len(stated) - len(once))


def _toml(text: str, name: str) -> Found:
    """The feeds of a `feeds.toml`; those that are files of another machine, or of this one, are left out."""
    try:
        listed = feedlist.from_values(tomllib.loads(text), Path(name))
    except tomllib.TOMLDecodeError as error:
        raise ListError(name, f"is no valid TOML ({error})") from error
    except ConfigError as error:
        raise ListError(name, error.reason) from error
    feeds: list[Subscription] = []
    left = [Left(None, problem.where, problem.reason) for problem in listed.problems]
    for feed in listed.feeds:
        try:
            feeds.append(replace(feed, url=followable(feed.url)))
        except RefusedError as error:
            left.append(Left(None, shown(feed.url), str(error)))
    return Found(Form.TOML, tuple(feeds), left=tuple(left))


_READERS: dict[Form, Callable[[str, str], Found]] = {
    Form.OPML: opml.read,
    Form.NEWSBOAT: lambda text, _: newsboat.read(text),
    Form.NEWSBOAT_CONFIG: lambda text, _: newsboat_config.read(text),
    Form.NEWSRAFT: lambda text, _: newsraft.read(text),
    Form.SFEED: lambda text, _: sfeed.read(text),
    Form.TOML: _toml,
}
