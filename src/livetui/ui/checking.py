"""What of the settings only the screen can judge: keys and themes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from livetui.config import Config, Problem, nearest
from livetui.ui.keymap import keymap
from livetui.ui.themes import THEMES


def checked(config: Config, path: Path) -> Config:
    """The same settings, with what is wrong in their keys and theme among the problems. Args: path: their file."""
    found = [*config.problems, *keymap(config.keys, path).problems]
    if config.ui.theme not in (own := [theme.name for theme in THEMES]):
        from textual.theme import BUILTIN_THEMES

        if config.ui.theme not in BUILTIN_THEMES:
            known = (*own, *BUILTIN_THEMES)
            expected = f"there is no theme {config.ui.theme!r}{nearest(config.ui.theme, known)}; {own[0]} is taken"
            found.append(Problem(path, "ui.theme", expected))
    return replace(config, problems=tuple(found))
