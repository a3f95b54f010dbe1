"""``livetui quotes``: who said what, in texts and feeds given or in the cache."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from livetui.cli.console import FAILED, Session, pass_session, put, put_records, run

if TYPE_CHECKING:  # what only one of the ways through needs is imported there: a run over texts starts at once
    from livetui.engine.texts import Target
    from livetui.model.entry import CachedEntry
    from livetui.model.filter import Filter
    from livetui.model.quote import Quote

PAGE = 500
"""Quotations of the cache held in memory at a time."""

_Found = tuple["Quote", dict[str, object], int]
"""A quotation, where it stands, and what is to be added to its offsets."""


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET…]")
@click.option("--lang", metavar="L", help="Language of the texts (a BCP 47 tag such as fr or de-CH).")
@click.option("--said", metavar="NAME", help="Only quotations of speakers whose name or role has these words.")
@click.option("--filter", "wanted", metavar="F", help="Only quotations in the cache that pass this filter.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each quotation.")
@pass_session
def quotes(
    session: Session, targets: tuple[str, ...], lang: str | None, said: str | None, wanted: str | None, as_json: bool
) -> int:
    """Print quotations with their speakers, from the texts given or, without any, from the cache, newest first.

    For a plain text the offsets count characters of the file, for a feed those of the entry's title or text. On the
    cache, --lang keeps the entries of that language, what --filter asks of quotations (said: role: via: quote:) must
    hold for the one printed, and words that several entries carry are printed once; --json has each of them.

    \b
    Examples:
      livetui quotes --lang fr article.txt
      livetui quotes --json *.txt
      livetui quotes --said Lagarde --filter 'rates age:<2d'
      livetui quotes --filter 'said:minister,president source:wire' --json
    """
    if not targets:
        run(_print_cached(session, _filter(session, wanted or "", said, lang), as_json=as_json))
        return 0
    if wanted is not None:
        raise click.UsageError("--filter is for the cache; leave it out, or the targets")
    from livetui.cli.records import shown
    from livetui.cli.texts import check_language, leading_texts
    from livetui.engine.texts import text_quotes

    names = _words(said)

    def on_text(target: Target) -> None:
        origin: dict[str, object] = {"file": shown(target.given)}
        _print([(placed.quote, origin, placed.shift) for placed in text_quotes(target.text, lang)], names, as_json)

    def on_feed(target: Target, entries: list[CachedEntry]) -> None:
        for entry in entries:
            _print([(quote, {"file": shown(target.given)}, 0) for quote in entry.quotes], names, as_json)

    check_language(lang)
    rest = leading_texts(targets, on_text)
    if not rest:
        return 0
    from livetui.cli.loading import each_target

    return 0 if each_target(session, rest, lang, on_text, on_feed) else FAILED


def _words(said: str | None) -> set[str]:
    if not said:
        return set()
    from livetui.model.words import tokens

    return set(tokens(said))


def _print(found: Iterable[_Found], names: set[str], as_json: bool) -> None:
    if names:
        found = [one for one in found if names <= _words(f"{one[0].speaker or ''} {one[0].role or ''}")]
    if as_json:
        from livetui.cli.records import line, quote_record

        put_records(line(quote_record(*one)) for one in found)
    else:
        from livetui.cli.lines import quote_lines

        put(quote_lines(quote for quote, _, _ in found))


def _filter(session: Session, wanted: str, said: str | None, lang: str | None) -> Filter:
    """What is asked for as one filter, so that the cache answers it. Raises: FilterError: it can't be understood."""
    from livetui.cli.filters import understood
    from livetui.config import load
    from livetui.model.filter import And, Field, Filter, Or, Term

    asked = [understood(wanted, load(session.paths.config)).root]
    if lang:
        asked.append(Field("lang", (Term(lang.replace("_", "-").split("-")[0]),)))
    asked += [Or((Field("said", (Term(word),)), Field("role", (Term(word),)))) for word in sorted(_words(said))]
    return Filter(And(tuple(asked)))


async def _print_cached(session: Session, wanted: Filter, *, as_json: bool) -> None:
    from livetui.cli.cached import opened_cache
    from livetui.cli.lines import saying_lines
    from livetui.cli.records import line, quote_record, shown

    async with opened_cache(session, with_quotes=True) as engine:
        before: tuple[int, int] | None = None
        while page := await engine.sayings(wanted, before=before, limit=PAGE, once=not as_json):
            if as_json:
                origins = [{"feed": shown(one.feed_url), "entry": one.number} for one in page]
                put_records(line(quote_record(one.quote, origin)) for one, origin in zip(page, origins, strict=True))
            else:
                put(saying_lines(page, engine.zone, first=before is None))
            before = (page[-1].number, page[-1].place)
