"""The import rule of the house, at run time: what each layer pulls in when it is imported alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ["textual", "rich", "httpx", "feedparser", "sqlite3", "trafilatura", "tomlkit", "platformdirs", "asyncio"]


def loaded_by(statement: str) -> set[str]:
    """The top-level modules, and modules of livetui, that a statement loads in a fresh interpreter."""
    code = f"import sys\n{statement}\nprint(' '.join(sys.modules))"
    names = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return set(names)


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("livetui", HEAVY),
        ("livetui.errors", HEAVY),
        ("livetui.model.update", HEAVY),
        ("livetui.model.filter", HEAVY),
        ("livetui.text.clean", HEAVY),
        ("livetui.text.blocks", HEAVY),
        ("livetui.text.quotes", HEAVY),
        ("livetui.text.split", HEAVY),
        ("livetui.config", ["textual", "rich", "httpx", "feedparser", "sqlite3"]),
        ("livetui.store", ["textual", "rich", "httpx", "feedparser", "livetui.text"]),
        ("livetui.engine.engine", ["textual", "rich", "httpx", "feedparser", "selectolax", "http.client"]),
        ("livetui.engine.worker", ["textual", "rich", "httpx", "sqlite3"]),
        ("livetui.ui.commands", HEAVY),
        ("livetui.cli.main", ["textual", "rich", "httpx", "feedparser", "sqlite3", "asyncio", "tomlkit"]),
        ("livetui.cli.show", ["textual", "rich", "httpx", "feedparser", "sqlite3", "asyncio", "tomlkit"]),
        ("livetui.cli.quick", ["click", "datetime", "livetui.model.words", *HEAVY]),
        ("livetui.cli.quotes", ["textual", "rich", "httpx", "feedparser", "sqlite3", "asyncio", "tomlkit"]),
        ("livetui.cli.refresh", ["textual", "rich", "httpx", "feedparser", "sqlite3"]),
    ],
)
def test_a_layer_loads_nothing_above_it_and_nothing_heavy_it_does_not_need(module: str, forbidden: list[str]) -> None:
    """Commands start fast and rooms stay apart: what a module must not need is not loaded with it."""
    loaded = loaded_by(f"import {module}")
    assert sorted(name for name in forbidden if name in loaded) == []


def test_an_interpreter_alone_loads_none_of_them() -> None:
    """The test above can fail: nothing heavy is loaded by Python itself, and importing it shows."""
    assert not loaded_by("pass") & set(HEAVY)
    assert "sqlite3" in loaded_by("import livetui.store")
