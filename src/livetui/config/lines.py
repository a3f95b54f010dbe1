"""On which line of a file of settings something stands, so that what is wrong with it is found at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|\n|[\[\]{}=]|[^\s\[\]{}=#"\']+',
    re.DOTALL,
)
NO_LINES: Mapping[str, int] = MappingProxyType({})
"""Of settings that were read from no text."""
_OPENS, _CLOSES = frozenset("[{"), frozenset("]}")


def lines_of(text: str) -> Mapping[str, int]:
    """The line of each table and key of a TOML text, which is known to be valid.

    They go by their paths as problems name them: ``alerts``, ``alerts.quiet``, ``topics[2].filter``.
    """
    found: dict[str, int] = {}
    lists: Counter[str] = Counter()
    line, table, words = 1, "", list[str]()
    brackets, depth, in_value = 0, 0, False
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word == "\n" and not depth:
            words, brackets, in_value = [], 0, False
        elif in_value:
            depth += (word in _OPENS) - (word in _CLOSES)
        elif word == "[":
            brackets += 1
        elif word == "]" and words:
            table = _table("".join(words), lists, is_list=brackets > 1)
            found.setdefault(table, line)
            words = []
        elif word == "=":
            found.setdefault(f"{table}.{''.join(words)}".lstrip("."), line)
            in_value = True
        elif word[0] not in "#]":
            words.append(word.strip("\"'"))
        line += word.count("\n")
    return found


def _table(name: str, lists: Counter[str], *, is_list: bool) -> str:
    """The path of a table. Args: lists: how many tables each list has by now."""
    lists[name] += is_list
    first, dot, rest = name.partition(".")
    return f"{first}[{lists[first]}]{dot}{rest}" if lists[first] else name


def line_of(lines: Mapping[str, int], where: str) -> int | None:
    """The line of a path, or of the table around it; None if neither stands in the file."""
    while where and where not in lines:
        where = where[: max(where.rfind("."), where.rfind("["), 0)]
    return lines.get(where)
