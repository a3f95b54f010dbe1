"""The version of the rules by which texts and quotations are read, apart from the rules, which take long to load."""

from __future__ import annotations

RULES = 4
"""Grows with each change of rules or tables that finds other words or quotations; the cache is then read again."""
