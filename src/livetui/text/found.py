"""What is known of a marked stretch before it becomes a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from livetui.model.quote import Span
from livetui.text.attribution import Attribution
from livetui.text.marks import Stretch
from livetui.text.tokens import Tokens

WORDS = re.compile(r"\w+")
"""Finds the words of a stretch."""


@dataclass(slots=True)
class Found:
    """One stretch with what was learned about it, before it becomes a `Quote`."""

    stretch: Stretch
    token: int
    segments: list[Span]
    tokens: Tokens
    given: Attribution | None = None
    source: Tokens | None = None
    """The tokens that the attribution counts in, where they are not the paragraph's."""
