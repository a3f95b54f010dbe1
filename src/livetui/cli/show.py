"""``livetui show``: what a feed or a text holds, without the cache."""

from __future__ import annotations

import textwrap
from datetime import tzinfo

import click

from livetui.cli.console import FAILED, Session, pass_session, put, put_records
from livetui.cli.lines import local_time, quote_lines
from livetui.cli.loading import each_target
from livetui.cli.records import entry_record, line
from livetui.cli.texts import check_language
from livetui.engine.targets import text_entries
from livetui.engine.texts import Target
from livetui.model.entry import CachedEntry


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET…")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each entry.")
@click.option("--lang", metavar="L", help="Language of the texts (a BCP 47 tag such as fr or de-CH).")
@pass_session
def show(session: Session, targets: tuple[str, ...], as_json: bool, lang: str | None) -> int:
    """Print the entries of feeds and texts, with their quotations.

    A target is a file, a URL, or - for standard input. A file that ends in .txt is plain text and is split into its
    posts; otherwise the content decides. The cache is neither read nor written.

    \b
    Examples:
      livetui show sample_feed.xml
      livetui show --lang fr --json notes.txt
      curl -s https://example.org/feed | livetui show -
    """
    zone = session.zone

    def print_entries(target: Target, entries: list[CachedEntry]) -> None:
        if as_json:
            put_records(line(entry_record(entry, target.given)) for entry in entries)
        else:
            for entry in entries:
                _print_entry(entry, zone)

    check_language(lang)
    good = each_target(
        session, targets, lang, lambda target: print_entries(target, text_entries(target, lang)), print_entries
    )
    return 0 if good else FAILED


def _print_entry(entry: CachedEntry, zone: tzinfo | None) -> None:
    stated = entry.entry
    title = stated.title or ("" if entry.text else "(no title)")
    head = [title] if title else []
    at = ("≈" if stated.guessed else "") + local_time(stated.published, zone)
    facts = [at, ", ".join(stated.authors), stated.url or "", entry.lang or ""]
    if any(facts):
        head.append(" · ".join(fact for fact in facts if fact))
    body = [wrapped for paragraph in entry.text.split("\n") for wrapped in textwrap.wrap(paragraph, 90) or [""]]
    put([*head, "", *body, *([""] if entry.quotes else []), *quote_lines(entry.quotes), "", "─" * 20, ""])
