"""What a page says of itself: language, dates, zone, and whether it announces that it is live."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser

from livetui.engine import fields
from livetui.engine.live.clock import offset_of, stated
from livetui.model import live
from livetui.text.clean import LIMITS, clean_line

_BERLIN, _MOSCOW, _HELSINKI = "Europe/Berlin", "Europe/Moscow", "Europe/Helsinki"
_BY_HOST = {
    end: zone
    for ends, zone in (
        ("de at ch li lu fr it es nl be pl cz sk se no dk hu hr si rs ba mk al mt mc sm", _BERLIN),
        ("uk ie", "Europe/London"),
        ("ru by", _MOSCOW),
        ("fi ee lv lt gr cy ro md bg ua", _HELSINKI),
        ("in lk", "Asia/Kolkata"),
        ("jp", "Asia/Tokyo"),
        ("kr", "Asia/Seoul"),
        ("cn tw hk", "Asia/Shanghai"),
        ("il", "Asia/Jerusalem"),
        ("pt", "Europe/Lisbon"),
        ("br", "America/Sao_Paulo"),
        ("ar", "America/Argentina/Buenos_Aires"),
        ("mx", "America/Mexico_City"),
        ("co", "America/Bogota"),
        ("cl", "America/Santiago"),
        ("pe", "America/Lima"),
        ("ca", "America/Toronto"),
        ("tr", "Europe/Istanbul"),
        ("sa qa kw", "Asia/Riyadh"),
        ("ae", "Asia/Dubai"),
        ("eg", "Africa/Cairo"),
        ("ng", "Africa/Lagos"),
        ("ke", "Africa/Nairobi"),
        ("za", "Africa/Johannesburg"),
        ("pk", "Asia/Karachi"),
        ("bd", "Asia/Dhaka"),
        ("au", "Australia/Sydney"),
        ("nz", "Pacific/Auckland"),
        ("id", "Asia/Jakarta"),
        ("sg my", "Asia/Singapore"),
        ("ph", "Asia/Manila"),
        ("th vn", "Asia/Bangkok"),
    )
    for end in ends.split()
}
"""Where most readers of a page are, by the end of its host's name."""
_BY_LANGUAGE = {
    lang: zone
    for langs, zone in (
        ("de fr it es nl ca eu gl pl cs sk sv no nb nn da hu hr sl sr bs mk sq", _BERLIN),
        ("ga cy en-gb en-ie", "Europe/London"),
        ("ru be", _MOSCOW),
        ("fi et lt lv el ro bg uk", _HELSINKI),
        ("hi bn ta te mr gu kn ml pa en-in", "Asia/Kolkata"),
        ("ja", "Asia/Tokyo"),
        ("ko", "Asia/Seoul"),
        ("zh", "Asia/Shanghai"),
        ("he", "Asia/Jerusalem"),
        ("pt", "Europe/Lisbon"),
        ("pt-br", "America/Sao_Paulo"),
        ("es-ar", "America/Argentina/Buenos_Aires"),
        ("es-mx", "America/Mexico_City"),
        ("es-co", "America/Bogota"),
        ("es-cl", "America/Santiago"),
        ("es-pe", "America/Lima"),
        ("en-ca fr-ca", "America/Toronto"),
        ("tr", "Europe/Istanbul"),
        ("ur", "Asia/Karachi"),
        ("en-za af", "Africa/Johannesburg"),
        ("en-au", "Australia/Sydney"),
        ("en-nz", "Pacific/Auckland"),
        ("id", "Asia/Jakarta"),
        ("th vi", "Asia/Bangkok"),
    )
    for lang in langs.split()
}
"""The same by its language, where its host says nothing; a language of many countries ("ar", "en") says nothing."""

_META = {
    "published": ("article:published_time", "datepublished", "og:published_time", "date", "dc.date", "pubdate"),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "revised", "lastmod"),
    "title": ("og:title", "twitter:title"),
    "kind": ("og:type",),
}


_PLACES = (
    "[class*=liveblog], [class*=live-blog], [class*=live_blog], [class*=LiveBlog], [class*=liveBlog], [id*=liveblog],"
    " [id*=live-blog], [class*=liveticker], [class*=live-ticker], [class*=newsticker],"
    " [class*=live-post], [class*=live-entry]"
)
"""Elements that only live pages have."""


@dataclass(slots=True)
class Page:
    """Facts of one page; the posting of its JSON-LD may add to them."""

    url: str
    base: str | None
    """What relative addresses are relative to."""
    canonical: str | None = None
    title: str | None = None
    """As it states it, one clean line."""
    titles: set[str] = field(default_factory=set)
    """Everything that is the page's headline, to be told from those of posts."""
    lang: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    ends: datetime | None = None
    """When the coverage ends, as stated."""
    zone: tzinfo | None = None
    """In which it states its times, None if that is UTC."""
    announced: bool = False
    """It calls itself live, by address, title or type."""
    hints: int = 0
    """How many of address and title hold a word that live pages use, and other pages, too."""
    now: datetime | None = None
    """When it was retrieved."""

    @property
    def reference(self) -> datetime | None:
        """What its newest post is not (much) later than."""
        return self.modified or self.now or self.published

    def zones(self) -> Sequence[tzinfo]:
        """The zones that a clock without one may be in, the likeliest first."""
        if self.zone is not None:
            return (self.zone,)
        lang = (self.lang or "").lower()
        name = (
            _BY_HOST.get(_end(self.canonical or self.base))
            or _BY_LANGUAGE.get(lang)
            or _BY_LANGUAGE.get(lang.partition("-")[0])
        )
        found: list[tzinfo] = []
        if name is not None:
            with suppress(Exception):  # no data of time zones on this machine
                found.append(ZoneInfo(name))
        return (*found, UTC)


def read_page(tree: LexborHTMLParser, url: str, now: datetime | None, modified: datetime | None) -> Page:
    """The facts that stand in the head of a page.

    Args: modified: as the server says, for a page that does not say itself.
    """
    root = tree.root
    page = Page(url, fields.web_base(url), now=now)
    if root is not None:
        page.lang = fields.language(root.attributes.get("lang"))
    for node in tree.css('link[rel="canonical"]')[:1]:
        page.canonical = fields.link(node.attributes.get("href"), page.base)
    page.base = page.base or page.canonical
    said: dict[str, str] = {}
    for node in tree.css("meta[content]")[:300]:
        values = node.attributes
        name = values.get("property") or values.get("name") or values.get("itemprop") or ""
        said.setdefault(name.lower(), values.get("content") or "")

    def first(what: str) -> str | None:
        return next((said[name] for name in _META[what] if said.get(name)), None)

    page.zone = offset_of(first("published")) or offset_of(first("modified"))
    page.published = stated(first("published"), page.zone)
    page.modified = stated(first("modified"), page.zone) or modified
    heads = [node.text() for node in tree.css("h1")[:3]]
    shown = [node.text() for node in tree.css("head > title")[:1]]
    for text in (first("title"), *heads, *shown):
        if text and (line := clean_line(text, LIMITS.TITLE)):
            page.title = page.title or line
            page.titles.add(line)
    addresses = [address for address in (url, page.canonical) if address]
    page.announced = (
        any(live.address_announces(address) for address in addresses)
        or any(live.title_announces(title) for title in page.titles)
        or "live" in (first("kind") or "").lower()
        or tree.css_first(_PLACES) is not None
    )
    page.hints = any(map(live.address_hints, addresses)) + any(map(live.title_hints, page.titles))
    return page


def _end(address: str | None) -> str:
    try:
        return (urlsplit(address or "").hostname or "").rpartition(".")[2].lower()
    except ValueError:
        return ""
