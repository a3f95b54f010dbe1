"""What options of several commands take."""

from __future__ import annotations

import click

from livetui.config import Duration


class _Time(click.ParamType[int]):
    """A duration such as 2m."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Seconds of a duration as typed."""
        try:
            return int(Duration.parse(value))
        except ValueError as error:
            self.fail(f"{value!r} is not {error}", param, ctx)


TIME = _Time()
"""A span of time as typed (2m, 1h), in seconds."""
