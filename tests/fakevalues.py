"""Values as tests of the screen need them, in few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from livetui.engine.article import Article
from livetui.model.entry import BodyKind, CachedEntry, Entry, Headline, first_number
from livetui.model.feed import Feed, FeedStatus
from livetui.model.quote import Certainty, Part, Quote, lead
from livetui.text.blocks import read_body

NOW = datetime(2022, 3, 4, 14, 37, tzinfo=UTC)
"""The moment at which tests of the screen play."""


def feed(number: int = 1, title: str = "Example Wire", **more: object) -> Feed:
    """A feed as the store keeps it."""
    values: dict[str, object] = {"url": f"https://feed{number}.example/rss", "status": FeedStatus.OK, **more}
    return Feed(number=number, title=title, **values)  # type: ignore[arg-type]


def quote(text: str, words: str, speaker: str | None = None, **more: object) -> Quote:
    """A quotation of `words` as they stand in `text`, with the speaker where the text names him."""
    start = text.index(words)
    span = None
    if speaker is not None:
        at = text.index(speaker)
        span = (at, at + len(speaker))
    values: dict[str, object] = {
        "certainty": Certainty.SURE if speaker else Certainty.UNKNOWN,
        "part": Part.TEXT,
        **more,
    }
    return Quote(((start, start + len(words)),), words, speaker=speaker, speaker_span=span, **values)  # type: ignore[arg-type]


def entry(
    at: datetime,
    title: str,
    body: str = "",
    *,
    of: Feed | None = None,
    sequence: int = 0,
    quotes: Sequence[Quote] = (),
    url: str | None = "https://news.example/a",
    lang: str | None = "en",
    live: bool = False,
    **more: object,
) -> CachedEntry:
    """An entry as the cache keeps it; its number follows its time."""
    source = of or feed()
    stated = Entry(
        id=f"{title}-{at.isoformat()}-{sequence}", url=url, title=title, published=at, lang=lang, body=body,
        body_kind=BodyKind.HTML if body.lstrip().startswith("<") else BodyKind.TEXT, live=live,
    )  # fmt: skip
    return CachedEntry(
        number=first_number(int(at.timestamp())) + sequence,
        feed=source.number,
        feed_url=source.url,
        source=source.title,
        entry=stated,
        seen_at=at,
        enriched=1,
        text=read_body(body, stated.body_kind).text,
        quotes=tuple(quotes),
        lang=stated.lang,
        **more,  # type: ignore[arg-type]
    )


def headline(cached: CachedEntry) -> Headline:
    """What the timeline shows of an entry."""
    stated = cached.entry
    return Headline(
        number=cached.number, feed=cached.feed, source=cached.source, title=stated.title or cached.text[:80] or "…",
        published=stated.published, read=cached.read, starred=cached.starred, hidden=cached.hidden, live=stated.live,
        pinned=stated.pinned, withdrawn=cached.withdrawn, revisions=cached.revisions, quotes=len(cached.quotes),
        figure=cached.figure, guessed=stated.guessed or stated.published is None,
        lead=lead(cached.quotes), url=stated.url,
    )  # fmt: skip


def article(cached: CachedEntry) -> Article:
    """An entry made ready to be read, with the quotations it was built with."""
    return Article(cached, read_body(cached.entry.body, cached.entry.body_kind, cached.entry.url), cached.quotes)


def entries(count: int, *, of: Feed | None = None, newest: datetime = NOW, step: int = 300) -> list[CachedEntry]:
    """So many entries, one each `step` seconds back from the newest; number 1 is the newest."""
    return [
        entry(
            newest - timedelta(seconds=step * place),
            f"Entry number {place + 1}",
            f"The text of entry {place + 1}.",
            of=of,
        )
        for place in range(count)
    ]
