"""The quick reader of tables: what it reads is what TOML says, and what it can't read it leaves to the whole reader."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from livetui.text.tables import FOLDER, read_plain, read_table


@pytest.mark.parametrize("path", sorted(Path(FOLDER).rglob("*.toml")), ids=lambda path: path.stem)
def test_every_table_is_read_quickly_and_rightly(path: Path) -> None:
    """Each table of ours is plain, and comes out as the standard reader has it."""
    text = path.read_text("utf-8")
    assert read_plain(text) == tomllib.loads(text)
    assert read_table(str(path.relative_to(FOLDER))) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    ["", "a = ''", '# x\n\n[a.b]\nc = "d" # e\n"f g" = true\n[a]\nh = false', 'a = """\nb "c" ""d\n"""',
     "[[a]]\nb = 'c'\n[[a]]\nb = \"\"\n[a.c]\nd = 'e'"],
)  # fmt: skip
def test_what_is_plain(text: str) -> None:
    """Tables, strings of three kinds, booleans, comments: as the standard reader has them."""
    assert read_plain(text) in (tomllib.loads(text), None)


@pytest.mark.parametrize(
    "text",
    [
        "a = 1",
        'a = "b\\n"',
        "a = ['b']",
        "a.b = 'c'",
        "a = 'b'\na = 'c'",
        "[a]\n[a]",
        "a = 'b' c",
        "a = '''b'''",
        "a =",
    ],
)
def test_what_is_not(text: str) -> None:
    """Anything else is left to the standard reader, with its errors."""
    assert read_plain(text) is None
