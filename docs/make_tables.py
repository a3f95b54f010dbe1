"""Write the pages that are made from the program's own tables: docs/keys.md and docs/config.md.

Run it after a change of commands or settings: ``python docs/make_tables.py``. A test compares the pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from livetui.config import LISTS, SECTIONS, Keys, options
from livetui.config.keys import shown_chord
from livetui.ui.commands import COMMANDS, Command
from livetui.ui.keymap import BUILT_IN, Keymap, keymap
from livetui.ui.presets import PRESETS


def pages() -> dict[str, str]:
    """The text of each page, by file name."""
    return {"keys.md": "\n".join(_keys()) + "\n", "config.md": "\n".join(_config()) + "\n"}


def _keys() -> Iterator[str]:
    yield _KEYS
    every = BUILT_IN
    for group, commands in groupby(COMMANDS, key=lambda command: command.group):
        yield f"\n## {group}\n"
        yield "| keys | what | id |"
        yield "|---|---|---|"
        for command in commands:
            yield f"| {_marked(every, command) or 'in the palette'} | {every.told(command.id)} | {command.id} |"
    yield "\n## Presets\n"
    yield "What differs from the keys above; all else stays."
    for name, preset in PRESETS.items():
        found = keymap(Keys(preset=name))  # type: ignore[arg-type]
        others = [command for command in COMMANDS if found.keys[command.id] != every.keys[command.id]]
        if others:
            yield f"\n### {name}\n"
            yield f"{preset.about}\n"
            yield "| keys | what |"
            yield "|---|---|"
            yield from (f"| {_marked(found, command) or 'none'} | {command.title} |" for command in others)


def _marked(found: Keymap, command: Command) -> str:
    return " ".join(f"`{shown_chord(chord)}`".replace("|", "\\|") for chord in found.keys[command.id])


def _config() -> Iterator[str]:
    yield _HEAD
    for name, kind in SECTIONS.items():
        yield f"\n## [{name}]\n"
        yield "| setting | built in | takes | what |"
        yield "|---|---|---|---|"
        for option in options(kind):
            yield f"| `{option.name}` | {_shown(option.default)} | {option.expected} | {option.description} |"
    for name, kind in LISTS.items():
        yield f"\n## [[{name}]]\n"
        yield f"{_ABOUT[name]}\n"
        yield "| setting | built in | takes | what |"
        yield "|---|---|---|---|"
        for option in options(kind):
            shown = "required" if option.default is msgspec.NODEFAULT else _shown(option.default)
            yield f"| `{option.name}` | {shown} | {option.expected} | {option.description} |"


_KEYS = """# Keys

Every key of the reader. `?` shows them there: type to find a command, Enter does it. `livetui keys` prints them. Both,
and the line at the foot of the screen, show your own keys if you change them.

In `config.toml`, to be taken over at the next start:

```toml
[keys]
preset = "newsboat"          # default, newsboat, arrows, azerty, qwertz
unbind = ["D", "ctrl+q"]     # keys that do nothing

[keys.bind]                  # a command: its keys from now on, instead of those it had
move.top = "g g"             # two keys, one after the other
mark.read = ["m", "ctrl+x k"]
view.redraw = []             # no key; the palette has every command

[keys.also]                  # a command: more keys, beside those it has
move.down = "ctrl+n"
```

The ids of the commands stand in the tables below. A key is what it types (`j`, `G`, `/`) or a name: `Enter` `Esc`
`Space` `Tab` `Backspace` `Del` `Ins` `Home` `End` `PgUp` `PgDn` `Up` `Down` `Left` `Right` `F1` to `F24`; before it
`ctrl+`, `alt+` or `shift+`, as far as your terminal can tell. What you bind is taken from the command that had it.

A key that a sequence begins with waits for the next one: the foot of the screen shows what may follow. After a second
its own command runs, if it has one; `Esc` drops it. `livetui config check` names unknown commands and keys, a key with
two commands, and a key that is also the beginning of a sequence."""

_HEAD = """# Settings

`config.toml` is yours: livetui reads it and writes it only when you say so: `livetui config init` begins it, `w` in the
reader keeps a filter as a topic, `^D` in the menu of topics lets one go, and an import brings rules and keys. Comments
and order stay as they are, and the file as it was is left beside it, as `config.toml.bak` or, by an import, under its
name and the time. While the reader runs, topics, `[[highlights]]` and `[[mute]]` are taken over a
second after you save the file; all else at the next start.
What can't be understood is named, with the nearest setting, and the rest is used.
`livetui config check` looks."""

_ABOUT = {
    "topics": """One table for each topic, in the order of the sidebar. In any filter `@name` stands for what the topic
asks (`@"two words"`); names are told apart without regard to case.""",
    "highlights": "One table for each rule; where two meet, the later one is drawn over the earlier one.",
    "mute": """One table for each rule. What passes is hidden as it comes, or as soon as its text has been read, and
what is in the cache when a rule is added is hidden then. Nothing is deleted: `is:hidden` shows it, and when the rule is
taken away it is back. What you hide yourself (`D`) stays hidden, what you show again stays shown, whatever the rules
say. A rule can't depend on the time or on what you read and star.""",
}


def _shown(default: object) -> str:
    """A built-in value as the file writes it."""
    if default is None or default in ((), {}):
        return "none"
    if isinstance(default, tuple):
        return f"`{json.dumps(default)}`"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).parent / name).write_text(text, "utf-8")
