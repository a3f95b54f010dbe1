"""Targets of ``show`` and ``quotes``: a feed, a page or a text, from a file, an address or standard input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from livetui.engine.localfile import file_reason, retrieve_file
from livetui.engine.sniff import sniff
from livetui.engine.textposts import text_posts
from livetui.engine.texts import Target
from livetui.engine.transfer import BodyError
from livetui.errors import FeedError, ParseError
from livetui.model.entry import CachedEntry, Entry
from livetui.model.feed import Validators
from livetui.model.quote import Quote
from livetui.text.language import guess
from livetui.text.quotes import find_entry_quotes

if TYPE_CHECKING:
    from livetui.engine.pool import ParserPool  # starts asyncio, which reading a text does without

EPOCH = datetime.fromtimestamp(0, UTC)
"""Stands for "never seen": what is shown without the cache has no first sight."""


def read_target(given: str, stdin: Callable[[], bytes], limit: int) -> Target:
    """Read a target that needs no network.

    Args: stdin: reads standard input, for the target ``-``. limit: bytes that a target may measure.

    Raises: FeedError: it can't be read, or it is nothing that holds text.
    """
    if given == "-":
        body = stdin()
        if len(body) > limit:
            raise FeedError(given, f"holds more than {limit >> 20} MiB")
        return make_target(given, given, body)
    path = Path(given).expanduser().absolute()
    try:
        content = retrieve_file(given, path, limit, Validators()).body
    except OSError as error:
        raise FeedError(given, file_reason(error)) from error
    except BodyError as error:
        raise FeedError(given, str(error)) from error
    assert content is not None, "without a known ETag the bytes always come"
    return make_target(given, str(path), content)


def make_target(given: str, url: str, body: bytes, content_type: str | None = None) -> Target:
    """Find out what bytes are: ``.txt`` is plain text whatever it begins with, else the content decides.

    Raises: ParseError: it is binary.
    """
    kind = "text" if given.lower().endswith(".txt") else sniff(body, url, content_type)
    if kind == "binary" or (
        kind == "text" and b"\0" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        raise ParseError(given, "is a binary file, neither a feed, nor a page, nor a text")
    return Target(given, url, body, kind, content_type)


def text_entries(target: Target, lang: str | None) -> list[CachedEntry]:
    """The posts of a plain text as entries, with their quotations."""
    entries = []
    for entry in text_posts(target.text):
        found = lang or guess(f"{entry.title or ''}\n{entry.body}")
        quotes = find_entry_quotes(entry.title, entry.body, found)
        entries.append(uncached(replace(entry, lang=found), entry.body, quotes))
    return entries


def uncached(entry: Entry, text: str, quotes: tuple[Quote, ...]) -> CachedEntry:
    """An entry as `show` prints it: read, but not kept."""
    return CachedEntry(0, 0, "", "", entry, EPOCH, text=text, quotes=quotes, lang=entry.lang)


async def feed_entries(
    target: Target, parser: ParserPool, lang: str | None
) -> tuple[list[CachedEntry], tuple[str, ...]]:
    """The entries of a feed, with their texts and quotations, and what of the feed could not be read.

    The work is done in a process that can be killed.

    Raises: ParseError: it is no feed that can be read, or a page with nothing to follow.
    """
    parsed = await parser.parse(target.body, url=target.url, content_type=target.content_type, now=datetime.now(UTC))
    stated = with_language([uncached(entry, "", ()) for entry in parsed.entries], lang)
    numbered = [replace(entry, number=number) for number, entry in enumerate(stated)]
    found = {result.number: result for result in await parser.enrich(numbered)}
    entries = [
        replace(
            entry,
            number=0,
            lang=found[entry.number].lang,
            text=found[entry.number].text,
            quotes=found[entry.number].quotes,
        )
        for entry in numbered
        if entry.number in found
    ]
    return entries, parsed.notes


def with_language(entries: list[CachedEntry], lang: str | None) -> list[CachedEntry]:
    """The entries as if they stated this language, for the option that overrides it."""
    return [replace(entry, entry=replace(entry.entry, lang=lang)) for entry in entries] if lang else entries
