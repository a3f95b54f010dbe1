"""``livetui history``: how the words of an entry changed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

import click

from livetui.cli.cached import opened_cache
from livetui.cli.console import Session, pass_session, put, put_records, run
from livetui.cli.lines import local_time, timeline_line
from livetui.cli.records import line, revision_record
from livetui.engine.article import Wording, wording_of
from livetui.errors import LivetuiError
from livetui.model.entry import CachedEntry


@click.command()
@click.argument("number", type=click.IntRange(min=0), metavar="ENTRY")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each revision.")
@pass_session
def history(session: Session, number: int, as_json: bool) -> None:
    """Print the revisions of a cached entry with their times, the newest last; no network is used.

    ENTRY is the number that `livetui list --json` gives as "entry". The first revision is printed whole, of each later
    one what it took away (-) and what it brought (+). Edits of white space, quote style or a clock are marked (≈).

    \b
    Examples:
      livetui history 1734512345678901
      livetui history --json 1734512345678901
    """
    entry, revisions = run(_history(session, number))
    if as_json:
        put_records(line(revision_record(entry, revision)) for revision in revisions)
    else:
        put([timeline_line(entry), *_told(revisions)])


async def _history(session: Session, number: int) -> tuple[CachedEntry, tuple[Wording, ...]]:
    async with opened_cache(session, with_quotes=False) as engine:
        article = await engine.article(number)
        if article is None:
            raise LivetuiError(str(number), 'no entry of that number; `livetui list --json` gives them as "entry"')
        return article.entry, tuple(wording_of(revision, article.entry) for revision in article.revisions)


def _told(revisions: Sequence[Wording]) -> Iterator[str]:
    before: list[str] = []
    for revision in revisions:
        sign = " ≈" if revision.trivial else ""
        yield from ("", f"── {revision.index} · {local_time(revision.seen_at)}{sign}", "")
        after = [revision.title or "", *revision.text.split("\n")]
        yield from _changes(before, after) if before else (text for text in after if text)
        before = after


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines that went and those that came in their place."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield from (f"- {text}" for text in before[start:end] if text)
            yield from (f"+ {text}" for text in after[new_start:new_end] if text)
