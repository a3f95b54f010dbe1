"""``livetui list`` and ``livetui search``: the timeline as lines."""

from __future__ import annotations

import click

from livetui.cli.cached import each_cached
from livetui.cli.console import Session, pass_session, put, put_records, run
from livetui.cli.lines import timeline_line
from livetui.cli.records import entry_record, line
from livetui.model.entry import CachedEntry

_HELP = """Print cached entries, newest first unless FILTER has sort:; no network is used.

    FILTER is what the reader's / takes; its words are joined by blanks. Put -- before a word that begins with a dash.
    Marks: ≈ a time that is a guess, ● unread, ★ starred, ❝n quotations, ✎n revisions, ⌫ withdrawn.

    \b
    Examples:
      livetui {name} is:unread
      livetui {name} 'talks OR corridor' --limit 20
      livetui {name} @Talks sort:oldest
      livetui {name} --json --limit 0 -- talks -sport
    """


def _command(name: str) -> click.Command:
    @click.command(name, help=_HELP.format(name=name))
    @click.argument("words", nargs=-1, metavar="[FILTER…]")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each entry.")
    @click.option(
        "--limit", type=click.IntRange(min=0), help="Entries at most; 0: all.  [default: limit: of FILTER, else 200]"
    )
    @pass_session
    def command(session: Session, words: tuple[str, ...], as_json: bool, limit: int | None) -> None:
        zone = session.zone

        def take(entry: CachedEntry) -> None:
            if as_json:
                put_records([line(entry_record(entry))])
            else:
                put([timeline_line(entry, zone)])

        run(each_cached(session, " ".join(words), limit, take, with_quotes=as_json))

    return command


list_entries = _command("list")
search = _command("search")
