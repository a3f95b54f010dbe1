"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from livetui.engine import fields
from livetui.engine.decoding import decode
from livetui.engine.identity import Stated, clean_id
from livetui.engine.reading import Reading
from livetui.engine.times import read_time
from livetui.errors import ParseError
from livetui.model.entry import BodyKind, Entry

NUMBER_LIMIT = 1000
"""Digits of a whole number; Python refuses to read far longer ones."""


def read_json(body: bytes, url: str, content_type: str | None) -> Reading:
    """What a JSON Feed says. An item of the wrong shape is left out with a note; the others are kept.

    Raises:
        ParseError: no JSON, or JSON that is no feed.
    """
    text, note = decode(body, content_type)
    feed = _load(text.lstrip("\ufeff \t\r\n"), url)
    if not isinstance(feed, dict):
        raise ParseError(url, "JSON, but not a feed")
    items, version = feed.get("items"), feed.get("version")
    stated = isinstance(version, str) and "jsonfeed.org" in version
    if not isinstance(items, list):
        if not stated or items is not None:
            raise ParseError(url, "JSON, but not a feed: it has no list of items")
        items = []
    base, site = fields.web_base(url), fields.link(feed.get("home_page_url"), fields.web_base(url))
    lang, authors = fields.language(feed.get("language")), _authors(feed)
    notes = [note] if note else []
    entries: list[Stated] = []
    skipped, nameless, cut = 0, 0, 0
    for item in items:
        if not isinstance(item, dict):
            skipped += 1
            continue
        if not clean_id(_identifier(item.get("id"))):
            nameless += 1
            continue
        entry, shortened = _entry(item, site or base, lang, authors)
        entries.append(entry)
        cut += shortened
    if items and not entries:
        why = "its items have no ids, by which they would be known" if nameless else "none of its items can be read"
        raise ParseError(url, f"JSON, but not a feed: {why}")
    if feed.get("expired") is True:
        notes.append("the feed says that it has ended")
    if skipped:
        notes.append(f"{skipped} of {len(items)} items can't be read and were left out")
    if nameless:
        notes.append(f"{nameless} of {len(items)} items have no id and were left out, as the format demands")
    return Reading(
        entries=entries,
        strategy="json",
        title=fields.title_text(feed.get("title"), markup=False),
        site=site,
        lang=lang,
        hub=_hub(feed.get("hubs"), base),
        notes=notes,
        cut=cut,
    )


def _hub(stated: object, base: str | None) -> str | None:
    hubs = [hub for hub in stated[:20] if isinstance(hub, dict)] if isinstance(stated, list) else []
    return next((url for hub in hubs if (url := fields.link(hub.get("url"), base))), None)


def _load(text: str, url: str) -> Any:
    try:
        return json.loads(text, strict=False, parse_int=_whole)
    except RecursionError as error:
        raise ParseError(url, "JSON that is nested too deeply") from error
    except ValueError as error:
        position = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ParseError(url, f"not valid JSON{position}") from error


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= NUMBER_LIMIT else float("inf")


def _entry(
    item: Mapping[str, Any], base: str | None, lang: str | None, authors: tuple[str, ...]
) -> tuple[Stated, bool]:
    """An entry, and whether its body was cut."""
    url = item.get("url") if _filled(item.get("url")) else item.get("external_url")
    lang = fields.language(item.get("language")) or lang
    published, updated = read_time(item.get("date_published"), lang), read_time(item.get("date_modified"), lang)
    kind, body = BodyKind.TEXT, item.get("summary")
    if _filled(item.get("content_html")):
        kind, body = BodyKind.HTML, item["content_html"]
    elif _filled(item.get("content_text")):
        body = item["content_text"]
    text, cut = fields.body_text(body)
    attachments = item.get("attachments")
    enclosures = (
        fields.enclosure(
            file.get("url"), file.get("mime_type"), file.get("size_in_bytes"), base, file.get("duration_in_seconds")
        )
        for file in (attachments if isinstance(attachments, list) else [])[: fields.MAX_ENCLOSURES]
        if isinstance(file, dict)
    )
    tags = item.get("tags")
    entry = Entry(
        id="",
        url=fields.link(url, base),
        title=fields.title_text(item.get("title"), markup=False),
        published=published or updated,
        updated=updated,
        authors=_authors(item) or authors,
        tags=fields.distinct(tags if isinstance(tags, list) else (), fields.MAX_TAGS),
        lang=lang,
        body=text,
        body_kind=kind,
        enclosures=tuple(found for found in enclosures if found),
    )
    return Stated(entry, clean_id(_identifier(item.get("id"))), fields.line(url, 10_000) or ""), cut


def _identifier(stated: object) -> str:
    """Ids are text; a number is taken as its digits (specification, "items", id)."""
    if isinstance(stated, bool) or not isinstance(stated, str | int | float):
        return ""
    return stated if isinstance(stated, str) else str(stated)


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _authors(stated: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of `authors` (1.1), else of `author` (1)."""
    listed = stated.get("authors")
    people = listed if isinstance(listed, list) and listed else [stated.get("author")]
    names = (person.get("name") if isinstance(person, dict) else person for person in people)
    return fields.distinct(names, fields.MAX_AUTHORS)
