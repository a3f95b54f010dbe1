"""Filters: one language for the filter bar, topics and commands; read, written and answered without a cache."""

from __future__ import annotations

from livetui.model.filter_hints import Hint, hints
from livetui.model.filter_match import matches, matches_quote, phrase_in, said_in
from livetui.model.filter_parser import parse
from livetui.model.filter_saved import expand
from livetui.model.filter_tree import (
    And,
    Compare,
    Date,
    Field,
    Filter,
    Has,
    Is,
    Node,
    Not,
    Or,
    Pattern,
    Saved,
    Sort,
    Term,
)
from livetui.model.filter_unparse import unparse
from livetui.model.words import fold, tokens

__all__ = [
    "And",
    "Compare",
    "Date",
    "Field",
    "Filter",
    "Has",
    "Hint",
    "Is",
    "Node",
    "Not",
    "Or",
    "Pattern",
    "Saved",
    "Sort",
    "Term",
    "expand",
    "fold",
    "hints",
    "matches",
    "matches_quote",
    "parse",
    "phrase_in",
    "said_in",
    "tokens",
    "unparse",
]
