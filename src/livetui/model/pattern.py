"""Regular expressions of users: their syntax. Looking them up, bounded in time, is the work of `text.patterns`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable

from livetui.model.filter_tree import Pattern

LONGEST = 200
"""Characters of a regular expression."""

Finds = Callable[[Pattern, str], bool]
"""Tells whether a regular expression is found in a text; raises TooSlow when it took its time."""


def fault(source: str) -> tuple[int, str] | None:
    """What is wrong with a regular expression: offset and reason; None if nothing is."""
    if len(source) > LONGEST:
        return LONGEST, f"a regular expression has at most {LONGEST} characters"
    if not source:
        return 0, "this regular expression is empty"
    if source[0].isspace():
        return 0, "a regular expression can't begin with a blank: write \\s"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "[[" may one day mean something else
            re.compile(source)
    except re.error as error:
        return min(error.pos or 0, len(source)), f"this regular expression can't be read: {error.msg}"
    except (RecursionError, OverflowError):
        return 0, "this regular expression is nested too deeply or repeats too often"
    return None
