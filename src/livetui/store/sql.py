"""Conditions as text with placeholders, and how they are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sql:
    """A condition and the values of its placeholders, in order."""

    text: str
    values: tuple[object, ...] = ()


def both(first: Sql, second: Sql) -> Sql:
    """Both conditions."""
    return joined(" AND ", [first, second])


def joined(joint: str, parts: Sequence[Sql]) -> Sql:
    """The conditions as one."""
    if not parts:
        return Sql("1")
    return Sql(
        "(" + joint.join(part.text for part in parts) + ")", tuple(value for part in parts for value in part.values)
    )
