"""Keys of other readers into `[keys]` of `config.toml`, beside what the user bound there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from livetui.config import Keys
from livetui.config.keys import Chord, read_chord
from livetui.engine.exchange.found import Wish

TABLES = ("keys.also", "keys.unbind")
"""What wishes about keys name as their table."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What of the wishes about keys goes into the settings."""

    wishes: tuple[Wish, ...]
    left: tuple[tuple[Wish, str], ...]
    """What does not, and why."""
    known: int
    """Keys that stand there already."""


def settled(there: Keys, wishes: Sequence[Wish]) -> Settled:
    """Which keys the settings take. What the user bound or unbound there stays. Args: there: the keys as they are."""
    owners = {chord: command for table in (there.bind, there.also) for chord, command in _chords(table)}
    unbound = {chord for text in there.unbind for chord in _read(text)}
    taken: list[Wish] = []
    left: list[tuple[Wish, str]] = []
    known = 0
    for wish in wishes:
        ((name, key),) = wish.values
        chord = read_chord(key)
        owner = owners.get(chord)
        if wish.table == "keys.unbind":
            if chord in unbound:
                known += 1
            elif owner is None:
                unbound.add(chord)
                taken.append(wish)
            else:
                left.append((wish, f"config.toml binds {key} to {owner} already"))
        elif owner == name:
            known += 1
        elif owner is not None:
            left.append((wish, f"config.toml binds {key} to {owner} already"))
        elif first := next((chord[:length] for length in range(1, len(chord)) if chord[:length] in owners), None):
            left.append((wish, f"a key that others begin with would wait: {' '.join(first)} is {owners[first]}"))
        else:
            owners[chord] = name
            if len(chord) > 1 and chord[:1] not in unbound:  # there too it has no act of its own then
                unbound.add(chord[:1])
                taken.append(replace(wish, table="keys.unbind", values=(("unbind", chord[0]),)))
            taken.append(wish)
    return Settled(tuple(taken), tuple(left), known)


def write(document: Any, wishes: Sequence[Wish]) -> None:
    """Put keys into the settings. Args: document: as tomlkit has them."""
    import tomlkit

    if not wishes:
        return
    keys = document.setdefault("keys", tomlkit.table())
    for wish in wishes:
        ((name, key),) = wish.values
        if wish.table == "keys.unbind":
            keys["unbind"] = [*keys.get("unbind", ()), key]
        else:
            if "also" not in keys:
                keys["also"] = tomlkit.table() if hasattr(keys, "is_super_table") else tomlkit.inline_table()
            _add(keys["also"], name, key)


def stand(there: Keys, wishes: Sequence[Wish]) -> bool:
    """Do the keys stand in the settings. Args: there: the keys as they would be."""
    also, unbound = set(_chords(there.also)), {chord for text in there.unbind for chord in _read(text)}
    for wish in wishes:
        ((name, key),) = wish.values
        chord = read_chord(key)
        if chord not in unbound if wish.table == "keys.unbind" else (chord, name) not in also:
            return False
    return True


def _add(table: Any, name: str, key: str) -> None:
    """One more key for a command, whose name may stand in tables within tables."""
    head, dot, rest = name.partition(".")
    if dot and name not in table and isinstance(table.get(head), dict):
        _add(table[head], rest, key)
        return
    before = table.get(name, [])
    table[name] = [*([before] if isinstance(before, str) else before), key]


def _chords(table: Mapping[str, object]) -> Iterator[tuple[Chord, str]]:
    for command, value in table.items():
        for text in [value] if isinstance(value, str) else value if isinstance(value, list) else []:
            yield from ((chord, command) for chord in _read(text))


def _read(text: object) -> Iterator[Chord]:
    """The keys that a text names; none if it is wrong, which is told when the settings are read."""
    try:
        yield read_chord(str(text))
    except ValueError:
        return
