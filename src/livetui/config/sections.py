"""Every table of `config.toml`: its keys, their kinds, built-in values and descriptions; docs are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from livetui.config.values import Binds, Duration, Quiet, Zone


class Way(StrEnum):
    """How an alert is told."""

    TOAST = "toast"
    """A message in the reader."""
    BELL = "bell"
    DESKTOP = "desktop"
    """By the terminal, where it knows how to."""
    COMMAND = "command"
    """The command of ``[alerts]``."""


Colour = Literal["red", "yellow", "green", "blue", "magenta", "cyan", "orange", "accent"]
"""What a topic or highlight can be coloured with; themes say which shade it is."""


class Ui(Struct, frozen=True):
    """How the reader looks."""

    theme: Annotated[
        str, Meta(description="Colours of the reader: livetui-dark, livetui-light, or a theme of Textual.")
    ] = "livetui-dark"
    density: Annotated[
        Literal["comfortable", "compact"], Meta(description="Lines an entry takes in the timeline: two, or one.")
    ] = "comfortable"
    follow: Annotated[bool, Meta(description="At the top of the timeline, select each arrival as it comes.")] = True
    sidebar: Annotated[bool, Meta(description="Show topics and feeds beside the timeline where there is room.")] = True
    times: Annotated[
        Literal["clock", "ago"], Meta(description="When entries came, in the timeline: by the clock, or how long ago.")
    ] = "clock"
    clock: Annotated[Literal["24h", "12h"], Meta(description="How the time of day is written: 14:32, or 2:32pm.")] = (
        "24h"
    )
    zone: Annotated[
        Zone | None, Meta(description="Time zone of all times; else that of the system.", examples=["Europe/Kyiv"])
    ] = None
    hyperlinks: Annotated[
        Literal["never", "auto", "always"],
        Meta(
            description="Links in the text that the terminal itself opens (OSC 8): never, in terminals known to take "
            "them, or always."
        ),
    ] = "never"
    motion: Annotated[bool, Meta(description="Let the cursor blink and scrolling glide; false: nothing moves.")] = True

    @property
    def zone_info(self) -> tzinfo | None:
        """The zone that is named, None for the system's."""
        return None if self.zone is None else self.zone.info


class Refresh(Struct, frozen=True):
    """How often and how hard feeds are polled."""

    every: Annotated[Duration, Meta(description="Time between two polls of a feed that says nothing itself.")] = (
        Duration(600)
    )
    floor: Annotated[
        Duration, Meta(description="No feed but a live page is polled more often than this by the schedule.")
    ] = Duration(60)
    ceiling: Annotated[Duration, Meta(description="A quiet feed is polled at least this often.")] = Duration(3600)
    jobs: Annotated[int, Meta(ge=1, le=64, description="Polls under way at the same time.")] = 16
    per_host: Annotated[int, Meta(ge=1, le=6, description="Of them, to one host.")] = 6


class Network(Struct, frozen=True):
    """Limits of one retrieval."""

    timeout: Annotated[Duration, Meta(description="Time that one retrieval may take in all.")] = Duration(30)
    max_mib: Annotated[int, Meta(ge=1, le=100, description="Mebibytes that one feed may measure, unpacked.")] = 10


class Alerts(Struct, frozen=True):
    """How topics with an alert tell of arrivals."""

    ways: Annotated[
        tuple[Way, ...], Meta(description="How they are told where a topic says `alert = true`; a command beside them.")
    ] = (Way.TOAST, Way.BELL)
    command: Annotated[
        tuple[str, ...],
        Meta(
            description="Program to run and its arguments, never by way of a shell.",
            examples=[["notify-send", "{topic}", "{title}"]],
        ),
    ] = ()
    throttle: Annotated[Duration, Meta(description="Time from one alert of a topic to its next at least.")] = Duration(
        60
    )
    quiet: Annotated[
        Quiet | None,
        Meta(description="Hours without alerts; they are told in one when it is over.", examples=["22:00-07:00"]),
    ] = None

    @property
    def told(self) -> tuple[Way, ...]:
        """The ways of a topic that only says it wants alerts: those set, and the command if there is one."""
        return (*self.ways, Way.COMMAND) if self.command and Way.COMMAND not in self.ways else self.ways


class Keys(Struct, frozen=True):
    """Which keys the reader takes."""

    preset: Annotated[
        Literal["default", "newsboat", "arrows", "azerty", "qwertz"],
        Meta(description="The keys to begin with; `livetui keys --preset newsboat` lists them."),
    ] = "default"
    bind: Annotated[
        Binds,
        Meta(
            description="Commands with other keys, by the ids of `livetui keys`; also written as a table [keys.bind].",
            examples=[{"move.top": "g g", "mark.read": ["m", "ctrl+x k"]}],
        ),
    ] = Binds()
    also: Annotated[
        Binds,
        Meta(
            description="Commands with more keys, beside those they have; also written as a table [keys.also].",
            examples=[{"move.down": "ctrl+n", "read.open": ["v", "ctrl+o"]}],
        ),
    ] = Binds()
    unbind: Annotated[tuple[str, ...], Meta(description="Keys that do nothing.", examples=[["D", "ctrl+q"]])] = ()


class TopicSpec(Struct, frozen=True):
    """One ``[[topics]]`` table."""

    name: Annotated[
        str, Meta(pattern=r"\S", max_length=60, description="What the sidebar calls it.", examples=["Talks"])
    ]
    filter: Annotated[
        str, Meta(pattern=r"\S", description="The filter its entries pass.", examples=["talks OR negotiations"])
    ]
    key: Annotated[
        Annotated[int, Meta(ge=1, le=9)] | None,
        Meta(description="The digit that selects it; else its place in the file.", examples=[1]),
    ] = None
    colour: Annotated[
        Colour | None, Meta(description="What its name is coloured with in the sidebar.", examples=["yellow"])
    ] = None
    alert: Annotated[
        bool | tuple[Way, ...],
        Meta(description="Whether arrivals are told, or how (see [alerts]).", examples=[True]),
    ] = False


class HighlightSpec(Struct, frozen=True):
    """One ``[[highlights]]`` table."""

    match: Annotated[
        str,
        Meta(
            pattern=r"\S",
            description='Words as in a filter, or a regular expression in slashes: "/re/", "/re/i".',
            examples=["ceasefire OR truce"],
        ),
    ]
    style: Annotated[
        str,
        Meta(
            description="How they are drawn: bold, underline, italic, reverse and a colour (red, yellow, green, blue,"
            " magenta, cyan, orange, accent), in any order.",
            examples=["bold yellow"],
        ),
    ] = "bold"
    only: Annotated[
        str | None,
        Meta(description="A filter: only in entries that pass it.", examples=["is:unread"]),
    ] = None


class MuteSpec(Struct, frozen=True):
    """One ``[[mute]]`` table."""

    filter: Annotated[
        str,
        Meta(
            pattern=r"\S",
            description="Entries that pass are hidden, not deleted; `is:hidden` shows them.",
            examples=["tag:sport"],
        ),
    ]


SECTIONS: Mapping[str, type[Struct]] = {
    "ui": Ui,
    "keys": Keys,
    "refresh": Refresh,
    "network": Network,
    "alerts": Alerts,
}
"""The plain tables of `config.toml`, by name."""
LISTS: Mapping[str, type[Struct]] = {"topics": TopicSpec, "highlights": HighlightSpec, "mute": MuteSpec}
"""The lists of tables, by name: each is written ``[[name]]``."""
STYLES = ("bold", "underline", "reverse", "italic")
"""What a highlight's style may hold beside one colour."""
