"""Filters given to commands."""

from __future__ import annotations

from livetui.config import Config
from livetui.model.filter import Filter, expand, parse


def understood(text: str, config: Config) -> Filter:
    """What a filter means, with the user's topics put in for their names, as `Engine.understand` has it.

    Commands ask before they open anything: a slip costs nothing. Raises: FilterError: it can't be understood.
    """
    return expand(parse(text), config.saved, text)
