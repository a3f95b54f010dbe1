"""Plain texts given to a command, read without starting anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from livetui.cli.console import say
from livetui.engine.texts import Target, small_text
from livetui.text.quotes import has_tables


def check_language(lang: str | None) -> None:
    """Say so when a language has no tables of its own: its quotations are found by the generic marks."""
    if lang and not has_tables(lang):
        say(f"livetui: {lang}: no tables for this language yet; only the generic quotation marks are used")


def leading_texts(targets: Sequence[str], on_text: Callable[[Target], None]) -> Sequence[str]:
    """Hand on the plain texts up to the first target that is none, or that there is trouble with; the rest is left."""
    for place, given in enumerate(targets):
        target = small_text(given)
        if target is None:
            return targets[place:]
        on_text(target)
    return ()
