"""The version of the reading of feeds, apart from the readers, which take long to load."""

from __future__ import annotations

READER = 1
"""Grows with each change after which the same bytes give other entries; what was read before is then read again."""
