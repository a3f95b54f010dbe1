"""The settings of the user: read from `config.toml`, typed, frozen; what is wrong is told and the rest used."""

from __future__ import annotations

from livetui.config.editing import keep_topic, remove_topic, take_back, topic_of, topic_table, written
from livetui.config.lines import NO_LINES, line_of, lines_of
from livetui.config.reading import Config, from_values, load
from livetui.config.rules import Highlight, Mute, Topic
from livetui.config.sections import (
    LISTS,
    SECTIONS,
    Alerts,
    HighlightSpec,
    Keys,
    MuteSpec,
    Network,
    Refresh,
    TopicSpec,
    Ui,
    Way,
)
from livetui.config.settings import Option, options
from livetui.config.values import LONGEST_DURATION, Binds, Duration, Problem, Quiet, Zone, nearest

__all__ = [
    "LISTS",
    "LONGEST_DURATION",
    "NO_LINES",
    "SECTIONS",
    "Alerts",
    "Binds",
    "Config",
    "Duration",
    "Highlight",
    "HighlightSpec",
    "Keys",
    "Mute",
    "MuteSpec",
    "Network",
    "Option",
    "Problem",
    "Quiet",
    "Refresh",
    "Topic",
    "TopicSpec",
    "Ui",
    "Way",
    "Zone",
    "from_values",
    "keep_topic",
    "line_of",
    "lines_of",
    "load",
    "nearest",
    "options",
    "remove_topic",
    "take_back",
    "topic_of",
    "topic_table",
    "written",
]
