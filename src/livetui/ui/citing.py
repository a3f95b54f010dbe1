"""What is copied: the words of an entry or a quotation as they leave the screen, complete for whoever reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from livetui.engine.article import Article
from livetui.model.entry import CachedEntry, Headline, moment
from livetui.model.quote import Certainty
from livetui.model.saying import Carried, Saying
from livetui.text.clean import clean_line
from livetui.ui.times import exact


def quotation(saying: Saying, zone: tzinfo | None) -> str:
    """Words, speaker, source, time, link: ``“…” — Anna Berg, Example Wire, 2022-03-04 14:28+01:00, https://…``."""
    facts = [_speaker(saying), clean_line(saying.source), exact(saying.at, zone), saying.url or ""]
    return f"“{clean_line(saying.quote.text)}” — {_joined(facts)}"


def citation(saying: Saying, zone: tzinfo | None) -> str:
    """The same with all that is known: role, the agency that relays it, the headline, and who else carries the words.

    ``Anna Berg, adviser, via AP: “…” — “Talks end”, Example Wire, 2022-03-04 14:28+01:00, https://… (also in …)``
    """
    quote = saying.quote
    who = _joined([_speaker(saying), clean_line(quote.role or ""), f"via {clean_line(quote.via)}" if quote.via else ""])
    others = _joined(dict.fromkeys(clean_line(each.source) for each in saying.also if each.source != saying.source))
    title = f"“{clean_line(saying.title)}”" if saying.title else ""
    where = [title, clean_line(saying.source), exact(saying.at, zone), saying.url or ""]
    return f"{who}: “{clean_line(quote.text)}” — {_joined(where)}" + (f" (also in {others})" if others else "")


def entry_citation(headline: Headline, zone: tzinfo | None) -> str:
    """An entry without a quotation: headline, source, time, link."""
    facts = [clean_line(headline.source), exact(moment(headline.number), zone), headline.url or ""]
    return f"“{clean_line(headline.title)}”, {_joined(facts)}"


def saying_of(entry: CachedEntry, place: int, title: str, also: tuple[Carried, ...]) -> Saying:
    """A quotation of an entry that is open. Args: title: how the timeline calls the entry."""
    return Saying(
        entry.number,
        place,
        entry.quotes[place],
        entry.feed_url,
        entry.source,
        title,
        entry.entry.url,
        moment(entry.number),
        also,
    )


def place_of(article: Article, saying: Saying) -> int | None:
    """The place of a quotation in the entry as it is now: the very words, else None."""
    quotes = article.quotes
    if saying.place < len(quotes) and quotes[saying.place].text == saying.quote.text:
        return saying.place
    return next((place for place, quote in enumerate(quotes) if quote.text == saying.quote.text), None)


def _speaker(saying: Saying) -> str:
    quote = saying.quote
    if quote.speaker is None:
        return "speaker unknown"
    return clean_line(quote.speaker) + (" (likely)" if quote.certainty is Certainty.LIKELY else "")


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
