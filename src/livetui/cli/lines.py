"""Entries and quotations as lines for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo

from livetui.model.digest import words_of
from livetui.model.entry import CachedEntry, moment
from livetui.model.quote import Certainty, Quote
from livetui.model.saying import Carried, Saying

MOST_NAMED = 5
"""Sources named beside a quotation that others carry too."""
SOURCE_WIDTH = 18
"""Columns of the source in a line of the timeline."""


def local_time(when: datetime | None, zone: tzinfo | None) -> str:
    """Date and time to the minute; empty for None. Args: zone: the reader's, None for the system's."""
    return "" if when is None else when.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def timeline_line(entry: CachedEntry, zone: tzinfo | None) -> str:
    """An entry as one line: time, marks, source, title. Args: zone: the reader's, None for the system's.

    Marks: ≈ a time that is a guess, ● unread, ★ starred, ⌫ withdrawn, ❝n quotations, ✎n revisions.
    """
    guessed = "≈" if is_guessed(entry) else " "
    marks = ("" if entry.read else "●") + ("★" if entry.starred else "") + ("⌫" if entry.withdrawn else "")
    title = entry.entry.title or first_words(entry) or entry.entry.url or "(no title)"
    tail = (f"  ❝{len(entry.quotes)}" if entry.quotes else "") + (f"  ✎{entry.revisions}" if entry.revisions else "")
    source = entry.source if len(entry.source) <= SOURCE_WIDTH else entry.source[: SOURCE_WIDTH - 1] + "…"
    return f"{local_time(moment(entry.number), zone)}{guessed} {marks:2}  {source:{SOURCE_WIDTH}}  {title}{tail}"


def is_guessed(entry: CachedEntry) -> bool:
    """Whether the time of an entry is made of a clock alone, or is that of our first sight of it."""
    return entry.entry.guessed or entry.entry.published is None


def first_words(entry: CachedEntry) -> str:
    """The beginning of the text, as it is stated while it has not been read."""
    return (" ".join(entry.text.split()) or words_of(entry.entry))[:100]


def quote_lines(quotes: Iterable[Quote]) -> Iterator[str]:
    """Who said what, two lines each; an attribution that is not sure says so."""
    for quote in quotes:
        yield f"❝ {_who(quote)}"
        yield f"  {' '.join(quote.text.split())}"


def saying_lines(sayings: Sequence[Saying], zone: tzinfo | None, *, first: bool = True) -> Iterator[str]:
    """Who said what, where and when, and who else has it.

    Args: zone: the reader's, None for the system's. first: nothing was printed before them.
    """
    for place, saying in enumerate(sayings):
        if place or not first:
            yield ""
        yield from quote_lines([saying.quote])
        yield f"  {saying.source} · {local_time(saying.at, zone)} · {saying.title or saying.url or '(no title)'}"
        if saying.also:
            yield f"  also in {_others(saying)}"


def _who(quote: Quote) -> str:
    who = quote.speaker or "—"
    if quote.certainty is Certainty.LIKELY:
        who += " (likely)"
    if quote.role and quote.role not in who:
        who += f", {quote.role}"
    return who + (f" · via {quote.via}" if quote.via else "")


def _others(saying: Saying) -> str:
    """The other sources, each once, with what they have otherwise."""
    named: dict[str, str] = {}
    for other in saying.also:
        source = other.source if other.source != saying.source else f"another entry of {other.source}"
        named.setdefault(source, _difference(other))
    listed = [source + remark for source, remark in list(named.items())[:MOST_NAMED]]
    more = len(named) - len(listed)
    return ", ".join(listed) + (f" and {more} more" if more else "")


def _difference(other: Carried) -> str:
    remarks = ["in other words"] if other.other_words else []
    if other.other_speaker:
        remarks.append(f"as said by {other.speaker}")
    return f" ({', '.join(remarks)})" if remarks else ""
