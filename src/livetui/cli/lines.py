"""Entries and quotations as lines for a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from livetui.model.entry import CachedEntry, moment
from livetui.model.quote import Certainty, Quote

SOURCE_WIDTH = 18
"""Columns of the source in a line of the timeline."""


def local_time(when: datetime | None) -> str:
    """Date and time to the minute in the local zone; empty for None."""
    return "" if when is None else when.astimezone().strftime("%Y-%m-%d %H:%M")


def timeline_line(entry: CachedEntry) -> str:
    """An entry as one line: time, marks, source, title.

    Marks: ● unread, ★ starred, ⌫ withdrawn, ❝n quotations, ✎n revisions.
    """
    marks = ("" if entry.read else "●") + ("★" if entry.starred else "") + ("⌫" if entry.withdrawn else "")
    title = entry.entry.title or " ".join(entry.text.split())[:100] or entry.entry.url or "(no title)"
    tail = (f"  ❝{len(entry.quotes)}" if entry.quotes else "") + (f"  ✎{entry.revisions}" if entry.revisions else "")
    source = entry.source if len(entry.source) <= SOURCE_WIDTH else entry.source[: SOURCE_WIDTH - 1] + "…"
    return f"{local_time(moment(entry.number))}  {marks:2}  {source:{SOURCE_WIDTH}}  {title}{tail}"


def quote_lines(quotes: Iterable[Quote]) -> Iterable[str]:
    """Who said what, two lines each; an attribution that is not sure says so."""
    for quote in quotes:
        who = quote.speaker or "—"
        if quote.certainty is Certainty.LIKELY:
            who += " (likely)"
        if quote.role and quote.role not in who:
            who += f", {quote.role}"
        yield f"❝ {who}" + (f" · via {quote.via}" if quote.via else "")
        yield f"  {' '.join(quote.text.split())}"
