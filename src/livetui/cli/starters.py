"""``livetui starters``: feeds to begin with."""

from __future__ import annotations

import sys

import click

from livetui import feedlist
from livetui.cli.console import Session, pass_session, put, say
from livetui.engine.exchange.starters import Starter, chosen, languages, starters
from livetui.model.address import address_key
from livetui.model.feed import Subscription


@click.command(name="starters")
@click.argument("langs", nargs=-1, metavar="[LANG…]")
@click.option("--list", "only_list", is_flag=True, help="Print them and ask nothing.")
@click.option("--all", "every", is_flag=True, help="Follow all of them, without asking.")
@pass_session
def starters_(session: Session, langs: tuple[str, ...], only_list: bool, every: bool) -> int:
    """Offer feeds to begin with: public broadcasters and agencies in several languages.

    On a terminal it asks which of them you would like to follow; into a pipe it lists them. Nothing is added unasked.

    \b
    Examples:
      livetui starters
      livetui starters fr de
      livetui starters --list uk
    """
    if only_list and every:
        raise click.UsageError("--list adds nothing, --all adds everything; name one of them")
    offered = starters(langs)
    if missing := [lang for lang in langs if not starters((lang,))]:
        raise click.UsageError(f"there are no feeds in {', '.join(missing)}; there are in {', '.join(languages())}")
    followed = {address_key(feed.url) for feed in feedlist.load(session.paths.feeds).feeds}
    put(_line(place, starter, followed) for place, starter in enumerate(offered, 1))
    if only_list or not (every or (sys.stdin.isatty() and sys.stdout.isatty())):
        return 0
    wanted = list(range(len(offered))) if every else _asked(len(offered))
    new = [offered[place] for place in wanted if address_key(offered[place].url) not in followed]
    if new:
        feedlist.add(session.paths.feeds, [Subscription(starter.url, starter.title) for starter in new])
    put(
        [
            f"{len(new)} added"
            if len(new) == len(wanted)
            else f"{len(new)} added, {len(wanted) - len(new)} followed already"
        ]
    )
    return 0


def _asked(count: int) -> list[int]:
    """The places that the user wants, from 0; asks again until the answer can be understood."""
    while True:
        answer = click.prompt("Which? (numbers such as 1 3-5, all, or nothing)", "", show_default=False, err=True)
        try:
            return chosen(answer, count)
        except ValueError as error:
            say(f"livetui: {error}: is no number from 1 to {count}, and no span such as 1-{min(3, count)}")


def _line(place: int, starter: Starter, followed: set[str]) -> str:
    mark = "●" if address_key(starter.url) in followed else " "
    return f"{place:3} {mark} {starter.lang:3} {starter.title}  {starter.url}"
