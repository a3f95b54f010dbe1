"""What the word being typed in a filter may become: keys, their values, and names that the cache knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from livetui.errors import FilterError
from livetui.model.filter import Field, Filter, Term, unparse
from livetui.model.filter_tree import DIRECTIVES, KEYS, STATES, THINGS
from livetui.model.words import fold

MOST = 8
"""Completions offered at a time; another letter narrows them."""
_NAMED_FROM = 3
"""Letters of a bare word from which names are proposed as well."""
_BREAKS = "()|"
_PROPOSED = re.compile(r"did you mean (\w+:)\?$")
"""Another key, while nothing stands behind it."""

_KEYS = {
    "title": "words of the headline", "text": "words of the text", "author": "who wrote it",
    "source": "the outlet", "feed": "address of the feed", "folder": "folder of feeds", "url": "address of the entry",
    "tag": "the outlet's own tags", "topic": "one of your topics", "lang": "language",
    "said": "who is quoted", "role": "role of who is quoted", "via": "agency that relays", "quote": "words quoted",
    "id": "id in the feed", "is": "a state", "has": "a thing it has",
    "age": "time since it was published", "date": "day or time", "seen": "time since it came in",
    "changed": "time since it changed", "words": "length in words", "quotes": "number of quotations",
    "sort": "order of the list", "limit": "only so many",
}  # fmt: skip
_VALUES: dict[str, dict[str, str]] = {
    "is": {
        "unread": "not read yet", "read": "", "starred": "", "hidden": "hidden or muted", "live": "post of a live page",
        "pinned": "", "new": "since you left", "changed": "has earlier wordings", "withdrawn": "taken back",
        "followed": "its live page is followed",
    },
    "has": {
        "quote": "somebody is quoted", "link": "", "image": "", "audio": "", "fulltext": "its full text was retrieved",
        "revision": "has earlier wordings", "error": "its feed fails",
    },
    "age": {"<1h": "the last hour", "<1d": "the last day", "<1w": "the last week", "1d..3d": "one to three days ago"},
    "date": {"today": "", "yesterday": "", "09:00..11:30": "of today"},
    "seen": {"<10m": "the last ten minutes", "<1h": "the last hour", "<1d": "the last day"},
    "changed": {"<1h": "the last hour", "<1d": "the last day"},
    "words": {">400": "longer than 400 words", "<100": "shorter than 100 words"},
    "quotes": {">0": "any", ">2": "more than two", "1..3": "one to three"},
    "sort": {"newest": "newest first", "oldest": "oldest first", "changed": "last changed first"},
    "limit": {"20": "", "50": "", "100": ""},
}  # fmt: skip
_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What the cache and the settings know by name; in each the likeliest first."""

    sources: Sequence[str] = ()
    """Titles of feeds."""
    hosts: Sequence[str] = ()
    """Of the addresses of feeds."""
    folders: Sequence[str] = ()
    topics: Sequence[str] = ()
    speakers: Sequence[str] = ()
    languages: Sequence[str] = ()
    """Tags of the feeds; they come before all others."""
    tags: Sequence[str] = ()
    """What outlets call the subjects of their entries."""
    authors: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A stretch of the filter, and what would stand there instead."""

    start: int
    end: int
    text: str
    about: str = ""
    """What it means, in a few words; empty where it says so itself."""

    def into(self, filter_text: str) -> tuple[str, int]:
        """The filter with it, and where the cursor stands then."""
        rest = filter_text[self.end :]
        text = self.text.removesuffix(" ") if rest[:1].isspace() else self.text
        return filter_text[: self.start] + text + rest, self.start + len(self.text)


def complete(text: str, position: int, names: Names) -> tuple[Completion, ...]:
    """What the word before a position may become, the likeliest first; nothing inside a word or a pattern."""
    behind = text[position : position + 1]
    if behind and not behind.isspace() and behind not in _BREAKS:
        return ()
    start = _token(text[:position])
    if start is None:
        return ()
    typed = text[start:position]
    found: Iterable[tuple[int, str, str]]
    if typed.startswith("@"):
        found = ((start, "@" + value, "topic") for value in _fitting(typed[1:], names.topics))
    elif (colon := typed.find(":")) > 0 and typed[:colon].isalpha():
        found = _values(typed[:colon].lower(), typed, colon + 1, start, names)
    elif typed and typed[0] not in '"/':
        found = _bare(typed, start, names)
    else:
        return ()
    offered = (Completion(at, position, value, about) for at, value, about in found)
    return tuple(one for one, _ in zip(_news(offered, text), range(MOST), strict=False))


def mend(error: FilterError) -> Completion | None:
    """The filter with what the message proposes in its place; None if it proposes nothing that could be put there."""
    text = error.subject
    if error.mended is not None:
        return Completion(0, len(text), error.mended)
    proposed = _PROPOSED.search(error.hint or "")
    end = text.find(":", error.position)
    return None if proposed is None or end < 0 else Completion(error.position, end + 1, proposed[1])


def _token(text: str) -> int | None:
    """Where the word at the end of the text begins, behind any minus; None inside a pattern between slashes."""
    start, quoted, pattern, escaped = 0, False, False, False
    for at, char in enumerate(text):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = quoted or pattern
        elif char == "/" and not quoted and (pattern or at == start or text[at - 1] in ":-"):
            pattern = not pattern
        elif pattern:
            continue
        elif char == '"':
            quoted = not quoted
        elif not quoted and (char.isspace() or char in _BREAKS):
            start = at + 1
    if pattern:
        return None
    while text.startswith("-", start):
        start += 1
    return start


def _bare(typed: str, start: int, names: Names) -> Iterator[tuple[int, str, str]]:
    """Keys that begin so, states and things called so, and names once they are likely meant."""
    word = fold(typed)
    for key, about in _KEYS.items():
        if key.startswith(word) and key in KEYS:
            yield start, key + ":", about
    if len(word) < _NAMED_FROM:
        return
    for key, known in (("is", STATES), ("has", THINGS)):
        for value in known:
            if value.startswith(word):
                yield start, f"{key}:{value} ", _VALUES[key].get(value, "")
    for key, listed in (("said", names.speakers), ("source", names.sources)):
        for value in _fitting(typed, listed):
            yield start, f"{key}:{value}", ""


def _values(key: str, typed: str, at: int, start: int, names: Names) -> Iterator[tuple[int, str, str]]:
    """What may stand behind a key; after a comma one more value."""
    if key in ("is", "has", "age", "date", "seen", "changed", "words", "quotes", *DIRECTIVES):
        known: Iterable[str] = STATES if key == "is" else THINGS if key == "has" else _VALUES[key]
        for value in known:
            if value.startswith(fold(typed[at:])):
                yield start + at, value + " ", _VALUES[key].get(value, "")
        return
    at = max(at, _last_comma(typed, at) + 1)
    asked = typed[at:]
    if key == "lang":
        for tag in dict.fromkeys((*names.languages, *_LANGUAGES)):
            language = _LANGUAGES.get(tag.partition("-")[0], "")
            if tag.lower().startswith(asked.lower()) or (asked and fold(language).startswith(fold(asked))):
                yield start + at, tag + " ", language
        return
    listed = {
        "source": names.sources, "feed": names.hosts, "folder": names.folders, "topic": names.topics,
        "said": names.speakers, "tag": names.tags, "author": names.authors,
    }.get(key, ())  # fmt: skip
    for value in _fitting(asked, listed):
        yield start + at, value, ""


def _last_comma(text: str, start: int) -> int:
    quoted, found = False, -1
    for at, char in enumerate(text[start:], start):
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            found = at
    return found


def _fitting(typed: str, listed: Iterable[str]) -> Iterator[str]:
    """The names of which a word begins so, written as the filter wants them; those that begin so come first."""
    asked = fold(typed.removeprefix('"'))
    first: list[str] = []
    later: list[str] = []
    for name in dict.fromkeys(listed):
        folded = fold(name)
        if folded.startswith(asked):
            first.append(name)
        elif f" {asked}" in folded.replace("-", " "):
            later.append(name)
    for name in (*first, *later):
        yield unparse(Filter(Field("", (Term(name),)))) + " "


def _news(offered: Iterable[Completion], text: str) -> Iterator[Completion]:
    """Each once, without what stands there already."""
    seen: set[str] = set()
    for one in offered:
        if one.text not in seen and one.text.rstrip() != text[one.start : one.end]:
            seen.add(one.text)
            yield one
