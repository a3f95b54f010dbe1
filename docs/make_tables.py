"""Write the pages that are made from the program's own tables: docs/keys.md and docs/config.md.

Run it after a change of commands or settings: ``python docs/make_tables.py``. A test compares the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from livetui.config import SECTIONS, TopicSpec, options
from livetui.ui.commands import COMMANDS, shown_keys


def pages() -> dict[str, str]:
    """The text of each page, by file name."""
    return {"keys.md": "\n".join(_keys()) + "\n", "config.md": "\n".join(_config()) + "\n"}


def _keys() -> Iterator[str]:
    yield "# Keys\n"
    yield "Every key of the reader; `?` shows them there, `livetui keys` prints them."
    for group, commands in groupby(COMMANDS, key=lambda command: command.group):
        yield f"\n## {group}\n"
        yield "| keys | what | id |"
        yield "|---|---|---|"
        for command in commands:
            keys = " ".join(f"`{key}`".replace("|", "\\|") for key in shown_keys(command).split())
            yield f"| {keys} | {command.help} | {command.id} |"


def _config() -> Iterator[str]:
    yield "# Settings\n"
    yield "`config.toml` is yours: livetui reads it and never writes it, except `livetui config init`, which begins it."
    yield "What can't be understood is named, with the nearest setting, and the rest is used."
    yield "`livetui config check` looks."
    for name, kind in SECTIONS.items():
        yield f"\n## [{name}]\n"
        yield "| setting | built in | takes | what |"
        yield "|---|---|---|---|"
        for key, default, expected, description in options(kind):
            shown = f"`{str(default).lower() if isinstance(default, bool) else default}`"
            yield f"| `{key}` | {shown} | {expected} | {description} |"
    yield "\n## [[topics]]\n"
    yield "One table for each topic, in the order of the sidebar.\n"
    yield "| setting | takes | what |"
    yield "|---|---|---|"
    for key, default, expected, description in options(TopicSpec):
        needed = " Required." if default is msgspec.NODEFAULT else ""
        yield f"| `{key}` | {expected} | {description}{needed} |"


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).parent / name).write_text(text, "utf-8")
