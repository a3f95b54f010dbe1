"""Filters given to commands."""

from __future__ import annotations

from livetui.cli.console import say
from livetui.config import Config
from livetui.model.filter import Filter, expand, hints, parse


def understood(text: str, config: Config) -> Filter:
    """What a filter means, with the user's topics put in for their names, as `Engine.understand` has it.

    Commands ask before they open anything: a slip costs nothing. What may not be meant so is said on stderr.
    Raises: FilterError: it can't be understood.
    """
    found = expand(parse(text), config.saved, text)
    for hint in hints(text):
        say(f"livetui: {hint.text}")
    return found
