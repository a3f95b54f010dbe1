"""Topics as sidebar and menu list them: everything, what is new since the reader left, and those of the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from livetui.config import Topic
from livetui.model.filter import Field, Filter, Is, Or, Term, unparse
from livetui.text.clean import clean_line
from livetui.ui.paint import Piece

EVERYTHING = "Everything"
SINCE = Topic("Since you left", Filter(Is("new")), "is:new")
"""What came, changed or was withdrawn since the reader was last left."""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic of the sidebar or the menu."""

    key: int | None
    name: str
    unread: int | None
    """None while it is counted."""
    colour: str | None = None
    """As in config.toml."""
    text: str = ""
    """Its filter."""
    own: bool = False
    """Is it the user's."""
    alert: bool = False
    """It tells what arrives."""

    @property
    def label(self) -> str:
        """Its name, with a mark if it tells what arrives."""
        return ("! " if self.alert else "") + clean_line(self.name)

    @property
    def sign(self) -> Piece:
        """Its key in its colour; without a key a mark, if it has a colour to show."""
        colour = "primary" if self.colour is None else look_of_colour(self.colour)
        return ("■" if self.key is None and self.colour else " " if self.key is None else str(self.key), colour)


def look_of_colour(colour: str) -> str:
    """The theme variable of a colour as the user names it."""
    return colour if colour == "accent" else f"mark-{colour}"


def choices(topics: Sequence[Topic], left: bool) -> tuple[Topic | None, ...]:
    """What can be chosen, in the order of the lines; None: everything. Args: left: the reader was left before."""
    return (None, *((SINCE,) if left else ()), *topics)


def topic_lines(
    topics: Sequence[Topic], left: bool, unread: int, counts: Mapping[str, int], new: int
) -> tuple[TopicLine, ...]:
    """A line for each of the `choices`. Args: unread: in all feeds. counts: by name. new: how many are."""
    return (
        TopicLine(0, EVERYTHING, unread),
        *((TopicLine(None, SINCE.name, new, text=SINCE.text),) if left else ()),
        *(
            TopicLine(topic.key, topic.name, counts.get(topic.name), topic.colour, topic.text, True, bool(topic.alert))
            for topic in topics
        ),
    )


def kept_text(found: Filter, topic: Topic | None, source: str | None, folder: str | None = None) -> str:
    """A filter as it is kept, with the topic, the feed or the folder within which it was in force."""
    bounds = []
    if topic is not None:
        bounds.append(topic.text if topic == SINCE else "@" + _value(topic.name))
    if source is not None:
        bounds.append("source:" + _value(source))
    if folder is not None:
        bounds.append("folder:" + _value(folder))
    asked = unparse(Filter(found.root))
    if bounds and isinstance(found.root, Or):
        asked = f"({asked})"
    orders = [f"sort:{found.sort}"] if found.sort is not Filter(found.root).sort else []
    orders += [f"limit:{found.limit}"] if found.limit is not None else []
    return " ".join(part for part in (*bounds, asked, *orders) if part)


def _value(name: str) -> str:
    return unparse(Filter(Field("", (Term(name),))))
