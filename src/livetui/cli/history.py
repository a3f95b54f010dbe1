"""``livetui history``: how the words of an entry changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from itertools import pairwise
from typing import TypeAlias

import click

from livetui.cli.cached import opened_cache
from livetui.cli.console import Session, pass_session, put, put_records, run
from livetui.cli.lines import local_time, timeline_line
from livetui.cli.records import line, revision_record
from livetui.engine.article import Wording, wording_of
from livetui.errors import LivetuiError
from livetui.model.entry import CachedEntry
from livetui.text.diff import Comparison
from livetui.text.overlay import BRACKETS, Block, text_blocks, title_blocks


@click.command()
@click.argument("number", type=click.IntRange(min=0), metavar="ENTRY")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each revision.")
@pass_session
def history(session: Session, number: int, as_json: bool) -> None:
    """Print the revisions of a cached entry with their times, the newest last; no network is used.

    ENTRY is the number that `livetui list --json` gives as "entry". The first revision is printed whole, of each later
    one the numbers that changed, then the words that went [-so-] and those that came {+so+}. Edits of white space,
    quote style or a clock are marked (≈). The last line says when an entry was withdrawn.

    \b
    Examples:
      livetui history 1734512345678901
      livetui history --json 1734512345678901
    """
    entry, revisions = run(_history(session, number))
    if as_json:
        put_records(line(revision_record(entry, wording, found)) for wording, found in revisions)
    else:
        zone = session.zone
        put([timeline_line(entry, zone), *_told(revisions, zone)])
        if entry.withdrawn_at is not None:
            put(["", f"⌫ withdrawn by its source · {local_time(entry.withdrawn_at, zone)}"])


_History: TypeAlias = tuple[tuple[Wording, Comparison | None], ...]
"""The wordings of an entry, each with what changed since the one before; the first has none."""


async def _history(session: Session, number: int) -> tuple[CachedEntry, _History]:
    async with opened_cache(session, with_quotes=False) as engine:
        article = await engine.article(number)
        if article is None:
            raise LivetuiError(str(number), 'no entry of that number; `livetui list --json` gives them as "entry"')
        wordings = [wording_of(revision, article.entry) for revision in article.revisions]
        changes = [await engine.comparison(*both) for both in pairwise(article.revisions)]
        return article.entry, tuple(zip(wordings, [None, *changes], strict=True))


def _told(revisions: _History, zone: tzinfo | None) -> Iterator[str]:
    for wording, found in revisions:
        sign = " ≈" if wording.trivial else ""
        yield from ("", f"── {wording.index} · {local_time(wording.seen_at, zone)}{sign}", "")
        if found is None:
            yield from filter(None, (wording.title or "", *wording.text.split("\n")))
        else:
            yield from (f"  {each.before} → {each.after} {each.context}".rstrip() for each in found.numbers)
            yield from map(_marked, title_blocks(found) if found.title.changed else ())
            yield from map(_marked, text_blocks(found) if found.text.changed else ())


def _marked(block: Block) -> str:
    """A paragraph with brackets around the words that went and those that came."""
    if block.folded:
        return f"… {block.folded} sentences unchanged …"
    words = ""
    for each in block.runs:
        opened, closed = BRACKETS.get(each.kind, ("", ""))
        words += f"{opened}{each.text}{closed}"
    return words.strip()
