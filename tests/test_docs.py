"""Every command, option, key and setting is in the docs, and every command helps with an example."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from livetui.cli.main import livetui

ROOT = Path(__file__).parent.parent


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, subcommands included."""
    with click.Context(livetui) as context:
        for name in livetui.list_commands(context):
            command = livetui.get_command(context, name)
            assert command is not None
            yield name, command
            if isinstance(command, click.Group):
                for part, inner in command.commands.items():
                    yield f"{name} {part}", inner


ALL = [("livetui", livetui), *((f"livetui {name}", command) for name, command in commands())]


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _ in ALL])
def test_every_command_helps_with_an_example(name: str, command: click.Command) -> None:
    """``--help`` says what a command does and shows it in use."""
    # Each command keeps the option that asks for help as it was first made, so it has to be the program's own.
    with click.Context(command, info_name=name, **livetui.context_settings) as context:
        text = command.get_help(context)
    assert re.search(rf"Examples?:\n\s+.*{name}\b", text), text


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _ in ALL])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    """docs/commands.md names each command with each of its options."""
    page = (ROOT / "docs/commands.md").read_text("utf-8")
    assert f"`{name}" in page
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name} has no help"
            assert f"--{parameter.opts[-1].lstrip('-')}" in page, f"{name}: {parameter.opts} is not in docs/commands.md"


def test_the_pages_made_from_tables_are_up_to_date() -> None:
    """docs/keys.md and docs/config.md say what the program does today."""
    spec = importlib.util.spec_from_file_location("make_tables", ROOT / "docs/make_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.pages().items():
        assert (ROOT / "docs" / name).read_text("utf-8") == text, f"run python docs/make_tables.py: {name} has changed"


def test_the_readme_leads_to_pages_that_exist() -> None:
    """No link of the README or the docs into the repository is broken."""
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} leads to {target}, which does not exist"
