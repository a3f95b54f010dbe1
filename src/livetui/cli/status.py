"""``livetui status``: one line for the status bar of a terminal or desktop."""

from __future__ import annotations

import click

from livetui.cli.console import Session, pass_session
from livetui.cli.standing import report


@click.command()
@click.option("--width", type=click.IntRange(min=1), metavar="N", help="Cells that the line may take.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@pass_session
def status(session: Session, width: int | None, as_json: bool) -> None:
    """Print how things stand, in one line and without the network: for tmux, or any bar that runs a command.

    ● unread entries, ✗ failing feeds, ◉ live pages that run, then each topic with its unread entries.

    \b
    Examples:
      livetui status
      set -g status-right '#(livetui status --width 60)'      in ~/.tmux.conf
    """
    report(session, as_json=as_json, width=width)
