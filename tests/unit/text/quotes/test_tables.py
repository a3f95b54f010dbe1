"""The tables of the languages: every key they use is explained where somebody who adds a language looks for it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import livetui

FOLDER = Path(livetui.__file__).parent / "data" / "lang"
HEAD = "\n".join(row for row in (FOLDER / "fr.toml").read_text("utf-8").split("\n") if row.startswith("#"))
SECTIONS = set(re.findall(r"^# \[(\w+)", HEAD, re.MULTILINE)) | {"roles", "bodies", "works"}
KEYS = set(re.findall(r"(?:^#   |  )([a-z_0-9]+) ", HEAD, re.MULTILINE))
OF_WORDS = {"pronouns", "titles", "gendered", "articles", "possessives", "roles", "bodies", "works", "prefixes"}
"""Sections whose keys are letters of gender and number, declensions or classes of words."""


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_key_is_explained_at_the_head_of_the_french_table(path: Path) -> None:
    """A native speaker can add or mend a table without reading code."""
    table = tomllib.loads(path.read_text("utf-8"))
    assert set(table) <= SECTIONS
    for name in set(table) - OF_WORDS:
        for key, value in table[name].items():
            nested = name in ("inflection", "declension")
            assert nested or key in KEYS or f"[{name}.{key}]" in HEAD, f"[{name}] {key}"
            if nested:
                assert set(value) <= KEYS, f"[{name}.{key}]"
