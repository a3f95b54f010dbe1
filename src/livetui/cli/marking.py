"""``livetui mark``: marks set by filter, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

import click

from livetui.cli.cached import opened_cache
from livetui.cli.console import Session, pass_session, put, run
from livetui.cli.filters import understood
from livetui.cli.lines import local_time
from livetui.config import load
from livetui.model.act import Act
from livetui.model.deed import DEEDS, Deed, deed, deed_of, entries
from livetui.model.entry import Flag
from livetui.model.filter import Filter
from livetui.model.filter_tree import And, Is, flat


@click.command()
@click.argument("act", type=click.Choice([*(each.name for each in DEEDS), "undo"]))
@click.argument("words", nargs=-1, metavar="[FILTER…]")
@click.option("--all", "everything", is_flag=True, help="Without a FILTER: do it to every entry.")
@pass_session
def mark(session: Session, act: str, words: tuple[str, ...], everything: bool) -> None:
    """Mark every cached entry that passes FILTER, in one step; `livetui mark undo` takes the last step back.

    unhide looks among the hidden entries, the others among those shown. Put -- before a word that begins with a dash.

    \b
    Examples:
      livetui mark read 'source:wire age:>1d'
      livetui mark star said:lagarde quote:rates
      livetui mark read --all
      livetui mark undo
    """
    wanted = understood(" ".join(words), load(session.paths.config))
    if act == "undo":
        if words or everything:
            raise click.UsageError("undo takes back the last step as a whole; it takes no FILTER")
        run(_undo(session))
        return
    if wanted.empty and wanted.limit is None and not everything:
        raise click.UsageError(f"without a FILTER this would {_phrase(act)} every entry; say --all if you mean that")
    if words and everything:
        raise click.UsageError("FILTER and --all exclude each other")
    run(_mark(session, wanted, deed(act)))


def _phrase(act: str) -> str:
    return act if act in ("star", "unstar", "hide", "unhide") else f"mark {act}"


async def _mark(session: Session, wanted: Filter, act: Deed) -> None:
    unhide = act.flag is Flag.HIDDEN and not act.value
    if unhide and not wanted.asks_hidden:
        wanted = replace(wanted, root=flat(And, (Is("hidden"), wanted.root)))
    async with opened_cache(session, with_quotes=wanted.needs_text) as engine:
        done = await engine.mark_passing(wanted, act.flag, act.value)
        passing = 0 if done.numbers else await engine.count(wanted)
    count = len(done.numbers)
    if count:
        put([f"{entries(count)} {act.says}; `livetui mark undo` takes it back"])
    elif passing:
        all_of = "the one entry that passes was" if passing == 1 else f"all {passing:,} entries that pass were"
        put([f"nothing changed: {all_of} {act.says} before"])
    else:
        put([f"nothing changed: no {'hidden ' * unhide}entry passes"])


async def _undo(session: Session) -> None:
    async with opened_cache(session, with_quotes=False) as engine:
        act, zone = await engine.take_back(), engine.zone
    put([_undone(act, zone) if act is not None else "nothing to take back"])


def _undone(act: Act, zone: tzinfo) -> str:
    done = deed_of(act.flag, value=not act.value).says
    return f"{entries(len(act.numbers))} {done}, as before {local_time(act.at, zone)}"
