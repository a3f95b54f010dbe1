"""``livetui quotes``: who said what, in texts and feeds given or in the cache."""

from __future__ import annotations

import click

from livetui.cli.cached import each_cached
from livetui.cli.console import FAILED, Session, pass_session, put, put_records, run
from livetui.cli.lines import quote_lines
from livetui.cli.loading import each_target
from livetui.cli.records import line, quote_record
from livetui.engine.targets import Target, text_quotes
from livetui.model.entry import CachedEntry
from livetui.model.filter import tokens
from livetui.model.quote import Quote


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET…]")
@click.option("--lang", metavar="L", help="Language of the texts (a BCP 47 tag such as fr or de-CH).")
@click.option("--said", metavar="NAME", help="Only quotations of speakers whose name or role has these words.")
@click.option("--filter", "wanted", metavar="F", help="Only quotations in cached entries that pass this filter.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each quotation.")
@pass_session
def quotes(
    session: Session, targets: tuple[str, ...], lang: str | None, said: str | None, wanted: str | None, as_json: bool
) -> int:
    """Print quotations with their speakers, from the texts given or, without any, from the cache, newest first.

    For a plain text the offsets count characters of the file, for a feed those of the entry's title or text. On the
    cache, --lang keeps the entries of that language.

    \b
    Examples:
      livetui quotes --lang fr article.txt
      livetui quotes --json *.txt
      livetui quotes --said Lagarde --filter 'rates age:<2d'
    """
    names = set(tokens(said or ""))

    def passes(quote: Quote) -> bool:
        return names <= set(tokens(f"{quote.speaker or ''} {quote.role or ''}"))

    def print_quotes(found: list[tuple[Quote, dict[str, object], int]]) -> None:
        if as_json:
            put_records(line(quote_record(quote, origin, shift)) for quote, origin, shift in found if passes(quote))
        else:
            put(quote_lines(quote for quote, _, _ in found if passes(quote)))

    def on_text(target: Target) -> None:
        origin: dict[str, object] = {"file": target.given}
        print_quotes([(placed.quote, origin, placed.shift) for placed in text_quotes(target.text, lang)])

    def on_feed(target: Target, entries: list[CachedEntry]) -> None:
        for entry in entries:
            print_quotes([(quote, {"file": target.given}, 0) for quote in entry.quotes])

    if targets:
        if wanted is not None:
            raise click.UsageError("--filter is for the cache; leave it out, or the targets")
        return 0 if each_target(session, targets, lang, on_text, on_feed) else FAILED

    def on_cached(entry: CachedEntry) -> None:
        if not lang or (entry.lang or "").lower().split("-")[0] == lang.lower().split("-")[0]:
            origin: dict[str, object] = {"feed": entry.feed_url, "entry": entry.number}
            print_quotes([(quote, origin, 0) for quote in entry.quotes])

    run(each_cached(session, wanted or "", 0, on_cached, with_quotes=True))
    return 0
