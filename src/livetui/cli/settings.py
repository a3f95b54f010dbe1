"""``livetui config`` and ``livetui keys``: what can be set, what is set, and every key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click
import msgspec

from livetui import feedlist
from livetui.cli.console import FAILED, Session, pass_session, put, put_records, say
from livetui.cli.records import line
from livetui.config import LISTS, SECTIONS, Config, Duration, Keys, Quiet, load, options
from livetui.errors import ConfigError
from livetui.ui.checking import checked
from livetui.ui.commands import COMMANDS
from livetui.ui.keymap import keymap
from livetui.ui.presets import PRESETS


@click.group()
def config() -> None:
    """Show, begin and check the settings in config.toml.

    \b
    Examples:
      livetui config init
      livetui config check
      $EDITOR "$(livetui config path)"
    """


@config.command()
@pass_session
def path(session: Session) -> None:
    """Print where config.toml is (or would be).

    \b
    Example:
      livetui config path
    """
    put([str(session.paths.config)])


@config.command()
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@pass_session
def show(session: Session, as_json: bool) -> None:
    """Print every setting as it is in force, as TOML.

    \b
    Examples:
      livetui config show
      livetui config show --json
    """
    settings = checked(load(session.paths.config), session.paths.config)
    _complain(settings)
    if as_json:
        put_records([line(_values(settings))])
    else:
        put(_toml(settings))


@config.command()
@pass_session
def init(session: Session) -> int:
    """Write a config.toml with every setting explained; one that exists is left alone.

    \b
    Example:
      livetui config init
    """
    target = session.paths.config
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write("\n".join(_template()) + "\n")
    except FileExistsError:
        raise ConfigError(str(target), "exists already and is left as it is") from None
    except OSError as error:
        raise ConfigError(str(target), f"can't be written ({error.strerror})") from error
    put([str(target)])
    return 0


@config.command()
@pass_session
def check(session: Session) -> int:
    """Read config.toml and feeds.toml and say what is wrong in them.

    \b
    Example:
      livetui config check
    """
    settings = checked(load(session.paths.config), session.paths.config)
    problems = [*settings.problems]
    code = FAILED if problems else 0
    try:
        listed = feedlist.load(session.paths.feeds)
        problems += listed.problems
    except ConfigError as error:
        say(f"livetui: {error}")
        code = FAILED
    for problem in problems:
        say(f"livetui: {problem}")
        code = FAILED
    if not code:
        put(["no problems found"])
    return code


@click.command()
@click.option("--preset", type=click.Choice(list(PRESETS)), help="Those of a preset, whatever config.toml says.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each command of the reader.")
@pass_session
def keys(session: Session, preset: str | None, as_json: bool) -> None:
    """List every key of the reader, as config.toml has them.

    \b
    Examples:
      livetui keys
      livetui keys --preset newsboat
      livetui keys --json
    """
    wishes = Keys() if preset else load(session.paths.config).keys
    if preset:
        wishes = msgspec.structs.replace(wishes, preset=preset)
    found = keymap(wishes, session.paths.config)
    for problem in found.problems:
        say(f"livetui: {problem}")
    if as_json:
        put_records(
            line(
                {
                    "id": command.id,
                    "keys": [" ".join(chord) for chord in found.keys[command.id]],
                    "title": command.title,
                    "help": found.told(command.id),
                }
            )
            for command in COMMANDS
        )
        return
    for group, commands in groupby(COMMANDS, key=lambda command: command.group):
        put([f"{group}", *(f"  {found.shown(command.id):16} {found.told(command.id)}" for command in commands), ""])


def _complain(settings: Config) -> None:
    for problem in settings.problems:
        say(f"livetui: {problem}")


def _values(settings: Config) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: {key: _plain(value) for key, value in msgspec.structs.asdict(getattr(settings, name)).items()}
        for name in SECTIONS
    }
    values["topics"] = [
        {
            "name": topic.name,
            "filter": topic.text,
            "key": topic.key,
            "colour": topic.colour,
            "alert": _plain(topic.alert) or False,
        }
        for topic in settings.topics
    ]
    values["highlights"] = [
        {"match": rule.text, "style": rule.style, "only": rule.only_text} for rule in settings.highlights
    ]
    values["mute"] = [{"filter": rule.text} for rule in settings.mute]
    return values


def _toml(settings: Config) -> Iterator[str]:
    for name, value in _values(settings).items():
        for table in value if name in LISTS else [value]:
            yield f"[[{name}]]" if name in LISTS else f"[{name}]"
            yield from (f"{key} = {_written(item)}" for key, item in table.items() if item is not None)
            yield ""


def _template() -> Iterator[str]:
    yield "# Settings of livetui. Every line that is commented out shows the built-in value, or an example."
    for name, kind in SECTIONS.items():
        yield f"\n[{name}]"
        for option in options(kind):
            such = f", as in {_written(option.example)}" if option.default in ((), {}) else ""
            yield f"# {option.description} ({option.expected}{such})"
            shown = option.example if option.default is None else option.default
            yield f"# {option.name} = {_written(_plain(shown))}"
    for name, kind in LISTS.items():
        yield f"\n# {_HEADS[name]}"
        yield f"# [[{name}]]"
        for option in options(kind):
            yield f"# {option.name} = {_written(option.example)}  # {option.description} ({option.expected})"


_HEADS = {
    "topics": "Topics: filters with a name and a digit, shown in the sidebar with their unread entries.",
    "highlights": "Highlights: words that stand out in headlines and texts.",
    "mute": "Mute: entries that are hidden as they come, and shown again when the rule is taken away.",
}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Duration | Quiet) else value


def _written(value: object) -> str:
    """A value as TOML writes it: for text, numbers, lists and truth values JSON's form is TOML's too."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_written(key)} = {_written(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return json.dumps(value, ensure_ascii=False)
