"""OPML 1 and 2 (opml.org/spec2.opml): the list of feeds that most readers can write and read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from livetui.config import Duration
from livetui.engine.exchange.addresses import RefusedError, followable, shown
from livetui.engine.exchange.found import MOST_FEEDS, Form, Found, Left, ListError
from livetui.model.feed import Split, Subscription
from livetui.text.clean import LIMITS, clean, clean_line

DEEPEST = 40
"""Folders within each other."""
LONGEST_FOLDER = 300
"""Characters of a folder with those around it."""
_OURS = "livetui:"
_NAMESPACE = "urn:livetui:opml"

_BARE = re.compile(r"&(?!#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
"""An ampersand that begins nothing: many readers write addresses so."""


class _UnfitError(Exception):
    """The document is refused; the message says why."""


def read(text: str, name: str) -> Found:
    """The feeds of an outline. Args: name: of the file, for errors. Raises: ListError: it is none, or too large."""
    try:
        try:
            outline = _parsed(text)
        except expat.ExpatError:
            outline = _parsed(_BARE.sub("&amp;", text))
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "not well-formed")
        raise ListError(name, f"is no valid XML: {reason} in line {error.lineno}; nothing was imported") from error
    except _UnfitError as error:
        raise ListError(name, str(error)) from error
    feeds = [feed for _, feed in sorted(outline.feeds, key=lambda placed: placed[0])]
    return Found(Form.OPML, tuple(feeds), left=tuple(outline.left))


@dataclass(slots=True)
class _Outline:
    """What was read so far."""

    feeds: list[tuple[int, Subscription]] = field(default_factory=list)
    """With the place in the list that our own export states; without one, behind those that have it."""
    left: list[Left] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    """Of each element that is open; empty for one that is no folder."""
    begun: bool = False


def _parsed(text: str) -> _Outline:
    parser = expat.ParserCreate("utf-8")
    outline = _Outline()

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if not outline.begun:
            _check_root(tag)
            outline.begun = True
        if len(outline.folders) > DEEPEST:
            raise _UnfitError(f"has more than {DEEPEST} folders within each other")
        named = {key if key.startswith(_OURS) else key.lower(): value for key, value in attributes.items()}
        folder = ""
        if tag.lower() == "outline":
            if "xmlurl" in named:
                _take(outline, named, parser.CurrentLineNumber)
            elif named.get("type", "").lower() in ("link", "include") and "url" in named:
                outline.left.append(
                    Left(parser.CurrentLineNumber, shown(named["url"]), "a link to a page or to another list")
                )
            else:
                folder = clean_line(named.get("text") or named.get("title") or "", LIMITS.TITLE)
        outline.folders.append(folder)

    def end(tag: str) -> None:  # noqa: ARG001 - expat's signature
        outline.folders.pop()

    def doctype(name: str, system: str | None, public: str | None, subset: int) -> None:  # noqa: ARG001 - expat's
        if subset:
            raise _UnfitError("declares entities or a document type of its own, which are not read")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(text.encode("utf-8", "replace"), True)
    return outline


def _check_root(tag: str) -> None:
    root = tag.lower().rpartition(":")[2]
    if root in ("rss", "feed", "rdf"):
        raise _UnfitError("is a feed, not a list of feeds; `livetui add` follows it")
    if root != "opml":
        raise _UnfitError(f"is no OPML: it begins with <{clean_line(tag, 40)}>")


def _take(outline: _Outline, named: Mapping[str, str], line: int) -> None:
    try:
        url = followable(named["xmlurl"])
    except RefusedError as error:
        outline.left.append(Left(line, shown(named["xmlurl"]), str(error)))
        return
    for key in ("filtercmd", "xmlurlfilter", "postprocessscript"):
        if named.get(key):
            outline.left.append(Left(line, f"{key}={shown(named[key])!r}", "commands are not run; its feed is taken"))
    folder = named.get(f"{_OURS}folder")
    if folder is None:
        folder = "/".join(filter(None, outline.folders))
    place = named.get(f"{_OURS}place", "")
    outline.feeds.append(
        (
            int(place) if place.isascii() and place.isdigit() and len(place) < 6 else MOST_FEEDS,
            Subscription(
                url,
                _title(named, url),
                clean(folder)[:LONGEST_FOLDER] or None,
                _every(named, outline, line),
                _split(named, outline, line),
                paused=named.get(f"{_OURS}paused") == "true",
            ),
        )
    )
    if len(outline.feeds) > MOST_FEEDS:
        raise _UnfitError(f"has more than {MOST_FEEDS} feeds")


def _title(named: Mapping[str, str], url: str) -> str | None:
    """The name of a feed; our own export tells the user's from the outlet's, with an empty one if there is none."""
    own = named.get(f"{_OURS}title")
    if own is not None:
        return clean(own)[: LIMITS.TITLE] or None
    title = clean_line(named.get("text") or named.get("title") or "", LIMITS.TITLE)
    return None if not title or title in (url, named["xmlurl"].strip()) else title


def _every(named: Mapping[str, str], outline: _Outline, line: int) -> int | None:
    stated = named.get(f"{_OURS}every")
    if stated is None:
        return None
    try:
        return int(Duration.parse(stated))
    except ValueError as error:
        outline.left.append(Left(line, f"every={shown(stated)!r}", f"is not {error}"))
        return None


def _split(named: Mapping[str, str], outline: _Outline, line: int) -> Split:
    stated = named.get(f"{_OURS}split", Split.AUTO.value)
    try:
        return Split(stated)
    except ValueError:
        outline.left.append(Left(line, f"split={shown(stated)!r}", f"is none of {', '.join(Split)}"))
        return Split.AUTO


@dataclass(frozen=True, slots=True)
class Known:
    """What the cache knows of a feed, for readers that show it before they have polled it."""

    title: str
    """As the outlet states it."""
    site: str | None = None


def written(feeds: Sequence[Subscription], known: Mapping[str, Known]) -> str:
    """An OPML 2.0 document of the feeds, from which `read` has the same list. Args: known: by address."""
    return "".join(f"{line}\n" for line in _lines(feeds, known))


def _lines(feeds: Sequence[Subscription], known: Mapping[str, Known]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<opml version="2.0" xmlns:livetui="{_NAMESPACE}">'
    yield "  <head><title>Feeds of livetui</title></head>"
    yield "  <body>"
    tree = _Folder()
    for place, feed in enumerate(feeds):
        tree.within(_steps(feed.folder)).feeds.append((place, feed))
    ordered = [place for place, _ in tree.everything()] == list(range(len(feeds)))
    yield from _outlines(tree, known, 2, ordered=ordered)
    yield "  </body>"
    yield "</opml>"


@dataclass(slots=True)
class _Folder:
    feeds: list[tuple[int, Subscription]] = field(default_factory=list)
    folders: dict[str, _Folder] = field(default_factory=dict)

    def within(self, steps: Iterable[str]) -> _Folder:
        folder = self
        for step in steps:
            folder = folder.folders.setdefault(step, _Folder())
        return folder

    def everything(self) -> Iterator[tuple[int, Subscription]]:
        yield from self.feeds
        for folder in self.folders.values():
            yield from folder.everything()


def _steps(folder: str | None) -> list[str]:
    """The folders on the way to one, outermost first; deeper ones than are read back stand in the last."""
    steps = [step for step in (clean_line(step) for step in (folder or "").split("/")) if step]
    return [*steps[: DEEPEST // 2], *(["/".join(steps[DEEPEST // 2 :])] if len(steps) > DEEPEST // 2 else [])]


def _outlines(folder: _Folder, known: Mapping[str, Known], depth: int, *, ordered: bool) -> Iterator[str]:
    indent = "  " * depth
    for place, feed in folder.feeds:
        yield f"{indent}<outline{_attributes(feed, known.get(feed.url), None if ordered else place)}/>"
    for name, inner in folder.folders.items():
        yield f"{indent}<outline{_attribute('text', name)}>"
        yield from _outlines(inner, known, depth + 1, ordered=ordered)
        yield f"{indent}</outline>"


def _attributes(feed: Subscription, known: Known | None, place: int | None) -> str:
    title = feed.title or (known.title if known else feed.url)
    pairs = [("type", "rss"), ("text", title), ("title", title), ("xmlUrl", feed.url)]
    if known and known.site:
        pairs.append(("htmlUrl", known.site))
    pairs.append((f"{_OURS}title", feed.title or ""))
    if feed.folder is not None and "/".join(_steps(feed.folder)) != feed.folder:
        pairs.append((f"{_OURS}folder", feed.folder))
    if feed.every is not None:
        pairs.append((f"{_OURS}every", str(Duration(feed.every))))
    if feed.split is not Split.AUTO:
        pairs.append((f"{_OURS}split", feed.split.value))
    if feed.paused:
        pairs.append((f"{_OURS}paused", "true"))
    if place is not None:
        pairs.append((f"{_OURS}place", str(place)))
    return "".join(_attribute(name, value) for name, value in pairs)


def _attribute(name: str, value: str) -> str:
    return f" {name}={quoteattr(clean(value))}"
