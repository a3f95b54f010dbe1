"""Newsboat's key bindings: those with a counterpart here, as more keys for our commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from livetui.config.keys import Chord, read_chord
from livetui.engine.exchange.addresses import shown
from livetui.engine.exchange.found import Left, Wish
from livetui.engine.exchange.newsboat_filter import UntranslatableError

BINDS = ("bind", "bind-key", "unbind-key")
"""Words that begin a line about keys."""
COUNTERPARTS = {
    "open": "read.open", "quit": "app.back", "hard-quit": "app.quit", "reload": "feeds.poll",
    "reload-all": "feeds.poll_all", "mark-feed-read": "mark.all", "mark-all-feeds-read": "mark.filter",
    "next-unread": "move.next_unread", "prev-unread": "move.previous_unread", "next": "move.down", "prev": "move.up",
    "open-in-browser": "read.browser", "open-in-browser-and-mark-read": "read.browser",
    "open-in-browser-noninteractively": "read.browser", "help": "app.help", "toggle-article-read": "mark.read",
    "toggle-show-read-feeds": "view.read", "show-urls": "read.links", "goto-url": "read.links",
    "clear-tag": "topic.all", "set-tag": "topic.menu", "select-tag": "topic.menu", "select-filter": "topic.menu",
    "open-search": "filter.edit", "set-filter": "filter.edit", "clear-filter": "filter.close",
    "edit-flags": "mark.star", "next-unread-feed": "topic.next", "prev-unread-feed": "topic.previous",
    "next-feed": "topic.next", "prev-feed": "topic.previous", "delete-article": "mark.hide", "pipe-to": "read.pipe",
    "sort": "view.sort", "up": "move.up", "down": "move.down", "pageup": "move.page_up", "pagedown": "move.page_down",
    "halfpageup": "move.half_up", "halfpagedown": "move.half_down", "home": "move.top", "end": "move.end",
    "edit-urls": "feeds.add", "redraw": "view.redraw", "cmdline": "app.palette", "switch-focus": "pane.next",
    "goto-title": "move.jump", "article-feed": "filter.feed",
}  # fmt: skip
"""Newsboat's operations, and the ids of our commands that do the same."""
SAME = {
    "enter": "read.open", "q": "app.back", "Q": "app.quit", "r": "feeds.poll", "R": "feeds.poll_all", "A": "mark.all",
    "n": "move.next_unread", "p": "move.previous_unread", "o": "read.browser", "O": "read.browser", "?": "app.help",
    "t": "topic.menu", "u": "read.links", "/": "filter.edit", "ctrl+l": "view.redraw", ":": "app.palette",
    "D": "mark.hide", "|": "read.pipe", "up": "move.up", "down": "move.down", "pageup": "move.page_up",
    "pagedown": "move.page_down", "home": "move.top", "end": "move.end", "tab": "pane.next",
}  # fmt: skip
"""Keys that do the same in both as they come, and our command: taken away there, they are taken away here."""

_HERE = ("articlelist", "article", "feedlist")
"""Newsboat's dialogs that are one screen here, the one whose keys count first."""
_EVERYWHERE = ("all", "everywhere")
_NAMES = {
    "ENTER": "enter", "BACKSPACE": "backspace", "LEFT": "left", "RIGHT": "right", "UP": "up", "DOWN": "down",
    "PPAGE": "pageup", "NPAGE": "pagedown", "HOME": "home", "END": "end", "ESC": "escape", "TAB": "tab",
    "SPACE": "space", "LT": "<", "GT": ">",
}  # fmt: skip
_KEY = re.compile(r"\^([A-Za-z])|<((?:[CSM]-)*)([^>]+)>|\\?(.)", re.DOTALL)
_MODIFIERS = {"C": "ctrl", "M": "alt", "S": "shift"}


@dataclass(frozen=True, slots=True)
class Bound:
    """One line about keys."""

    chord: Chord
    dialogs: tuple[str, ...]
    """Those of `_HERE` it is about."""
    operation: str | None
    """Newsboat's name of what is done; None: nothing any more."""
    line: int
    """Where it stands, from 1."""
    text: str


def bound(words: Sequence[str], line: int, text: str) -> Bound:
    """What a line about keys says. Raises: UntranslatableError: it is none that could be taken over."""
    if words[0] == "bind":
        return _bind(words, line, text)
    if words[0] == "unbind-key" and words[1:2] == ["-a"]:
        raise UntranslatableError("livetui's own keys stay; unbind in [keys] takes single ones away")
    unbinds = words[0] == "unbind-key"
    if len(words) < (2 if unbinds else 3):
        raise UntranslatableError("something is missing")
    dialogs = _dialogs(words[2 if unbinds else 3 :][:1] or _EVERYWHERE[:1])
    return Bound(_chord([_old_key(words[1])]), dialogs, None if unbinds else words[2], line, text)


def wishes(lines: Sequence[Bound]) -> tuple[list[Wish], list[Left]]:
    """What the lines come to together, and what of them can't be taken over."""
    wanted: list[Wish] = []
    left: list[Left] = []
    for chord in dict.fromkeys(each.chord for each in lines):
        mine = [each for each in lines if each.chord == chord]
        last = {dialog: each for each in mine for dialog in each.dialogs}
        chosen = _chosen([last[dialog] for dialog in _HERE if dialog in last])
        hindered = ((each, _hindrance(each, chosen)) for each in mine)
        left += [Left(each.line, shown(each.text), reason) for each, reason in hindered if reason]
        if not _hindrance(chosen, chosen):
            wanted.append(_wish(chosen))
    return sorted(wanted, key=lambda wish: wish.line), sorted(left, key=lambda each: each.line or 0)


def _chosen(each_dialogs: Sequence[Bound]) -> Bound:
    """Of what a key does in several dialogs, what it does here: the first that has a counterpart."""
    usable = (each for each in each_dialogs if each.operation in COUNTERPARTS)
    return next(usable, each_dialogs[0])


def _hindrance(each: Bound, chosen: Bound) -> str:
    """Why a line is not taken over; empty if it is, or says the same as the one that is."""
    if each.operation is None:
        if chosen.operation is not None:
            return ""
        if len(each.chord) > 1 or each.chord[0] not in SAME:
            return "the key does something else here, and still does"
        return ""
    if each.operation not in COUNTERPARTS:
        return f"newsboat's {shown(each.operation)} has no counterpart"
    if chosen.operation is None or COUNTERPARTS[each.operation] != COUNTERPARTS[chosen.operation]:
        return f"a key does one thing here: line {chosen.line} says which"
    return ""


def _wish(chosen: Bound) -> Wish:
    key = " ".join(chosen.chord)
    if chosen.operation is None:
        return Wish("keys.unbind", (("unbind", key),), chosen.line, chosen.text)
    return Wish("keys.also", ((COUNTERPARTS[chosen.operation], key),), chosen.line, chosen.text)


def _bind(words: Sequence[str], line: int, text: str) -> Bound:
    """``bind KEYS DIALOG[,DIALOG] OPERATION [-- "DESCRIPTION"]``."""
    if len(words) < 4:
        raise UntranslatableError("something is missing")
    acts = words[3 : words.index("--") if "--" in words else None]
    operations = [each for act in acts for each in act.split(";") if each]
    if operations[:1] in (["set"], ["exec"]) or "set" in operations or "exec" in operations:
        raise UntranslatableError("commands are not run")
    if len(operations) != 1:
        raise UntranslatableError("a key does one thing here; there are no macros")
    return Bound(_chord(_keys(words[1])), _dialogs(words[2].split(",")), operations[0], line, text)


def _dialogs(names: Sequence[str]) -> tuple[str, ...]:
    """Those that are here. Raises: UntranslatableError: none of them is."""
    if any(name in _EVERYWHERE for name in names):
        return _HERE
    found = tuple(name for name in _HERE if name in names)
    if not found:
        raise UntranslatableError("there is no such dialog here, or it has keys of its own")
    return found


def _old_key(word: str) -> str:
    """A key as ``bind-key`` has it: ``j``, ``J``, ``^R``, ``ENTER``."""
    word = word.removeprefix("\\") if len(word) == 2 else word
    if len(word) == 2 and word[0] == "^":
        return f"ctrl+{word[1].lower()}"
    return _NAMES.get(word, word)


def _keys(sequence: str) -> Iterator[str]:
    """The keys of a sequence as ``bind`` has it: ``gg``, ``^O<ENTER>``, ``<C-a>``."""
    for found in _KEY.finditer(sequence):
        control, modifiers, name, character = found.groups()
        if control:
            yield f"ctrl+{control.lower()}"
        elif name:
            yield "".join(f"{_MODIFIERS[each]}+" for each in modifiers.replace("-", "")) + _NAMES.get(name, name)
        else:
            yield character


def _chord(keys: Iterable[str]) -> Chord:
    try:
        return read_chord(" ".join(keys))
    except ValueError as error:
        raise UntranslatableError(str(error).partition(";")[0]) from error
