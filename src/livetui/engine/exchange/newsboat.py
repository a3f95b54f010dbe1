"""Newsboat's list of feeds, `urls`: an address on each line, with tags behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from livetui.engine.exchange.addresses import RefusedError, followable, shown
from livetui.engine.exchange.found import Form, Found, Left, Wish
from livetui.engine.exchange.newsboat_filter import UntranslatableError, translated
from livetui.model.feed import Subscription
from livetui.text.clean import LIMITS, clean_line

_TOKEN = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s"#][^\s]*)|(#).*)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def tokens(line: str) -> list[str]:
    """The words of a line as newsboat parts them: blanks part, quotation marks hold together, # ends it."""
    words: list[str] = []
    at = 0
    while (found := _TOKEN.match(line, at)) and not found[3]:
        words.append(unescaped(found[1]) if found[1] is not None else found[2])
        at = found.end()
    return words


def unescaped(text: str) -> str:
    """What stands between quotation marks, with its escapes resolved."""
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)


def read(text: str) -> Found:
    """The feeds, with their first tag as folder, and the query feeds as topics."""
    feeds: list[Subscription] = []
    left: list[Left] = []
    queries: list[tuple[int, str, list[str]]] = []
    tagged: dict[str, list[Subscription]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        words = tokens(line)
        if not words:
            continue
        if words[0].startswith("query:"):
            queries.append((number, line, words))
            continue
        try:
            url = followable(words[0])
        except RefusedError as error:
            left.append(Left(number, shown(line), str(error)))
            continue
        title, tags = _tags(words[1:])
        feed = Subscription(url, title, tags[0] if tags else None)
        feeds.append(feed)
        for tag in tags:
            tagged.setdefault(tag, []).append(feed)
    left += _elsewhere(tagged)
    wishes: list[Wish] = []
    for number, line, words in queries:
        try:
            wishes.append(_topic(number, line, words, tagged))
        except UntranslatableError as error:
            left.append(Left(number, shown(line), f"this query feed is not taken over: {error}"))
    return Found(Form.NEWSBOAT, tuple(feeds), tuple(wishes), left=tuple(left))


def _tags(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The title among the tags, and the others; a tag that hides a feed is none."""
    titles = [clean_line(word[1:], LIMITS.TITLE) for word in words if word.startswith("~")]
    tags = [clean_line(word, LIMITS.TITLE) for word in words if not word.startswith(("~", "!"))]
    return next(filter(None, titles), None), [tag for tag in dict.fromkeys(tags) if tag]


def _elsewhere(tagged: Mapping[str, Sequence[Subscription]]) -> Iterator[Left]:
    """The tags that are not the folder of all their feeds."""
    counts = Counter({tag: sum(feed.folder != tag for feed in feeds) for tag, feeds in tagged.items()})
    for tag, count in counts.items():
        if count:
            feeds = "a feed stands" if count == 1 else f"{count} feeds stand"
            yield Left(None, f'tag "{shown(tag)}"', f"{feeds} in another folder, that of the first tag")


def _topic(number: int, line: str, words: Sequence[str], tagged: Mapping[str, Sequence[Subscription]]) -> Wish:
    _, name, question = (*words[0].split(":", 2), "", "")[:3]
    name = clean_line(name, 60)
    if not name:
        raise UntranslatableError("it has no name")
    return Wish("topics", (("name", name), ("filter", translated(question, tagged))), number, line)
