"""Which keys do what: the table of commands, a preset, and what the user binds and unbinds."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from livetui.config import Keys, Problem, nearest
from livetui.config.keys import Chord, read_chord, shown_chord
from livetui.ui.commands import BY_ID, COMMANDS
from livetui.ui.presets import PRESETS, Table

_NAMED = re.compile(r"\{([a-z_.]+)\}")
"""The id of a command within words."""
_LAST = ("app.quit", "app.back", "app.palette")
"""Without a key for any of these nobody could leave."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of every command."""

    keys: Mapping[str, tuple[Chord, ...]]
    """By the id of the command."""
    problems: tuple[Problem, ...] = ()
    """What could not be used of the user's wishes."""

    def shown(self, command: str) -> str:
        """All keys of a command as a person reads them, with blanks between; without one the key of the palette."""
        return " ".join(map(shown_chord, self.keys[command])) or self.first(command)

    def first(self, command: str) -> str:
        """The first key of a command as a person reads it; without one the key of the palette, which finds it."""
        found = self.keys[command] or self.keys["app.palette"]
        return shown_chord(found[0]) if found else ""

    def told(self, command: str) -> str:
        """What a command does, in a sentence with the keys as the user has them."""
        return _NAMED.sub(lambda found: self.first(found[1]), BY_ID[command].help)

    def hint(self, *commands: str) -> str:
        """The first key of each of a few commands, as the hint line shows them."""
        found = dict.fromkeys(self.first(command) for command in commands)
        return ("-" if all(key.isdigit() for key in found) else " ").join(found)

    def within(self, ids: Container[str] | None, begun: Chord) -> Iterator[tuple[Chord, str]]:
        """What may follow keys pressed already: the rest, and the command. Args: ids: of these commands only."""
        for command, chords in self.keys.items():
            if ids is None or command in ids:
                for chord in chords:
                    if len(chord) > len(begun) and chord[: len(begun)] == begun:
                        yield chord[len(begun) :], command

    def command(self, ids: Container[str] | None, chord: Chord) -> str | None:
        """The command of these keys, None if they have none. Args: ids: among these commands only."""
        for command, chords in self.keys.items():
            if chord in chords and (ids is None or command in ids):
                return command
        return None


def keymap(wishes: Keys, path: Path = Path("config.toml")) -> Keymap:
    """The keys as the user wants them; what can't be used is left out. Args: path: the file, for problems."""
    problems: list[Problem] = []
    preset = PRESETS[wishes.preset]
    table = {command.id: command.keys for command in COMMANDS}
    keys = _claimed(_read(table), _read(preset.instead), instead=True)
    # In front: a preset names them for keyboards on which the others are harder to press, and hints show the first.
    keys = _claimed(keys, _read(preset.also), instead=False, first=True)
    gone = set(_unbound(wishes, path, problems))
    keys = {command: tuple(chord for chord in chords if chord not in gone) for command, chords in keys.items()}
    owners: dict[Chord, str] = {}
    bound = _bound(wishes.bind, "bind", owners, path, problems)
    more = _bound(wishes.also, "also", owners, path, problems)
    keys = _claimed(keys, bound, instead=True)
    keys = _claimed(keys, more, instead=False)
    problems += _beginnings(keys, {**dict.fromkeys(more, "also"), **dict.fromkeys(bound, "bind")}, path)
    if not any(keys[command] for command in _LAST):
        problems.append(Problem(path, "keys", "no key would leave livetui; ctrl+q does"))
        keys = _claimed(keys, {"app.quit": (("ctrl+q",),)}, instead=True)
    return Keymap(keys, tuple(problems))


class Keyed(Protocol):
    """Something that runs commands by the keys of the user: the app."""

    keymap: Keymap
    """Which keys do what."""


_Keys = dict[str, tuple[Chord, ...]]


def _read(table: Table) -> _Keys:
    return {command: tuple(map(read_chord, keys)) for command, keys in table.items()}


def _claimed(keys: _Keys, claims: _Keys, *, instead: bool, first: bool = False) -> _Keys:
    """Give commands keys, and take those from the commands that had them.

    Args: instead: of the keys they had. first: before these, not behind them.
    """
    taken = {chord for chords in claims.values() for chord in chords}
    found = {command: tuple(chord for chord in chords if chord not in taken) for command, chords in keys.items()}
    for command, chords in claims.items():
        had = () if instead else found[command]
        found[command] = (*chords, *had) if first else (*had, *chords)
    return found


def _unbound(wishes: Keys, path: Path, problems: list[Problem]) -> Iterator[Chord]:
    for text in wishes.unbind:
        try:
            yield read_chord(text)
        except ValueError as error:
            problems.append(Problem(path, "keys.unbind", str(error)))


def _bound(
    table: Mapping[str, object], name: str, owners: dict[Chord, str], path: Path, problems: list[Problem]
) -> _Keys:
    """What the user binds and can be used. Args: name: of the table. owners: what keys are bound to already."""
    found: _Keys = {}
    known = [command.id for command in COMMANDS]
    for command, value in table.items():
        where = f"keys.{name}.{command}"
        texts = [value] if isinstance(value, str) else value
        if command not in known:
            near = nearest(command, known)
            near = near if "did you mean" in near else "; `livetui keys` lists them"
            problems.append(Problem(path, where, f"there is no command {command}{near}"))
        elif not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            problems.append(Problem(path, where, f"expected a key or a list of keys, found {value!r}"))
        else:
            chords = tuple(_chords(texts, command, owners, where, path, problems))
            if chords or not texts:
                found[command] = chords
    return found


def _chords(
    texts: Iterable[str], command: str, owners: dict[Chord, str], where: str, path: Path, problems: list[Problem]
) -> Iterator[Chord]:
    for text in texts:
        try:
            chord = read_chord(text)
        except ValueError as error:
            problems.append(Problem(path, where, str(error)))
            continue
        if (owner := owners.setdefault(chord, command)) != command:
            problems.append(Problem(path, where, f"{text} is bound to {owner} already"))
        else:
            yield chord


def _beginnings(keys: _Keys, bound: Mapping[str, str], path: Path) -> Iterator[Problem]:
    """Keys with a command of their own that others begin with, where one of the two is the user's wish.

    Args: bound: the commands that the user binds, and in which table.
    """
    owners = {chord: command for command, chords in keys.items() for chord in chords}
    for chord, command in owners.items():
        for length in range(1, len(chord)):
            first = owners.get(chord[:length])
            if first is not None and (command in bound or first in bound):
                mine = command if command in bound else first
                yield Problem(
                    path,
                    f"keys.{bound[mine]}.{mine}",
                    f"{shown_chord(chord[:length])} ({first}) is also the beginning of {shown_chord(chord)} ({command})"
                    f" and waits a second for the rest",
                )


BUILT_IN = keymap(Keys())
"""The keys of who sets none."""
