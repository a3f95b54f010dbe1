"""Sets of keys to begin with, for who comes from another reader or has another keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Table = Mapping[str, tuple[str, ...]]
"""Keys by the id of the command, as a user writes them."""


@dataclass(frozen=True, slots=True)
class Preset:
    """How a set of keys differs from the built-in one."""

    about: str
    """For whom it is."""
    instead: Table = field(default_factory=dict)
    """Commands with other keys than the built-in ones."""
    also: Table = field(default_factory=dict)
    """Commands with keys beside those; another command that had one of them loses it."""


NEWSBOAT = Preset(
    "newsboat's own keys where the two readers do the same; digits show topics, also in the text.",
    instead={
        "read.open": ("enter", "right"),
        "read.on": ("space",),
        "move.down": ("J", "down", "j"),
        "move.up": ("K", "up", "k"),
        "move.page_down": ("pagedown",),
        "move.page_up": ("pageup",),
        "move.top": ("home",),
        "move.end": ("end",),
        "move.next_unread": ("n",),
        "move.previous_unread": ("p",),
        "read.browser": ("o", "O"),
        "read.links": ("u", "#"),
        "read.find_previous": ("P",),
        "mark.read": ("N", "m"),
        "mark.all": ("A",),
        "mark.filter": ("C",),
        "mark.hide": ("D",),
        "mark.star": ("ctrl+e", "s"),
        "filter.edit": ("/", "F"),
        "filter.close": ("escape", "ctrl+f"),
        "filter.feed": ("c",),
        "topic.menu": ("t", "f"),
        "topic.all": ("ctrl+t", "0", "alt+0"),
        "topic.next": ("ctrl+n", "]"),
        "topic.previous": ("ctrl+p", "["),
        "feeds.poll": ("r",),
        "feeds.poll_all": ("R",),
        "feeds.add": ("E", "a"),
        "feeds.rename": ("V",),
        "feeds.pause": ("Z",),
        "app.palette": (":",),
        "app.help": ("?",),
        "app.back": ("q",),
        "app.quit": ("Q", "ctrl+q"),
        "view.redraw": ("ctrl+l",),
        "view.sort": ("g", "S", "G"),
        "view.read": ("l", "M"),
    },
)
ARROWS = Preset(
    "Arrows, Enter, Esc, function keys and letters without Shift, Ctrl or Alt, but to manage feeds and by half pages.",
    instead={
        "move.down": ("down",),
        "move.up": ("up",),
        "move.page_down": ("pagedown",),
        "move.page_up": ("pageup",),
        "move.top": ("home",),
        "move.end": ("end",),
        "pane.left": ("left",),
        "read.open": ("enter", "right"),
        "read.next_quote": ("k",),
        "read.previous_quote": ("j",),
        "read.quotations": ("i",),
        "read.older": ("h",),
        "read.newer": ("l",),
        "read.pipe": ("\\", "|"),
        "read.browser": ("o",),
        "read.find_previous": (",", "N"),
        "read.copy_citation": ("c", "Y"),
        "filter.edit": ("f3", "/"),
        "topic.next": ("f8",),
        "topic.previous": ("f7",),
        "filter.feed": ("f6", "F"),
        "mark.all": ("f9", "A"),
        "mark.hide": ("delete", "D"),
        "mark.undo": ("backspace", "U"),
        "live.pending": ("insert", "."),
        "live.follow": ("f4", "L"),
        "feeds.follow_live": ("f", "+"),
        "feeds.poll_all": ("f5", "R"),
        "view.theme": ("d", "T"),
        "view.sort": ("f11", "S"),
        "view.read": (";", "M"),
        "view.narrower": ("-",),
        "view.wider": ("g", "="),
        "view.redraw": ("f12", "ctrl+l"),
        "app.palette": ("f2", "ctrl+p", ":"),
        "app.help": ("f1", "?"),
        "app.quit": ("f10", "ctrl+q"),
    },
)
AZERTY = Preset(
    "Digits and marks that need Shift or AltGr on a French keyboard have a second key.",
    instead={
        "read.quotations": ("i",),
        "read.next_quote": ("*", "}"),
        "read.previous_quote": ("ù", "{"),
        "view.narrower": (")",),
    },
    also={
        **{f"topic.{digit}": (key,) for digit, key in enumerate("&é\"'(-è_ç", 1)},
        "topic.all": ("à",),
        "topic.previous": (",",),
        "topic.next": (";",),
        "read.newer": ("$",),
        "move.jump": ("c",),
        "read.pipe": ("f4",),
        "live.pending": ("!",),
        "feeds.follow_live": ("d",),
        "filter.edit": ("f",),
        "app.help": ("f1",),
    },
)
QWERTZ = Preset(
    "Marks that need Shift or AltGr on a German keyboard have a second key.",
    also={
        "topic.previous": ("ö",),
        "topic.next": ("ä",),
        "read.previous_quote": ("ü",),
        "read.next_quote": ("#",),
        "read.newer": ("d",),
        "move.jump": ("c",),
        "read.pipe": ("f4",),
        "view.wider": ("ß",),
        "filter.edit": ("f",),
        "app.palette": ("f2",),
        "app.help": ("f1",),
    },
)
PRESETS: Mapping[str, Preset] = {
    "default": Preset("Keys of the home row, as in vi and newsboat."),
    "newsboat": NEWSBOAT,
    "arrows": ARROWS,
    "azerty": AZERTY,
    "qwertz": QWERTZ,
}
"""By the name in config.toml."""
