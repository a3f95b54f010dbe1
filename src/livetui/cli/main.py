"""The command group: finds the command, loads only its module, and turns how it ends into an exit code."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

import click

from livetui import __version__
from livetui.cli.console import Session, end_quietly, ended

COMMANDS = {
    "demo": "livetui.cli.reader:demo",
    "show": "livetui.cli.show:show",
    "quotes": "livetui.cli.quotes:quotes",
    "add": "livetui.cli.feeds:add",
    "remove": "livetui.cli.feeds:remove",
    "edit": "livetui.cli.feeds:edit",
    "feeds": "livetui.cli.feeds:feeds",
    "starters": "livetui.cli.starters:starters_",
    "import": "livetui.cli.exchange:import_",
    "export": "livetui.cli.exchange:export",
    "refresh": "livetui.cli.refresh:refresh",
    "list": "livetui.cli.listing:list_entries",
    "search": "livetui.cli.listing:search",
    "tail": "livetui.cli.tail:tail",
    "wait": "livetui.cli.tail:wait",
    "mark": "livetui.cli.marking:mark",
    "status": "livetui.cli.status:status",
    "alerts": "livetui.cli.alerts:alerts",
    "history": "livetui.cli.history:history",
    "config": "livetui.cli.settings:config",
    "keys": "livetui.cli.settings:keys",
    "doctor": "livetui.cli.doctor:doctor",
}
"""Every command and where it stands; a module is imported when its command runs, so that each starts with its own."""

READER = "livetui.cli.reader:read"
"""What runs when no command is named."""


class Commands(click.Group):
    """The commands by name; any other first word is taken as a feed to read."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order a new user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load a command, None if there is none of that name."""
        return _load(COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names, else the reader with all words as its feeds."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        return "read", _load(READER), args


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(file_okay=False),
    help="Keep settings, feeds, cache and log under this folder.",
)
@click.option("--offline", is_flag=True, help="Never use the network; the cache reads as well without.")
@click.version_option(__version__, message="livetui %(version)s")
@click.pass_context
def livetui(ctx: click.Context, home: str | None, offline: bool) -> int:
    """Follow the news live: what happened, who said it, and what changed since.

    Without a command the reader opens; feeds named (URLs or files) are followed just for this run.

    \b
    Examples:
      livetui                              read the feeds you follow
      livetui demo                         try it on a sample that develops as you watch
      livetui add https://example.org/feed
      livetui https://example.org/feed     read one feed without following it
      livetui list 'talks -sport is:unread'
    """
    if home == "":  # as a script says it whose variable is not set: not the folder it happens to run in
        raise click.BadParameter("it is empty; name a folder, or leave it out", param_hint="--home")
    ctx.obj = Session(home, offline)
    if ctx.invoked_subcommand is None:
        code: int = ctx.invoke(_load(READER), feeds=())
        return code
    return 0


def run(arguments: Sequence[str]) -> int:
    """Run the command line.

    Returns: the exit code: 0 done, 1 failed, 2 usage, 3 store refused, 128+n ended by signal n.
    """
    return ended(lambda: commands(arguments))


def commands(arguments: Sequence[str]) -> int:
    """The exit code of the command that the arguments name; trouble that is not about them is raised."""
    try:
        code = livetui.main(list(arguments), "livetui", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except SystemExit:
        # click's own way out of a closed pipe, which is no failure of ours.
        end_quietly()
        return 0
    return code if isinstance(code, int) else 0


def _load(place: str) -> click.Command:
    module, _, name = place.partition(":")
    command = getattr(importlib.import_module(module), name)
    assert isinstance(command, click.Command)
    return command
