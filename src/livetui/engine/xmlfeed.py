"""RSS, RDF, Atom and CDF: feedparser reads them, livetui takes the values over."""

from __future__ import annotations

import html
import io
import logging
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from livetui.engine import fields
from livetui.engine.decoding import decode
from livetui.engine.identity import Stated, clean_id
from livetui.engine.prolog import EntityRefusedError, strip_prolog
from livetui.engine.reading import Reading
from livetui.engine.times import stated_time
from livetui.engine.tombstones import deleted_ids
from livetui.errors import ParseError
from livetui.model.entry import BodyKind, Entry

TTL_BOUNDS = (60, 30 * 86_400)
"""Seconds."""

_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_HTML = {"text/html", "application/xhtml+xml"}
_NOT_A_PAGE = {
    "self", "enclosure", "edit", "edit-media", "replies", "license", "hub", "payment", "next", "prev", "previous",
    "first", "last", "icon", "shortcut icon", "service", "http://schemas.google.com/g/2005#feed",
}  # fmt: skip
"""Relations of links that lead to something else than the entry as a page."""
_ITEM = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_LONG_YEAR = re.compile(r"\s*[+-]?\d{5,}-\d")
_PERSON = re.compile(r"\s*[^\s@<>()]+@[^\s@<>()]+\s*\(([^()]+)\)\s*|\s*([^<>@]+?)\s*<[^\s@<>]+@[^\s@<>]+>\s*")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")

_log = logging.getLogger(__name__)


def read_xml(body: bytes, url: str, content_type: str | None) -> Reading:
    """What an XML feed says.

    Raises:
        ParseError: no feed, dangerous, or so broken that nothing in it can be read.
    """
    text, note = decode(body, content_type)
    try:
        document = strip_prolog(text)
    except EntityRefusedError as error:
        raise ParseError(url, f"refused: {error}") from error
    if not document.text.strip():
        raise ParseError(url, "XML without a root element")
    found = _feedparser(document.text, url)
    entries: list[Mapping[str, Any]] = list(found["entries"])
    feed: Mapping[str, Any] = found["feed"]
    version = ("rss091n" if document.netscape and found["version"].startswith("rss") else found["version"]) or ""
    notes, whole = [note] if note else [], _ROOT_END.search(document.text[-2000:]) is not None
    malformed = bool(found.get("bozo"))
    if malformed:
        notes.append(_repair(document.text, whole, entries, found.get("bozo_exception")))
    if not entries and not _is_feed(document.text, version, feed, malformed, whole):
        raise ParseError(url, _no_feed(document.text, bool(version), whole))
    base = fields.web_base(url)
    reading = Reading(
        entries=[],
        strategy=version or "xml",
        title=_title(feed, version),
        site=_page(feed, base),
        lang=fields.language(_raw(feed, "language")),
        ttl=_ttl(feed),
        notes=notes,
        deleted=deleted_ids(document.text),
        hub=_hub(feed, base),
    )
    inherited = _authors(feed) if version.startswith("atom") else ()  # RFC 4287 §4.2.1
    for entry in entries:
        stated, cut = _entry(entry, base, version, reading.lang, inherited)
        reading.entries.append(stated)
        reading.cut += cut
    return reading


def _feedparser(text: str, url: str) -> Any:
    """feedparser's reading. Where its strict parser fails on a fault of its own, the lenient one is tried."""
    try:
        try:
            return _parse(text)
        except (TypeError, KeyError, ValueError, AttributeError, IndexError):
            return _parse(f".{text}")  # no XML begins so, which is how feedparser chooses the lenient one
    except RecursionError as error:
        raise ParseError(url, "XML that is nested too deeply") from error
    except MemoryError:
        raise
    except Exception as error:
        # feedparser lets through whatever its parts raise (its issues 591 and 599), so nothing narrower will do
        _log.info("feedparser failed on %s", url, exc_info=True)
        raise ParseError(url, f"the XML can't be read ({type(error).__name__})") from error


def _parse(text: str) -> Any:
    """feedparser gets bytes behind a file object: a plain string might be the name of a file, which it would open."""
    import feedparser

    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,  # a body is read as blocks later, which leaves nothing dangerous and costs less
        resolve_relative_uris="base=" in text,  # xml:base; all else is resolved by us, against the entry's page
    )


def _repair(text: str, whole: bool, entries: list[Mapping[str, Any]], error: Exception | None) -> str:
    """Drops the entry in which a cut feed ends, for half of its words would count as an edit; says what is wrong.

    The only entry of a feed stays: half of it is more than nothing.
    """
    number = getattr(error, "getLineNumber", lambda: None)()
    where = f" (line {number})" if number else ""
    if whole:
        return f"not well-formed XML{where}"
    starts, ends = len(_ITEM.findall(text)), len(_ITEM_END.findall(text))
    if len(entries) > 1 and 0 < ends < starts:
        entries.pop()
    return f"the feed is cut short{where}"


def _is_feed(text: str, version: str, feed: Mapping[str, Any], malformed: bool, whole: bool) -> bool:
    """Whether a document without entries is a feed that has none, rather than the ruins of one or something else."""
    if malformed:
        return whole and bool(feed)
    root = _ROOT.match(text)
    return bool(version) or (root is not None and root.group(1).lower() in {"rss", "rdf", "feed", "channel"})


def _no_feed(text: str, known: bool, whole: bool) -> str:
    if known:
        return f"{'not well-formed XML' if whole else 'cut short'}, and without a whole entry"
    root = _ROOT.match(text)
    name = root.group(1).lower() if root else ""
    if name == "opml":
        return "a list of feeds (OPML), not a feed: import it"
    return f"XML, but not a feed (its root is “{name[:40]}”)" if name else "XML, but not a feed"


def _entry(
    entry: Mapping[str, Any], base: str | None, version: str, lang: str | None, inherited: tuple[str, ...]
) -> tuple[Stated, bool]:
    """An entry, and whether its body was cut."""
    detail = _body(entry)
    body, cut = fields.body_text(detail.get("value"))
    url = _page(entry, base)
    languages = (_raw(entry, "language"), detail.get("language"), _mapping(entry, "title_detail").get("language"))
    lang = next(filter(None, map(fields.language, languages)), lang)
    updated = _time(entry, "updated", lang)
    value = Entry(
        id="",
        url=url,
        title=_title(entry, version),
        published=_time(entry, "published", lang) or _time(entry, "created", lang) or updated,
        updated=updated,
        authors=_authors(entry) or inherited,
        tags=fields.distinct(_tags(entry), fields.MAX_TAGS),
        lang=lang,
        body=body,
        body_kind=BodyKind.TEXT if detail.get("type") == "text/plain" else BodyKind.HTML,
        enclosures=_enclosures(entry, base),
    )
    return Stated(value, clean_id(_raw(entry, "id")), fields.line(_stated_page(entry), 10_000) or ""), cut


def _raw(values: Mapping[str, Any], key: str) -> Any:
    """A value under its own name; feedparser's own look-up stands other names in, with warnings."""
    return dict.get(values, key) if isinstance(values, dict) else None


def _mapping(values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = _raw(values, key)
    return found if isinstance(found, Mapping) else {}


def _mappings(values: Mapping[str, Any], key: str, limit: int) -> list[Mapping[str, Any]]:
    found = _raw(values, key)
    return [item for item in found[:limit] if isinstance(item, Mapping)] if isinstance(found, list) else []


def _hub(feed: Mapping[str, Any], base: str | None) -> str | None:
    """The first hub that announces its news (WebSub §4)."""
    hubs = (fields.link(found.get("href"), base) for found in _mappings(feed, "links", 50) if found.get("rel") == "hub")
    return next((hub for hub in hubs if hub), None)


def _title(values: Mapping[str, Any], version: str) -> str | None:
    markup = _mapping(values, "title_detail").get("type") in _HTML
    return fields.title_text(_raw(values, "title"), markup=markup, guess=not version.startswith("atom"))


def _body(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fullest of what an entry says: content, else summary, with its type and language."""
    for detail in _mappings(entry, "content", 20):
        kind = detail.get("type") or "text/html"
        if isinstance(detail.get("value"), str) and detail["value"].strip() and kind in {"text/plain", *_HTML}:
            return detail
    summary = _raw(entry, "summary")
    if isinstance(summary, str) and summary.strip():
        return {"type": "text/html", **_mapping(entry, "summary_detail"), "value": summary}
    for detail in _mappings(entry, "content", 20):  # text of a type that says nothing, decoded from base64
        if detail.get("type") == "application/octet-stream":
            return detail
    return {}


def _time(entry: Mapping[str, Any], name: str, lang: str | None) -> datetime | None:
    stated = _raw(entry, name)
    if isinstance(stated, str) and _LONG_YEAR.match(stated):
        return None  # feedparser takes the year 10000 for 2010
    return stated_time(stated, _raw(entry, f"{name}_parsed"), lang)


def _stated_page(entry: Mapping[str, Any]) -> str | None:
    """The link to an entry's page as stated: its alternate, else its first link that may be a page."""
    link = _raw(entry, "link")
    if isinstance(link, str) and link.strip():
        return link
    for found in _mappings(entry, "links", 50):
        if found.get("rel", "alternate") not in _NOT_A_PAGE and isinstance(found.get("href"), str):
            return str(found["href"])
    return None


def _page(values: Mapping[str, Any], base: str | None) -> str | None:
    stated = _stated_page(values)
    if _raw(values, "guidislink") and stated == _raw(values, "id") and not re.match(r"https?://", stated or "", re.I):
        return None  # a guid that only by default counts as an address, and is none
    return fields.link(stated, base)


def _authors(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The names; the mail address only of one who gives no name."""
    people = _mappings(values, "authors", fields.MAX_AUTHORS)
    names = [_decoded(person.get("name") or person.get("email")) for person in people if person]
    last = _raw(values, "author")
    if isinstance(last, str) and (match := _PERSON.fullmatch(last[:1000])):
        # feedparser cuts the name in two where the mail address ends in more than four letters
        names[-1:] = [match.group(1) or match.group(2)]
    return fields.distinct(names, fields.MAX_AUTHORS) or fields.distinct([last], 1)


def _decoded(name: object) -> object:
    """A name or tag; the most common publishing software writes ``R&amp;amp;D`` or hides ``&amp;`` in CDATA."""
    return html.unescape(name) if isinstance(name, str) and "&" in name else name


def _tags(entry: Mapping[str, Any]) -> Iterable[object]:
    for tag in _mappings(entry, "tags", 5 * fields.MAX_TAGS):
        term, label = tag.get("term"), tag.get("label")
        yield _decoded(label if label and (not term or "://" in str(term)) else term)


def _enclosures(entry: Mapping[str, Any], base: str | None) -> tuple[Any, ...]:
    """The files; what iTunes' tags say of how long the entry plays is said of its one file that does."""
    stated = [link for link in _mappings(entry, "links", 200) if link.get("rel") == "enclosure"]
    playing = [link for link in stated if str(link.get("type") or "").lower().startswith(("audio/", "video/"))]
    plays = _raw(entry, "itunes_duration") if len(playing) == 1 else None
    found = (
        fields.enclosure(
            link.get("href") or link.get("url"),
            link.get("type"),
            link.get("length"),
            base,
            plays if link in playing else None,
        )
        for link in stated[: fields.MAX_ENCLOSURES]
    )
    return tuple(enclosure for enclosure in found if enclosure)


def _ttl(feed: Mapping[str, Any]) -> int | None:
    """Seconds the feed asks to be left alone: RSS ``ttl`` in minutes, else the syndication module's period."""
    low, high = TTL_BOUNDS
    minutes = str(_raw(feed, "ttl") or "").strip()
    if minutes.isascii() and minutes.isdigit() and int(minutes[:9]):
        return min(max(int(minutes[:9]) * 60, low), high)
    period = _PERIODS.get(str(_raw(feed, "sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    times = str(_raw(feed, "sy_updatefrequency") or "1").strip()
    often = int(times[:6]) if times.isascii() and times.isdigit() and int(times[:6]) else 1
    return min(max(period // often, low), high)
