"""The tables in ``livetui/data``: TOML that people edit, read quickly where it is as plain as ours is."""

from __future__ import annotations

import os
import re
from typing import Any

FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")  # noqa: PTH118, PTH120
"""Where the tables are."""

_LINE = re.compile(
    r"[ \t]*(?:\[(?P<many>\[)?(?P<table>[\w.-]+)\](?(many)\])"
    r'|(?P<key>[\w-]+|"[^"\\\n]*")[ \t]*=[ \t]*'
    r'(?:"""\n?(?P<long>[^"\\]*(?:"(?!"")[^"\\]*)*)"""|"(?P<text>[^"\\\n]*)"|\'(?P<raw>[^\'\n]*)\'|(?P<yes>true)|false)'
    r")?[ \t]*(?:#[^\n]*)?(?:\n|\Z)",
    re.ASCII,
)


def read_table(name: str) -> dict[str, Any]:
    """The content of a table. Args: name: of the file within the folder."""
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:  # noqa: PTH118, PTH123 - pathlib takes longer
        text = file.read()
    plain = read_plain(text)
    if plain is not None:
        return plain
    import tomllib  # whose import and pace cost a short run more than all else it does

    return tomllib.loads(text)


def read_plain(text: str) -> dict[str, Any] | None:
    """What a TOML text says that has only tables, strings without escapes, and booleans; None if it has more."""
    root: dict[str, Any] = {}
    table, at = root, 0
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None:
            return None
        at = line.end()
        if name := line["table"]:
            *above, last = name.split(".")
            parent = root
            for step in above:
                parent = parent.setdefault(step, {})
                if not isinstance(parent, dict):
                    return None
            table = {}
            if line["many"]:
                parent.setdefault(last, []).append(table)
            elif last in parent:
                return None
            else:
                parent[last] = table
        elif key := line["key"]:
            key = key.strip('"')
            if key in table:
                return None
            value = line["long"] or line["text"] or line["raw"]
            table[key] = value if value is not None else _empty(line)
    return root


def _empty(line: re.Match[str]) -> str | bool:
    """The value that is neither a string with something in it nor missing: an empty string, or a boolean."""
    if line["long"] is not None or line["text"] is not None or line["raw"] is not None:
        return ""
    return line["yes"] is not None
