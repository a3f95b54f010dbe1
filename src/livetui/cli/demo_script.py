"""What the demo's feeds say at each moment: pure, the sample feed and two times in, an answer out.

The sample is one desk's feed whose items name their outlets (RSS 2.0 ``source``); the script makes one feed of each
outlet, moves the dates to today, holds the newest items back and lets them arrive, and revises one, by `ARRIVALS`,
`REVISION` and `BREAK`. Everything is over within two minutes.
"""

from __future__ import annotations

import copy
import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

DEMO_TOPICS: tuple[tuple[str, str], ...] = (
    ("Talks", "talks OR pourparlers OR négociations OR negotiations OR negotiators OR verhandlungen"),
    ("Corridors", "corridor* OR couloirs OR korridor*"),
    ("Mobilisation", "mobilisation OR mobilization"),
    ("Toll", "toll OR bilan OR morts OR dead"),
)
"""Name and filter of each topic of the demo, in the order of their keys."""

ARRIVALS: tuple[int, ...] = (12, 24, 36, 57, 72, 84, 98, 112)
"""Seconds after the start at which the newest items of the sample arrive, the oldest of them first."""

NEWEST_AGE = timedelta(minutes=3)
"""How old the newest entry is that is there from the start; the others keep their distance to it."""

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_UPDATED = "{http://www.w3.org/2005/Atom}updated"

for _prefix, _namespace in (
    ("atom", "http://www.w3.org/2005/Atom"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("media", "http://search.yahoo.com/mrss/"),
):
    ET.register_namespace(_prefix, _namespace)


@dataclass(frozen=True, slots=True)
class Revision:
    """An item that the sample gives in its last wording, and that the demo first shows in an earlier one."""

    id: str
    """The item's ``guid``."""
    at: int
    """Seconds after the start at which the sample's own wording takes over."""
    earlier: tuple[tuple[str, str], ...]
    """Words of the sample, and what stood there before."""


REVISION = Revision("lq-20220304-tchernihiv-bilan", 45, (("33 morts", "31 morts"),))
"""The toll that rises."""


@dataclass(frozen=True, slots=True)
class Break:
    """A feed that stops answering."""

    outlet: str
    """The outlet's `Outlet.slug`."""
    at: int
    """Seconds after the start from which it fails."""


BREAK = Break("frontiere", 60)
"""The feed that shows how a failure looks."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A source of the sample, which the demo serves as a feed of its own."""

    slug: str
    """First label of its host; names its address on the demo server."""
    title: str
    site: str
    lang: str
    """BCP 47 tag of most of its items."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the demo server sends."""

    status: int
    """HTTP status code."""
    body: bytes
    content_type: str
    etag: str | None = None
    """Strong validator of a feed's bytes, with its quotes; None for an error."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of the sample with its moments on the demo's clock."""

    element: ET.Element
    outlet: str
    arrives: int | None
    """Seconds after the start; None: there from the start."""
    published: datetime
    revision: Revision | None


def sample_feed() -> bytes:
    """The sample feed: out of the installed package, else from the top of the source tree.

    Raises:
        FileNotFoundError: neither is there, so the installation is damaged.
    """
    packed = resources.files("livetui") / "data" / "sample_feed.xml"
    if packed.is_file():
        return packed.read_bytes()
    return Path(__file__).parents[3].joinpath("sample_feed.xml").read_bytes()


class Script:
    """The demo from its start on."""

    def __init__(self, sample: bytes, start: datetime) -> None:
        """Args: sample: the bytes of the sample feed. start: when the demo begins, aware."""
        self.start = start.astimezone(UTC).replace(microsecond=0)
        """When the demo began; whole seconds, as feeds date their items."""
        # Our own file out of our own package: nothing of a stranger's reaches this parser.
        items = ET.fromstring(sample).findall("channel/item")  # noqa: S314
        self._items = _schedule(items, self.start)
        self.outlets = _outlets(items)
        """In the order in which the sample first names them."""

    def answer(self, slug: str, now: datetime) -> Answer:
        """What the feed of that outlet answers at `now`; the same bytes until the script changes them.

        Args:
            slug: an `Outlet.slug`; any other gives a 404.
            now: aware.
        """
        elapsed = (now - self.start).total_seconds()
        outlet = next((each for each in self.outlets if each.slug == slug), None)
        if outlet is None:
            return Answer(404, b"no such feed\n", "text/plain; charset=utf-8")
        if slug == BREAK.outlet and elapsed >= BREAK.at:
            return Answer(500, b"the newsroom's server is down\n", "text/plain; charset=utf-8")
        body = self._feed(outlet, elapsed)
        return Answer(200, body, "application/rss+xml; charset=utf-8", f'"{hashlib.sha256(body).hexdigest()[:32]}"')

    def _feed(self, outlet: Outlet, elapsed: float) -> bytes:
        rss = ET.Element("rss", version="2.0")
        channel = ET.SubElement(rss, "channel")
        for tag, text in (
            ("title", outlet.title),
            ("link", outlet.site),
            ("description", f"{outlet.title}, as livetui’s demo plays it"),
            ("language", outlet.lang),
        ):
            ET.SubElement(channel, tag).text = text
        for item in self._items:
            if item.outlet == outlet.slug and (item.arrives is None or elapsed >= item.arrives):
                channel.append(self._element(item, elapsed))
        body: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
        return body

    def _element(self, item: _Item, elapsed: float) -> ET.Element:
        element = copy.deepcopy(item.element)
        _child(element, "pubDate").text = format_datetime(item.published, usegmt=True)
        # In a feed of its own an item comes from nowhere else.
        element.remove(_child(element, "source"))
        if item.revision is None:
            return element
        if elapsed >= item.revision.at:
            changed = self.start + timedelta(seconds=item.revision.at)
            ET.SubElement(element, _UPDATED).text = changed.isoformat()
            return element
        for tag in ("title", "description", _CONTENT):
            part = _child(element, tag)
            for now, before in item.revision.earlier:
                part.text = _text(part).replace(now, before)
        return element


def _schedule(items: list[ET.Element], start: datetime) -> tuple[_Item, ...]:
    """The items, newest first, with their outlet and their moments; the newest are those that arrive."""
    newest_first = sorted(items, key=_date, reverse=True)
    arriving = tuple(reversed(ARRIVALS))
    shift = start - NEWEST_AGE - _date(newest_first[len(arriving)])
    scheduled = []
    for place, element in enumerate(newest_first):
        arrives = arriving[place] if place < len(arriving) else None
        published = _date(element) + shift if arrives is None else start + timedelta(seconds=arrives)
        revision = REVISION if _text(_child(element, "guid")) == REVISION.id else None
        scheduled.append(_Item(element, _slug(element), arrives, published, revision))
    return tuple(scheduled)


def _outlets(items: list[ET.Element]) -> tuple[Outlet, ...]:
    languages: dict[str, Counter[str]] = {}
    titles: dict[str, tuple[str, str]] = {}
    for item in items:
        source = _child(item, "source")
        slug = _slug(item)
        titles.setdefault(slug, (_text(source), f"https://{urlsplit(source.attrib['url']).netloc}/"))
        languages.setdefault(slug, Counter()).update([item.attrib[_LANG]])
    return tuple(
        Outlet(slug, title, site, languages[slug].most_common(1)[0][0]) for slug, (title, site) in titles.items()
    )


def _slug(item: ET.Element) -> str:
    return urlsplit(_child(item, "source").attrib["url"]).netloc.partition(".")[0]


def _date(item: ET.Element) -> datetime:
    return parsedate_to_datetime(_text(_child(item, "pubDate"))).astimezone(UTC)


def _child(element: ET.Element, tag: str) -> ET.Element:
    child = element.find(tag)
    if child is None:
        raise ValueError(f"the sample feed has an item without <{tag}>")
    return child


def _text(element: ET.Element) -> str:
    return element.text or ""
